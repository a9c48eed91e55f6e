/* tests/http/history.c - nothing is overwritten: what was known is known still */
#include "client.h"

#include <string.h>

/* at_instant: NULL when the path says it. */
static void is_known(const char *path, const char *at_instant, const char *name)
{
	struct response *r = ask(
		"GET", at_instant ? format("%s?knownAt=%s", path, at_instant) : path,
		NULL);

	ck_assert_int_eq(r->status, name ? 200 : 404);
	if (name)
		ck_assert_str_eq(text_at(r, "name"), name);
	response_free(r);
}

/* A second that lies before the record was made, whatever the clock. */
static const char *const long_ago = "2020-01-01T00:00:00Z";

START_TEST(past_is_kept)
{
	const char *path = format(
		"/organizations/%s",
		create("/organizations", "{\"name\":\"Old name\",\"kind\":\"company\"}"));
	struct response *r = expect(200, "GET", path, NULL);
	const char *created = format("%s", text_at(r, "updatedAt")), *changed;

	response_free(r);
	r = expect(200, "PATCH", path, "{\"name\":\"New name\"}");
	changed = format("%s", text_at(r, "updatedAt"));
	response_free(r);
	is_known(path, long_ago, NULL);
	is_known(path, created, "Old name");
	is_known(path, changed, "New name");
	response_free(expect(204, "DELETE", path, NULL));
	is_known(path, changed, "New name");
	is_known(path, created, "Old name");
	response_free(expect(404, "GET", path, NULL));

	/* Lists and their filters look at the same past. */
	r = expect(200, "GET",
		   format("/organizations?name=Old%%20name&knownAt=%s", created), NULL);
	ck_assert_int_eq(number_at(r, "total"), 1);
	response_free(r);
	r = expect(200, "GET",
		   format("/organizations?name=Old%%20name&knownAt=%s", changed), NULL);
	ck_assert_int_eq(number_at(r, "total"), 0);
	response_free(r);
}
END_TEST

/* A figure given on a day can be computed again as known on that day. */
START_TEST(answer_is_computed_as_known)
{
	const char *who = create("/organizations",
				 "{\"name\":\"Joiner\",\"kind\":\"company\"}");
	const char *member = create("/members", format("{\"organizationId\":\"%s\","
						       "\"joinedDate\":\"2015-01-01\"}",
						       who));
	struct response *r = expect(200, "GET", format("/members/%s", member), NULL);
	const char *then = format("%s", text_at(r, "updatedAt"));
	const char *list = "/members?activeOn=2015-12-31";
	long long before;

	response_free(r);
	r = expect(200, "GET", list, NULL);
	before = number_at(r, "total");
	response_free(r);
	response_free(expect(204, "DELETE", format("/members/%s", member), NULL));
	r = expect(200, "GET", list, NULL);
	ck_assert_int_eq(number_at(r, "total"), before - 1);
	response_free(r);
	r = expect(200, "GET", format("%s&knownAt=%s", list, then), NULL);
	ck_assert_int_eq(number_at(r, "total"), before);
	response_free(r);
}
END_TEST

START_TEST(versions_are_told)
{
	static const char *const reason[] = { "Change-Reason: renamed", NULL };
	const char *path = format(
		"/organizations/%s",
		create("/organizations", "{\"name\":\"First\",\"kind\":\"company\"}"));
	const char *history = format("%s/history", path);
	struct response *r = ask_with(
		"PATCH", path, "{\"name\":\"Second\",\"municipality\":\"Lier\"}", reason);

	response_free(r);
	r = expect(200, "GET", history, NULL);
	ck_assert_int_eq(number_at(r, "total"), 2);
	ck_assert_str_eq(text_at(r, "items.0.operation"), "create");
	ck_assert_str_eq(text_at(r, "items.1.operation"), "update");
	ck_assert_int_eq(number_at(r, "items.1.version"), 2);
	ck_assert_str_eq(text_at(r, "items.1.changed.0"), "name");
	ck_assert_str_eq(text_at(r, "items.1.changed.1"), "municipality");
	ck_assert_ptr_null(at(r, "items.1.changed.2"));
	ck_assert_ptr_null(at(r, "items.1.actor"));
	ck_assert_ptr_null(at(r, "items.1.reason"));
	is_known(format("%s", text_at(r, "items.0.href")), NULL, "First");
	is_known(format("%s", text_at(r, "items.1.href")), NULL, "Second");
	response_free(r);

	/* Who and why, and what has been deleted, are for those who carry a key. */
	response_free(expect(204, "DELETE", path, NULL));
	response_free(expect(404, "GET", history, NULL));
	r = ask_as(server_key(), "GET", history, NULL, NULL);
	ck_assert_int_eq(number_at(r, "total"), 3);
	ck_assert_str_eq(text_at(r, "items.1.reason"), "renamed");
	ck_assert_str_eq(text_at(r, "items.2.operation"), "delete");
	ck_assert_int_eq(strncmp(text_at(r, "items.2.actor"), "key:", 4), 0);
	response_free(r);
	response_free(expect(404, "GET", "/questions/1/history", NULL));
	response_free(expect(405, "POST", history, "{}"));
	expect_issue("GET", format("%s?asOf=2016-01-01", history), NULL, "asOf",
		     "unknownInput");
}
END_TEST

static void add_tests(TCase *tests)
{
	tcase_add_test(tests, versions_are_told);
	tcase_add_test(tests, past_is_kept);
	tcase_add_test(tests, answer_is_computed_as_known);
}

int main(void)
{
	return run_suite("history", add_tests, NULL);
}
