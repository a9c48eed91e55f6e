/* server/pg.c - pipelined PostgreSQL for one worker thread: lanes, queues, connections */
#include "server/pg.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>

#include "lib/err.h"
#include "server/clock.h"
#include "server/log.h"
#include "server/pg_connection.h"

struct lane_state {
	struct pg_connection **connections;
	size_t connection_count;
	struct flight *first, *last; /* waiting, in order */
	size_t waiting;
	int timeout_ms;
	size_t depth; /* segments in flight on one connection */
};

struct pg {
	struct lane_state lanes[LANE_COUNT];
	size_t queue_max;
};

enum { FAST_DEPTH = 64, TEND_INTERVAL_MS = 200 };

static int lane_init(struct lane_state *lane, const struct pg_options *options,
		     enum lane which, int epoll_fd)
{
	size_t i;
	int r;

	lane->timeout_ms = options->timeout_ms[which];
	lane->depth = which == LANE_FAST ? FAST_DEPTH : 1;
	lane->connections = calloc(options->connections[which],
				   sizeof *lane->connections);
	if (!lane->connections)
		return -ENOMEM;
	for (i = 0; i < options->connections[which]; i++) {
		r = pg_connection_new(&lane->connections[i], options->conninfo,
				      which == LANE_WRITE, lane->timeout_ms, epoll_fd);
		if (r)
			return r;
		lane->connection_count++;
	}
	return 0;
}

int pg_new(struct pg **out, const struct pg_options *options, int epoll_fd)
{
	struct pg *pg = calloc(1, sizeof *pg);
	int lane, r = pg ? 0 : -ENOMEM;

	for (lane = 0; !r && lane < LANE_COUNT; lane++)
		r = lane_init(&pg->lanes[lane], options, (enum lane)lane, epoll_fd);
	if (r) {
		pg_free(pg);
		return r;
	}
	pg->queue_max = options->queue_max;
	*out = pg;
	return 0;
}

void pg_free(struct pg *pg)
{
	int lane;
	size_t i;

	for (lane = 0; pg && lane < LANE_COUNT; lane++) {
		for (i = 0; i < pg->lanes[lane].connection_count; i++)
			pg_connection_free(pg->lanes[lane].connections[i]);
		free(pg->lanes[lane].connections);
	}
	free(pg);
}

static bool lane_is_down(const struct lane_state *lane)
{
	size_t i;

	for (i = 0; i < lane->connection_count; i++)
		if (!pg_connection_is_down(lane->connections[i]))
			return false;
	return true;
}

int pg_submit(struct pg *pg, const struct segment *segment, pg_done done, void *arg)
{
	struct lane_state *lane = &pg->lanes[segment->lane];
	struct flight *flight;

	if (lane_is_down(lane))
		return PG_E_LOST;
	if (lane->waiting == pg->queue_max)
		return PG_E_BUSY;
	flight = calloc(1, sizeof *flight);
	if (!flight)
		return -ENOMEM;
	flight->segment = segment;
	flight->done = done;
	flight->arg = arg;
	flight->deadline_ms = clock_ms() + lane->timeout_ms;
	if (lane->last)
		lane->last->next = flight;
	else
		lane->first = flight;
	lane->last = flight;
	lane->waiting++;
	return 0;
}

static struct flight *take_first(struct lane_state *lane)
{
	struct flight *flight = lane->first;

	lane->first = flight->next;
	if (!lane->first)
		lane->last = NULL;
	lane->waiting--;
	flight->next = NULL;
	return flight;
}

/* The ready connection with the least in flight; NULL when all are full or gone. */
static struct pg_connection *choose(const struct lane_state *lane)
{
	struct pg_connection *best = NULL;
	size_t i, load, least = lane->depth;

	for (i = 0; i < lane->connection_count; i++) {
		load = pg_connection_load(lane->connections[i]);
		if (load < least) {
			least = load;
			best = lane->connections[i];
		}
	}
	return best;
}

static void lane_send(struct lane_state *lane)
{
	struct pg_connection *connection;

	while (lane->first && (connection = choose(lane)))
		pg_connection_send(connection, take_first(lane));
}

static void lane_expire(struct lane_state *lane, int64_t now)
{
	bool down = lane_is_down(lane);

	while (lane->first && (down || lane->first->deadline_ms < now))
		flight_end(take_first(lane), down ? PG_E_LOST : PG_E_TIMEOUT, NULL);
}

void pg_turn(struct pg *pg)
{
	int64_t now = clock_ms();
	int lane;
	size_t i;

	for (lane = 0; lane < LANE_COUNT; lane++) {
		for (i = 0; i < pg->lanes[lane].connection_count; i++)
			pg_connection_tend(pg->lanes[lane].connections[i], now);
		lane_send(&pg->lanes[lane]);
		lane_expire(&pg->lanes[lane], now);
	}
}
