/* tests/http/protocol.c - what holds for every path: methods, problems, headers, hostile bytes */
#include "client.h"

#include <string.h>

START_TEST(health_is_up)
{
	struct response *r = expect(200, "GET", "/health", NULL);

	ck_assert_str_eq(text_at(r, "status"), "UP");
	ck_assert_str_eq(header(r, "Content-Type"), "application/json");
	response_free(r);
}
END_TEST

static const struct {
	const char *method, *path;
	int status;
	const char *type;
} refusals[] = {
	{ "GET", "/nothing", 404, "urn:problem-type:belgif:resourceNotFound" },
	{ "GET", "/projects/", 404, "urn:problem-type:belgif:resourceNotFound" },
	{ "GET", "/projects/x/y/z/a/b/c/d/e", 404,
	  "urn:problem-type:belgif:resourceNotFound" },
	{ "GET", "/projects/0190a5a0-0000-7000-8000-000000000000", 404,
	  "urn:problem-type:belgif:resourceNotFound" },
	{ "GET", "/projects/0190a5a0-0000-7000-8000-000000000000/participants", 404,
	  "urn:problem-type:belgif:resourceNotFound" },
	{ "GET", "/refData/nothing", 404, "urn:problem-type:belgif:resourceNotFound" },
	{ "GET", "/projects/7", 400, "urn:problem-type:belgif:badRequest" },
	{ "GET", "/projects?colour=red", 400, "urn:problem-type:belgif:badRequest" },
	{ "GET", "/projects?page=0", 400, "urn:problem-type:belgif:badRequest" },
	{ "GET", "/projects?page=-1", 400, "urn:problem-type:belgif:badRequest" },
	{ "GET", "/projects?page=", 400, "urn:problem-type:belgif:badRequest" },
	{ "GET", "/projects?pageSize=501", 400, "urn:problem-type:belgif:badRequest" },
	{ "GET", "/projects?pageSize=99999999999999999999", 400,
	  "urn:problem-type:belgif:badRequest" },
	{ "GET", "/projects?sort=colour", 400, "urn:problem-type:belgif:badRequest" },
	{ "GET", "/projects?after=rubbish", 400, "urn:problem-type:belgif:badRequest" },
	{ "GET", "/projects?after=%00", 400, "urn:problem-type:belgif:badRequest" },
	{ "GET", "/projects?code=%ff", 400, "urn:problem-type:belgif:badRequest" },
	{ "GET", "/projects?code=%4", 400, "urn:problem-type:belgif:badRequest" },
	{ "GET", "/projects?asOf=yesterday", 400, "urn:problem-type:belgif:badRequest" },
	{ "GET", "/projects?asOf=2016-02-30", 400, "urn:problem-type:belgif:badRequest" },
	{ "GET", "/projects?knownAt=2016-01-01", 400,
	  "urn:problem-type:belgif:badRequest" },
	{ "PUT", "/projects", 405, "urn:problem-type:toegang:methodNotAllowed" },
	{ "DELETE", "/projects", 405, "urn:problem-type:toegang:methodNotAllowed" },
	{ "POST", "/questions", 405, "urn:problem-type:toegang:methodNotAllowed" },
	{ "BREW", "/projects", 501, "urn:problem-type:toegang:notImplemented" },
};

START_TEST(refusal_is_a_problem)
{
	struct response *r = expect(refusals[_i].status, refusals[_i].method,
				    refusals[_i].path, NULL);

	ck_assert_str_eq(header(r, "Content-Type"), "application/problem+json");
	ck_assert_str_eq(text_at(r, "type"), refusals[_i].type);
	ck_assert_int_eq(number_at(r, "status"), refusals[_i].status);
	ck_assert_int_eq(strncmp(text_at(r, "instance"), "urn:uuid:", 9), 0);
	ck_assert_str_eq(text_at(r, "instance") + 9, header(r, "BelGov-Trace-Id"));
	ck_assert_ptr_nonnull(at(r, "title"));
	ck_assert_int_eq(header(r, "Allow") != NULL,
			 refusals[_i].status == 405 || refusals[_i].status == 501);
	response_free(r);
}
END_TEST

START_TEST(every_fault_is_named)
{
	expect_issue("GET", "/projects?colour=red&page=0&instrument=%20", NULL, "colour",
		     "unknownInput");
	expect_issue("GET", "/projects?colour=red&page=0", NULL, "page",
		     "schemaViolation");
	expect_issue("GET", "/projects/7", NULL, "id", "schemaViolation");
	expect_issue("POST", "/projects", "{\"colour\":\"red\",\"code\":7}", "colour",
		     "unknownInput");
	expect_issue("POST", "/projects", "{\"colour\":\"red\",\"code\":7}", "code",
		     "schemaViolation");
	expect_issue("POST", "/projects", "{\"title\":{\"fr\":\"x\"}}", "title.fr",
		     "unknownInput");
}
END_TEST

