/* tests/unit/json.c - strict, bounded parsing of bodies */
#include "rows.h"

#include "lib/json.h"

#define NEST4(open)  open open open open
#define NEST16(open) NEST4(open) NEST4(open) NEST4(open) NEST4(open)

static const struct {
	const char *body;
	const char *detail; /* beginning of the issue's; NULL: it is taken */
} bodies[] = {
	{ "{}", NULL },
	{ " \r\n\t{\"a\": [1, 2.5, -3e2, true, false, null, \"x\"]} ", NULL },
	{ "{\"a\":{\"b\":{\"c\":1}},\"b\":\"\\\"}{\\\\\"}", NULL },
	{ "{\"emoji\":\"😀\",\"escaped\":\"\\ud83d\\ude00\"}", NULL },
	{ "{\"a\":9223372036854775807}", NULL },
	{ "", "must be a JSON object" },
	{ "[]", "must be a JSON object" },
	{ "\"text\"", "must be a JSON object" },
	{ "17", "must be a JSON object" },
	{ "null", "must be a JSON object" },
	{ "   ", "must be a whole JSON object, but ends early: see line 1" },
	{ "{\"a\":1", "must be a whole JSON object, but ends early: see line 1" },
	{ "{\"a\":\"x", "must be a whole JSON object, but ends early: see line 1" },
	{ "{\"a\":1,\n \"a\":2}", "must not have a member twice: see line 2" },
	{ "{\"a\":{\"b\":1,\"b\":1}}", "must not have a member twice" },
	{ "{\"a\":1} {}", "must end after the JSON object" },
	{ "{\"a\":1}x", "must end after the JSON object" },
	{ "{\"a\":\"\xff\"}", "must be UTF-8" },
	{ "{\"a\":\"\xc0\x80\"}", "must be UTF-8" },
	{ "{\"a\":\"\xed\xa0\x80\"}", "must be UTF-8" },
	{ "{\"a\":\"\\u0000\"}", "must not have a NUL character" },
	{ "{\"\\u0000\":1}", "must not have a NUL character" },
	{ "{\"a\":\"\\ud83d\"}", "must be JSON" },
	{ "{\"a\":9223372036854775808}", "must not have a number that large" },
	{ "{\"a\":1e400}", "must not have a number that large" },
	{ "{\"a\":NaN}", "must be JSON" },
	{ "{\"a\":01}", "must be JSON" },
	{ "{\"a\":1.}", "must be JSON" },
	{ "{'a':1}", "must be JSON" },
	{ "{\"a\":1,}", "must be JSON" },
	{ "{\"a\":\"\n\"}", "must be JSON" },
	{ "{\"a\":1}// why", "must end after the JSON object" },
	{ "\xef\xbb\xbf{}", "must be JSON: see line 1" },
	{ "}}}}{", "must be JSON" },
	{ "{\"a\":" NEST16("["), "must not be nested deeper than 16 levels" },
	{ "{\"a\":\"" NEST16("[") NEST16("{") "\"}", NULL },
	{ "{\"a\":[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]}", NULL },
};

static int parse(json_t **out, const char *bytes, size_t length, struct problem *why,
		 struct arena *arena)
{
	char *exact = malloc(length ? length :
				      1); /* so that reading past its end shows */
	int r;

	memcpy(exact, bytes, length);
	r = json_parse_body(out, exact, length, why, arena);
	free(exact);
	return r;
}

static void expect(const char *bytes, size_t length, const char *detail)
{
	struct problem why = { 0 };
	struct arena arena;
	json_t *value = NULL;
	int r;

	arena_init(&arena, 1 << 16);
	r = parse(&value, bytes, length, &why, &arena);
	if (detail) {
		ck_assert_int_eq(r, JSON_E_REJECTED);
		ck_assert_ptr_null(value);
		ck_assert_uint_eq(why.issue_count, 1);
		ck_assert_int_eq(why.issues[0].kind, ISSUE_SCHEMA);
		ck_assert_ptr_null(why.issues[0].name);
		ck_assert_msg(strncmp(why.issues[0].detail, detail, strlen(detail)) == 0,
			      "%s", why.issues[0].detail);
	} else {
		ck_assert_int_eq(r, 0);
		ck_assert_uint_eq(why.issue_count, 0);
		ck_assert(json_is_object(value));
	}
	json_decref(value);
	arena_finish(&arena);
}

START_TEST(body_is_judged)
{
	expect(bodies[_i].body, strlen(bodies[_i].body), bodies[_i].detail);
}
END_TEST

START_TEST(nothing_hides_behind_a_nul)
{
	expect("{\"a\":1}\0{", 9, "must end after the JSON object");
	expect("{\0}", 3, "must be a whole JSON object, but ends early");
}
END_TEST

/* {"a":[0,0,…]}: six tokens around the elements, and commas between them. */
static const struct {
	int elements;
	const char *element, *detail;
} sizes[] = {
	{ 4997, "0", NULL },
	{ 4998, "0", "must not have more than 10000 tokens" },
	{ 4997, "\"a,b\"", NULL },
	{ 4998, "\"a,b\"", "must not have more than 10000 tokens" },
	{ 3331, "[]", NULL },
	{ 3332, "[]", "must not have more than 10000 tokens" },
};

START_TEST(tokens_are_counted)
{
	struct buf body = { 0 };
	int i;

	buf_text(&body, "{\"a\":[");
	for (i = 0; i < sizes[_i].elements; i++) {
		buf_text(&body, i ? ", " : "");
		buf_text(&body, sizes[_i].element);
	}
	buf_text(&body, "]}");
	expect(body.bytes, body.length, sizes[_i].detail);
	buf_finish(&body);
}
END_TEST

static const struct {
	const char *json, *want;
} texts[] = {
	{ "{ \"b\": 1, \"a\": [true, null] }", "{\"b\":1,\"a\":[true,null]}" },
	{ "12.3", "12.3" },
	{ "0.1", "0.1" },
	{ "5000", "5000" },
	{ "123456789012.345", "123456789012.345" },
	{ "\"😀\"", "\"😀\"" },
	{ "\"\\\"\\\\\\n\"", "\"\\\"\\\\\\n\"" },
};

START_TEST(value_becomes_text)
{
	json_t *value = json_loads(texts[_i].json, JSON_DECODE_ANY, NULL);
	struct arena arena;
	const char *text;

	arena_init(&arena, 1 << 16);
	ck_assert_int_eq(json_text(&text, value, &arena), 0);
	ck_assert_str_eq(text, texts[_i].want);
	arena_finish(&arena);
	json_decref(value);
}
END_TEST

START_TEST(text_without_memory)
{
	json_t *value = json_string("far too long for this arena");
	const char *text = "untouched";
	struct arena arena;

	arena_init(&arena, 8);
	ck_assert_int_eq(json_text(&text, value, &arena), -ENOMEM);
	ck_assert_str_eq(text, "untouched");
	arena_finish(&arena);
	json_decref(value);
}
END_TEST

static void add_tests(TCase *tests)
{
	ADD_ROWS(tests, body_is_judged, bodies);
	tcase_add_test(tests, nothing_hides_behind_a_nul);
	ADD_ROWS(tests, tokens_are_counted, sizes);
	ADD_ROWS(tests, value_becomes_text, texts);
	tcase_add_test(tests, text_without_memory);
}

int main(void)
{
	return unit_run("json", add_tests);
}
