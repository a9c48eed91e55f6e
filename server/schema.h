/*
 * server/schema.h - at start: do the resource tables and the database agree?
 *
 * Blocking, before any worker runs.
 */
#ifndef TOEGANG_SCHEMA_H
#define TOEGANG_SCHEMA_H

#include "lib/refusal.h"

enum {
	SCHEMA_E_OK,
	SCHEMA_E_DISAGREES, /* every disagreement is in the log */
	SCHEMA_E_FAILED,    /* the database could not be asked; why is in the log */
};

/**
 * schema_load() - compare, and read what the constraints' comments tell clients
 * @conninfo:   of the server's role
 * @resources:  NULL-terminated
 */
int schema_load(struct rules *out, const char *conninfo,
		const struct resource *const *resources);
void schema_free(struct rules *rules);

#endif
