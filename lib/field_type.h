/*
 * lib/field_type.h - what the rows of the table of field types are made of
 *
 * Used by field.c and the files whose names begin with field_ alone. All that check leave
 * *out alone, and an issue in the problem, when they return FIELD_E_REJECTED.
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

field_texter text_id, text_text, text_code, text_integer, text_number, text_boolean,
	text_date, text_partial_date, text_instant, text_decimal, text_enterprise_number;
field_checker check_string, check_localized, check_integer, check_number, check_boolean,
	check_amount, check_vague, check_list;
field_writer write_id, write_text, write_integer, write_boolean, write_date,
	write_instant, write_number, write_amount, write_id_list, write_text_list,
	write_localized, write_vague, write_json;

/* Return: FIELD_E_REJECTED. `value` is what was given, or NULL when it is no text. */
int field_reject(const struct value_place *place, enum issue_kind kind, const char *value,
		 const char *detail);

/* The text of a value, or of an element or part of it, by the field's type. */
int field_text(const char **out, const struct value_place *place, const char *text);

bool field_pattern_compiles(const char *pattern);

#endif
