/* tests/unit/field.c - the table of field types, and the check of a field's own row */
#include "rows.h"

#include "lib/field.h"

static const struct {
	enum field_type type;
	const char *sql_type;
} types[] = {
	{ FIELD_ID, "uuid" },
	{ FIELD_ID_LIST, "uuid[]" },
	{ FIELD_TEXT, "text" },
	{ FIELD_CODE, "text" },
	{ FIELD_CODE_LIST, "text[]" },
	{ FIELD_LOCALIZED, "core.localized" },
	{ FIELD_INTEGER, "integer" },
	{ FIELD_NUMBER, "numeric" },
	{ FIELD_BOOLEAN, "boolean" },
	{ FIELD_DATE, "date" },
	{ FIELD_PARTIAL_DATE, "core.partial_date" },
	{ FIELD_INSTANT, "timestamp with time zone" },
	{ FIELD_AMOUNT, "core.amount" },
	{ FIELD_VAGUE, "core.vague" },
	{ FIELD_ENTERPRISE_NUMBER, "text" },
	{ FIELD_JSON, "json" },
};

START_TEST(type_has_a_column_type)
{
	ck_assert_str_eq(field_sql_type(types[_i].type), types[_i].sql_type);
}
END_TEST

START_TEST(every_type_is_tested)
{
	ck_assert_uint_eq(COUNT_OF(types), FIELD_TYPE_COUNT - 1);
}
END_TEST

#define NO 0, 0, 0, 0

static const struct {
	enum field_type type;
	unsigned flags;
	unsigned char bytes[24];
	int length;
	bool absent;
} cells[] = {
	{ FIELD_TEXT, 0, { 0 }, -1, true },
	{ FIELD_TEXT, 0, { 0 }, 0, false },
	{ FIELD_TEXT, FIELD_SILENT, { 0 }, -1, true },
	{ FIELD_TEXT, FIELD_SILENT, { 0 }, 0, true },
	{ FIELD_TEXT, FIELD_SILENT, { 'x' }, 1, false },
	{ FIELD_BOOLEAN, 0, { 0 }, 1, false },
	{ FIELD_BOOLEAN, FIELD_SILENT, { 0 }, 1, true },
	{ FIELD_BOOLEAN, FIELD_SILENT, { 1 }, 1, false },
	{ FIELD_ID_LIST, 0, { NO, NO, NO }, 12, false },
	{ FIELD_ID_LIST, FIELD_SILENT, { NO, NO, NO }, 12, true },
	{ FIELD_CODE_LIST, FIELD_SILENT, { NO, NO, NO }, 12, true },
	{ FIELD_CODE_LIST,
	  FIELD_SILENT,
	  { 0, 0, 0, 1, NO, NO, 0, 0, 0, 1, 0, 0, 0, 1, NO },
	  24,
	  false },
	{ FIELD_INTEGER, FIELD_SILENT, { NO }, 4, false },
};

START_TEST(silent_values_are_left_out)
{
	const struct field field = { .name = "x",
				     .type = cells[_i].type,
				     .flags = cells[_i].flags };
	const struct cell cell = { cells[_i].bytes, cells[_i].length };

	ck_assert_int_eq(field_is_absent(&field, &cell), cells[_i].absent);
}
END_TEST

static const char *const codes[] = { "a", "b", NULL };
static const char *const no_codes[] = { NULL };

#define ROW(...)                                                                         \
	{                                                                                \
		.name = "name", .doc = "Doc.", __VA_ARGS__                               \
	}

