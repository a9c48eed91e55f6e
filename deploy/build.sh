# deploy/build.sh - build directories
#
# Sourced (bash) after deploy/packages.sh; `top` is the repository.
# shellcheck shell=bash disable=SC2154

# NAME FALLBACK: print a directory to build in. What another user, root mostly, has built in
# the repository is not ours to change.
build_folder() {
	local folder=$top/$1
	if [ -e "$folder" ] && { [ ! -O "$folder" ] || [ ! -w "$folder" ]; }; then
		say "$folder belongs to $(stat -c %U "$folder"); building in $2/$1 instead"
	elif [ -w "$top" ]; then
		printf '%s\n' "$folder"
		return
	fi
	mkdir -p "$2" || return
	printf '%s\n' "$2/$1"
}

# True when the directory was set up for this repository, where it stands now.
build_is_set_up() {
	[ -f "$1/build.ninja" ] &&
		grep -qF "\"source\": \"$top\"" "$1/meson-info/meson-info.json" 2>/dev/null
}

# FOLDER SETUP-OPTIONS…: set up when needed.
build_set_up() {
	local folder=$1 log=$1.log
	shift
	if ! build_is_set_up "$folder"; then
		[ ! -e "$folder" ] || [ -d "$folder/meson-private" ] ||
			die "$folder is in the way, and is no build directory"
		rm -rf "$folder"
		: >"$log"
		quietly "$log" "setting up the build" meson setup "$folder" "$top" "$@" || exit 1
	fi
}

# FOLDER TARGET…
build_make() {
	local folder=$1 log=$1.log
	[[ $(ninja -C "$@" -n 2>/dev/null) != *"no work to do"* ]] || return 0
	: >"$log"
	quietly "$log" "building" ninja -C "$@" || exit 1
	rm -f "$log"
}
