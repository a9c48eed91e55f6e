/* lib/array.h - PostgreSQL's text form of an array */
#ifndef TOEGANG_ARRAY_H
#define TOEGANG_ARRAY_H

#include "lib/arena.h"

/* {"a","b"}: every element quoted. NULL without memory. */
const char *array_literal(const char *const *texts, size_t count, struct arena *arena);

#endif
