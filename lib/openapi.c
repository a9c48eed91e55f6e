/* lib/openapi.c - the resources as an OpenAPI 3.0.3 document */
#include "lib/openapi.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/err.h"
#include "lib/openapi_schema.h"

/* What one resource is called in names of operations and schemas. */
struct names {
	char single[80], plural[80]; /* "Project", "Projects": capitalized */
	char collection[160];        /* "/projects/{projectId}/participants" */
	char item[256];              /* the same and "/{participantId}" */
	char key[80];                /* "participantId" */
};

static void capitalize(char *text)
{
	if (text[0] >= 'a' && text[0] <= 'z')
		text[0] = (char)(text[0] - 'a' + 'A');
}

static struct names names_of(const struct resource *resource)
{
	const char *last = strrchr(resource->path, '/');
	struct names n;

	/* /refData/{list} is named by what stands before its parameter. */
	last = last && last[1] != '{' ? last + 1 : resource->path;
	snprintf(n.single, sizeof n.single, "%s", resource->singular);
	snprintf(n.plural, sizeof n.plural, "%.*s", (int)strcspn(last, "/"), last);
	snprintf(n.key, sizeof n.key, "%s%s", resource->singular,
		 strcmp(resource->key, "id") == 0     ? "Id" :
		 strcmp(resource->key, "number") == 0 ? "Number" :
							"Code");
	/* Two collections may show the same lines; their operations have names of their own. */
	if (!resource->parent && !resource->table && strcmp(resource->key, "id") == 0)
		snprintf(n.plural, sizeof n.plural, "%ss", resource->singular);
	capitalize(n.single);
	capitalize(n.plural);
	snprintf(n.collection, sizeof n.collection, "/%s", resource->path);
	snprintf(n.item, sizeof n.item, "%s/{%s}", n.collection, n.key);
	return n;
}

/* Parameters ------------------------------------------------------------------------- */

static json_t *parameter(const char *name, const char *in, const char *doc,
			 json_t *schema)
{
	return json_pack("{s:s,s:s,s:s,s:b,s:o}", "name", name, "in", in, "description",
			 doc, "required", strcmp(in, "path") == 0, "schema", schema);
}

/* A filter that may be repeated is an array, each value a parameter of its own. */
static void add_query(json_t *list, const char *name, const char *doc,
		      const struct field *field, bool repeated)
{
	json_t *schema = openapi_query_value(field);

	if (repeated)
		schema = json_pack("{s:s,s:o}", "type", "array", "items", schema);
	json_array_append_new(list, parameter(name, "query", doc, schema));
}

static void add_range(json_t *list, const struct field *field)
{
	static const struct field day = { .type = FIELD_DATE };
	const struct field *value = field->type == FIELD_PARTIAL_DATE ? &day : field;
	char name[100];

	snprintf(name, sizeof name, "%sFrom", field->name);
	add_query(list, name, "At least this.", value, false);
	snprintf(name, sizeof name, "%sTo", field->name);
	add_query(list, name, "At most this.", value, false);
}

static bool is_shadowed(const struct resource *resource, const char *name)
{
	const struct filter *filter;

	for (filter = resource->filters; filter && filter->value.name; filter++)
		if (strcmp(filter->value.name, name) == 0)
			return true;
	return false;
}

static void add_filters(json_t *list, const struct resource *resource)
{
	const struct filter *filter;
	const struct field *field;

	for (field = resource->fields; field->name; field++) {
		if (field->flags & FIELD_INTERNAL)
			continue;
		if (field->filters & FILTER_EQ && !is_shadowed(resource, field->name))
			add_query(list, field->name, field->doc, field, true);
		if (field->filters & FILTER_RANGE)
			add_range(list, field);
	}
	for (filter = resource->filters; filter && filter->value.name; filter++)
		add_query(list, filter->value.name, filter->value.doc, &filter->value,
			  !filter->single);
}

static json_t *sort_schema(const struct resource *resource)
{
	json_t *keys = json_array();
	const struct field *field;
	char name[100];

	for (field = resource->fields; field->name; field++) {
		if (!(field->flags & FIELD_SORT) || field->flags & FIELD_INTERNAL)
			continue;
		snprintf(name, sizeof name, "-%s", field->name);
		json_array_append_new(keys, json_string(field->name));
		json_array_append_new(keys, json_string(name));
	}
	return json_pack("{s:s,s:i,s:{s:s,s:o}}", "type", "array", "maxItems", 4, "items",
			 "type", "string", "enum", keys);
}

