/* server/resources/size_declaration.c - /organizations/{organizationId}/sizeDeclarations */
#include "lib/resource.h"

static const char *const size_classes[] = { "micro", "small", "medium", "large", NULL };

static const struct field fields[] = {
	FIELDS_RECORD,
	{ .name = "organizationId",
	  .type = FIELD_ID,
	  .flags = FIELD_READONLY | FIELD_NONNULL,
	  .refers = "organizations",
	  .doc = "Whose size class." },
	{ .name = "sizeClass",
	  .type = FIELD_CODE,
	  .flags = FIELD_REQUIRED | FIELD_SORT,
	  .filters = FILTER_EQ,
	  .choices = size_classes,
	  .doc = "The class declared; overrides what the yearly facts give.",
	  .example = "\"medium\"" },
	{ .name = "fromDate",
	  .type = FIELD_DATE,
	  .flags = FIELD_REQUIRED | FIELD_SORT,
	  .filters = FILTER_EQ | FILTER_RANGE,
	  .doc = "First day on which it holds.",
	  .example = "\"2015-01-01\"" },
	{ .name = "toDate",
	  .type = FIELD_DATE,
	  .flags = FIELD_SORT,
	  .filters = FILTER_EQ | FILTER_RANGE,
	  .doc = "Last day on which it holds; absent while it does.",
	  .example = "\"2016-12-31\"" },
	{ 0 }
};

static const struct filter filters[] = {
	{ .value = { .name = "activeOn", .type = FIELD_DATE, .doc = "Holds on this day." },
	  .sql = "t.from_date <= $ AND coalesce(t.to_date >= $, true)",
	  .single = true },
	{ .value = { 0 } }
};

const struct resource resource_size_declaration = {
	.path = "organizations/{organizationId}/sizeDeclarations",
	.singular = "sizeDeclaration",
	.view = "size_declarations",
	.table = "size_declaration",
	.key = "id",
	.parent = "organizationId",
	.parent_view = "organizations",
	.order = "-fromDate",
	.verbs = VERBS_ALL,
	.lane = LANE_FAST,
	.fields = fields,
	.filters = filters,
	.tag = "Organizations",
	.doc = "A dated, sourced statement of an organization's size class.",
};
