/* lib/reply.c - plan × rows → status, headers, body */
#include "lib/reply.h"

#include <inttypes.h>
#include <xxhash.h>

#include "lib/cursor.h"
#include "lib/err.h"

static const char media_json[] = "application/json";
static const char media_problem[] = "application/problem+json";

/* The server's paths begin with /v1; the base ends with what stands for it outside. */
enum { ROOT_BYTES = 3 };

static void put_uri(struct buf *out, const char *text, size_t bytes)
{
	size_t i;

	for (i = 0; i < bytes; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c <= 0x20 || c >= 0x7f || strchr("\"<>\\^`{|}", c))
			buf_format(out, "%%%02X", c);
		else
			buf_char(out, (char)c);
	}
}

static void put_path(struct buf *out, const struct request *request)
{
	size_t bytes = strlen(request->path);

	buf_text(out, request->base);
	if (bytes > ROOT_BYTES)
		put_uri(out, request->path + ROOT_BYTES, bytes - ROOT_BYTES);
}

void reply_href(struct buf *out, const struct request *request)
{
	const char *query = strchr(request->target, '?');

	put_path(out, request);
	if (query)
		put_uri(out, query, strlen(query));
}

/* 404, 412 and the like come up late too, when PostgreSQL has been asked. */
static int refuse(struct reply *out, const struct plan *plan, enum problem_kind kind,
		  const char *detail)
{
	struct problem problem = { 0 };

	problem_set(&problem, kind, detail);
	return reply_problem(out, &problem, plan->request, plan->request->trace_id);
}

int reply_not_found(struct reply *out, const struct plan *plan)
{
	return refuse(out, plan, PROBLEM_RESOURCE_NOT_FOUND, "There is no such record.");
}

/* RFC 9110 13: what the client has already is not sent again. */
static void answer_conditional(struct reply *out, const struct request *request)
{
	bool reads = request->method == METHOD_GET || request->method == METHOD_HEAD;

	if (!reads || !request->if_none_match ||
	    !etag_listed(request->if_none_match, out->etag, true))
		return;
	out->status = 304;
	out->content_type = NULL;
	out->body.length = 0;
}

int reply_end(struct reply *out, const struct plan *plan, int status, int version)
{
	uint64_t digest;

	if (buf_failed(&out->body))
		return -ENOMEM;
	digest = XXH3_64bits(out->body.bytes, out->body.length);
	out->etag = version ? arena_format(plan->arena, "\"%d-%016" PRIx64 "\"", version,
					   digest) :
			      arena_format(plan->arena, "\"%016" PRIx64 "\"", digest);
	if (!out->etag)
		return -ENOMEM;
	out->status = status;
	out->content_type = media_json;
	out->cache_control = plan->request->authorized ? "private, no-cache" : "no-cache";
	answer_conditional(out, plan->request);
	return 0;
}

