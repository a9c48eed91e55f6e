/* tests/http/ref_data.c - /refData/{list}: new instruments are data, not code */
#include "client.h"
#include "lifecycle.h"

START_TEST(code_lives)
{
	live(&(struct lifecycle){
		.collection = "/refData/instruments",
		.body = "{\"code\":\"testbed\",\"label\":{\"nl\":\"Proeftuin\",\"en\":"
			"\"Test bed\"}}",
		.path = "label.en",
		.text = "Test bed",
		.find = "code=testbed",
		.patch = "{\"label\":{\"en\":\"Testbed\"}}",
		.patched_path = "label.en",
		.patched_text = "Testbed",
		.key = "code",
	});
}
END_TEST

START_TEST(new_instrument_can_be_used_at_once)
{
	const char *project;

	create("/refData/instruments",
	       "{\"code\":\"cluster\",\"label\":{\"en\":\"Cluster\"}}");
	project = create(
		"/projects",
		"{\"code\":\"R-1\",\"title\":{\"en\":\"P\"},\"instrument\":"
		"\"cluster\",\"startDate\":\"2015-01-01\",\"endDate\":\"2016-12-31\"}");
	response_free(expect(409, "DELETE", "/refData/instruments/cluster", NULL));
	response_free(expect(204, "DELETE", format("/projects/%s", project), NULL));
	response_free(expect(204, "DELETE", "/refData/instruments/cluster", NULL));
}
END_TEST

START_TEST(lists_are_known)
{
	response_free(expect(200, "GET", "/refData/funds", NULL));
	response_free(expect(200, "GET", "/refData/nuts/BE242", NULL));
	response_free(expect(404, "GET", "/refData/colours", NULL));
	response_free(expect(404, "GET", "/refData/instruments/none", NULL));
	response_free(expect(404, "POST", "/refData/colours",
			     "{\"code\":\"red\",\"label\":{\"en\":\"Red\"}}"));
}
END_TEST

static void add_tests(TCase *tests)
{
	tcase_add_test(tests, code_lives);
	tcase_add_test(tests, new_instrument_can_be_used_at_once);
	tcase_add_test(tests, lists_are_known);
}

int main(void)
{
	return run_suite("ref_data", add_tests, NULL);
}
