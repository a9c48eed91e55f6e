/* tests/unit/problem.c - what went wrong, as application/problem+json */
#include "rows.h"

#include <jansson.h>

#include "lib/problem.h"

#define TRACE "d9e35127-e9b1-4201-a211-2b52e52508df"

static const struct {
	enum problem_kind kind;
	int status;
	const char *type;
} kinds[] = {
	{ PROBLEM_BAD_REQUEST, 400, "belgif:badRequest" },
	{ PROBLEM_NO_ACCESS_TOKEN, 401, "belgif:noAccessToken" },
	{ PROBLEM_INVALID_ACCESS_TOKEN, 401, "belgif:invalidAccessToken" },
	{ PROBLEM_EXPIRED_ACCESS_TOKEN, 401, "belgif:expiredAccessToken" },
	{ PROBLEM_MISSING_PERMISSION, 403, "belgif:missingPermission" },
	{ PROBLEM_RESOURCE_NOT_FOUND, 404, "belgif:resourceNotFound" },
	{ PROBLEM_METHOD_NOT_ALLOWED, 405, "toegang:methodNotAllowed" },
	{ PROBLEM_NOT_ACCEPTABLE, 406, "toegang:notAcceptable" },
	{ PROBLEM_CONFLICT, 409, "toegang:conflict" },
	{ PROBLEM_PRECONDITION_FAILED, 412, "toegang:preconditionFailed" },
	{ PROBLEM_PAYLOAD_TOO_LARGE, 413, "belgif:payloadTooLarge" },
	{ PROBLEM_URI_TOO_LONG, 414, "toegang:uriTooLong" },
	{ PROBLEM_UNSUPPORTED_MEDIA_TYPE, 415, "toegang:unsupportedMediaType" },
	{ PROBLEM_HEADERS_TOO_LARGE, 431, "toegang:headersTooLarge" },
	{ PROBLEM_INTERNAL, 500, "belgif:internalServerError" },
	{ PROBLEM_NOT_IMPLEMENTED, 501, "toegang:notImplemented" },
	{ PROBLEM_UNAVAILABLE, 503, "belgif:serviceUnavailable" },
	{ PROBLEM_TIMEOUT, 504, "toegang:timeout" },
};

static json_t *written(const struct problem *problem)
{
	struct buf buf = { 0 };
	json_t *document;

	problem_write(&buf, problem, TRACE, "http://x/v1/projects");
	ck_assert(!buf_failed(&buf));
	document = json_loadb(buf.bytes, buf.length, JSON_REJECT_DUPLICATES, NULL);
	ck_assert_ptr_nonnull(document);
	buf_finish(&buf);
	return document;
}

static const char *text_of(const json_t *object, const char *name)
{
	return json_string_value(json_object_get(object, name));
}

START_TEST(kind_has_status_type_and_title)
{
	struct problem problem = { .kind = kinds[_i].kind,
				   .detail = "Because.",
				   .limit_bytes = 65536 };
	json_t *document = written(&problem);
	json_t *limit = json_object_get(document, "limit");

	ck_assert_int_eq(problem_status(kinds[_i].kind), kinds[_i].status);
	ck_assert_int_eq(json_integer_value(json_object_get(document, "status")),
			 kinds[_i].status);
	ck_assert_int_eq(strncmp(text_of(document, "type"), "urn:problem-type:", 17), 0);
	ck_assert_str_eq(text_of(document, "type") + 17, kinds[_i].type);
	ck_assert_str_ne(text_of(document, "title"), "");
	ck_assert_str_eq(text_of(document, "detail"), "Because.");
	ck_assert_str_eq(text_of(document, "instance"), "urn:uuid:" TRACE);
	ck_assert_str_eq(text_of(document, "href"), "http://x/v1/projects");
	ck_assert_ptr_null(json_object_get(document, "issues"));
	if (kinds[_i].kind == PROBLEM_PAYLOAD_TOO_LARGE)
		ck_assert_int_eq(json_integer_value(limit), 65536);
	else
		ck_assert_ptr_null(limit);
	json_decref(document);
}
END_TEST

START_TEST(every_kind_is_tested)
{
	ck_assert_uint_eq(COUNT_OF(kinds), PROBLEM_KIND_COUNT - 1);
}
END_TEST

static const struct {
	struct issue issue;
	const char *want; /* behind the type and title */
} issues[] = {
	{ { ISSUE_SCHEMA, IN_BODY, "startDate", "x", "must be a date" },
	  "\"in\":\"body\",\"name\":\"startDate\",\"value\":\"x\",\"detail\":\"must be a "
	  "date\"}" },
	{ { ISSUE_INVALID, IN_QUERY, "page", "0", "must be at least 1" },
	  "\"in\":\"query\",\"name\":\"page\",\"value\":\"0\",\"detail\":\"must be at "
	  "least 1\"}" },
	{ { ISSUE_UNKNOWN, IN_PATH, "id", NULL, "is unknown" },
	  "\"in\":\"path\",\"name\":\"id\",\"detail\":\"is unknown\"}" },
	{ { ISSUE_REFERENCE, IN_HEADER, "If-Match", NULL, NULL },
	  "\"in\":\"header\",\"name\":\"If-Match\"}" },
	{ { ISSUE_SCHEMA, IN_BODY, NULL, NULL, "must be \"JSON\"" },
	  "\"in\":\"body\",\"detail\":\"must be \\\"JSON\\\"\"}" },
};