int32_t reply_int32(const struct cell *cell)
{
	const unsigned char *b = cell->bytes;

	assert(cell->length == 4);
	return (int32_t)((uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 |
			 (uint32_t)b[2] << 8 | b[3]);
}

static uint64_t read_uint64(const struct cell *cell)
{
	uint64_t value = 0;
	int i;

	assert(cell->length == 8);
	for (i = 0; i < 8; i++)
		value = value << 8 | cell->bytes[i];
	return value;
}

/* The key's value as it stands in a path: without the quotes of JSON. */
static void put_key(struct buf *out, const struct field *field, const struct cell *cell)
{
	size_t start = out->length;

	field_write(out, field, cell);
	if (buf_failed(out) || out->bytes[start] != '"')
		return;
	out->length--;
	memmove(out->bytes + start, out->bytes + start + 1, out->length - start - 1);
	out->length--;
}

/* The collection's own path, with the parent's key in it. */
static void put_collection(struct buf *out, const struct plan *plan)
{
	const char *path = plan->resource->path, *open = strchr(path, '{');

	buf_text(out, plan->request->base);
	buf_char(out, '/');
	if (!open) {
		buf_text(out, path);
		return;
	}
	buf_put(out, path, (size_t)(open - path));
	buf_text(out, plan->parent_key);
	buf_text(out, strchr(open, '}') + 1);
}

static const struct cell *key_cell(const struct plan *plan, const struct cell *cells)
{
	const struct field *field;

	for (field = plan->resource->fields; field->name; field++) {
		if (strcmp(field->name, plan->resource->key) == 0)
			break;
		cells += plan_shows(plan, field);
	}
	return cells;
}

static void put_item_href(struct buf *out, const struct plan *plan,
			  const struct cell *cells)
{
	const struct resource *resource = plan->resource;
	const struct field
		*key = &resource->fields[resource_field(resource, resource->key)];

	buf_char(out, '"');
	put_collection(out, plan);
	buf_char(out, '/');
	put_key(out, key, key_cell(plan, cells));
	buf_char(out, '"');
}

static void put_fields(struct buf *out, const struct plan *plan, const struct cell *cells)
{
	const struct field *field;

	for (field = plan->resource->fields; field->name; field++) {
		if (!plan_shows(plan, field))
			continue;
		if (!field_is_absent(field, cells)) {
			buf_text(out, ",\"");
			buf_text(out, field->name);
			buf_text(out, "\":");
			field_write(out, field, cells);
		}
		cells++;
	}
	buf_char(out, '}');
}

static void put_item(struct buf *out, const struct plan *plan, const struct cell *cells,
		     bool listed)
{
	if (listed) {
		buf_text(out, "{\"href\":");
		put_item_href(out, plan, cells);
		buf_text(out, ",\"self\":");
	} else {
		buf_text(out, "{\"self\":");
	}
	put_item_href(out, plan, cells);
	put_fields(out, plan, cells);
}

static int item_version(const struct plan *plan, const struct cell *cells)
{
	const struct field *field;

	for (field = plan->resource->fields; field->name; field++) {
		if (strcmp(field->name, "version") == 0)
			return reply_int32(cells);
		cells += plan_shows(plan, field);
	}
	return 0;
}

static int write_item(struct reply *out, const struct plan *plan, const struct rows *rows,
		      int status)
{
	put_item(&out->body, plan, rows_at(rows, 0), false);
	return reply_end(out, plan, status, item_version(plan, rows_at(rows, 0)));
}

/* Pages ------------------------------------------------------------------------------ */

/* The list's own query, all but the parameters that say where in it. */
static void put_page_href(struct buf *out, const struct plan *plan, unsigned page)
{
	const struct request *request = plan->request;
	size_t i;

	put_path(out, request);
	buf_format(out, "?page=%u&pageSize=%u", page, plan->page_size);
	for (i = 0; i < request->parameter_count; i++) {
		const struct parameter *p = &request->parameters[i];

		if (strcmp(p->name, "page") == 0 || strcmp(p->name, "pageSize") == 0 ||
		    strcmp(p->name, "after") == 0)
			continue;
		buf_char(out, '&');
		buf_percent(out, p->name);
		buf_char(out, '=');
		buf_percent(out, p->value);
	}
}

static void put_link(struct buf *out, const char *name, const struct plan *plan,
		     unsigned page)
{
	buf_format(out, ",\"%s\":\"", name);
	put_page_href(out, plan, page);
	buf_char(out, '"');
}

/* Leads to the rows after this one, however many may have come or gone before it. */
static int put_next(struct buf *out, const struct plan *plan,
		    const struct cell *sort_cells)
{
	struct cursor cursor = { .list = plan->list_digest,
				 .page = plan->page + 1,
				 .value_count = plan->sort_count };
	size_t i;

	for (i = 0; i < plan->sort_count; i++) {
		if (sort_cells[i].length < 0)
			continue;
		cursor.values[i] = arena_copy(plan->arena,
					      (const char *)sort_cells[i].bytes,
					      (size_t)sort_cells[i].length);
		if (!cursor.values[i])
			return -ENOMEM;
	}
	buf_text(out, ",\"next\":\"");
	put_page_href(out, plan, plan->page + 1);
	buf_text(out, "&after=");
	cursor_write(out, &cursor);
	buf_char(out, '"');
	return 0;
}

static int put_links(struct buf *out, const struct plan *plan, const struct rows *rows,
		     uint64_t total)
{
	uint64_t pages = (total + plan->page_size - 1) / plan->page_size;
	int r = 0;

	buf_format(out, ",\"page\":%u,\"pageSize\":%u", plan->page, plan->page_size);
	put_link(out, "first", plan, 1);
	if (plan->page > 1)
		put_link(out, "prev", plan, plan->page - 1);
	if (rows->count > plan->page_size)
		r = put_next(out, plan,
			     rows_at(rows, plan->page_size - 1) + rows->columns -
				     plan->sort_count);
	put_link(out, "last", plan, pages ? (unsigned)pages : 1);
	return r;
}

int reply_page(struct reply *out, const struct plan *plan, const struct answer *answer)
{
	const struct rows *rows = &answer->results[0], *counted = &answer->results[1];
	uint64_t total = read_uint64(rows_at(counted, 0));
	size_t shown = rows->count < plan->page_size ? rows->count : plan->page_size, i;
	int r;

	if (counted->columns > 1 && !rows_at(counted, 0)[1].bytes[0])
		return reply_not_found(out, plan);
	buf_text(&out->body, "{\"self\":\"");
	reply_href(&out->body, plan->request);
	buf_text(&out->body, "\",\"items\":[");
	for (i = 0; i < shown; i++) {
		if (i > 0)
			buf_char(&out->body, ',');
		put_item(&out->body, plan, rows_at(rows, i), true);
	}
	buf_format(&out->body, "],\"total\":%" PRIu64, total);
	r = put_links(&out->body, plan, rows, total);
	buf_char(&out->body, '}');
	return r ? r : reply_end(out, plan, 200, 0);
}

/* Items ------------------------------------------------------------------------------ */

int reply_row(struct reply *out, const struct plan *plan, const struct answer *answer)
{
	if (answer->results[0].count == 0)
		return reply_not_found(out, plan);
	return write_item(out, plan, &answer->results[0], 200);
}

int reply_created(struct reply *out, const struct plan *plan, const struct answer *answer)
{
	const struct rows *rows = &answer->results[1];
	struct buf href = { 0 };
	int r = write_item(out, plan, rows, 201);

	put_item_href(&href, plan, rows_at(rows, 0));
	if (!r && !buf_failed(&href))
		out->location = arena_copy(plan->arena, href.bytes + 1, href.length - 2);
	buf_finish(&href);
	return r ? r : out->location ? 0 : -ENOMEM;
}

static int precondition_failed(struct reply *out, const struct plan *plan)
{
	return refuse(out, plan, PROBLEM_PRECONDITION_FAILED,
		      "The record has changed since the entity tag in If-Match; read it "
		      "again.");
}

int reply_updated(struct reply *out, const struct plan *plan, const struct answer *answer)
{
	if (answer->results[1].count == 0)
		return reply_not_found(out, plan);
	if (answer->results[0].count == 0)
		return precondition_failed(out, plan);
	return write_item(out, plan, &answer->results[1], 200);
}

int reply_deleted(struct reply *out, const struct plan *plan, const struct answer *answer)
{
	if (answer->results[0].count == 0)
		return answer->results[1].count == 0 ? reply_not_found(out, plan) :
						       precondition_failed(out, plan);
	out->status = 204;
	return 0;
}

int reply_json(struct reply *out, const struct plan *plan, const struct answer *answer)
{
	const struct cell *cell = rows_at(&answer->results[0], 0);

	if (answer->results[0].count == 0 || cell->length < 0)
		return reply_not_found(out, plan);
	buf_json_compact(&out->body, (const char *)cell->bytes, (size_t)cell->length);
	return reply_end(out, plan, 200, 0);
}

/* What was made at start, for anybody's tools. */
static int reply_made(struct reply *out, const struct plan *plan, const struct buf *made)
{
	buf_put(&out->body, made->bytes, made->length);
	out->allow_origin = "*";
	return reply_end(out, plan, 200, 0);
}

int reply_document(struct reply *out, const struct plan *plan,
		   const struct answer *answer)
{
	(void)answer;
	return reply_made(out, plan, plan->request->document);
}

int reply_index(struct reply *out, const struct plan *plan, const struct answer *answer)
{
	(void)answer;
	return reply_made(out, plan, plan->request->index);
}

int reply_health(struct reply *out, const struct plan *plan, const struct answer *answer)
{
	(void)plan;
	buf_text(&out->body, answer ? "{\"status\":\"UP\"}" : "{\"status\":\"DOWN\"}");
	out->status = answer ? 200 : 503;
	out->retry_after_s = answer ? 0 : 1;
	out->content_type = media_json;
	out->cache_control = "no-store";
	return buf_failed(&out->body) ? -ENOMEM : 0;
}

int reply_options(struct reply *out, const char *allow)
{
	out->status = 204;
	out->allow = allow;
	return 0;
}

/* Problems --------------------------------------------------------------------------- */

static const char *challenge(enum problem_kind kind)
{
	switch (kind) {
	case PROBLEM_NO_ACCESS_TOKEN:
		return "Bearer";
	case PROBLEM_INVALID_ACCESS_TOKEN:
	case PROBLEM_EXPIRED_ACCESS_TOKEN:
		return "Bearer error=\"invalid_token\"";
	default:
		return NULL;
	}
}

int reply_problem(struct reply *out, const struct problem *problem,
		  const struct request *request, const char *instance)
{
	struct buf href = { 0 };

	reply_href(&href, request);
	buf_char(&href, '\0');
	out->body.length = 0;
	out->status = problem_status(problem->kind);
	out->content_type = media_problem;
	out->cache_control = "no-store";
	out->authenticate = challenge(problem->kind);
	out->allow = problem->allow;
	out->retry_after_s = out->status == 503 ? 1 : 0;
	out->etag = out->location = NULL;
	problem_write(&out->body, problem, instance, href.failed ? "" : href.bytes);
	buf_finish(&href);
	return buf_failed(&out->body) ? -ENOMEM : 0;
}
