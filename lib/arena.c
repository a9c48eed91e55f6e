/* lib/arena.c - memory that dies with the request */
#include "lib/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK_BYTES = 4096, ALIGNMENT = 16 };

struct arena_block {
	struct arena_block *older;
	size_t used, size; /* of data */
	_Alignas(ALIGNMENT) unsigned char data[];
};

void arena_init(struct arena *arena, size_t max_bytes)
{
	*arena = (struct arena){ .max_bytes = max_bytes };
}

void arena_finish(struct arena *arena)
{
	struct arena_block *block, *older;

	for (block = arena->blocks; block; block = older) {
		older = block->older;
		free(block);
	}
	arena->blocks = NULL;
	arena->bytes = 0;
}

static struct arena_block *add_block(struct arena *arena, size_t bytes)
{
	size_t size = arena->blocks ? 2 * arena->blocks->size : FIRST_BLOCK_BYTES;
	size_t left = arena->max_bytes - arena->bytes;
	struct arena_block *block;

	if (bytes > left)
		return NULL;
	if (size < bytes || size > left)
		size = bytes;
	block = malloc(sizeof *block + size);
	if (!block)
		return NULL;
	block->older = arena->blocks;
	block->used = 0;
	block->size = size;
	arena->blocks = block;
	arena->bytes += size;
	return block;
}

void *arena_alloc(struct arena *arena, size_t bytes)
{
	struct arena_block *block = arena->blocks;
	void *memory;

	if (bytes > arena->max_bytes || bytes > PTRDIFF_MAX / 2)
		return NULL;
	bytes = (bytes + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
	if (!block || block->size - block->used < bytes)
		block = add_block(arena, bytes);
	if (!block)
		return NULL;
	memory = block->data + block->used;
	block->used += bytes;
	return memset(memory, 0, bytes);
}

void *arena_array(struct arena *arena, size_t count, size_t each_bytes)
{
	size_t bytes;

	return __builtin_mul_overflow(count, each_bytes, &bytes) ?
		       NULL :
		       arena_alloc(arena, bytes);
}

char *arena_copy(struct arena *arena, const char *text, size_t bytes)
{
	char *copy = bytes < SIZE_MAX ? arena_alloc(arena, bytes + 1) : NULL;

	if (copy && bytes)
		memcpy(copy, text, bytes);
	return copy;
}

char *arena_text(struct arena *arena, const char *text)
{
	return arena_copy(arena, text, strlen(text));
}

char *arena_format(struct arena *arena, const char *format, ...)
{
	va_list values, again;
	char *text = NULL;
	int bytes;

	va_start(values, format);
	va_copy(again, values);
	bytes = vsnprintf(NULL, 0, format, values);
	if (bytes >= 0)
		text = arena_alloc(arena, (size_t)bytes + 1);
	if (text)
		(void)vsnprintf(text, (size_t)bytes + 1, format, again);
	va_end(again);
	va_end(values);
	return text;
}
