/*
 * lib/query.h - plan → statements
 *
 * All SQL made at run time is made here. Values are parameters; names come from the resource
 * tables only; so the text depends on the shape of the plan, and few texts are ever prepared.
 *
 * Results, in the order of their statements:
 *   query_page    rows (columns of query_columns(), then the sort keys as text), count
 *   query_row     row
 *   query_insert  nothing, row
 *   query_update  one row if it was changed, row
 *   query_delete  one row if it was deleted, one row if it still exists
 *   query_call    one row, one column: json or null
 *   query_alive   one row
 * Before them stands, when needed, a statement that enters with the key or sets the time; its
 * result is for nobody.
 *
 * Errors  0 or -ENOMEM
 */
#ifndef TOEGANG_QUERY_H
#define TOEGANG_QUERY_H

#include "lib/plan.h"
#include "lib/statement.h"

/* Who asks: of a request that carries a key. NULL in the plan's stead for the public. */
struct credential {
	const char *prefix, *sha256_hex, *trace_id;
};

int query_page(struct segment *out, const struct plan *plan);
int query_row(struct segment *out, const struct plan *plan);
int query_insert(struct segment *out, const struct plan *plan);
int query_update(struct segment *out, const struct plan *plan);
int query_delete(struct segment *out, const struct plan *plan);
int query_call(struct segment *out, const struct plan *plan);
int query_alive(struct segment *out, const struct plan *plan);

/* Puts what must come first into a segment, before any of the above. */
int query_enter(struct segment *out, const struct plan *plan,
		const struct credential *who);

#endif
