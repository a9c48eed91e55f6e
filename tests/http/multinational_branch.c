/* tests/http/multinational_branch.c - /organizations/{organizationId}/multinationalBranches */
#include "client.h"
#include "lifecycle.h"

START_TEST(multinational_branch_lives)
{
	const char *of = create("/organizations",
				"{\"name\":\"O\",\"kind\":\"company\"}");

	live(&(struct lifecycle){
		.collection = format("/organizations/%s/multinationalBranches", of),
		.body = "{\"groupName\":\"World Group\",\"groupCountry\":\"DE\","
			"\"fromDate\":\"2010-01-01\"}",
		.path = "groupName",
		.text = "World Group",
		.find = "groupCountry=DE",
		.patch = "{\"groupCountry\":\"SE\"}",
		.patched_path = "groupCountry",
		.patched_text = "SE",
	});
}
END_TEST

START_TEST(branch_is_dated_and_no_size_class)
{
	const char *of = create("/organizations",
				"{\"name\":\"D\",\"kind\":\"company\"}");
	const char *path = format("/organizations/%s/multinationalBranches", of);
	struct response *r;

	create(path, "{\"groupName\":\"G\",\"fromDate\":\"2015-01-01\",\"toDate\":\"2015-"
		     "12-31\"}");
	r = expect(200, "GET", format("/organizations/%s?asOf=2015-06-01", of), NULL);
	ck_assert(json_is_true(at(r, "isMultinationalBranch")));
	ck_assert_str_eq(text_at(r, "sizeClass"), "unknown");
	response_free(r);
	r = expect(200, "GET", format("/organizations/%s?asOf=2016-06-01", of), NULL);
	ck_assert(json_is_false(at(r, "isMultinationalBranch")));
	response_free(r);
	response_free(expect(409, "POST", path,
			     "{\"groupName\":\"H\",\"fromDate\":\"2015-12-31\"}"));
	expect_issue("POST", path, "{\"fromDate\":\"2017-01-01\"}", "groupName",
		     "schemaViolation");
}
END_TEST

static void add_tests(TCase *tests)
{
	tcase_add_test(tests, multinational_branch_lives);
	tcase_add_test(tests, branch_is_dated_and_no_size_class);
}

int main(void)
{
	return run_suite("multinational_branch", add_tests, NULL);
}
