/* lib/field_text.c - values that come as text: query parameters, strings in bodies */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "lib/field_type.h"

#include <math.h>
#include <pcre2.h>
#include <stdlib.h>

#include "lib/err.h"
#include "lib/uuid.h"

enum { TEXT_MAX_CHARACTERS = 10000, CODE_MAX_BYTES = 64 };

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

static bool has_controls(const char *text)
{
	for (; *text; text++)
		if (((unsigned char)*text < 0x20 && *text != '\n' && *text != '\t') ||
		    *text == 0x7f)
			return true;
	return false;
}

/* 1: matches, 0: does not, negative: out of memory. The tables' patterns all compile. */
static int matches(const char *pattern, const char *text)
{
	int error, r = -ENOMEM;
	PCRE2_SIZE offset;
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
	                                 PCRE2_UTF | PCRE2_ANCHORED | PCRE2_ENDANCHORED |
	                                         PCRE2_DOLLAR_ENDONLY,
	                                 &error, &offset, NULL);
	pcre2_match_data *match = code ? pcre2_match_data_create(1, NULL) : NULL;

	if (match)
		r = pcre2_match(code, (PCRE2_SPTR)text, PCRE2_ZERO_TERMINATED, 0, 0,
		                match, NULL) > 0;
	pcre2_match_data_free(match);
	pcre2_code_free(code);
	return r;
}

static int fits_pattern(const char **out, const struct value_place *place,
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
	        field->pattern_means
	                ? arena_format(place->arena, "must be %s", field->pattern_means)
	                : arena_format(place->arena, "must match %s", field->pattern));
}

int text_text(const char **out, const struct value_place *place, const char *text)
{
	const struct field *field = place->field;
	size_t n = characters(text);
	size_t min = field_is_bounded(field) ? (size_t)field->min : 1;
	size_t max = field->max != 0 ? (size_t)field->max : TEXT_MAX_CHARACTERS;

	if (n < min || n > max)
		return reject(place, text,
		              arena_format(place->arena,
		                           "must have %zu to %zu characters", min, max));
	if (has_controls(text))
		return reject(place, text, "must not have control characters");
	return field->pattern ? fits_pattern(out, place, text) : accept(out, place, text);
}

static bool is_code(const char *text)
{
	size_t n = strlen(text);

	return n > 0 && n <= CODE_MAX_BYTES && text[0] != '.' && text[0] != '-' &&
	       strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz01234567"
	                    "89._-") == n;
}

static const char *list_choices(const struct value_place *place)
{
	const char *const *choice;
	struct buf list = { 0 };
	const char *text;

	buf_text(&list, "must be one of ");
	for (choice = place->field->choices; *choice; choice++)
		buf_format(&list, "%s%s", choice == place->field->choices ? "" : ", ",
		           *choice);
	text = buf_failed(&list) ? NULL
	                         : arena_copy(place->arena, list.bytes, list.length);
	buf_finish(&list);
	return text;
}

int text_code(const char **out, const struct value_place *place, const char *text)
{
	const char *const *choice = place->field->choices;

	if (place->field->pattern)
		return has_controls(text)
		               ? reject(place, text, "must not have control characters")
		               : fits_pattern(out, place, text);
	if (!is_code(text))
		return reject(place, text,
		              choice ? list_choices(place) : "must be a code");
	if (!choice)
		return accept(out, place, text);
	for (; *choice; choice++)
		if (strcmp(*choice, text) == 0)
			return accept(out, place, text);
	return reject(place, text, list_choices(place));
}

/* Numbers ---------------------------------------------------------------------------- */

static int in_bounds(const char **out, const struct value_place *place, const char *text,
                     double value)
{
	const struct field *field = place->field;

	if (field_is_bounded(field) && (value < field->min || value > field->max))
		return reject(place, text,
		              arena_format(place->arena, "must be %.15g to %.15g",
		                           field->min, field->max));
	return accept(out, place, text);
}

/* Digits, an optional sign before, an optional point among them. */
static bool is_decimal(const char *text, bool point)
{
	const char *at = text + (*text == '-');
	size_t whole = strspn(at, "0123456789"), part = 0;

	if (whole == 0 || whole > 15)
		return false;
	at += whole;
	if (*at == '.' && point) {
		part = strspn(++at, "0123456789");
		if (part == 0 || part > 15)
			return false;
	}
	return at[part] == '\0';
}

int text_integer(const char **out, const struct value_place *place, const char *text)
{
	double value = is_decimal(text, false) ? strtod(text, NULL) : NAN;

	if (!(value >= INT32_MIN && value <= INT32_MAX))
		return reject(place, text, "must be an integer of at most 32 bits");
	return in_bounds(out, place, text, value);
}

int text_number(const char **out, const struct value_place *place, const char *text)
{
	if (!is_decimal(text, true))
		return reject(place, text, "must be a decimal number");
	return in_bounds(out, place, text, strtod(text, NULL));
}

