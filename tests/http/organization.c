/* tests/http/organization.c - /organizations: numbers, places, and what is derived */
#include "client.h"
#include "lifecycle.h"

START_TEST(organization_lives)
{
	live(&(struct lifecycle){
		.collection = "/organizations",
		.body = "{\"name\":\"Machines "
			"NV\",\"kind\":\"company\",\"country\":\"BE\","
			"\"enterpriseNumber\":\"BE 0566.988.259\",\"nutsCode\":\"BE242\","
			"\"nutsVersion\":\"2021\",\"municipality\":\"Leuven\","
			"\"externalIds\":[\"isni:0000000106684578\"]}",
		.path = "enterpriseNumber",
		.text = "0566988259",
		.find = "enterpriseNumber=0566.988.259&kind=company&isFlemish=true&isSme="
			"false",
		.patch = "{\"shortName\":\"Machines\",\"municipality\":null}",
		.patched_path = "shortName",
		.patched_text = "Machines",
	});
}
END_TEST

START_TEST(bad_organization_is_refused)
{
	static const struct refused_body cases[] = {
		{ "{\"name\":\"A\"}", "kind", "schemaViolation" },
		{ "{\"name\":\"A\",\"kind\":\"club\"}", "kind", "schemaViolation" },
		{ "{\"name\":\"A\",\"kind\":\"company\",\"enterpriseNumber\":"
		  "\"0566988258\"}",
		  "enterpriseNumber", "invalidInput" },
		{ "{\"name\":\"A\",\"kind\":\"company\",\"enterpriseNumber\":"
		  "\"2566988259\"}",
		  "enterpriseNumber", "schemaViolation" },
		{ "{\"name\":\"A\",\"kind\":\"company\",\"isSme\":true}", "isSme",
		  "schemaViolation" },
		{ "{\"name\":\"A\",\"kind\":\"company\",\"nutsCode\":\"BE242\"}",
		  "nutsVersion", "invalidInput" },
		{ "{\"name\":\"A\",\"kind\":\"company\",\"nutsCode\":\"BE999\","
		  "\"nutsVersion\":\"2021\"}",
		  "nutsCode", "referencedResourceNotFound" },
		{ "{\"name\":\"A\",\"kind\":\"company\",\"website\":\"example\"}",
		  "website", "schemaViolation" },
		{ 0 }
	};

	refuse_bodies("/organizations", cases);
}
END_TEST

START_TEST(number_is_shown_dotted_and_is_one)
{
	const char *body = "{\"name\":\"A\",\"kind\":\"company\",\"enterpriseNumber\":"
			   "\"0566988259\"}";
	const char *id = create("/organizations", body);
	struct response *r = expect(200, "GET", format("/organizations/%s", id), NULL);

	ck_assert_str_eq(text_at(r, "enterpriseNumberDisplay"), "0566.988.259");
	response_free(r);
	response_free(expect(409, "POST", "/organizations", body));
	response_free(expect(204, "DELETE", format("/organizations/%s", id), NULL));
}
END_TEST

static void is_class(const char *id, const char *day, const char *class,
		     const char *basis)
{
	struct response *r = expect(200, "GET",
				    format("/organizations/%s?asOf=%s", id, day), NULL);

	ck_assert_str_eq(text_at(r, "sizeClass"), class);
	ck_assert_str_eq(text_at(r, "sizeClassBasis"), basis);
	response_free(r);
}

/* Recommendation 2003/361/EC, annex, article 4(2): two consecutive periods beyond a ceiling. */
START_TEST(size_class_follows_the_facts)
{
	const char *id = create("/organizations",
				"{\"name\":\"Growing\",\"kind\":\"company\"}");
	const char *facts = format("/organizations/%s/sizeFacts", id);

	is_class(id, "2016-06-01", "unknown", "unknown");
	create(facts,
	       "{\"year\":2013,\"headcount\":40,\"turnover\":{\"value\":\"9000000.00\","
	       "\"currency\":\"EUR\"}}");
	create(facts,
	       "{\"year\":2014,\"headcount\":60,\"turnover\":{\"value\":\"9000000.00\","
	       "\"currency\":\"EUR\"}}");
	is_class(id, "2014-06-01", "small", "derived");
	is_class(id, "2015-06-01", "small", "derived");
	create(facts,
	       "{\"year\":2015,\"headcount\":60,\"turnover\":{\"value\":\"9000000.00\","
	       "\"currency\":\"EUR\"}}");
	is_class(id, "2016-06-01", "medium", "derived");
	response_free(expect(204, "DELETE", format("/organizations/%s", id), NULL));
}
END_TEST

static void add_tests(TCase *tests)
{
	tcase_add_test(tests, organization_lives);
	tcase_add_test(tests, bad_organization_is_refused);
	tcase_add_test(tests, number_is_shown_dotted_and_is_one);
	tcase_add_test(tests, size_class_follows_the_facts);
}

int main(void)
{
	return run_suite("organization", add_tests, NULL);
}
