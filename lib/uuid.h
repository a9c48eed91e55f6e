/*
 * lib/uuid.h - RFC 9562 identifiers; time and randomness are arguments
 */
#ifndef TOEGANG_UUID_H
#define TOEGANG_UUID_H

#include <stdbool.h>
#include <stdint.h>

enum { UUID_TEXT_SIZE = 37 }; /* with its NUL */

void uuid_v4(char out[UUID_TEXT_SIZE], const unsigned char random[16]);

/* 48 bits of Unix milliseconds, then random bits: ids sort by age. */
void uuid_v7(char out[UUID_TEXT_SIZE], uint64_t unix_ms, const unsigned char random[10]);

/* 8-4-4-4-12 hexadecimal digits, of any case. */
bool uuid_is_valid(const char *text);

/* Lower case, as PostgreSQL prints it. */
void uuid_write(char out[UUID_TEXT_SIZE], const unsigned char bytes[16]);
void uuid_lower(char out[UUID_TEXT_SIZE], const char *text);

#endif
