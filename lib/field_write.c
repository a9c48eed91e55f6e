/* lib/field_write.c - PostgreSQL's binary values as JSON, without a copy between */
#include "lib/field_type.h"

#include "lib/err.h"
#include "lib/uuid.h"

enum {
	DAYS_TO_2000 =
		730425, /* from 0000-03-01: years that begin in March end in a leap day */
	DAYS_PER_ERA = 146097, /* of 400 years */
	USECS_PER_SECOND = 1000000,
	SECONDS_PER_DAY = 86400,
	CENTS_DIGITS = 2,
};

static uint16_t read_u16(const unsigned char *b)
{
	return (uint16_t)(b[0] << 8 | b[1]);
}

static uint32_t read_u32(const unsigned char *b)
{
	return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static uint64_t read_u64(const unsigned char *b)
{
	return (uint64_t)read_u32(b) << 32 | read_u32(b + 4);
}

/* schema.c compares types at start, so that this is a fault of ours. */
static void malformed(struct buf *out)
{
	assert(!"a cell of the wrong shape");
	buf_text(out, "null");
}

void write_id(struct buf *out, const struct cell *cell)
{
	char text[UUID_TEXT_SIZE];

	if (cell->length != 16) {
		malformed(out);
		return;
	}
	uuid_write(text, cell->bytes);
	buf_char(out, '"');
	buf_put(out, text, UUID_TEXT_SIZE - 1);
	buf_char(out, '"');
}

void write_text(struct buf *out, const struct cell *cell)
{
	buf_json_string(out, (const char *)cell->bytes, (size_t)cell->length);
}

void write_json(struct buf *out, const struct cell *cell)
{
	if (cell->length == 0)
		malformed(out);
	else
		buf_json_compact(out, (const char *)cell->bytes, (size_t)cell->length);
}

void write_boolean(struct buf *out, const struct cell *cell)
{
	if (cell->length != 1)
		malformed(out);
	else
		buf_text(out, cell->bytes[0] ? "true" : "false");
}

void write_integer(struct buf *out, const struct cell *cell)
{
	switch (cell->length) {
	case 2:
		buf_integer(out, (int16_t)read_u16(cell->bytes));
		break;
	case 4:
		buf_integer(out, (int32_t)read_u32(cell->bytes));
		break;
	case 8:
		buf_integer(out, (int64_t)read_u64(cell->bytes));
		break;
	default:
		malformed(out);
	}
}

/* Dates ------------------------------------------------------------------------------ */

/* ISO 8601 counts a year 0. Years of other than four digits have six or more and a sign. */
static void put_year(struct buf *out, int64_t year)
{
	if (year >= 0 && year <= 9999) {
		buf_digits(out, (unsigned)year, 4);
	} else {
		buf_char(out, year < 0 ? '-' : '+');
		buf_digits(out, (unsigned)(year < 0 ? -year : year), 6);
	}
}

/* Proleptic Gregorian, from days since 2000-01-01. */
static void put_date(struct buf *out, int64_t days)
{
	int64_t day = days + DAYS_TO_2000;
	int64_t era = (day >= 0 ? day : day - (DAYS_PER_ERA - 1)) / DAYS_PER_ERA;
	unsigned of_era = (unsigned)(day - era * DAYS_PER_ERA);
	unsigned year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	unsigned of_year = of_era - (365 * year + year / 4 - year / 100);
	unsigned month = (5 * of_year + 2) / 153; /* 0 is March */

	put_year(out, era * 400 + year + (month >= 10));
	buf_char(out, '-');
	buf_digits(out, month < 10 ? month + 3 : month - 9, 2);
	buf_char(out, '-');
	buf_digits(out, of_year - (153 * month + 2) / 5 + 1, 2);
}

static bool put_infinity(struct buf *out, bool most, bool least)
{
	if (most || least)
		buf_text(out, most ? "\"infinity\"" : "\"-infinity\"");
	return most || least;
}

void write_date(struct buf *out, const struct cell *cell)
{
	int32_t days;

	if (cell->length != 4) {
		malformed(out);
		return;
	}
	days = (int32_t)read_u32(cell->bytes);
	if (put_infinity(out, days == INT32_MAX, days == INT32_MIN))
		return;
	buf_char(out, '"');
	put_date(out, days);
	buf_char(out, '"');
}

/* "T23:59:59.5": as many digits of the fraction as say something, 0, 3 or 6. */
static void put_time(struct buf *out, unsigned second_of_day, unsigned usecs)
{
	buf_char(out, 'T');
	buf_digits(out, second_of_day / 3600, 2);
	buf_char(out, ':');
	buf_digits(out, second_of_day / 60 % 60, 2);
	buf_char(out, ':');
	buf_digits(out, second_of_day % 60, 2);
	if (usecs)
		buf_char(out, '.');
	if (usecs % 1000)
		buf_digits(out, usecs, 6);
	else if (usecs)
		buf_digits(out, usecs / 1000, 3);
}

/* The divisor is positive; the quotient is rounded down, so that the rest is not negative. */
static int64_t divide(int64_t number, int64_t divisor, unsigned *rest)
{
	int64_t quotient = number / divisor - (number % divisor < 0);

	*rest = (unsigned)(number - quotient * divisor);
	return quotient;
}

void write_instant(struct buf *out, const struct cell *cell)
{
	unsigned usecs, second_of_day;
	int64_t instant, days;

	if (cell->length != 8) {
		malformed(out);
		return;
	}
	instant = (int64_t)read_u64(cell->bytes);
	if (put_infinity(out, instant == INT64_MAX, instant == INT64_MIN))
		return;
	days = divide(divide(instant, USECS_PER_SECOND, &usecs), SECONDS_PER_DAY,
		      &second_of_day);
	buf_char(out, '"');
	put_date(out, days);
	put_time(out, second_of_day, usecs);
	buf_text(out, "Z\"");
}

/* Numbers ---------------------------------------------------------------------------- */

enum {
	NUMERIC_HEAD_BYTES = 8,
	NUMERIC_BASE = 10000,
	NUMERIC_POSITIVE = 0x0000,
	NUMERIC_NEGATIVE = 0x4000,
	NUMERIC_NAN = 0xc000,
	NUMERIC_INFINITY = 0xd000,
	NUMERIC_MINUS_INFINITY = 0xf000,
};

/* Groups of four decimal digits; the first counts 10000 to the power `weight`. */
struct numeric {
	const unsigned char *groups;
	int count, weight, scale;
	unsigned sign;
};

static unsigned group_at(const struct numeric *n, int weight)
{
	int i = n->weight - weight;

	return i >= 0 && i < n->count ? read_u16(n->groups + 2 * i) : 0;
}

static bool read_numeric(struct numeric *n, const struct cell *cell)
{
	int i;

	if (cell->length < NUMERIC_HEAD_BYTES)
		return false;
	*n = (struct numeric){ .groups = cell->bytes + NUMERIC_HEAD_BYTES,
			       .count = (int16_t)read_u16(cell->bytes),
			       .weight = (int16_t)read_u16(cell->bytes + 2),
			       .sign = read_u16(cell->bytes + 4),
			       .scale = (int16_t)read_u16(cell->bytes + 6) };
	if (n->count < 0 || n->scale < 0 ||
	    cell->length != NUMERIC_HEAD_BYTES + 2 * n->count)
		return false;
	for (i = 0; i < n->count; i++)
		if (read_u16(n->groups + 2 * i) >= NUMERIC_BASE)
			return false;
	return n->sign == NUMERIC_POSITIVE || n->sign == NUMERIC_NEGATIVE ||
	       n->sign == NUMERIC_NAN || n->sign == NUMERIC_INFINITY ||
	       n->sign == NUMERIC_MINUS_INFINITY;
}

static bool is_finite(const struct numeric *n)
{
	return n->sign == NUMERIC_POSITIVE || n->sign == NUMERIC_NEGATIVE;
}

static void put_fraction(struct buf *out, const struct numeric *n, int digits)
{
	static const unsigned divisors[] = { 1, 1000, 100, 10 };
	int weight;

	buf_char(out, '.');
	for (weight = -1; digits >= 4; weight--, digits -= 4)
		buf_digits(out, group_at(n, weight), 4);
	if (digits > 0)
		buf_digits(out, group_at(n, weight) / divisors[digits], (unsigned)digits);
}

static void put_finite(struct buf *out, const struct numeric *n, int decimals)
{
	int weight = n->weight > 0 ? n->weight : 0;

	if (n->sign == NUMERIC_NEGATIVE)
		buf_char(out, '-');
	buf_digits(out, group_at(n, weight), 1);
	while (weight-- > 0)
		buf_digits(out, group_at(n, weight), 4);
	if (decimals > 0)
		put_fraction(out, n, decimals);
}

static void trim_zeros(struct buf *out)
{
	if (buf_failed(out))
		return;
	while (out->bytes[out->length - 1] == '0')
		out->length--;
	if (out->bytes[out->length - 1] == '.')
		out->length--;
}

/* Without the zeros behind the point that say nothing: 5000.00 is 5000. */
void write_number(struct buf *out, const struct cell *cell)
{
	struct numeric n;

	if (!read_numeric(&n, cell)) {
		malformed(out);
	} else if (n.sign == NUMERIC_NAN) {
		buf_text(out, "\"NaN\"");
	} else if (!put_infinity(out, n.sign == NUMERIC_INFINITY,
				 n.sign == NUMERIC_MINUS_INFINITY)) {
		put_finite(out, &n, n.scale);
		if (n.scale > 0)
			trim_zeros(out);
	}
}

/* core.amount has two decimals; a sum of other numbers keeps what it has. */
void write_amount(struct buf *out, const struct cell *cell)
{
	struct numeric n;

	if (!read_numeric(&n, cell) || !is_finite(&n)) {
		malformed(out);
		return;
	}
	buf_text(out, "{\"value\":\"");
	put_finite(out, &n, n.scale > CENTS_DIGITS ? n.scale : CENTS_DIGITS);
	buf_text(out, "\",\"currency\":\"EUR\"}");
}

/* Arrays and composites -------------------------------------------------------------- */

/* What is left of a value's bytes. */
struct reader {
	const unsigned char *at;
	size_t left;
};

static bool take_u32(uint32_t *out, struct reader *reader)
{
	if (reader->left < 4)
		return false;
	*out = read_u32(reader->at);
	reader->at += 4;
	reader->left -= 4;
	return true;
}

static bool take_cell(struct cell *out, struct reader *reader)
{
	uint32_t length;

	if (!take_u32(&length, reader))
		return false;
	*out = (struct cell){ reader->at, (int32_t)length };
	if (out->length < 0)
		return out->length == -1;
	if (reader->left < length)
		return false;
	reader->at += length;
	reader->left -= length;
	return true;
}

/* Dimensions, flags, element type; for the one dimension its size and first index. */
static bool take_array_head(uint32_t *count, struct reader *reader)
{
	uint32_t dimensions, flags, type, first;

	*count = 0;
	if (!take_u32(&dimensions, reader) || !take_u32(&flags, reader) ||
	    !take_u32(&type, reader))
		return false;
	return dimensions == 0 ||
	       (dimensions == 1 && take_u32(count, reader) && take_u32(&first, reader));
}

static void put_array(struct buf *out, const struct cell *cell, field_writer *put_element)
{
	struct reader reader = { cell->bytes, (size_t)cell->length };
	size_t start = out->length;
	struct cell element;
	uint32_t count, i;
	bool good = take_array_head(&count, &reader);

	buf_char(out, '[');
	for (i = 0; good && i < count; i++) {
		good = take_cell(&element, &reader);
		if (!good)
			break;
		if (i > 0)
			buf_char(out, ',');
		if (element.length < 0)
			buf_text(out, "null");
		else
			put_element(out, &element);
	}
	buf_char(out, ']');
	if (!good || reader.left > 0) {
		out->length = start;
		malformed(out);
	}
}

void write_id_list(struct buf *out, const struct cell *cell)
{
	put_array(out, cell, write_id);
}

void write_text_list(struct buf *out, const struct cell *cell)
{
	put_array(out, cell, write_text);
}

struct part {
	const char *name;
	field_writer *write;
};

/* Null parts are left out. */
static void put_composite(struct buf *out, const struct cell *cell,
			  const struct part *parts, size_t part_count)
{
	struct reader reader = { cell->bytes, (size_t)cell->length };
	size_t start = out->length, i;
	const char *between = "\"";
	uint32_t count, type;
	struct cell one;
	bool good = take_u32(&count, &reader) && count == part_count;

	buf_char(out, '{');
	for (i = 0; good && i < part_count; i++) {
		good = take_u32(&type, &reader) && take_cell(&one, &reader);
		if (!good || one.length < 0)
			continue;
		buf_text(out, between);
		buf_text(out, parts[i].name);
		buf_text(out, "\":");
		parts[i].write(out, &one);
		between = ",\"";
	}
	buf_char(out, '}');
	if (!good || reader.left > 0) {
		out->length = start;
		malformed(out);
	}
}

void write_localized(struct buf *out, const struct cell *cell)
{
	static const struct part parts[] = { { "nl", write_text }, { "en", write_text } };

	put_composite(out, cell, parts, COUNT_OF(parts));
}

void write_vague(struct buf *out, const struct cell *cell)
{
	static const struct part parts[] = { { "value", write_number },
					     { "qualifier", write_text },
					     { "lower", write_number },
					     { "upper", write_number } };

	put_composite(out, cell, parts, COUNT_OF(parts));
}
