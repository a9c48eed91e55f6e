/* server/resources/multinational_branch.c - …/{organizationId}/multinationalBranches */
#include "lib/resource.h"

static const struct field fields[] = {
	FIELDS_RECORD,
	{ .name = "organizationId",
	  .type = FIELD_ID,
	  .flags = FIELD_READONLY | FIELD_NONNULL,
	  .refers = "organizations",
	  .doc = "The organization that is the branch." },
	{ .name = "groupName",
	  .type = FIELD_TEXT,
	  .flags = FIELD_REQUIRED | FIELD_SORT,
	  .filters = FILTER_EQ,
	  .min = 1,
	  .max = 300,
	  .pattern = "\\S(.*\\S)?",
	  .pattern_means = "one line without space at either end",
	  .doc = "The parent group.",
	  .example = "\"Group 3 (placeholder)\"" },
	{ .name = "groupCountry",
	  .type = FIELD_TEXT,
	  .flags = FIELD_SORT,
	  .filters = FILTER_EQ,
	  .min = 2,
	  .max = 2,
	  .pattern = "[A-Z]{2}",
	  .pattern_means = "a code of ISO 3166-1 alpha-2",
	  .doc = "Country of the group's seat.",
	  .example = "\"SE\"" },
	{ .name = "fromDate",
	  .type = FIELD_DATE,
	  .flags = FIELD_REQUIRED | FIELD_SORT,
	  .filters = FILTER_EQ | FILTER_RANGE,
	  .doc = "First day in the group.",
	  .example = "\"2014-07-01\"" },
	{ .name = "toDate",
	  .type = FIELD_DATE,
	  .flags = FIELD_SORT,
	  .filters = FILTER_EQ | FILTER_RANGE,
	  .doc = "Last day in the group; absent while it is part of it.",
	  .example = "\"2016-12-31\"" },
	{ 0 }
};

static const struct filter filters[] = {
	{ .value = { .name = "activeOn", .type = FIELD_DATE, .doc = "Holds on this day." },
	  .sql = "t.from_date <= $ AND coalesce(t.to_date >= $, true)",
	  .single = true },
	{ .value = { 0 } }
};

const struct resource resource_multinational_branch = {
	.path = "organizations/{organizationId}/multinationalBranches",
	.singular = "multinationalBranch",
	.view = "multinational_branches",
	.table = "multinational_branch",
	.key = "id",
	.parent = "organizationId",
	.parent_view = "organizations",
	.order = "-fromDate",
	.verbs = VERBS_ALL,
	.lane = LANE_FAST,
	.fields = fields,
	.filters = filters,
	.tag = "Organizations",
	.doc = "A period in which an organization is a branch of a multinational group.",
};
