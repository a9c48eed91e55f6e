/*
 * lib/route.h - every public path, and what a request on it goes through
 *
 * Errors  0, ROUTE_E_REJECTED (404, 405 or 501 in the problem), -ENOMEM
 */
#ifndef TOEGANG_ROUTE_H
#define TOEGANG_ROUTE_H

#include "lib/plan.h"
#include "lib/query.h"
#include "lib/reply.h"

enum {
	ROUTE_E_OK,
	ROUTE_E_REJECTED,
};

struct route {
	enum method method;
	enum verb verb;         /* that the resource must have; 0: none is asked */
	int shape;              /* of the path, see route.c */
	bool writes;            /* needs a key */
	const char *media_type; /* of a successful answer, for Accept */
	int (*plan)(struct plan *plan, struct problem *why);
	/* NULL: nothing is asked of the database, and reply() gets no answer. */
	int (*query)(struct segment *out, const struct plan *plan);
	/* `answer` is NULL when the database could not be asked; only fixed paths see that. */
	int (*reply)(struct reply *out, const struct plan *plan,
		     const struct answer *answer);
	bool replies_when_down; /* reply() is asked even then */
};

struct match {
	const struct route *route; /* NULL: OPTIONS, answered by `allow` */
	const char *allow;         /* "GET, HEAD, OPTIONS" */
};

/**
 * route_match() - find what a request's path and method mean
 * @plan:       its resource, action and keys are filled in
 * @resources:  NULL-terminated
 *
 * HEAD goes where GET goes.
 */
int route_match(struct match *out, struct plan *plan,
		const struct resource *const *resources, struct problem *why);

#endif
