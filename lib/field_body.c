/* lib/field_body.c - values that come as JSON, in bodies */
#include "lib/field_type.h"

#include <math.h>

#include "lib/array.h"
#include "lib/err.h"
#include "lib/json.h"

static const char *const qualifiers[] = { "exact",   "approximately", "moreThan",
	                                  "atLeast", "lessThan",      "atMost",
	                                  "almost",  "range" };

/* The same field at a member of its value: "title" gives "title.nl". */
static struct value_place within(const struct value_place *place, const char *name)
{
	struct value_place inner = *place;

	inner.name = arena_format(place->arena, "%s.%s", place->name, name);
	return inner;
}

static int reject(const struct value_place *place, const char *detail)
{
	return field_reject(place, ISSUE_SCHEMA, NULL, detail);
}

/* Every member must be one of these; what is not gets an issue. */
static int known_members(const struct value_place *place, const json_t *object,
                         const char *const *names, size_t count)
{
	const char *name;
	json_t *value;
	size_t i;
	int r = 0;

	json_object_foreach((json_t *)object, name, value)
	{
		struct value_place inner = within(place, name);

		for (i = 0; i < count; i++)
			if (strcmp(name, names[i]) == 0)
				break;
		if (i == count)
			r = field_reject(&inner, ISSUE_UNKNOWN, NULL,
			                 "is not a member here");
	}
	return r;
}

static int string_text(const char **out, const struct value_place *place,
                       const json_t *value)
{
	if (!json_is_string(value))
		return reject(place, "must be a string");
	if (strlen(json_string_value(value)) != json_string_length(value))
		return reject(place, "must not have a NUL character");
	return field_text(out, place, json_string_value(value));
}

int check_text(const char **out, const struct value_place *place, const json_t *value)
{
	return string_text(out, place, value);
}

int check_integer(const char **out, const struct value_place *place, const json_t *value)
{
	if (!json_is_integer(value))
		return reject(place, "must be an integer");
	return field_text(
	        out, place,
	        arena_format(place->arena, "%lld", (long long)json_integer_value(value)));
}

/* Fifteen digits: what a double keeps of any decimal. */
static const char *number_text(const json_t *value, struct arena *arena)
{
	char digits[64];
	double number = json_number_value(value);

	if (json_is_integer(value))
		return arena_format(arena, "%lld", (long long)json_integer_value(value));
	/* No exponent, so that the text is a decimal as everywhere else. */
	snprintf(digits, sizeof digits, "%.*f",
	         fabs(number) < 1 ? 15 : 14 - (int)fmin(14, floor(log10(fabs(number)))),
	         number);
	digits[strlen(digits)] = '\0';
	return arena_text(arena, digits);
}

int check_number(const char **out, const struct value_place *place, const json_t *value)
{
	const char *text;

	if (!json_is_number(value) || !(fabs(json_number_value(value)) < 1e15))
		return reject(place, "must be a number of at most 15 digits");
	text = number_text(value, place->arena);
	return text ? field_text(out, place, text) : -ENOMEM;
}

int check_boolean(const char **out, const struct value_place *place, const json_t *value)
{
	if (!json_is_boolean(value))
		return reject(place, "must be true or false");
	*out = json_is_true(value) ? "true" : "false";
	return 0;
}

/* Objects become the jsonb of jsonb_populate_record(); a null part takes away. */
static int as_json(const char **out, const struct value_place *place, const json_t *value)
{
	return json_text(out, value, place->arena);
}

int check_localized(const char **out, const struct value_place *place,
                    const json_t *value)
{
	static const char *const languages[] = { "nl", "en" };
	const char *text, *language;
	json_t *part;
	int r;

	if (!json_is_object(value) || json_object_size(value) == 0)
		return reject(place, "must be an object with nl, en or both");
	r = known_members(place, value, languages, COUNT_OF(languages));
	json_object_foreach((json_t *)value, language, part)
	{
		struct value_place inner = within(place, language);
		int one = json_is_null(part) ? 0 : string_text(&text, &inner, part);

		if (one < 0)
			return one;
		r = one ? one : r;
	}
	return r ? r : as_json(out, place, value);
}

