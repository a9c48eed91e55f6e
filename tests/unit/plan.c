/* tests/unit/plan.c - what a request may ask of a resource */
#include "toy.h"
#include "unit.h"

#define ITEM "/v1/books/" TOY_ID

static const struct {
	const char *method, *target, *body;
	bool authorized;
	const char *name, *detail; /* of the first issue; NULL: the plan stands */
} cases[] = {
	{ "GET", "/v1/books", NULL, false, NULL, NULL },
	{ "GET", "/v1/books?state=draft&state=listed&sort=-code&sort=firstSeen&page=2",
	  NULL, false, NULL, NULL },
	{ "GET", "/v1/books?asOf=2016-12-31&knownAt=2016-12-31T12:00:00+01:00", NULL,
	  false, NULL, NULL },
	{ "GET", "/v1/books?price=1", NULL, true, NULL, NULL },
	{ "GET", "/v1/books?price=1", NULL, false, "price",
	  "is not a parameter of this operation" },
	{ "GET", "/v1/books?sort=price", NULL, false, "sort",
	  "must be a sortable property, once, with or without -" },
	{ "GET", "/v1/books?sort=code&sort=-code", NULL, false, "sort",
	  "must be a sortable property, once, with or without -" },
	{ "GET", "/v1/books?colour=red", NULL, false, "colour",
	  "is not a parameter of this operation" },
	{ "GET", "/v1/books?title=x", NULL, false, "title",
	  "is not a parameter of this operation" },
	{ "GET", "/v1/books?page=1&page=2", NULL, false, "page", "must not be repeated" },
	{ "GET", "/v1/books?firstSeenFrom=2016-01-01&firstSeenFrom=2016-01-02", NULL,
	  false, "firstSeenFrom", "must not be repeated" },
	{ "GET", "/v1/books?lentOn=2016-01-01&lentOn=2016-01-02", NULL, false, "lentOn",
	  "must not be repeated" },
	{ "GET", "/v1/books?after=x", NULL, false, "after",
	  "must be taken unchanged from the next link of this list" },
	{ "GET", "/v1/books/x/pages", NULL, false, "bookId", NULL },
	{ "GET", ITEM "?state=draft", NULL, false, "state",
	  "is not a parameter of this operation" },
	{ "GET", ITEM "/story?day=2016-01-01&asOf=2016-01-01", NULL, false, NULL, NULL },
	{ "GET", ITEM "/story?day=2016-01-01&day=2016-01-01", NULL, false, "day",
	  "must not be repeated" },
	{ "GET", ITEM "/story?night=1", NULL, false, "night",
	  "is not a parameter of this operation" },
	{ "POST", "/v1/books", "{\"title\":{\"nl\":\"x\"},\"code\":\"a\"}", true, NULL,
	  NULL },
	{ "POST", "/v1/books", "{\"title\":{\"nl\":\"x\"}}", true, "code",
	  "is required" },
	{ "POST", "/v1/books", "{\"title\":{\"nl\":\"x\"},\"code\":null}", true, "code",
	  "is required and cannot be null" },
	{ "POST", "/v1/books", "{\"title\":{\"nl\":\"x\"},\"code\":\"a\",\"state\":null}",
	  true, "state", "must not be null; leave it out" },
	{ "POST", "/v1/books", "{\"title\":{\"nl\":\"x\"},\"code\":\"a\",\"id\":\"a\"}",
	  true, "id", "is set by the register; leave it out" },
	{ "POST", "/v1/books?x=1", "{\"title\":{\"nl\":\"x\"},\"code\":\"a\"}", true, "x",
	  "is not a parameter of this operation" },
	{ "PATCH", ITEM, "{\"state\":null,\"synthetic\":null}", true, NULL, NULL },
	{ "PATCH", ITEM, "{\"code\":\"b\"}", true, "code",
	  "cannot be changed after creation; leave it out" },
	{ "PATCH", ITEM, "{\"title\":null}", true, "title",
	  "is required and cannot be null" },
	{ "DELETE", ITEM, NULL, true, NULL, NULL },
	{ "DELETE", ITEM "?x=1", NULL, true, "x",
	  "is not a parameter of this operation" },
};

