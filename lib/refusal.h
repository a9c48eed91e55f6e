/*
 * lib/refusal.h - PostgreSQL's no, in the client's words
 *
 * One table maps SQLSTATEs to problems. What a named constraint means to a client is said by
 * the constraint's own comment in sql/, "property: what to do", read at start.
 */
#ifndef TOEGANG_REFUSAL_H
#define TOEGANG_REFUSAL_H

#include "lib/plan.h"
#include "lib/statement.h"

struct rule {
	const char *constraint; /* name; the array is sorted by it */
	const char *property;   /* "endDate" */
	const char *detail;     /* "must not be before startDate" */
};

struct rules {
	const struct rule *rules;
	size_t count;
};

void refusal_explain(struct problem *problem, const struct refusal *refusal,
		     const struct plan *plan, const struct rules *rules);

#endif
