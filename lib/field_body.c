/* lib/field_body.c - values that come as JSON, in bodies */
#include "lib/field_type.h"

#include <math.h>

#include "lib/array.h"
#include "lib/err.h"
#include "lib/json.h"

enum { LIST_MAX_ELEMENTS = 100, NUMBER_DIGITS = 15 };

static int reject(const struct value_place *place, const char *detail)
{
	return field_reject(place, ISSUE_SCHEMA, NULL, detail);
}

/* Of two results the one to return: no memory before a fault, a fault before none. */
static int worse(int one, int other)
{
	return one < 0 || other == 0 ? one : other;
}

/* The same field at a member of its value: "title" gives "title.nl". */
static struct value_place within(const struct value_place *place, const char *name)
{
	struct value_place inner = *place;

	inner.name = arena_format(place->arena, "%s.%s", place->name, name);
	return inner;
}

static struct value_place element(const struct value_place *place, size_t i)
{
	struct value_place inner = *place;

	inner.name = arena_format(place->arena, "%s[%zu]", place->name, i);
	return inner;
}

static bool is_one_of(const char *text, const char *const *texts, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(texts[i], text) == 0)
			return true;
	return false;
}

/* Every member must be one of these; each that is not gets an issue. */
static int known_members(const struct value_place *place, const json_t *object,
			 const char *const *names, size_t count)
{
	const char *name;
	json_t *value;
	int r = 0;

	json_object_foreach((json_t *)object, name, value)
	{
		struct value_place inner;

		if (is_one_of(name, names, count))
			continue;
		inner = within(place, name);
		r = field_reject(&inner, ISSUE_UNKNOWN, NULL, "is not a member here");
	}
	return r;
}

/* NULL when absent, and when null, which in a merge patch means the same. */
static const json_t *given(const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);

	return json_is_null(value) ? NULL : value;
}

int check_string(const char **out, const struct value_place *place, const json_t *value)
{
	if (!json_is_string(value))
		return reject(place, "must be a string");
	if (strlen(json_string_value(value)) != json_string_length(value))
		return reject(place, "must not have a NUL character");
	return field_text(out, place, json_string_value(value));
}

int check_boolean(const char **out, const struct value_place *place, const json_t *value)
{
	if (!json_is_boolean(value))
		return reject(place, "must be true or false");
	*out = json_is_true(value) ? "true" : "false";
	return 0;
}

/* Numbers ---------------------------------------------------------------------------- */

static int check_text(const char **out, const struct value_place *place, const char *text)
{
	return text ? field_text(out, place, text) : -ENOMEM;
}

int check_integer(const char **out, const struct value_place *place, const json_t *value)
{
	if (!json_is_integer(value))
		return reject(place, "must be an integer");
	return check_text(out, place,
			  arena_format(place->arena, "%" JSON_INTEGER_FORMAT,
				       json_integer_value(value)));
}

/*
 * The fifteen digits that a double keeps of any decimal; no exponent, and no zeros that say
 * nothing. NULL without memory.
 */
static char *real_text(double number, struct arena *arena)
{
	int decimals = NUMBER_DIGITS;
	double power;
	char *text, *end;

	for (power = 1; decimals > 0 && fabs(number) >= power; power *= 10)
		decimals--;
	text = arena_format(arena, "%.*f", decimals, number);
	if (!text || !strchr(text, '.'))
		return text;
	for (end = text + strlen(text); end[-1] == '0'; end--)
		;
	end[end[-1] == '.' ? -1 : 0] = '\0';
	return text;
}

int check_number(const char **out, const struct value_place *place, const json_t *value)
{
	double size = fabs(json_number_value(value));

	if (json_is_integer(value))
		return check_integer(out, place, value);
	if (!json_is_real(value))
		return reject(place, "must be a number");
	if (!(size == 0 || (size >= 1e-15 && size < 1e15)))
		return reject(place,
			      "must be 0 or, its sign aside, from 1e-15 to below 1e15");
	return check_text(out, place, real_text(json_number_value(value), place->arena));
}

/* Amounts ---------------------------------------------------------------------------- */

static int check_currency(const struct value_place *place, const json_t *value)
{
	struct value_place inner = within(place, "currency");

	if (!json_is_string(value) || strcmp(json_string_value(value), "EUR") != 0)
		return reject(&inner, "must be \"EUR\"");
	return 0;
}

static int check_value(const char **out, const struct value_place *place,
		       const json_t *value)
{
	struct value_place inner = within(place, "value");

	if (!json_is_string(value))
		return reject(&inner, "must be a string such as \"8400000.00\"");
	return check_string(out, &inner, value);
}

int check_amount(const char **out, const struct value_place *place, const json_t *value)
{
	static const char *const members[] = { "value", "currency" };
	const char *text = NULL;
	int r;

	if (!json_is_object(value))
		return reject(place, "must be an object such as "
				     "{\"value\":\"8400000.00\",\"currency\":\"EUR\"}");
	r = known_members(place, value, members, COUNT_OF(members));
	r = worse(r, check_value(&text, place, json_object_get(value, "value")));
	r = worse(r, check_currency(place, json_object_get(value, "currency")));
	if (!r)
		*out = text;
	return r;
}

