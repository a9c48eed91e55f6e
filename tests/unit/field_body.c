/* tests/unit/field_body.c - what one member of a request body may hold */
#include "rows.h"

#include "lib/field.h"

static const char *const states[] = { "planned", "held", NULL };

static const struct field text = { .name = "text", .type = FIELD_TEXT };
static const struct field line = {
	.name = "line", .type = FIELD_TEXT, .max = 3, .pattern = "\\S(.*\\S)?"
};
static const struct field state = { .name = "state",
				    .type = FIELD_CODE,
				    .choices = states };
static const struct field owner = { .name = "ownerId", .type = FIELD_ID };
static const struct field title = { .name = "title", .type = FIELD_LOCALIZED, .max = 5 };
static const struct field integer = { .name = "integer", .type = FIELD_INTEGER };
static const struct field pages = {
	.name = "pages", .type = FIELD_INTEGER, .min = 1, .max = 1000
};
static const struct field number = { .name = "number", .type = FIELD_NUMBER };
static const struct field share = { .name = "share", .type = FIELD_NUMBER, .max = 100 };
static const struct field flag = { .name = "flag", .type = FIELD_BOOLEAN };
static const struct field day = { .name = "day", .type = FIELD_DATE };
static const struct field amount = { .name = "amount", .type = FIELD_AMOUNT };
static const struct field vague = { .name = "vague", .type = FIELD_VAGUE };
static const struct field percent = { .name = "percent",
				      .type = FIELD_VAGUE,
				      .max = 100 };
static const struct field ids = { .name = "ids", .type = FIELD_ID_LIST };
static const struct field themes = {
	.name = "themes", .type = FIELD_CODE_LIST, .list = "themes", .max = 3
};
static const struct field schemed = { .name = "schemed",
				      .type = FIELD_CODE_LIST,
				      .pattern = "[a-z]+:\\S+" };
static const struct field json = { .name = "json", .type = FIELD_JSON };

#define A       "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"
#define B       "00000000-0000-7000-8000-000000000001"
#define UPPER_A "017F22E2-79B0-7CC3-98C4-DC0C0C07398F"

static const struct {
	const struct field *field;
	const char *json, *want;
} good[] = {
	{ &text, "\"België 😀\"", "België 😀" },
	{ &text, "\"two\\nlines\"", "two\nlines" },
	{ &line, "\"a b\"", "a b" },
	{ &state, "\"held\"", "held" },
	{ &owner, "\"" UPPER_A "\"", A },
	{ &day, "\"2016-12-31\"", "2016-12-31" },
	{ &flag, "true", "true" },
	{ &flag, "false", "false" },

	{ &integer, "-2147483648", "-2147483648" },
	{ &pages, "1000", "1000" },
	{ &number, "0", "0" },
	{ &number, "5000", "5000" },
	{ &number, "0.1", "0.1" },
	{ &number, "12.30", "12.3" },
	{ &number, "5000.0", "5000" },
	{ &number, "-0.5", "-0.5" },
	{ &number, "1e3", "1000" },
	{ &number, "1.5e-3", "0.0015" },
	{ &number, "1e-15", "0.000000000000001" },
	{ &number, "42.5", "42.5" },
	{ &number, "123456789012.345", "123456789012.345" },
	{ &number, "999999999999999", "999999999999999" },
	{ &number, "0.30000000000000004", "0.3" },
	{ &number, "99.99", "99.99" },
	{ &number, "99999999999999.9", "99999999999999.9" },
	{ &number, "1e14", "100000000000000" },
	{ &share, "100", "100" },

	{ &title, "{\"nl\":\"titel\"}", "{\"nl\":\"titel\"}" },
	{ &title, "{\"en\":\"t\",\"nl\":\"t\"}", "{\"en\":\"t\",\"nl\":\"t\"}" },
	{ &title, "{\"nl\":null,\"en\":\"t\"}", "{\"nl\":null,\"en\":\"t\"}" },

	{ &amount, "{\"value\":\"8400000.00\",\"currency\":\"EUR\"}", "8400000.00" },
	{ &amount, "{\"currency\":\"EUR\",\"value\":\"0\"}", "0" },

	{ &vague, "{\"value\":330}",
	  "{\"value\":330,\"qualifier\":\"exact\",\"lower\":null,\"upper\":null}" },
	{ &vague, "{\"value\":5000,\"qualifier\":\"approximately\"}",
	  "{\"value\":5000,\"qualifier\":\"approximately\",\"lower\":null,\"upper\":"
	  "null}" },
	{ &vague, "{\"value\":44.4,\"qualifier\":\"almost\",\"lower\":null}",
	  "{\"value\":44.4,\"qualifier\":\"almost\",\"lower\":null,\"upper\":null}" },
	{ &vague, "{\"qualifier\":\"range\",\"lower\":2,\"upper\":4}",
	  "{\"value\":null,\"qualifier\":\"range\",\"lower\":2,\"upper\":4}" },
	{ &vague, "{\"qualifier\":\"range\",\"lower\":2,\"upper\":2,\"value\":null}",
	  "{\"value\":null,\"qualifier\":\"range\",\"lower\":2,\"upper\":2}" },

	{ &ids, "[]", "{}" },
	{ &ids, "[\"" UPPER_A "\",\"" B "\"]", "{\"" A "\",\"" B "\"}" },
	{ &themes, "[\"a\",\"b-c\",\"d.e\"]", "{\"a\",\"b-c\",\"d.e\"}" },
	{ &schemed, "[\"x:\\\"\\\\,}\"]", "{\"x:\\\"\\\\,}\"}" },
};