int text_decimal(const char **out, const struct value_place *place, const char *text)
{
	const char *point = strchr(text, '.');

	if (!is_decimal(text, true) || *text == '-' ||
	    (text[0] == '0' && text[1] && text[1] != '.') || (point && strlen(point) > 3))
		return reject(
		        place, text,
		        "must be an amount in euros such as 8400000.00, not negative");
	return in_bounds(out, place, text, strtod(text, NULL));
}

int text_boolean(const char **out, const struct value_place *place, const char *text)
{
	if (strcmp(text, "true") != 0 && strcmp(text, "false") != 0)
		return reject(place, text, "must be true or false");
	return accept(out, place, text);
}

/* Dates ------------------------------------------------------------------------------ */

/* The number that so many digits make; -1 when they are none. */
static int digits(const char *text, size_t count)
{
	int value = 0;

	for (; count; count--, text++) {
		if (*text < '0' || *text > '9')
			return -1;
		value = value * 10 + *text - '0';
	}
	return value;
}

static int days_in(int year, int month)
{
	static const char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

/* How many bytes of YYYY[-MM[-DD]] stand here: 4, 7, 10, or 0 for no real date. */
static size_t date_bytes(const char *text)
{
	int year = strnlen(text, 4) == 4 ? digits(text, 4) : -1, month, day;

	if (year < 1000)
		return 0;
	if (text[4] != '-' || strnlen(text, 7) < 7)
		return 4;
	month = digits(text + 5, 2);
	if (month < 1 || month > 12)
		return 0;
	if (text[7] != '-' || strnlen(text, 10) < 10)
		return 7;
	day = digits(text + 8, 2);
	return day >= 1 && day <= days_in(year, month) ? 10 : 0;
}

int text_date(const char **out, const struct value_place *place, const char *text)
{
	if (date_bytes(text) != 10 || text[10])
		return reject(place, text, "must be a date, YYYY-MM-DD");
	return accept(out, place, text);
}

int text_partial_date(const char **out, const struct value_place *place, const char *text)
{
	size_t n = date_bytes(text);

	/* The first digit is 1 or 2: the register's calendar, and the column's check. */
	if (n == 0 || text[0] > '2' || (text[n] && strcmp(text + n, "~") != 0))
		return reject(place, text,
		              "must be YYYY, YYYY-MM or YYYY-MM-DD, with ~ behind when "
		              "approximate");
	return accept(out, place, text);
}

/* Of a range only whole days are asked. */
static bool is_offset(const char *text)
{
	if (strcmp(text, "Z") == 0 || strcmp(text, "z") == 0)
		return true;
	return (text[0] == '+' || text[0] == '-') && strlen(text) == 6 &&
	       text[3] == ':' && digits(text + 1, 2) >= 0 && digits(text + 1, 2) <= 14 &&
	       digits(text + 4, 2) >= 0 && digits(text + 4, 2) <= 59;
}

int text_instant(const char **out, const struct value_place *place, const char *text)
{
	size_t n = date_bytes(text), fraction;
	const char *time = text + 11, *rest = text + 19;
	bool good = n == 10 && (text[10] == 'T' || text[10] == 't') &&
	            strlen(text) > 19 && digits(time, 2) >= 0 && digits(time, 2) <= 23 &&
	            time[2] == ':' && digits(time + 3, 2) >= 0 &&
	            digits(time + 3, 2) <= 59 && time[5] == ':' &&
	            digits(time + 6, 2) >= 0 && digits(time + 6, 2) <= 59;

	if (good && *rest == '.') {
		fraction = strspn(rest + 1, "0123456789");
		good = fraction > 0 && fraction <= 9;
		rest += 1 + fraction;
	}
	if (!good || !is_offset(rest))
		return reject(place, text,
		              "must be an instant such as 2016-12-31T23:59:59Z");
	return accept(out, place, text);
}

/* Crossroads Bank for Enterprises ---------------------------------------------------- */

/*
 * Ten digits, the first 0 or 1; dots, spaces and a BE before them are how people write it.
 * Check: the last two are 97 minus the first eight modulo 97.
 */
int text_enterprise_number(const char **out, const struct value_place *place,
                           const char *text)
{
	const char *at = strncmp(text, "BE", 2) == 0 ? text + 2 : text;
	char number[11] = "";
	size_t n = 0;

	for (; *at && n < sizeof number; at++)
		if (*at >= '0' && *at <= '9')
			number[n++] = *at;
		else if (*at != '.' && *at != ' ')
			break;
	if (n != 10 || *at || number[0] > '1')
		return reject(
		        place, text,
		        "must be an enterprise number: ten digits, the first 0 or 1");
	number[10] = '\0';
	if (digits(number + 8, 2) != 97 - digits(number, 8) % 97)
		return field_reject(place, ISSUE_INVALID, text,
		                    "has wrong check digits: it is mistyped");
	return accept(out, place, number);
}
