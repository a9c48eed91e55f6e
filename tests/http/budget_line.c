/* tests/http/budget_line.c - /projects/{projectId}/budgetLines */
#include "client.h"
#include "lifecycle.h"

START_TEST(budget_line_lives)
{
	const char *of = create(
		"/projects",
		"{\"code\":\"B-1\",\"title\":{\"en\":\"P\"},\"instrument\":\"sbo\","
		"\"startDate\":\"2015-01-01\",\"endDate\":\"2016-12-31\"}");

	live(&(struct lifecycle){
		.collection = format("/projects/%s/budgetLines", of),
		.body = "{\"origin\":\"companies\",\"state\":\"granted\","
			"\"amount\":{\"value\":\"1500000.00\",\"currency\":\"EUR\"}}",
		.path = "amount.value",
		.text = "1500000.00",
		.find = "origin=companies&state=granted",
		.patch = "{\"state\":\"committed\"}",
		.patched_path = "state",
		.patched_text = "committed",
	});
	expect_issue("POST", format("/projects/%s/budgetLines", of),
		     "{\"origin\":\"companies\",\"state\":\"granted\","
		     "\"amount\":{\"value\":\"-1.00\",\"currency\":\"EUR\"}}",
		     "amount.value", "schemaViolation");
	expect_issue("POST", format("/projects/%s/budgetLines", of),
		     "{\"origin\":\"lottery\",\"state\":\"granted\"}", "origin",
		     "schemaViolation");
}
END_TEST

static void add_tests(TCase *tests)
{
	tcase_add_test(tests, budget_line_lives);
}

int main(void)
{
	return run_suite("budget_line", add_tests, NULL);
}
