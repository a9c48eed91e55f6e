/* tests/unit/field_write.c - PostgreSQL's binary values as JSON */
#include "rows.h"

#include "lib/field.h"

/* Bytes as PostgreSQL sends them, written here in hexadecimal; spaces are for the reader. */
static struct cell cell_of(const char *hex, unsigned char **bytes)
{
	struct cell cell = { 0 };
	unsigned byte;
	int taken;

	*bytes = malloc(strlen(hex) / 2 + 1);
	for (; sscanf(hex, " %2x%n", &byte, &taken) == 1; hex += taken)
		(*bytes)[cell.length++] = (unsigned char)byte;
	*bytes = realloc(*bytes,
			 (size_t)cell.length + !cell.length); /* past it, it shows */
	cell.bytes = *bytes;
	return cell;
}

#define ARRAY(count)      "00000001 00000000 00000019" count "00000001"
#define UUID_ARRAY(count) "00000001 00000000 00000b86" count "00000001"
#define NULL_PART         "ffffffff"
#define TEXT              "00000019"
#define NUMERIC           "000006a4"

static const struct {
	enum field_type type;
	const char *hex, *want;
} rows[] = {
	{ FIELD_ID, "017f22e279b07cc398c4dc0c0c07398f",
	  "\"017f22e2-79b0-7cc3-98c4-dc0c0c07398f\"" },

	{ FIELD_TEXT, "", "\"\"" },
	{ FIELD_TEXT, "42656c6769c3ab", "\"België\"" },
	{ FIELD_TEXT, "f09f9880 22 5c 0a 01", "\"😀\\\"\\\\\\n\\u0001\"" },
	{ FIELD_CODE, "69636f6e", "\"icon\"" },
	{ FIELD_PARTIAL_DATE, "323031342d30367e", "\"2014-06~\"" },
	{ FIELD_ENTERPRISE_NUMBER, "30353636393838323539", "\"0566988259\"" },

	{ FIELD_BOOLEAN, "01", "true" },
	{ FIELD_BOOLEAN, "00", "false" },

	{ FIELD_INTEGER, "0000", "0" },
	{ FIELD_INTEGER, "ffff", "-1" },
	{ FIELD_INTEGER, "8000", "-32768" },
	{ FIELD_INTEGER, "000007e0", "2016" },
	{ FIELD_INTEGER, "80000000", "-2147483648" },
	{ FIELD_INTEGER, "7fffffff", "2147483647" },
	{ FIELD_INTEGER, "8000000000000000", "-9223372036854775808" },
	{ FIELD_INTEGER, "7fffffffffffffff", "9223372036854775807" },

	{ FIELD_DATE, "00000000", "\"2000-01-01\"" },
	{ FIELD_DATE, "ffffffff", "\"1999-12-31\"" },
	{ FIELD_DATE, "0000003b", "\"2000-02-29\"" },
	{ FIELD_DATE, "0000003c", "\"2000-03-01\"" },
	{ FIELD_DATE, "00001841", "\"2016-12-31\"" },
	{ FIELD_DATE, "ffffd533", "\"1970-01-01\"" },
	{ FIELD_DATE, "ffff718e", "\"1900-02-28\"" },
	{ FIELD_DATE, "ffff718f", "\"1900-03-01\"" },
	{ FIELD_DATE, "002c95d3", "\"9999-12-31\"" },
	{ FIELD_DATE, "002c95d4", "\"+010000-01-01\"" },
	{ FIELD_DATE, "fff4dbf9", "\"0001-01-01\"" },
	{ FIELD_DATE, "fff4dbf8", "\"0000-12-31\"" },
	{ FIELD_DATE, "fff4da8b", "\"0000-01-01\"" },
	{ FIELD_DATE, "fff4da8a", "\"-000001-12-31\"" },
	{ FIELD_DATE, "ffda97a7", "\"-004713-11-24\"" },
	{ FIELD_DATE, "7fda970c", "\"+5874897-12-31\"" },
	{ FIELD_DATE, "7fffffff", "\"infinity\"" },
	{ FIELD_DATE, "80000000", "\"-infinity\"" },

	{ FIELD_INSTANT, "0000000000000000", "\"2000-01-01T00:00:00Z\"" },
	{ FIELD_INSTANT, "00000000000f4240", "\"2000-01-01T00:00:01Z\"" },
	{ FIELD_INSTANT, "000000000007a120", "\"2000-01-01T00:00:00.500Z\"" },
	{ FIELD_INSTANT, "0000000000000001", "\"2000-01-01T00:00:00.000001Z\"" },
	{ FIELD_INSTANT, "000000000001e208", "\"2000-01-01T00:00:00.123400Z\"" },
	{ FIELD_INSTANT, "ffffffffffffffff", "\"1999-12-31T23:59:59.999999Z\"" },
	{ FIELD_INSTANT, "fffffffffff0bdc0", "\"1999-12-31T23:59:59Z\"" },
	{ FIELD_INSTANT, "ffffffebe228a000", "\"1999-12-31T00:00:00Z\"" },
	{ FIELD_INSTANT, "0001e7fbe2777dc0", "\"2016-12-31T23:59:59Z\"" },
	{ FIELD_INSTANT, "fd0f7cc1411fa000", "\"-004713-11-24T00:00:00Z\"" },
	{ FIELD_INSTANT, "7fffff5bb3b29fff", "\"+294276-12-31T23:59:59.999999Z\"" },
	{ FIELD_INSTANT, "7fffffffffffffff", "\"infinity\"" },
	{ FIELD_INSTANT, "8000000000000000", "\"-infinity\"" },

	/* count, weight, sign, scale, groups of four digits */
	{ FIELD_NUMBER, "0000 0000 0000 0000", "0" },
	{ FIELD_NUMBER, "0000 0000 0000 0002", "0" },
	{ FIELD_NUMBER, "0001 0000 0000 0000 0007", "7" },
	{ FIELD_NUMBER, "0001 0000 4000 0000 0007", "-7" },
	{ FIELD_NUMBER, "0001 0000 0000 0002 1388", "5000" },
	{ FIELD_NUMBER, "0001 0001 0000 0000 0001", "10000" },
	{ FIELD_NUMBER, "0001 0003 0000 0000 0001", "1000000000000" },
	{ FIELD_NUMBER, "0002 0001 0000 0000 0001 0002", "10002" },
	{ FIELD_NUMBER, "0002 0000 0000 0001 002c 0fa0", "44.4" },
	{ FIELD_NUMBER, "0002 0000 0000 0004 002c 0fa0", "44.4" },
	{ FIELD_NUMBER, "0002 0000 0000 0003 0001 000a", "1.001" },
	{ FIELD_NUMBER, "0001 ffff 0000 0001 1388", "0.5" },
	{ FIELD_NUMBER, "0001 ffff 4000 0002 01f4", "-0.05" },
	{ FIELD_NUMBER, "0001 fffe 0000 0008 0001", "0.00000001" },
	{ FIELD_NUMBER, "0001 fffd 0000 000a 0064", "0.0000000001" },
	{ FIELD_NUMBER, "0003 0001 0000 0006 04d2 162e 04d2", "12345678.1234" },
	{ FIELD_NUMBER, "0004 0001 0000 0007 04d2 162e 04d2 1612", "12345678.1234565" },
	{ FIELD_NUMBER, "0000 0000 c000 0000", "\"NaN\"" },
	{ FIELD_NUMBER, "0000 0000 d000 0020", "\"infinity\"" },
	{ FIELD_NUMBER, "0000 0000 f000 0020", "\"-infinity\"" },

	{ FIELD_AMOUNT, "0000 0000 0000 0002",
	  "{\"value\":\"0.00\",\"currency\":\"EUR\"}" },
	{ FIELD_AMOUNT, "0001 0001 0000 0002 0348",
	  "{\"value\":\"8400000.00\",\"currency\":\"EUR\"}" },
	{ FIELD_AMOUNT, "0001 0001 0000 0000 0348",
	  "{\"value\":\"8400000.00\",\"currency\":\"EUR\"}" },
	{ FIELD_AMOUNT, "0001 ffff 0000 0002 01f4",
	  "{\"value\":\"0.05\",\"currency\":\"EUR\"}" },
	{ FIELD_AMOUNT, "0002 0000 0000 0003 0001 0032",
	  "{\"value\":\"1.005\",\"currency\":\"EUR\"}" },
	{ FIELD_AMOUNT, "0002 0000 4000 0001 0001 1388",
	  "{\"value\":\"-1.50\",\"currency\":\"EUR\"}" },

	{ FIELD_CODE_LIST, "00000000 00000000 00000019", "[]" },
	{ FIELD_CODE_LIST, ARRAY("00000001") "00000001 61", "[\"a\"]" },
	{ FIELD_CODE_LIST,
	  ARRAY("00000003") "00000001 61"
			    "00000000"
			    "00000002 2c22",
	  "[\"a\",\"\",\",\\\"\"]" },
	{ FIELD_CODE_LIST, ARRAY("00000002") NULL_PART "00000001 62", "[null,\"b\"]" },
	{ FIELD_CODE_LIST, ARRAY("00000000"), "[]" },
	{ FIELD_ID_LIST,
	  UUID_ARRAY("00000002") "00000010 017f22e279b07cc398c4dc0c0c07398f"
				 "00000010 00000000000000000000000000000001",
	  "[\"017f22e2-79b0-7cc3-98c4-dc0c0c07398f\","
	  "\"00000000-0000-0000-0000-000000000001\"]" },

	{ FIELD_LOCALIZED, "00000002" TEXT "00000001 61" TEXT "00000001 62",
	  "{\"nl\":\"a\",\"en\":\"b\"}" },
	{ FIELD_LOCALIZED, "00000002" TEXT "00000001 61" TEXT NULL_PART,
	  "{\"nl\":\"a\"}" },
	{ FIELD_LOCALIZED, "00000002" TEXT NULL_PART TEXT "00000001 62",
	  "{\"en\":\"b\"}" },
	{ FIELD_LOCALIZED, "00000002" TEXT NULL_PART TEXT NULL_PART, "{}" },
	{ FIELD_LOCALIZED, "00000002" TEXT "00000000" TEXT "00000001 22",
	  "{\"nl\":\"\",\"en\":\"\\\"\"}" },

	{ FIELD_VAGUE,
	  "00000004" NUMERIC "0000000a 0001 0000 0000 0002 1388" TEXT
	  "00000005 6578616374" NUMERIC NULL_PART NUMERIC NULL_PART,
	  "{\"value\":5000,\"qualifier\":\"exact\"}" },
	{ FIELD_VAGUE,
	  "00000004" NUMERIC NULL_PART TEXT "00000005 72616e6765" NUMERIC
	  "0000000a 0001 0000 0000 0000 0002" NUMERIC
	  "0000000c 0002 0000 0000 0001 0002 1388",
	  "{\"qualifier\":\"range\",\"lower\":2,\"upper\":2.5}" },

	{ FIELD_JSON, "7b20 2261 2220 3a20 5b31 2c20 225c 2220 225d 7d",
	  "{\"a\":[1,\"\\\" \"]}" },
	{ FIELD_JSON, "6e756c6c", "null" },
};

