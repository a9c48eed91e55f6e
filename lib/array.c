/* lib/array.c - PostgreSQL's text form of an array */
#include "lib/array.h"

#include <string.h>

const char *array_literal(const char *const *texts, size_t count, struct arena *arena)
{
	size_t bytes = 3, i;
	const char *from;
	char *literal, *to;

	for (i = 0; i < count; i++)
		bytes += 2 * strlen(texts[i]) + 3;
	literal = to = arena_alloc(arena, bytes);
	if (!literal)
		return NULL;
	*to++ = '{';
	for (i = 0; i < count; i++) {
		if (i > 0)
			*to++ = ',';
		*to++ = '"';
		for (from = texts[i]; *from; from++) {
			if (*from == '"' || *from == '\\')
				*to++ = '\\';
			*to++ = *from;
		}
		*to++ = '"';
	}
	*to = '}';
	return literal;
}
