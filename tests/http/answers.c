/* tests/http/answers.c - the eight answers over the demonstration register, figure by figure */
#include "client.h"

#include <stdlib.h>
#include <string.h>

#define PERIOD "?fromDate=2014-06-01&toDate=2016-12-31"

static struct response *answer(int number, const char *period)
{
	return expect(200, "GET", format("/questions/%d/answer%s", number, period), NULL);
}

/* The figure with that code and origin. */
static const json_t *figure(const struct response *r, const char *code,
			    const char *origin)
{
	const json_t *one;
	size_t i;

	json_array_foreach(
		at(r, "figures"), i,
		one) if (strcmp(json_string_value(json_object_get(one, "code")), code) ==
				 0 &&
			 strcmp(json_string_value(json_object_get(one, "origin")),
				origin) == 0) return one;
	ck_abort_msg("no %s figure %s in %s", origin, code, r->body);
	return NULL;
}

/* As text: "42", "44.4", of money its amount. */
static const char *value_of(const json_t *figure)
{
	const json_t *value = json_object_get(figure, "value");

	if (json_is_object(value))
		return json_string_value(json_object_get(value, "value"));
	return format("%.15g", json_number_value(value));
}

static const struct {
	int number;
	const char *code, *origin, *value, *qualifier;
} published[] = {
	{ 1, "projects.count", "computed", "42", "exact" },
	{ 1, "projects.icon", "computed", "30", "exact" },
	{ 1, "projects.sbo", "computed", "8", "exact" },
	{ 1, "projects.infrastructure", "computed", "4", "exact" },
	{ 1, "projects.companies", "computed", "44", "exact" },
	{ 1, "projects.smes", "computed", "19", "exact" },
	{ 1, "projects.budget.granted", "computed", "100000000.00", "exact" },
	{ 1, "projects.budget", "reported", "100000000.00", "approximately" },
	{ 1, "projects.companiesShare", "reported", "50", "approximately" },
	{ 1, "projects.ownContribution", "reported", "15000000.00", "approximately" },
	{ 2, "projects.multinationalBranchShare", "reported", "80", "exact" },
	{ 2, "projects.multinationalBranchProjects", "computed", "34", "exact" },
	{ 3, "projects.smeShare", "reported", "80", "exact" },
	{ 3, "projects.smeProjects", "computed", "34", "exact" },
	{ 4, "projects.ended", "computed", "5", "exact" },
	{ 4, "projects.successful", "computed", "5", "exact" },
	{ 5, "members.atStart", "computed", "40", "exact" },
	{ 5, "members.atEnd", "computed", "90", "exact" },
	{ 6, "members.count", "computed", "90", "exact" },
	{ 6, "members.smes", "computed", "40", "exact" },
	{ 6, "members.smeShare", "computed", "44.4", "exact" },
	{ 6, "members.smeShare", "reported", "50", "almost" },
	{ 7, "events.contacts", "reported", "5000", "approximately" },
	{ 7, "events.smeAttendees", "reported", "250", "approximately" },
	{ 7, "events.symposiumAttendees", "reported", "330", "exact" },
	{ 7, "events.seminars", "reported", "2", "atMost" },
	{ 7, "mechatronics.projects", "reported", "25", "moreThan" },
	{ 7, "mechatronics.advisoryTrajectories", "reported", "50", "moreThan" },
	{ 8, "funding.2014", "computed", "8400000.00", "exact" },
	{ 8, "funding.2015", "computed", "13220000.00", "exact" },
	{ 8, "funding.2016", "computed", "18278000.00", "exact" },
	{ 8, "funding.granted.2014.generalBudget", "computed", "3500000.00", "exact" },
	{ 8, "funding.granted.2014.competitiviteitsfonds", "computed", "5000000.00",
	  "exact" },
	{ 8, "funding.earmarked.2014.efro", "computed", "8000000.00", "exact" },
};

START_TEST(figure_is_as_published)
{
	struct response *r = answer(published[_i].number, PERIOD);
	const json_t *f = figure(r, published[_i].code, published[_i].origin);

	ck_assert_str_eq(value_of(f), published[_i].value);
	ck_assert_str_eq(json_string_value(json_object_get(f, "qualifier")),
			 published[_i].qualifier);
	response_free(r);
}
END_TEST

static const struct {
	int number;
	const char *status, *nl, *en; /* what the prose must say */
} prose[] = {
	{ 1, "answered", "42 projecten", "42 projects" },
	{ 1, "answered", "± 100.000.000 euro", "± 100,000,000 euro" },
	{ 2, "answered", "In 34 van de 42 projecten (81 %)",
	  "In 34 of the 42 projects (81 %)" },
	{ 3, "answered", "minstens één Vlaamse kmo", "at least one Flemish SME" },
	{ 4, "notAnswerable", "2 à 3 jaar", "2 to 3 years" },
	{ 5, "answered", "groeide van 40 naar 90 bedrijven",
	  "grew from 40 to 90 companies" },
	{ 6, "answered", "40 kmo's (44,4 %)", "40 are SMEs (44.4 %)" },
	{ 7, "partly", "meer dan 25 projecten", "more than 25 projects" },
	{ 8, "answered", "2014: 8.400.000 + 0 = 8.400.000 euro",
	  "8,220,000 + 5,000,000" },
};

