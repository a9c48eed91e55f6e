/* tests/unit/query.c - plan → SQL: the text by the shape, the values as parameters */
#include "toy.h"
#include "unit.h"

#define ITEM "/v1/books/" TOY_ID
#define COLUMNS                                                                          \
	"t.id, t.version, t.created_at, t.updated_at, t.source_ids, t.synthetic, "       \
	"t.title, "                                                                      \
	"t.code, t.state, t.first_seen, t.readers"
#define SECRET_COLUMNS                                                                   \
	"t.id, t.version, t.created_at, t.updated_at, t.source_ids, t.synthetic, "       \
	"t.title, "                                                                      \
	"t.code, t.state, t.first_seen, t.price, t.readers"

static const struct {
	const char *method, *target, *body;
	bool authorized;
	size_t statement;
	const char *sql;
	const char *parameters; /* joined by | */
} cases[] = {
	{ "GET", "/v1/books", NULL, false, 0,
	  "SELECT " COLUMNS ", t.code::text, t.id::text FROM api.books AS t WHERE true"
	  " ORDER BY t.code, t.id LIMIT $1::bigint",
	  "51" },
	{ "GET", "/v1/books", NULL, false, 1,
	  "SELECT count(*) FROM api.books AS t WHERE true", "" },
	{ "GET", "/v1/books?state=draft&page=3&pageSize=10", NULL, false, 0,
	  "SELECT " COLUMNS ", t.code::text, t.id::text FROM api.books AS t WHERE true"
	  " AND t.state = $1::text ORDER BY t.code, t.id LIMIT $2::bigint OFFSET "
	  "$3::bigint",
	  "draft|11|20" },
	{ "GET", "/v1/books?state=draft&state=listed", NULL, false, 1,
	  "SELECT count(*) FROM api.books AS t WHERE true AND t.state = ANY ($1::text[])",
	  "{\"draft\",\"listed\"}" },
	{ "GET", "/v1/books?firstSeenFrom=2016-01-01&readersTo=5&sourceIds=" TOY_ID, NULL,
	  false, 1,
	  "SELECT count(*) FROM api.books AS t WHERE true AND t.first_seen >= $1::date"
	  " AND (t.readers).value <= $2::numeric AND t.source_ids && $3::uuid[]",
	  "2016-01-01|5|{\"" TOY_ID "\"}" },
	{ "GET", "/v1/books?lentTo=a&lentTo=b%22&lentOn=2016-01-01", NULL, false, 1,
	  "SELECT count(*) FROM api.books AS t WHERE true AND EXISTS (SELECT FROM "
	  "api.loans AS r"
	  " WHERE r.book_id = t.id AND r.reader = ANY ($1::text[]) AND r.from_date <= "
	  "$2::date"
	  " AND r.to_date >= $2)",
	  "{\"a\",\"b\\\"\"}|2016-01-01" },
	{ "GET", "/v1/books?knownAt=2016-01-01T00:00:00Z&lentTo=a", NULL, false, 1,
	  "SELECT count(*) FROM api_known.books AS t WHERE true AND EXISTS (SELECT FROM"
	  " api_known.loans AS r WHERE r.book_id = t.id AND r.reader = ANY ($1::text[]))",
	  "{\"a\"}" },
	{ "GET", "/v1/books?sort=-firstSeen", NULL, false, 0,
	  "SELECT " COLUMNS
	  ", t.first_seen::text, t.id::text FROM api.books AS t WHERE true"
	  " ORDER BY t.first_seen DESC NULLS LAST, t.id DESC LIMIT $1::bigint",
	  "51" },
	{ "GET", "/v1/books/" TOY_ID "/pages", NULL, false, 1,
	  "SELECT count(*), EXISTS (SELECT FROM api.books AS p WHERE p.id = $1::uuid)"
	  " FROM api.pages AS t WHERE true AND t.book_id = $2::uuid",
	  TOY_ID "|" TOY_ID },
	{ "GET", ITEM, NULL, true, 0,
	  "SELECT " SECRET_COLUMNS " FROM api.books AS t WHERE id = $1::uuid", TOY_ID },
	{ "GET", ITEM "/story?day=2016-01-01", NULL, false, 0,
	  "SELECT api.book_story($1::text, $2::text, $3::jsonb)",
	  TOY_ID "|https://x.example/v1|{\"day\":\"2016-01-01\"}" },
	{ "POST", "/v1/books", "{\"title\":{\"nl\":\"x\"},\"code\":\"a\"}", true, 0,
	  "INSERT INTO core.book (id, title, code) VALUES ($1::uuid,"
	  " jsonb_populate_record(NULL::core.localized, $2::jsonb), $3::text)",
	  TOY_ID "|{\"nl\":\"x\"}|a" },
	{ "POST", "/v1/books/" TOY_ID "/pages", "{\"number\":7}", true, 0,
	  "INSERT INTO core.page (id, book_id, number) VALUES ($1::uuid, $2::uuid, "
	  "$3::integer)",
	  TOY_ID "|" TOY_ID "|7" },
	{ "PATCH", ITEM, "{\"title\":{\"nl\":null},\"state\":null}", true, 0,
	  "UPDATE core.book SET title = jsonb_populate_record(title, $1::jsonb), state = "
	  "DEFAULT"
	  " WHERE id = $2::uuid RETURNING 1",
	  "{\"nl\":null}|" TOY_ID },
	{ "PATCH", ITEM, "{}", true, 0, "SELECT 1 FROM core.book WHERE id = $1::uuid",
	  TOY_ID },
	{ "GET", ITEM "/history", NULL, false, 0,
	  "SELECT h.version, h.operation, h.recorded_from, array_remove(ARRAY["
	  "CASE WHEN h.source_ids IS DISTINCT FROM lag(h.source_ids) OVER w THEN "
	  "'sourceIds' END, "
	  "CASE WHEN h.synthetic IS DISTINCT FROM lag(h.synthetic) OVER w THEN "
	  "'synthetic' END, "
	  "CASE WHEN h.title IS DISTINCT FROM lag(h.title) OVER w THEN 'title' END, "
	  "CASE WHEN h.code IS DISTINCT FROM lag(h.code) OVER w THEN 'code' END, "
	  "CASE WHEN h.state IS DISTINCT FROM lag(h.state) OVER w THEN 'state' END, "
	  "CASE WHEN h.first_seen IS DISTINCT FROM lag(h.first_seen) OVER w THEN "
	  "'firstSeen' END, "
	  "CASE WHEN h.readers IS DISTINCT FROM lag(h.readers) OVER w THEN 'readers' "
	  "END]::text[],"
	  " NULL) FROM history.book AS h WHERE id = $1::uuid"
	  " AND EXISTS (SELECT FROM core.book AS c WHERE c.id = h.id)"
	  " WINDOW w AS (PARTITION BY h.id ORDER BY h.version) ORDER BY h.recorded_from, "
	  "h.version",
	  TOY_ID },
	{ "DELETE", ITEM, NULL, true, 0,
	  "DELETE FROM core.book WHERE id = $1::uuid RETURNING 1", TOY_ID },
	{ "DELETE", ITEM, NULL, true, 1, "SELECT 1 FROM core.book WHERE id = $1::uuid",
	  TOY_ID },
};

