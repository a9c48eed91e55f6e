/* tests/unit/field_date.c - dates and instants that come as text */
#include "rows.h"

#include "lib/field.h"

static const struct {
	enum field_type type;
	const char *text;
	bool good;
} rows[] = {
	{ FIELD_DATE, "2016-12-31", true },
	{ FIELD_DATE, "2016-02-29", true },
	{ FIELD_DATE, "2000-02-29", true },
	{ FIELD_DATE, "1000-01-01", true },
	{ FIELD_DATE, "9999-12-31", true },
	{ FIELD_DATE, "2015-02-29", false },
	{ FIELD_DATE, "1900-02-29", false },
	{ FIELD_DATE, "2016-04-31", false },
	{ FIELD_DATE, "2016-00-10", false },
	{ FIELD_DATE, "2016-13-10", false },
	{ FIELD_DATE, "2016-10-00", false },
	{ FIELD_DATE, "2016-10-32", false },
	{ FIELD_DATE, "0999-12-31", false },
	{ FIELD_DATE, "10000-01-01", false },
	{ FIELD_DATE, "2016-1-1", false },
	{ FIELD_DATE, "2016-12", false },
	{ FIELD_DATE, "2016-12-3", false },
	{ FIELD_DATE, "2016-12-", false },
	{ FIELD_DATE, "2016", false },
	{ FIELD_DATE, "2016-12-31~", false },
	{ FIELD_DATE, "2016-12-31 ", false },
	{ FIELD_DATE, " 2016-12-31", false },
	{ FIELD_DATE, "2016/12/31", false },
	{ FIELD_DATE, "31-12-2016", false },
	{ FIELD_DATE, "20161231", false },
	{ FIELD_DATE, "2016-12-31T00:00:00Z", false },
	{ FIELD_DATE, "+2016-12-31", false },
	{ FIELD_DATE, "-2016-12-31", false },
	{ FIELD_DATE, "now", false },
	{ FIELD_DATE, "infinity", false },
	{ FIELD_DATE, "", false },

	{ FIELD_PARTIAL_DATE, "2014", true },
	{ FIELD_PARTIAL_DATE, "2014~", true },
	{ FIELD_PARTIAL_DATE, "2014-06", true },
	{ FIELD_PARTIAL_DATE, "2014-06~", true },
	{ FIELD_PARTIAL_DATE, "2014-06-15", true },
	{ FIELD_PARTIAL_DATE, "2014-06-15~", true },
	{ FIELD_PARTIAL_DATE, "2999-12-31", true },
	{ FIELD_PARTIAL_DATE, "3000", false },
	{ FIELD_PARTIAL_DATE, "0999", false },
	{ FIELD_PARTIAL_DATE, "2014-13", false },
	{ FIELD_PARTIAL_DATE, "2014-00", false },
	{ FIELD_PARTIAL_DATE, "2014-02-30", false },
	{ FIELD_PARTIAL_DATE, "2014-02-30~", false },
	{ FIELD_PARTIAL_DATE, "2014-6", false },
	{ FIELD_PARTIAL_DATE, "2014-", false },
	{ FIELD_PARTIAL_DATE, "2014-06-", false },
	{ FIELD_PARTIAL_DATE, "2014~~", false },
	{ FIELD_PARTIAL_DATE, "2014?", false },
	{ FIELD_PARTIAL_DATE, "~2014", false },
	{ FIELD_PARTIAL_DATE, "201X", false },
	{ FIELD_PARTIAL_DATE, "2014-XX", false },
	{ FIELD_PARTIAL_DATE, "2014/2016", false },
	{ FIELD_PARTIAL_DATE, "20140", false },
	{ FIELD_PARTIAL_DATE, "201", false },
	{ FIELD_PARTIAL_DATE, "", false },

	{ FIELD_INSTANT, "2016-12-31T23:59:59Z", true },
	{ FIELD_INSTANT, "2016-12-31t23:59:59z", true },
	{ FIELD_INSTANT, "2016-12-31T00:00:00+01:00", true },
	{ FIELD_INSTANT, "2016-12-31T00:00:00-05:30", true },
	{ FIELD_INSTANT, "2016-12-31T00:00:00-00:00", true },
	{ FIELD_INSTANT, "2016-12-31T00:00:00+15:59", true },
	{ FIELD_INSTANT, "2016-12-31T23:59:59.5Z", true },
	{ FIELD_INSTANT, "2016-12-31T23:59:59.123456789+02:00", true },
	{ FIELD_INSTANT, "2016-12-31T23:59:60Z", false },
	{ FIELD_INSTANT, "2016-12-31T24:00:00Z", false },
	{ FIELD_INSTANT, "2016-12-31T23:60:00Z", false },
	{ FIELD_INSTANT, "2016-02-30T00:00:00Z", false },
	{ FIELD_INSTANT, "2016-12-31T23:59:59", false },
	{ FIELD_INSTANT, "2016-12-31T23:59Z", false },
	{ FIELD_INSTANT, "2016-12-31T23:59:59.Z", false },
	{ FIELD_INSTANT, "2016-12-31T23:59:59.1234567890Z", false },
	{ FIELD_INSTANT, "2016-12-31T23:59:59,5Z", false },
	{ FIELD_INSTANT, "2016-12-31T23:59:59+0100", false },
	{ FIELD_INSTANT, "2016-12-31T23:59:59+01", false },
	{ FIELD_INSTANT, "2016-12-31T23:59:59+16:00", false },
	{ FIELD_INSTANT, "2016-12-31T23:59:59+01:60", false },
	{ FIELD_INSTANT, "2016-12-31T23:59:59+1:000", false },
	{ FIELD_INSTANT, "2016-12-31T23:59:59 +01:00", false },
	{ FIELD_INSTANT, "2016-12-31T23:59:59ZZ", false },
	{ FIELD_INSTANT, "2016-12-31T23:59:59Europe/Brussels", false },
	{ FIELD_INSTANT, "2016-12-31 23:59:59Z", false },
	{ FIELD_INSTANT, "2016-12-31T", false },
	{ FIELD_INSTANT, "2016-12-31T23", false },
	{ FIELD_INSTANT, "2016-12-31", false },
	{ FIELD_INSTANT, "1483228799", false },
	{ FIELD_INSTANT, "now", false },
	{ FIELD_INSTANT, "", false },
};

