/* tests/unit/uuid.c - RFC 9562 identifiers */
#include "rows.h"

#include "lib/uuid.h"

static const unsigned char zeros[16];
static const unsigned char ones[16] = { 255, 255, 255, 255, 255, 255, 255, 255,
					255, 255, 255, 255, 255, 255, 255, 255 };
/* RFC 9562, appendix A.6; version and variant take some of its bits. */
static const unsigned char example[10] = { 0x0c, 0xc3, 0x18, 0xc4, 0xdc,
					   0x0c, 0x0c, 0x07, 0x39, 0x8f };

static const struct {
	uint64_t unix_ms;
	const unsigned char *random;
	const char *want;
} v7[] = {
	{ 0x017f22e279b0, example, "017f22e2-79b0-7cc3-98c4-dc0c0c07398f" },
	{ 0, zeros, "00000000-0000-7000-8000-000000000000" },
	{ 0xffffffffffff, ones, "ffffffff-ffff-7fff-bfff-ffffffffffff" },
};

START_TEST(v7_holds_time_and_randomness)
{
	char text[UUID_TEXT_SIZE];

	uuid_v7(text, v7[_i].unix_ms, v7[_i].random);
	ck_assert_str_eq(text, v7[_i].want);
	ck_assert(uuid_is_valid(text));
}
END_TEST

START_TEST(v7_sorts_by_time)
{
	char older[UUID_TEXT_SIZE], newer[UUID_TEXT_SIZE];

	uuid_v7(older, 1700000000000, ones);
	uuid_v7(newer, 1700000000001, zeros);
	ck_assert_str_lt(older, newer);
}
END_TEST

START_TEST(v4_holds_randomness)
{
	char text[UUID_TEXT_SIZE];

	uuid_v4(text, zeros);
	ck_assert_str_eq(text, "00000000-0000-4000-8000-000000000000");
	uuid_v4(text, ones);
	ck_assert_str_eq(text, "ffffffff-ffff-4fff-bfff-ffffffffffff");
}
END_TEST

static const struct {
	const char *text;
	bool valid;
} texts[] = {
	{ "017f22e2-79b0-7cc3-98c4-dc0c0c07398f", true },
	{ "017F22E2-79B0-7CC3-98C4-DC0C0C07398F", true },
	{ "00000000-0000-0000-0000-000000000000", true },
	{ "", false },
	{ "017f22e2", false },
	{ "017f22e2-79b0-7cc3-98c4-dc0c0c07398", false },
	{ "017f22e2-79b0-7cc3-98c4-dc0c0c07398f0", false },
	{ "017f22e279b07cc398c4dc0c0c07398f", false },
	{ "017f22e2-79b0-7cc3-98c4-dc0c0c07398g", false },
	{ "017f22e27-9b0-7cc3-98c4-dc0c0c07398f", false },
	{ "{17f22e2-79b0-7cc3-98c4-dc0c0c07398}", false },
	{ " 17f22e2-79b0-7cc3-98c4-dc0c0c07398f", false },
};

START_TEST(text_is_judged)
{
	ck_assert_int_eq(uuid_is_valid(texts[_i].text), texts[_i].valid);
}
END_TEST

START_TEST(text_is_lowered)
{
	char text[UUID_TEXT_SIZE];

	uuid_lower(text, "017F22E2-79B0-7cC3-98C4-DC0C0C07398F");
	ck_assert_str_eq(text, "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
}
END_TEST

START_TEST(bytes_are_written)
{
	static const unsigned char bytes[16] = { 0x01, 0x23, 0x45, 0x67, 0x89, 0xab,
						 0xcd, 0xef, 0xfe, 0xdc, 0xba, 0x98,
						 0x76, 0x54, 0x32, 0x10 };
	char text[UUID_TEXT_SIZE];

	uuid_write(text, bytes);
	ck_assert_str_eq(text, "01234567-89ab-cdef-fedc-ba9876543210");
}
END_TEST

static void add_tests(TCase *tests)
{
	ADD_ROWS(tests, v7_holds_time_and_randomness, v7);
	tcase_add_test(tests, v7_sorts_by_time);
	tcase_add_test(tests, v4_holds_randomness);
	ADD_ROWS(tests, text_is_judged, texts);
	tcase_add_test(tests, text_is_lowered);
	tcase_add_test(tests, bytes_are_written);
}

int main(void)
{
	return unit_run("uuid", add_tests);
}
