/*
 * lib/buf.h - a byte buffer that grows
 *
 * Failure is remembered instead of returned: after the last call ask buf_failed() once.
 * The bytes are from malloc(), so that a finished buffer can be given away.
 */
#ifndef TOEGANG_BUF_H
#define TOEGANG_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct buf {
	char *bytes;
	size_t length, capacity;
	bool failed;
};

void buf_finish(struct buf *buf);
char *buf_give(struct buf *buf); /* the bytes, now the caller's to free(); buf is empty */

/* Room for `bytes` more; NULL when there is none. The caller adds to length what it used. */
char *buf_reserve(struct buf *buf, size_t bytes);

void buf_put(struct buf *buf, const void *bytes, size_t length);
void buf_text(struct buf *buf, const char *text);
void buf_char(struct buf *buf, char c);
void buf_integer(struct buf *buf, int64_t value);
void buf_digits(struct buf *buf, unsigned value, unsigned least); /* zeros before it */
void buf_format(struct buf *buf, const char *format, ...)
	__attribute__((__format__(__printf__, 2, 3)));

/* A JSON string with its quotes: RFC 8259, only what must be escaped is. Valid UTF-8 in. */
void buf_json_string(struct buf *buf, const char *text, size_t length);
void buf_json_escape(struct buf *buf, const char *text,
		     size_t length); /* without quotes */

/* Valid JSON, without the white space between its tokens. */
void buf_json_compact(struct buf *buf, const char *json, size_t length);

/* Percent-encoded for a query value: all but RFC 3986 unreserved characters. */
void buf_percent(struct buf *buf, const char *text);

/* "startDate" as start_date */
void buf_snake_case(struct buf *buf, const char *name);

static inline bool buf_failed(const struct buf *buf)
{
	return buf->failed;
}

#endif