static const char *const bad_bodies[] = {
	"",
	"{",
	"[]",
	"7",
	"null",
	"{} x",
	"{\"code\":\"a\",\"code\":\"b\"}",
	"{\"code\":\"\\u0000\"}",
	"{\"code\":\"\xff\"}",
	"{\"a\":[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]}",
};

START_TEST(bad_body_is_400)
{
	response_free(expect(400, "POST", "/projects", bad_bodies[_i]));
}
END_TEST

START_TEST(body_has_a_limit)
{
	char *big = malloc(100001);
	struct response *r;

	memset(big, ' ', 100000);
	big[100000] = '\0';
	r = expect(413, "POST", "/projects", big);
	ck_assert_int_eq(number_at(r, "limit"), 65536);
	response_free(r);
	free(big);
}
END_TEST

START_TEST(media_types_are_negotiated)
{
	static const char *const csv[] = { "Accept: image/png", NULL };
	static const char *const never[] = { "Accept: application/json;q=0, */*", NULL };
	static const char *const any[] = { "Accept: text/html, */*;q=0.1", NULL };
	static const char *const form[] = { "Content-Type: text/plain", NULL };
	struct response *r;

	r = ask_with("GET", "/projects", NULL, csv);
	ck_assert_int_eq(r->status, 406);
	response_free(r);
	r = ask_with("GET", "/projects", NULL, never);
	ck_assert_int_eq(r->status, 406);
	response_free(r);
	r = ask_with("GET", "/projects", NULL, any);
	ck_assert_int_eq(r->status, 200);
	response_free(r);
	r = ask_with("POST", "/projects", "{}", form);
	ck_assert_int_eq(r->status, 415);
	response_free(r);
}
END_TEST

START_TEST(writing_needs_a_key)
{
	struct response *r = ask_as(NULL, "POST", "/projects", "{}", NULL);
	const char *wrong = format("%.20sxxxxxxxxxxxxxxxxxxxx", server_key());

	ck_assert_int_eq(r->status, 401);
	ck_assert_str_eq(header(r, "WWW-Authenticate"), "Bearer");
	ck_assert_str_eq(text_at(r, "type"), "urn:problem-type:belgif:noAccessToken");
	response_free(r);
	r = ask_as(wrong, "DELETE", "/projects/0190a5a0-0000-7000-8000-000000000000",
		   NULL, NULL);
	ck_assert_int_eq(r->status, 401);
	ck_assert_str_eq(text_at(r, "type"),
			 "urn:problem-type:belgif:invalidAccessToken");
	response_free(r);
}
END_TEST

/* A key of the right form that the register does not know is PostgreSQL's to refuse. */
START_TEST(unknown_key_is_refused)
{
	char *key = strdup(server_key());
	struct response *r;

	key[strlen(key) - 1] = key[strlen(key) - 1] == 'a' ? 'b' : 'a';
	r = ask_as(key, "DELETE", "/projects/0190a5a0-0000-7000-8000-000000000000", NULL,
		   NULL);
	ck_assert_int_eq(r->status, 401);
	ck_assert_str_eq(text_at(r, "type"),
			 "urn:problem-type:belgif:invalidAccessToken");
	response_free(r);
	free(key);
}
END_TEST

START_TEST(head_is_get_without_the_body)
{
	struct response *get = expect(200, "GET", "/questions", NULL);
	struct response *head = expect(200, "HEAD", "/questions", NULL);

	ck_assert_uint_eq(head->body_bytes, 0);
	ck_assert_str_eq(header(head, "Content-Length"), header(get, "Content-Length"));
	ck_assert_str_eq(header(head, "ETag"), header(get, "ETag"));
	response_free(get);
	response_free(head);
}
END_TEST

START_TEST(options_names_the_methods)
{
	struct response *r = expect(204, "OPTIONS", "/projects", NULL);

	ck_assert_str_eq(header(r, "Allow"), "GET, HEAD, POST, OPTIONS");
	ck_assert_uint_eq(r->body_bytes, 0);
	response_free(r);
}
END_TEST

START_TEST(unchanged_answer_is_304)
{
	struct response *r = expect(200, "GET", "/questions/1", NULL);
	const char *same[] = { format("If-None-Match: \"x\", W/%s", header(r, "ETag")),
			       NULL };
	struct response *again = ask_with("GET", "/questions/1", NULL, same);

	ck_assert_int_eq(again->status, 304);
	ck_assert_uint_eq(again->body_bytes, 0);
	ck_assert_str_eq(header(again, "ETag"), header(r, "ETag"));
	response_free(r);
	response_free(again);
}
END_TEST

