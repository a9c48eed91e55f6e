/* tests/http/evaluation.c - /projects/{projectId}/evaluations: only what has ended is judged */
#include "client.h"
#include "lifecycle.h"

START_TEST(evaluation_lives)
{
	const char *of = create(
		"/projects",
		"{\"code\":\"E-1\",\"title\":{\"en\":\"P\"},\"instrument\":\"sbo\","
		"\"startDate\":\"2014-01-01\",\"endDate\":\"2015-12-31\"}");
	const char *path = format("/projects/%s/evaluations", of);

	live(&(struct lifecycle){
		.collection = path,
		.body = "{\"outcome\":\"successful\",\"date\":\"2016-03-01\"}",
		.path = "outcome",
		.text = "successful",
		.find = "outcome=successful",
		.patch = "{\"outcome\":\"partlySuccessful\"}",
		.patched_path = "outcome",
		.patched_text = "partlySuccessful",
	});
	expect_issue("POST", path, "{\"outcome\":\"successful\",\"date\":\"2015-03-01\"}",
		     "date", "invalidInput");
	expect_issue("POST", path, "{\"outcome\":\"splendid\",\"date\":\"2016-03-01\"}",
		     "outcome", "schemaViolation");
	create(path, "{\"outcome\":\"successful\",\"date\":\"2016-03-01\"}");
	response_free(expect(409, "POST", path,
			     "{\"outcome\":\"successful\",\"date\":\"2016-03-01\"}"));
}
END_TEST

static void add_tests(TCase *tests)
{
	tcase_add_test(tests, evaluation_lives);
}

int main(void)
{
	return run_suite("evaluation", add_tests, NULL);
}
