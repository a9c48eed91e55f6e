/* lib/plan_write.c - plans of what changes the register: bodies and preconditions */
#include "lib/plan.h"

#include "lib/array.h"
#include "lib/err.h"
#include "lib/json.h"

enum writing { WRITING_NEW, WRITING_PATCH };

/* NULL, or why this member may not stand in such a body. */
static const char *misplaced(const struct field *field, const json_t *value,
			     enum writing how)
{
	if (field->flags & FIELD_READONLY)
		return "is set by the register; leave it out";
	if (how == WRITING_PATCH && field->flags & FIELD_FIXED)
		return "cannot be changed after creation; leave it out";
	if (json_is_null(value) && field->flags & FIELD_REQUIRED)
		return "is required and cannot be null";
	if (json_is_null(value) && how == WRITING_NEW)
		return "must not be null; leave it out";
	return NULL;
}

static int plan_member(struct plan *plan, const char *name, const json_t *value,
		       enum writing how, struct problem *why)
{
	int f = resource_field(plan->resource, name);
	const struct field *field = f < 0 ? NULL : &plan->resource->fields[f];
	struct member *member = &plan->members[plan->member_count];
	const char *fault;
	int r;

	if (!field) {
		problem_issue(why, ISSUE_UNKNOWN, IN_BODY, arena_text(plan->arena, name),
			      NULL, "is not a property of this resource");
		return 0;
	}
	fault = misplaced(field, value, how);
	if (fault) {
		problem_issue(why, ISSUE_SCHEMA, IN_BODY, field->name, NULL, fault);
		return 0;
	}
	*member = (struct member){ .field = field };
	if (!json_is_null(value)) {
		r = field_check(&member->value, field, value, field->name, why,
				plan->arena);
		if (r)
			return r == FIELD_E_REJECTED ? 0 : r;
	}
	plan->member_count++;
	return 0;
}

static int plan_body(struct plan *plan, const json_t *body, enum writing how,
		     struct problem *why)
{
	const struct field *field;
	const char *name;
	json_t *value;
	int r;

	plan->members = arena_array(plan->arena, json_object_size(body) + 1,
				    sizeof *plan->members);
	if (!plan->members)
		return -ENOMEM;
	json_object_foreach((json_t *)body, name, value)
	{
		r = plan_member(plan, name, value, how, why);
		if (r)
			return r;
	}
	for (field = plan->resource->fields; how == WRITING_NEW && field->name; field++)
		if (field->flags & FIELD_REQUIRED && !(field->flags & FIELD_READONLY) &&
		    !json_object_get(body, field->name))
			problem_issue(why, ISSUE_SCHEMA, IN_BODY, field->name, NULL,
				      "is required");
	return 0;
}

/* If-Match holds entity tags "<version>-<digest>": a write clashes when the version moved. */
static int plan_condition(struct plan *plan)
{
	const char *at = plan->request->if_match;
	const char *versions[16];
	char *digits;
	size_t count = 0;

	plan->conditional = at && strcmp(at, "*") != 0;
	while (plan->conditional && (at = strchr(at, '"')) &&
	       count < COUNT_OF(versions)) {
		size_t n = strspn(at + 1, "0123456789");

		if (n > 0 && n < 10 && at[n + 1] == '-') {
			digits = arena_copy(plan->arena, at + 1, n);
			if (!digits)
				return -ENOMEM;
			versions[count++] = digits;
		}
		at = strchr(at + 1, '"');
		if (!at)
			break;
		at++;
	}
	plan->versions = array_literal(versions, count, plan->arena);
	return plan->versions ? 0 : -ENOMEM;
}

static bool content_type_is_json(const struct request *request, enum writing how)
{
	return content_type_is(request->content_type, "application/json") ||
	       (how == WRITING_PATCH &&
		content_type_is(request->content_type, "application/merge-patch+json"));
}

static int plan_write(struct plan *plan, enum writing how, struct problem *why)
{
	json_t *body = NULL;
	int r;

	if (!content_type_is_json(plan->request, how)) {
		problem_set(
			why, PROBLEM_UNSUPPORTED_MEDIA_TYPE,
			how == WRITING_PATCH ?
				"Send application/merge-patch+json or application/json." :
				"Send application/json.");
		return PLAN_E_REJECTED;
	}
	(void)plan_nothing(plan, why);
	r = plan_keys(plan, why);
	if (r)
		return r;
	r = json_parse_body(&body, plan->request->body, plan->request->body_bytes, why,
			    plan->arena);
	if (r)
		return r < 0 ? r : PLAN_E_REJECTED;
	r = plan_body(plan, body, how, why);
	json_decref(body);
	return r ? r : plan_verdict(why);
}

int plan_create(struct plan *plan, struct problem *why)
{
	plan->id = plan->request->fresh_id;
	return plan_write(plan, WRITING_NEW, why);
}

int plan_update(struct plan *plan, struct problem *why)
{
	int r = plan_condition(plan);

	return r ? r : plan_write(plan, WRITING_PATCH, why);
}

int plan_delete(struct plan *plan, struct problem *why)
{
	int r = plan_condition(plan);

	if (!r)
		r = plan_keys(plan, why);
	if (r)
		return r;
	return plan_nothing(plan, why);
}
