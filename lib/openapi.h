/*
 * lib/openapi.h - the resources as an OpenAPI 3.0.3 document
 *
 * Made once, at start, from the same tables that plan.c judges requests by and route.c finds
 * them with, so that it cannot say anything else than what the server does.
 */
#ifndef TOEGANG_OPENAPI_H
#define TOEGANG_OPENAPI_H

#include "lib/buf.h"
#include "lib/resource.h"

/**
 * openapi_write() - the document, as compact JSON
 * @resources:  NULL-terminated
 * @base:       public_url
 * @version:    of the API
 *
 * Return: 0 or -ENOMEM.
 */
int openapi_write(struct buf *out, const struct resource *const *resources,
		  const char *base, const char *version);

#endif
