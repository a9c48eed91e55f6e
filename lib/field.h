/*
 * lib/field.h - what one property of a resource may hold, and how it travels
 *
 * A field's type is one row of a table in field.c: the PostgreSQL type of its column, how a
 * JSON value of a request body is checked and becomes a parameter, how the text of a query
 * parameter does, and how a binary column of a result becomes JSON.
 *
 * Errors     0, FIELD_E_*, or -errno, as lib/err.h says
 * Ownership  texts handed out live in the arena given
 */
#ifndef TOEGANG_FIELD_H
#define TOEGANG_FIELD_H

#include <jansson.h>
#include <stdbool.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/problem.h"
#include "lib/row.h"

enum field_type {
	FIELD_NONE,
	FIELD_ID,      /* uuid. In bodies its name ends in Id */
	FIELD_ID_LIST, /* uuid[], distinct; at most max elements, else 100 */
	FIELD_TEXT,    /* text; min to max characters, else 1 to 10000 */
	FIELD_CODE, /* text: one of .choices, or of reference list .list, or .pattern */
	FIELD_CODE_LIST,    /* text[] of such, distinct; at most max, else 100 */
	FIELD_LOCALIZED,    /* core.localized: {"nl":…,"en":…}, at least one text */
	FIELD_INTEGER,      /* integer; min and max are values */
	FIELD_NUMBER,       /* numeric: a JSON number; min and max are values */
	FIELD_BOOLEAN,      /* boolean */
	FIELD_DATE,         /* date: YYYY-MM-DD */
	FIELD_PARTIAL_DATE, /* core.partial_date: EDTF, YYYY[-MM[-DD]][~] */
	FIELD_INSTANT,      /* timestamptz: RFC 3339, written in UTC with Z */
	FIELD_AMOUNT,       /* core.amount: {"value":"8400000.00","currency":"EUR"} */
	FIELD_VAGUE,        /* core.vague: {"value":5000,"qualifier":"approximately"} */
	FIELD_ENTERPRISE_NUMBER, /* text of ten digits; dots, spaces and BE accepted */
	FIELD_JSON, /* json: written by PostgreSQL, read-only, passed through */
	FIELD_TYPE_COUNT
};

enum field_flag {
	FIELD_REQUIRED = 1 << 0, /* must be given at creation, and cannot be taken away */
	FIELD_READONLY = 1 << 1, /* ours; refused in a body */
	FIELD_FIXED = 1 << 2,    /* given at creation, never changed after */
	FIELD_SORT = 1 << 3,     /* may be named by sort= */
	FIELD_NONNULL = 1 << 4,  /* never null in the view, as required ones are not */
	FIELD_INTERNAL = 1 << 5, /* only for requests that carry a valid key */
	FIELD_SILENT = 1 << 6,   /* left out when false or empty */
};

enum field_filter {
	FILTER_EQ = 1 << 0,    /* name=value, repeated for OR */
	FILTER_RANGE = 1 << 1, /* nameFrom=, nameTo=, inclusive */
};

struct field {
	const char *name; /* property; its column is the same in snake_case */
	enum field_type type;
	unsigned flags;      /* enum field_flag */
	unsigned filters;    /* enum field_filter */
	double min, max;     /* as the type says; both 0: the type's own limits */
	const char *pattern; /* texts, codes: what the whole must match (ECMA, PCRE) */
	const char *pattern_means; /* the pattern in words, for the client: "must be …" */
	const char *const *choices; /* FIELD_CODE: the codes, NULL-terminated */
	const char *list;           /* FIELD_CODE, FIELD_CODE_LIST: name under /refData */
	const char *refers;         /* FIELD_ID, FIELD_ID_LIST: path of the collection */
	const char *doc;            /* one sentence for the OpenAPI document */
	const char *example;        /* JSON text for the OpenAPI document */
};

enum {
	FIELD_E_OK,
	FIELD_E_REJECTED, /* the value does not fit; the problem has an issue for each fault */
};

/* PostgreSQL's name of the column's type, as format_type() prints it. */
const char *field_sql_type(enum field_type type);

/**
 * field_check() - check one member of a body and make the statement's parameter of it
 * @out:    text-format parameter for a column of field_sql_type()
 * @field:  what the member must be
 * @value:  borrowed; not JSON null
 * @where:  path of the member in the body, for issues ("title", "operations[2].title")
 * @why:    collects one issue per fault
 *
 * Objects become JSON text for jsonb_populate_record(): of FIELD_LOCALIZED the parts given,
 * null to take one away; of FIELD_VAGUE all parts, so that nothing of the figure that it
 * replaces is left.
 *
 * Return: 0, FIELD_E_REJECTED, -ENOMEM.
 */
int field_check(const char **out, const struct field *field, const json_t *value,
		const char *where, struct problem *why, struct arena *arena);

/**
 * field_parse() - check the text of a query parameter and make the statement's parameter of it
 * @name:  the query parameter, for issues (a range's is not the field's)
 *
 * FIELD_AMOUNT and FIELD_VAGUE take a decimal, FIELD_LOCALIZED a text in any language, lists
 * one element. @name outlives the problem.
 *
 * Return: 0, FIELD_E_REJECTED, -ENOMEM.
 */
int field_parse(const char **out, const struct field *field, const char *name,
		const char *text, struct problem *why, struct arena *arena);

/* True when the property is to be left out of the reply: null, or silent and false or empty. */
bool field_is_absent(const struct field *field, const struct cell *cell);

/* Write a binary cell, not absent, as JSON; null when its bytes are none of the type. */
void field_write(struct buf *out, const struct field *field, const struct cell *cell);

/* NULL, or what is wrong with the row itself, in words that follow a resource's name. */
const char *field_fault(const struct field *field);

#endif
