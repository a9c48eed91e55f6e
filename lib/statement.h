/*
 * lib/statement.h - what goes to PostgreSQL for one request, and what comes back
 *
 * A segment is one transaction: all of it happens or none. Parameters travel as text, results
 * in binary. Both structures live in the request's arena.
 */
#ifndef TOEGANG_STATEMENT_H
#define TOEGANG_STATEMENT_H

#include "lib/resource.h"
#include "lib/row.h"

enum { SEGMENT_STATEMENTS_MAX = 5 };

struct statement {
	const char
		*sql; /* its text depends on the plan's shape only: it is prepared once */
	const char *const *parameters; /* NULL for SQL null */
	size_t parameter_count;
};

struct segment {
	enum lane lane;
	struct statement statements[SEGMENT_STATEMENTS_MAX];
	size_t count;
};

/* Why PostgreSQL refused a segment: for the problem's choice, never for the client's eyes. */
struct refusal {
	const char *sqlstate;   /* five characters */
	const char *constraint; /* NULL when none is to blame */
	const char *message;
};

struct answer {
	struct rows results[SEGMENT_STATEMENTS_MAX]; /* one for each statement */
	size_t count;
	const struct refusal *refusal; /* NULL: all of it was done */
};

#endif
