/* lib/query_write.c - statements that change the register, each followed by a look at the row */
#include "lib/query.h"

#include "lib/draft.h"
#include "lib/err.h"

/*
 * A member's new value. Objects are merged into what stands there (RFC 7396): for a new row
 * into nothing.
 */
static void new_value(struct draft *d, const struct member *member, bool merge)
{
	const char *type = field_sql_type(member->field->type);

	if (!member->value) {
		buf_text(&d->sql, "DEFAULT");
	} else if (member->field->type == FIELD_LOCALIZED ||
		   member->field->type == FIELD_VAGUE) {
		buf_text(&d->sql, "jsonb_populate_record(");
		if (merge)
			draft_column(d, member->field->name);
		else
			buf_format(&d->sql, "NULL::%s", type);
		buf_text(&d->sql, ", ");
		draft_parameter(d, member->value, "jsonb", false);
		buf_char(&d->sql, ')');
	} else {
		draft_parameter(d, member->value, type, false);
	}
}

static void insert(struct draft *d)
{
	const struct plan *plan = d->plan;
	const struct resource *resource = plan->resource;
	size_t i;

	buf_format(&d->sql, "INSERT INTO core.%s (id", resource->table);
	if (plan->parent_key) {
		buf_text(&d->sql, ", ");
		draft_column(d, resource->parent);
	}
	for (i = 0; i < plan->member_count; i++) {
		buf_text(&d->sql, ", ");
		draft_column(d, plan->members[i].field->name);
	}
	buf_text(&d->sql, ") VALUES (");
	draft_parameter(d, plan->id, "uuid", false);
	if (plan->parent_key) {
		int f = resource_field(resource, resource->parent);

		buf_text(&d->sql, ", ");
		draft_parameter(d, plan->parent_key,
				field_sql_type(resource->fields[f].type), false);
	}
	for (i = 0; i < plan->member_count; i++) {
		buf_text(&d->sql, ", ");
		new_value(d, &plan->members[i], false);
	}
	buf_char(&d->sql, ')');
}

int query_insert(struct segment *out, const struct plan *plan)
{
	struct draft d;
	int r;

	out->lane = LANE_WRITE;
	if (draft_begin(&d, plan))
		return -ENOMEM;
	insert(&d);
	r = draft_end(out, &d);
	if (r || draft_begin(&d, plan))
		return -ENOMEM;
	draft_select(&d);
	draft_from_view(&d);
	buf_text(&d.sql, " WHERE id = ");
	draft_parameter(&d, plan->id, "uuid", false);
	return draft_end(out, &d);
}

static void where_version(struct draft *d)
{
	draft_where_item(d);
	if (d->plan->conditional) {
		buf_text(&d->sql, " AND version = ANY (");
		draft_parameter(d, d->plan->versions, "integer", true);
		buf_char(&d->sql, ')');
	}
}

/* An empty patch changes nothing and makes no version, but its precondition holds. */
static void update(struct draft *d)
{
	const struct plan *plan = d->plan;
	size_t i;

	if (plan->member_count == 0) {
		buf_format(&d->sql, "SELECT 1 FROM core.%s", plan->resource->table);
		where_version(d);
		return;
	}
	buf_format(&d->sql, "UPDATE core.%s SET ", plan->resource->table);
	for (i = 0; i < plan->member_count; i++) {
		buf_text(&d->sql, i ? ", " : "");
		draft_column(d, plan->members[i].field->name);
		buf_text(&d->sql, " = ");
		new_value(d, &plan->members[i], true);
	}
	where_version(d);
	buf_text(&d->sql, " RETURNING 1");
}

int query_update(struct segment *out, const struct plan *plan)
{
	struct draft d;
	int r;

	if (draft_begin(&d, plan))
		return -ENOMEM;
	update(&d);
	r = draft_end(out, &d);
	if (!r)
		r = query_row(out, plan);
	out->lane = LANE_WRITE;
	return r;
}

int query_delete(struct segment *out, const struct plan *plan)
{
	struct draft d;
	int r;

	out->lane = LANE_WRITE;
	if (draft_begin(&d, plan))
		return -ENOMEM;
	buf_format(&d.sql, "DELETE FROM core.%s", plan->resource->table);
	where_version(&d);
	buf_text(&d.sql, " RETURNING 1");
	r = draft_end(out, &d);
	if (r || draft_begin(&d, plan))
		return -ENOMEM;
	buf_format(&d.sql, "SELECT 1 FROM core.%s", plan->resource->table);
	draft_where_item(&d);
	return draft_end(out, &d);
}
