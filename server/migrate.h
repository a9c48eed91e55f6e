/*
 * server/migrate.h - brings the database to the schema this binary needs
 *
 * Blocking, at start only, over a connection of its own as the owner of the schema.
 */
#ifndef TOEGANG_MIGRATE_H
#define TOEGANG_MIGRATE_H

#include <stdbool.h>

struct migration {
	const char *name; /* "0001_foundation" */
	const char *
		sha256; /* of the file, in hex; one applied and since edited is refused */
	const char *sql;
};

extern const struct migration migrations[]; /* in order; ends with an empty one */
extern const char *const demonstration_sql;

enum {
	MIGRATE_E_OK,
	MIGRATE_E_FAILED, /* why is in the log */
};

/**
 * migrate() - apply what has not been applied yet, each file in a transaction of its own
 * @conninfo:  of the owner
 *
 * Several daemons may start at once: an advisory lock lets one work and the others wait.
 */
int migrate(const char *conninfo);

/* Load the demonstration register, in one transaction, if the register is empty. */
int migrate_demonstration(const char *conninfo);

int migrate_has_admin_key(bool *has, const char *conninfo);

/* Keep a new admin key's digest if there is no admin key yet; `*created` says whether. */
int migrate_admin_key(bool *created, const char *conninfo, const char *prefix,
		      const unsigned char sha256[32]);

#endif
