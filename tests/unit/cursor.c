/* tests/unit/cursor.c - what a cursor holds comes back, and rubbish does not pass */
#include "lib/cursor.h"

#include "unit.h"

START_TEST(cursor_comes_back)
{
	static const struct cursor sent = { .list = 0xfedcba9876543210u,
					    .page = 7,
					    .values = { "a\"b\xc3\xa9", NULL, "" },
					    .value_count = 3 };
	struct cursor got = { 0 };
	struct buf text = { 0 };
	struct arena arena;

	arena_init(&arena, 1 << 16);
	cursor_write(&text, &sent);
	buf_char(&text, '\0');
	ck_assert(!buf_failed(&text));
	ck_assert_uint_eq(strspn(text.bytes,
				 "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				 "0123456789-_"),
			  text.length - 1);
	ck_assert_int_eq(cursor_read(&got, text.bytes, &arena), 0);
	ck_assert(got.list == sent.list);
	ck_assert_uint_eq(got.page, 7);
	ck_assert_uint_eq(got.value_count, 3);
	ck_assert_str_eq(got.values[0], sent.values[0]);
	ck_assert_ptr_null(got.values[1]);
	ck_assert_str_eq(got.values[2], "");
	buf_finish(&text);
	arena_finish(&arena);
}
END_TEST

/* base64url of: [] · {} · ["0",0] · ["0",1,2] · seven values · not JSON */
static const char *const rubbish[] = {
	"",
	"=",
	"%%%",
	"W10",
	"e30",
	"WyIwIiwwXQ",
	"WyIwIiwxLDJd",
	"WyIwIiwxLCIxIiwiMiIsIjMiLCI0IiwiNSIsIjYiLCI3Il0",
	"bm90SlNPTg",
};

START_TEST(rubbish_is_refused)
{
	struct cursor got = { .page = 3 };
	struct arena arena;

	arena_init(&arena, 1 << 16);
	ck_assert_int_eq(cursor_read(&got, rubbish[_i], &arena), CURSOR_E_MALFORMED);
	ck_assert_uint_eq(got.page, 3);
	arena_finish(&arena);
}
END_TEST

static void add_tests(TCase *tests)
{
	tcase_add_test(tests, cursor_comes_back);
	tcase_add_loop_test(tests, rubbish_is_refused, 0,
			    sizeof rubbish / sizeof *rubbish);
}

int main(void)
{
	return unit_run("cursor", add_tests);
}
