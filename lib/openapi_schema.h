/* lib/openapi_schema.h - fields and bodies as JSON Schema, of OpenAPI 3.0's kind */
#ifndef TOEGANG_OPENAPI_SCHEMA_H
#define TOEGANG_OPENAPI_SCHEMA_H

#include <jansson.h>

#include "lib/resource.h"

enum body_kind {
	BODY_SHOWN, /* what a reply holds */
	BODY_NEW,   /* what creates */
	BODY_PATCH, /* what changes: null takes away */
};

/* All return new references; NULL without memory. */
json_t *openapi_field(const struct field *field, enum body_kind kind);
json_t *openapi_query_value(const struct field *field); /* as a query parameter */
json_t *openapi_body(const struct resource *resource, enum body_kind kind);
json_t *openapi_shared_schemas(void); /* Localized, Amount, Problem, … by name */

#endif
