/*
 * tests/unit/toy.h - a resource for the tests of what reads resources
 *
 * And a request on it, from its method and target to the stage that a test is about.
 */
#ifndef TOEGANG_TESTS_TOY_H
#define TOEGANG_TESTS_TOY_H

#include <check.h>
#include <string.h>

#include "lib/route.h"

static const char *const toy_states[] = { "draft", "listed", NULL };

static const struct field toy_fields[] = { FIELDS_RECORD,
					   { .name = "title",
					     .type = FIELD_LOCALIZED,
					     .flags = FIELD_REQUIRED,
					     .doc = "Title." },
					   { .name = "code",
					     .type = FIELD_TEXT,
					     .flags = FIELD_REQUIRED | FIELD_SORT |
						      FIELD_FIXED,
					     .filters = FILTER_EQ,
					     .doc = "Code." },
					   { .name = "state",
					     .type = FIELD_CODE,
					     .choices = toy_states,
					     .filters = FILTER_EQ,
					     .doc = "State." },
					   { .name = "firstSeen",
					     .type = FIELD_DATE,
					     .flags = FIELD_SORT,
					     .filters = FILTER_RANGE,
					     .doc = "Date." },
					   { .name = "price",
					     .type = FIELD_AMOUNT,
					     .flags = FIELD_INTERNAL | FIELD_SORT,
					     .filters = FILTER_EQ,
					     .doc = "Price." },
					   { .name = "readers",
					     .type = FIELD_VAGUE,
					     .filters = FILTER_EQ | FILTER_RANGE,
					     .doc = "Readers." },
					   { 0 } };

static const struct relation toy_relations[] = {
	{ .name = "loan", .from = "@loans AS r", .on = "r.book_id = t.id" }, { 0 }
};

static const struct filter toy_filters[] = {
	{ .value = { .name = "lentTo", .type = FIELD_TEXT, .doc = "Reader." },
	  .sql = "r.reader = ANY ($)",
	  .via = "loan" },
	{ .value = { .name = "lentOn", .type = FIELD_DATE, .doc = "Day." },
	  .sql = "r.from_date <= $ AND r.to_date >= $",
	  .via = "loan",
	  .single = true },
	{ 0 }
};

static const struct field toy_parameters[] = {
	{ .name = "day", .type = FIELD_DATE, .doc = "Day." }, { 0 }
};

static const struct action toy_actions[] = { { .name = "story",
					       .function = "book_story",
					       .parameters = toy_parameters,
					       .doc = "Story." },
					     { 0 } };

static const struct resource toy_book = {
	.path = "books",
	.singular = "book",
	.view = "books",
	.table = "book",
	.key = "id",
	.order = "code",
	.verbs = VERBS_ALL,
	.fields = toy_fields,
	.filters = toy_filters,
	.relations = toy_relations,
	.actions = toy_actions,
	.tag = "Books",
	.doc = "A book.",
};

static const struct field toy_page_fields[] = { FIELDS_RECORD,
						{ .name = "bookId",
						  .type = FIELD_ID,
						  .flags = FIELD_READONLY | FIELD_NONNULL,
						  .refers = "books",
						  .doc = "Book." },
						{ .name = "number",
						  .type = FIELD_INTEGER,
						  .flags = FIELD_REQUIRED | FIELD_SORT,
						  .filters = FILTER_EQ,
						  .min = 1,
						  .max = 999,
						  .doc = "Number." },
						{ 0 } };

static const struct resource toy_page = {
	.path = "books/{bookId}/pages",
	.singular = "page",
	.view = "pages",
	.table = "page",
	.key = "id",
	.parent = "bookId",
	.parent_view = "books",
	.order = "number",
	.verbs = VERB_LIST | VERB_READ | VERB_CREATE,
	.fields = toy_page_fields,
	.tag = "Books",
	.doc = "A page.",
};

static const struct resource *const toy_resources[] = { &toy_book, &toy_page, NULL };

#define TOY_ID "0190a5a0-0000-7000-8000-000000000001"

struct toy {
	struct arena arena;
	struct request request;
	struct problem problem;
	struct plan plan;
	struct match match;
	struct segment segment;
};

static inline void toy_init(struct toy *toy, const char *method)
{
	memset(toy, 0, sizeof *toy);
	arena_init(&toy->arena, 1 << 20);
	toy->request.method = method_parse(method);
	toy->request.base = "https://x.example/v1";
	toy->request.trace_id = "00000000-0000-4000-8000-000000000000";
	toy->request.fresh_id = TOY_ID;
	toy->request.content_type = "application/json";
	toy->plan.request = &toy->request;
	toy->plan.arena = &toy->arena;
}

/* 0, or what refused it: then toy->problem says why. */
static inline int toy_route(struct toy *toy, const char *target)
{
	int r = request_parse_target(&toy->request, target, &toy->problem, &toy->arena);

	return r ? r : route_match(&toy->match, &toy->plan, toy_resources, &toy->problem);
}

static inline int toy_plan(struct toy *toy, const char *target, const char *body)
{
	int r = toy_route(toy, target);

	toy->request.body = body ? body : "";
	toy->request.body_bytes = strlen(toy->request.body);
	return r ? r : toy->match.route->plan(&toy->plan, &toy->problem);
}

static inline int toy_query(struct toy *toy, const char *target, const char *body)
{
	int r = toy_plan(toy, target, body);

	return r ? r : toy->match.route->query(&toy->segment, &toy->plan);
}

#endif