START_TEST(text_is_judged)
{
	struct field field = { .name = "when", .type = rows[_i].type };
	char *exact = strdup(rows[_i].text); /* so that reading past its end shows */
	struct problem why = { 0 };
	const char *out = "untouched";
	struct arena arena;
	int r;

	arena_init(&arena, 1 << 16);
	r = field_parse(&out, &field, "when", exact, &why, &arena);
	ck_assert_int_eq(r, rows[_i].good ? 0 : FIELD_E_REJECTED);
	ck_assert_str_eq(out, rows[_i].good ? rows[_i].text : "untouched");
	ck_assert_uint_eq(why.issue_count, !rows[_i].good);
	arena_finish(&arena);
	free(exact);
}
END_TEST

static const struct {
	enum field_type type;
	const char *detail;
} details[] = {
	{ FIELD_DATE, "must be a date that exists, YYYY-MM-DD" },
	{ FIELD_PARTIAL_DATE,
	  "must be YYYY, YYYY-MM or YYYY-MM-DD that exists, the year 1000 to "
	  "2999, with ~ behind it when it is approximate" },
	{ FIELD_INSTANT, "must be an instant with its offset from UTC, such as "
			 "2016-12-31T23:59:59Z or 2017-01-01T00:59:59+01:00" },
};

START_TEST(issue_says_how_to_mend_it)
{
	struct field field = { .name = "when", .type = details[_i].type };
	struct problem why = { 0 };
	struct arena arena;
	const char *out;

	arena_init(&arena, 1 << 16);
	ck_assert_int_eq(field_parse(&out, &field, "whenFrom", "yesterday", &why, &arena),
			 FIELD_E_REJECTED);
	ck_assert_str_eq(why.issues[0].name, "whenFrom");
	ck_assert_str_eq(why.issues[0].value, "yesterday");
	ck_assert_str_eq(why.issues[0].detail, details[_i].detail);
	arena_finish(&arena);
}
END_TEST

static void add_tests(TCase *tests)
{
	ADD_ROWS(tests, text_is_judged, rows);
	ADD_ROWS(tests, issue_says_how_to_mend_it, details);
}

int main(void)
{
	return unit_run("field_date", add_tests);
}
