/* tests/http/size_declaration.c - /organizations/{organizationId}/sizeDeclarations */
#include "client.h"
#include "lifecycle.h"

static const char *source(void)
{
	static const char *id;

	if (!id)
		id = create("/sources", "{\"title\":\"Declaration\"}");
	return id;
}

START_TEST(size_declaration_lives)
{
	const char *of = create("/organizations",
				"{\"name\":\"O\",\"kind\":\"company\"}");

	live(&(struct lifecycle){
		.collection = format("/organizations/%s/sizeDeclarations", of),
		.body = format(
			"{\"sizeClass\":\"small\",\"fromDate\":\"2015-01-01\",\"toDate\":"
			"\"2015-12-31\",\"sourceIds\":[\"%s\"]}",
			source()),
		.path = "sizeClass",
		.text = "small",
		.find = "sizeClass=small",
		.patch = "{\"sizeClass\":\"medium\",\"toDate\":null}",
		.patched_path = "sizeClass",
		.patched_text = "medium",
	});
}
END_TEST

START_TEST(declaration_overrides_what_is_derived)
{
	const char *of = create("/organizations",
				"{\"name\":\"D\",\"kind\":\"company\"}");
	struct response *r;

	create(format("/organizations/%s/sizeDeclarations", of),
	       format("{\"sizeClass\":\"micro\",\"fromDate\":\"2015-01-01\",\"toDate\":"
		      "\"2015-12-31\",\"sourceIds\":[\"%s\"]}",
		      source()));
	r = expect(200, "GET", format("/organizations/%s?asOf=2015-12-31", of), NULL);
	ck_assert_str_eq(text_at(r, "sizeClass"), "micro");
	ck_assert_str_eq(text_at(r, "sizeClassBasis"), "declared");
	ck_assert(json_is_true(at(r, "isSme")));
	response_free(r);
	r = expect(200, "GET", format("/organizations/%s?asOf=2016-01-01", of), NULL);
	ck_assert_str_eq(text_at(r, "sizeClass"), "unknown");
	response_free(r);
	response_free(
		expect(409, "POST", format("/organizations/%s/sizeDeclarations", of),
		       format("{\"sizeClass\":\"large\",\"fromDate\":\"2015-12-31\","
			      "\"sourceIds\":[\"%s\"]}",
			      source())));
}
END_TEST

START_TEST(bad_size_declaration_is_refused)
{
	static const struct refused_body cases[] = {
		{ "{\"sizeClass\":\"small\",\"fromDate\":\"2015-01-01\"}", "sourceIds",
		  "invalidInput" },
		{ "{\"sizeClass\":\"unknown\",\"fromDate\":\"2015-01-01\"}", "sizeClass",
		  "schemaViolation" },
		{ "{\"sizeClass\":\"small\"}", "fromDate", "schemaViolation" },
		{ 0 }
	};
	const char *of = create("/organizations",
				"{\"name\":\"B\",\"kind\":\"company\"}");

	refuse_bodies(format("/organizations/%s/sizeDeclarations", of), cases);
}
END_TEST

static void add_tests(TCase *tests)
{
	tcase_add_test(tests, size_declaration_lives);
	tcase_add_test(tests, declaration_overrides_what_is_derived);
	tcase_add_test(tests, bad_size_declaration_is_refused);
}

int main(void)
{
	return run_suite("size_declaration", add_tests, NULL);
}
