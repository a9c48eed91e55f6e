/* tests/unit/field_text.c - what the text of a query parameter may be */
#include "rows.h"

#include "lib/field.h"

static const char *const states[] = { "planned", "held", NULL };

static const struct field id = { .name = "id", .type = FIELD_ID };
static const struct field ids = { .name = "ids", .type = FIELD_ID_LIST };
static const struct field text = { .name = "text", .type = FIELD_TEXT };
static const struct field three = { .name = "three", .type = FIELD_TEXT, .max = 3 };
static const struct field two = { .name = "two",
				  .type = FIELD_TEXT,
				  .min = 2,
				  .max = 2,
				  .pattern = "[A-Z]{2}",
				  .pattern_means = "a country" };
static const struct field line = { .name = "line", .type = FIELD_TEXT, .max = 500 };
static const struct field grouped = { .name = "grouped",
				      .type = FIELD_TEXT,
				      .pattern = "(a)(b)?(c)+" };
static const struct field state = { .name = "state",
				    .type = FIELD_CODE,
				    .choices = states };
static const struct field unit = { .name = "unit", .type = FIELD_CODE, .list = "units" };
static const struct field themes = { .name = "themes",
				     .type = FIELD_CODE_LIST,
				     .list = "themes" };
static const struct field schemed = { .name = "schemed",
				      .type = FIELD_CODE_LIST,
				      .pattern = "[a-z]+:\\S{1,10}",
				      .pattern_means = "scheme:identifier" };
static const struct field title = { .name = "title", .type = FIELD_LOCALIZED, .max = 5 };
static const struct field integer = { .name = "integer", .type = FIELD_INTEGER };
static const struct field year = {
	.name = "year", .type = FIELD_INTEGER, .min = 1990, .max = 2100
};
static const struct field number = { .name = "number", .type = FIELD_NUMBER };
static const struct field share = { .name = "share", .type = FIELD_NUMBER, .max = 100 };
static const struct field below = { .name = "below", .type = FIELD_NUMBER, .min = -5 };
static const struct field amount = { .name = "amount", .type = FIELD_AMOUNT };
static const struct field vague = { .name = "vague", .type = FIELD_VAGUE };
static const struct field flag = { .name = "flag", .type = FIELD_BOOLEAN };
static const struct field company = { .name = "company",
				      .type = FIELD_ENTERPRISE_NUMBER };

#define INT_DETAIL "must be an integer from -2147483648 to 2147483647"
#define NUMBER_DETAIL                                                                    \
	"must be a decimal number, of at most 15 digits before the point and 15 behind " \
	"it"
#define AMOUNT_DETAIL                                                                    \
	"must be an amount such as 8400000.00: at most 15 digits, then perhaps a point " \
	"and 1 "                                                                         \
	"or 2, and no sign"
#define CODE_DETAIL                                                                      \
	"must be a code: 1 to 63 letters, digits, dots, dashes and underscores, a "      \
	"letter or "                                                                     \
	"digit first"
#define COMPANY_DETAIL                                                                   \
	"must be an enterprise number: ten digits, the first 0 or 1, such as "           \
	"0566.988.259"
#define SIXTY "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefgh"

