/*
 * server/pg.h - pipelined PostgreSQL for one worker thread
 *
 * A `struct pg` belongs to one thread and its event loop: nothing here locks or blocks. Each
 * segment is one transaction. Every lane has connections and a queue of its own, so that slow
 * statements never stand before fast ones. The fast lane pipelines; on the others a connection
 * carries one segment at a time, so that those behind it find another.
 *
 * Units      _ms milliseconds
 * Errors     0, PG_E_*, or -errno, as lib/err.h says
 * Ownership  at each call; an answer and all it points to die when `done` returns
 */
#ifndef TOEGANG_PG_H
#define TOEGANG_PG_H

#include "lib/statement.h"

struct pg;

struct pg_options {
	const char *conninfo;
	unsigned connections[LANE_COUNT];
	int timeout_ms[LANE_COUNT];
	unsigned queue_max; /* segments waiting per lane */
};

enum {
	PG_E_OK,
	PG_E_BUSY,    /* the lane's queue is full */
	PG_E_TIMEOUT, /* waited too long for a connection, or PostgreSQL froze */
	PG_E_LOST, /* no connection, or it died: a write may or may not have happened */
};

/* `outcome` is 0 or PG_E_*; `answer` is NULL unless it is 0, and may hold a refusal. */
typedef void (*pg_done)(void *arg, int outcome, const struct answer *answer);

/* epoll_fd: the loop's; its entries' data.ptr are struct watch. */
int pg_new(struct pg **out, const struct pg_options *options, int epoll_fd);
void pg_free(struct pg *pg); /* every segment must have been answered; NULL is fine */

/**
 * pg_submit() - queue one segment
 * @segment:  borrowed until @done returns
 * @done:     called once, from pg_turn() or a watch, never from inside pg_submit()
 *
 * Return: 0; PG_E_BUSY, PG_E_LOST or -ENOMEM, and then @done is not called.
 */
int pg_submit(struct pg *pg, const struct segment *segment, pg_done done, void *arg);

/* Once per turn of the loop: send what was submitted, reconnect, enforce deadlines. */
void pg_turn(struct pg *pg);

#endif
