/*
 * lib/field_type.h - what the rows of the table of field types are made of
 *
 * Used by field.c, field_text.c, field_body.c and field_write.c alone.
 */
#ifndef TOEGANG_FIELD_TYPE_H
#define TOEGANG_FIELD_TYPE_H

#include <stdint.h>
#include <stdio.h>

#include "lib/field.h"

/* Where a value stands, what it must be, and who hears of its faults. */
struct value_place {
	const struct field *field;
	enum issue_in in;
	const char *name;
	struct problem *why;
	struct arena *arena;
};

typedef int field_texter(const char **out, const struct value_place *place,
                         const char *text);
typedef int field_checker(const char **out, const struct value_place *place,
                          const json_t *value);
typedef void field_writer(struct buf *out, const struct cell *cell);

int field_reject(const struct value_place *place, enum issue_kind kind, const char *value,
                 const char *detail);

field_texter text_id, text_text, text_code, text_integer, text_number, text_boolean,
        text_date, text_partial_date, text_instant, text_decimal, text_enterprise_number;
field_checker check_text, check_localized, check_integer, check_number, check_boolean,
        check_amount, check_vague, check_list;
field_writer write_id, write_text, write_integer, write_boolean, write_date,
        write_instant, write_number, write_amount, write_id_list, write_text_list,
        write_localized, write_vague, write_json;

/* As a text of the field's type, whatever the place. */
int field_text(const char **out, const struct value_place *place, const char *text);

/* Whether the field has limits of its own. */
static inline bool field_is_bounded(const struct field *field)
{
	return field->min != 0 || field->max != 0;
}

#endif
