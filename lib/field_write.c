/* lib/field_write.c - PostgreSQL's binary values as JSON */
#include "lib/field_type.h"

#include "lib/err.h"
#include "lib/uuid.h"

enum {
	DAYS_TO_2000 =
	        730425, /* from 0000-03-01, where years begin after their leap day */
	USECS_PER_SECOND = 1000000,
	SECONDS_PER_DAY = 86400,
	NUMERIC_HEAD_BYTES = 8,
	NUMERIC_NEGATIVE = 0x4000,
	NUMERIC_NAN = 0xc000,
	NUMERIC_INFINITY = 0xd000,
	NUMERIC_MINUS_INFINITY = 0xf000,
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

void write_integer(struct buf *out, const struct cell *cell)
{
	if (cell->length == 4)
		buf_integer(out, (int32_t)read_u32(cell->bytes));
	else if (cell->length == 8)
		buf_integer(out, (int64_t)read_u64(cell->bytes));
	else if (cell->length == 2)
		buf_integer(out, (int16_t)read_u16(cell->bytes));
	else
		malformed(out);
}

void write_boolean(struct buf *out, const struct cell *cell)
{
	if (cell->length != 1)
		malformed(out);
	else
		buf_text(out, cell->bytes[0] ? "true" : "false");
}

/* Dates ------------------------------------------------------------------------------ */

/* Gregorian, from days since 2000-01-01: eras of 400 years, years that begin in March. */
static void put_date(struct buf *out, int64_t days)
{
	int64_t day = days + DAYS_TO_2000, era, year;
	unsigned of_era, year_of_era, of_year, month;

	era = (day >= 0 ? day : day - 146096) / 146097;
	of_era = (unsigned)(day - era * 146097);
	year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	month = (5 * of_year + 2) / 153;
	year = era * 400 + year_of_era + (month >= 10);
	day = of_year - (153 * month + 2) / 5 + 1;
	month = month < 10 ? month + 3 : month - 9;
	/* ISO 8601 counts a year 0; beyond four digits a sign says that it is meant. */
	if (year >= 0 && year <= 9999)
		buf_format(out, "%04d-%02u-%02d", (int)year, month, (int)day);
	else
		buf_format(out, "%+07lld-%02u-%02d", (long long)year, month, (int)day);
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

/* RFC 3339 in UTC; as many digits of the second's fraction as there are: 0, 3 or 6. */
void write_instant(struct buf *out, const struct cell *cell)
{
	int64_t usecs, seconds, days;
	int fraction, of_day;

	if (cell->length != 8) {
		malformed(out);
		return;
	}
	usecs = (int64_t)read_u64(cell->bytes);
	if (put_infinity(out, usecs == INT64_MAX, usecs == INT64_MIN))
		return;
	fraction = (int)(usecs % USECS_PER_SECOND);
	seconds = usecs / USECS_PER_SECOND;
	if (fraction < 0) {
		fraction += USECS_PER_SECOND;
		seconds--;
	}
	of_day = (int)(seconds % SECONDS_PER_DAY);
	days = seconds / SECONDS_PER_DAY;
	if (of_day < 0) {
		of_day += SECONDS_PER_DAY;
		days--;
	}
	buf_char(out, '"');
	put_date(out, days);
	buf_format(out, "T%02d:%02d:%02d", of_day / 3600, of_day / 60 % 60, of_day % 60);
	if (fraction % 1000)
		buf_format(out, ".%06d", fraction);
	else if (fraction)
		buf_format(out, ".%03d", fraction / 1000);
	buf_text(out, "Z\"");
}

/* Numbers ---------------------------------------------------------------------------- */

/* The digit group of weight w: groups of four decimal digits, the first of weight `weight`. */
static unsigned group_at(const unsigned char *groups, int count, int weight, int w)
{
	int i = weight - w;

	return i >= 0 && i < count ? read_u16(groups + 2 * i) : 0;
}

static void put_fraction(struct buf *out, const unsigned char *groups, int count,
                         int weight, int scale)
{
	char digits[5];
	int w;

	buf_char(out, '.');
	for (w = -1; scale > 0; w--, scale -= 4) {
		snprintf(digits, sizeof digits, "%04u",
		         group_at(groups, count, weight, w) % 10000);
		buf_put(out, digits, scale < 4 ? (size_t)scale : 4);
	}
}

static void trim_zeros(struct buf *out)
{
	while (!buf_failed(out) && out->bytes[out->length - 1] == '0')
		out->length--;
	if (!buf_failed(out) && out->bytes[out->length - 1] == '.')
		out->length--;
}

/* As PostgreSQL prints it, or, trimmed, without zeros that say nothing. */
static void put_numeric(struct buf *out, const struct cell *cell, bool trimmed)
{
	int count, weight, sign, scale, w;

	count = cell->length >= NUMERIC_HEAD_BYTES ? (int16_t)read_u16(cell->bytes) : -1;
	if (count < 0 || cell->length != NUMERIC_HEAD_BYTES + 2 * count) {
		malformed(out);
		return;
	}
	weight = (int16_t)read_u16(cell->bytes + 2);
	sign = read_u16(cell->bytes + 4);
	scale = read_u16(cell->bytes + 6);
	if (sign == NUMERIC_NAN)
		buf_text(out, "\"NaN\"");
	if (sign == NUMERIC_NAN ||
	    put_infinity(out, sign == NUMERIC_INFINITY, sign == NUMERIC_MINUS_INFINITY))
		return;
	if (sign == NUMERIC_NEGATIVE)
		buf_char(out, '-');
	buf_integer(out,
	            weight < 0 ? 0 : group_at(cell->bytes + 8, count, weight, weight));
	for (w = weight - 1; w >= 0; w--)
		buf_format(out, "%04u", group_at(cell->bytes + 8, count, weight, w));
	if (scale > 0) {
		put_fraction(out, cell->bytes + 8, count, weight, scale);
		if (trimmed)
			trim_zeros(out);
	}
}

void write_number(struct buf *out, const struct cell *cell)
{
	put_numeric(out, cell, true);
}

void write_amount(struct buf *out, const struct cell *cell)
{
	buf_text(out, "{\"value\":\"");
	put_numeric(out, cell, false);
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

static void put_array(struct buf *out, const struct cell *cell, field_writer *element)
{
	struct reader reader = { cell->bytes, (size_t)cell->length };
	uint32_t dimensions = 0, flags, type, count = 0, lower, i;
	size_t start = out->length;
	struct cell one;
	bool good = take_u32(&dimensions, &reader) && take_u32(&flags, &reader) &&
	            take_u32(&type, &reader) && dimensions <= 1;

	if (good && dimensions == 1)
		good = take_u32(&count, &reader) && take_u32(&lower, &reader);
	buf_char(out, '[');
	for (i = 0; good && i < count; i++) {
		good = take_cell(&one, &reader);
		if (good && i > 0)
			buf_char(out, ',');
		if (good && one.length < 0)
			buf_text(out, "null");
		else if (good)
			element(out, &one);
	}
	buf_char(out, ']');
	if (!good) {
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
	uint32_t count = 0, type;
	struct cell one;
	char between = '{';
	bool good = take_u32(&count, &reader) && count == part_count;

	for (i = 0; good && i < part_count; i++) {
		good = take_u32(&type, &reader) && take_cell(&one, &reader);
		if (!good || one.length < 0)
			continue;
		buf_char(out, between);
		buf_format(out, "\"%s\":", parts[i].name);
		parts[i].write(out, &one);
		between = ',';
	}
	if (between == '{')
		buf_char(out, '{');
	buf_char(out, '}');
	if (!good) {
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

void write_json(struct buf *out, const struct cell *cell)
{
	buf_json_compact(out, (const char *)cell->bytes, (size_t)cell->length);
}
