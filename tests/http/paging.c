/* tests/http/paging.c - walking a list: every item once, in order, whatever happens beside it */
#include "client.h"

#include <stdlib.h>
#include <string.h>

enum { SOURCES = 57 };

/* Publishers repeat and are missing at times, so that ties and nulls are walked too. */
static void fill(void)
{
	struct response *r = expect(200, "GET", "/sources", NULL);
	long long there = number_at(r, "total");
	int i;

	response_free(r);
	for (i = (int)there; i < SOURCES; i++)
		create("/sources",
		       i % 4 == 0 ? format("{\"title\":\"T%02d\"}", i) :
				    format("{\"title\":\"T%02d\",\"publisher\":\"P%d\","
					   "\"language\":\"nl\"}",
					   i, i % 3));
}

static const char *const orders[] = {
	"",
	"sort=title",
	"sort=-title",
	"sort=publisher",
	"sort=-publisher",
	"sort=publisher&sort=-title",
	"sort=-publisher&sort=title",
	"sort=-createdAt",
	"language=nl&sort=publisher",
};

/* Marks what a page shows; true when there is another. */
static bool mark(const struct response *r, bool seen[SOURCES], int *count)
{
	const json_t *item;
	size_t i;

	json_array_foreach(at(r, "items"), i, item)
	{
		const char *title = json_string_value(json_object_get(item, "title"));
		int n = atoi(title + 1);

		ck_assert_msg(!seen[n], "%s came twice", title);
		seen[n] = true;
		++*count;
	}
	return at(r, "next") != NULL;
}

START_TEST(walk_gives_each_once)
{
	const char *url = format("/sources?pageSize=10&%s", orders[_i]);
	bool seen[SOURCES] = { false }, more = true;
	int count = 0, page = 0;
	long long total = 0;

	fill();
	while (more) {
		struct response *r = expect(200, "GET", url, NULL);

		total = number_at(r, "total");
		ck_assert_int_eq(number_at(r, "page"), ++page);
		ck_assert_int_eq(number_at(r, "pageSize"), 10);
		ck_assert_int_eq(at(r, "prev") != NULL, page > 1);
		more = mark(r, seen, &count);
		url = more ? format("%s", text_at(r, "next")) : NULL;
		response_free(r);
	}
	ck_assert_int_eq(count, total);
	ck_assert_int_eq(page, (total + 9) / 10);
}
END_TEST

/* The same order by page number, and in the same rows. */
START_TEST(numbers_lead_where_next_does)
{
	struct response *first, *next, *numbered;

	fill();
	first = expect(200, "GET", "/sources?pageSize=20&sort=-publisher", NULL);
	next = expect(200, "GET", text_at(first, "next"), NULL);
	numbered = expect(200, "GET", "/sources?pageSize=20&sort=-publisher&page=2",
			  NULL);
	ck_assert(json_equal(at(next, "items"), at(numbered, "items")));
	ck_assert_str_eq(text_at(next, "prev"), text_at(first, "first"));
	response_free(numbered);
	numbered = expect(200, "GET", text_at(first, "last"), NULL);
	ck_assert_int_eq((long long)json_array_size(at(numbered, "items")), SOURCES - 40);
	response_free(numbered);
	numbered = expect(200, "GET", "/sources?page=1000&pageSize=500", NULL);
	ck_assert_uint_eq(json_array_size(at(numbered, "items")), 0);
	ck_assert_int_eq(number_at(numbered, "total"), SOURCES);
	response_free(numbered);
	response_free(next);
	response_free(first);
}
END_TEST

/* What is added or removed before the cursor moves no row of the rest. */
START_TEST(cursor_stands_still)
{
	struct response *first, *second;
	const char *before;

	fill();
	first = expect(200, "GET", "/sources?pageSize=10&sort=title", NULL);
	before = create("/sources", "{\"title\":\"A before all\"}");
	second = expect(200, "GET", text_at(first, "next"), NULL);
	ck_assert_str_eq(text_at(second, "items.0.title"), "T10");
	response_free(second);
	response_free(expect(204, "DELETE", format("/sources/%s", before), NULL));
	second = expect(200, "GET", text_at(first, "next"), NULL);
	ck_assert_str_eq(text_at(second, "items.0.title"), "T10");
	response_free(second);
	response_free(first);
}
END_TEST

START_TEST(cursor_is_of_its_list)
{
	struct response *first;
	const char *after;

	fill();
	first = expect(200, "GET", "/sources?pageSize=10&sort=title", NULL);
	after = strstr(text_at(first, "next"), "after=");
	expect_issue("GET", format("/sources?pageSize=10&sort=-title&%s", after), NULL,
		     "after", "invalidInput");
	expect_issue("GET", format("/events?%s", after), NULL, "after", "invalidInput");
	response_free(first);
}
END_TEST

static void add_tests(TCase *tests)
{
	tcase_add_loop_test(tests, walk_gives_each_once, 0,
			    sizeof orders / sizeof *orders);
	tcase_add_test(tests, numbers_lead_where_next_does);
	tcase_add_test(tests, cursor_stands_still);
	tcase_add_test(tests, cursor_is_of_its_list);
}

int main(void)
{
	return run_suite("paging", add_tests, NULL);
}
