/* tests/unit/resource.c - look-ups in a resource's table, and the table's check of itself */
#include "rows.h"

#include "lib/resource.h"

static const struct field fields[] = {
	FIELDS_RECORD,
	{ .name = "code",
	  .type = FIELD_TEXT,
	  .flags = FIELD_SORT,
	  .filters = FILTER_EQ,
	  .doc = "Code." },
	{ .name = "startDate",
	  .type = FIELD_DATE,
	  .filters = FILTER_RANGE,
	  .doc = "Start." },
	{ .name = "ownerId", .type = FIELD_ID, .doc = "Owner." },
	{ 0 }
};
static const struct field no_fields[] = { { 0 } };
static const struct field twins[] = {
	{ .name = "id", .type = FIELD_ID, .flags = FIELD_SORT, .doc = "Id." },
	{ .name = "id", .type = FIELD_ID, .doc = "Id again." },
	{ 0 }
};
static const struct field undescribed[] = { { .name = "id", .type = FIELD_ID }, { 0 } };

static const struct relation relations[] = {
	{ .name = "loan", .from = "@loans AS r", .on = "r.book_id = t.id" }, { 0 }
};
static const struct relation nowhere[] = { { .name = "loan", .on = "true" }, { 0 } };

#define FILTERS(...)                                                                     \
	(const struct filter[])                                                          \
	{                                                                                \
		__VA_ARGS__,                                                             \
		{                                                                        \
			.sql = NULL                                                      \
		}                                                                        \
	}
#define VALUE(called) .value = { .name = called, .type = FIELD_TEXT, .doc = "Doc." }

#define ACTIONS(...)                                                                     \
	(const struct action[])                                                          \
	{                                                                                \
		{ .name = "answer", __VA_ARGS__ },                                       \
		{                                                                        \
			0                                                                \
		}                                                                        \
	}
static const struct field json_parameter[] = {
	{ .name = "x", .type = FIELD_JSON, .flags = FIELD_READONLY, .doc = "Doc." }, { 0 }
};

#define BOOK                                                                             \
	.path = "books", .singular = "book", .view = "books", .table = "book",           \
	.key = "id", .order = "-code", .verbs = VERBS_ALL, .lane = LANE_FAST,            \
	.fields = fields, .relations = relations, .tag = "Books", .doc = "A book."

