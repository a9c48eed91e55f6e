/* lib/field_text.c - values that come as text: query parameters, strings in bodies */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "lib/field_type.h"

#include <math.h>
#include <pcre2.h>
#include <stdlib.h>
#include <strings.h>

#include "lib/err.h"
#include "lib/uuid.h"

#define DIGITS        "0123456789"
#define ALPHANUMERICS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" DIGITS

enum {
	TEXT_MAX_CHARACTERS = 10000,
	LINE_MAX_CHARACTERS = 500, /* a text that may be longer may have several lines */
	CODE_MAX_BYTES = 63,
	DECIMAL_MAX_DIGITS = 15, /* before the point, and behind it */
};

static int reject(const struct value_place *place, const char *text, const char *detail)
{
	return field_reject(place, ISSUE_SCHEMA, text, detail);
}

static int accept(const char **out, const struct value_place *place, const char *text)
{
	char *copy = arena_text(place->arena, text);

	if (!copy)
		return -ENOMEM;
	*out = copy;
	return 0;
}

int text_id(const char **out, const struct value_place *place, const char *text)
{
	char lower[UUID_TEXT_SIZE];

	if (!uuid_is_valid(text))
		return reject(place, text, "must be a UUID");
	uuid_lower(lower, text);
	return accept(out, place, lower);
}

/* Text ------------------------------------------------------------------------------- */

static size_t characters(const char *text)
{
	size_t n = 0;

	for (; *text; text++)
		n += ((unsigned char)*text & 0xc0) != 0x80;
	return n;
}

/* C0, DEL and, in UTF-8, C1. Lines and tabs may be allowed. */
static bool has_controls(const char *text, bool lines_allowed)
{
	for (; *text; text++) {
		unsigned char c = (unsigned char)text[0], next = (unsigned char)text[1];

		if ((c == '\n' || c == '\t') && lines_allowed)
			continue;
		if (c < 0x20 || c == 0x7f || (c == 0xc2 && next >= 0x80 && next < 0xa0))
			return true;
	}
	return false;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

static pcre2_code *compile(const char *pattern)
{
	uint32_t whole = PCRE2_ANCHORED | PCRE2_ENDANCHORED | PCRE2_DOLLAR_ENDONLY;
	PCRE2_SIZE offset;
	int error;

	return pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
			     PCRE2_UTF | whole, &error, &offset, NULL);
}

bool field_pattern_compiles(const char *pattern)
{
	pcre2_code *code = compile(pattern);

	pcre2_code_free(code);
	return code;
}

/* 1: matches, 0: does not, -ENOMEM. field_fault() has seen that the pattern compiles. */
static int matches(const char *pattern, const char *text)
{
	pcre2_code *code = compile(pattern);
	pcre2_match_data *match = code ? pcre2_match_data_create(1, NULL) : NULL;
	int r = -ENOMEM;

	/* 0 is a match too: one that has more groups than there is room for. */
	if (match)
		r = pcre2_match(code, (PCRE2_SPTR)text, PCRE2_ZERO_TERMINATED, 0, 0,
				match, NULL) >= 0;
	pcre2_match_data_free(match);
	pcre2_code_free(code);
	return r;
}

static int text_pattern(const char **out, const struct value_place *place,
			const char *text)
{
	const struct field *field = place->field;
	int r = matches(field->pattern, text);

	if (r < 0)
		return r;
	if (r)
		return accept(out, place, text);
	return reject(
		place, text,
		field->pattern_means ?
			arena_format(place->arena, "must be %s", field->pattern_means) :
			arena_format(place->arena, "must match %s", field->pattern));
}

static const char *length_detail(struct arena *arena, size_t min, size_t max)
{
	return min == max ?
		       arena_format(arena, "must have %zu characters", max) :
		       arena_format(arena, "must have %zu to %zu characters", min, max);
}

int text_text(const char **out, const struct value_place *place, const char *text)
{
	const struct field *field = place->field;
	size_t n = characters(text);
	size_t min = field->min > 0 ? (size_t)field->min : 1;
	size_t max = field->max > 0 ? (size_t)field->max : TEXT_MAX_CHARACTERS;

	if (n < min || n > max)
		return reject(place, text, length_detail(place->arena, min, max));
	if (has_controls(text, max > LINE_MAX_CHARACTERS))
		return reject(
			place, text,
			max > LINE_MAX_CHARACTERS ?
				"must not have control characters but newlines and tabs" :
				"must be one line, without control characters");
	if (place->in == IN_BODY &&
	    (is_space(text[0]) || is_space(text[strlen(text) - 1])))
		return reject(place, text, "must not begin or end with white space");
	return field->pattern ? text_pattern(out, place, text) : accept(out, place, text);
}

/* Codes ------------------------------------------------------------------------------ */

static bool is_code(const char *text)
{
	size_t n = strlen(text);

	return n > 0 && n <= CODE_MAX_BYTES && strspn(text, ALPHANUMERICS) > 0 &&
	       strspn(text, ALPHANUMERICS "._-") == n;
}

