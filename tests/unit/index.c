/* tests/unit/index.c - the root tells where everything is */
#include "lib/index.h"

#include "toy.h"
#include "unit.h"

START_TEST(index_lists_what_there_is)
{
	struct buf text = { 0 };

	index_write(&text, toy_resources, "https://x.example/v1");
	buf_char(&text, '\0');
	ck_assert(!buf_failed(&text));
	ck_assert_str_eq(
		text.bytes,
		"{\"self\":\"https://x.example/"
		"v1\",\"title\":\"Toegang\",\"collections\":["
		"{\"href\":\"https://x.example/v1/books\",\"description\":\"A book.\"},"
		"{\"hrefTemplate\":\"https://x.example/v1/books/{bookId}/pages\","
		"\"description\":\"A page.\"}],"
		"\"openapi\":\"https://x.example/v1/doc/openapi.json\","
		"\"health\":\"https://x.example/v1/health\"}");
	buf_finish(&text);
}
END_TEST

static void add_tests(TCase *tests)
{
	tcase_add_test(tests, index_lists_what_there_is);
}

int main(void)
{
	return unit_run("index", add_tests);
}
