/*
 * lib/row.h - the row contract: what a result of PostgreSQL looks like to lib/
 *
 * Cells are in PostgreSQL's binary format, in the order of the statement's columns. They are
 * borrowed for the length of the call that hands them over.
 */
#ifndef TOEGANG_ROW_H
#define TOEGANG_ROW_H

#include <stddef.h>

struct cell {
	const unsigned char *bytes;
	int length; /* bytes; -1 is null */
};

struct rows {
	size_t count, columns;
	const struct cell *cells; /* count × columns, row by row */
};

static inline const struct cell *rows_at(const struct rows *rows, size_t row)
{
	return rows->cells + row * rows->columns;
}

#endif
