/* tests/unit/rows.h - tests that are tables: one test for every row */
#ifndef TOEGANG_TESTS_ROWS_H
#define TOEGANG_TESTS_ROWS_H

#include <string.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/err.h"
#include "unit.h"

#define ADD_ROWS(tests, test, rows)                                                      \
	tcase_add_loop_test(tests, test, 0, (int)COUNT_OF(rows))

/* The buffer holds this text; empties it. */
static inline void ck_assert_buf_eq(struct buf *buf, const char *want)
{
	buf_char(buf, '\0');
	ck_assert(!buf_failed(buf));
	ck_assert_str_eq(buf->bytes, want);
	buf_finish(buf);
}

#endif