START_TEST(request_is_judged)
{
	const struct issue *issue;
	struct toy toy;
	int r;

	toy_init(&toy, cases[_i].method);
	toy.request.authorized = cases[_i].authorized;
	r = toy_plan(&toy, cases[_i].target, cases[_i].body);
	issue = &toy.problem.issues[0];
	ck_assert_msg(r == (cases[_i].name ? PLAN_E_REJECTED : 0), "%s: %s %s",
		      cases[_i].target, issue->name, issue->detail);
	if (cases[_i].name)
		ck_assert_str_eq(issue->name, cases[_i].name);
	if (cases[_i].detail)
		ck_assert_str_eq(issue->detail, cases[_i].detail);
	arena_finish(&toy.arena);
}
END_TEST

START_TEST(every_fault_has_an_issue)
{
	struct toy toy;

	toy_init(&toy, "POST");
	ck_assert_int_eq(
		toy_plan(&toy, "/v1/books",
			 "{\"colour\":1,\"id\":\"x\",\"state\":\"lost\",\"code\":7}"),
		PLAN_E_REJECTED);
	ck_assert_uint_eq(toy.problem.issue_count,
			  5); /* and the title that is not there */
	arena_finish(&toy.arena);
}
END_TEST

START_TEST(media_type_is_asked)
{
	struct toy toy;

	toy_init(&toy, "POST");
	toy.request.content_type = "application/merge-patch+json";
	ck_assert_int_eq(toy_plan(&toy, "/v1/books", "{}"), PLAN_E_REJECTED);
	ck_assert_int_eq(toy.problem.kind, PROBLEM_UNSUPPORTED_MEDIA_TYPE);
	arena_finish(&toy.arena);
	toy_init(&toy, "PATCH");
	toy.request.content_type = "application/merge-patch+json";
	ck_assert_int_eq(toy_plan(&toy, ITEM, "{}"), 0);
	arena_finish(&toy.arena);
}
END_TEST

static const struct {
	const char *if_match, *versions;
	bool conditional;
} preconditions[] = {
	{ NULL, "{}", false },
	{ "*", "{}", false },
	{ "\"3-0123456789abcdef\"", "{\"3\"}", true },
	{ "W/\"x\", \"12-0\"", "{\"12\"}", true },
	{ "\"3-0\", \"4-0\"", "{\"3\",\"4\"}", true },
	{ "\"3\", rubbish, \"-\"", "{}", true },
	{ "\"99999999999-0\"", "{}", true },
};

START_TEST(precondition_is_of_versions)
{
	struct toy toy;

	toy_init(&toy, "DELETE");
	toy.request.if_match = preconditions[_i].if_match;
	ck_assert_int_eq(toy_plan(&toy, ITEM, NULL), 0);
	ck_assert_int_eq(toy.plan.conditional, preconditions[_i].conditional);
	ck_assert_str_eq(toy.plan.versions, preconditions[_i].versions);
	arena_finish(&toy.arena);
}
END_TEST

START_TEST(plus_before_an_offset_may_be_bare)
{
	struct toy toy;

	toy_init(&toy, "GET");
	ck_assert_int_eq(
		toy_plan(&toy, "/v1/books?knownAt=2016-12-31T12:00:00+01:00", NULL), 0);
	ck_assert_str_eq(toy.plan.known_at, "2016-12-31T12:00:00+01:00");
	arena_finish(&toy.arena);
}
END_TEST

static void add_tests(TCase *tests)
{
	tcase_add_loop_test(tests, request_is_judged, 0, sizeof cases / sizeof *cases);
	tcase_add_test(tests, every_fault_has_an_issue);
	tcase_add_test(tests, media_type_is_asked);
	tcase_add_loop_test(tests, precondition_is_of_versions, 0,
			    sizeof preconditions / sizeof *preconditions);
	tcase_add_test(tests, plus_before_an_offset_may_be_bare);
}

int main(void)
{
	return unit_run("plan", add_tests);
}
