/* tests/unit/reply.c - rows → status, headers, body */
#include "toy.h"
#include "unit.h"

#define ID "\x01\x90\xa5\xa0\0\0\x70\0\x80\0\0\0\0\0\0\x01"
#define CELL(bytes)                                                                      \
	{                                                                                \
		(const unsigned char *)(bytes), sizeof(bytes) - 1                        \
	}
#define NONE                                                                             \
	{                                                                                \
		NULL, -1                                                                 \
	}

/* A book as PostgreSQL sends it: every column, then the sort keys as text. */
static const struct cell book[] = {
	CELL(ID),
	CELL("\0\0\0\x03"),                   /* version */
	CELL("\0\0\0\0\0\0\0\0"),             /* 2000-01-01 */
	CELL("\0\0\0\0\0\x0f\x42\x40"),       /* a second later */
	CELL("\0\0\0\0\0\0\0\0\0\0\x0b\x86"), /* no sources */
	CELL("\0"),                           /* synthetic */
	CELL("\0\0\0\x02\0\0\0\x19\0\0\0\x01x\0\0\0\x19\xff\xff\xff\xff"),
	CELL("a\"b"),
	NONE,
	CELL("\0\0\0\x01"), /* 2000-01-02 */
	NONE,
	CELL("a\"b"),
	CELL(TOY_ID),
};
static const struct cell total[] = { CELL("\0\0\0\0\0\0\0\x07") };
static const struct cell no_parent[] = { CELL("\0\0\0\0\0\0\0\0"), CELL("\0") };

#define BOOK                                                                             \
	"\"self\":\"https://x.example/v1/books/" TOY_ID "\",\"id\":\"" TOY_ID            \
	"\",\"version\":3,\"createdAt\":\"2000-01-01T00:00:00Z\","                       \
	"\"updatedAt\":\"2000-01-01T00:00:01Z\",\"sourceIds\":[],\"title\":{\"nl\":"     \
	"\"x\"},"                                                                        \
	"\"code\":\"a\\\"b\",\"firstSeen\":\"2000-01-02\"}"

static void ask(struct toy *toy, const char *method, const char *target, const char *body)
{
	toy_init(toy, method);
	ck_assert_int_eq(toy_plan(toy, target, body), 0);
}

static void end(struct toy *toy, struct reply *reply)
{
	buf_finish(&reply->body);
	arena_finish(&toy->arena);
}

static const char *body_of(struct reply *reply)
{
	buf_char(&reply->body, '\0');
	return reply->body.bytes;
}

START_TEST(row_becomes_an_item)
{
	const struct answer answer = { .results = { { 1, 11, book } }, .count = 1 };
	struct reply reply = { 0 };
	struct toy toy;

	ask(&toy, "GET", "/v1/books/" TOY_ID, NULL);
	ck_assert_int_eq(reply_row(&reply, &toy.plan, &answer), 0);
	ck_assert_int_eq(reply.status, 200);
	ck_assert_int_eq(strncmp(reply.etag, "\"3-", 3), 0);
	ck_assert_str_eq(body_of(&reply), "{" BOOK);
	end(&toy, &reply);
}
END_TEST

START_TEST(known_item_is_not_sent_again)
{
	const struct answer answer = { .results = { { 1, 11, book } }, .count = 1 };
	struct reply reply = { 0 }, again = { 0 };
	struct toy toy;

	ask(&toy, "GET", "/v1/books/" TOY_ID, NULL);
	ck_assert_int_eq(reply_row(&reply, &toy.plan, &answer), 0);
	toy.request.if_none_match = reply.etag;
	ck_assert_int_eq(reply_row(&again, &toy.plan, &answer), 0);
	ck_assert_int_eq(again.status, 304);
	ck_assert_uint_eq(again.body.length, 0);
	ck_assert_str_eq(again.etag, reply.etag);
	buf_finish(&again.body);
	end(&toy, &reply);
}
END_TEST

START_TEST(page_has_its_links)
{
	const struct answer answer = { .results = { { 1, 13, book }, { 1, 1, total } },
				       .count = 2 };
	struct reply reply = { 0 };
	struct toy toy;

	ask(&toy, "GET", "/v1/books?pageSize=3&state=draft&page=2", NULL);
	ck_assert_int_eq(reply_page(&reply, &toy.plan, &answer), 0);
	ck_assert_str_eq(
		body_of(&reply),
		"{\"self\":\"https://x.example/v1/"
		"books?pageSize=3&state=draft&page=2\",\"items\":["
		"{\"href\":\"https://x.example/v1/books/" TOY_ID "\"," BOOK
		"],\"total\":7,"
		"\"page\":2,\"pageSize\":3,"
		"\"first\":\"https://x.example/v1/books?page=1&pageSize=3&state=draft\","
		"\"prev\":\"https://x.example/v1/books?page=1&pageSize=3&state=draft\","
		"\"last\":\"https://x.example/v1/books?page=3&pageSize=3&state=draft\"}");
	end(&toy, &reply);
}
END_TEST