START_TEST(good_value_becomes_a_parameter)
{
	json_t *value = json_loads(good[_i].json, JSON_DECODE_ANY, NULL);
	struct problem why = { 0 };
	const char *out = NULL;
	struct arena arena;

	ck_assert_ptr_nonnull(value);
	arena_init(&arena, 1 << 16);
	ck_assert_int_eq(field_check(&out, good[_i].field, value, "member", &why, &arena),
			 0);
	json_decref(value); /* what was handed out does not need it */
	ck_assert_uint_eq(why.issue_count, 0);
	ck_assert_str_eq(out, good[_i].want);
	arena_finish(&arena);
}
END_TEST

#define QUALIFIERS                                                                       \
	"must be one of exact, approximately, moreThan, atLeast, lessThan, atMost, "     \
	"almost, "                                                                       \
	"range"

static const struct {
	const struct field *field;
	const char *json;
	struct {
		const char *name, *detail;
		enum issue_kind kind;
	} issues[3];
} bad[] = {
	{ &text, "7", { { "member", "must be a string" } } },
	{ &text, "\"\"", { { "member", "must have 1 to 10000 characters" } } },
	{ &text, "\" x\"", { { "member", "must not begin or end with white space" } } },
	{ &text, "\"x\\n\"", { { "member", "must not begin or end with white space" } } },
	{ &text,
	  "\"x\\u0007\"",
	  { { "member", "must not have control characters but newlines and tabs" } } },
	{ &text, "{}", { { "member", "must be a string" } } },
	{ &line, "\"abcd\"", { { "member", "must have 1 to 3 characters" } } },
	{ &state, "\"gone\"", { { "member", "must be one of planned, held" } } },
	{ &state, "[\"held\"]", { { "member", "must be a string" } } },
	{ &owner, "\"x\"", { { "member", "must be a UUID" } } },
	{ &day, "20161231", { { "member", "must be a string" } } },
	{ &day,
	  "\"2016-02-30\"",
	  { { "member", "must be a date that exists, YYYY-MM-DD" } } },
	{ &flag, "\"true\"", { { "member", "must be true or false" } } },
	{ &flag, "0", { { "member", "must be true or false" } } },
	{ &json, "{}", { { "member", "is set by the register; leave it out" } } },

	{ &integer, "1.0", { { "member", "must be an integer" } } },
	{ &integer, "\"1\"", { { "member", "must be an integer" } } },
	{ &integer,
	  "2147483648",
	  { { "member", "must be an integer from -2147483648 to 2147483647" } } },
	{ &integer,
	  "9223372036854775807",
	  { { "member", "must be an integer from -2147483648 to 2147483647" } } },
	{ &pages, "0", { { "member", "must be from 1 to 1000" } } },
	{ &number, "\"1\"", { { "member", "must be a number" } } },
	{ &number, "true", { { "member", "must be a number" } } },
	{ &number,
	  "1e15",
	  { { "member", "must be 0 or, its sign aside, from 1e-15 to below 1e15" } } },
	{ &number,
	  "1e-16",
	  { { "member", "must be 0 or, its sign aside, from 1e-15 to below 1e15" } } },
	{ &number,
	  "1000000000000000",
	  { { "member",
	      "must be a decimal number, of at most 15 digits before the point and 15 "
	      "behind it" } } },
	{ &number,
	  "999999999999999.9",
	  { { "member",
	      "must be a decimal number, of at most 15 digits before the point and 15 "
	      "behind it" } } },
	{ &share, "100.1", { { "member", "must be from 0 to 100" } } },

	{ &title, "\"titel\"", { { "member", "must be an object with nl, en or both" } } },
	{ &title, "{}", { { "member", "must be an object with nl, en or both" } } },
	{ &title,
	  "{\"fr\":\"titre\"}",
	  { { "member.fr", "is not a member here", ISSUE_UNKNOWN } } },
	{ &title,
	  "{\"nl\":\"titels\",\"en\":7,\"fr\":8}",
	  { { "member.fr", "is not a member here", ISSUE_UNKNOWN },
	    { "member.nl", "must have 1 to 5 characters" },
	    { "member.en", "must be a string" } } },

	{ &amount,
	  "\"8400000\"",
	  { { "member", "must be an object such as "
			"{\"value\":\"8400000.00\",\"currency\":\"EUR\"}" } } },
	{ &amount,
	  "{\"value\":8400000.00,\"currency\":\"EUR\"}",
	  { { "member.value", "must be a string such as \"8400000.00\"" } } },
	{ &amount,
	  "{\"value\":\"1\",\"currency\":\"USD\"}",
	  { { "member.currency", "must be \"EUR\"" } } },
	{ &amount,
	  "{\"unit\":\"million\"}",
	  { { "member.unit", "is not a member here", ISSUE_UNKNOWN },
	    { "member.value", "must be a string such as \"8400000.00\"" },
	    { "member.currency", "must be \"EUR\"" } } },
	{ &amount,
	  "{\"value\":\"1.005\",\"currency\":\"EUR\"}",
	  { { "member.value",
	      "must be an amount such as 8400000.00: at most 15 digits, then "
	      "perhaps a point and 1 or 2, and no sign" } } },

	{ &vague,
	  "5000",
	  { { "member", "must be an object such as "
			"{\"value\":5000,\"qualifier\":\"approximately\"}" } } },
	{ &vague, "{}", { { "member.qualifier", QUALIFIERS } } },
	{ &vague, "{\"lower\":2,\"upper\":4}", { { "member.qualifier", QUALIFIERS } } },
	{ &vague,
	  "{\"value\":1,\"qualifier\":\"about\"}",
	  { { "member.qualifier", QUALIFIERS } } },
	{ &vague,
	  "{\"value\":1,\"qualifier\":7}",
	  { { "member.qualifier", QUALIFIERS } } },
	{ &vague,
	  "{\"value\":1,\"unit\":\"x\"}",
	  { { "member.unit", "is not a member here", ISSUE_UNKNOWN } } },
	{ &vague,
	  "{\"qualifier\":\"almost\"}",
	  { { "member.value", "is required with this qualifier" } } },
	{ &vague,
	  "{\"qualifier\":\"range\",\"value\":3}",
	  { { "member.value", "must be left out with this qualifier" },
	    { "member.lower", "is required with this qualifier" },
	    { "member.upper", "is required with this qualifier" } } },
	{ &vague,
	  "{\"value\":3,\"lower\":2,\"upper\":4}",
	  { { "member.lower", "must be left out with this qualifier" },
	    { "member.upper", "must be left out with this qualifier" } } },
	{ &vague,
	  "{\"qualifier\":\"range\",\"lower\":4,\"upper\":2}",
	  { { "member.lower", "must not be above upper", ISSUE_INVALID } } },
	{ &vague, "{\"value\":\"5000\"}", { { "member.value", "must be a number" } } },
	{ &vague,
	  "{\"value\":1e15}",
	  { { "member.value",
	      "must be 0 or, its sign aside, from 1e-15 to below 1e15" } } },
	{ &percent, "{\"value\":101}", { { "member.value", "must be from 0 to 100" } } },

	{ &ids, "\"" A "\"", { { "member", "must be an array of at most 100 strings" } } },
	{ &ids, "{}", { { "member", "must be an array of at most 100 strings" } } },
	{ &ids,
	  "[\"" A "\",\"x\",7]",
	  { { "member[1]", "must be a UUID" }, { "member[2]", "must be a string" } } },
	{ &ids,
	  "[\"" A "\",\"" UPPER_A "\"]",
	  { { "member[1]", "must not be repeated" } } },
	{ &themes,
	  "[\"a\",\"b\",\"c\",\"d\"]",
	  { { "member", "must be an array of at most 3 strings" } } },
	{ &themes, "[null]", { { "member[0]", "must be a string" } } },
	{ &schemed, "[\"x\"]", { { "member[0]", "must match [a-z]+:\\S+" } } },
};

