/*
 * tests/unit/field_malformed.c - cells that PostgreSQL would never send
 *
 * A debug build asserts that there are none. What a release does with them, which is to write
 * null and never to read past their bytes, is seen here under the sanitizers: the writers are
 * compiled into this test without their assertions.
 */
#undef NDEBUG
#define NDEBUG
#include "lib/field_write.c"

#include "rows.h"

static const unsigned char uuid_list[] = { 0,    0,    0, 1,  0,  0,  0,  0,  0,  0,
					   0x0b, 0x86, 0, 0,  0,  1,  0,  0,  0,  1,
					   0,    0,    0, 16, 1,  2,  3,  4,  5,  6,
					   7,    8,    9, 10, 11, 12, 13, 14, 15, 16 };
static const unsigned char text_list[] = { 0, 0,    0, 1, 0,   0, 0, 0, 0, 0,
					   0, 0x19, 0, 0, 0,   2, 0, 0, 0, 1,
					   0, 0,    0, 1, 'a', 0, 0, 0, 1, 'b' };
static const unsigned char localized[] = { 0, 0,   0, 2, 0, 0,    0, 0x19, 0, 0, 0,
					   1, 'a', 0, 0, 0, 0x19, 0, 0,    0, 1, 'b' };
static const unsigned char vague[] = { 0,   0,  0,    4,   0,    0,    6,   0xa4, 0,   0,
				       0,   10, 0,    1,   0,    0,    0,   0,    0,   0,
				       0,   7,  0,    0,   0,    0x19, 0,   0,    0,   1,
				       'x', 0,  0,    6,   0xa4, 255,  255, 255,  255, 0,
				       0,   6,  0xa4, 255, 255,  255,  255 };
static const unsigned char numeric[] = { 0, 1, 0, 0, 0, 0, 0, 2, 0, 7 };
static const unsigned char zeros[16];

static const struct {
	field_writer *write;
	const unsigned char *bytes;
	int length; /* of the whole value: what is shorter or longer is malformed */
} values[] = {
	{ write_id, zeros, 16 },
	{ write_boolean, zeros, 1 },
	{ write_date, zeros, 4 },
	{ write_instant, zeros, 8 },
	{ write_number, numeric, sizeof numeric },
	{ write_amount, numeric, sizeof numeric },
	{ write_id_list, uuid_list, sizeof uuid_list },
	{ write_text_list, text_list, sizeof text_list },
	{ write_localized, localized, sizeof localized },
	{ write_vague, vague, sizeof vague },
};

/* The bytes stand at the end of their memory, so that reading past them shows. */
static void write_exactly(struct buf *out, field_writer *write,
			  const unsigned char *bytes, size_t length)
{
	unsigned char *exact = malloc(length ? length : 1);
	struct cell cell = { exact, (int)length };

	memcpy(exact, bytes, length);
	write(out, &cell);
	free(exact);
}

START_TEST(shorter_or_longer_is_null)
{
	size_t whole = (size_t)values[_i].length, length;
	unsigned char longer[64] = { 0 };
	struct buf buf = { 0 };

	memcpy(longer, values[_i].bytes, whole);
	for (length = 0; length <= whole + 3; length++) {
		write_exactly(&buf, values[_i].write, longer, length);
		if (length == whole)
			ck_assert_int_ne(buf.bytes[0], 'n');
		else
			ck_assert_msg(buf.length == 4 &&
					      memcmp(buf.bytes, "null", 4) == 0,
				      "%zu bytes give %.*s", length, (int)buf.length,
				      buf.bytes);
		buf.length = 0;
	}
	buf_finish(&buf);
}
END_TEST

/* Any one byte changed: whatever is written, the sanitizers have no complaint. */
START_TEST(changed_bytes_do_no_harm)
{
	static const unsigned char changes[] = { 0, 1, 2, 16, 127, 128, 200, 255 };
	size_t whole = (size_t)values[_i].length, at, c;
	unsigned char changed[64] = { 0 };
	struct buf buf = { 0 };

	for (at = 0; at < whole; at++)
		for (c = 0; c < COUNT_OF(changes); c++) {
			memcpy(changed, values[_i].bytes, whole);
			changed[at] = changes[c];
			write_exactly(&buf, values[_i].write, changed, whole);
			ck_assert(!buf_failed(&buf));
			ck_assert_uint_gt(buf.length, 0);
			buf.length = 0;
		}
	buf_finish(&buf);
}
END_TEST

static const struct {
	field_writer *write;
	unsigned char bytes[32];
	size_t length;
} odd[] = {
	{ write_integer, { 0 }, 0 },
	{ write_integer, { 1, 2, 3 }, 3 },
	{ write_integer, { 0 }, 16 },
	{ write_json, { 0 }, 0 },
	{ write_number, { 0, 1, 0, 0, 0, 0, 0, 0, 0x27, 0x10 }, 10 }, /* group of 10000 */
	{ write_number, { 0xff, 0xff, 0, 0, 0, 0, 0, 0 }, 8 },        /* -1 groups */
	{ write_number, { 0, 0, 0, 0, 0x12, 0x34, 0, 0 }, 8 },        /* no such sign */
	{ write_number, { 0, 0, 0, 0, 0, 0, 0x80, 0 }, 8 },           /* scale below 0 */
	{ write_amount, { 0, 0, 0, 0, 0xc0, 0, 0, 0 }, 8 },           /* NaN euros */
	{ write_amount, { 0, 0, 0, 0, 0xd0, 0, 0, 0 }, 8 },           /* infinity euros */
	{ write_text_list,
	  { 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0x19 },
	  12 },                                 /* two dimensions */
	{ write_localized, { 0, 0, 0, 3 }, 4 }, /* three parts */
	{ write_localized,
	  { 0,   0,   0, 2, 0, 0,    0,   0x19, 255, 255,
	    255, 254, 0, 0, 0, 0x19, 255, 255,  255, 255 },
	  20 }, /* a length of -2 */
};

START_TEST(odd_cell_is_null)
{
	struct buf buf = { 0 };

	write_exactly(&buf, odd[_i].write, odd[_i].bytes, odd[_i].length);
	ck_assert_buf_eq(&buf, "null");
}
END_TEST

static void add_tests(TCase *tests)
{
	ADD_ROWS(tests, shorter_or_longer_is_null, values);
	ADD_ROWS(tests, changed_bytes_do_no_harm, values);
	ADD_ROWS(tests, odd_cell_is_null, odd);
}

int main(void)
{
	return unit_run("field_malformed", add_tests);
}
