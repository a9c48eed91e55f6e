/* lib/field.c - the table of field types, and how a value finds its row */
#include "lib/field_type.h"

#include "lib/err.h"

static const struct {
	const char *sql_type;
	field_texter *text;   /* of a query parameter, or of a JSON string */
	field_checker *check; /* of a member of a body; NULL: nobody may give one */
	field_writer *write;
} types[FIELD_TYPE_COUNT] = {
	[FIELD_ID] = { "uuid", text_id, check_text, write_id },
	[FIELD_ID_LIST] = { "uuid[]", text_id, check_list, write_id_list },
	[FIELD_TEXT] = { "text", text_text, check_text, write_text },
	[FIELD_CODE] = { "text", text_code, check_text, write_text },
	[FIELD_CODE_LIST] = { "text[]", text_code, check_list, write_text_list },
	[FIELD_LOCALIZED] = { "core.localized", text_text, check_localized,
	                      write_localized },
	[FIELD_INTEGER] = { "integer", text_integer, check_integer, write_integer },
	[FIELD_NUMBER] = { "numeric", text_number, check_number, write_number },
	[FIELD_BOOLEAN] = { "boolean", text_boolean, check_boolean, write_boolean },
	[FIELD_DATE] = { "date", text_date, check_text, write_date },
	[FIELD_PARTIAL_DATE] = { "core.partial_date", text_partial_date, check_text,
	                         write_text },
	[FIELD_INSTANT] = { "timestamp with time zone", text_instant, check_text,
	                    write_instant },
	[FIELD_AMOUNT] = { "core.amount", text_decimal, check_amount, write_amount },
	[FIELD_VAGUE] = { "core.vague", text_number, check_vague, write_vague },
	[FIELD_ENTERPRISE_NUMBER] = { "text", text_enterprise_number, check_text,
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
		return field_reject(&place, ISSUE_SCHEMA, NULL, "is set by the register");
	return types[field->type].check(out, &place, value);
}

int field_parse(const char **out, const struct field *field, const char *name,
                const char *text, struct problem *why, struct arena *arena)
{
	const struct value_place place = { field, IN_QUERY, name, why, arena };

	return types[field->type].text(out, &place, text);
}

bool field_is_absent(const struct field *field, const struct cell *cell)
{
	if (cell->length < 0)
		return true;
	if (!(field->flags & FIELD_SILENT))
		return false;
	/* An empty array has no dimensions: its first four bytes are zero. */
	if (field->type == FIELD_ID_LIST || field->type == FIELD_CODE_LIST)
		return cell->length < 20;
	return field->type == FIELD_BOOLEAN && cell->length == 1 && !cell->bytes[0];
}

void field_write(struct buf *out, const struct field *field, const struct cell *cell)
{
	types[field->type].write(out, cell);
}