START_TEST(issue_is_written)
{
	const struct issue *issue = &issues[_i].issue;
	struct problem problem = { 0 };
	struct buf buf = { 0 };

	problem_issue(&problem, issue->kind, issue->in, issue->name, issue->value,
		      issue->detail);
	ck_assert_int_eq(problem.kind, PROBLEM_BAD_REQUEST);
	problem_write(&buf, &problem, TRACE, NULL);
	buf_char(&buf, '\0');
	ck_assert_ptr_nonnull(strstr(buf.bytes, issues[_i].want));
	ck_assert_ptr_nonnull(
		strstr(buf.bytes, "urn:problem-type:belgif:input-validation:"));
	ck_assert_ptr_null(strstr(buf.bytes, "href"));
	buf_finish(&buf);
}
END_TEST

START_TEST(issue_leaves_another_problem_alone)
{
	struct problem problem = { 0 };

	problem_set(&problem, PROBLEM_CONFLICT, "It is taken.");
	problem_issue(&problem, ISSUE_INVALID, IN_BODY, "code", "x", "is taken");
	ck_assert_int_eq(problem.kind, PROBLEM_CONFLICT);
	ck_assert_str_eq(problem.detail, "It is taken.");
	ck_assert_uint_eq(problem.issue_count, 1);
}
END_TEST

static const struct {
	unsigned given;
	size_t listed;
	const char *more;
} counts[] = {
	{ 1, 1, NULL },
	{ PROBLEM_ISSUES_MAX, PROBLEM_ISSUES_MAX, NULL },
	{ PROBLEM_ISSUES_MAX + 1, PROBLEM_ISSUES_MAX, " 1 more are not listed." },
	{ PROBLEM_ISSUES_MAX + 5000, PROBLEM_ISSUES_MAX, " 5000 more are not listed." },
};

START_TEST(issues_beyond_the_bound_are_counted)
{
	struct problem problem = { 0 };
	json_t *document;
	const char *more;
	unsigned i;

	for (i = 0; i < counts[_i].given; i++)
		problem_issue(&problem, ISSUE_UNKNOWN, IN_QUERY, "x", "1", "is unknown");
	document = written(&problem);
	ck_assert_uint_eq(json_array_size(json_object_get(document, "issues")),
			  counts[_i].listed);
	more = strstr(text_of(document, "detail"), " more");
	ck_assert_int_eq(more != NULL, counts[_i].more != NULL);
	if (more)
		ck_assert_ptr_nonnull(
			strstr(text_of(document, "detail"), counts[_i].more));
	json_decref(document);
}
END_TEST

/* A value of `before` ASCII bytes, then characters of this text. */
static const struct {
	int before;
	const char *then;
	size_t shown;
} cuts[] = {
	{ 0, "a", 200 },   { 199, "é", 199 }, { 198, "é", 200 },
	{ 197, "😀", 197 }, { 196, "😀", 200 }, { 0, "\x80", 0 },
};

START_TEST(value_is_cut_between_characters)
{
	struct problem problem = { 0 };
	struct buf value = { 0 }, buf = { 0 };
	const char *start, *end;
	int i;

	for (i = 0; i < cuts[_i].before; i++)
		buf_char(&value, 'a');
	for (i = 0; i < 300; i++)
		buf_text(&value, cuts[_i].then);
	buf_char(&value, '\0');
	problem_issue(&problem, ISSUE_SCHEMA, IN_QUERY, "q", value.bytes, NULL);
	problem_write(&buf, &problem, TRACE, NULL);
	buf_char(&buf, '\0');
	start = strstr(buf.bytes, "\"value\":\"");
	ck_assert_ptr_nonnull(start);
	end = strchr(start + 9, '"');
	ck_assert_uint_eq((size_t)(end - start - 9), cuts[_i].shown);
	buf_finish(&value);
	buf_finish(&buf);
}
END_TEST

static void add_tests(TCase *tests)
{
	ADD_ROWS(tests, kind_has_status_type_and_title, kinds);
	tcase_add_test(tests, every_kind_is_tested);
	ADD_ROWS(tests, issue_is_written, issues);
	tcase_add_test(tests, issue_leaves_another_problem_alone);
	ADD_ROWS(tests, issues_beyond_the_bound_are_counted, counts);
	ADD_ROWS(tests, value_is_cut_between_characters, cuts);
}

int main(void)
{
	return unit_run("problem", add_tests);
}