static const struct {
	const struct field *field;
	const char *text;
	const char *want;   /* parameter; NULL: refused */
	const char *detail; /* of the issue */
} rows[] = {
	{ &id, "017F22E2-79B0-7CC3-98C4-DC0C0C07398F",
	  "017f22e2-79b0-7cc3-98c4-dc0c0c07398f" },
	{ &id, "7", NULL, "must be a UUID" },
	{ &id, "", NULL, "must be a UUID" },
	{ &ids, "017f22e2-79b0-7cc3-98c4-dc0c0c07398f",
	  "017f22e2-79b0-7cc3-98c4-dc0c0c07398f" },

	{ &text, "Flanders Make", "Flanders Make" },
	{ &text, "two\nlines\tand a tab", "two\nlines\tand a tab" },
	{ &text, "", NULL, "must have 1 to 10000 characters" },
	{ &text, "a\rb", NULL, "must not have control characters but newlines and tabs" },
	{ &text, "a\x01", NULL,
	  "must not have control characters but newlines and tabs" },
	{ &text, "a\x7f", NULL,
	  "must not have control characters but newlines and tabs" },
	{ &text, "a\xc2\x85", NULL,
	  "must not have control characters but newlines and tabs" },
	{ &text,
	  "\xc2\xa0"
	  "x",
	  "\xc2\xa0"
	  "x" },
	{ &text, "' OR 1=1 --", "' OR 1=1 --" },
	{ &text, " x ", " x " },
	{ &three, "éé€", "éé€" },
	{ &three, "😀😀😀", "😀😀😀" },
	{ &three, "", NULL, "must have 1 to 3 characters" },
	{ &three, "abcd", NULL, "must have 1 to 3 characters" },
	{ &line, "one", "one" },
	{ &line, "one\ntwo", NULL, "must be one line, without control characters" },
	{ &line, "one\ttwo", NULL, "must be one line, without control characters" },
	{ &two, "BE", "BE" },
	{ &two, "be", NULL, "must be a country" },
	{ &two, "BEL", NULL, "must have 2 characters" },
	{ &grouped, "abcc", "abcc" },
	{ &grouped, "ac", "ac" },
	{ &grouped, "xabc", NULL, "must match (a)(b)?(c)+" },
	{ &grouped, "abcx", NULL, "must match (a)(b)?(c)+" },
	{ &grouped, "abc\n", NULL, "must match (a)(b)?(c)+" },
	{ &title, "titel", "titel" },
	{ &title, "titels", NULL, "must have 1 to 5 characters" },

	{ &state, "held", "held" },
	{ &state, "Held", NULL, "must be one of planned, held" },
	{ &state, "", NULL, "must be one of planned, held" },
	{ &state, "held,planned", NULL, "must be one of planned, held" },
	{ &unit, "EB0-1EFG2AB-WT", "EB0-1EFG2AB-WT" },
	{ &unit, "a._-9", "a._-9" },
	{ &unit, SIXTY "xyz", SIXTY "xyz" },
	{ &unit, SIXTY "wxyz", NULL, CODE_DETAIL },
	{ &unit, "", NULL, CODE_DETAIL },
	{ &unit, "_a", NULL, CODE_DETAIL },
	{ &unit, ".a", NULL, CODE_DETAIL },
	{ &unit, "a b", NULL, CODE_DETAIL },
	{ &unit, "é", NULL, CODE_DETAIL },
	{ &themes, "motion", "motion" },
	{ &themes, "a/b", NULL, CODE_DETAIL },
	{ &schemed, "isni:0001", "isni:0001" },
	{ &schemed, "isni", NULL, "must be scheme:identifier" },
	{ &schemed, "isni:a\x01", NULL, CODE_DETAIL },

	{ &integer, "0", "0" },
	{ &integer, "-2147483648", "-2147483648" },
	{ &integer, "2147483647", "2147483647" },
	{ &integer, "2147483648", NULL, INT_DETAIL },
	{ &integer, "-2147483649", NULL, INT_DETAIL },
	{ &integer, "99999999999999999999", NULL, INT_DETAIL },
	{ &integer, "1.0", NULL, INT_DETAIL },
	{ &integer, "1.", NULL, INT_DETAIL },
	{ &integer, "1e3", NULL, INT_DETAIL },
	{ &integer, "+1", NULL, INT_DETAIL },
	{ &integer, " 1", NULL, INT_DETAIL },
	{ &integer, "0x10", NULL, INT_DETAIL },
	{ &integer, "", NULL, INT_DETAIL },
	{ &integer, "-", NULL, INT_DETAIL },
	{ &year, "1990", "1990" },
	{ &year, "2100", "2100" },
	{ &year, "1989", NULL, "must be from 1990 to 2100" },
	{ &year, "2101", NULL, "must be from 1990 to 2100" },

	{ &number, "0.5", "0.5" },
	{ &number, "-12.75", "-12.75" },
	{ &number, "999999999999999.999999999999999", "999999999999999.999999999999999" },
	{ &number, "1000000000000000", NULL, NUMBER_DETAIL },
	{ &number, "0.1234567890123456", NULL, NUMBER_DETAIL },
	{ &number, ".5", NULL, NUMBER_DETAIL },
	{ &number, "5.", NULL, NUMBER_DETAIL },
	{ &number, "1.2.3", NULL, NUMBER_DETAIL },
	{ &number, "1,5", NULL, NUMBER_DETAIL },
	{ &number, "1e3", NULL, NUMBER_DETAIL },
	{ &number, "NaN", NULL, NUMBER_DETAIL },
	{ &number, "infinity", NULL, NUMBER_DETAIL },
	{ &number, "--1", NULL, NUMBER_DETAIL },
	{ &share, "0", "0" },
	{ &share, "100.00", "100.00" },
	{ &share, "100.01", NULL, "must be from 0 to 100" },
	{ &share, "-0.01", NULL, "must be from 0 to 100" },
	{ &below, "0", "0" },
	{ &below, "-5", "-5" },
	{ &below, "0.1", NULL, "must be from -5 to 0" },
	{ &vague, "5000", "5000" },
	{ &vague, "about 5000", NULL, NUMBER_DETAIL },

	{ &amount, "0", "0" },
	{ &amount, "8400000.00", "8400000.00" },
	{ &amount, "0.5", "0.5" },
	{ &amount, "999999999999999.99", "999999999999999.99" },
	{ &amount, "1000000000000000", NULL, AMOUNT_DETAIL },
	{ &amount, "0.001", NULL, AMOUNT_DETAIL },
	{ &amount, "-1", NULL, AMOUNT_DETAIL },
	{ &amount, "-0", NULL, AMOUNT_DETAIL },
	{ &amount, "01", NULL, AMOUNT_DETAIL },
	{ &amount, "00.5", NULL, AMOUNT_DETAIL },
	{ &amount, "1.", NULL, AMOUNT_DETAIL },
	{ &amount, "8.400.000", NULL, AMOUNT_DETAIL },
	{ &amount, "8400000,00", NULL, AMOUNT_DETAIL },
	{ &amount, "NaN", NULL, AMOUNT_DETAIL },
	{ &amount, "", NULL, AMOUNT_DETAIL },

	{ &flag, "true", "true" },
	{ &flag, "false", "false" },
	{ &flag, "1", NULL, "must be true or false" },
	{ &flag, "TRUE", NULL, "must be true or false" },
	{ &flag, "", NULL, "must be true or false" },

	{ &company, "0566988259", "0566988259" },
	{ &company, "0566.988.259", "0566988259" },
	{ &company, "BE0566988259", "0566988259" },
	{ &company, "BE 0566 988 259", "0566988259" },
	{ &company, "be 0566.988.259", "0566988259" },
	{ &company, "0000000097", "0000000097" }, /* remainder 0 */
	{ &company, "0566988258", NULL,
	  "is mistyped: its check digits are 58, those of 05669882 are 59" },
	{ &company, "0566998259", NULL,
	  "is mistyped: its check digits are 59, those of 05669982 are 56" },
	{ &company, "0000000000", NULL,
	  "is mistyped: its check digits are 00, those of 00000000 are 97" },
	{ &company, "2566988259", NULL, COMPANY_DETAIL },
	{ &company, "566988259", NULL, COMPANY_DETAIL },
	{ &company, "05669882590", NULL, COMPANY_DETAIL },
	{ &company, "0566-988-259", NULL, COMPANY_DETAIL },
	{ &company, "NL0566988259", NULL, COMPANY_DETAIL },
	{ &company, "BE", NULL, COMPANY_DETAIL },
	{ &company, "", NULL, COMPANY_DETAIL },
};

