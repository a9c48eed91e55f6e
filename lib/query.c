/* lib/query.c - plan → statements */
#include "lib/query.h"

#include "lib/array.h"
#include "lib/draft.h"
#include "lib/err.h"

/* The type that a filter compares with, where it is not the column's own. */
static const char *compared_type(const struct field *field)
{
	switch (field->type) {
	case FIELD_ID_LIST:
		return "uuid";
	case FIELD_CODE_LIST:
	case FIELD_LOCALIZED:
	case FIELD_PARTIAL_DATE:
		return "text";
	case FIELD_VAGUE:
	case FIELD_AMOUNT:
		return "numeric";
	default:
		return field_sql_type(field->type);
	}
}

static void equals(struct draft *d, const struct condition *c)
{
	const char *type = compared_type(c->field);
	bool array = c->value_count > 1 || c->field->type == FIELD_ID_LIST ||
		     c->field->type == FIELD_CODE_LIST ||
		     c->field->type == FIELD_LOCALIZED;
	const char *value = array ? array_literal(c->values, c->value_count,
						  d->plan->arena) :
				    c->values[0];

	if (c->field->type == FIELD_LOCALIZED) {
		buf_text(&d->sql, "ARRAY[(t.");
		draft_column(d, c->field->name);
		buf_text(&d->sql, ").nl, (t.");
		draft_column(d, c->field->name);
		buf_text(&d->sql, ").en] && ");
		draft_parameter(d, value, type, true);
		return;
	}
	buf_text(&d->sql, c->field->type == FIELD_VAGUE ? "(t." : "t.");
	draft_column(d, c->field->name);
	buf_text(&d->sql, c->field->type == FIELD_VAGUE ? ").value" : "");
	if (c->field->type == FIELD_ID_LIST || c->field->type == FIELD_CODE_LIST) {
		buf_text(&d->sql, " && ");
		draft_parameter(d, value, type, true);
	} else if (array) {
		buf_text(&d->sql, " = ANY (");
		draft_parameter(d, value, type, true);
		buf_char(&d->sql, ')');
	} else {
		buf_text(&d->sql, " = ");
		draft_parameter(d, value, type, false);
	}
}

/* Inclusive. Of a partial date any day it may mean counts; of a range, its nearer end. */
static void range(struct draft *d, const struct condition *c)
{
	bool from = c->kind == CONDITION_FROM;
	const char *open = "t.", *close = "", *type = field_sql_type(c->field->type);

	if (c->field->type == FIELD_PARTIAL_DATE) {
		open = from ? "core.latest(t." : "core.earliest(t.";
		close = ")";
		type = "date";
	} else if (c->field->type == FIELD_VAGUE) {
		open = "(t.";
		close = ").value";
		type = "numeric";
	}
	buf_text(&d->sql, open);
	draft_column(d, c->field->name);
	buf_text(&d->sql, close);
	buf_text(&d->sql, from ? " >= " : " <= ");
	draft_parameter(d, c->values[0], type, false);
}

static void filter(struct draft *d, const struct condition *c)
{
	const char *value = c->filter->single ? c->values[0] :
						array_literal(c->values, c->value_count,
							      d->plan->arena);

	draft_predicate(d, c->filter->sql, value, compared_type(c->field),
			!c->filter->single);
}

static void condition(struct draft *d, const struct condition *c)
{
	if (c->kind == CONDITION_EQUALS)
		equals(d, c);
	else if (c->kind == CONDITION_FILTER)
		filter(d, c);
	else
		range(d, c);
}

static bool speaks_of(const struct condition *c, const struct relation *relation)
{
	const char *via = c->filter ? c->filter->via : NULL;

	return relation ? via && strcmp(via, relation->name) == 0 : !via;
}

/* Every condition of one relation speaks of the same row of it. */
static void related(struct draft *d, const struct relation *relation)
{
	const struct plan *plan = d->plan;
	bool any = false;
	size_t i;

	for (i = 0; i < plan->condition_count; i++) {
		if (!speaks_of(&plan->conditions[i], relation))
			continue;
		if (!any) {
			buf_text(&d->sql, " AND EXISTS (SELECT FROM ");
			draft_predicate(d, relation->from, NULL, NULL, false);
			buf_text(&d->sql, " WHERE ");
			draft_predicate(d, relation->on, NULL, NULL, false);
		}
		any = true;
		buf_text(&d->sql, " AND ");
		condition(d, &plan->conditions[i]);
	}
	if (any)
		buf_char(&d->sql, ')');
}

