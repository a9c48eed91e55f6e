/* tests/http/reported_figure.c - /reportedFigures: what somebody stated, with its qualifier and its source */
#include "client.h"
#include "lifecycle.h"

START_TEST(reported_figure_lives)
{
	const char *source = create("/sources", "{\"title\":\"Annual report\"}");

	live(&(struct lifecycle){
		.collection = "/reportedFigures",
		.body = format("{\"code\":\"test.contacts\",\"label\":{\"nl\":"
			       "\"Contacten\"},\"unit\":\"contacts\","
			       "\"figure\":{\"value\":35.5,\"qualifier\":\"moreThan\"},"
			       "\"fromDate\":\"2014-06-01\",\"toDate\":\"2016-12-31\","
			       "\"sourceIds\":[\"%s\"]}",
			       source),
		.path = "figure.qualifier",
		.text = "moreThan",
		.find = "code=test.contacts&unit=contacts",
		.patch = "{\"figure\":{\"value\":36,\"qualifier\":\"almost\"}}",
		.patched_path = "figure.qualifier",
		.patched_text = "almost",
	});
	expect_issue("POST", "/reportedFigures",
		     "{\"code\":\"test.x\",\"label\":{\"nl\":\"X\"},\"unit\":"
		     "\"contacts\",\"figure\":{\"value\":1}}",
		     "sourceIds", "invalidInput");
	expect_issue(
		"POST", "/reportedFigures",
		"{\"code\":\"test.x\",\"label\":{\"nl\":\"X\"},\"unit\":\"contacts\","
		"\"figure\":{\"qualifier\":\"range\",\"lower\":4,\"upper\":2}}",
		"figure.lower", "invalidInput");
}
END_TEST

static void add_tests(TCase *tests)
{
	tcase_add_test(tests, reported_figure_lives);
}

int main(void)
{
	return run_suite("reported_figure", add_tests, NULL);
}
