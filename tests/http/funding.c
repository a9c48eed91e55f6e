/* tests/http/funding.c - /funding: exact money, its states, and what pays what */
#include "client.h"
#include "lifecycle.h"

#define LINE(state, more)                                                                \
	"{\"budgetYear\":2015,\"nature\":\"recurrent\",\"state\":\"" state               \
	"\",\"fund\":\"generalBudget\",\"amount\":{\"value\":\"8220000.00\","            \
	"\"currency\":\"EUR\"}" more "}"

START_TEST(funding_lives)
{
	live(&(struct lifecycle){
		.collection = "/funding",
		.body = LINE("granted", ",\"budgetArticle\":\"EB0-1EFG2AB-WT\","
					"\"allocation\":\"1EF124\""),
		.path = "amount.value",
		.text = "8220000.00",
		.find = "budgetYear=2015&state=granted&amountFrom=8220000&amountTo="
			"8220000.00"
			"&budgetArticle=EB0-1EFG2AB-WT&allocation=1EF124",
		.patch = "{\"decisionDate\":\"2015-03-01\"}",
		.patched_path = "decisionDate",
		.patched_text = "2015-03-01",
	});
}
END_TEST

START_TEST(payment_pays_a_grant)
{
	const char *grant = create("/funding", LINE("granted", ""));
	const char *payment = create(
		"/funding", format("{\"budgetYear\":2015,\"nature\":\"recurrent\","
				   "\"state\":\"paid\",\"fund\":"
				   "\"generalBudget\",\"amount\":{\"value\":\"1.00\","
				   "\"currency\":\"EUR\"},"
				   "\"paysId\":\"%s\",\"paymentDate\":\"2015-06-01\"}",
				   grant));

	response_free(expect(409, "DELETE", format("/funding/%s", grant), NULL));
	response_free(expect(204, "DELETE", format("/funding/%s", payment), NULL));
	response_free(expect(204, "DELETE", format("/funding/%s", grant), NULL));
}
END_TEST

START_TEST(bad_funding_is_refused)
{
	static const struct refused_body cases[] = {
		{ "{}", "budgetYear", "schemaViolation" },
		{ LINE("promised", ""), "state", "schemaViolation" },
		{ LINE("granted", ",\"paymentDate\":\"2015-01-01\""), "paymentDate",
		  "invalidInput" },
		{ LINE("granted", ",\"plan\":\"none\""), "plan",
		  "referencedResourceNotFound" },
		{ LINE("granted", ",\"budgetArticle\":\"none\""), "budgetArticle",
		  "referencedResourceNotFound" },
		{ LINE("granted", ",\"allocation\":\"1EF124\""), "budgetArticle",
		  "invalidInput" },
		{ 0 }
	};

	refuse_bodies("/funding", cases);
}
END_TEST

static void add_tests(TCase *tests)
{
	tcase_add_test(tests, funding_lives);
	tcase_add_test(tests, payment_pays_a_grant);
	tcase_add_test(tests, bad_funding_is_refused);
}

int main(void)
{
	return run_suite("funding", add_tests, NULL);
}
