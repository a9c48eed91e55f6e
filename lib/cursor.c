/* lib/cursor.c - opaque keyset cursors */
#include "lib/cursor.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>

#include "lib/cleanup.h"
#include "lib/err.h"

RELEASE_WITH(json_decref, json_t);

static const char alphabet[] =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/* RFC 4648 5, without padding. */
static void base64url_write(struct buf *out, const char *bytes, size_t length)
{
	const unsigned char *in = (const unsigned char *)bytes;
	size_t i;

	for (i = 0; i < length; i += 3) {
		size_t n = length - i < 3 ? length - i : 3;
		uint32_t group = (uint32_t)in[i] << 16;

		group |= n > 1 ? (uint32_t)in[i + 1] << 8 : 0;
		group |= n > 2 ? in[i + 2] : 0;
		buf_char(out, alphabet[group >> 18]);
		buf_char(out, alphabet[group >> 12 & 63]);
		if (n > 1)
			buf_char(out, alphabet[group >> 6 & 63]);
		if (n > 2)
			buf_char(out, alphabet[group & 63]);
	}
}

static char *base64url_read(size_t *out_length, const char *text, struct arena *arena)
{
	size_t length = strlen(text), n = 0, i;
	char *bytes = arena_alloc(arena, length + 1);
	uint32_t bits = 0;
	const char *digit;

	for (i = 0; bytes && i < length; i++) {
		digit = strchr(alphabet, text[i]);
		if (!digit)
			return NULL;
		bits = bits << 6 | (uint32_t)(digit - alphabet);
		if (i % 4)
			bytes[n++] = (char)(bits >> (6 - 2 * (i % 4)));
	}
	*out_length = n;
	return bytes;
}

void cursor_write(struct buf *out, const struct cursor *cursor)
{
	struct buf json = { 0 };
	size_t i;

	buf_format(&json, "[\"%016" PRIx64 "\",%u", cursor->list, cursor->page);
	for (i = 0; i < cursor->value_count; i++) {
		buf_char(&json, ',');
		if (cursor->values[i])
			buf_json_string(&json, cursor->values[i],
					strlen(cursor->values[i]));
		else
			buf_text(&json, "null");
	}
	buf_char(&json, ']');
	if (buf_failed(&json))
		out->failed = true;
	else
		base64url_write(out, json.bytes, json.length);
	buf_finish(&json);
}

static int read_values(struct cursor *out, const json_t *array, struct arena *arena)
{
	size_t i, n = json_array_size(array) - 2;
	const json_t *value;

	for (i = 0; i < n; i++) {
		value = json_array_get(array, i + 2);
		if (!json_is_string(value) && !json_is_null(value))
			return CURSOR_E_MALFORMED;
		out->values[i] = NULL;
		if (json_is_null(value))
			continue;
		out->values[i] = arena_text(arena, json_string_value(value));
		if (!out->values[i])
			return -ENOMEM;
	}
	out->value_count = n;
	return 0;
}

int cursor_read(struct cursor *out, const char *text, struct arena *arena)
{
	size_t length = 0;
	const char *json = base64url_read(&length, text, arena);
	auto_release(json_decref)
		json_t *array = json ? json_loadb(json, length, 0, NULL) : NULL;
	const json_t *list = json_array_get(array, 0), *page = json_array_get(array, 1);
	struct cursor cursor = { 0 };
	int r;

	if (!json_is_string(list) || !json_is_integer(page) ||
	    json_integer_value(page) < 1 || json_integer_value(page) > INT32_MAX ||
	    json_array_size(array) - 2 > CURSOR_VALUES_MAX)
		return CURSOR_E_MALFORMED;
	cursor.list = strtoull(json_string_value(list), NULL, 16);
	cursor.page = (unsigned)json_integer_value(page);
	r = read_values(&cursor, array, arena);
	if (r)
		return r;
	*out = cursor;
	return 0;
}
