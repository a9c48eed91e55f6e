/* lib/buf.c - a byte buffer that grows */
#include "lib/buf.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void buf_finish(struct buf *buf)
{
	free(buf->bytes);
	*buf = (struct buf){ 0 };
}

char *buf_give(struct buf *buf)
{
	char *bytes = buf->bytes;

	*buf = (struct buf){ 0 };
	return bytes;
}

char *buf_reserve(struct buf *buf, size_t bytes)
{
	size_t capacity = buf->capacity ? buf->capacity : 256;
	char *grown;

	if (buf->failed)
		return NULL;
	if (buf->bytes && buf->capacity - buf->length >= bytes)
		return buf->bytes + buf->length;
	while (capacity - buf->length < bytes && capacity <= SIZE_MAX / 2)
		capacity *= 2;
	grown = capacity - buf->length < bytes ? NULL : realloc(buf->bytes, capacity);
	if (!grown) {
		buf->failed = true;
		return NULL;
	}
	buf->bytes = grown;
	buf->capacity = capacity;
	return buf->bytes + buf->length;
}

void buf_put(struct buf *buf, const void *bytes, size_t length)
{
	char *to = length ? buf_reserve(buf, length) : NULL;

	if (!to)
		return;
	memcpy(to, bytes, length);
	buf->length += length;
}

void buf_text(struct buf *buf, const char *text)
{
	buf_put(buf, text, strlen(text));
}

void buf_char(struct buf *buf, char c)
{
	buf_put(buf, &c, 1);
}

void buf_integer(struct buf *buf, int64_t value)
{
	char digits[20], *at = digits + sizeof digits;
	uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

	do
		*--at = (char)('0' + rest % 10);
	while (rest /= 10);
	if (value < 0)
		buf_char(buf, '-');
	buf_put(buf, at, (size_t)(digits + sizeof digits - at));
}

void buf_digits(struct buf *buf, unsigned value, unsigned least)
{
	char digits[10], *at = digits + sizeof digits, *wide = at - least;

	assert(least <= sizeof digits);
	while (value || at > wide) {
		*--at = (char)('0' + value % 10);
		value /= 10;
	}
	buf_put(buf, at, (size_t)(digits + sizeof digits - at));
}

void buf_format(struct buf *buf, const char *format, ...)
{
	va_list values, again;
	char *to = NULL;
	int bytes;

	va_start(values, format);
	va_copy(again, values);
	bytes = vsnprintf(NULL, 0, format, values);
	if (bytes < 0)
		buf->failed = true;
	else
		to = buf_reserve(buf, (size_t)bytes + 1);
	if (to) {
		(void)vsnprintf(to, (size_t)bytes + 1, format, again);
		buf->length += (size_t)bytes;
	}
	va_end(again);
	va_end(values);
}

static void put_escape(struct buf *buf, unsigned char c)
{
	static const char names[] = { ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n',
				      ['\f'] = 'f', ['\r'] = 'r', ['"'] = '"' };

	if (c == '\\')
		buf_text(buf, "\\\\");
	else if (c < sizeof names && names[c])
		buf_put(buf, (char[]){ '\\', names[c] }, 2);
	else
		buf_format(buf, "\\u%04x", c);
}

void buf_json_escape(struct buf *buf, const char *text, size_t length)
{
	size_t start = 0, at;

	for (at = 0; at < length; at++) {
		unsigned char c = (unsigned char)text[at];

		if (c >= 0x20 && c != '"' && c != '\\')
			continue;
		buf_put(buf, text + start, at - start);
		put_escape(buf, c);
		start = at + 1;
	}
	if (start < length)
		buf_put(buf, text + start, length - start);
}

void buf_json_string(struct buf *buf, const char *text, size_t length)
{
	buf_char(buf, '"');
	buf_json_escape(buf, text, length);
	buf_char(buf, '"');
}

/* The end of the string that begins at `at`, its closing quote included. */
static size_t string_end(const char *json, size_t at, size_t length)
{
	for (at++; at < length && json[at] != '"'; at++)
		if (json[at] == '\\')
			at++;
	return at < length ? at + 1 : length;
}

void buf_json_compact(struct buf *buf, const char *json, size_t length)
{
	size_t start = 0, at = 0;

	while (at < length) {
		if (json[at] == '"') {
			at = string_end(json, at, length);
		} else if (memchr(" \t\r\n", json[at], 4)) {
			buf_put(buf, json + start, at - start);
			start = ++at;
		} else {
			at++;
		}
	}
	if (start < length)
		buf_put(buf, json + start, length - start);
}

void buf_percent(struct buf *buf, const char *text)
{
	static const char unreserved[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		"0123456789-._~";

	for (; *text; text++) {
		if (strchr(unreserved, *text))
			buf_char(buf, *text);
		else
			buf_format(buf, "%%%02X", (unsigned char)*text);
	}
}

void buf_snake_case(struct buf *buf, const char *name)
{
	for (; *name; name++) {
		if (*name >= 'A' && *name <= 'Z') {
			buf_char(buf, '_');
			buf_char(buf, (char)(*name | 0x20));
		} else {
			buf_char(buf, *name);
		}
	}
}