START_TEST(prose_says_it)
{
	struct response *r = answer(prose[_i].number, PERIOD);

	ck_assert_str_eq(text_at(r, "status"), prose[_i].status);
	ck_assert_msg(strstr(text_at(r, "text.nl"), prose[_i].nl) != NULL, "%s",
		      text_at(r, "text.nl"));
	ck_assert_msg(strstr(text_at(r, "text.en"), prose[_i].en) != NULL, "%s",
		      text_at(r, "text.en"));
	response_free(r);
}
END_TEST

/* Whoever follows a figure finds the records: as many as it counts, or adding up to it. */
static void opens_up(const json_t *figure)
{
	const json_t *part = json_object_get(figure, "numerator");
	const char *href = json_string_value(json_object_get(figure, "href"));
	struct response *r = expect(200, "GET", format("%s&pageSize=500", href), NULL);
	const json_t *item;
	double sum = 0;
	size_t i;

	ck_assert_ptr_null(at(r, "next"));
	if (!json_is_object(json_object_get(figure, "value"))) {
		ck_assert_msg(number_at(r, "total") ==
				      json_integer_value(json_object_get(
					      part ? part : figure, "value")),
			      "%s", href);
		response_free(r);
		return;
	}
	json_array_foreach(at(r, "items"), i, item) sum += atof(json_string_value(
		json_object_get(json_object_get(item, "amount"), "value")));
	ck_assert_str_eq(format("%.2f", sum), value_of(figure));
	response_free(r);
}

static const char *const periods[] = {
	PERIOD,
	"?fromDate=2015-01-01&toDate=2015-12-31",
	"?fromDate=2014-06-01&toDate=2016-12-31&asOf=2015-06-30",
	"?fromDate=2010-01-01&toDate=2010-12-31",
	"",
};

START_TEST(every_figure_opens_up)
{
	const char *origin;
	const json_t *f;
	int number;
	size_t i;

	for (number = 1; number <= 8; number++) {
		struct response *r = answer(number, periods[_i]);

		json_array_foreach(at(r, "figures"), i, f)
		{
			origin = json_string_value(json_object_get(f, "origin"));
			if (strcmp(origin, "computed") == 0)
				opens_up(f);
			else
				response_free(expect(
					200, "GET",
					json_string_value(json_object_get(f, "href")),
					NULL));
		}
		ck_assert_ptr_nonnull(at(r, "text.nl"));
		response_free(r);
	}
}
END_TEST

static void has(int number, const char *code, const char *value)
{
	struct response *r = answer(number, PERIOD);

	ck_assert_str_eq(value_of(figure(r, code, "computed")), value);
	response_free(r);
}

/* Nothing is hard-coded: a record more is one more, and without it all is as before. */
START_TEST(figures_follow_the_records)
{
	const char *who = create("/organizations",
				 "{\"name\":\"Newcomer\",\"kind\":\"company\","
				 "\"nutsCode\":\"BE242\",\"nutsVersion\":\"2016\"}");
	const char *source = create("/sources", "{\"title\":\"Declaration\"}");
	const char *member, *line;
	struct response *r;

	create(format("/organizations/%s/sizeDeclarations", who),
	       format("{\"sizeClass\":\"micro\",\"fromDate\":\"2015-01-01\","
		      "\"sourceIds\":[\"%s\"]}",
		      source));
	member = create(
		"/members",
		format("{\"organizationId\":\"%s\",\"joinedDate\":\"2015-01-01\"}", who));
	line = create(
		"/funding",
		"{\"budgetYear\":2016,\"nature\":\"oneOff\",\"state\":\"committed\","
		"\"fund\":\"hermesfonds\",\"amount\":{\"value\":\"0.01\","
		"\"currency\":\"EUR\"}}");
	r = expect(200, "GET", format("/funding/%s", line), NULL);
	response_free(r);
	has(5, "members.atStart", "40");
	has(5, "members.atEnd", "91");
	has(6, "members.smes", "41");
	has(8, "funding.2016", "18278000.01");
	response_free(expect(204, "DELETE", format("/members/%s", member), NULL));
	response_free(expect(204, "DELETE", format("/organizations/%s", who), NULL));
	response_free(expect(204, "DELETE", format("/funding/%s", line), NULL));
	has(5, "members.atEnd", "90");
	has(6, "members.smes", "40");
	has(8, "funding.2016", "18278000.00");
}
END_TEST

