/* server/resources/budget_line.c - /projects/{projectId}/budgetLines */
#include "lib/resource.h"

static const char *const origins[] = { "knowledgeInstitutions", "companies",
				       "publicFunding", "other", NULL };
static const char *const states[] = { "earmarked", "granted", "committed", "paid", NULL };

static const struct field fields[] = {
	FIELDS_RECORD,
	{ .name = "projectId",
	  .type = FIELD_ID,
	  .flags = FIELD_READONLY | FIELD_NONNULL,
	  .refers = "projects",
	  .doc = "Of which project." },
	{ .name = "origin",
	  .type = FIELD_CODE,
	  .flags = FIELD_REQUIRED | FIELD_SORT,
	  .filters = FILTER_EQ,
	  .choices = origins,
	  .doc = "Who brings it in.",
	  .example = "\"companies\"" },
	{ .name = "amount",
	  .type = FIELD_AMOUNT,
	  .flags = FIELD_REQUIRED | FIELD_SORT,
	  .filters = FILTER_EQ | FILTER_RANGE,
	  .doc = "How much, over the whole project.",
	  .example = "{\"value\":\"1200000.00\",\"currency\":\"EUR\"}" },
	{ .name = "state",
	  .type = FIELD_CODE,
	  .flags = FIELD_REQUIRED | FIELD_SORT,
	  .filters = FILTER_EQ,
	  .choices = states,
	  .doc = "How firm it is; sums never mix states silently.",
	  .example = "\"granted\"" },
	{ 0 }
};

const struct resource resource_budget_line = {
	.path = "projects/{projectId}/budgetLines",
	.singular = "budgetLine",
	.view = "budget_lines",
	.table = "budget_line",
	.key = "id",
	.parent = "projectId",
	.parent_view = "projects",
	.order = "origin",
	.verbs = VERBS_ALL,
	.lane = LANE_FAST,
	.fields = fields,
	.tag = "Projects",
	.doc = "One sum in the budget of a project.",
};
