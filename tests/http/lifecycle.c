/* tests/http/lifecycle.c - what every collection owes its clients, from creation to deletion */
#include "lifecycle.h"

#include <stdlib.h>
#include <string.h>

#include "client.h"

static char *kept(const char *text)
{
	return strdup(text);
}

/* The item's path below the base. */
static char *made(const struct lifecycle *life)
{
	struct response *r = expect(201, "POST", life->collection, life->body);
	const char *key = text_at(r, life->key ? life->key : "id");
	char *path = kept(format("%s/%s", life->collection, key));

	ck_assert_str_eq(header(r, "Location"), format("%s%s", server_base(), path));
	ck_assert_str_eq(text_at(r, "self"), header(r, "Location"));
	ck_assert_str_eq(header(r, "Content-Type"), "application/json");
	ck_assert_str_eq(text_at(r, life->path), life->text);
	ck_assert_int_eq(number_at(r, "version"), 1);
	ck_assert_str_eq(text_at(r, "createdAt"), text_at(r, "updatedAt"));
	response_free(r);
	return path;
}

static char *read_tag(const struct lifecycle *life, const char *path)
{
	struct response *r = expect(200, "GET", path, NULL);
	const char *unchanged[] = { format("If-None-Match: %s", header(r, "ETag")),
				    NULL };
	struct response *again = ask_with("GET", path, NULL, unchanged);
	char *tag = kept(header(r, "ETag"));

	ck_assert_str_eq(text_at(r, life->path), life->text);
	ck_assert_int_eq(again->status, 304);
	response_free(again);
	response_free(r);
	return tag;
}

static void found(const struct lifecycle *life)
{
	const char *list = format("%s?%s", life->collection, life->find);
	struct response *r = expect(200, "GET", list, NULL);

	ck_assert_msg(number_at(r, "total") == 1, "%s: %s", list, r->body);
	ck_assert_str_eq(text_at(r, format("items.0.%s", life->path)), life->text);
	ck_assert_ptr_nonnull(at(r, "items.0.href"));
	ck_assert_ptr_null(at(r, "next"));
	response_free(r);
}

static void patched(const struct lifecycle *life, const char *path, const char *tag)
{
	const char *stale[] = { "If-Match: \"99-0000000000000000\"", NULL };
	const char *current[] = { format("If-Match: %s", tag),
				  "Content-Type: application/merge-patch+json", NULL };
	struct response *r = ask_with("PATCH", path, life->patch, stale);

	ck_assert_int_eq(r->status, 412);
	response_free(r);
	r = ask_with("PATCH", path, life->patch, current);
	ck_assert_msg(r->status == 200, "PATCH %s %s: %d %s", path, life->patch,
		      r->status, r->body);
	ck_assert_str_eq(text_at(r, life->patched_path), life->patched_text);
	ck_assert_int_eq(number_at(r, "version"), 2);
	ck_assert_str_ne(header(r, "ETag"), tag);
	response_free(r);

	/* The tag of before is stale now; an empty patch makes no version. */
	r = ask_with("PATCH", path, life->patch, current);
	ck_assert_int_eq(r->status, 412);
	response_free(r);
	r = expect(200, "PATCH", path, "{}");
	ck_assert_int_eq(number_at(r, "version"), 2);
	response_free(r);
}

static void deleted(const char *path, const char *tag)
{
	const char *stale[] = { format("If-Match: %s", tag), NULL };
	struct response *r = ask_with("DELETE", path, NULL, stale);

	ck_assert_int_eq(r->status, 412);
	response_free(r);
	r = expect(204, "DELETE", path, NULL);
	ck_assert_uint_eq(r->body_bytes, 0);
	response_free(r);
	response_free(expect(404, "GET", path, NULL));
	response_free(expect(404, "PATCH", path, "{}"));
	response_free(expect(404, "DELETE", path, NULL));
}

/* A key is needed even by those who know the path. */
static void guarded(const struct lifecycle *life, const char *path)
{
	struct response *r = ask_as(NULL, "POST", life->collection, life->body, NULL);

	ck_assert_int_eq(r->status, 401);
	response_free(r);
	r = ask_as(NULL, "PATCH", path, life->patch, NULL);
	ck_assert_int_eq(r->status, 401);
	response_free(r);
	r = ask_as(NULL, "DELETE", path, NULL, NULL);
	ck_assert_int_eq(r->status, 401);
	response_free(r);
	expect_issue("PATCH", path, "{\"version\":7}", "version", "schemaViolation");
	expect_issue("PATCH", path, "{\"colour\":null}", "colour", "unknownInput");
	expect_issue("GET", format("%s?colour=red", life->collection), NULL, "colour",
		     "unknownInput");
}

void live(const struct lifecycle *life)
{
	char *path = made(life);
	char *tag = read_tag(life, path);

	found(life);
	guarded(life, path);
	patched(life, path, tag);
	deleted(path, tag);
	free(path);
	free(tag);
}

void refuse_bodies(const char *collection, const struct refused_body *cases)
{
	struct response *before = expect(200, "GET", collection, NULL), *after;

	for (; cases->body; cases++)
		expect_issue("POST", collection, cases->body, cases->name, cases->kind);
	after = expect(200, "GET", collection, NULL);
	ck_assert_int_eq(number_at(before, "total"), number_at(after, "total"));
	response_free(before);
	response_free(after);
}