START_TEST(text_is_judged)
{
	struct problem why = { 0 };
	const char *out = "untouched";
	struct arena arena;
	int r;

	arena_init(&arena, 1 << 16);
	r = field_parse(&out, rows[_i].field, "parameter", rows[_i].text, &why, &arena);
	if (rows[_i].want) {
		ck_assert_int_eq(r, 0);
		ck_assert_str_eq(out, rows[_i].want);
		ck_assert_uint_eq(why.issue_count, 0);
	} else {
		ck_assert_int_eq(r, FIELD_E_REJECTED);
		ck_assert_str_eq(out, "untouched");
		ck_assert_uint_eq(why.issue_count, 1);
		ck_assert_int_eq(why.issues[0].in, IN_QUERY);
		ck_assert_str_eq(why.issues[0].name, "parameter");
		ck_assert_str_eq(why.issues[0].value, rows[_i].text);
		ck_assert_str_eq(why.issues[0].detail, rows[_i].detail);
	}
	arena_finish(&arena);
}
END_TEST

START_TEST(mistyped_number_is_invalid_and_not_ill_formed)
{
	struct problem why = { 0 };
	struct arena arena;
	const char *out;

	arena_init(&arena, 1 << 16);
	ck_assert_int_eq(field_parse(&out, &company, "x", "0566988258", &why, &arena),
			 FIELD_E_REJECTED);
	ck_assert_int_eq(why.issues[0].kind, ISSUE_INVALID);
	ck_assert_int_eq(field_parse(&out, &company, "x", "7", &why, &arena),
			 FIELD_E_REJECTED);
	ck_assert_int_eq(why.issues[1].kind, ISSUE_SCHEMA);
	arena_finish(&arena);
}
END_TEST

