/* server/resources/evaluation.c - /projects/{projectId}/evaluations */
#include "lib/resource.h"

static const char *const outcomes[] = { "successful", "partlySuccessful", "unsuccessful",
					NULL };

static const struct field fields[] = {
	FIELDS_RECORD,
	{ .name = "projectId",
	  .type = FIELD_ID,
	  .flags = FIELD_READONLY | FIELD_NONNULL,
	  .refers = "projects",
	  .doc = "Of which project." },
	{ .name = "outcome",
	  .type = FIELD_CODE,
	  .flags = FIELD_REQUIRED | FIELD_SORT,
	  .filters = FILTER_EQ,
	  .choices = outcomes,
	  .doc = "How the project turned out.",
	  .example = "\"successful\"" },
	{ .name = "date",
	  .type = FIELD_DATE,
	  .flags = FIELD_REQUIRED | FIELD_SORT,
	  .filters = FILTER_EQ | FILTER_RANGE,
	  .doc = "Day of the evaluation: never before the project ended or was stopped.",
	  .example = "\"2016-11-30\"" },
	{ .name = "summary",
	  .type = FIELD_LOCALIZED,
	  .min = 1,
	  .max = 5000,
	  .doc = "Why, in a few sentences.",
	  .example = "{\"nl\":\"De proefopstelling werkt.\"}" },
	{ 0 }
};

const struct resource resource_evaluation = {
	.path = "projects/{projectId}/evaluations",
	.singular = "evaluation",
	.view = "evaluations",
	.table = "evaluation",
	.key = "id",
	.parent = "projectId",
	.parent_view = "projects",
	.order = "-date",
	.verbs = VERBS_ALL,
	.lane = LANE_FAST,
	.fields = fields,
	.tag = "Projects",
	.doc = "What came of a project that is over; the latest evaluation counts.",
};