/* "must be one of planned, held, cancelled" */
static const char *choices_detail(const struct value_place *place)
{
	const char *const *choice = place->field->choices;
	const char *detail, *between = "must be one of ";
	struct buf list = { 0 };

	for (; *choice; choice++) {
		buf_text(&list, between);
		buf_text(&list, *choice);
		between = ", ";
	}
	detail = buf_failed(&list) ? NULL :
				     arena_copy(place->arena, list.bytes, list.length);
	buf_finish(&list);
	return detail;
}

static int text_choice(const char **out, const struct value_place *place,
		       const char *text)
{
	const char *const *choice;

	for (choice = place->field->choices; *choice; choice++)
		if (strcmp(*choice, text) == 0) {
			*out = *choice;
			return 0;
		}
	return reject(place, text, choices_detail(place));
}

int text_code(const char **out, const struct value_place *place, const char *text)
{
	if (place->field->choices)
		return text_choice(out, place, text);
	if (place->field->pattern && !has_controls(text, false))
		return text_pattern(out, place, text);
	if (!is_code(text))
		return reject(place, text,
			      "must be a code: 1 to 63 letters, digits, dots, dashes and "
			      "underscores, a letter or digit first");
	return accept(out, place, text);
}

/* Numbers ---------------------------------------------------------------------------- */

static int in_bounds(const char **out, const struct value_place *place, const char *text)
{
	const struct field *field = place->field;
	double value = strtod(text, NULL);

	if ((field->min != 0 || field->max != 0) &&
	    (value < field->min || value > field->max))
		return reject(place, text,
			      arena_format(place->arena, "must be from %.15g to %.15g",
					   field->min, field->max));
	return accept(out, place, text);
}

/* Digits, perhaps a sign before them and a point among them; no exponent. */
static bool is_decimal(const char *text, size_t max_decimals)
{
	const char *at = text + (*text == '-');
	size_t whole = strspn(at, DIGITS), decimals;

	at += whole;
	if (whole == 0 || whole > DECIMAL_MAX_DIGITS)
		return false;
	if (*at != '.')
		return !*at;
	decimals = strspn(++at, DIGITS);
	return decimals > 0 && decimals <= max_decimals && !at[decimals];
}

int text_integer(const char **out, const struct value_place *place, const char *text)
{
	double value = is_decimal(text, 0) ? strtod(text, NULL) : NAN;

	if (!(value >= INT32_MIN && value <= INT32_MAX))
		return reject(place, text,
			      "must be an integer from -2147483648 to 2147483647");
	return in_bounds(out, place, text);
}

int text_number(const char **out, const struct value_place *place, const char *text)
{
	if (!is_decimal(text, DECIMAL_MAX_DIGITS))
		return reject(
			place, text,
			"must be a decimal number, of at most 15 digits before the point "
			"and 15 behind it");
	return in_bounds(out, place, text);
}

/* An amount in euros. Zeros before it would make two texts of one amount. */
int text_decimal(const char **out, const struct value_place *place, const char *text)
{
	bool zeros = text[0] == '0' && text[1] && text[1] != '.';

	if (!is_decimal(text, 2) || *text == '-' || zeros)
		return reject(
			place, text,
			"must be an amount such as 8400000.00: at most 15 digits, then "
			"perhaps a point and 1 or 2, and no sign");
	return in_bounds(out, place, text);
}

int text_boolean(const char **out, const struct value_place *place, const char *text)
{
	if (strcmp(text, "true") != 0 && strcmp(text, "false") != 0)
		return reject(place, text, "must be true or false");
	return accept(out, place, text);
}

/* Enterprise numbers ----------------------------------------------------------------- */

/* The ten digits of a text such as BE 0566.988.259. */
static bool read_enterprise_number(char digits[11], const char *text)
{
	size_t n = 0;

	if (strncasecmp(text, "BE", 2) == 0)
		text += 2;
	for (; *text; text++) {
		if (*text == '.' || *text == ' ')
			continue;
		if (*text < '0' || *text > '9' || n == 10)
			return false;
		digits[n++] = *text;
	}
	digits[n] = '\0';
	return n == 10 && digits[0] <= '1';
}

/* Crossroads Bank for Enterprises: the last two are 97 minus the first eight modulo 97. */
int text_enterprise_number(const char **out, const struct value_place *place,
			   const char *text)
{
	char digits[11], root[9];
	int check;

	if (!read_enterprise_number(digits, text))
		return reject(place, text,
			      "must be an enterprise number: ten digits, the first 0 or "
			      "1, such "
			      "as 0566.988.259");
	memcpy(root, digits, 8);
	root[8] = '\0';
	check = 97 - atoi(root) % 97;
	if (atoi(digits + 8) != check)
		return field_reject(
			place, ISSUE_INVALID, text,
			arena_format(place->arena,
				     "is mistyped: its check digits are %s, those of "
				     "%s are %02d",
				     digits + 8, root, check));
	return accept(out, place, digits);
}
