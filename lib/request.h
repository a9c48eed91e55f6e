/*
 * lib/request.h - a request as bytes, taken apart strictly
 *
 * The target is decoded here and not by the HTTP library: bad escapes, NUL and bytes that are
 * not UTF-8 are refused, and %2F stays inside its segment.
 *
 * Errors     0, REQUEST_E_REJECTED (the problem says why), -ENOMEM
 * Ownership  decoded texts live in the arena; headers are borrowed for the request's life
 */
#ifndef TOEGANG_REQUEST_H
#define TOEGANG_REQUEST_H

#include "lib/problem.h"

enum method {
	METHOD_GET,
	METHOD_HEAD,
	METHOD_POST,
	METHOD_PUT,
	METHOD_PATCH,
	METHOD_DELETE,
	METHOD_OPTIONS,
	METHOD_OTHER,
};

enum {
	REQUEST_SEGMENTS_MAX = 8,
	REQUEST_PARAMETERS_MAX = 100,
	REQUEST_TARGET_MAX_BYTES = 8192,
};

enum {
	REQUEST_E_OK,
	REQUEST_E_REJECTED,
};

struct parameter {
	const char *name, *value;
};

struct request {
	enum method method;
	const char *base; /* public_url: prefix of every link, without a slash at its end */
	const struct buf *document, *index; /* the OpenAPI document, the root */
	const char *target;                 /* as received, from its path on */
	const char *path; /* raw, from its first slash to the question mark */
	const char *segments[REQUEST_SEGMENTS_MAX];
	size_t segment_count;
	struct parameter *parameters;
	size_t parameter_count;

	/* Headers that the engine reads; NULL when absent. */
	const char *accept, *content_type, *if_match, *if_none_match, *reason;
	const char *trace_id;         /* a uuid, fresh for every request */
	const char *fresh_id;         /* UUIDv7 for what this request may create */
	const char *related_trace_id; /* echoed */
	bool authorized; /* carries a well-formed key; whether it is a good one, PostgreSQL says */

	const char *body;
	size_t body_bytes;
};

enum method method_parse(const char *name);
const char *method_name(enum method method);

/* Fills target, path, segments and parameters. */
int request_parse_target(struct request *request, const char *target, struct problem *why,
			 struct arena *arena);

bool utf8_is_valid(const char *text, size_t bytes);

/*
 * RFC 9110 12.5.1: does the Accept header, NULL for none, allow this media type?
 * The most specific range decides; q=0 refuses.
 */
bool accept_allows(const char *accept, const char *media_type);

/* Is the Content-Type, NULL for none, this media type? Parameters are ignored. */
bool content_type_is(const char *content_type, const char *media_type);

/*
 * RFC 9110 13.1: does a list of entity tags, or *, hold this one (given with its quotes)?
 * Weak comparison ignores W/; strong comparison never matches a weak tag.
 */
bool etag_listed(const char *list, const char *etag, bool weak);

#endif