START_TEST(cell_is_written)
{
	struct field field = { .name = "x", .type = rows[_i].type };
	struct buf buf = { 0 };
	unsigned char *bytes;
	struct cell cell = cell_of(rows[_i].hex, &bytes);

	field_write(&buf, &field, &cell);
	ck_assert_buf_eq(&buf, rows[_i].want);
	free(bytes);
}
END_TEST

/* Every day of some centuries against a calendar that only counts. */
START_TEST(days_follow_one_another)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	struct field field = { .name = "x", .type = FIELD_DATE };
	int year = 1600, month = 1, day = 1, days;
	struct buf buf = { 0 };
	char want[40];

	for (days = -146097; days <= 146097; days++) {
		uint32_t bits = (uint32_t)days;
		unsigned char bytes[4] = { (unsigned char)(bits >> 24),
					   (unsigned char)(bits >> 16),
					   (unsigned char)(bits >> 8),
					   (unsigned char)bits };
		struct cell cell = { bytes, 4 };
		bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

		buf.length = 0;
		field_write(&buf, &field, &cell);
		snprintf(want, sizeof want, "\"%04d-%02d-%02d\"", year, month, day);
		if (buf.length != 12 || memcmp(buf.bytes, want, 12) != 0)
			ck_abort_msg("%.*s is not %s", (int)buf.length, buf.bytes, want);
		if (++day > lengths[month - 1] + (month == 2 && leap)) {
			day = 1;
			month++;
		}
		if (month > 12) {
			month = 1;
			year++;
		}
	}
	buf_finish(&buf);
}
END_TEST

