/* lib/resource.c - what a collection of the API is: look-ups, and a table's check of itself */
#include "lib/resource.h"

#include <string.h>

#include "lib/err.h"

int resource_field(const struct resource *resource, const char *name)
{
	int i;

	for (i = 0; resource->fields[i].name; i++)
		if (strcmp(resource->fields[i].name, name) == 0)
			return i;
	return -1;
}

/* Faults ----------------------------------------------------------------------------- */

static bool has_relation(const struct resource *resource, const char *name)
{
	const struct relation *relation;

	for (relation = resource->relations; relation && relation->name; relation++)
		if (strcmp(relation->name, name) == 0)
			return true;
	return false;
}

static const char *fields_fault(const struct resource *resource)
{
	const char *fault;
	int i;

	if (!resource->fields || !resource->fields[0].name)
		return "has no properties";
	for (i = 0; resource->fields[i].name; i++) {
		if (resource_field(resource, resource->fields[i].name) != i)
			return "has two properties of one name";
		fault = field_fault(&resource->fields[i]);
		if (fault)
			return fault;
	}
	return NULL;
}

static const char *keys_fault(const struct resource *resource)
{
	const char *order = resource->order;
	int f;

	if (!resource->key || resource_field(resource, resource->key) < 0)
		return "has no key among its properties";
	if (resource->parent && resource_field(resource, resource->parent) < 0)
		return "has no parent among its properties";
	if (!resource->parent != !strchr(resource->path, '{'))
		return "has a path that does not go with its parent";
	if (!resource->parent && (resource->parent_view || resource->parent_key))
		return "says where its parent is, and has none";
	f = order ? resource_field(resource, order + (*order == '-')) : -1;
	if (f < 0 || !(resource->fields[f].flags & FIELD_SORT))
		return "has an order that is no sortable property";
	return NULL;
}

/* Whether a property makes a parameter of that name already: itself, or its range. */
static bool field_has_parameter(const struct field *field, const char *name)
{
	size_t n = strlen(field->name);

	if (strncmp(field->name, name, n) != 0)
		return false;
	return (!name[n] && field->filters & FILTER_EQ) ||
	       (field->filters & FILTER_RANGE &&
		(strcmp(name + n, "From") == 0 || strcmp(name + n, "To") == 0));
}

static bool is_parameter_before(const struct resource *resource,
				const struct filter *filter)
{
	const struct field *field;
	const struct filter *other;

	for (field = resource->fields; field->name; field++)
		if (field_has_parameter(field, filter->value.name))
			return true;
	for (other = resource->filters; other < filter; other++)
		if (strcmp(other->value.name, filter->value.name) == 0)
			return true;
	return false;
}

static const char *filters_fault(const struct resource *resource)
{
	const struct filter *filter;
	const char *fault;

	for (filter = resource->filters; filter && filter->value.name; filter++) {
		fault = field_fault(&filter->value);
		if (fault)
			return fault;
		if (filter->value.type == FIELD_JSON)
			return "filters by a JSON value";
		if (!filter->sql || !strchr(filter->sql, '$'))
			return "has a filter whose predicate takes no value";
		if (filter->via && !has_relation(resource, filter->via))
			return "has a filter by way of no relation";
		if (is_parameter_before(resource, filter))
			return "has two parameters of one name";
	}
	return NULL;
}

static const char *relations_fault(const struct resource *resource)
{
	const struct relation *relation;

	for (relation = resource->relations; relation && relation->name; relation++)
		if (!relation->from || !relation->on)
			return "has a relation from nowhere, or on nothing";
	return NULL;
}

static const char *actions_fault(const struct resource *resource)
{
	const struct action *action;
	const struct field *parameter;
	const char *fault;

	for (action = resource->actions; action && action->name; action++) {
		if (!action->function || !action->parameters || !action->doc)
			return "has an action without a function, parameters or "
			       "description";
		for (parameter = action->parameters; parameter->name; parameter++) {
			fault = field_fault(parameter);
			if (fault)
				return fault;
			if (parameter->type == FIELD_JSON)
				return "has an action that takes a JSON value";
		}
	}
	return NULL;
}

static const char *self_fault(const struct resource *resource)
{
	bool writes = resource->verbs & (VERB_CREATE | VERB_UPDATE | VERB_DELETE);

	if (!resource->path || !resource->singular || !resource->view || !resource->tag ||
	    !resource->doc)
		return "lacks a path, a singular, a view, a tag or a description";
	if (!resource->verbs || resource->verbs & ~(unsigned)VERBS_ALL)
		return "has no verbs, or unknown ones";
	if (writes && !resource->table)
		return "has verbs that write and no table";
	if (resource->lane != LANE_FAST && resource->lane != LANE_SLOW)
		return "is read in a lane that is not for reading";
	return NULL;
}

const char *resource_fault(const struct resource *resource)
{
	/* In this order: each trusts what the ones before it have seen. */
	static const char *(*const checks[])(const struct resource *) = {
		self_fault,      fields_fault,  keys_fault,
		relations_fault, filters_fault, actions_fault,
	};
	const char *fault = NULL;
	size_t i;

	for (i = 0; !fault && i < COUNT_OF(checks); i++)
		fault = checks[i](resource);
	return fault;
}