static void where_list(struct draft *d)
{
	const struct plan *plan = d->plan;
	const struct relation *relation;
	size_t i;

	buf_text(&d->sql, " WHERE true");
	if (plan->parent_key) {
		buf_text(&d->sql, " AND t.");
		draft_key(d, plan->resource->parent, plan->parent_key);
	}
	for (i = 0; i < plan->condition_count; i++) {
		if (!speaks_of(&plan->conditions[i], NULL))
			continue;
		buf_text(&d->sql, " AND ");
		condition(d, &plan->conditions[i]);
	}
	for (relation = plan->resource->relations; relation && relation->name; relation++)
		related(d, relation);
}

static bool may_be_null(const struct field *field)
{
	return !(field->flags & (FIELD_REQUIRED | FIELD_NONNULL));
}

/*
 * The rows after the one whose sort values are plan->after, nulls last. For the keys k…: k is
 * beyond its value, or equal with the rest beyond theirs. The bound on the first key stands
 * apart too, so that its index serves.
 */
static void beyond(struct draft *d, size_t i)
{
	const struct sort_key *key = &d->plan->sort[i];
	const char *value = d->plan->after[i], *type = field_sql_type(key->field->type);
	const char *sign = key->descending ? " < " : " > ";
	bool last = i + 1 == d->plan->sort_count;
	size_t number;

	buf_text(&d->sql, "(t.");
	draft_column(d, key->field->name);
	if (!value) {
		buf_text(&d->sql, " IS NULL");
	} else {
		buf_text(&d->sql, sign);
		draft_parameter(d, value, type, false);
		number = d->count;
		if (may_be_null(key->field)) {
			buf_text(&d->sql, " OR t.");
			draft_column(d, key->field->name);
			buf_text(&d->sql, " IS NULL");
		}
		if (!last) {
			buf_text(&d->sql, " OR t.");
			draft_column(d, key->field->name);
			buf_format(&d->sql, " = $%zu", number);
		}
	}
	if (!last) {
		buf_text(&d->sql, " AND ");
		beyond(d, i + 1);
	}
	buf_char(&d->sql, ')');
}

static void where_beyond(struct draft *d)
{
	const struct sort_key *first = &d->plan->sort[0];

	buf_text(&d->sql, " AND ");
	beyond(d, 0);
	if (may_be_null(first->field))
		return;
	buf_text(&d->sql, " AND t.");
	draft_column(d, first->field->name);
	buf_text(&d->sql, first->descending ? " <= " : " >= ");
	draft_parameter(d, d->plan->after[0], field_sql_type(first->field->type), false);
}

static void order_by(struct draft *d)
{
	const struct sort_key *key;
	size_t i;

	for (i = 0; i < d->plan->sort_count; i++) {
		key = &d->plan->sort[i];
		buf_text(&d->sql, i ? ", t." : " ORDER BY t.");
		draft_column(d, key->field->name);
		buf_text(&d->sql, key->descending ? " DESC" : "");
		if (key->descending && may_be_null(key->field))
			buf_text(&d->sql, " NULLS LAST");
	}
}

static int add_rows(struct segment *out, const struct plan *plan)
{
	struct draft d;
	size_t i;

	if (draft_begin(&d, plan))
		return -ENOMEM;
	draft_select(&d);
	for (i = 0; i < plan->sort_count; i++) {
		buf_text(&d.sql, ", t.");
		draft_column(&d, plan->sort[i].field->name);
		buf_text(&d.sql, "::text");
	}
	draft_from_view(&d);
	where_list(&d);
	if (plan->after)
		where_beyond(&d);
	order_by(&d);
	/* One more than the page, to know whether another follows. */
	buf_text(&d.sql, " LIMIT ");
	draft_parameter(&d, arena_format(plan->arena, "%u", plan->page_size + 1),
			"bigint", false);
	if (!plan->after && plan->page > 1) {
		buf_text(&d.sql, " OFFSET ");
		draft_parameter(&d,
				arena_format(plan->arena, "%llu",
					     (unsigned long long)(plan->page - 1) *
						     plan->page_size),
				"bigint", false);
	}
	return draft_end(out, &d);
}

