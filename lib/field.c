/* lib/field.c - the table of field types, and how a value finds its row */
#include "lib/field_type.h"

#include "lib/err.h"

static const struct {
	const char *sql_type;
	field_texter *text;   /* of a query parameter, or of a JSON string */
	field_checker *check; /* of a member of a body; NULL: nobody may give one */
	field_writer *write;
	bool ordered; /* may be asked for by range */
} types[FIELD_TYPE_COUNT] = {
	[FIELD_ID] = { "uuid", text_id, check_string, write_id },
	[FIELD_ID_LIST] = { "uuid[]", text_id, check_list, write_id_list },
	[FIELD_TEXT] = { "text", text_text, check_string, write_text },
	[FIELD_CODE] = { "text", text_code, check_string, write_text },
	[FIELD_CODE_LIST] = { "text[]", text_code, check_list, write_text_list },
	[FIELD_LOCALIZED] = { "core.localized", text_text, check_localized,
			      write_localized },
	[FIELD_INTEGER] = { "integer", text_integer, check_integer, write_integer, true },
	[FIELD_NUMBER] = { "numeric", text_number, check_number, write_number, true },
	[FIELD_BOOLEAN] = { "boolean", text_boolean, check_boolean, write_boolean },
	[FIELD_DATE] = { "date", text_date, check_string, write_date, true },
	[FIELD_PARTIAL_DATE] = { "core.partial_date", text_partial_date, check_string,
				 write_text, true },
	[FIELD_INSTANT] = { "timestamp with time zone", text_instant, check_string,
			    write_instant, true },
	[FIELD_AMOUNT] = { "core.amount", text_decimal, check_amount, write_amount,
			   true },
	[FIELD_VAGUE] = { "core.vague", text_number, check_vague, write_vague, true },
	[FIELD_ENTERPRISE_NUMBER] = { "text", text_enterprise_number, check_string,
				      write_text },
	[FIELD_JSON] = { "json", NULL, NULL, write_json },
};

const char *field_sql_type(enum field_type type)
{
	return types[type].sql_type;
}

int field_reject(const struct value_place *place, enum issue_kind kind, const char *value,
		 const char *detail)
{
	/* The value may be a body's, which is gone when the problem is written. */
	problem_issue(place->why, kind, place->in, place->name,
		      value ? arena_text(place->arena, value) : NULL, detail);
	return FIELD_E_REJECTED;
}

int field_text(const char **out, const struct value_place *place, const char *text)
{
	return types[place->field->type].text(out, place, text);
}

int field_check(const char **out, const struct field *field, const json_t *value,
		const char *where, struct problem *why, struct arena *arena)
{
	const struct value_place place = { field, IN_BODY, where, why, arena };

	if (!types[field->type].check)
		return field_reject(&place, ISSUE_SCHEMA, NULL,
				    "is set by the register; leave it out");
	return types[field->type].check(out, &place, value);
}

int field_parse(const char **out, const struct field *field, const char *name,
		const char *text, struct problem *why, struct arena *arena)
{
	const struct value_place place = { field, IN_QUERY, name, why, arena };

	assert(types[field->type].text); /* field_fault() has seen to it */
	return field_text(out, &place, text);
}

bool field_is_absent(const struct field *field, const struct cell *cell)
{
	enum { ARRAY_HEAD_BYTES = 12 }; /* an empty array has nothing behind it */

	if (cell->length < 0)
		return true;
	if (!(field->flags & FIELD_SILENT))
		return false;
	switch (field->type) {
	case FIELD_ID_LIST:
	case FIELD_CODE_LIST:
		return cell->length <= ARRAY_HEAD_BYTES;
	case FIELD_BOOLEAN:
		return cell->length == 1 && !cell->bytes[0];
	case FIELD_TEXT:
		return cell->length == 0;
	default:
		return false;
	}
}

void field_write(struct buf *out, const struct field *field, const struct cell *cell)
{
	types[field->type].write(out, cell);
}

/* Rows ------------------------------------------------------------------------------- */

static bool is_camel_case(const char *name)
{
	return *name >= 'a' && *name <= 'z' &&
	       !name[strspn(
		       name,
		       "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")];
}

static const char *limits_fault(const struct field *field)
{
	bool is_number = field->type == FIELD_INTEGER || field->type == FIELD_NUMBER ||
			 field->type == FIELD_AMOUNT || field->type == FIELD_VAGUE;

	if (field->min > field->max && (is_number || field->max != 0))
		return "has a property whose least is above its most";
	if (!is_number && (field->min < 0 || field->max < 0))
		return "has a property of less than no characters or elements";
	return NULL;
}

static const char *codes_fault(const struct field *field)
{
	bool is_code = field->type == FIELD_CODE || field->type == FIELD_CODE_LIST;
	int sources = !!field->choices + !!field->list + !!field->pattern;

	if (field->choices && !field->choices[0])
		return "has a property with no choice among its choices";
	if ((field->choices || field->list) && !is_code)
		return "has choices or a list for a property that is no code";
	if (is_code &&
	    (sources > 1 || (sources == 0 && !(field->flags & FIELD_READONLY))))
		return "has a code without exactly one of choices, list and pattern";
	if (field->pattern && !is_code && field->type != FIELD_TEXT)
		return "has a pattern for a property that is no text";
	if (field->pattern && !field_pattern_compiles(field->pattern))
		return "has a pattern that is no regular expression";
	if (field->pattern_means && !field->pattern)
		return "has the meaning of no pattern";
	return NULL;
}

static const char *asking_fault(const struct field *field)
{
	bool is_list = field->type == FIELD_ID_LIST || field->type == FIELD_CODE_LIST;

	if (field->filters & FILTER_RANGE && !types[field->type].ordered)
		return "has a range of a property that has no order";
	if (field->flags & FIELD_SORT && (is_list || field->type == FIELD_JSON))
		return "sorts by a property that has no order";
	if (field->filters && field->type == FIELD_JSON)
		return "filters by a JSON property";
	return NULL;
}

const char *field_fault(const struct field *field)
{
	const char *fault;

	if (!is_camel_case(field->name))
		return "has a property whose name is not lowerCamelCase";
	if (field->type <= FIELD_NONE || field->type >= FIELD_TYPE_COUNT)
		return "has a property without a type";
	if (!field->doc)
		return "has a property without a description";
	if (field->flags & FIELD_READONLY &&
	    field->flags & (FIELD_REQUIRED | FIELD_FIXED))
		return "has a read-only property that must be given";
	if (field->type == FIELD_JSON && !(field->flags & FIELD_READONLY))
		return "has a JSON property that is not read-only";
	fault = limits_fault(field);
	if (!fault)
		fault = codes_fault(field);
	return fault ? fault : asking_fault(field);
}