static const char *joined(const struct statement *statement, struct arena *arena)
{
	const char *text = "";
	size_t i;

	for (i = 0; i < statement->parameter_count; i++)
		text = arena_format(arena, "%s%s%s", text, i ? "|" : "",
				    statement->parameters[i] ? statement->parameters[i] :
							       "NULL");
	return text;
}

START_TEST(plan_becomes_sql)
{
	struct toy toy;

	toy_init(&toy, cases[_i].method);
	toy.request.authorized = cases[_i].authorized;
	ck_assert_int_eq(toy_query(&toy, cases[_i].target, cases[_i].body), 0);
	ck_assert_uint_gt(toy.segment.count, cases[_i].statement);
	ck_assert_str_eq(toy.segment.statements[cases[_i].statement].sql, cases[_i].sql);
	ck_assert_str_eq(joined(&toy.segment.statements[cases[_i].statement], &toy.arena),
			 cases[_i].parameters);
	arena_finish(&toy.arena);
}
END_TEST

/* The predicate that finds the rows after one whose sort values are these. */
static const struct {
	const char *sort;
	const char *after[3];
	const char *sql;
} pages[] = {
	{ "sort=code",
	  { "a", TOY_ID },
	  " AND (t.code > $1::text OR t.code = $1 AND (t.id > $2::uuid)) AND t.code >= "
	  "$3::text"
	  " ORDER BY" },
	{ "sort=-code",
	  { "a", TOY_ID },
	  " AND (t.code < $1::text OR t.code = $1 AND (t.id < $2::uuid)) AND t.code <= "
	  "$3::text"
	  " ORDER BY" },
	{ "sort=firstSeen",
	  { "2016-01-01", TOY_ID },
	  " AND (t.first_seen > $1::date OR t.first_seen IS NULL OR t.first_seen = $1"
	  " AND (t.id > $2::uuid)) ORDER BY" },
	{ "sort=firstSeen",
	  { NULL, TOY_ID },
	  " AND (t.first_seen IS NULL AND (t.id > $1::uuid)) ORDER BY" },
	{ "sort=firstSeen&sort=-code",
	  { NULL, "a", TOY_ID },
	  " AND (t.first_seen IS NULL AND (t.code < $1::text OR t.code = $1"
	  " AND (t.id < $2::uuid))) ORDER BY" },
};

