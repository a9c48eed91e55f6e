/* server/resources/ownership_link.c - /organizations/{organizationId}/ownershipLinks */
#include "lib/resource.h"

static const struct field fields[] = {
	FIELDS_RECORD,
	{ .name = "organizationId",
	  .type = FIELD_ID,
	  .flags = FIELD_READONLY | FIELD_NONNULL,
	  .refers = "organizations",
	  .doc = "The organization that is owned." },
	{ .name = "ownerId",
	  .type = FIELD_ID,
	  .filters = FILTER_EQ,
	  .refers = "organizations",
	  .doc = "The owner, when it is in the register; otherwise ownerName says who." },
	{ .name = "ownerName",
	  .type = FIELD_TEXT,
	  .filters = FILTER_EQ,
	  .min = 1,
	  .max = 300,
	  .pattern = "\\S(.*\\S)?",
	  .pattern_means = "one line without space at either end",
	  .doc = "The owner, when it is not in the register.",
	  .example = "\"Holding NV\"" },
	{ .name = "sharePercent",
	  .type = FIELD_NUMBER,
	  .flags = FIELD_REQUIRED | FIELD_SORT,
	  .filters = FILTER_RANGE,
	  .min = 0,
	  .max = 100,
	  .doc = "Share of capital or voting rights, whichever is higher: more than 0.",
	  .example = "33.3" },
	{ .name = "fromDate",
	  .type = FIELD_DATE,
	  .flags = FIELD_REQUIRED | FIELD_SORT,
	  .filters = FILTER_EQ | FILTER_RANGE,
	  .doc = "First day of the share.",
	  .example = "\"2014-07-01\"" },
	{ .name = "toDate",
	  .type = FIELD_DATE,
	  .flags = FIELD_SORT,
	  .filters = FILTER_EQ | FILTER_RANGE,
	  .doc = "Last day of it; absent while it lasts.",
	  .example = "\"2016-12-31\"" },
	{ 0 }
};

static const struct filter filters[] = {
	{ .value = { .name = "activeOn", .type = FIELD_DATE, .doc = "Holds on this day." },
	  .sql = "t.from_date <= $ AND coalesce(t.to_date >= $, true)",
	  .single = true },
	{ .value = { 0 } }
};

const struct resource resource_ownership_link = {
	.path = "organizations/{organizationId}/ownershipLinks",
	.singular = "ownershipLink",
	.view = "ownership_links",
	.table = "ownership_link",
	.key = "id",
	.parent = "organizationId",
	.parent_view = "organizations",
	.order = "-fromDate",
	.verbs = VERBS_ALL,
	.lane = LANE_FAST,
	.fields = fields,
	.filters = filters,
	.tag = "Organizations",
	.doc = "Who owns how much of an organization: from 25 % on it bears on the size "
	       "class.",
};
