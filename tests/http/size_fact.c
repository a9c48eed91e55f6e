/* tests/http/size_fact.c - /organizations/{organizationId}/sizeFacts */
#include "client.h"
#include "lifecycle.h"

START_TEST(size_fact_lives)
{
	const char *of = create("/organizations",
				"{\"name\":\"O\",\"kind\":\"company\"}");

	live(&(struct lifecycle){
		.collection = format("/organizations/%s/sizeFacts", of),
		.body = "{\"year\":2015,\"headcount\":12.5,"
			"\"turnover\":{\"value\":\"1000000.5\",\"currency\":\"EUR\"}}",
		.path = "turnover.value",
		.text = "1000000.50",
		.find = "year=2015",
		.patch = "{\"turnover\":{\"value\":\"2000000\",\"currency\":\"EUR\"}}",
		.patched_path = "turnover.value",
		.patched_text = "2000000.00",
	});
}
END_TEST

START_TEST(bad_size_fact_is_refused)
{
	static const struct refused_body cases[] = {
		{ "{\"headcount\":1}", "year", "schemaViolation" },
		{ "{\"year\":2015}", "headcount", "invalidInput" },
		{ "{\"year\":2015,\"headcount\":-1}", "headcount", "schemaViolation" },
		{ "{\"year\":2015,\"turnover\":1000000}", "turnover", "schemaViolation" },
		{ "{\"year\":2015,\"turnover\":{\"value\":\"1e6\",\"currency\":\"EUR\"}}",
		  "turnover.value", "schemaViolation" },
		{ "{\"year\":2015,\"turnover\":{\"value\":\"1\",\"currency\":\"USD\"}}",
		  "turnover.currency", "schemaViolation" },
		{ 0 }
	};
	const char *of = create("/organizations",
				"{\"name\":\"P\",\"kind\":\"company\"}");
	const char *path = format("/organizations/%s/sizeFacts", of);

	refuse_bodies(path, cases);
	create(path, "{\"year\":2015,\"headcount\":1}");
	response_free(expect(409, "POST", path, "{\"year\":2015,\"headcount\":2}"));
	response_free(
		expect(404, "POST",
		       "/organizations/0190a5a0-0000-7000-8000-000000000000/sizeFacts",
		       "{\"year\":2015,\"headcount\":2}"));
}
END_TEST

static void add_tests(TCase *tests)
{
	tcase_add_test(tests, size_fact_lives);
	tcase_add_test(tests, bad_size_fact_is_refused);
}

int main(void)
{
	return run_suite("size_fact", add_tests, NULL);
}