static void add_shared(json_t *list, const char *const *names)
{
	for (; *names; names++)
		json_array_append_new(list, openapi_ref("parameters", *names));
}

static const char *const time_parameters[] = { "asOf", "knownAt", NULL };
static const char *const page_parameters[] = { "page", "pageSize", "after",
					       "asOf", "knownAt",  NULL };
static const char *const change_parameters[] = { "ifMatch", "changeReason", NULL };
static const char *const create_parameters[] = { "changeReason", NULL };

static json_t *shared_parameters(void)
{
	return json_loads(
		"{\"page\":{\"name\":\"page\",\"in\":\"query\",\"description\":\"Number "
		"of the page, "
		"from "
		"1.\",\"schema\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":"
		"1000000000,"
		"\"default\":1}},"
		"\"pageSize\":{\"name\":\"pageSize\",\"in\":\"query\",\"description\":"
		"\"Items on a page."
		"\",\"schema\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":500,"
		"\"default\":50}},"
		"\"after\":{\"name\":\"after\",\"in\":\"query\",\"description\":\"Cursor,"
		" as the next "
		"link has it.\",\"schema\":{\"type\":\"string\"}},"
		"\"asOf\":{\"name\":\"asOf\",\"in\":\"query\",\"description\":\"Day on "
		"which derived "
		"properties are taken; today when "
		"absent.\",\"schema\":{\"type\":\"string\",\"format\":"
		"\"date\"}},"
		"\"knownAt\":{\"name\":\"knownAt\",\"in\":\"query\",\"description\":"
		"\"Instant at which "
		"the register knew what is shown; now when "
		"absent.\",\"schema\":{\"type\":\"string\","
		"\"format\":\"date-time\"}},"
		"\"ifMatch\":{\"name\":\"If-Match\",\"in\":\"header\",\"description\":"
		"\"Entity tag of the "
		"version to be changed.\",\"schema\":{\"type\":\"string\"}},"
		"\"changeReason\":{\"name\":\"Change-Reason\",\"in\":\"header\","
		"\"description\":\"Why; it "
		"is kept with the "
		"change.\",\"schema\":{\"type\":\"string\",\"maxLength\":500}}}",
		0, NULL);
}

/* Operations ------------------------------------------------------------------------- */

/* The parameters of the path: the parent's key, and with `item` the record's own. */
static json_t *path_parameters(const struct resource *resource, const struct names *n,
			       bool item)
{
	json_t *list = json_array();
	int f;

	if (resource->parent) {
		f = resource_field(resource, resource->parent);
		json_array_append_new(
			list, parameter(resource->parent, "path", resource->fields[f].doc,
					openapi_query_value(&resource->fields[f])));
	}
	if (item) {
		f = resource_field(resource, resource->key);
		json_array_append_new(
			list, parameter(n->key, "path", resource->fields[f].doc,
					openapi_query_value(&resource->fields[f])));
	}
	return list;
}

static json_t *content(const char *media_type, const char *schema)
{
	return json_pack("{s:{s:{s:o}}}", "content", media_type, "schema",
			 openapi_ref("schemas", schema));
}

struct operation {
	const char *method, *id, *summary;
	const char *status, *answers; /* schema of the answer; NULL: none */
	const char *takes;            /* schema of the body; NULL: none */
	bool writes;
};

static json_t *responses(const struct operation *o)
{
	json_t *good = o->answers ? content("application/json", o->answers) :
				    json_object();

	json_object_set_new(good, "description",
			    json_string(o->answers ? "It." : "Done."));
	return json_pack("{s:o,s:o,s:o}", o->status, good, "400",
			 openapi_ref("responses", "problem"), "default",
			 openapi_ref("responses", "problem"));
}

static void add_operation(json_t *path, const struct resource *resource,
			  const struct operation *o, json_t *parameters)
{
	json_t *op = json_pack("{s:s,s:s,s:s,s:[s],s:o,s:o}", "operationId", o->id,
			       "summary", o->summary, "description",
			       resource ? resource->doc : "Whether it answers.", "tags",
			       resource ? resource->tag : "Service", "parameters",
			       parameters, "responses", responses(o));

	if (o->takes) {
		json_t *body = content(strcmp(o->method, "patch") == 0 ?
					       "application/merge-patch+json" :
					       "application/json",
				       o->takes);

		json_object_set_new(body, "required", json_true());
		json_object_set_new(op, "requestBody", body);
	}
	json_object_set_new(op, "security",
			    o->writes ? json_pack("[{s:[]}]", "apiKey") :
					json_pack("[{},{s:[]}]", "apiKey"));
	json_object_set_new(path, o->method, op);
}

