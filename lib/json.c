/* lib/json.c - strict, bounded parsing on top of jansson */
#include "lib/json.h"

#include <stdlib.h>

#include "lib/err.h"

static int refuse(struct problem *why, const char *detail)
{
	problem_issue(why, ISSUE_SCHEMA, IN_BODY, NULL, NULL, detail);
	return JSON_E_REJECTED;
}

/* NULL, or why it is not even worth parsing. Brackets in strings do not count. */
static const char *prescan(const char *bytes, size_t length)
{
	unsigned depth = 0, tokens = 0;
	bool text = false;
	size_t i;

	for (i = 0; i < length; i++) {
		char c = bytes[i];

		if (text) {
			text = c != '"';
			i += c == '\\';
		} else if (c == '"') {
			text = true;
			tokens++;
		} else if (c == '{' || c == '[') {
			tokens++;
			if (++depth > JSON_DEPTH_MAX)
				return "must not be nested deeper than 16 levels";
		} else if (c == '}' || c == ']') {
			depth -= depth > 0;
		} else if (c == ',' || c == ':') {
			tokens++;
		}
		if (tokens > JSON_TOKENS_MAX)
			return "must not have more than 10000 tokens";
	}
	return NULL;
}

static const char *parse_fault(const json_error_t *error, struct arena *arena)
{
	const char *what = "is not JSON";

	switch (json_error_code(error)) {
	case json_error_duplicate_key:
		what = "has a member twice";
		break;
	case json_error_invalid_utf8:
		what = "is not UTF-8";
		break;
	case json_error_null_character:
		what = "has a NUL character";
		break;
	case json_error_numeric_overflow:
		what = "has a number that is too large";
		break;
	case json_error_end_of_input_expected:
		what = "goes on after the JSON value";
		break;
	case json_error_premature_end_of_input:
		what = "ends too early";
		break;
	default:
		break;
	}
	return arena_format(arena, "%s, at line %d, column %d", what, error->line,
	                    error->column);
}

int json_parse_body(json_t **out, const char *bytes, size_t length, struct problem *why,
                    struct arena *arena)
{
	const char *fault = prescan(bytes, length);
	json_error_t error;
	json_t *value;

	if (fault)
		return refuse(why, fault);
	value = json_loadb(bytes, length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY,
	                   &error);
	if (!value)
		return refuse(why, length ? parse_fault(&error, arena)
		                          : "must be a JSON object");
	if (!json_is_object(value)) {
		json_decref(value);
		return refuse(why, "must be a JSON object");
	}
	*out = value;
	return 0;
}

int json_text(const char **out, const json_t *value, struct arena *arena)
{
	char *dumped = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY |
	                                         JSON_REAL_PRECISION(15));
	const char *text = dumped ? arena_text(arena, dumped) : NULL;

	free(dumped);
	if (!text)
		return -ENOMEM;
	*out = text;
	return 0;
}
