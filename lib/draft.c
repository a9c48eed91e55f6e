/* lib/draft.c - one SQL statement in the making */
#include "lib/draft.h"

#include "lib/err.h"

void draft_parameter(struct draft *d, const char *value, const char *type, bool array)
{
	assert(d->count < d->max);
	d->parameters[d->count++] = value;
	buf_format(&d->sql, "$%zu::%s%s", d->count, type, array ? "[]" : "");
}

const char *draft_schema(const struct plan *plan)
{
	return plan->known_at ? "api_known" : "api";
}

void draft_column(struct draft *d, const char *property)
{
	buf_snake_case(&d->sql, property);
}

void draft_predicate(struct draft *d, const char *sql, const char *value,
		     const char *type, bool array)
{
	size_t number = 0;

	for (; *sql; sql++) {
		if (*sql == '@') {
			buf_format(&d->sql, "%s.", draft_schema(d->plan));
		} else if (*sql != '$') {
			buf_char(&d->sql, *sql);
		} else if (number) {
			buf_format(&d->sql, "$%zu", number);
		} else {
			draft_parameter(d, value, type, array);
			number = d->count;
		}
	}
}

void draft_key(struct draft *d, const char *property, const char *value)
{
	const struct resource *resource = d->plan->resource;
	int f = resource_field(resource, property);

	draft_column(d, property);
	buf_text(&d->sql, " = ");
	draft_parameter(d, value, field_sql_type(resource->fields[f].type), false);
}

void draft_where_item(struct draft *d)
{
	const struct plan *plan = d->plan;

	buf_text(&d->sql, " WHERE ");
	draft_key(d, plan->resource->key, plan->item_key);
	if (plan->parent_key) {
		buf_text(&d->sql, " AND ");
		draft_key(d, plan->resource->parent, plan->parent_key);
	}
}

void draft_select(struct draft *d)
{
	const struct field *field;
	const char *between = "SELECT t.";

	for (field = d->plan->resource->fields; field->name; field++) {
		if (!plan_shows(d->plan, field))
			continue;
		buf_text(&d->sql, between);
		draft_column(d, field->name);
		between = ", t.";
	}
}

void draft_from_view(struct draft *d)
{
	buf_format(&d->sql, " FROM %s.%s AS t", draft_schema(d->plan),
		   d->plan->resource->view);
}

int draft_begin(struct draft *d, const struct plan *plan)
{
	*d = (struct draft){ .plan = plan,
			     .max = plan->condition_count + plan->member_count +
				    PLAN_SORT_MAX + 8 };
	d->parameters = arena_array(plan->arena, d->max, sizeof *d->parameters);
	return d->parameters ? 0 : -ENOMEM;
}

int draft_end(struct segment *out, struct draft *d)
{
	const char *sql = buf_failed(&d->sql) ?
				  NULL :
				  arena_copy(d->plan->arena, d->sql.bytes, d->sql.length);

	buf_finish(&d->sql);
	if (!sql)
		return -ENOMEM;
	assert(out->count < SEGMENT_STATEMENTS_MAX);
	out->statements[out->count++] = (struct statement){ .sql = sql,
							    .parameters = d->parameters,
							    .parameter_count = d->count };
	return 0;
}
