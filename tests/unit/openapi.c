/* tests/unit/openapi.c - the document hangs together, and says what the tables say */
#include "lib/openapi.h"

#include <stdlib.h>

#include "toy.h"
#include "unit.h"

static json_t *made(void)
{
	struct buf text = { 0 };
	json_t *document;

	ck_assert_int_eq(
		openapi_write(&text, toy_resources, "https://x.example/v1", "1.2.3"), 0);
	document = json_loadb(text.bytes, text.length, JSON_REJECT_DUPLICATES, NULL);
	ck_assert_ptr_nonnull(document);
	buf_finish(&text);
	return document;
}

/* "a/b/c" below the document; NULL when there is nothing. Paths have ~ for their slashes. */
static const json_t *at(const json_t *value, const char *path)
{
	char step[128], *tilde;
	size_t n;

	for (; value && *path; path += n + (path[n] == '/')) {
		n = strcspn(path, "/");
		snprintf(step, sizeof step, "%.*s", (int)n, path);
		while ((tilde = strchr(step, '~')))
			*tilde = '/';
		value = json_is_array(value) ? json_array_get(value, (size_t)atoi(step)) :
					       json_object_get(value, step);
	}
	return value;
}

static void check_refs(const json_t *root, const json_t *value)
{
	const char *name;
	json_t *child;
	size_t i;

	json_object_foreach((json_t *)value, name, child)
	{
		if (strcmp(name, "$ref") == 0)
			ck_assert_msg(at(root, json_string_value(child) + 2) != NULL,
				      "%s", json_string_value(child));
		check_refs(root, child);
	}
	json_array_foreach(value, i, child) check_refs(root, child);
}

START_TEST(every_reference_leads_somewhere)
{
	json_t *document = made();

	check_refs(document, document);
	json_decref(document);
}
END_TEST

static const struct {
	const char *path, *text;
} said[] = {
	{ "openapi", "3.0.3" },
	{ "info/version", "1.2.3" },
	{ "servers/0/url", "https://x.example/v1" },
	{ "paths/~books/get/operationId", "listBooks" },
	{ "paths/~books/post/operationId", "createBook" },
	{ "paths/~books~{bookId}/patch/operationId", "updateBook" },
	{ "paths/~books~{bookId}~history/get/operationId", "readBookHistory" },
	{ "paths/~books~{bookId}~story/get/operationId", "readBookStory" },
	{ "paths/~books~{bookId}~pages/get/operationId", "listPages" },
	{ "paths/~health/get/operationId", "readHealth" },
	{ "components/schemas/Book/properties/state/enum/1", "listed" },
	{ "components/schemas/Book/properties/id/format", "uuid" },
	{ "components/schemas/BookNew/required/0", "title" },
	{ "components/schemas/BookNew/required/1", "code" },
	{ "components/securitySchemes/apiKey/scheme", "bearer" },
};

START_TEST(document_says_what_the_table_says)
{
	json_t *document = made();
	const json_t *value = at(document, said[_i].path);

	ck_assert_msg(json_is_string(value), "nothing at %s", said[_i].path);
	ck_assert_str_eq(json_string_value(value), said[_i].text);
	json_decref(document);
}
END_TEST

static const char *const absent[] = {
	"paths/~books~{bookId}~pages~{pageId}/patch",   /* not among the verbs */
	"components/schemas/PagePatch",                 /* nor needed */
	"components/schemas/BookNew/properties/id",     /* ours to set */
	"components/schemas/BookPatch/properties/code", /* fixed at creation */
	"components/schemas/BookPatch/required",
};

START_TEST(document_says_no_more)
{
	json_t *document = made();

	ck_assert_msg(!at(document, absent[_i]), "%s", absent[_i]);
	ck_assert_ptr_nonnull(
		at(document, "components/schemas/BookPatch/properties/state/nullable"));
	ck_assert(json_is_false(
		at(document, "components/schemas/BookNew/additionalProperties")));
	json_decref(document);
}
END_TEST

static void add_tests(TCase *tests)
{
	tcase_add_test(tests, every_reference_leads_somewhere);
	tcase_add_loop_test(tests, document_says_what_the_table_says, 0,
			    sizeof said / sizeof *said);
	tcase_add_loop_test(tests, document_says_no_more, 0,
			    sizeof absent / sizeof *absent);
}

int main(void)
{
	return unit_run("openapi", add_tests);
}
