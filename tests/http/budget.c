/* tests/http/budget.c - /budgetLines: what a sum of budgets opens up to */
#include "client.h"

#include <string.h>

START_TEST(lines_of_all_projects_are_listed)
{
	const char *project = create(
		"/projects", "{\"code\":\"B-9\",\"title\":{\"en\":\"P\"},"
			     "\"instrument\":\"sbo\",\"startDate\":\"2015-01-01\","
			     "\"endDate\":\"2016-12-31\"}");
	const char *line = create(
		format("/projects/%s/budgetLines", project),
		"{\"origin\":\"companies\",\"state\":\"granted\",\"amount\":{"
		"\"value\":\"10.00\",\"currency\":\"EUR\"}}");
	struct response *r = expect(
		200, "GET",
		format("/budgetLines?projectId=%s&runningFrom=2016-12-31"
		       "&runningTo=2017-12-31&instrument=sbo&state=granted",
		       project),
		NULL);

	ck_assert_int_eq(number_at(r, "total"), 1);
	ck_assert_str_eq(text_at(r, "items.0.id"), line);
	ck_assert_str_eq(text_at(r, "items.0.href"),
			 format("%s/budgetLines/%s", server_base(), line));
	response_free(r);
	r = expect(200, "GET", "/budgetLines?runningFrom=2017-01-01", NULL);
	ck_assert_int_eq(number_at(r, "total"), 0);
	response_free(r);
	response_free(expect(405, "POST", "/budgetLines", "{}"));
	response_free(expect(405, "DELETE", format("/budgetLines/%s", line), NULL));
}
END_TEST

static void add_tests(TCase *tests)
{
	tcase_add_test(tests, lines_of_all_projects_are_listed);
}

int main(void)
{
	return run_suite("budget", add_tests, NULL);
}