START_TEST(cursor_becomes_a_predicate)
{
	struct toy toy;

	toy_init(&toy, "GET");
	ck_assert_int_eq(
		toy_plan(&toy, arena_format(&toy.arena, "/v1/books?%s", pages[_i].sort),
			 NULL),
		0);
	toy.plan.after = pages[_i].after;
	ck_assert_int_eq(query_page(&toy.segment, &toy.plan), 0);
	ck_assert_msg(strstr(toy.segment.statements[0].sql, pages[_i].sql) != NULL, "%s",
		      toy.segment.statements[0].sql);
	arena_finish(&toy.arena);
}
END_TEST

START_TEST(key_and_times_come_first)
{
	static const struct credential who = { "prefix", "abcd", "trace" };
	struct toy toy;

	toy_init(&toy, "GET");
	ck_assert_int_eq(toy_plan(&toy, "/v1/books?asOf=2016-12-31", NULL), 0);
	ck_assert_int_eq(query_enter(&toy.segment, &toy.plan, &who), 0);
	ck_assert_uint_eq(toy.segment.count, 2);
	ck_assert_str_eq(toy.segment.statements[0].sql,
			 "SELECT core.enter($1::text, $2::bytea, $3::text, $4::text)");
	ck_assert_str_eq(joined(&toy.segment.statements[0], &toy.arena),
			 "prefix|\\xabcd|NULL|trace");
	ck_assert_str_eq(joined(&toy.segment.statements[1], &toy.arena), "2016-12-31|");
	arena_finish(&toy.arena);
}
END_TEST

static void add_tests(TCase *tests)
{
	tcase_add_loop_test(tests, plan_becomes_sql, 0, sizeof cases / sizeof *cases);
	tcase_add_loop_test(tests, cursor_becomes_a_predicate, 0,
			    sizeof pages / sizeof *pages);
	tcase_add_test(tests, key_and_times_come_first);
}

int main(void)
{
	return unit_run("query", add_tests);
}
