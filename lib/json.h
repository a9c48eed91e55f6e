/*
 * lib/json.h - strict, bounded parsing on top of jansson
 *
 * What jansson would take but a client cannot mean is refused first: nesting that would eat
 * the stack, bodies of countless tokens, duplicate members, bytes after the value.
 */
#ifndef TOEGANG_JSON_H
#define TOEGANG_JSON_H

#include <jansson.h>

#include "lib/problem.h"

enum { JSON_DEPTH_MAX = 16, JSON_TOKENS_MAX = 10000 };

enum {
	JSON_E_OK,
	JSON_E_REJECTED, /* the problem has one issue, for the whole body */
};

/* A body must be a JSON object. *out is the caller's to json_decref(). */
int json_parse_body(json_t **out, const char *bytes, size_t length, struct problem *why,
		    struct arena *arena);

/* Compact text; reals with the 15 digits that a double keeps of any decimal. 0 or -ENOMEM. */
int json_text(const char **out, const json_t *value, struct arena *arena);

#endif
