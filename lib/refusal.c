/* lib/refusal.c - PostgreSQL's no, in the client's words */
#include "lib/refusal.h"

#include <stdlib.h>

#include "lib/err.h"

typedef void explain_fn(struct problem *problem, const struct refusal *refusal,
			const struct plan *plan, const struct rule *rule);

static explain_fn explain_conflict, explain_check, explain_reference, explain_value,
	explain_parameter;

/* The longest prefix that fits wins: five characters are a state, two a class. */
static const struct {
	const char *sqlstate;
	enum problem_kind kind;
	const char *detail;
	explain_fn *explain; /* NULL: kind and detail say it all */
} states[] = {
	{ "TG400", PROBLEM_BAD_REQUEST, NULL, explain_parameter },
	{ "TG401", PROBLEM_INVALID_ACCESS_TOKEN, "The key is not valid.", NULL },
	{ "TG410", PROBLEM_EXPIRED_ACCESS_TOKEN, "The key has expired.", NULL },
	{ "TG403", PROBLEM_MISSING_PERMISSION, "The key does not permit this.", NULL },
	{ "42501", PROBLEM_MISSING_PERMISSION, "The key does not permit this.", NULL },
	{ "23505", PROBLEM_CONFLICT, NULL, explain_conflict },
	{ "23P01", PROBLEM_CONFLICT, NULL, explain_conflict },
	{ "23503", PROBLEM_BAD_REQUEST, NULL, explain_reference },
	{ "23514", PROBLEM_BAD_REQUEST, NULL, explain_check },
	{ "23502", PROBLEM_BAD_REQUEST, NULL, explain_value },
	{ "22", PROBLEM_BAD_REQUEST, NULL, explain_value },
	{ "40", PROBLEM_UNAVAILABLE, "Another change came between; try again.", NULL },
	{ "55P03", PROBLEM_UNAVAILABLE, "The record is being changed; try again.", NULL },
	{ "57014", PROBLEM_TIMEOUT, "The database did not answer in time.", NULL },
	{ "57", PROBLEM_UNAVAILABLE, "The database is not available; try again.", NULL },
	{ "53", PROBLEM_UNAVAILABLE, "The database is overloaded; try again.", NULL },
	{ "08", PROBLEM_UNAVAILABLE, "The database is not available; try again.", NULL },
	{ "25006", PROBLEM_UNAVAILABLE, "The database takes no writes now; try again.",
	  NULL },
};

static int by_constraint(const void *name, const void *rule)
{
	return strcmp(name, ((const struct rule *)rule)->constraint);
}

static const struct rule *find_rule(const struct rules *rules, const char *constraint)
{
	if (!constraint || rules->count == 0)
		return NULL;
	return bsearch(constraint, rules->rules, rules->count, sizeof *rules->rules,
		       by_constraint);
}

/* The value given for a property, when the body had it. */
static const char *given(const struct plan *plan, const char *property)
{
	size_t n = strcspn(property, ".["), i;

	for (i = 0; i < plan->member_count; i++)
		if (strncmp(plan->members[i].field->name, property, n) == 0 &&
		    !plan->members[i].field->name[n])
			return plan->members[i].value;
	return NULL;
}

static void explain_conflict(struct problem *problem, const struct refusal *refusal,
			     const struct plan *plan, const struct rule *rule)
{
	const char *detail = rule ? arena_format(plan->arena, "%s: %s.", rule->property,
						 rule->detail) :
				    NULL;

	(void)refusal;
	problem_set(problem, PROBLEM_CONFLICT,
		    detail ? detail : "Another record stands in the way of this one.");
}

static void explain_check(struct problem *problem, const struct refusal *refusal,
			  const struct plan *plan, const struct rule *rule)
{
	(void)refusal;
	if (rule)
		problem_issue(problem, ISSUE_INVALID, IN_BODY, rule->property,
			      given(plan, rule->property), rule->detail);
	else
		problem_issue(problem, ISSUE_INVALID, IN_BODY, NULL, NULL,
			      "does not fit together");
}

static void explain_value(struct problem *problem, const struct refusal *refusal,
			  const struct plan *plan, const struct rule *rule)
{
	(void)refusal, (void)rule;
	problem_issue(problem, ISSUE_INVALID, plan->member_count ? IN_BODY : IN_QUERY,
		      NULL, NULL, "has a value that is out of range");
}

/* The function that raised it wrote "<parameter>: <what to do>". */
static void explain_parameter(struct problem *problem, const struct refusal *refusal,
			      const struct plan *plan, const struct rule *rule)
{
	const char *colon = strstr(refusal->message, ": ");
	const char *name = NULL, *detail = arena_text(plan->arena, refusal->message);

	(void)rule;
	if (colon) {
		name = arena_copy(plan->arena, refusal->message,
				  (size_t)(colon - refusal->message));
		detail = arena_text(plan->arena, colon + 2);
	}
	problem_issue(problem, ISSUE_INVALID, IN_QUERY, name, NULL, detail);
}

/* The property that a foreign key of this resource's table guards: <table>_<column>_fkey. */
static const struct field *referring_field(const struct plan *plan,
					   const char *constraint)
{
	const char *table = plan->resource->table;
	size_t prefix = table ? strlen(table) : 0;
	const struct field *field, *found = NULL;
	struct buf name = { 0 };

	if (!constraint || !table || strncmp(constraint, table, prefix) != 0)
		return NULL;
	for (field = plan->resource->fields; !found && field->name; field++) {
		name.length = 0;
		buf_char(&name, '_');
		buf_snake_case(&name, field->name);
		buf_text(&name, "_fkey");
		buf_char(&name, '\0');
		if (!buf_failed(&name) && strcmp(constraint + prefix, name.bytes) == 0)
			found = field;
	}
	buf_finish(&name);
	return found;
}

static void explain_reference(struct problem *problem, const struct refusal *refusal,
			      const struct plan *plan, const struct rule *rule)
{
	const struct field *field = referring_field(plan, refusal->constraint);

	if (plan->request->method == METHOD_DELETE || (!field && !rule))
		problem_set(problem, PROBLEM_CONFLICT,
			    "Other records still refer to this one; change or delete "
			    "them first.");
	else if (field && plan->resource->parent &&
		 strcmp(field->name, plan->resource->parent) == 0)
		problem_set(problem, PROBLEM_RESOURCE_NOT_FOUND,
			    "There is no such record to add this to.");
	else if (rule)
		problem_issue(problem, ISSUE_REFERENCE, IN_BODY, rule->property,
			      given(plan, rule->property), rule->detail);
	else
		problem_issue(problem, ISSUE_REFERENCE, IN_BODY, field->name,
			      given(plan, field->name),
			      field->list ? "must be a code of the reference list" :
					    "must name records that exist, each once");
}

void refusal_explain(struct problem *problem, const struct refusal *refusal,
		     const struct plan *plan, const struct rules *rules)
{
	size_t i, n, best = COUNT_OF(states), best_length = 0;

	for (i = 0; i < COUNT_OF(states); i++) {
		n = strlen(states[i].sqlstate);
		if (n > best_length &&
		    strncmp(refusal->sqlstate, states[i].sqlstate, n) == 0) {
			best = i;
			best_length = n;
		}
	}
	if (best == COUNT_OF(states))
		problem_set(problem, PROBLEM_INTERNAL,
			    "Something went wrong on our side.");
	else if (states[best].explain)
		states[best].explain(problem, refusal, plan,
				     find_rule(rules, refusal->constraint));
	else
		problem_set(problem, states[best].kind, states[best].detail);
}
