/*
 * lib/openapi.h - the resources as an OpenAPI 3.0.3 document
 *
 * Made once, at start, from the same tables that plan.c judges requests by, so that it cannot
 * say anything else than what the server does.
 */
#ifndef TOEGANG_OPENAPI_H
#define TOEGANG_OPENAPI_H

#include <jansson.h>

#include "lib/resource.h"

/* base: public_url. NULL without memory; else the caller's to json_decref(). */
json_t *openapi_document(const struct resource *const *resources, const char *base,
                         const char *version);

#endif
