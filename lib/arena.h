/*
 * lib/arena.h - memory that dies with the request
 *
 * Blocks grow by doubling; nothing is freed alone. One thread. Allocation fails with NULL
 * when the system has no memory or when the arena's bound is reached.
 */
#ifndef TOEGANG_ARENA_H
#define TOEGANG_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *blocks; /* newest first */
	size_t bytes;               /* allocated from the system so far */
	size_t max_bytes;
};

void arena_init(struct arena *arena, size_t max_bytes);
void arena_finish(struct arena *arena); /* may be used again after */

void *arena_alloc(struct arena *arena, size_t bytes); /* aligned, zeroed */
void *arena_array(struct arena *arena, size_t count,
		  size_t each_bytes); /* overflow: NULL */
char *arena_copy(struct arena *arena, const char *text, size_t bytes); /* adds a NUL */
char *arena_text(struct arena *arena, const char *text);
char *arena_format(struct arena *arena, const char *format, ...)
	__attribute__((__format__(__printf__, 2, 3)));

#endif