int check_amount(const char **out, const struct value_place *place, const json_t *value)
{
	static const char *const members[] = { "value", "currency" };
	const json_t *currency = json_object_get(value, "currency");
	struct value_place inner = within(place, "currency");
	int r;

	if (!json_is_object(value))
		return reject(place, "must be an object such as "
		                     "{\"value\":\"8400000.00\",\"currency\":\"EUR\"}");
	r = known_members(place, value, members, COUNT_OF(members));
	if (!json_is_string(currency) || strcmp(json_string_value(currency), "EUR") != 0)
		r = reject(&inner, "must be EUR");
	inner = within(place, "value");
	if (!json_is_string(json_object_get(value, "value")))
		return reject(&inner, "must be a string such as \"8400000.00\"");
	return field_text(out, &inner, json_string_value(json_object_get(value, "value")))
	               ? FIELD_E_REJECTED
	               : r;
}

/* Vague numbers ---------------------------------------------------------------------- */

static int vague_number(const struct value_place *place, const json_t *object,
                        const char *name, bool wanted)
{
	const json_t *value = json_object_get(object, name);
	struct value_place inner = within(place, name);
	const char *text;

	if (!wanted)
		return value ? reject(&inner, "must be left out with this qualifier") : 0;
	if (!value)
		return reject(&inner, "is required with this qualifier");
	return check_number(&text, &inner, value);
}

static int vague_qualifier(bool *range, const struct value_place *place,
                           const json_t *object)
{
	const json_t *value = json_object_get(object, "qualifier");
	struct value_place inner = within(place, "qualifier");
	size_t i;

	*range = false;
	if (!value)
		return 0;
	for (i = 0; json_is_string(value) && i < COUNT_OF(qualifiers); i++)
		if (strcmp(json_string_value(value), qualifiers[i]) == 0) {
			*range = strcmp(qualifiers[i], "range") == 0;
			return 0;
		}
	return reject(&inner,
	              "must be one of exact, approximately, moreThan, atLeast, lessThan, "
	              "atMost, almost, range");
}

/* A figure is replaced as a whole: what it does not say is null afterwards. */
static int whole_vague(const char **out, const struct value_place *place,
                       const json_t *value)
{
	static const char *const rest[] = { "value", "lower", "upper" };
	json_t *whole = json_copy((json_t *)value);
	size_t i;
	int r;

	for (i = 0; i < COUNT_OF(rest); i++)
		if (!json_object_get(whole, rest[i]))
			(void)json_object_set_new(whole, rest[i], json_null());
	if (!json_object_get(whole, "qualifier"))
		(void)json_object_set_new(whole, "qualifier", json_string("exact"));
	r = whole ? as_json(out, place, whole) : -ENOMEM;
	json_decref(whole);
	return r;
}

int check_vague(const char **out, const struct value_place *place, const json_t *value)
{
	static const char *const members[] = { "value", "qualifier", "lower", "upper" };
	struct value_place lower = within(place, "lower");
	bool range;
	int r;

	if (!json_is_object(value))
		return reject(place, "must be an object such as "
		                     "{\"value\":5000,\"qualifier\":\"approximately\"}");
	r = known_members(place, value, members, COUNT_OF(members));
	r |= vague_qualifier(&range, place, value);
	if (r)
		return r;
	r |= vague_number(place, value, "value", !range);
	r |= vague_number(place, value, "lower", range);
	r |= vague_number(place, value, "upper", range);
	if (r)
		return r;
	if (range && json_number_value(json_object_get(value, "lower")) >
	                     json_number_value(json_object_get(value, "upper")))
		return field_reject(&lower, ISSUE_INVALID, NULL,
		                    "must not be above upper");
	return whole_vague(out, place, value);
}

/* Lists ------------------------------------------------------------------------------ */

static bool listed_before(const char *const *texts, size_t count, const char *text)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(texts[i], text) == 0)
			return true;
	return false;
}

int check_list(const char **out, const struct value_place *place, const json_t *value)
{
	size_t count = json_array_size(value), i;
	size_t max = place->field->max != 0 ? (size_t)place->field->max : 100;
	const char **texts = arena_array(place->arena, count + 1, sizeof *texts);
	int r = 0;

	if (!texts)
		return -ENOMEM;
	if (!json_is_array(value) || count > max)
		return reject(place,
		              arena_format(place->arena,
		                           "must be an array of at most %zu strings",
		                           max));
	for (i = 0; i < count; i++) {
		struct value_place inner = *place;
		int one;

		inner.name = arena_format(place->arena, "%s[%zu]", place->name, i);
		texts[i] = "";
		one = string_text(&texts[i], &inner, json_array_get(value, i));
		if (!one && listed_before(texts, i, texts[i]))
			one = reject(&inner, "must not be repeated");
		if (one < 0)
			return one;
		r = one ? one : r;
	}
	if (r)
		return r;
	*out = array_literal(texts, count, place->arena);
	return *out ? 0 : -ENOMEM;
}
