/* lib/history.c - the versions of one record: who, when, why, what changed */
#include "lib/history.h"

#include "lib/draft.h"
#include "lib/err.h"

/* The statement's columns. */
static const struct field version_fields[] = {
	{ .name = "version", .type = FIELD_INTEGER },
	{ .name = "operation", .type = FIELD_CODE },
	{ .name = "recordedAt", .type = FIELD_INSTANT },
	{ .name = "changed", .type = FIELD_CODE_LIST },
	{ .name = "actor", .type = FIELD_TEXT, .flags = FIELD_INTERNAL },
	{ .name = "reason", .type = FIELD_TEXT, .flags = FIELD_INTERNAL },
	{ 0 }
};

enum { RECORDED_AT = 2 };

int history_plan(struct plan *plan, struct problem *why)
{
	int r = plan_keys(plan, why);

	return r ? r : plan_nothing(plan, why);
}

/* The names of the properties that differ from the version before. */
static void changed(struct draft *d)
{
	const struct field *field;
	const char *between = "array_remove(ARRAY[";

	for (field = d->plan->resource->fields; field->name; field++) {
		if (field->flags & FIELD_READONLY || !plan_shows(d->plan, field))
			continue;
		buf_text(&d->sql, between);
		buf_text(&d->sql, "CASE WHEN h.");
		draft_column(d, field->name);
		buf_text(&d->sql, " IS DISTINCT FROM lag(h.");
		draft_column(d, field->name);
		buf_format(&d->sql, ") OVER w THEN '%s' END", field->name);
		between = ", ";
	}
	buf_text(&d->sql, "]::text[], NULL)");
}

int history_query(struct segment *out, const struct plan *plan)
{
	const char *table = plan->resource->table;
	struct draft d;

	out->lane = plan->resource->lane;
	if (draft_begin(&d, plan))
		return -ENOMEM;
	buf_text(&d.sql, "SELECT h.version, h.operation, h.recorded_from, ");
	changed(&d);
	if (plan->request->authorized)
		buf_text(&d.sql, ", h.actor, h.reason");
	buf_format(&d.sql, " FROM history.%s AS h", table);
	draft_where_item(&d);
	if (!plan->request->authorized)
		buf_format(&d.sql,
			   " AND EXISTS (SELECT FROM core.%s AS c WHERE c.id = h.id)",
			   table);
	buf_text(&d.sql, " WINDOW w AS (PARTITION BY h.id ORDER BY h.version)"
			 " ORDER BY h.recorded_from, h.version");
	return draft_end(out, &d);
}

/* This request's own address, without /history. */
static void put_item_address(struct buf *out, const struct plan *plan)
{
	struct buf href = { 0 };

	reply_href(&href, plan->request);
	if (buf_failed(&href))
		out->failed = true;
	else
		buf_put(out, href.bytes, href.length - strlen("/history"));
	buf_finish(&href);
}

static void put_version(struct buf *out, const struct plan *plan,
			const struct cell *cells)
{
	const struct field *field;
	const struct cell *at = &cells[RECORDED_AT];
	struct buf instant = { 0 };

	/* The instant has the quotes of JSON around it. */
	field_write(&instant, &version_fields[RECORDED_AT], at);
	buf_text(out, "{\"href\":\"");
	put_item_address(out, plan);
	buf_text(out, "?knownAt=");
	if (!buf_failed(&instant))
		buf_put(out, instant.bytes + 1, instant.length - 2);
	buf_char(out, '"');
	buf_finish(&instant);
	for (field = version_fields; field->name; field++) {
		if (!plan_shows(plan, field))
			continue;
		if (!field_is_absent(field, cells)) {
			buf_format(out, ",\"%s\":", field->name);
			field_write(out, field, cells);
		}
		cells++;
	}
	buf_char(out, '}');
}

int history_reply(struct reply *out, const struct plan *plan, const struct answer *answer)
{
	const struct rows *rows = &answer->results[0];
	size_t i;

	if (rows->count == 0)
		return reply_not_found(out, plan);
	buf_text(&out->body, "{\"self\":\"");
	reply_href(&out->body, plan->request);
	buf_text(&out->body, "\",\"items\":[");
	for (i = 0; i < rows->count; i++) {
		if (i > 0)
			buf_char(&out->body, ',');
		put_version(&out->body, plan, rows_at(rows, i));
	}
	buf_format(&out->body, "],\"total\":%zu}", rows->count);
	return reply_end(out, plan, 200, 0);
}
