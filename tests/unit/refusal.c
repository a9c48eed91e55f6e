/* tests/unit/refusal.c - PostgreSQL's no, in the client's words */
#include "lib/refusal.h"

#include "toy.h"
#include "unit.h"

static const struct rule rules_sorted[] = {
	{ "book_code_key", "code", "is already used by another book" },
	{ "book_seen_check", "firstSeen", "must not lie in the future" },
};
static const struct rules rules = { rules_sorted, 2 };

static const struct {
	const char *method, *target, *sqlstate, *constraint, *message;
	enum problem_kind kind;
	const char *issue, *text; /* of the first issue; else the problem's own detail */
} cases[] = {
	{ "POST", "/v1/books", "23505", "book_code_key", "x", PROBLEM_CONFLICT, NULL,
	  "code: is already used by another book." },
	{ "POST", "/v1/books", "23P01", "unheard_of", "x", PROBLEM_CONFLICT, NULL,
	  "Another record stands in the way of this one." },
	{ "POST", "/v1/books", "23514", "book_seen_check", "x", PROBLEM_BAD_REQUEST,
	  "firstSeen", "must not lie in the future" },
	{ "POST", "/v1/books", "23514", NULL, "x", PROBLEM_BAD_REQUEST, NULL,
	  "does not fit together" },
	{ "POST", "/v1/books", "23503", "book_state_fkey", "x", PROBLEM_BAD_REQUEST,
	  "state", "must name records that exist, each once" },
	{ "POST", "/v1/books", "23503", "book_source_ids_fkey", "x", PROBLEM_BAD_REQUEST,
	  "sourceIds", "must name records that exist, each once" },
	{ "POST", "/v1/books/" TOY_ID "/pages", "23503", "page_book_id_fkey", "x",
	  PROBLEM_RESOURCE_NOT_FOUND, NULL, "There is no such record to add this to." },
	{ "DELETE", "/v1/books/" TOY_ID, "23503", "loan_book_id_fkey", "x",
	  PROBLEM_CONFLICT, NULL,
	  "Other records still refer to this one; change or delete them first." },
	{ "GET", "/v1/books", "TG400", NULL, "toDate: must not be before fromDate",
	  PROBLEM_BAD_REQUEST, "toDate", "must not be before fromDate" },
	{ "POST", "/v1/books", "TG401", NULL, "x", PROBLEM_INVALID_ACCESS_TOKEN, NULL,
	  "The key is not valid." },
	{ "POST", "/v1/books", "TG410", NULL, "x", PROBLEM_EXPIRED_ACCESS_TOKEN, NULL,
	  "The key has expired." },
	{ "POST", "/v1/books", "42501", NULL, "x", PROBLEM_MISSING_PERMISSION, NULL,
	  "The key does not permit this." },
	{ "GET", "/v1/books", "22P02", NULL, "x", PROBLEM_BAD_REQUEST, NULL,
	  "has a value that is out of range" },
	{ "GET", "/v1/books", "57014", NULL, "x", PROBLEM_TIMEOUT, NULL,
	  "The database did not answer in time." },
	{ "GET", "/v1/books", "57P01", NULL, "x", PROBLEM_UNAVAILABLE, NULL,
	  "The database is not available; try again." },
	{ "GET", "/v1/books", "40001", NULL, "x", PROBLEM_UNAVAILABLE, NULL,
	  "Another change came between; try again." },
	{ "GET", "/v1/books", "42P01", NULL, "secret table name", PROBLEM_INTERNAL, NULL,
	  "Something went wrong on our side." },
};

START_TEST(refusal_is_explained)
{
	const struct refusal refusal = { cases[_i].sqlstate, cases[_i].constraint,
					 cases[_i].message };
	struct toy toy;

	toy_init(&toy, cases[_i].method);
	ck_assert_int_eq(toy_route(&toy, cases[_i].target), 0);
	refusal_explain(&toy.problem, &refusal, &toy.plan, &rules);
	ck_assert_int_eq(toy.problem.kind, cases[_i].kind);
	if (toy.problem.issue_count) {
		ck_assert_str_eq(toy.problem.issues[0].detail, cases[_i].text);
		ck_assert_pstr_eq(toy.problem.issues[0].name, cases[_i].issue);
	} else {
		ck_assert_str_eq(toy.problem.detail, cases[_i].text);
	}
	arena_finish(&toy.arena);
}
END_TEST

static void add_tests(TCase *tests)
{
	tcase_add_loop_test(tests, refusal_is_explained, 0, sizeof cases / sizeof *cases);
}

int main(void)
{
	return unit_run("refusal", add_tests);
}