static void add_collection(json_t *paths, const struct resource *resource,
			   const struct names *n)
{
	json_t *path = json_object(), *list;
	char id[100], summary[100], page[100], body[100];

	json_object_set_new(path, "parameters", path_parameters(resource, n, false));
	if (resource->verbs & VERB_LIST) {
		snprintf(id, sizeof id, "list%s", n->plural);
		snprintf(summary, sizeof summary, "List: %s", resource->path);
		snprintf(page, sizeof page, "%sPage", n->single);
		list = json_array();
		add_filters(list, resource);
		json_array_append_new(list, parameter("sort", "query",
						      "Order; - for descending.",
						      sort_schema(resource)));
		add_shared(list, page_parameters);
		add_operation(path, resource,
			      &(struct operation){ "get", id, summary, "200", page, NULL,
						   false },
			      list);
	}
	if (resource->verbs & VERB_CREATE) {
		snprintf(id, sizeof id, "create%s", n->single);
		snprintf(summary, sizeof summary, "Create: %s", resource->singular);
		snprintf(body, sizeof body, "%sNew", n->single);
		list = json_array();
		add_shared(list, create_parameters);
		add_operation(path, resource,
			      &(struct operation){ "post", id, summary, "201", n->single,
						   body, true },
			      list);
	}
	json_object_set_new(paths, n->collection, path);
}

static void add_item(json_t *paths, const struct resource *resource,
		     const struct names *n)
{
	json_t *path = json_object(), *list;
	char id[100], summary[100], body[100];

	json_object_set_new(path, "parameters", path_parameters(resource, n, true));
	if (resource->verbs & VERB_READ) {
		snprintf(id, sizeof id, "read%s", n->single);
		snprintf(summary, sizeof summary, "Read: %s", resource->singular);
		list = json_array();
		add_shared(list, time_parameters);
		add_operation(path, resource,
			      &(struct operation){ "get", id, summary, "200", n->single,
						   NULL, false },
			      list);
	}
	if (resource->verbs & VERB_UPDATE) {
		snprintf(id, sizeof id, "update%s", n->single);
		snprintf(summary, sizeof summary, "Change: %s", resource->singular);
		snprintf(body, sizeof body, "%sPatch", n->single);
		list = json_array();
		add_shared(list, change_parameters);
		add_operation(path, resource,
			      &(struct operation){ "patch", id, summary, "200", n->single,
						   body, true },
			      list);
	}
	if (resource->verbs & VERB_DELETE) {
		snprintf(id, sizeof id, "delete%s", n->single);
		snprintf(summary, sizeof summary, "Delete: %s", resource->singular);
		list = json_array();
		add_shared(list, change_parameters);
		add_operation(path, resource,
			      &(struct operation){ "delete", id, summary, "204", NULL,
						   NULL, true },
			      list);
	}
	json_object_set_new(paths, n->item, path);
}

static void add_history(json_t *paths, const struct resource *resource,
			const struct names *n)
{
	json_t *path = json_pack("{s:o}", "parameters",
				 path_parameters(resource, n, true));
	char id[100], summary[100], where[300];

	snprintf(id, sizeof id, "read%sHistory", n->single);
	snprintf(summary, sizeof summary, "Versions: %s", resource->singular);
	snprintf(where, sizeof where, "%s/history", n->item);
	add_operation(
		path, resource,
		&(struct operation){ "get", id, summary, "200", "History", NULL, false },
		json_array());
	json_object_set_new(paths, where, path);
}

static void add_action(json_t *paths, const struct resource *resource,
		       const struct names *n, const struct action *action)
{
	json_t *path = json_pack("{s:o}", "parameters",
				 path_parameters(resource, n, true));
	json_t *list = json_array();
	const struct field *p;
	char id[200], where[400], named[100];

	snprintf(named, sizeof named, "%s", action->name);
	capitalize(named);
	snprintf(id, sizeof id, "read%s%s", n->single, named);
	snprintf(where, sizeof where, "%s/%s", n->item, action->name);
	for (p = action->parameters; p->name; p++)
		add_query(list, p->name, p->doc, p, false);
	add_shared(list, time_parameters);
	add_operation(path, resource,
		      &(struct operation){ "get", id, action->doc, "200", "Composed",
					   NULL, false },
		      list);
	json_object_set_new(paths, where, path);
}

