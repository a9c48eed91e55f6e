/*
 * lib/reply.h - plan × rows → status, headers, body
 *
 * The body is written straight from the binary rows by the writers of the resource's fields.
 *
 * Errors     0 or -ENOMEM
 * Ownership  the body's bytes are the caller's, to give to the HTTP library or buf_finish();
 *            header texts live in the request's arena
 */
#ifndef TOEGANG_REPLY_H
#define TOEGANG_REPLY_H

#include "lib/plan.h"
#include "lib/statement.h"

struct reply {
	int status;
	struct buf body;
	const char *content_type; /* NULL: no body */
	const char *etag;         /* with its quotes; NULL: none */
	const char *allow_origin; /* for scripts of other sites; NULL: none may read it */
	const char *location, *allow, *authenticate, *cache_control; /* NULL: none */
	unsigned retry_after_s;                                      /* 0: none */
};

/* `answer` holds the results that lib/query.h names, without those before them. */
int reply_page(struct reply *out, const struct plan *plan, const struct answer *answer);
int reply_row(struct reply *out, const struct plan *plan, const struct answer *answer);
int reply_created(struct reply *out, const struct plan *plan,
		  const struct answer *answer);
int reply_updated(struct reply *out, const struct plan *plan,
		  const struct answer *answer);
int reply_deleted(struct reply *out, const struct plan *plan,
		  const struct answer *answer);
int reply_json(struct reply *out, const struct plan *plan, const struct answer *answer);
int reply_document(struct reply *out, const struct plan *plan,
		   const struct answer *answer);
int reply_index(struct reply *out, const struct plan *plan, const struct answer *answer);
int reply_health(struct reply *out, const struct plan *plan, const struct answer *answer);

/* For those who write a body of their own: status, headers, entity tag, 304. */
int reply_end(struct reply *out, const struct plan *plan, int status, int version);
int reply_not_found(struct reply *out, const struct plan *plan);
int32_t reply_int32(const struct cell *cell);

/* instance: the request's trace id, a uuid. */
int reply_problem(struct reply *out, const struct problem *problem,
		  const struct request *request, const char *instance);

/* What the methods of a path are: 204 with Allow. */
int reply_options(struct reply *out, const char *allow);

/* "…/v1/projects?x=y": where this request went, as a URI without odd bytes. */
void reply_href(struct buf *out, const struct request *request);

#endif
