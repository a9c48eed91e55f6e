/*
 * lib/openapi_schema.h - fields and bodies as JSON Schema, of OpenAPI 3.0's kind
 *
 * All functions return new references for the caller to json_decref() or give on; without
 * memory they return NULL, which jansson's own functions pass on.
 */
#ifndef TOEGANG_OPENAPI_SCHEMA_H
#define TOEGANG_OPENAPI_SCHEMA_H

#include <jansson.h>

#include "lib/resource.h"

enum body_kind {
	BODY_SHOWN, /* what a reply holds */
	BODY_NEW,   /* what creates */
	BODY_PATCH, /* what changes: null takes away */
};

json_t *openapi_query_value(const struct field *field); /* of a query or path parameter */
json_t *openapi_body(const struct resource *resource, enum body_kind kind);
json_t *openapi_page(const char *schema); /* a list of items of the named schema */
json_t *openapi_shared_schemas(void);     /* Localized, Amount, Problem, … by name */

/* {"$ref":"#/components/<kind>/<name>"} */
json_t *openapi_ref(const char *kind, const char *name);

#endif