/* The document ----------------------------------------------------------------------- */

static void add_resource(json_t *paths, json_t *schemas, const struct resource *resource)
{
	const struct names n = names_of(resource);
	const struct action *action;
	char name[100];

	add_collection(paths, resource, &n);
	if (resource->verbs & ~(unsigned)(VERB_LIST | VERB_CREATE))
		add_item(paths, resource, &n);
	if (resource->table)
		add_history(paths, resource, &n);
	for (action = resource->actions; action && action->name; action++)
		add_action(paths, resource, &n, action);

	json_object_set_new(schemas, n.single, openapi_body(resource, BODY_SHOWN));
	snprintf(name, sizeof name, "%sPage", n.single);
	json_object_set_new(schemas, name, openapi_page(n.single));
	if (resource->verbs & VERB_CREATE) {
		snprintf(name, sizeof name, "%sNew", n.single);
		json_object_set_new(schemas, name, openapi_body(resource, BODY_NEW));
	}
	if (resource->verbs & VERB_UPDATE) {
		snprintf(name, sizeof name, "%sPatch", n.single);
		json_object_set_new(schemas, name, openapi_body(resource, BODY_PATCH));
	}
}

static void add_tag(json_t *tags, const char *name, const char *doc)
{
	const json_t *tag;
	size_t i;

	json_array_foreach(
		tags, i, tag) if (strcmp(json_string_value(json_object_get(tag, "name")),
					 name) == 0) return;
	json_array_append_new(tags,
			      json_pack("{s:s,s:s}", "name", name, "description", doc));
}

static json_t *frame(const char *base, const char *version)
{
	return json_pack(
		"{s:s,s:{s:s,s:s,s:s,s:{s:s,s:s},s:{s:s,s:s}},s:[{s:s}]}", "openapi",
		"3.0.3", "info", "title", "Toegang", "version", version, "description",
		"The open register of a strategic research centre: projects, members, "
		"organizations, events and public funding. Reading is open; writing "
		"needs a key.",
		"contact", "name", "The register's keepers", "url", base, "license",
		"name", "EUPL-1.2", "url", "https://joinup.ec.europa.eu/collection/eupl",
		"servers", "url", base);
}

static void add_health(json_t *paths, json_t *tags)
{
	json_t *path = json_object();

	add_tag(tags, "Service", "The service itself.");
	add_operation(path, NULL,
		      &(struct operation){ "get", "readHealth", "Is the service up?",
					   "200", "Health", NULL, false },
		      json_array());
	json_object_set_new(paths, "/health", path);
}

static json_t *components(json_t *schemas)
{
	json_t *problem = content("application/problem+json", "Problem");

	json_object_set_new(problem, "description", json_string("What went wrong."));
	json_object_set_new(
		schemas, "Composed",
		json_pack("{s:s,s:s}", "type", "object", "description",
			  "Composed from the records, with a link for every figure."));
	return json_pack("{s:o,s:o,s:{s:o},s:{s:{s:s,s:s,s:s}}}", "schemas", schemas,
			 "parameters", shared_parameters(), "responses", "problem",
			 problem, "securitySchemes", "apiKey", "type", "http", "scheme",
			 "bearer", "description", "An API key, tgk_…");
}

int openapi_write(struct buf *out, const struct resource *const *resources,
		  const char *base, const char *version)
{
	json_t *document = frame(base, version), *tags = json_array();
	json_t *paths = json_object(), *schemas = openapi_shared_schemas();
	char *text;

	for (; *resources; resources++) {
		add_tag(tags, (*resources)->tag, (*resources)->doc);
		add_resource(paths, schemas, *resources);
	}
	add_health(paths, tags);
	json_object_set_new(document, "tags", tags);
	json_object_set_new(document, "paths", paths);
	json_object_set_new(document, "components", components(schemas));
	text = json_dumps(document, JSON_COMPACT);
	json_decref(document);
	if (!text)
		return -ENOMEM;
	buf_text(out, text);
	free(text);
	return buf_failed(out) ? -ENOMEM : 0;
}