/* Texts in several languages --------------------------------------------------------- */

int check_localized(const char **out, const struct value_place *place,
		    const json_t *value)
{
	static const char *const languages[] = { "nl", "en" };
	const char *text;
	size_t i;
	int r;

	if (!json_is_object(value) || json_object_size(value) == 0)
		return reject(place, "must be an object with nl, en or both");
	r = known_members(place, value, languages, COUNT_OF(languages));
	for (i = 0; i < COUNT_OF(languages); i++) {
		struct value_place inner = within(place, languages[i]);
		const json_t *part = given(value, languages[i]);

		if (part)
			r = worse(r, check_string(&text, &inner, part));
	}
	return r ? r : json_text(out, value, place->arena);
}

/* Vague figures ---------------------------------------------------------------------- */

static int check_part(const struct value_place *place, const json_t *object,
		      const char *name, bool wanted)
{
	const json_t *value = given(object, name);
	struct value_place inner = within(place, name);
	const char *text;

	if (wanted && !value)
		return reject(&inner, "is required with this qualifier");
	if (!wanted && value)
		return reject(&inner, "must be left out with this qualifier");
	return value ? check_number(&text, &inner, value) : 0;
}

/* A bare value is exact. */
static int check_qualifier(const char **out, const struct value_place *place,
			   const json_t *object)
{
	static const char *const qualifiers[] = { "exact",   "approximately", "moreThan",
						  "atLeast", "lessThan",      "atMost",
						  "almost",  "range" };
	const json_t *value = given(object, "qualifier");
	struct value_place inner = within(place, "qualifier");
	const char *text = json_string_value(value);

	if (!value && given(object, "value"))
		text = "exact";
	if (!text || !is_one_of(text, qualifiers, COUNT_OF(qualifiers)))
		return reject(&inner,
			      "must be one of exact, approximately, moreThan, atLeast, "
			      "lessThan, atMost, almost, range");
	*out = text;
	return 0;
}

static int write_whole(const char **out, const struct value_place *place,
		       const json_t *value, const char *qualifier)
{
	json_t *whole = json_pack("{s:O?, s:s, s:O?, s:O?}", "value",
				  given(value, "value"), "qualifier", qualifier, "lower",
				  given(value, "lower"), "upper", given(value, "upper"));
	int r = whole ? json_text(out, whole, place->arena) : -ENOMEM;

	json_decref(whole);
	return r;
}

int check_vague(const char **out, const struct value_place *place, const json_t *value)
{
	static const char *const members[] = { "value", "qualifier", "lower", "upper" };
	struct value_place lower = within(place, "lower");
	const char *qualifier = NULL;
	bool range;
	int r;

	if (!json_is_object(value))
		return reject(place, "must be an object such as "
				     "{\"value\":5000,\"qualifier\":\"approximately\"}");
	r = known_members(place, value, members, COUNT_OF(members));
	r = worse(r, check_qualifier(&qualifier, place, value));
	if (r)
		return r;
	range = strcmp(qualifier, "range") == 0;
	r = worse(r, check_part(place, value, "value", !range));
	r = worse(r, check_part(place, value, "lower", range));
	r = worse(r, check_part(place, value, "upper", range));
	if (r)
		return r;
	if (range && json_number_value(json_object_get(value, "lower")) >
			     json_number_value(json_object_get(value, "upper")))
		return field_reject(&lower, ISSUE_INVALID, NULL,
				    "must not be above upper");
	return write_whole(out, place, value, qualifier);
}

/* Lists ------------------------------------------------------------------------------ */

static int check_elements(const char **texts, const struct value_place *place,
			  const json_t *array)
{
	size_t i;
	int r = 0;

	for (i = 0; i < json_array_size(array); i++) {
		struct value_place inner = element(place, i);
		int one;

		texts[i] = "";
		one = check_string(&texts[i], &inner, json_array_get(array, i));
		if (!one && is_one_of(texts[i], texts, i))
			one = field_reject(&inner, ISSUE_SCHEMA, texts[i],
					   "must not be repeated");
		r = worse(r, one);
	}
	return r;
}

int check_list(const char **out, const struct value_place *place, const json_t *value)
{
	size_t max = place->field->max > 0 ? (size_t)place->field->max :
					     LIST_MAX_ELEMENTS;
	const char *literal;
	const char **texts;
	int r;

	if (!json_is_array(value) || json_array_size(value) > max)
		return reject(place,
			      arena_format(place->arena,
					   "must be an array of at most %zu strings",
					   max));
	texts = arena_array(place->arena, json_array_size(value), sizeof *texts);
	if (!texts)
		return -ENOMEM;
	r = check_elements(texts, place, value);
	if (r)
		return r;
	literal = array_literal(texts, json_array_size(value), place->arena);
	if (!literal)
		return -ENOMEM;
	*out = literal;
	return 0;
}
