/*
 * lib/cursor.h - opaque keyset cursors
 *
 * A cursor holds the sort values of the last row seen, the number of the page it leads to, and
 * a digest of the list it belongs to, so that one from another list is refused. It is
 * base64url of JSON: opaque to clients, no secret.
 */
#ifndef TOEGANG_CURSOR_H
#define TOEGANG_CURSOR_H

#include <stdint.h>

#include "lib/arena.h"
#include "lib/buf.h"

enum { CURSOR_VALUES_MAX = 6 };

struct cursor {
	uint64_t list;                         /* digest of resource, filters and order */
	unsigned page;                         /* that it leads to */
	const char *values[CURSOR_VALUES_MAX]; /* NULL for null */
	size_t value_count;
};

enum {
	CURSOR_E_OK,
	CURSOR_E_MALFORMED,
};

void cursor_write(struct buf *out, const struct cursor *cursor);

/* Return: 0, CURSOR_E_MALFORMED, -ENOMEM. */
int cursor_read(struct cursor *out, const char *text, struct arena *arena);

#endif
