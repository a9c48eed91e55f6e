/*
 * server/privilege.h - root no longer
 *
 * Called once, at start, before there are threads: first privilege_own(), then
 * privilege_drop().
 */
#ifndef TOEGANG_PRIVILEGE_H
#define TOEGANG_PRIVILEGE_H

enum {
	PRIVILEGE_E_OK,
	PRIVILEGE_E_FAILED, /* why, and how to mend it, is in the log */
};

/**
 * privilege_own() - see to it that the state directory is there, and is the user's
 * @path:  made, with its parents, when it is missing; mode 0700
 * @user:  whom it shall belong to when we are root; else not looked at
 *
 * As root a directory that is another's is only taken over when it is empty.
 */
int privilege_own(const char *path, const char *user);

/*
 * Become `user` for good when we are root; an ordinary user stays who he is. Either way no
 * exec gains a privilege any more.
 */
int privilege_drop(const char *user);

#endif
