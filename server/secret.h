/*
 * server/secret.h - randomness, digests, and API keys
 *
 * A key is `tgk_<prefix>_<secret>`: the prefix finds its row, the digest of the whole text
 * proves it. 256 random bits need no salt and no slow hash. Any thread. The only user of
 * GnuTLS.
 */
#ifndef TOEGANG_SECRET_H
#define TOEGANG_SECRET_H

#include <stddef.h>

enum {
	SECRET_PREFIX_CHARS = 12,
	SECRET_CHARS = 52, /* 256 bits in base 32 */
	SECRET_KEY_SIZE = 4 + SECRET_PREFIX_CHARS + 1 + SECRET_CHARS +
			  1, /* with the NUL */
	SECRET_SHA256_BYTES = 32,
};

enum {
	SECRET_E_OK,
	SECRET_E_MALFORMED,
};

/* Neither can fail: a machine that has no randomness is no place to go on. */
void secret_random(void *out, size_t bytes);
void secret_sha256(unsigned char out[SECRET_SHA256_BYTES], const void *bytes,
		   size_t length);

/* A new key. The caller wipes `out` with explicit_bzero() once it has been handed over. */
void secret_make_key(char out[SECRET_KEY_SIZE], char prefix[SECRET_PREFIX_CHARS + 1],
		     unsigned char sha256[SECRET_SHA256_BYTES]);

/* Return: 0; SECRET_E_MALFORMED when the text cannot be a key, whoever made it. */
int secret_parse_key(const char *text, char prefix[SECRET_PREFIX_CHARS + 1],
		     unsigned char sha256[SECRET_SHA256_BYTES]);

#endif
