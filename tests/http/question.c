/* tests/http/question.c - /questions: the eight standing questions */
#include "client.h"
#include "lifecycle.h"

START_TEST(questions_are_eight)
{
	struct response *r = expect(200, "GET", "/questions", NULL);

	ck_assert_int_eq(number_at(r, "total"), 8);
	ck_assert_int_eq(number_at(r, "items.0.number"), 1);
	ck_assert_ptr_nonnull(at(r, "items.7.text.nl"));
	ck_assert_ptr_nonnull(at(r, "items.7.text.en"));
	response_free(r);
	response_free(expect(200, "GET", "/questions/8", NULL));
	response_free(expect(404, "GET", "/questions/9", NULL));
	response_free(expect(404, "GET", "/questions/9/answer", NULL));
	response_free(expect(400, "GET", "/questions/one", NULL));
	response_free(expect(405, "DELETE", "/questions/1", NULL));
	expect_issue("GET", "/questions/1/answer?fromDate=2016-13-01", NULL, "fromDate",
		     "schemaViolation");
	expect_issue("GET", "/questions/1/answer?fromDate=2016-01-01&toDate=2015-01-01",
		     NULL, "toDate", "invalidInput");
	expect_issue("GET", "/questions/1/answer?colour=red", NULL, "colour",
		     "unknownInput");
}
END_TEST

static void add_tests(TCase *tests)
{
	tcase_add_test(tests, questions_are_eight);
}

int main(void)
{
	return run_suite("question", add_tests, NULL);
}