/* What follows BOOK takes the place of what it says. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Woverride-init"
#ifdef __clang__
#pragma GCC diagnostic ignored "-Winitializer-overrides"
#endif
static const struct {
	struct resource resource;
	const char *fault;
} faults[] = {
	{ { BOOK }, NULL },
	{ { BOOK, .order = "id" }, NULL },
	{ { BOOK, .path = "owners/{ownerId}/books", .parent = "ownerId" }, NULL },
	{ { BOOK, .table = NULL, .verbs = VERB_LIST | VERB_READ }, NULL },
	{ { BOOK, .filters = FILTERS({ VALUE("q"), .sql = "t.x @@ $" },
				     { VALUE("reader"), .sql = "r.reader = ANY ($)",
				       .via = "loan" }) },
	  NULL },
	{ { BOOK,
	    .actions = ACTIONS(.function = "f", .parameters = no_fields, .doc = "Doc.") },
	  NULL },

	{ { BOOK, .path = NULL },
	  "lacks a path, a singular, a view, a tag or a description" },
	{ { BOOK, .singular = NULL },
	  "lacks a path, a singular, a view, a tag or a description" },
	{ { BOOK, .view = NULL },
	  "lacks a path, a singular, a view, a tag or a description" },
	{ { BOOK, .tag = NULL },
	  "lacks a path, a singular, a view, a tag or a description" },
	{ { BOOK, .doc = NULL },
	  "lacks a path, a singular, a view, a tag or a description" },
	{ { BOOK, .verbs = 0 }, "has no verbs, or unknown ones" },
	{ { BOOK, .verbs = 1 << 10 }, "has no verbs, or unknown ones" },
	{ { BOOK, .table = NULL }, "has verbs that write and no table" },
	{ { BOOK, .lane = LANE_WRITE }, "is read in a lane that is not for reading" },
	{ { BOOK, .fields = NULL }, "has no properties" },
	{ { BOOK, .fields = no_fields }, "has no properties" },
	{ { BOOK, .fields = twins }, "has two properties of one name" },
	{ { BOOK, .fields = undescribed }, "has a property without a description" },
	{ { BOOK, .key = NULL }, "has no key among its properties" },
	{ { BOOK, .key = "isbn" }, "has no key among its properties" },
	{ { BOOK, .parent = "shelfId" }, "has no parent among its properties" },
	{ { BOOK, .parent = "ownerId" }, "has a path that does not go with its parent" },
	{ { BOOK, .path = "owners/{ownerId}/books" },
	  "has a path that does not go with its parent" },
	{ { BOOK, .parent_view = "owners" }, "says where its parent is, and has none" },
	{ { BOOK, .order = NULL }, "has an order that is no sortable property" },
	{ { BOOK, .order = "isbn" }, "has an order that is no sortable property" },
	{ { BOOK, .order = "startDate" }, "has an order that is no sortable property" },
	{ { BOOK, .order = "--code" }, "has an order that is no sortable property" },
	{ { BOOK, .relations = nowhere }, "has a relation from nowhere, or on nothing" },
	{ { BOOK, .filters = FILTERS({ VALUE("q") }) },
	  "has a filter whose predicate takes no value" },
	{ { BOOK, .filters = FILTERS({ VALUE("q"), .sql = "true" }) },
	  "has a filter whose predicate takes no value" },
	{ { BOOK, .filters = FILTERS({ VALUE("q"), .sql = "$", .via = "owner" }) },
	  "has a filter by way of no relation" },
	{ { BOOK, .filters = FILTERS({ VALUE("code"), .sql = "$" }) },
	  "has two parameters of one name" },
	{ { BOOK, .filters = FILTERS({ VALUE("startDateTo"), .sql = "$" }) },
	  "has two parameters of one name" },
	{ { BOOK, .filters = FILTERS({ VALUE("startDate"), .sql = "$" }) }, NULL },
	{ { BOOK,
	    .filters = FILTERS({ VALUE("q"), .sql = "$" }, { VALUE("q"), .sql = "$" }) },
	  "has two parameters of one name" },
	{ { BOOK, .filters = FILTERS(
			  { .value = { .name = "q", .type = FIELD_TEXT }, .sql = "$" }) },
	  "has a property without a description" },
	{ { BOOK, .filters = FILTERS({ .value = { .name = "q",
						  .type = FIELD_JSON,
						  .flags = FIELD_READONLY,
						  .doc = "Doc." },
				       .sql = "$" }) },
	  "filters by a JSON value" },
	{ { BOOK, .actions = ACTIONS(.function = "f", .doc = "Doc.") },
	  "has an action without a function, parameters or description" },
	{ { BOOK, .actions = ACTIONS(.parameters = no_fields, .doc = "Doc.") },
	  "has an action without a function, parameters or description" },
	{ { BOOK, .actions = ACTIONS(.function = "f", .parameters = undescribed,
				     .doc = "Doc.") },
	  "has a property without a description" },
	{ { BOOK, .actions = ACTIONS(.function = "f", .parameters = json_parameter,
				     .doc = "Doc.") },
	  "has an action that takes a JSON value" },
};
#pragma GCC diagnostic pop

START_TEST(table_is_judged)
{
	const char *fault = resource_fault(&faults[_i].resource);

	if (faults[_i].fault)
		ck_assert_str_eq(fault, faults[_i].fault);
	else
		ck_assert_msg(!fault, "%s", fault);
}
END_TEST

START_TEST(field_is_found_by_name)
{
	const struct resource book = { BOOK };

	ck_assert_int_eq(resource_field(&book, "id"), 0);
	ck_assert_str_eq(fields[resource_field(&book, "startDate")].name, "startDate");
	ck_assert_int_eq(resource_field(&book, "startdate"), -1);
	ck_assert_int_eq(resource_field(&book, "start"), -1);
	ck_assert_int_eq(resource_field(&book, ""), -1);
}
END_TEST

static void add_tests(TCase *tests)
{
	ADD_ROWS(tests, table_is_judged, faults);
	tcase_add_test(tests, field_is_found_by_name);
}

int main(void)
{
	return unit_run("resource", add_tests);
}
