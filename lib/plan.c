/* lib/plan.c - request × resource → what shall be done, or a problem */
#include "lib/plan.h"

#include <stdlib.h>
#include <xxhash.h>

#include "lib/cursor.h"
#include "lib/err.h"
#include "lib/json.h"

static const struct field as_of_field = { .name = "asOf", .type = FIELD_DATE };
static const struct field known_at_field = { .name = "knownAt", .type = FIELD_INSTANT };
static const struct field page_field = {
	.name = "page", .type = FIELD_INTEGER, .min = 1, .max = 1000000000
};
static const struct field page_size_field = {
	.name = "pageSize", .type = FIELD_INTEGER, .min = 1, .max = PLAN_PAGE_SIZE_MAX
};

bool plan_shows(const struct plan *plan, const struct field *field)
{
	return !(field->flags & FIELD_INTERNAL) || plan->request->authorized;
}

static void refuse_parameter(struct problem *why, const struct parameter *given,
			     const char *detail)
{
	problem_issue(why, ISSUE_INVALID, IN_QUERY, given->name, given->value, detail);
}

static void refuse_unknown(struct problem *why, const struct parameter *given)
{
	problem_issue(why, ISSUE_UNKNOWN, IN_QUERY, given->name, given->value,
		      "is not a parameter of this operation");
}

int plan_verdict(const struct problem *why)
{
	return why->kind == PROBLEM_NONE ? 0 : PLAN_E_REJECTED;
}

/* One value of a parameter; a fault stays in `why` and *out NULL, and planning goes on. */
static int parse_value(const char **out, const struct field *field,
		       const struct parameter *given, struct problem *why,
		       struct arena *arena)
{
	const char *text = given->value;
	char *mended;
	int r;

	/* A plus sign before a UTC offset reads as a space when it is not escaped. */
	if (field->type == FIELD_INSTANT && strlen(text) > 6 &&
	    text[strlen(text) - 6] == ' ') {
		mended = arena_text(arena, text);
		if (!mended)
			return -ENOMEM;
		mended[strlen(text) - 6] = '+';
		text = mended;
	}
	r = field_parse(out, field, given->name, text, why, arena);
	return r == FIELD_E_REJECTED ? 0 : r;
}

/* A parameter that may be given once only: *out must be NULL before. */
static int parse_once(const char **out, const struct field *field,
		      const struct parameter *given, struct problem *why,
		      struct arena *arena)
{
	if (*out) {
		refuse_parameter(why, given, "must not be repeated");
		return 0;
	}
	return parse_value(out, field, given, why, arena);
}

/* asOf and knownAt, which every reading operation takes. *taken: it was one of them. */
static int plan_time(bool *taken, struct plan *plan, const struct parameter *given,
		     struct problem *why)
{
	*taken = true;
	if (strcmp(given->name, as_of_field.name) == 0)
		return parse_once(&plan->as_of, &as_of_field, given, why, plan->arena);
	if (strcmp(given->name, known_at_field.name) == 0)
		return parse_once(&plan->known_at, &known_at_field, given, why,
				  plan->arena);
	*taken = false;
	return 0;
}

/* What a parameter's name asks of the resource; kind and field NULL when it is unknown. */
static struct condition find_condition(const struct plan *plan, const char *name)
{
	const struct filter *filter = plan->resource->filters;
	const struct field *field;
	size_t n;

	for (; filter && filter->value.name; filter++)
		if (strcmp(filter->value.name, name) == 0)
			return (struct condition){ .kind = CONDITION_FILTER,
						   .field = &filter->value,
						   .filter = filter };
	for (field = plan->resource->fields; field->name; field++) {
		n = strlen(field->name);
		if (strncmp(field->name, name, n) != 0 || !plan_shows(plan, field))
			continue;
		if (!name[n] && field->filters & FILTER_EQ)
			return (struct condition){ .kind = CONDITION_EQUALS,
						   .field = field };
		if (strcmp(name + n, "From") == 0 && field->filters & FILTER_RANGE)
			return (struct condition){ .kind = CONDITION_FROM,
						   .field = field };
		if (strcmp(name + n, "To") == 0 && field->filters & FILTER_RANGE)
			return (struct condition){ .kind = CONDITION_TO, .field = field };
	}
	return (struct condition){ .field = NULL };
}

static int add_condition(struct plan *plan, const struct parameter *given,
			 struct problem *why)
{
	struct condition asked = find_condition(plan, given->name), *c;
	const char *value = NULL;
	int r;

