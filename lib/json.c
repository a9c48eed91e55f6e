/* lib/json.c - strict, bounded parsing on top of jansson */
#include "lib/json.h"

#include <stdlib.h>

#include "lib/err.h"

static int refuse(struct problem *why, const char *detail)
{
	problem_issue(why, ISSUE_SCHEMA, IN_BODY, NULL, NULL, detail);
	return JSON_E_REJECTED;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool is_mark(char c)
{
	return c == '{' || c == '}' || c == '[' || c == ']' || c == ',' || c == ':';
}

/* A string, a mark, or all up to the next of them or white space. `left` is not 0. */
static size_t token_bytes(const char *at, size_t left)
{
	size_t n = 1;

	if (*at == '"') {
		while (n < left && at[n] != '"')
			n += at[n] == '\\' ? 2 : 1;
		return n < left ? n + 1 : left;
	}
	if (!is_mark(*at))
		while (n < left && !is_space(at[n]) && !is_mark(at[n]) && at[n] != '"')
			n++;
	return n;
}

/* NULL, or why it is not even worth parsing. What is no JSON may pass: jansson refuses it. */
static const char *bounds_fault(const char *bytes, size_t length)
{
	unsigned depth = 0, tokens = 0;
	size_t at = 0;

	while (at < length) {
		if (is_space(bytes[at])) {
			at++;
			continue;
		}
		if (bytes[at] == '{' || bytes[at] == '[')
			depth++;
		else if (depth > 0 && (bytes[at] == '}' || bytes[at] == ']'))
			depth--;
		if (depth > JSON_DEPTH_MAX)
			return "must not be nested deeper than 16 levels";
		if (++tokens > JSON_TOKENS_MAX)
			return "must not have more than 10000 tokens";
		at += token_bytes(bytes + at, length - at);
	}
	return NULL;
}

static const char *what_failed(const json_error_t *error)
{
	switch (json_error_code(error)) {
	case json_error_duplicate_key:
		return "must not have a member twice";
	case json_error_invalid_utf8:
		return "must be UTF-8";
	case json_error_null_character:
	case json_error_null_byte_in_key:
		return "must not have a NUL character";
	case json_error_numeric_overflow:
		return "must not have a number that large";
	case json_error_end_of_input_expected:
		return "must end after the JSON object";
	case json_error_premature_end_of_input:
		return "must be a whole JSON object, but ends early";
	default:
		return "must be JSON";
	}
}

static int refuse_text(struct problem *why, const json_error_t *error,
		       struct arena *arena)
{
	if (json_error_code(error) == json_error_out_of_memory)
		return -ENOMEM;
	return refuse(why, arena_format(arena, "%s: see line %d, column %d",
					what_failed(error), error->line, error->column));
}

int json_parse_body(json_t **out, const char *bytes, size_t length, struct problem *why,
		    struct arena *arena)
{
	const char *fault = length ? bounds_fault(bytes, length) :
				     "must be a JSON object";
	json_error_t error;
	json_t *value;

	if (fault)
		return refuse(why, fault);
	value = json_loadb(bytes, length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY,
			   &error);
	if (!value)
		return refuse_text(why, &error, arena);
	if (!json_is_object(value)) {
		json_decref(value);
		return refuse(why, "must be a JSON object");
	}
	*out = value;
	return 0;
}

int json_text(const char **out, const json_t *value, struct arena *arena)
{
	size_t flags = JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(15);
	char *dumped = json_dumps(value, flags);
	const char *text = dumped ? arena_text(arena, dumped) : NULL;

	free(dumped);
	if (!text)
		return -ENOMEM;
	*out = text;
	return 0;
}