START_TEST(bad_value_has_an_issue_for_each_fault)
{
	json_t *value = json_loads(bad[_i].json, JSON_DECODE_ANY, NULL);
	struct problem why = { 0 };
	const char *out = "untouched";
	struct buf written = { 0 };
	struct arena arena;
	unsigned i;

	ck_assert_ptr_nonnull(value);
	arena_init(&arena, 1 << 16);
	ck_assert_int_eq(field_check(&out, bad[_i].field, value, "member", &why, &arena),
			 FIELD_E_REJECTED);
	json_decref(value); /* what the problem says does not need it */
	ck_assert_str_eq(out, "untouched");
	for (i = 0; i < COUNT_OF(bad[_i].issues) && bad[_i].issues[i].name; i++) {
		ck_assert_uint_gt(why.issue_count, i);
		ck_assert_str_eq(why.issues[i].name, bad[_i].issues[i].name);
		ck_assert_str_eq(why.issues[i].detail, bad[_i].issues[i].detail);
		ck_assert_int_eq(why.issues[i].kind, bad[_i].issues[i].kind);
		ck_assert_int_eq(why.issues[i].in, IN_BODY);
	}
	ck_assert_uint_eq(why.issue_count, i);
	problem_write(&written, &why, "instance", NULL);
	ck_assert(!buf_failed(&written));
	buf_finish(&written);
	arena_finish(&arena);
}
END_TEST

