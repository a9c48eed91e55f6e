/*
 * lib/plan.h - request × resource → what shall be done, or a problem
 *
 * All that can be judged by the tables alone is judged here, every fault of a request at once.
 * What PostgreSQL alone can know (keys, references, states) is its to refuse.
 *
 * Errors     0, PLAN_E_REJECTED (the problem says why), -ENOMEM
 * Ownership  a plan and all it points to live as long as the request's arena
 */
#ifndef TOEGANG_PLAN_H
#define TOEGANG_PLAN_H

#include "lib/request.h"
#include "lib/resource.h"

enum {
	PLAN_E_OK,
	PLAN_E_REJECTED,
};

enum {
	PLAN_CONDITIONS_MAX = REQUEST_PARAMETERS_MAX,
	PLAN_SORT_MAX = 5, /* the unique key at the end included */
	PLAN_PAGE_SIZE = 50,
	PLAN_PAGE_SIZE_MAX = 500,
};

enum condition_kind {
	CONDITION_EQUALS, /* field is one of the values */
	CONDITION_FROM,   /* field is at least the value */
	CONDITION_TO,     /* field is at most the value */
	CONDITION_FILTER, /* the filter's own predicate */
};

struct condition {
	enum condition_kind kind;
	const struct field *field;   /* what the values are */
	const struct filter *filter; /* CONDITION_FILTER, else NULL */
	const char **values;         /* checked, as parameter texts */
	size_t value_count;
};

struct sort_key {
	const struct field *field;
	bool descending;
};

struct member {
	const struct field *field;
	const char
		*value; /* parameter text; NULL: to its default, which is null for most */
};

struct plan {
	/* Filled by route_match(). */
	const struct resource *resource;
	const struct action *action;
	const char *parent_key,
		*item_key; /* as in the path, then checked; NULL: none in it */

	const struct request *request;
	struct arena *arena;
	const char *as_of, *known_at; /* NULL: today, now */

	struct condition *conditions;
	size_t condition_count;
	struct sort_key sort[PLAN_SORT_MAX];
	size_t sort_count;
	unsigned page, page_size;
	const char *const
		*after; /* sort values of the row before the page; NULL: by number */
	uint64_t list_digest;

	struct member *members;
	size_t member_count;
	bool conditional;              /* If-Match was given, and is not * */
	const char *versions;          /* int[] literal: what it allows */
	const char *id;                /* of the row to be created */
	const char *action_parameters; /* JSON object of texts */
};

int plan_list(struct plan *plan, struct problem *why);
int plan_read(struct plan *plan, struct problem *why);
int plan_create(struct plan *plan, struct problem *why);
int plan_update(struct plan *plan, struct problem *why);
int plan_delete(struct plan *plan, struct problem *why);
int plan_action(struct plan *plan, struct problem *why);
int plan_nothing(struct plan *plan, struct problem *why); /* takes no parameters */

/* For the planners themselves: check the keys in the path; 0 or PLAN_E_REJECTED by `why`. */
int plan_keys(struct plan *plan, struct problem *why);
int plan_verdict(const struct problem *why);

/* A field that this request may see. */
bool plan_shows(const struct plan *plan, const struct field *field);

#endif