/* 4000 digits: no buffer of ours has an end. */
START_TEST(number_may_be_very_long)
{
	enum { GROUPS = 1000 };
	static unsigned char bytes[8 + 2 * GROUPS] = { GROUPS >> 8, GROUPS & 255,
						       (GROUPS - 1) >> 8,
						       (GROUPS - 1) & 255 };
	struct field field = { .name = "x", .type = FIELD_NUMBER };
	struct cell cell = { bytes, sizeof bytes };
	struct buf buf = { 0 };
	size_t i;

	for (i = 8; i < sizeof bytes; i += 2) {
		bytes[i] = 9999 >> 8;
		bytes[i + 1] = 9999 & 255;
	}
	field_write(&buf, &field, &cell);
	ck_assert_uint_eq(buf.length, 4 * GROUPS);
	for (i = 0; i < buf.length; i++)
		ck_assert_int_eq(buf.bytes[i], '9');
	buf_finish(&buf);
}
END_TEST

static void add_tests(TCase *tests)
{
	tcase_set_timeout(tests, 60); /* a slow machine, under valgrind, and 800 years */
	ADD_ROWS(tests, cell_is_written, rows);
	tcase_add_test(tests, days_follow_one_another);
	tcase_add_test(tests, number_may_be_very_long);
}

int main(void)
{
	return unit_run("field_write", add_tests);
}
