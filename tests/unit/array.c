/* tests/unit/array.c - PostgreSQL's text form of an array */
#include "rows.h"

#include "lib/array.h"

static const struct {
	const char *texts[4];
	const char *want;
} rows[] = {
	{ { NULL }, "{}" },
	{ { "a" }, "{\"a\"}" },
	{ { "a", "b", "c" }, "{\"a\",\"b\",\"c\"}" },
	{ { "" }, "{\"\"}" },
	{ { "NULL", "null" }, "{\"NULL\",\"null\"}" },
	{ { "a,b", "{c}" }, "{\"a,b\",\"{c}\"}" },
	{ { "say \"hi\"", "back\\slash" }, "{\"say \\\"hi\\\"\",\"back\\\\slash\"}" },
	{ { "\\\"" }, "{\"\\\\\\\"\"}" },
	{ { " x ", "\n" }, "{\" x \",\"\n\"}" },
	{ { "België", "😀" }, "{\"België\",\"😀\"}" },
};

START_TEST(elements_are_quoted)
{
	struct arena arena;
	size_t count = 0;

	while (rows[_i].texts[count])
		count++;
	arena_init(&arena, 1 << 16);
	ck_assert_str_eq(array_literal(rows[_i].texts, count, &arena), rows[_i].want);
	arena_finish(&arena);
}
END_TEST

START_TEST(no_memory_is_null)
{
	const char *const texts[] = { "text" };
	struct arena arena;

	arena_init(&arena, 1);
	ck_assert_ptr_null(array_literal(texts, 1, &arena));
	arena_finish(&arena);
}
END_TEST

static void add_tests(TCase *tests)
{
	ADD_ROWS(tests, elements_are_quoted, rows);
	tcase_add_test(tests, no_memory_is_null);
}

int main(void)
{
	return unit_run("array", add_tests);
}
