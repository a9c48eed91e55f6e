/* lib/index.h - what stands at the root of the API: where everything else is */
#ifndef TOEGANG_INDEX_H
#define TOEGANG_INDEX_H

#include "lib/buf.h"
#include "lib/resource.h"

/* Compact JSON. resources: NULL-terminated. Failure stays in the buffer. */
void index_write(struct buf *out, const struct resource *const *resources,
		 const char *base);

#endif
