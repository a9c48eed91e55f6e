/* tests/http/member.c - /members: periods never overlap, one may leave and come back */
#include "client.h"
#include "lifecycle.h"

static const char *company(const char *name)
{
	return create("/organizations",
		      format("{\"name\":\"%s\",\"kind\":\"company\"}", name));
}

START_TEST(member_lives)
{
	const char *who = company("Member");

	live(&(struct lifecycle){
		.collection = "/members",
		.body = format(
			"{\"organizationId\":\"%s\",\"joinedDate\":\"2014-06-01\"}", who),
		.path = "joinedDate",
		.text = "2014-06-01",
		.find = format("organizationId=%s&activeOn=2016-12-31", who),
		.patch = "{\"leftDate\":\"2016-12-31\"}",
		.patched_path = "leftDate",
		.patched_text = "2016-12-31",
	});
}
END_TEST

START_TEST(member_may_come_back_but_not_overlap)
{
	const char *who = company("Back");
	const char *first = create("/members",
				   format("{\"organizationId\":\"%s\",\"joinedDate\":"
					  "\"2014-06-01\",\"leftDate\":\"2015-06-30\"}",
					  who));

	response_free(
		expect(409, "POST", "/members",
		       format("{\"organizationId\":\"%s\",\"joinedDate\":\"2015-06-30\"}",
			      who)));
	create("/members",
	       format("{\"organizationId\":\"%s\",\"joinedDate\":\"2015-07-01\"}", who));
	response_free(expect(409, "PATCH", format("/members/%s", first),
			     "{\"leftDate\":null}"));
	response_free(expect(409, "DELETE", format("/organizations/%s", who), NULL));
}
END_TEST

START_TEST(bad_member_is_refused)
{
	static const struct refused_body cases[] = {
		{ "{\"joinedDate\":\"2014-06-01\"}", "organizationId",
		  "schemaViolation" },
		{ "{\"organizationId\":\"7\",\"joinedDate\":\"2014-06-01\"}",
		  "organizationId", "schemaViolation" },
		{ "{\"organizationId\":\"0190a5a0-0000-7000-8000-000000000000\","
		  "\"joinedDate\":\"2014-06-01\"}",
		  "organizationId", "referencedResourceNotFound" },
		{ 0 }
	};

	refuse_bodies("/members", cases);
	expect_issue("POST", "/members",
		     format("{\"organizationId\":\"%s\",\"joinedDate\":\"2014-06-01\","
			    "\"leftDate\":\"2014-05-31\"}",
			    company("Hasty")),
		     "leftDate", "invalidInput");
}
END_TEST

static void add_tests(TCase *tests)
{
	tcase_add_test(tests, member_lives);
	tcase_add_test(tests, member_may_come_back_but_not_overlap);
	tcase_add_test(tests, bad_member_is_refused);
}

int main(void)
{
	return run_suite("member", add_tests, NULL);
}
