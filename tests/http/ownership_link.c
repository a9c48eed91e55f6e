/* tests/http/ownership_link.c - /organizations/{organizationId}/ownershipLinks */
#include "client.h"
#include "lifecycle.h"

START_TEST(ownership_link_lives)
{
	const char *of = create("/organizations",
				"{\"name\":\"O\",\"kind\":\"company\"}");

	live(&(struct lifecycle){
		.collection = format("/organizations/%s/ownershipLinks", of),
		.body = "{\"ownerName\":\"Holding\",\"sharePercent\":33.4,\"fromDate\":"
			"\"2014-01-01\"}",
		.path = "ownerName",
		.text = "Holding",
		.find = "ownerName=Holding",
		.patch = "{\"toDate\":\"2014-12-31\"}",
		.patched_path = "toDate",
		.patched_text = "2014-12-31",
	});
}
END_TEST

START_TEST(bad_ownership_link_is_refused)
{
	static const struct refused_body cases[] = {
		{ "{\"sharePercent\":50,\"fromDate\":\"2014-01-01\"}", "ownerId",
		  "invalidInput" },
		{ "{\"ownerName\":\"H\",\"sharePercent\":101,\"fromDate\":\"2014-01-"
		  "01\"}",
		  "sharePercent", "schemaViolation" },
		{ "{\"ownerName\":\"H\",\"sharePercent\":50,\"fromDate\":\"2014-01-02\","
		  "\"toDate\":\"2014-01-01\"}",
		  "toDate", "invalidInput" },
		{ "{\"ownerId\":\"0190a5a0-0000-7000-8000-000000000000\","
		  "\"sharePercent\":50,"
		  "\"fromDate\":\"2014-01-02\"}",
		  "ownerId", "referencedResourceNotFound" },
		{ 0 }
	};
	const char *of = create("/organizations",
				"{\"name\":\"B\",\"kind\":\"company\"}");
	const char *path = format("/organizations/%s/ownershipLinks", of);

	refuse_bodies(path, cases);
	expect_issue("POST", path,
		     format("{\"ownerId\":\"%s\",\"sharePercent\":50,\"fromDate\":\"2014-"
			    "01-01\"}",
			    of),
		     "ownerId", "invalidInput");
}
END_TEST

static void add_tests(TCase *tests)
{
	tcase_add_test(tests, ownership_link_lives);
	tcase_add_test(tests, bad_ownership_link_is_refused);
}

int main(void)
{
	return run_suite("ownership_link", add_tests, NULL);
}
