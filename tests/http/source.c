/* tests/http/source.c - /sources, and what rests on them */
#include "client.h"
#include "lifecycle.h"

START_TEST(source_lives)
{
	live(&(struct lifecycle){
		.collection = "/sources",
		.body = "{\"title\":\"Answer "
			"123\",\"publisher\":\"Parliament\",\"date\":\"2017-02~\","
			"\"url\":\"https://example.org/a\",\"language\":\"nl\"}",
		.path = "title",
		.text = "Answer 123",
		.find = "publisher=Parliament&language=nl&dateFrom=2017-02-10&dateTo="
			"2017-02-11",
		.patch = "{\"date\":null,\"title\":\"Answer 124\"}",
		.patched_path = "title",
		.patched_text = "Answer 124",
	});
}
END_TEST

START_TEST(bad_source_is_refused)
{
	static const struct refused_body cases[] = {
		{ "{}", "title", "schemaViolation" },
		{ "{\"title\":\"\"}", "title", "schemaViolation" },
		{ "{\"title\":\"A\",\"url\":\"ftp://x\"}", "url", "schemaViolation" },
		{ "{\"title\":\"A\",\"date\":\"2017-02-30\"}", "date",
		  "schemaViolation" },
		{ "{\"title\":\"A\",\"date\":null}", "date", "schemaViolation" },
		{ "{\"title\":\"A\",\"language\":\"dutch\"}", "language",
		  "schemaViolation" },
		{ "{\"title\":\"A\",\"sourceIds\":[\"0190a5a0-0000-7000-8000-"
		  "000000000000\"]}",
		  "sourceIds", "referencedResourceNotFound" },
		{ 0 }
	};

	refuse_bodies("/sources", cases);
}
END_TEST

START_TEST(cited_source_stays)
{
	const char *source = create("/sources", "{\"title\":\"Cited\"}");
	const char *path = format("/sources/%s", source);
	const char *citing = create("/organizations",
				    format("{\"name\":\"Citing\",\"kind\":\"company\","
					   "\"sourceIds\":[\"%s\"]}",
					   source));

	response_free(expect(409, "DELETE", path, NULL));
	response_free(expect(204, "DELETE", format("/organizations/%s", citing), NULL));
	response_free(expect(204, "DELETE", path, NULL));
}
END_TEST

static void add_tests(TCase *tests)
{
	tcase_add_test(tests, source_lives);
	tcase_add_test(tests, bad_source_is_refused);
	tcase_add_test(tests, cited_source_stays);
}

int main(void)
{
	return run_suite("source", add_tests, NULL);
}
