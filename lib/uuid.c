/* lib/uuid.c - RFC 9562 identifiers */
#include "lib/uuid.h"

#include <ctype.h>
#include <string.h>

void uuid_write(char out[UUID_TEXT_SIZE], const unsigned char bytes[16])
{
	static const char digits[] = "0123456789abcdef";
	int i;

	for (i = 0; i < 16; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			*out++ = '-';
		*out++ = digits[bytes[i] >> 4];
		*out++ = digits[bytes[i] & 15];
	}
	*out = '\0';
}

/* Version and variant take their bits. */
static void write_version(char out[UUID_TEXT_SIZE], unsigned char bytes[16],
			  unsigned version)
{
	bytes[6] = (unsigned char)((bytes[6] & 0x0f) | version << 4);
	bytes[8] = (unsigned char)((bytes[8] & 0x3f) | 0x80);
	uuid_write(out, bytes);
}

void uuid_v4(char out[UUID_TEXT_SIZE], const unsigned char random[16])
{
	unsigned char bytes[16];

	memcpy(bytes, random, sizeof bytes);
	write_version(out, bytes, 4);
}

void uuid_v7(char out[UUID_TEXT_SIZE], uint64_t unix_ms, const unsigned char random[10])
{
	unsigned char bytes[16];
	int i;

	for (i = 0; i < 6; i++)
		bytes[i] = (unsigned char)(unix_ms >> (40 - 8 * i));
	memcpy(bytes + 6, random, 10);
	write_version(out, bytes, 7);
}

bool uuid_is_valid(const char *text)
{
	int i;

	for (i = 0; i < 36; i++) {
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;

		if (dash ? text[i] != '-' : !isxdigit((unsigned char)text[i]))
			return false;
	}
	return text[36] == '\0';
}

void uuid_lower(char out[UUID_TEXT_SIZE], const char *text)
{
	int i;

	for (i = 0; i < 36; i++)
		out[i] = (char)tolower((unsigned char)text[i]);
	out[36] = '\0';
}