START_TEST(length_counts_characters)
{
	struct problem why = { 0 };
	struct buf long_text = { 0 };
	struct arena arena;
	const char *out;
	int i;

	arena_init(&arena, 1 << 18);
	for (i = 0; i < 10000; i++)
		buf_text(&long_text, "é");
	buf_char(&long_text, '\0');
	ck_assert_int_eq(field_parse(&out, &text, "x", long_text.bytes, &why, &arena), 0);
	long_text.length--;
	buf_text(&long_text, "é");
	buf_char(&long_text, '\0');
	ck_assert_int_eq(field_parse(&out, &text, "x", long_text.bytes, &why, &arena),
			 FIELD_E_REJECTED);
	buf_finish(&long_text);
	arena_finish(&arena);
}
END_TEST

START_TEST(no_memory_is_no_fault_of_the_client)
{
	static const struct field *const fields[] = { &text, &id, &number, &company,
						      &unit };
	static const char *const texts[] = { "a text that takes more than sixteen bytes",
					     "017f22e2-79b0-7cc3-98c4-dc0c0c07398f",
					     "123456789.123456789", "0566988259",
					     "aCodeOfMoreThanSixteenBytes" };
	struct problem why = { 0 };
	struct arena arena;
	const char *out;
	size_t i;

	for (i = 0; i < COUNT_OF(fields); i++) {
		arena_init(&arena, 8);
		ck_assert_int_eq(
			field_parse(&out, fields[i], "x", texts[i], &why, &arena),
			-ENOMEM);
		arena_finish(&arena);
	}
	ck_assert_uint_eq(why.issue_count, 0);
}
END_TEST

static void add_tests(TCase *tests)
{
	ADD_ROWS(tests, text_is_judged, rows);
	tcase_add_test(tests, mistyped_number_is_invalid_and_not_ill_formed);
	tcase_add_test(tests, length_counts_characters);
	tcase_add_test(tests, no_memory_is_no_fault_of_the_client);
}

int main(void)
{
	return unit_run("field_text", add_tests);
}
