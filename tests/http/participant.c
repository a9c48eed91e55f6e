/* tests/http/participant.c - /projects/{projectId}/participants: roles, periods, and what stays internal */
#include "client.h"
#include "lifecycle.h"

static const char *project(const char *code)
{
	return create(
		"/projects",
		format("{\"code\":\"%s\",\"title\":{\"en\":\"P\"},\"instrument\":\"sbo\","
		       "\"startDate\":\"2015-01-01\",\"endDate\":\"2016-12-31\"}",
		       code));
}

static const char *company(const char *name)
{
	return create("/organizations",
		      format("{\"name\":\"%s\",\"kind\":\"company\"}", name));
}

START_TEST(participant_lives)
{
	live(&(struct lifecycle){
		.collection = format("/projects/%s/participants", project("PA-1")),
		.body = format("{\"organizationId\":\"%s\",\"role\":\"partner\","
			       "\"ownContribution\":{\"value\":\"12345.67\",\"currency\":"
			       "\"EUR\"}}",
			       company("Partner")),
		.path = "role",
		.text = "partner",
		.find = "role=partner",
		.patch = "{\"fromDate\":\"2015-06-01\"}",
		.patched_path = "fromDate",
		.patched_text = "2015-06-01",
	});
}
END_TEST

START_TEST(own_contribution_is_internal)
{
	const char *path = format("/projects/%s/participants", project("PA-2"));
	const char *id = create(path,
				format("{\"organizationId\":\"%s\",\"role\":\"partner\","
				       "\"ownContribution\":{\"value\":\"12345.67\","
				       "\"currency\":\"EUR\"}}",
				       company("Secretive")));
	struct response *r = expect(200, "GET", format("%s/%s", path, id), NULL);

	ck_assert_ptr_null(at(r, "ownContribution"));
	response_free(r);
	r = ask_as(server_key(), "GET", format("%s/%s", path, id), NULL, NULL);
	ck_assert_str_eq(text_at(r, "ownContribution.value"), "12345.67");
	response_free(r);
	expect_issue("GET", format("%s?ownContribution=12345.67", path), NULL,
		     "ownContribution", "unknownInput");
	expect_issue("GET", format("%s?sort=ownContribution", path), NULL, "sort",
		     "invalidInput");
}
END_TEST

START_TEST(bad_participant_is_refused)
{
	const char *in = project("PA-3"), *path = format("/projects/%s/participants", in);
	const char *who = company("Twice");
	const char *body = format("{\"organizationId\":\"%s\",\"role\":\"coordinator\"}",
				  who);

	expect_issue("POST", path, "{\"role\":\"partner\"}", "organizationId",
		     "schemaViolation");
	expect_issue("POST", path,
		     "{\"organizationId\":\"0190a5a0-0000-7000-8000-000000000000\","
		     "\"role\":\"partner\"}",
		     "organizationId", "referencedResourceNotFound");
	expect_issue("POST", path,
		     format("{\"organizationId\":\"%s\",\"role\":\"partner\","
			    "\"fromDate\":\"2014-01-01\"}",
			    who),
		     "fromDate", "invalidInput");
	create(path, body);
	response_free(expect(409, "POST", path, body));
	response_free(
		expect(409, "POST", path,
		       format("{\"organizationId\":\"%s\",\"role\":\"coordinator\"}",
			      company("Second coordinator"))));
	/* An organization that takes part cannot go; a project takes its participants along. */
	response_free(expect(409, "DELETE", format("/organizations/%s", who), NULL));
	response_free(expect(204, "DELETE", format("/projects/%s", in), NULL));
	response_free(expect(204, "DELETE", format("/organizations/%s", who), NULL));
}
END_TEST

START_TEST(projects_and_organizations_find_each_other)
{
	const char *in = project("PA-4"), *who = company("Found");
	struct response *r;

	create(format("/projects/%s/participants", in),
	       format("{\"organizationId\":\"%s\",\"role\":\"partner\"}", who));
	r = expect(200, "GET", format("/projects?organizationId=%s", who), NULL);
	ck_assert_int_eq(number_at(r, "total"), 1);
	ck_assert_str_eq(text_at(r, "items.0.code"), "PA-4");
	response_free(r);
	r = expect(200, "GET",
		   format("/organizations?participatesIn=projects&instrument=sbo&"
			  "projectId=%s"
			  "&runningFrom=2016-01-01&runningTo=2016-01-31",
			  in),
		   NULL);
	ck_assert_int_eq(number_at(r, "total"), 1);
	ck_assert_str_eq(text_at(r, "items.0.name"), "Found");
	response_free(r);
	r = expect(200, "GET",
		   format("/organizations?participatesIn=projects&instrument=icon&"
			  "projectId=%s",
			  in),
		   NULL);
	ck_assert_int_eq(number_at(r, "total"), 0);
	response_free(r);
}
END_TEST

static void add_tests(TCase *tests)
{
	tcase_add_test(tests, participant_lives);
	tcase_add_test(tests, own_contribution_is_internal);
	tcase_add_test(tests, bad_participant_is_refused);
	tcase_add_test(tests, projects_and_organizations_find_each_other);
}

int main(void)
{
	return run_suite("participant", add_tests, NULL);
}