/* A company whose part ended before the period asked: figure and link must agree on it. */
START_TEST(early_leaver_is_counted_as_listed)
{
	const char *who = create("/organizations",
				 "{\"name\":\"Leaver\",\"kind\":\"company\","
				 "\"nutsCode\":\"BE242\",\"nutsVersion\":\"2016\"}");
	const char *source = create("/sources", "{\"title\":\"Declaration of size\"}");
	const char *project = create(
		"/projects",
		"{\"code\":\"L-1\",\"title\":{\"en\":\"Left\"},\"instrument\":\"icon\","
		"\"startDate\":\"2015-01-01\",\"endDate\":\"2016-12-31\"}");
	const json_t *f;
	int number;
	size_t i;

	create(format("/organizations/%s/sizeDeclarations", who),
	       format("{\"sizeClass\":\"small\",\"fromDate\":\"2015-01-01\","
		      "\"sourceIds\":[\"%s\"]}",
		      source));
	create(format("/organizations/%s/multinationalBranches", who),
	       "{\"groupName\":\"G\",\"fromDate\":\"2015-01-01\"}");
	create(format("/projects/%s/participants", project),
	       format("{\"organizationId\":\"%s\",\"role\":\"coordinator\",\"toDate\":"
		      "\"2015-06-30\"}",
		      who));
	for (number = 1; number <= 4; number++) {
		struct response *r = answer(number,
					    "?fromDate=2016-01-01&toDate=2016-12-31");

		json_array_foreach(
			at(r, "figures"), i,
			f) if (strcmp(json_string_value(json_object_get(f, "origin")),
				      "computed") == 0) opens_up(f);
		response_free(r);
	}
	response_free(expect(204, "DELETE", format("/projects/%s", project), NULL));
	response_free(expect(204, "DELETE", format("/organizations/%s", who), NULL));
}
END_TEST

START_TEST(answer_is_given_as_known)
{
	struct response *r = expect(200, "GET",
				    "/funding?budgetYear=2015&nature=recurrent", NULL);
	const char *path = format("/funding/%s", text_at(r, "items.0.id"));
	const char *then = format("%s", text_at(r, "items.0.updatedAt"));

	response_free(r);
	response_free(expect(200, "PATCH", path,
			     "{\"amount\":{\"value\":\"1.00\",\"currency\":\"EUR\"}}"));
	has(8, "funding.2015", "5000001.00");
	r = answer(8, format(PERIOD "&knownAt=%s", then));
	ck_assert_str_eq(value_of(figure(r, "funding.2015", "computed")), "13220000.00");
	opens_up(figure(r, "funding.2015", "computed"));
	response_free(r);
	response_free(
		expect(200, "PATCH", path,
		       "{\"amount\":{\"value\":\"8220000.00\",\"currency\":\"EUR\"}}"));
}
END_TEST

START_TEST(language_may_be_chosen)
{
	struct response *r = answer(5, PERIOD "&lang=nl");

	ck_assert_ptr_nonnull(at(r, "text.nl"));
	ck_assert_ptr_null(at(r, "text.en"));
	response_free(r);
	expect_issue("GET", "/questions/5/answer?lang=fr", NULL, "lang",
		     "schemaViolation");
}
END_TEST

START_TEST(placeholders_are_plain)
{
	struct response *r = expect(200, "GET", "/projects?pageSize=500", NULL);
	const json_t *item;
	size_t i;

	json_array_foreach(at(r, "items"), i, item)
	{
		ck_assert(json_is_true(json_object_get(item, "synthetic")));
		ck_assert_ptr_nonnull(
			strstr(json_string_value(json_object_get(
				       json_object_get(item, "title"), "en")),
			       "(placeholder)"));
	}
	response_free(r);
	r = expect(200, "GET", "/funding?synthetic=true", NULL);
	ck_assert_int_eq(number_at(r, "total"), 0);
	response_free(r);
}
END_TEST

static void add_tests(TCase *tests)
{
	tcase_add_loop_test(tests, figure_is_as_published, 0,
			    sizeof published / sizeof *published);
	tcase_add_loop_test(tests, prose_says_it, 0, sizeof prose / sizeof *prose);
	tcase_add_loop_test(tests, every_figure_opens_up, 0,
			    sizeof periods / sizeof *periods);
	tcase_add_test(tests, figures_follow_the_records);
	tcase_add_test(tests, early_leaver_is_counted_as_listed);
	tcase_add_test(tests, answer_is_given_as_known);
	tcase_add_test(tests, language_may_be_chosen);
	tcase_add_test(tests, placeholders_are_plain);
}

int main(void)
{
	static const char *const options[] = { "--demonstration", "true", NULL };

	return run_suite("answers", add_tests, options);
}
