/* tests/http/project.c - /projects: periods, status, and the filters that look at participants */
#include "client.h"
#include "lifecycle.h"

static const char
	*const PROJECT = "{\"code\":\"T-1\",\"title\":{\"nl\":\"Lassen\",\"en\":"
			 "\"Welding\"},\"instrument\":\"icon\","
			 "\"startDate\":\"2015-01-01\",\"endDate\":\"2016-12-31\"}";

START_TEST(project_lives)
{
	live(&(struct lifecycle){
		.collection = "/projects",
		.body = PROJECT,
		.path = "title.en",
		.text = "Welding",
		.find = "code=T-1&instrument=icon&instrument=sbo&runningFrom=2016-12-31"
			"&runningTo=2017-01-01&startDateTo=2015-01-01",
		.patch = "{\"title\":{\"en\":null},\"stoppedDate\":\"2016-01-31\"}",
		.patched_path = "stoppedDate",
		.patched_text = "2016-01-31",
	});
}
END_TEST

/* RFC 7396: a patch of an object changes the members it names and no others. */
START_TEST(titles_are_merged)
{
	const char *path = format("/projects/%s", create("/projects", PROJECT));
	struct response *r = expect(200, "PATCH", path,
				    "{\"title\":{\"en\":\"Joining\"}}");

	ck_assert_str_eq(text_at(r, "title.nl"), "Lassen");
	ck_assert_str_eq(text_at(r, "title.en"), "Joining");
	response_free(r);
	r = expect(200, "PATCH", path, "{\"title\":{\"nl\":null}}");
	ck_assert_ptr_null(at(r, "title.nl"));
	response_free(r);
	response_free(expect(400, "PATCH", path, "{\"title\":{\"en\":null}}"));
	response_free(expect(204, "DELETE", path, NULL));
}
END_TEST

START_TEST(bad_project_is_refused)
{
	static const struct refused_body cases[] = {
		{ "{\"code\":\"T-2\"}", "instrument", "schemaViolation" },
		{ "{\"code\":\"T-2\",\"title\":\"x\"}", "title", "schemaViolation" },
		{ "{\"code\":\"T-2\",\"title\":{\"nl\":\"x\"},\"instrument\":\"none\","
		  "\"startDate\":\"2015-01-01\"}",
		  "instrument", "referencedResourceNotFound" },
		{ "{\"code\":\"T-2\",\"title\":{\"nl\":\"x\"},\"instrument\":\"icon\","
		  "\"startDate\":\"2015-01-01\",\"endDate\":\"2014-01-01\"}",
		  "endDate", "invalidInput" },
		{ "{\"code\":\"T-2\",\"title\":{\"nl\":\"x\"},\"instrument\":\"icon\","
		  "\"startDate\":\"2015-02-29\"}",
		  "startDate", "schemaViolation" },
		{ "{\"code\":\"T-2\",\"title\":{\"nl\":\"x\"},\"instrument\":\"icon\","
		  "\"startDate\":\"2015-01-01\",\"status\":\"ended\"}",
		  "status", "schemaViolation" },
		{ 0 }
	};

	refuse_bodies("/projects", cases);
}
END_TEST

static void has_status(const char *path, const char *day, const char *status)
{
	struct response *r = expect(200, "GET", format("%s?asOf=%s", path, day), NULL);

	ck_assert_str_eq(text_at(r, "status"), status);
	response_free(r);
}

START_TEST(status_is_of_the_day)
{
	const char *path = format("/projects/%s", create("/projects", PROJECT));

	response_free(expect(409, "POST", "/projects", PROJECT));
	has_status(path, "2014-12-31", "planned");
	has_status(path, "2015-01-01", "running");
	has_status(path, "2016-12-31", "running");
	has_status(path, "2017-01-01", "ended");
	response_free(expect(200, "PATCH", path, "{\"stoppedDate\":\"2016-01-31\"}"));
	has_status(path, "2016-02-01", "stopped");
	response_free(expect(204, "DELETE", path, NULL));
}
END_TEST

static void add_tests(TCase *tests)
{
	tcase_add_test(tests, project_lives);
	tcase_add_test(tests, titles_are_merged);
	tcase_add_test(tests, bad_project_is_refused);
	tcase_add_test(tests, status_is_of_the_day);
}

int main(void)
{
	return run_suite("project", add_tests, NULL);
}
