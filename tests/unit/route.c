/* tests/unit/route.c - which path and method mean what */
#include "toy.h"
#include "unit.h"

static const struct {
	const char *method, *target;
	enum problem_kind refused;
	const char *path; /* of the resource found */
	const char *allow;
} cases[] = {
	{ "GET", "/v1/books", PROBLEM_NONE, "books", "GET, HEAD, POST, OPTIONS" },
	{ "HEAD", "/v1/books", PROBLEM_NONE, "books", "GET, HEAD, POST, OPTIONS" },
	{ "OPTIONS", "/v1/books", PROBLEM_NONE, "books", "GET, HEAD, POST, OPTIONS" },
	{ "PATCH", "/v1/books/1", PROBLEM_NONE, "books",
	  "GET, HEAD, PATCH, DELETE, OPTIONS" },
	{ "GET", "/v1/books/1/pages", PROBLEM_NONE, "books/{bookId}/pages",
	  "GET, HEAD, POST, OPTIONS" },
	{ "GET", "/v1/books/1/pages/2", PROBLEM_NONE, "books/{bookId}/pages",
	  "GET, HEAD, OPTIONS" },
	{ "GET", "/v1/books/1/story", PROBLEM_NONE, "books", "GET, HEAD, OPTIONS" },
	{ "GET", "/v1/books/1/history", PROBLEM_NONE, "books", "GET, HEAD, OPTIONS" },
	{ "GET", "/v1/books/1/pages/2/history", PROBLEM_NONE, "books/{bookId}/pages",
	  "GET, HEAD, OPTIONS" },
	{ "GET", "/v1/health", PROBLEM_NONE, NULL, "GET, HEAD, OPTIONS" },
	{ "DELETE", "/v1/books", PROBLEM_METHOD_NOT_ALLOWED, NULL,
	  "GET, HEAD, POST, OPTIONS" },
	{ "DELETE", "/v1/books/1/pages/2", PROBLEM_METHOD_NOT_ALLOWED, NULL,
	  "GET, HEAD, OPTIONS" },
	{ "BREW", "/v1/books", PROBLEM_NOT_IMPLEMENTED, NULL,
	  "GET, HEAD, POST, OPTIONS" },
	{ "GET", "/v1", PROBLEM_NONE, NULL, "GET, HEAD, OPTIONS" },
	{ "POST", "/v1", PROBLEM_METHOD_NOT_ALLOWED, NULL, "GET, HEAD, OPTIONS" },
	{ "GET", "/v1/", PROBLEM_RESOURCE_NOT_FOUND, NULL, NULL },
	{ "GET", "/", PROBLEM_RESOURCE_NOT_FOUND, NULL, NULL },
	{ "GET", "/v2/books", PROBLEM_RESOURCE_NOT_FOUND, NULL, NULL },
	{ "GET", "/v1/books/", PROBLEM_RESOURCE_NOT_FOUND, NULL, NULL },
	{ "GET", "/v1/Books", PROBLEM_RESOURCE_NOT_FOUND, NULL, NULL },
	{ "GET", "/v1/books//pages", PROBLEM_RESOURCE_NOT_FOUND, NULL, NULL },
	{ "GET", "/v1/books/1/tales", PROBLEM_RESOURCE_NOT_FOUND, NULL, NULL },
	{ "GET", "/v1/books/1/pages/2/3", PROBLEM_RESOURCE_NOT_FOUND, NULL, NULL },
};

START_TEST(path_is_found)
{
	struct toy toy;
	int r;

	toy_init(&toy, cases[_i].method);
	r = toy_route(&toy, cases[_i].target);
	ck_assert_int_eq(r, cases[_i].refused ? ROUTE_E_REJECTED : 0);
	ck_assert_int_eq(toy.problem.kind, cases[_i].refused);
	if (cases[_i].path)
		ck_assert_str_eq(toy.plan.resource->path, cases[_i].path);
	if (cases[_i].allow)
		ck_assert_str_eq(toy.match.allow, cases[_i].allow);
	ck_assert_int_eq(r == 0 && !toy.match.route,
			 strcmp(cases[_i].method, "OPTIONS") == 0);
	arena_finish(&toy.arena);
}
END_TEST

START_TEST(keys_are_taken_from_the_path)
{
	struct toy toy;

	toy_init(&toy, "GET");
	ck_assert_int_eq(toy_route(&toy, "/v1/books/a%2Fb/pages/c"), 0);
	ck_assert_str_eq(toy.plan.parent_key, "a/b");
	ck_assert_str_eq(toy.plan.item_key, "c");
	arena_finish(&toy.arena);
}
END_TEST

static void add_tests(TCase *tests)
{
	tcase_add_loop_test(tests, path_is_found, 0, sizeof cases / sizeof *cases);
	tcase_add_test(tests, keys_are_taken_from_the_path);
}

int main(void)
{
	return unit_run("route", add_tests);
}