/* One row: the total, and whether the parent exists. */
static int add_count(struct segment *out, const struct plan *plan)
{
	const struct resource *resource = plan->resource;
	struct draft d;

	if (draft_begin(&d, plan))
		return -ENOMEM;
	buf_text(&d.sql, "SELECT count(*)");
	if (resource->parent_view) {
		int f = resource_field(resource, resource->parent);

		buf_format(&d.sql, ", EXISTS (SELECT FROM %s.%s AS p WHERE p.%s = ",
			   draft_schema(plan), resource->parent_view,
			   resource->parent_key ? resource->parent_key : "id");
		draft_parameter(&d, plan->parent_key,
				field_sql_type(resource->fields[f].type), false);
		buf_char(&d.sql, ')');
	}
	draft_from_view(&d);
	where_list(&d);
	return draft_end(out, &d);
}

int query_page(struct segment *out, const struct plan *plan)
{
	int r;

	out->lane = plan->resource->lane;
	r = add_rows(out, plan);
	return r ? r : add_count(out, plan);
}

int query_row(struct segment *out, const struct plan *plan)
{
	struct draft d;

	out->lane = plan->resource->lane;
	if (draft_begin(&d, plan))
		return -ENOMEM;
	draft_select(&d);
	draft_from_view(&d);
	draft_where_item(&d);
	return draft_end(out, &d);
}

int query_call(struct segment *out, const struct plan *plan)
{
	struct draft d;

	out->lane = LANE_SLOW;
	if (draft_begin(&d, plan))
		return -ENOMEM;
	buf_format(&d.sql, "SELECT %s.%s(", draft_schema(plan), plan->action->function);
	draft_parameter(&d, plan->item_key, "text", false);
	buf_text(&d.sql, ", ");
	draft_parameter(&d, plan->request->base, "text", false);
	buf_text(&d.sql, ", ");
	draft_parameter(&d, plan->action_parameters, "jsonb", false);
	buf_char(&d.sql, ')');
	return draft_end(out, &d);
}

int query_alive(struct segment *out, const struct plan *plan)
{
	struct draft d;

	out->lane = LANE_FAST;
	if (draft_begin(&d, plan))
		return -ENOMEM;
	buf_text(&d.sql, "SELECT 1");
	return draft_end(out, &d);
}

static int add_enter(struct segment *out, const struct plan *plan,
		     const struct credential *who)
{
	struct draft d;

	if (draft_begin(&d, plan))
		return -ENOMEM;
	buf_text(&d.sql, "SELECT core.enter(");
	draft_parameter(&d, who->prefix, "text", false);
	buf_text(&d.sql, ", ");
	draft_parameter(&d, arena_format(plan->arena, "\\x%s", who->sha256_hex), "bytea",
			false);
	buf_text(&d.sql, ", ");
	draft_parameter(&d, plan->request->reason, "text", false);
	buf_text(&d.sql, ", ");
	draft_parameter(&d, who->trace_id, "text", false);
	buf_char(&d.sql, ')');
	return draft_end(out, &d);
}

static int add_times(struct segment *out, const struct plan *plan)
{
	struct draft d;

	if (draft_begin(&d, plan))
		return -ENOMEM;
	buf_text(&d.sql, "SELECT set_config('toegang.as_of', ");
	draft_parameter(&d, plan->as_of ? plan->as_of : "", "text", false);
	buf_text(&d.sql, ", true), set_config('toegang.known_at', ");
	draft_parameter(&d, plan->known_at ? plan->known_at : "", "text", false);
	buf_text(&d.sql, ", true)");
	return draft_end(out, &d);
}

int query_enter(struct segment *out, const struct plan *plan,
		const struct credential *who)
{
	int r = who ? add_enter(out, plan, who) : 0;

	if (!r && (plan->as_of || plan->known_at))
		r = add_times(out, plan);
	return r;
}
