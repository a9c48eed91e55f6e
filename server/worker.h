/*
 * server/worker.h - one thread: an epoll loop over its own HTTP and its own connections
 *
 * Workers share nothing but read-only data. Functions here are for the main thread.
 */
#ifndef TOEGANG_WORKER_H
#define TOEGANG_WORKER_H

#include "server/http.h"

struct worker;

/* service->pg is ignored: each worker has its own. Everything borrowed until worker_join(). */
int worker_start(struct worker **out, const struct service *service,
		 const struct pg_options *pg, const struct http_options *http);

/* Accept no more, answer what has been asked, and end, within some seconds. */
void worker_stop(struct worker *worker);
void worker_join(struct worker *worker); /* frees it; NULL is fine */

#endif
