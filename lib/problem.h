/*
 * lib/problem.h - what went wrong, as RFC 9457 application/problem+json
 *
 * Types and issues follow the Belgian interoperability guide for REST. Nothing internal
 * enters a problem: no SQLSTATE, no table, no file.
 *
 * Ownership  all texts are borrowed: literals, or from the request's arena
 */
#ifndef TOEGANG_PROBLEM_H
#define TOEGANG_PROBLEM_H

#include <stdbool.h>

#include "lib/arena.h"
#include "lib/buf.h"

enum problem_kind {
	PROBLEM_NONE,
	PROBLEM_BAD_REQUEST,            /* 400, with issues */
	PROBLEM_NO_ACCESS_TOKEN,        /* 401 */
	PROBLEM_INVALID_ACCESS_TOKEN,   /* 401 */
	PROBLEM_EXPIRED_ACCESS_TOKEN,   /* 401 */
	PROBLEM_MISSING_PERMISSION,     /* 403 */
	PROBLEM_RESOURCE_NOT_FOUND,     /* 404 */
	PROBLEM_METHOD_NOT_ALLOWED,     /* 405 */
	PROBLEM_NOT_ACCEPTABLE,         /* 406 */
	PROBLEM_CONFLICT,               /* 409 */
	PROBLEM_PRECONDITION_FAILED,    /* 412 */
	PROBLEM_PAYLOAD_TOO_LARGE,      /* 413, with limit */
	PROBLEM_URI_TOO_LONG,           /* 414 */
	PROBLEM_UNSUPPORTED_MEDIA_TYPE, /* 415 */
	PROBLEM_HEADERS_TOO_LARGE,      /* 431 */
	PROBLEM_INTERNAL,               /* 500 */
	PROBLEM_NOT_IMPLEMENTED,        /* 501 */
	PROBLEM_UNAVAILABLE,            /* 503, with Retry-After */
	PROBLEM_TIMEOUT,                /* 504 */
	PROBLEM_KIND_COUNT
};

enum issue_kind {
	ISSUE_SCHEMA,    /* schemaViolation: wrong type, range, pattern, missing */
	ISSUE_INVALID,   /* invalidInput: well-formed, but cannot be */
	ISSUE_UNKNOWN,   /* unknownInput: no such parameter or property */
	ISSUE_REFERENCE, /* referencedResourceNotFound */
};

enum issue_in { IN_BODY, IN_QUERY, IN_PATH, IN_HEADER };

enum { PROBLEM_ISSUES_MAX = 64 }; /* more faults are counted, not listed */

struct issue {
	enum issue_kind kind;
	enum issue_in in;
	const char *name;  /* "startDate", "title.nl", "If-Match"; NULL: the whole body */
	const char *value; /* as given, shortened; NULL: none */
	const char *detail; /* what must be done: "must be at least 1" */
};

struct problem {
	enum problem_kind kind;
	const char *detail;
	struct issue issues[PROBLEM_ISSUES_MAX];
	unsigned issue_count; /* may exceed PROBLEM_ISSUES_MAX */
	size_t limit_bytes;   /* 413 */
	const char *allow;    /* 405: "GET, HEAD, OPTIONS" */
};

int problem_status(enum problem_kind kind);

void problem_set(struct problem *problem, enum problem_kind kind, const char *detail);

/* Adds an issue and makes the problem a bad request, unless it is another one already. */
void problem_issue(struct problem *problem, enum issue_kind kind, enum issue_in in,
		   const char *name, const char *value, const char *detail);

/* instance: a urn:uuid; href: absolute URI of what was asked. */
void problem_write(struct buf *out, const struct problem *problem, const char *instance,
		   const char *href);

#endif
