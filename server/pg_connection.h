/*
 * server/pg_connection.h - one connection to PostgreSQL: a pipeline of segments
 *
 * It connects by itself, and again, with growing pauses, when it is lost. The statements of a
 * segment are prepared the first time their text is seen; the names used longest ago go when
 * there are too many. Used by pg.c alone.
 */
#ifndef TOEGANG_PG_CONNECTION_H
#define TOEGANG_PG_CONNECTION_H

#include "server/pg.h"

struct pg_connection;

/* A segment on its way. */
struct flight {
	const struct segment *segment;
	pg_done done;
	void *arg;
	int64_t deadline_ms; /* on the monotonic clock */
	struct flight *next;

	/* While it is sent: */
	unsigned prepares[2 *
			  SEGMENT_STATEMENTS_MAX]; /* slots whose preparing comes first */
	size_t prepare_count;
	size_t step;                           /* results seen */
	void *results[SEGMENT_STATEMENTS_MAX]; /* PGresult */
	void *failure;                         /* PGresult */
};

/* Tell whoever waits, and free the flight. */
void flight_end(struct flight *flight, int outcome, const struct answer *answer);

int pg_connection_new(struct pg_connection **out, const char *conninfo, bool writes,
		      int timeout_ms, int epoll_fd);
void pg_connection_free(struct pg_connection *c);

bool pg_connection_is_down(const struct pg_connection *c); /* lost, and not yet trying */
size_t pg_connection_load(
	const struct pg_connection *c); /* in flight; SIZE_MAX: not ready */

/* The flight is the connection's from here on, whatever happens. */
void pg_connection_send(struct pg_connection *c, struct flight *flight);

/* Connect when it is time to, give up what PostgreSQL has not answered in time. */
void pg_connection_tend(struct pg_connection *c, int64_t now_ms);

#endif