/* One row more than the page was asked for: its last row leads on. */
START_TEST(next_leads_to_the_rows_after)
{
	struct cell two[26];
	const struct answer answer = { .results = { { 2, 13, two }, { 1, 1, total } },
				       .count = 2 };
	struct reply reply = { 0 };
	const char *next;
	struct toy toy;

	memcpy(two, book, sizeof book);
	memcpy(two + 13, book, sizeof book);
	ask(&toy, "GET", "/v1/books?pageSize=1", NULL);
	ck_assert_int_eq(reply_page(&reply, &toy.plan, &answer), 0);
	next = strstr(body_of(&reply), "\"next\":\"https://x.example");
	ck_assert_ptr_nonnull(next);
	next = arena_copy(&toy.arena, next + 25, strcspn(next + 25, "\""));

	end(&(struct toy){ 0 }, &reply);
	next = strdup(next);
	arena_finish(&toy.arena);
	ask(&toy, "GET", next, NULL);
	ck_assert_uint_eq(toy.plan.page, 2);
	ck_assert_str_eq(toy.plan.after[0], "a\"b");
	ck_assert_str_eq(toy.plan.after[1], TOY_ID);
	arena_finish(&toy.arena);
	free((char *)next);
}
END_TEST

START_TEST(absence_is_told_apart)
{
	const struct answer gone = { .results = { { 0 }, { 0 } }, .count = 2 };
	const struct answer moved = { .results = { { 0 }, { 1, 11, book } }, .count = 2 };
	const struct answer orphan = { .results = { { 0 }, { 1, 2, no_parent } },
				       .count = 2 };
	struct reply reply = { 0 };
	struct toy toy;

	ask(&toy, "PATCH", "/v1/books/" TOY_ID, "{}");
	ck_assert_int_eq(reply_updated(&reply, &toy.plan, &gone), 0);
	ck_assert_int_eq(reply.status, 404);
	ck_assert_int_eq(reply_updated(&reply, &toy.plan, &moved), 0);
	ck_assert_int_eq(reply.status, 412);
	ck_assert_int_eq(reply_deleted(&reply, &toy.plan, &moved), 0);
	ck_assert_int_eq(reply.status, 412);
	end(&toy, &reply);
	ask(&toy, "GET", "/v1/books/" TOY_ID "/pages", NULL);
	reply = (struct reply){ 0 };
	ck_assert_int_eq(reply_page(&reply, &toy.plan, &orphan), 0);
	ck_assert_int_eq(reply.status, 404);
	end(&toy, &reply);
}
END_TEST

START_TEST(created_item_has_a_place)
{
	const struct answer answer = { .results = { { 0 }, { 1, 11, book } },
				       .count = 2 };
	struct reply reply = { 0 };
	struct toy toy;

	ask(&toy, "POST", "/v1/books", "{\"title\":{\"nl\":\"x\"},\"code\":\"a\"}");
	ck_assert_int_eq(reply_created(&reply, &toy.plan, &answer), 0);
	ck_assert_int_eq(reply.status, 201);
	ck_assert_str_eq(reply.location, "https://x.example/v1/books/" TOY_ID);
	end(&toy, &reply);
}
END_TEST

START_TEST(odd_target_makes_a_clean_link)
{
	struct reply reply = { 0 };
	struct toy toy;

	toy_init(&toy, "GET");
	ck_assert_int_ne(toy_route(&toy, "/v1/no\"pe<\x01?a=\xff"), 0);
	ck_assert_int_eq(reply_problem(&reply, &toy.problem, &toy.request, "t"), 0);
	ck_assert_ptr_nonnull(
		strstr(body_of(&reply),
		       "\"href\":\"https://x.example/v1/no%22pe%3C%01?a=%FF\""));
	end(&toy, &reply);
}
END_TEST

static void add_tests(TCase *tests)
{
	tcase_add_test(tests, row_becomes_an_item);
	tcase_add_test(tests, known_item_is_not_sent_again);
	tcase_add_test(tests, page_has_its_links);
	tcase_add_test(tests, next_leads_to_the_rows_after);
	tcase_add_test(tests, absence_is_told_apart);
	tcase_add_test(tests, created_item_has_a_place);
	tcase_add_test(tests, odd_target_makes_a_clean_link);
}

int main(void)
{
	return unit_run("reply", add_tests);
}
