/* server/privilege.c - root no longer */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "server/log.h"
#include "server/privilege.h"

static void text_free(char *text)
{
	free(text);
}
RELEASE_WITH(text_free, char);

static int fail(const char *what, const char *name)
{
	log_line(LOG_ERROR, "%s %s: %s", what, name, strerror(errno));
	return PRIVILEGE_E_FAILED;
}

static int find_user(const struct passwd **out, const char *name)
{
	const struct passwd *user;

	errno = 0;
	user = getpwnam(name);
	if (!user) {
		log_line(LOG_ERROR,
			 "there is no user \"%s\" to become instead of root; make one "
			 "with "
			 "useradd --system --user-group --no-create-home --shell "
			 "/usr/sbin/nologin %s, "
			 "or name another with --user",
			 name, name);
		return PRIVILEGE_E_FAILED;
	}
	if (user->pw_uid == 0) {
		log_line(LOG_ERROR, "user \"%s\" is root; name another with --user",
			 name);
		return PRIVILEGE_E_FAILED;
	}
	*out = user;
	return 0;
}

static int make_parent(const char *path)
{
	if (mkdir(path, 0755) == 0) /* and as much with any umask: its user has to pass */
		return chmod(path, 0755) < 0 ? fail("cannot open to all", path) : 0;
	if (errno == EEXIST || errno == EACCES || errno == EROFS)
		return 0; /* what is really missing shows at the last one */
	return fail("cannot make the directory", path);
}

/* mkdir -p: parents may be looked into, the last one is private. */
static int make_folders(const char *path)
{
	auto_release(text_free) char *copy = strdup(path);
	char *slash;
	int r;

	if (!copy)
		return -ENOMEM;
	for (slash = strchr(copy + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		r = make_parent(copy);
		if (r)
			return r;
		*slash = '/';
	}
	if (mkdir(copy, 0700) < 0 && errno != EEXIST)
		return fail("cannot make the state directory", copy);
	return 0;
}

static bool is_empty(int fd)
{
	DIR *folder = fdopendir(dup(fd));
	bool empty = folder != NULL;
	struct dirent *entry;

	while (folder && (entry = readdir(folder)))
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			empty = false;
	if (folder)
		(void)closedir(folder);
	return empty;
}

/* By descriptor: nobody can put another directory in its place meanwhile. */
static int hand_over(int fd, const char *path, const struct passwd *user)
{
	struct stat st;

	if (fstat(fd, &st) < 0)
		return fail("cannot examine", path);
	if (st.st_uid == user->pw_uid)
		return 0;
	if (!is_empty(fd)) {
		log_line(LOG_ERROR,
			 "%s is not user %s's and is not empty; name another state "
			 "directory, "
			 "or hand it over with chown -R %s",
			 path, user->pw_name, user->pw_name);
		return PRIVILEGE_E_FAILED;
	}
	if (fchown(fd, user->pw_uid, user->pw_gid) < 0 || fchmod(fd, 0700) < 0)
		return fail("cannot hand over", path);
	return 0;
}

int privilege_own(const char *path, const char *user)
{
	const struct passwd *owner = NULL;
	int fd, r = 0;

	if (!path[0]) {
		log_line(LOG_ERROR, "name a state directory with --state-dir");
		return PRIVILEGE_E_FAILED;
	}
	if (geteuid() == 0)
		r = find_user(&owner, user);
	if (!r)
		r = make_folders(path);
	if (r)
		return r;
	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return fail("cannot open the state directory", path);
	if (owner)
		r = hand_over(fd, path, owner);
	else if (faccessat(fd, ".", R_OK | W_OK | X_OK, AT_EACCESS) < 0)
		r = fail("cannot use the state directory", path);
	(void)close(fd);
	return r;
}

static int set_environment(const struct passwd *user)
{
	/* Of root's session, and of no use to anybody else. */
	(void)unsetenv("XDG_RUNTIME_DIR");
	(void)unsetenv("XDG_STATE_HOME");
	(void)unsetenv("XDG_CONFIG_HOME");
	return setenv("HOME", user->pw_dir, 1) || setenv("USER", user->pw_name, 1) ||
	       setenv("LOGNAME", user->pw_name, 1);
}

int privilege_drop(const char *name)
{
	const struct passwd *user;
	int r;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return fail("cannot refuse", "new privileges");
	if (geteuid() != 0)
		return 0;
	r = find_user(&user, name);
	if (r)
		return r;
	if (initgroups(user->pw_name, user->pw_gid) < 0 ||
	    setresgid(user->pw_gid, user->pw_gid, user->pw_gid) < 0 ||
	    setresuid(user->pw_uid, user->pw_uid, user->pw_uid) < 0 ||
	    set_environment(user))
		return fail("cannot become user", name);
	if (setuid(0) == 0 || setgid(0) == 0 || geteuid() == 0) {
		log_line(LOG_ERROR, "became user %s, but root could be regained", name);
		return PRIVILEGE_E_FAILED;
	}
	return 0;
}
