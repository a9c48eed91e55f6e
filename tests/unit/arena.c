/* tests/unit/arena.c - memory that dies with the request */
#include "rows.h"

START_TEST(memory_is_zeroed_and_aligned)
{
	struct arena arena;
	unsigned char *bytes;
	size_t n, i;

	arena_init(&arena, 1 << 20);
	for (n = 0; n < 1000; n += 7) {
		bytes = arena_alloc(&arena, n);
		ck_assert_ptr_nonnull(bytes);
		ck_assert_uint_eq((uintptr_t)bytes % 16, 0);
		for (i = 0; i < n; i++)
			ck_assert_uint_eq(bytes[i], 0);
		memset(bytes, 0xff, n);
	}
	arena_finish(&arena);
}
END_TEST

START_TEST(pieces_do_not_overlap)
{
	struct arena arena;
	char *texts[200];
	int i;

	arena_init(&arena, 1 << 20);
	for (i = 0; i < 200; i++)
		texts[i] = arena_format(&arena, "%0*d", i + 1, i);
	for (i = 0; i < 200; i++) {
		ck_assert_uint_eq(strlen(texts[i]), (size_t)(i ? i + 1 : 1));
		ck_assert_int_eq(atoi(texts[i]), i);
	}
	arena_finish(&arena);
}
END_TEST

START_TEST(bound_is_kept)
{
	struct arena arena;
	size_t got = 0;

	arena_init(&arena, 10000);
	ck_assert_ptr_null(arena_alloc(&arena, 10001));
	while (arena_alloc(&arena, 100))
		got += 100;
	ck_assert_uint_le(arena.bytes, 10000);
	ck_assert_uint_ge(got, 8000);
	arena_finish(&arena);
}
END_TEST

START_TEST(may_be_used_again)
{
	struct arena arena;

	arena_init(&arena, 5000);
	ck_assert_ptr_nonnull(arena_alloc(&arena, 4900));
	ck_assert_ptr_null(arena_alloc(&arena, 4900));
	arena_finish(&arena);
	ck_assert_ptr_nonnull(arena_alloc(&arena, 4900));
	arena_finish(&arena);
	arena_finish(&arena);
}
END_TEST

static const struct {
	size_t count, each_bytes;
} overflows[] = {
	{ SIZE_MAX, 2 },      { SIZE_MAX / 2 + 1, 2 }, { SIZE_MAX, SIZE_MAX },
	{ 1, SIZE_MAX },      { SIZE_MAX, 1 },         { 1, SIZE_MAX - 15 },
	{ 1, SIZE_MAX - 16 }, { SIZE_MAX / 8, 8 },
};

/* Of a new arena, and of one that has a block. */
START_TEST(overflow_is_no_memory)
{
	size_t count = overflows[_i].count, each_bytes = overflows[_i].each_bytes;
	struct arena arena;

	arena_init(&arena, SIZE_MAX);
	ck_assert_ptr_null(arena_array(&arena, count, each_bytes));
	ck_assert_ptr_nonnull(arena_alloc(&arena, 1));
	ck_assert_ptr_null(arena_array(&arena, count, each_bytes));
	arena_finish(&arena);
}
END_TEST

START_TEST(copies_end_in_nul)
{
	struct arena arena;

	arena_init(&arena, 1 << 16);
	ck_assert_str_eq(arena_copy(&arena, "abcdef", 3), "abc");
	ck_assert_str_eq(arena_copy(&arena, NULL, 0), "");
	ck_assert_ptr_null(arena_copy(&arena, "", SIZE_MAX));
	ck_assert_str_eq(arena_text(&arena, ""), "");
	ck_assert_str_eq(arena_format(&arena, "%s-%d", "x", 7), "x-7");
	arena_finish(&arena);
}
END_TEST

START_TEST(nothing_fits_without_room)
{
	struct arena arena;

	arena_init(&arena, 16);
	ck_assert_ptr_null(arena_format(&arena, "%s", "far too long for it"));
	ck_assert_ptr_null(arena_text(&arena, "far too long for it"));
	ck_assert_str_eq(arena_text(&arena, "short"), "short");
	arena_finish(&arena);
}
END_TEST

static void add_tests(TCase *tests)
{
	tcase_add_test(tests, memory_is_zeroed_and_aligned);
	tcase_add_test(tests, pieces_do_not_overlap);
	tcase_add_test(tests, bound_is_kept);
	tcase_add_test(tests, may_be_used_again);
	ADD_ROWS(tests, overflow_is_no_memory, overflows);
	tcase_add_test(tests, copies_end_in_nul);
	tcase_add_test(tests, nothing_fits_without_room);
}

int main(void)
{
	return unit_run("arena", add_tests);
}