START_TEST(nul_within_a_string_is_refused)
{
	json_t *value = json_stringn("a\0b", 3);
	struct problem why = { 0 };
	struct arena arena;
	const char *out;

	arena_init(&arena, 1 << 16);
	ck_assert_int_eq(field_check(&out, &text, value, "member", &why, &arena),
			 FIELD_E_REJECTED);
	ck_assert_str_eq(why.issues[0].detail, "must not have a NUL character");
	json_decref(value);
	arena_finish(&arena);
}
END_TEST

/* Wherever memory ends, it is never taken for a fault of the client, or for no fault. */
START_TEST(every_lack_of_memory_is_told)
{
	json_t *value = json_loads(good[_i].json, JSON_DECODE_ANY, NULL);
	struct problem why = { 0 };
	const char *out = "untouched";
	struct arena arena;
	size_t bytes;
	int r = -ENOMEM;

	for (bytes = 0; r == -ENOMEM && bytes < 4096; bytes += 16) {
		arena_init(&arena, bytes);
		r = field_check(&out, good[_i].field, value, "member", &why, &arena);
		if (r)
			ck_assert_str_eq(out, "untouched");
		arena_finish(&arena);
	}
	ck_assert_int_eq(r, 0);
	ck_assert_uint_eq(why.issue_count, 0);
	json_decref(value);
}
END_TEST

static void add_tests(TCase *tests)
{
	ADD_ROWS(tests, good_value_becomes_a_parameter, good);
	ADD_ROWS(tests, bad_value_has_an_issue_for_each_fault, bad);
	tcase_add_test(tests, nul_within_a_string_is_refused);
	ADD_ROWS(tests, every_lack_of_memory_is_told, good);
}

int main(void)
{
	return unit_run("field_body", add_tests);
}