	if (!asked.field) {
		refuse_unknown(why, given);
		return 0;
	}
	for (c = plan->conditions; c < plan->conditions + plan->condition_count; c++)
		if (c->kind == asked.kind && c->field == asked.field)
			break;
	if (c == plan->conditions + plan->condition_count) {
		*c = asked;
		c->values = arena_array(plan->arena, REQUEST_PARAMETERS_MAX,
					sizeof *c->values);
		if (!c->values)
			return -ENOMEM;
		plan->condition_count++;
	} else if (c->kind == CONDITION_FROM || c->kind == CONDITION_TO ||
		   (c->filter && c->filter->single)) {
		refuse_parameter(why, given, "must not be repeated");
		return 0;
	}
	r = parse_value(&value, c->field, given, why, plan->arena);
	c->values[c->value_count] = value;
	c->value_count += value != NULL;
	return r;
}

static bool add_sort(struct plan *plan, const char *name)
{
	const struct resource *resource = plan->resource;
	bool descending = name[0] == '-';
	int f = resource_field(resource, name + descending);
	size_t i;

	if (f < 0 || !(resource->fields[f].flags & FIELD_SORT) ||
	    !plan_shows(plan, &resource->fields[f]) ||
	    plan->sort_count == PLAN_SORT_MAX - 1)
		return false;
	for (i = 0; i < plan->sort_count; i++)
		if (plan->sort[i].field == &resource->fields[f])
			return false;
	plan->sort[plan->sort_count++] = (struct sort_key){ .field = &resource->fields[f],
							    .descending = descending };
	return true;
}

/* The order is total: the unique key comes last, in the direction of the key before it. */
static void finish_sort(struct plan *plan)
{
	const struct resource *resource = plan->resource;
	const struct field
		*key = &resource->fields[resource_field(resource, resource->key)];
	bool added = true;
	size_t i;

	if (plan->sort_count == 0)
		added = add_sort(plan, resource->order);
	assert(added); /* resource_fault() has seen to it */
	(void)added;
	for (i = 0; i < plan->sort_count; i++)
		if (plan->sort[i].field == key)
			return;
	plan->sort[plan->sort_count] = (struct sort_key){
		.field = key, .descending = plan->sort[plan->sort_count - 1].descending
	};
	plan->sort_count++;
}

struct paging {
	const char *page, *page_size, *after; /* as given, checked; NULL: not given */
};

static int plan_list_parameter(struct plan *plan, struct paging *paging,
			       const struct parameter *given, struct problem *why)
{
	bool taken;
	int r = plan_time(&taken, plan, given, why);

	if (r || taken)
		return r;
	if (strcmp(given->name, "page") == 0)
		return parse_once(&paging->page, &page_field, given, why, plan->arena);
	if (strcmp(given->name, "pageSize") == 0)
		return parse_once(&paging->page_size, &page_size_field, given, why,
				  plan->arena);
	if (strcmp(given->name, "after") == 0) {
		paging->after = given->value;
		return 0;
	}
	if (strcmp(given->name, "sort") == 0) {
		if (!add_sort(plan, given->value))
			refuse_parameter(
				why, given,
				"must be a sortable property, once, with or without -");
		return 0;
	}
	return add_condition(plan, given, why);
}

/* Says which list a cursor belongs to: everything that decides its rows and their order. */
static uint64_t digest_list(const struct plan *plan)
{
	const struct request *request = plan->request;
	struct buf text = { 0 };
	uint64_t digest;
	size_t i;

	for (i = 0; i < request->segment_count; i++)
		buf_put(&text, request->segments[i], strlen(request->segments[i]) + 1);
	for (i = 0; i < request->parameter_count; i++) {
		const struct parameter *p = &request->parameters[i];

		if (strcmp(p->name, "page") == 0 || strcmp(p->name, "pageSize") == 0 ||
		    strcmp(p->name, "after") == 0)
			continue;
		buf_put(&text, p->name, strlen(p->name) + 1);
		buf_put(&text, p->value, strlen(p->value) + 1);
	}
	digest = XXH3_64bits(text.bytes, text.length);
	buf_finish(&text);
	return digest;
}