START_TEST(every_answer_has_its_headers)
{
	static const char *const related[] = { "BelGov-Trace-Id: abc", NULL };
	struct response *r = ask_with("GET", "/questions", NULL, related);

	ck_assert_ptr_nonnull(header(r, "BelGov-Trace-Id"));
	ck_assert_str_eq(header(r, "BelGov-Related-Trace-Id"), "abc");
	ck_assert_str_eq(header(r, "X-Content-Type-Options"), "nosniff");
	ck_assert_ptr_nonnull(header(r, "API-Version"));
	ck_assert_ptr_nonnull(header(r, "Cache-Control"));
	ck_assert_ptr_nonnull(header(r, "Date"));
	response_free(r);
}
END_TEST

/* Where one who knows nothing begins: every link that is one leads somewhere. */
START_TEST(root_leads_everywhere)
{
	struct response *r = expect(200, "GET", server_base(), NULL);
	const json_t *one;
	size_t i;

	json_array_foreach(at(r, "collections"), i, one)
	{
		const char *href = json_string_value(json_object_get(one, "href"));

		ck_assert(href || json_object_get(one, "hrefTemplate"));
		if (href)
			response_free(expect(200, "GET", href, NULL));
	}
	response_free(expect(200, "GET", text_at(r, "openapi"), NULL));
	response_free(expect(200, "GET", text_at(r, "health"), NULL));
	response_free(r);
}
END_TEST

/* Tools of other sites read it too. */
START_TEST(document_is_served)
{
	struct response *r = expect(200, "GET", "/doc/openapi.json", NULL);

	ck_assert_str_eq(header(r, "Content-Type"), "application/json");
	ck_assert_str_eq(header(r, "Access-Control-Allow-Origin"), "*");
	ck_assert_str_eq(text_at(r, "openapi"), "3.0.3");
	ck_assert_str_eq(text_at(r, "servers.0.url"), server_base());
	ck_assert_ptr_nonnull(
		json_object_get(at(r, "paths"), "/projects/{projectId}/participants"));
	response_free(r);
	response_free(expect(405, "POST", "/doc/openapi.json", "{}"));
	response_free(expect(404, "GET", "/doc/openapi.jsonx", NULL));
}
END_TEST

static const struct {
	const char *request, *answer;
} raw_requests[] = {
	{ "GET /v1/health HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 200" },
	{ "GET http://a/v1/health HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 200" },
	{ "GET /v1/health HTTP/1.1\r\n\r\n", "HTTP/1.1 400" },
	{ "GET /v1/health HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", "HTTP/1.1 400" },
	{ "GET /v1/health HTTP/1.1\r\nHost: a b\r\n\r\n", "HTTP/1.1 400" },
	{ "GET /v1/health HTTP/1.1\r\nHost: a\r\nX : 1\r\n\r\n", "HTTP/1.1 400" },
	{ "POST /v1/projects HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: "
	  "3\r\n\r\n{}",
	  "HTTP/1.1 400" },
	{ "POST /v1/projects HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n"
	  "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
	  "HTTP/1.1 400" },
	{ "POST /v1/projects HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: rot13\r\n\r\n{}",
	  "HTTP/1.1 400" },
	{ "POST /v1/projects HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n",
	  "HTTP/1.1 413" },
	{ "G\x01T /v1/health HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 400" },
	{ "GET v1/health HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 400" },
	{ "GET /v1/health\xff HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 400" },
	{ "GET /v1/%2Fhealth HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 404" },
};

START_TEST(wire_is_watched)
{
	char *answer = ask_raw(raw_requests[_i].request,
			       strlen(raw_requests[_i].request));

	ck_assert_msg(strncmp(answer, raw_requests[_i].answer,
			      strlen(raw_requests[_i].answer)) == 0,
		      "%s got %s", raw_requests[_i].request, answer);
	free(answer);
}
END_TEST

static void add_tests(TCase *tests)
{
	tcase_add_test(tests, health_is_up);
	tcase_add_loop_test(tests, refusal_is_a_problem, 0,
			    sizeof refusals / sizeof *refusals);
	tcase_add_test(tests, every_fault_is_named);
	tcase_add_loop_test(tests, bad_body_is_400, 0,
			    sizeof bad_bodies / sizeof *bad_bodies);
	tcase_add_test(tests, body_has_a_limit);
	tcase_add_test(tests, media_types_are_negotiated);
	tcase_add_test(tests, writing_needs_a_key);
	tcase_add_test(tests, unknown_key_is_refused);
	tcase_add_test(tests, head_is_get_without_the_body);
	tcase_add_test(tests, options_names_the_methods);
	tcase_add_test(tests, unchanged_answer_is_304);
	tcase_add_test(tests, every_answer_has_its_headers);
	tcase_add_test(tests, root_leads_everywhere);
	tcase_add_test(tests, document_is_served);
	tcase_add_loop_test(tests, wire_is_watched, 0,
			    sizeof raw_requests / sizeof *raw_requests);
}

int main(void)
{
	return run_suite("protocol", add_tests, NULL);
}
