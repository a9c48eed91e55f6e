/* tests/unit/request.c - targets, media types and entity tags */
#include "lib/request.h"

#include <string.h>

#include "unit.h"

static const struct {
	const char *target;
	int want;
	size_t segments, parameters;
	const char *last; /* segment */
} targets[] = {
	{ "/v1/projects", 0, 2, 0, "projects" },
	{ "/v1/projects/", 0, 3, 0, "" },
	{ "/v1/a%2Fb", 0, 2, 0, "a/b" },
	{ "/v1/%C3%A9?q=%C3%A9+x&y&=z&&", 0, 2, 3, "\xc3\xa9" },
	{ "/", 0, 1, 0, "" },
	{ "/v1?", 0, 1, 0, "v1" },
	{ "http://x.example:80/v1/projects?a=b", 0, 2, 1, "projects" },
	{ "HTTPS://x/v1", 0, 1, 0, "v1" },
	{ "http://x.example", REQUEST_E_REJECTED, 0, 0, NULL },
	{ "ftp://x/v1", REQUEST_E_REJECTED, 0, 0, NULL },
	{ "v1", REQUEST_E_REJECTED, 0, 0, NULL },
	{ "*", REQUEST_E_REJECTED, 0, 0, NULL },
	{ "/v1/%", REQUEST_E_REJECTED, 0, 0, NULL },
	{ "/v1/%4", REQUEST_E_REJECTED, 0, 0, NULL },
	{ "/v1/%zz", REQUEST_E_REJECTED, 0, 0, NULL },
	{ "/v1/%00", REQUEST_E_REJECTED, 0, 0, NULL },
	{ "/v1/%ff", REQUEST_E_REJECTED, 0, 0, NULL },
	{ "/v1/\xc0\x80", REQUEST_E_REJECTED, 0, 0, NULL },
	{ "/v1/%ED%A0%80", REQUEST_E_REJECTED, 0, 0, NULL },
	{ "/v1?a=%00", REQUEST_E_REJECTED, 0, 0, NULL },
	{ "/v1?%ff=a", REQUEST_E_REJECTED, 0, 0, NULL },
	{ "/v1#x", REQUEST_E_REJECTED, 0, 0, NULL },
	{ "/1/2/3/4/5/6/7/8/9", REQUEST_E_REJECTED, 0, 0, NULL },
};

START_TEST(target_is_taken_apart)
{
	struct request request = { 0 };
	struct problem why = { 0 };
	struct arena arena;
	int r;

	arena_init(&arena, 1 << 20);
	r = request_parse_target(&request, targets[_i].target, &why, &arena);
	ck_assert_msg(r == targets[_i].want, "%s: %d", targets[_i].target, r);
	ck_assert_int_eq(why.kind != PROBLEM_NONE, r != 0);
	if (!r) {
		ck_assert_uint_eq(request.segment_count, targets[_i].segments);
		ck_assert_uint_eq(request.parameter_count, targets[_i].parameters);
		ck_assert_str_eq(request.segments[request.segment_count - 1],
				 targets[_i].last);
	}
	arena_finish(&arena);
}
END_TEST

START_TEST(parameters_are_decoded_and_bounded)
{
	struct request request = { 0 };
	struct problem why = { 0 };
	struct arena arena;
	struct buf many = { 0 };
	int i;

	arena_init(&arena, 1 << 20);
	ck_assert_int_eq(
		request_parse_target(&request, "/v1?a+b=c%2Bd+e&f", &why, &arena), 0);
	ck_assert_str_eq(request.parameters[0].name, "a b");
	ck_assert_str_eq(request.parameters[0].value, "c+d e");
	ck_assert_str_eq(request.parameters[1].value, "");

	buf_text(&many, "/v1?");
	for (i = 0; i <= REQUEST_PARAMETERS_MAX; i++)
		buf_text(&many, "a=b&");
	buf_char(&many, '\0');
	request = (struct request){ 0 };
	ck_assert_int_eq(request_parse_target(&request, many.bytes, &why, &arena),
			 REQUEST_E_REJECTED);
	ck_assert_int_eq(why.kind, PROBLEM_BAD_REQUEST);

	many.length = 0;
	while (many.length <= REQUEST_TARGET_MAX_BYTES)
		buf_text(&many, "/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
	buf_char(&many, '\0');
	request = (struct request){ 0 };
	why = (struct problem){ 0 };
	ck_assert_int_eq(request_parse_target(&request, many.bytes, &why, &arena),
			 REQUEST_E_REJECTED);
	ck_assert_int_eq(why.kind, PROBLEM_URI_TOO_LONG);
	buf_finish(&many);
	arena_finish(&arena);
}
END_TEST

static const struct {
	const char *accept;
	bool want;
} accepts[] = {
	{ NULL, true },
	{ "", true },
	{ "*/*", true },
	{ "application/*", true },
	{ "Application/JSON", true },
	{ "text/html, application/json;q=0.1", true },
	{ "text/html;level=1, */*;q=0.01", true },
	{ "text/html", false },
	{ "application/json;q=0", false },
	{ "application/json; q=0, */*", false },
	{ "application/*;q=0, */*", false },
	{ "application/jsonx", false },
};

START_TEST(accept_is_weighed)
{
	ck_assert_msg(accept_allows(accepts[_i].accept, "application/json") ==
			      accepts[_i].want,
		      "%s", accepts[_i].accept);
}
END_TEST

static const struct {
	const char *list, *etag;
	bool weak, want;
} etags[] = {
	{ "\"a\"", "\"a\"", false, true },
	{ "W/\"a\"", "\"a\"", false, false },
	{ "W/\"a\"", "\"a\"", true, true },
	{ "\"b\", \"a\"", "\"a\"", false, true },
	{ "*", "\"a\"", false, true },
	{ "\"b\"", "\"a\"", true, false },
	{ "a", "\"a\"", true, false },
	{ "\"a", "\"a\"", true, false },
	{ "\"x,\\\"\" , \"a\"", "\"a\"", true, false },
	{ "", "\"a\"", true, false },
};

START_TEST(etag_is_found)
{
	ck_assert_msg(etag_listed(etags[_i].list, etags[_i].etag, etags[_i].weak) ==
			      etags[_i].want,
		      "%s", etags[_i].list);
}
END_TEST

START_TEST(content_type_ignores_parameters)
{
	ck_assert(content_type_is("application/json", "application/json"));
	ck_assert(content_type_is("Application/JSON; charset=utf-8", "application/json"));
	ck_assert(!content_type_is("application/jsonp", "application/json"));
	ck_assert(!content_type_is(NULL, "application/json"));
}
END_TEST

static void add_tests(TCase *tests)
{
	tcase_add_loop_test(tests, target_is_taken_apart, 0,
			    sizeof targets / sizeof *targets);
	tcase_add_test(tests, parameters_are_decoded_and_bounded);
	tcase_add_loop_test(tests, accept_is_weighed, 0,
			    sizeof accepts / sizeof *accepts);
	tcase_add_loop_test(tests, etag_is_found, 0, sizeof etags / sizeof *etags);
	tcase_add_test(tests, content_type_ignores_parameters);
}

int main(void)
{
	return unit_run("request", add_tests);
}