static int plan_page(struct plan *plan, const struct paging *paging, struct problem *why)
{
	struct cursor *cursor;
	int r;

	plan->page = paging->page ? (unsigned)atoi(paging->page) : 1;
	plan->page_size = paging->page_size ? (unsigned)atoi(paging->page_size) :
					      PLAN_PAGE_SIZE;
	plan->list_digest = digest_list(plan);
	if (!paging->after)
		return 0;
	cursor = arena_alloc(plan->arena, sizeof *cursor);
	if (!cursor)
		return -ENOMEM;
	r = cursor_read(cursor, paging->after, plan->arena);
	if (r < 0)
		return r;
	if (r || cursor->list != plan->list_digest ||
	    cursor->value_count != plan->sort_count)
		problem_issue(why, ISSUE_INVALID, IN_QUERY, "after", paging->after,
			      "must be taken unchanged from the next link of this list");
	plan->after = cursor->values;
	plan->page = cursor->page;
	return 0;
}

static int check_key(const char **key, const char *property, struct plan *plan,
		     struct problem *why)
{
	int f = resource_field(plan->resource, property);
	unsigned before = why->issue_count;
	int r;

	if (!*key)
		return 0;
	r = field_parse(key, &plan->resource->fields[f], property, *key, why,
			plan->arena);
	if (r == FIELD_E_REJECTED && before < PROBLEM_ISSUES_MAX)
		why->issues[before].in = IN_PATH;
	return r == FIELD_E_REJECTED ? 0 : r;
}

int plan_keys(struct plan *plan, struct problem *why)
{
	int r = plan->resource->parent ?
			check_key(&plan->parent_key, plan->resource->parent, plan, why) :
			0;

	return r ? r : check_key(&plan->item_key, plan->resource->key, plan, why);
}

int plan_list(struct plan *plan, struct problem *why)
{
	const struct request *request = plan->request;
	struct paging paging = { 0 };
	size_t i;
	int r = plan_keys(plan, why);

	plan->conditions = arena_array(plan->arena, PLAN_CONDITIONS_MAX,
				       sizeof *plan->conditions);
	if (!plan->conditions)
		return -ENOMEM;
	for (i = 0; !r && i < request->parameter_count; i++)
		r = plan_list_parameter(plan, &paging, &request->parameters[i], why);
	if (r)
		return r;
	finish_sort(plan);
	r = plan_page(plan, &paging, why);
	return r ? r : plan_verdict(why);
}

int plan_read(struct plan *plan, struct problem *why)
{
	const struct request *request = plan->request;
	bool taken;
	size_t i;
	int r = plan_keys(plan, why);

	for (i = 0; !r && i < request->parameter_count; i++) {
		r = plan_time(&taken, plan, &request->parameters[i], why);
		if (!r && !taken)
			refuse_unknown(why, &request->parameters[i]);
	}
	return r ? r : plan_verdict(why);
}

int plan_nothing(struct plan *plan, struct problem *why)
{
	size_t i;

	for (i = 0; i < plan->request->parameter_count; i++)
		refuse_unknown(why, &plan->request->parameters[i]);
	return plan_verdict(why);
}

static const struct field *action_parameter(const struct action *action, const char *name)
{
	const struct field *p;

	for (p = action->parameters; p->name; p++)
		if (strcmp(p->name, name) == 0)
			return p;
	return NULL;
}

static int plan_action_parameter(struct plan *plan, json_t *texts,
				 const struct parameter *given, struct problem *why)
{
	const struct field *field = action_parameter(plan->action, given->name);
	const char *value = NULL;
	bool taken;
	int r = plan_time(&taken, plan, given, why);

	if (r || taken)
		return r;
	if (!field) {
		refuse_unknown(why, given);
		return 0;
	}
	if (json_object_get(texts, given->name)) {
		refuse_parameter(why, given, "must not be repeated");
		return 0;
	}
	r = parse_value(&value, field, given, why, plan->arena);
	if (!r && value && json_object_set_new(texts, given->name, json_string(value)))
		return -ENOMEM;
	return r;
}

int plan_action(struct plan *plan, struct problem *why)
{
	const struct request *request = plan->request;
	json_t *texts = json_object();
	size_t i;
	int r = plan_keys(plan, why);

	for (i = 0; !r && i < request->parameter_count; i++)
		r = plan_action_parameter(plan, texts, &request->parameters[i], why);
	if (!r && plan->as_of &&
	    json_object_set_new(texts, "asOf", json_string(plan->as_of)))
		r = -ENOMEM;
	if (!r && plan->known_at &&
	    json_object_set_new(texts, "knownAt", json_string(plan->known_at)))
		r = -ENOMEM;
	if (!r)
		r = json_text(&plan->action_parameters, texts, plan->arena);
	json_decref(texts);
	return r ? r : plan_verdict(why);
}
