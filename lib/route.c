/* lib/route.c - every public path, and what a request on it goes through */
#include "lib/route.h"

#include "lib/err.h"
#include "lib/history.h"

enum shape {
	SHAPE_NONE,
	SHAPE_INDEX,      /* /v1 */
	SHAPE_HEALTH,     /* /v1/health */
	SHAPE_DOCUMENT,   /* /v1/doc/openapi.json */
	SHAPE_COLLECTION, /* /v1/{collection}, with its parent's key in it or not */
	SHAPE_ITEM,       /* …/{key} */
	SHAPE_HISTORY,    /* …/{key}/history, of what is written */
	SHAPE_ACTION,     /* …/{key}/{action} */
};

static const char media_json[] = "application/json";

static const struct route routes[] = {
	{ METHOD_GET, 0, SHAPE_HEALTH, false, media_json, plan_nothing, query_alive,
	  reply_health, true },
	{ METHOD_GET, 0, SHAPE_DOCUMENT, false, media_json, plan_nothing, NULL,
	  reply_document, false },
	{ METHOD_GET, 0, SHAPE_INDEX, false, media_json, plan_nothing, NULL, reply_index,
	  false },
	{ METHOD_GET, VERB_LIST, SHAPE_COLLECTION, false, media_json, plan_list,
	  query_page, reply_page, false },
	{ METHOD_POST, VERB_CREATE, SHAPE_COLLECTION, true, media_json, plan_create,
	  query_insert, reply_created, false },
	{ METHOD_GET, VERB_READ, SHAPE_ITEM, false, media_json, plan_read, query_row,
	  reply_row, false },
	{ METHOD_PATCH, VERB_UPDATE, SHAPE_ITEM, true, media_json, plan_update,
	  query_update, reply_updated, false },
	{ METHOD_DELETE, VERB_DELETE, SHAPE_ITEM, true, media_json, plan_delete,
	  query_delete, reply_deleted, false },
	{ METHOD_GET, VERB_READ, SHAPE_HISTORY, false, media_json, history_plan,
	  history_query, history_reply, false },
	{ METHOD_GET, 0, SHAPE_ACTION, false, media_json, plan_action, query_call,
	  reply_json, false },
};

/* Does the template's segment, up to its slash, stand here? {…} takes any that is not empty. */
static bool segment_fits(const char *template, size_t bytes, const char *segment)
{
	if (template[0] == '{')
		return segment[0] != '\0';
	return strlen(segment) == bytes && memcmp(template, segment, bytes) == 0;
}

/* How many segments after v1 the resource's path takes; 0 when it does not fit. */
static size_t path_fits(const struct request *request, const struct resource *resource,
			const char **parent_key)
{
	const char *template = resource->path;
	size_t i = 1, bytes;

	for (;; i++, template += bytes + 1) {
		bytes = strcspn(template, "/");
		if (i >= request->segment_count ||
		    !segment_fits(template, bytes, request->segments[i]))
			return 0;
		if (template[0] == '{')
			*parent_key = request->segments[i];
		if (!template[bytes])
			return i;
	}
}

static const struct action *find_action(const struct resource *resource, const char *name)
{
	const struct action *action;

	for (action = resource->actions; action && action->name; action++)
		if (strcmp(action->name, name) == 0)
			return action;
	return NULL;
}

static enum shape shape_of(struct plan *plan, const struct request *request,
			   const struct resource *resource)
{
	const char *parent_key = NULL;
	size_t used = path_fits(request, resource, &parent_key);
	const char *const *rest = request->segments + used + 1;
	size_t left = used ? request->segment_count - used - 1 : 0;

	if (used == 0 || (left > 0 && !rest[0][0]))
		return SHAPE_NONE;
	plan->resource = resource;
	plan->parent_key = parent_key;
	plan->item_key = left > 0 ? rest[0] : NULL;
	plan->action = left == 2 ? find_action(resource, rest[1]) : NULL;
	if (left == 0)
		return SHAPE_COLLECTION;
	if (left == 1)
		return SHAPE_ITEM;
	if (left == 2 && resource->table && strcmp(rest[1], "history") == 0)
		return SHAPE_HISTORY;
	return plan->action ? SHAPE_ACTION : SHAPE_NONE;
}

static enum shape find_shape(struct plan *plan, const struct resource *const *resources)
{
	const struct request *request = plan->request;
	enum shape shape;

	if (strcmp(request->segments[0], "v1") != 0)
		return SHAPE_NONE;
	if (request->segment_count == 1)
		return SHAPE_INDEX;
	if (request->segment_count == 2 && strcmp(request->segments[1], "health") == 0)
		return SHAPE_HEALTH;
	if (request->segment_count == 3 && strcmp(request->segments[1], "doc") == 0 &&
	    strcmp(request->segments[2], "openapi.json") == 0)
		return SHAPE_DOCUMENT;
	for (; *resources; resources++) {
		shape = shape_of(plan, request, *resources);
		if (shape != SHAPE_NONE)
			return shape;
	}
	plan->resource = NULL;
	return SHAPE_NONE;
}

static bool offers(const struct plan *plan, const struct route *route, enum shape shape)
{
	return route->shape == (int)shape &&
	       (!route->verb || (plan->resource->verbs & (unsigned)route->verb));
}

static const char *list_methods(const struct plan *plan, enum shape shape)
{
	struct buf list = { 0 };
	const char *text;
	size_t i;

	for (i = 0; i < COUNT_OF(routes); i++) {
		if (!offers(plan, &routes[i], shape))
			continue;
		buf_text(&list, method_name(routes[i].method));
		buf_text(&list, routes[i].method == METHOD_GET ? ", HEAD, " : ", ");
	}
	buf_text(&list, "OPTIONS");
	text = buf_failed(&list) ? NULL :
				   arena_copy(plan->arena, list.bytes, list.length);
	buf_finish(&list);
	return text;
}

static int reject(struct problem *why, enum problem_kind kind, const char *detail)
{
	problem_set(why, kind, detail);
	return ROUTE_E_REJECTED;
}

int route_match(struct match *out, struct plan *plan,
		const struct resource *const *resources, struct problem *why)
{
	enum method method = plan->request->method;
	enum shape shape = find_shape(plan, resources);
	size_t i;

	if (shape == SHAPE_NONE)
		return reject(why, PROBLEM_RESOURCE_NOT_FOUND,
			      "There is nothing at this path.");
	out->route = NULL;
	out->allow = list_methods(plan, shape);
	if (!out->allow)
		return -ENOMEM;
	if (method == METHOD_OPTIONS)
		return 0;
	if (method == METHOD_HEAD)
		method = METHOD_GET;
	for (i = 0; i < COUNT_OF(routes); i++) {
		if (routes[i].method == method && offers(plan, &routes[i], shape)) {
			out->route = &routes[i];
			return 0;
		}
	}
	why->allow = out->allow;
	if (method == METHOD_OTHER)
		return reject(why, PROBLEM_NOT_IMPLEMENTED,
			      "This method is not known here.");
	return reject(why, PROBLEM_METHOD_NOT_ALLOWED,
		      "This path does not take this method.");
}
