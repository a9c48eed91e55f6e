/* server/secret.c - randomness, digests, and API keys */
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <stdlib.h>
#include <string.h>

#include "server/secret.h"

static const char scheme[] = "tgk_";
static const char base32[] =
	"0123456789abcdefghjkmnpqrstvwxyz"; /* Crockford's: no i, l, o, u */

void secret_random(void *out, size_t bytes)
{
	if (gnutls_rnd(GNUTLS_RND_RANDOM, out, bytes) != 0)
		abort();
}

void secret_sha256(unsigned char out[SECRET_SHA256_BYTES], const void *bytes,
		   size_t length)
{
	if (gnutls_hash_fast(GNUTLS_DIG_SHA256, bytes, length, out) != 0)
		abort();
}

/* `chars` random characters, five bits each; no NUL. */
static void put_random(char *out, size_t chars)
{
	unsigned char random[(5 * SECRET_CHARS + 7) / 8];
	size_t i, bit;

	secret_random(random, sizeof random);
	for (i = 0; i < chars; i++) {
		unsigned pair;

		bit = 5 * i;
		pair = (unsigned)random[bit / 8] << 8;
		if (bit / 8 + 1 < sizeof random)
			pair |= random[bit / 8 + 1];
		out[i] = base32[pair >> (11 - bit % 8) & 31];
	}
	explicit_bzero(random, sizeof random);
}

void secret_make_key(char out[SECRET_KEY_SIZE], char prefix[SECRET_PREFIX_CHARS + 1],
		     unsigned char sha256[SECRET_SHA256_BYTES])
{
	char *secret = out + sizeof scheme - 1 + SECRET_PREFIX_CHARS + 1;

	put_random(prefix, SECRET_PREFIX_CHARS);
	prefix[SECRET_PREFIX_CHARS] = '\0';
	memcpy(out, scheme, sizeof scheme - 1);
	memcpy(out + sizeof scheme - 1, prefix, SECRET_PREFIX_CHARS);
	secret[-1] = '_';
	put_random(secret, SECRET_CHARS);
	secret[SECRET_CHARS] = '\0';
	secret_sha256(sha256, out, SECRET_KEY_SIZE - 1);
}

int secret_parse_key(const char *text, char prefix[SECRET_PREFIX_CHARS + 1],
		     unsigned char sha256[SECRET_SHA256_BYTES])
{
	static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
	const char *name = text + sizeof scheme - 1,
		   *secret = name + SECRET_PREFIX_CHARS + 1;

	if (strncmp(text, scheme, sizeof scheme - 1) != 0 ||
	    strspn(name, digits) != SECRET_PREFIX_CHARS ||
	    name[SECRET_PREFIX_CHARS] != '_' || strspn(secret, digits) != SECRET_CHARS ||
	    secret[SECRET_CHARS] != '\0')
		return SECRET_E_MALFORMED;
	memcpy(prefix, name, SECRET_PREFIX_CHARS);
	prefix[SECRET_PREFIX_CHARS] = '\0';
	secret_sha256(sha256, text, SECRET_KEY_SIZE - 1);
	return 0;
}
