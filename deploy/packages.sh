# deploy/packages.sh - the Debian packages each command needs, and getting them
#
# Sourced (bash) by deploy/run, tests/run and .ci/run. One package a line, with its reason.
# shellcheck shell=bash disable=SC2034

packages_build='
gcc                     compiles the daemon
libc6-dev               headers of the C library
pkg-config              finds the libraries
meson                   describes the build
ninja-build             carries it out
python3                 puts the migrations into the binary
libmicrohttpd-dev       HTTP
libpq-dev               talks to PostgreSQL
libjansson-dev          reads JSON
libpcre2-dev            patterns of text properties
libxxhash-dev           digests for entity tags
libgnutls28-dev         randomness and SHA-256 for keys
libc-bin                the C.UTF-8 locale
'

packages_server='
postgresql              the server of the private database
'

packages_test='
check                   unit tests
libcurl4-gnutls-dev     tests that speak HTTP
'

packages_ci='
clang                   the second compiler
clang-format            one layout for all
'

say() { # TEXT: progress, for people
	printf '%s\n' "$*" >&2
}

die() {
	printf 'error: %s\n' "$*" >&2
	exit 1
}

# LOG LABEL: pass what a program says to a log; on a terminal show its last line meanwhile.
progress() {
	local line
	if [ -t 2 ]; then
		while IFS= read -r line || [ -n "$line" ]; do
			printf '%s\n' "$line" >>"$1"
			printf '\r\033[K%s: %.60s' "$2" "$line" >&2
		done
		printf '\r\033[K' >&2
	else
		say "$2 …"
		cat >>"$1"
	fi
}

# LOG LABEL COMMAND…: run it quietly; when it fails, show the end of its log.
quietly() {
	local log=$1 label=$2
	shift 2
	if ! "$@" </dev/null 2>&1 | progress "$log" "$label"; then
		tail -n 40 "$log" >&2
		say "$label failed; all it said is in $log"
		return 1
	fi
}

package_is_installed() {
	[ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

package_has_candidate() {
	[[ $(LC_ALL=C apt-cache policy "$1" 2>/dev/null) == *"Candidate: "[!\(]* ]]
}

# As root, or through sudo.
privileged() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	else
		sudo "$@"
	fi
}

apt() { # LOG LABEL ARGUMENTS…
	local log=$1 label=$2
	shift 2
	quietly "$log" "$label" privileged env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 \
		apt-get -q -y -o DPkg::Lock::Timeout=120 -o Acquire::Retries=3 "$@"
}

# The package starts a server of its own on a TCP port unless it is told not to. It only asks
# when it is first installed, so that what was said need not stay.
without_main_cluster() { # COMMAND…
	local folder=/etc/postgresql-common/createcluster.d file status=0
	file=$folder/toegang.conf
	if [[ " $(dpkg-query -W -f '${db:Status-Status} ' 'postgresql-[1-9]*' 2>/dev/null)" == \
		*" installed "* ]]; then
		"$@"
		return
	fi
	privileged mkdir -p "$folder"
	echo 'create_main_cluster = false' | privileged tee "$file" >/dev/null
	"$@" || status=$?
	privileged rm -f "$file"
	return $status
}

# LIST…: install what is missing of these lists.
packages_need() {
	local table="$*" missing=() name reason stale='' log
	table=$(printf '%s\n' "$@" | grep .)
	while read -r name reason; do
		package_is_installed "$name" || missing+=("$name")
	done <<<"$table"
	[ ${#missing[@]} -gt 0 ] || return 0

	command -v apt-get >/dev/null ||
		die "this needs Debian's packages: ${missing[*]}"
	say "Missing, to be installed with apt-get as root:"
	while read -r name reason; do
		[[ " ${missing[*]} " != *" $name "* ]] || printf '  %-22s %s\n' "$name" "$reason" >&2
	done <<<"$table"
	if [ "$(id -u)" != 0 ]; then
		command -v sudo >/dev/null ||
			die "there is no sudo here: as root, run apt-get install --no-install-recommends ${missing[*]}"
		sudo -n true 2>/dev/null || sudo -v ||
			die "sudo was refused; as root, run apt-get install --no-install-recommends ${missing[*]}"
	fi

	log=$(mktemp "${TMPDIR:-/tmp}/toegang-packages-XXXXXX.log") || exit 1
	for name in "${missing[@]}"; do
		package_has_candidate "$name" || stale=yes
	done
	[ -z "$stale" ] || apt "$log" "reading package lists" update || exit 1
	# Lists can be there and be too old: the packages they name are gone.
	without_main_cluster apt "$log" "installing ${#missing[@]} packages" install \
		--no-install-recommends "${missing[@]}" ||
		{
			say "Trying again with new package lists"
			apt "$log" "reading package lists" update &&
				without_main_cluster apt "$log" "installing ${#missing[@]} packages" install \
					--no-install-recommends "${missing[@]}"
		} || exit 1
	rm -f "$log"
}