static const struct {
	struct field field;
	const char *fault;
} faults[] = {
	{ ROW(.type = FIELD_TEXT), NULL },
	{ ROW(.type = FIELD_TEXT, .min = 5), NULL },
	{ ROW(.type = FIELD_TEXT, .pattern = "[a-z]+", .pattern_means = "small"), NULL },
	{ ROW(.type = FIELD_INTEGER, .min = -5, .filters = FILTER_RANGE), NULL },
	{ ROW(.type = FIELD_CODE, .choices = codes), NULL },
	{ ROW(.type = FIELD_CODE, .list = "units"), NULL },
	{ ROW(.type = FIELD_CODE_LIST, .pattern = "[a-z]:."), NULL },
	{ ROW(.type = FIELD_CODE, .flags = FIELD_READONLY), NULL },
	{ ROW(.type = FIELD_JSON, .flags = FIELD_READONLY), NULL },
	{ ROW(.type = FIELD_PARTIAL_DATE, .filters = FILTER_EQ | FILTER_RANGE), NULL },

	{ { .name = "start_date", .type = FIELD_DATE, .doc = "Doc." },
	  "has a property whose name is not lowerCamelCase" },
	{ { .name = "StartDate", .type = FIELD_DATE, .doc = "Doc." },
	  "has a property whose name is not lowerCamelCase" },
	{ { .name = "", .type = FIELD_DATE, .doc = "Doc." },
	  "has a property whose name is not lowerCamelCase" },
	{ ROW(.type = FIELD_NONE), "has a property without a type" },
	{ ROW(.type = FIELD_TYPE_COUNT), "has a property without a type" },
	{ { .name = "name", .type = FIELD_TEXT },
	  "has a property without a description" },
	{ ROW(.type = FIELD_TEXT, .flags = FIELD_READONLY | FIELD_REQUIRED),
	  "has a read-only property that must be given" },
	{ ROW(.type = FIELD_TEXT, .flags = FIELD_READONLY | FIELD_FIXED),
	  "has a read-only property that must be given" },
	{ ROW(.type = FIELD_JSON), "has a JSON property that is not read-only" },
	{ ROW(.type = FIELD_JSON, .flags = FIELD_READONLY, .filters = FILTER_EQ),
	  "filters by a JSON property" },
	{ ROW(.type = FIELD_TEXT, .min = 5, .max = 4),
	  "has a property whose least is above its most" },
	{ ROW(.type = FIELD_NUMBER, .min = 5),
	  "has a property whose least is above its most" },
	{ ROW(.type = FIELD_TEXT, .max = -1),
	  "has a property whose least is above its most" },
	{ ROW(.type = FIELD_CODE_LIST, .list = "units", .min = -1),
	  "has a property of less than no characters or elements" },
	{ ROW(.type = FIELD_CODE),
	  "has a code without exactly one of choices, list and pattern" },
	{ ROW(.type = FIELD_CODE, .choices = codes, .list = "units"),
	  "has a code without exactly one of choices, list and pattern" },
	{ ROW(.type = FIELD_CODE, .choices = no_codes),
	  "has a property with no choice among its choices" },
	{ ROW(.type = FIELD_TEXT, .choices = codes),
	  "has choices or a list for a property that is no code" },
	{ ROW(.type = FIELD_DATE, .pattern = "x"),
	  "has a pattern for a property that is no text" },
	{ ROW(.type = FIELD_TEXT, .pattern = "(x"),
	  "has a pattern that is no regular expression" },
	{ ROW(.type = FIELD_TEXT, .pattern_means = "x"),
	  "has the meaning of no pattern" },
	{ ROW(.type = FIELD_TEXT, .filters = FILTER_RANGE),
	  "has a range of a property that has no order" },
	{ ROW(.type = FIELD_ID_LIST, .flags = FIELD_SORT),
	  "sorts by a property that has no order" },
};

START_TEST(row_is_judged)
{
	const char *fault = field_fault(&faults[_i].field);

	if (faults[_i].fault)
		ck_assert_str_eq(fault, faults[_i].fault);
	else
		ck_assert_msg(!fault, "%s", fault);
}
END_TEST

static void add_tests(TCase *tests)
{
	ADD_ROWS(tests, type_has_a_column_type, types);
	tcase_add_test(tests, every_type_is_tested);
	ADD_ROWS(tests, silent_values_are_left_out, cells);
	ADD_ROWS(tests, row_is_judged, faults);
}

int main(void)
{
	return unit_run("field", add_tests);
}
