/* lib/field_date.c - dates and instants that come as text; years 1000 to 9999 */
#include "lib/field_type.h"

#include "lib/err.h"

enum { DATE_BYTES = 10, TIME_BYTES = 9, OFFSET_HOURS_MAX = 15, FRACTION_MAX_DIGITS = 9 };

static int accept(const char **out, const struct value_place *place, const char *text)
{
	char *copy = arena_text(place->arena, text);

	if (!copy)
		return -ENOMEM;
	*out = copy;
	return 0;
}

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
	int year = digits(text, 4), month, day;

	if (year < 1000)
		return 0;
	if (text[4] != '-')
		return 4;
	month = digits(text + 5, 2);
	if (month < 1 || month > 12)
		return 0;
	if (text[7] != '-')
		return 7;
	day = digits(text + 8, 2);
	return day >= 1 && day <= days_in(year, month) ? DATE_BYTES : 0;
}

int text_date(const char **out, const struct value_place *place, const char *text)
{
	if (date_bytes(text) != DATE_BYTES || text[DATE_BYTES])
		return field_reject(place, ISSUE_SCHEMA, text,
				    "must be a date that exists, YYYY-MM-DD");
	return accept(out, place, text);
}

/* Years to 2999, as the column's check has it. */
int text_partial_date(const char **out, const struct value_place *place, const char *text)
{
	size_t n = date_bytes(text);

	if (n == 0 || text[0] > '2' || (text[n] && strcmp(text + n, "~") != 0))
		return field_reject(
			place, ISSUE_SCHEMA, text,
			"must be YYYY, YYYY-MM or YYYY-MM-DD that exists, the year "
			"1000 to 2999, with ~ behind it when it is approximate");
	return accept(out, place, text);
}

/* "T23:59:59": no leap seconds, which PostgreSQL would move to the next minute. */
static bool is_time(const char *text)
{
	int hour = *text == 'T' || *text == 't' ? digits(text + 1, 2) : -1;
	int minute = hour >= 0 && text[3] == ':' ? digits(text + 4, 2) : -1;
	int second = minute >= 0 && text[6] == ':' ? digits(text + 7, 2) : -1;

	return hour <= 23 && minute <= 59 && second >= 0 && second <= 59;
}

static size_t fraction_bytes(const char *text)
{
	size_t n = *text == '.' ? strspn(text + 1, "0123456789") : 0;

	return n > 0 && n <= FRACTION_MAX_DIGITS ? n + 1 : 0;
}

/* All of the text: Z, +01:00, -05:30. */
static bool is_offset(const char *text)
{
	int hours, minutes;

	if (strcmp(text, "Z") == 0 || strcmp(text, "z") == 0)
		return true;
	if ((text[0] != '+' && text[0] != '-') || strlen(text) != 6 || text[3] != ':')
		return false;
	hours = digits(text + 1, 2);
	minutes = digits(text + 4, 2);
	return hours >= 0 && hours <= OFFSET_HOURS_MAX && minutes >= 0 && minutes <= 59;
}

int text_instant(const char **out, const struct value_place *place, const char *text)
{
	const char *time = text + DATE_BYTES;
	const char *rest;

	if (date_bytes(text) == DATE_BYTES && is_time(time)) {
		rest = time + TIME_BYTES;
		if (is_offset(rest + fraction_bytes(rest)))
			return accept(out, place, text);
	}
	return field_reject(place, ISSUE_SCHEMA, text,
			    "must be an instant with its offset from UTC, such as "
			    "2016-12-31T23:59:59Z or 2017-01-01T00:59:59+01:00");
}
