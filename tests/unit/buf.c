/* tests/unit/buf.c - a byte buffer that grows, and what it writes */
#include "rows.h"

static const struct {
	const char *text;
	size_t length;
	const char *want;
} strings[] = {
	{ "", 0, "\"\"" },
	{ "plain", 5, "\"plain\"" },
	{ "a\"b\\c/d", 7, "\"a\\\"b\\\\c/d\"" },
	{ "\b\t\n\f\r", 5, "\"\\b\\t\\n\\f\\r\"" },
	{ "\x01\x0b\x1f", 3, "\"\\u0001\\u000b\\u001f\"" },
	{ "a\0b", 3, "\"a\\u0000b\"" },
	{ "\x7f", 1, "\"\x7f\"" },
	{ "België", 7, "\"België\"" },
	{ "€ 😀", 8, "\"€ 😀\"" },
	{ "\"\"", 2, "\"\\\"\\\"\"" },
};

START_TEST(string_is_escaped)
{
	struct buf buf = { 0 };

	buf_json_string(&buf, strings[_i].text, strings[_i].length);
	ck_assert_buf_eq(&buf, strings[_i].want);
}
END_TEST

static const struct {
	int64_t value;
	const char *want;
} integers[] = {
	{ 0, "0" },
	{ 7, "7" },
	{ -7, "-7" },
	{ 1000000, "1000000" },
	{ INT64_MAX, "9223372036854775807" },
	{ INT64_MIN, "-9223372036854775808" },
};

START_TEST(integer_is_written)
{
	struct buf buf = { 0 };

	buf_integer(&buf, integers[_i].value);
	ck_assert_buf_eq(&buf, integers[_i].want);
}
END_TEST

static const struct {
	unsigned value, least;
	const char *want;
} digits[] = {
	{ 0, 1, "0" },           { 0, 4, "0000" },    { 7, 2, "07" },
	{ 123, 2, "123" },       { 1230, 4, "1230" }, { UINT32_MAX, 1, "4294967295" },
	{ 1, 10, "0000000001" },
};

START_TEST(digits_are_filled_with_zeros)
{
	struct buf buf = { 0 };

	buf_digits(&buf, digits[_i].value, digits[_i].least);
	ck_assert_buf_eq(&buf, digits[_i].want);
}
END_TEST

static const struct {
	const char *json, *want;
} compacts[] = {
	{ "{}", "{}" },
	{ " { \"a\" : 1 ,\r\n\t\"b\" : [ 1 , 2 ] } ", "{\"a\":1,\"b\":[1,2]}" },
	{ "{\"a b\" : \" c \\\" d \"}", "{\"a b\":\" c \\\" d \"}" },
	{ "\"\\\\\" ", "\"\\\\\"" },
	{ " null ", "null" },
	{ "   ", "" },
	{ "\"open", "\"open" },
	{ "\"open\\", "\"open\\" },
};

START_TEST(white_space_outside_strings_goes)
{
	struct buf buf = { 0 };

	buf_json_compact(&buf, compacts[_i].json, strlen(compacts[_i].json));
	ck_assert_buf_eq(&buf, compacts[_i].want);
}
END_TEST

static const struct {
	const char *text, *want;
} percents[] = {
	{ "", "" },
	{ "azAZ09-._~", "azAZ09-._~" },
	{ "a b&c=d+e/f?g#h%", "a%20b%26c%3Dd%2Be%2Ff%3Fg%23h%25" },
	{ "é", "%C3%A9" },
};

START_TEST(query_value_is_encoded)
{
	struct buf buf = { 0 };

	buf_percent(&buf, percents[_i].text);
	ck_assert_buf_eq(&buf, percents[_i].want);
}
END_TEST

static const struct {
	const char *name, *want;
} names[] = {
	{ "id", "id" },
	{ "startDate", "start_date" },
	{ "balanceSheetTotal", "balance_sheet_total" },
};

START_TEST(property_becomes_column)
{
	struct buf buf = { 0 };

	buf_snake_case(&buf, names[_i].name);
	ck_assert_buf_eq(&buf, names[_i].want);
}
END_TEST

START_TEST(grows)
{
	struct buf buf = { 0 };
	size_t i;

	for (i = 0; i < 20000; i++)
		buf_format(&buf, "%zu,", i % 10);
	ck_assert(!buf_failed(&buf));
	ck_assert_uint_eq(buf.length, 40000);
	for (i = 0; i < 20000; i++)
		ck_assert_int_eq(buf.bytes[2 * i], (char)('0' + i % 10));
	buf_finish(&buf);
	ck_assert_ptr_null(buf.bytes);
}
END_TEST

START_TEST(failure_is_remembered)
{
	struct buf buf = { 0 };

	buf_text(&buf, "kept");
	ck_assert_ptr_null(buf_reserve(&buf, SIZE_MAX));
	ck_assert(buf_failed(&buf));
	buf_text(&buf, "ignored");
	buf_integer(&buf, 7);
	ck_assert_uint_eq(buf.length, 4);
	buf_finish(&buf);
	ck_assert(!buf_failed(&buf));
}
END_TEST

START_TEST(bytes_are_given_away)
{
	struct buf buf = { 0 };
	char *bytes;

	ck_assert_ptr_nonnull(buf_reserve(&buf, 0));
	buf_put(&buf, "text", 5);
	buf_put(&buf, NULL, 0);
	bytes = buf_give(&buf);
	ck_assert_str_eq(bytes, "text");
	ck_assert_ptr_null(buf.bytes);
	ck_assert_uint_eq(buf.length, 0);
	free(bytes);
}
END_TEST

static void add_tests(TCase *tests)
{
	ADD_ROWS(tests, string_is_escaped, strings);
	ADD_ROWS(tests, integer_is_written, integers);
	ADD_ROWS(tests, digits_are_filled_with_zeros, digits);
	ADD_ROWS(tests, white_space_outside_strings_goes, compacts);
	ADD_ROWS(tests, query_value_is_encoded, percents);
	ADD_ROWS(tests, property_becomes_column, names);
	tcase_add_test(tests, grows);
	tcase_add_test(tests, failure_is_remembered);
	tcase_add_test(tests, bytes_are_given_away);
}

int main(void)
{
	return unit_run("buf", add_tests);
}
