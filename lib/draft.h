/*
 * lib/draft.h - one SQL statement in the making: text and parameters
 *
 * Shared by query.c and query_write.c; nothing else writes SQL.
 */
#ifndef TOEGANG_DRAFT_H
#define TOEGANG_DRAFT_H

#include "lib/plan.h"
#include "lib/statement.h"

struct draft {
	struct buf sql;
	const char **parameters;
	size_t count, max;
	const struct plan *plan;
};

/* 0 or -ENOMEM. After a beginning there is always an end; it frees the text's buffer. */
int draft_begin(struct draft *d, const struct plan *plan);
int draft_end(struct segment *out, struct draft *d);

const char *draft_schema(const struct plan *plan);
void draft_column(struct draft *d, const char *property);

/* "$n::type", and its value. */
void draft_parameter(struct draft *d, const char *value, const char *type, bool array);

/* A predicate of a resource table: `@` is the schema, `$` the parameter. */
void draft_predicate(struct draft *d, const char *sql, const char *value,
		     const char *type, bool array);

void draft_select(struct draft *d); /* SELECT, with the columns this request may see */
void draft_from_view(struct draft *d);
void draft_key(struct draft *d, const char *property, const char *value);
void draft_where_item(struct draft *d);

#endif
