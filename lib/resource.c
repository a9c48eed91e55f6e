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

static bool has_relation(const struct resource *resource, const char *name)
{
	const struct relation *relation;

	for (relation = resource->relations; relation && relation->name; relation++)
		if (strcmp(relation->name, name) == 0)
			return true;
	return false;
}

static const char *field_fault(const struct resource *resource, int i)
{
	const struct field *field = &resource->fields[i];

	if (resource_field(resource, field->name) != i)
		return "has two properties of one name";
	if (field->type <= FIELD_NONE || field->type >= FIELD_TYPE_COUNT)
		return "has a property without a type";
	if (!field->doc)
		return "has a property without a description";
	if (field->type == FIELD_JSON && !(field->flags & FIELD_READONLY))
		return "has a JSON property that is not read-only";
	if ((field->type == FIELD_CODE || field->type == FIELD_CODE_LIST) &&
	    !field->list && !field->choices && !field->pattern &&
	    !(field->flags & FIELD_READONLY))
		return "has a code property with neither choices nor list";
	if (field->min > field->max)
		return "has a property whose least is above its most";
	return NULL;
}

static const char *filters_fault(const struct resource *resource)
{
	const struct filter *filter;

	for (filter = resource->filters; filter && filter->value.name; filter++) {
		if (!filter->sql || !strchr(filter->sql, '$'))
			return "has a filter whose predicate takes no value";
		if (filter->via && !has_relation(resource, filter->via))
			return "has a filter by way of no relation";
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
	f = order ? resource_field(resource, order + (*order == '-')) : -1;
	if (f < 0 || !(resource->fields[f].flags & FIELD_SORT))
		return "has an order that is no sortable property";
	return NULL;
}

const char *resource_fault(const struct resource *resource)
{
	const char *fault;
	int i;

	if (!resource->path || !resource->view || !resource->doc || !resource->tag)
		return "lacks a path, a view, a tag or a description";
	if (resource->verbs & (VERB_CREATE | VERB_UPDATE | VERB_DELETE) &&
	    !resource->table)
		return "has verbs that write and no table";
	for (i = 0; resource->fields[i].name; i++) {
		fault = field_fault(resource, i);
		if (fault)
			return fault;
	}
	fault = keys_fault(resource);
	return fault ? fault : filters_fault(resource);
}
