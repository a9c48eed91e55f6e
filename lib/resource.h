/*
 * lib/resource.h - what a collection of the API is: data that the engine reads
 *
 * A resource is one const table in server/resources/. Its fields are columns of its view,
 * api.<view>, in snake_case; those not read-only are columns of core.<table> too. At start
 * the server compares both and refuses to run when they disagree.
 */
#ifndef TOEGANG_RESOURCE_H
#define TOEGANG_RESOURCE_H

#include "lib/field.h"

enum verb {
	VERB_LIST = 1 << 0,
	VERB_READ = 1 << 1,
	VERB_CREATE = 1 << 2,
	VERB_UPDATE = 1 << 3,
	VERB_DELETE = 1 << 4,
	VERBS_ALL = VERB_LIST | VERB_READ | VERB_CREATE | VERB_UPDATE | VERB_DELETE,
};

enum lane {
	LANE_FAST, /* point reads and pages that an index serves */
	LANE_SLOW, /* what may take long: aggregates, searches without an index */
	LANE_WRITE,
	LANE_COUNT
};

/*
 * A query parameter that is no plain property: a predicate over the row, named t. In .sql `$`
 * stands for the value: an array of field_sql_type(), for = ANY ($), unless .single; `@` stands
 * before the name of a view, for the schema asked.
 * With .via the predicate is over a row r of that relation, and all predicates given for one
 * relation must hold for the same r.
 */
struct filter {
	struct field value; /* name, type, limits, doc */
	const char *sql;
	const char *via; /* name of a relation, or NULL */
	bool single;     /* may not be repeated */
};

/*
 * Other rows that a filter can speak of. The predicate of a request with any of its filters:
 * EXISTS (SELECT FROM <from> WHERE <on> AND …)
 */
struct relation {
	const char *name;
	const char *from; /* "@participations AS r": `@` as in a filter */
	const char *on;   /* "r.organization_id = t.id" */
};

/*
 * GET /{collection}/{key}/{action}: a function of PostgreSQL with the signature
 * (key text, base text, parameters jsonb) returning json; base is public_url, parameters
 * holds the query parameters given, checked, as texts. A null answer is 404.
 */
struct action {
	const char *name;
	const char *function; /* of the schema asked: "question_answer" */
	const struct field *
		parameters; /* ends with an empty one; asOf and knownAt come by themselves */
	const char *doc;
};

struct resource {
	const char *path;     /* "projects", "projects/{projectId}/participants" */
	const char *singular; /* "project": names the path parameter and the operations */
	const char *view;     /* of schemas api and api_known */
	const char *table;    /* of schema core; NULL: nothing writes it */
	const char *key; /* property that addresses an item: "id", "code", "number" */
	const char *
		parent; /* property that the path parameter fills ("projectId"), or NULL */
	const char *
		parent_view; /* where the parent must exist (its "id", or .parent_key), or NULL */
	const char *parent_key; /* column of parent_view; NULL: "id" */
	const char *
		order; /* default sort, as in sort=: "-startDate" or "code"; unique key added */
	unsigned verbs;
	enum lane lane;
	const struct field *fields;       /* ends with an empty one, as do the others */
	const struct filter *filters;     /* or NULL */
	const struct relation *relations; /* or NULL */
	const struct action *actions;     /* or NULL */
	const char *tag;                  /* heading in the documentation */
	const char *doc;                  /* one sentence */
};

/*
 * The fields that every record has. FIELDS_RECORD begins a table of fields with them; a view
 * that lacks them (questions) spells out its own.
 */
#define FIELDS_RECORD                                                                    \
	{ .name = "id",                                                                  \
	  .type = FIELD_ID,                                                              \
	  .flags = FIELD_READONLY | FIELD_NONNULL | FIELD_SORT,                          \
	  .filters = FILTER_EQ,                                                          \
	  .doc = "UUIDv7, given by the register." },                                     \
		{ .name = "version",                                                     \
		  .type = FIELD_INTEGER,                                                 \
		  .flags = FIELD_READONLY | FIELD_NONNULL,                               \
		  .doc = "Grows by one with every change." },                            \
		{ .name = "createdAt",                                                   \
		  .type = FIELD_INSTANT,                                                 \
		  .flags = FIELD_READONLY | FIELD_NONNULL | FIELD_SORT,                  \
		  .filters = FILTER_RANGE,                                               \
		  .doc = "When the register first knew it." },                           \
		{ .name = "updatedAt",                                                   \
		  .type = FIELD_INSTANT,                                                 \
		  .flags = FIELD_READONLY | FIELD_NONNULL | FIELD_SORT,                  \
		  .filters = FILTER_RANGE,                                               \
		  .doc = "When the register last changed it." },                         \
		{ .name = "sourceIds",                                                   \
		  .type = FIELD_ID_LIST,                                                 \
		  .flags = FIELD_NONNULL,                                                \
		  .filters = FILTER_EQ,                                                  \
		  .refers = "sources",                                                   \
		  .max = 100,                                                            \
		  .doc = "The documents this rests on." },                               \
	{                                                                                \
		.name = "synthetic", .type = FIELD_BOOLEAN,                              \
		.flags = FIELD_NONNULL | FIELD_SILENT, .filters = FILTER_EQ,             \
		.doc = "True for a placeholder that stands in for a record nobody "      \
		       "named."                                                          \
	}

/* Index of the field with that name, or -1. */
int resource_field(const struct resource *resource, const char *name);

/* NULL, or what is wrong with the table itself: for start-up and tests, in words. */
const char *resource_fault(const struct resource *resource);

#endif
