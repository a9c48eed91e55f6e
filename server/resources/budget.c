/*
 * server/resources/budget.c - /budgetLines, over all projects
 *
 * What a sum of budgets links to; the lines are written below their project.
 */
#include "lib/resource.h"

static const char *const origins[] = { "knowledgeInstitutions", "companies",
				       "publicFunding", "other", NULL };
static const char *const states[] = { "earmarked", "granted", "committed", "paid", NULL };

static const struct field fields[] = {
	FIELDS_RECORD,
	{ .name = "projectId",
	  .type = FIELD_ID,
	  .flags = FIELD_READONLY | FIELD_NONNULL,
	  .filters = FILTER_EQ,
	  .refers = "projects",
	  .doc = "Of which project." },
	{ .name = "origin",
	  .type = FIELD_CODE,
	  .flags = FIELD_READONLY | FIELD_NONNULL | FIELD_SORT,
	  .filters = FILTER_EQ,
	  .choices = origins,
	  .doc = "Who brings it in." },
	{ .name = "amount",
	  .type = FIELD_AMOUNT,
	  .flags = FIELD_READONLY | FIELD_NONNULL | FIELD_SORT,
	  .filters = FILTER_EQ | FILTER_RANGE,
	  .doc = "How much, over the whole project." },
	{ .name = "state",
	  .type = FIELD_CODE,
	  .flags = FIELD_READONLY | FIELD_NONNULL | FIELD_SORT,
	  .filters = FILTER_EQ,
	  .choices = states,
	  .doc = "How firm it is; sums never mix states silently." },
	{ 0 }
};

static const struct relation relations[] = {
	{ .name = "project", .from = "@projects AS r", .on = "r.id = t.project_id" },
	{ 0 }
};

static const struct filter filters[] = {
	{ .value = { .name = "instrument",
		     .type = FIELD_CODE,
		     .list = "instruments",
		     .doc = "Of a project under this instrument." },
	  .sql = "r.instrument = ANY ($)",
	  .via = "project" },
	{ .value = { .name = "runningFrom",
		     .type = FIELD_DATE,
		     .doc = "Of a project that runs on this day or later." },
	  .sql = "coalesce(least(r.end_date, r.stopped_date) >= $, true)",
	  .via = "project",
	  .single = true },
	{ .value = { .name = "runningTo",
		     .type = FIELD_DATE,
		     .doc = "Of a project that runs on this day or earlier." },
	  .sql = "r.start_date <= $",
	  .via = "project",
	  .single = true },
	{ .value = { 0 } }
};

const struct resource resource_budget = {
	.path = "budgetLines",
	.singular = "projectBudgetLine",
	.view = "budget_lines",
	.key = "id",
	.order = "createdAt",
	.verbs = VERB_LIST | VERB_READ,
	.lane = LANE_FAST,
	.fields = fields,
	.filters = filters,
	.relations = relations,
	.tag = "Projects",
	.doc = "Budget lines of all projects.",
};
