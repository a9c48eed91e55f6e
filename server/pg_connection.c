/* server/pg_connection.c - one connection to PostgreSQL: a pipeline of segments */
#include "server/pg_connection.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>
#include <xxhash.h>

#include "lib/err.h"
#include "server/clock.h"
#include "server/log.h"
#include "server/watch.h"

enum {
	PREPARED_MAX = 256,
	PAUSE_MIN_MS = 50,
	PAUSE_MAX_MS = 1000,
	CONNECT_MS = 5000,
	/* statement_timeout answers first; when not even that comes, PostgreSQL has frozen. */
	FREEZE_GRACE_MS = 3000,
};

enum state {
	STATE_DOWN,       /* until retry_ms */
	STATE_CONNECTING, /* PQconnectPoll() says what to wait for */
	STATE_READY,
};

struct prepared {
	uint64_t digest; /* of the text; 0: free */
	uint64_t used;   /* when last, in segments sent */
	unsigned name;
};

struct pg_connection {
	struct watch watch; /* first: epoll points here */
	const char *conninfo;
	char options[512];
	int timeout_ms;
	int epoll_fd;

	enum state state;
	PGconn *conn;
	int fd; /* watched; -1: none */
	uint32_t events;
	int64_t retry_ms, pause_ms;
	bool told; /* its loss is in the log */

	struct flight *first, *last; /* sent, in order */
	size_t flight_count;
	uint64_t segments_sent;
	unsigned last_name;
	struct prepared prepared[PREPARED_MAX];

	struct cell *cells; /* scratch for one answer */
	size_t cells_max;
};

void flight_end(struct flight *flight, int outcome, const struct answer *answer)
{
	size_t i;

	flight->done(flight->arg, outcome, answer);
	for (i = 0; i < SEGMENT_STATEMENTS_MAX; i++)
		PQclear(flight->results[i]);
	PQclear(flight->failure);
	free(flight);
}

static void ignore_notice(void *arg, const PGresult *result)
{
	(void)arg, (void)result;
}

static void watch_socket(struct pg_connection *c, uint32_t events)
{
	struct epoll_event event = { .events = events, .data.ptr = &c->watch };
	int fd = PQsocket(c->conn);

	if (fd == c->fd && events == c->events)
		return;
	if (c->fd >= 0 && c->fd != fd)
		(void)epoll_ctl(c->epoll_fd, EPOLL_CTL_DEL, c->fd, NULL);
	if (epoll_ctl(c->epoll_fd, EPOLL_CTL_MOD, fd, &event) && errno == ENOENT)
		(void)epoll_ctl(c->epoll_fd, EPOLL_CTL_ADD, fd, &event);
	c->fd = fd;
	c->events = events;
}

/* Everything sent on it is lost too: its outcome is not known. */
static void lose(struct pg_connection *c, int64_t now)
{
	struct flight *flight = c->first, *next;

	if (!c->told)
		log_line(LOG_WARNING, "database connection lost: %s",
			 PQerrorMessage(c->conn));
	c->told = true;
	if (c->fd >= 0)
		(void)epoll_ctl(c->epoll_fd, EPOLL_CTL_DEL, c->fd, NULL);
	c->fd = -1;
	PQfinish(c->conn);
	c->conn = NULL;
	c->state = STATE_DOWN;
	c->pause_ms = c->pause_ms ? c->pause_ms * 2 : PAUSE_MIN_MS;
	if (c->pause_ms > PAUSE_MAX_MS)
		c->pause_ms = PAUSE_MAX_MS;
	c->retry_ms = now + c->pause_ms;
	memset(c->prepared, 0, sizeof c->prepared);
	c->first = c->last = NULL;
	c->flight_count = 0;
	for (; flight; flight = next) {
		next = flight->next;
		flight_end(flight, PG_E_LOST, NULL);
	}
}

static void connect_start(struct pg_connection *c, int64_t now)
{
	const char *const names[] = { "dbname", "application_name", "options",
				      "client_encoding", NULL };
	const char *const values[] = { c->conninfo, "toegangd", c->options, "UTF8",
				       NULL };

	c->conn = PQconnectStartParams(names, values, 1);
	c->state = STATE_CONNECTING;
	c->retry_ms = now + CONNECT_MS;
	if (!c->conn || PQstatus(c->conn) == CONNECTION_BAD)
		lose(c, now);
	else
		watch_socket(c, EPOLLOUT);
}

static void connect_step(struct pg_connection *c)
{
	switch (PQconnectPoll(c->conn)) {
	case PGRES_POLLING_READING:
		watch_socket(c, EPOLLIN);
		return;
	case PGRES_POLLING_WRITING:
		watch_socket(c, EPOLLOUT);
		return;
	case PGRES_POLLING_OK:
		break;
	default:
		lose(c, clock_ms());
		return;
	}
	PQsetNoticeReceiver(c->conn, ignore_notice, NULL);
	if (PQsetnonblocking(c->conn, 1) || !PQenterPipelineMode(c->conn)) {
		lose(c, clock_ms());
		return;
	}
	if (c->told)
		log_line(LOG_INFO, "database connection is back");
	c->told = false;
	c->pause_ms = 0;
	c->state = STATE_READY;
	watch_socket(c, EPOLLIN);
}

static void flush(struct pg_connection *c)
{
	int left = PQflush(c->conn);

	if (left < 0)
		lose(c, clock_ms());
	else
		watch_socket(c, left ? EPOLLIN | EPOLLOUT : EPOLLIN);
}

/* Sending ---------------------------------------------------------------------------- */

static void statement_name(char out[16], unsigned name)
{
	snprintf(out, 16, "s%u", name);
}

static bool send_deallocate(struct pg_connection *c, unsigned name)
{
	char sql[32];

	snprintf(sql, sizeof sql, "DEALLOCATE s%u", name);
	return PQsendQueryParams(c->conn, sql, 0, NULL, NULL, NULL, NULL, 1);
}

/* The slot of a text, and whether it must be prepared first. */
static unsigned find_slot(bool *fresh, const struct pg_connection *c, uint64_t digest)
{
	unsigned i, oldest = 0;

	for (i = 0; i < PREPARED_MAX; i++) {
		if (c->prepared[i].digest == digest) {
			*fresh = false;
			return i;
		}
		if (c->prepared[i].used < c->prepared[oldest].used)
			oldest = i;
	}
	*fresh = true;
	return oldest;
}

/*
 * Preparing comes before anything runs, so that a refusal of one statement does not keep the
 * next from being prepared. An old name is let go in the same segment.
 */
static bool send_prepare(struct pg_connection *c, struct flight *flight, unsigned slots[])
{
	const struct segment *segment = flight->segment;
	char name[16];
	size_t i;

	for (i = 0; i < segment->count; i++) {
		const char *sql = segment->statements[i].sql;
		uint64_t digest = XXH3_64bits(sql, strlen(sql)) | 1;
		struct prepared *p;
		bool fresh;

		slots[i] = find_slot(&fresh, c, digest);
		p = &c->prepared[slots[i]];
		if (fresh) {
			if (p->digest) {
				if (!send_deallocate(c, p->name))
					return false;
				flight->prepares[flight->prepare_count++] = PREPARED_MAX;
			}
			*p = (struct prepared){ .digest = digest,
						.name = ++c->last_name };
			statement_name(name, p->name);
			if (!PQsendPrepare(c->conn, name, sql, 0, NULL))
				return false;
			flight->prepares[flight->prepare_count++] = slots[i];
		}
		p->used = c->segments_sent + 1;
	}
	return true;
}

static bool send_segment(struct pg_connection *c, struct flight *flight)
{
	const struct segment *segment = flight->segment;
	unsigned slots[SEGMENT_STATEMENTS_MAX];
	char name[16];
	size_t i;

	if (!send_prepare(c, flight, slots))
		return false;
	for (i = 0; i < segment->count; i++) {
		const struct statement *s = &segment->statements[i];

		statement_name(name, c->prepared[slots[i]].name);
		if (!PQsendQueryPrepared(c->conn, name, (int)s->parameter_count,
					 s->parameters, NULL, NULL, 1))
			return false;
	}
	c->segments_sent++;
	return PQpipelineSync(c->conn);
}

void pg_connection_send(struct pg_connection *c, struct flight *flight)
{
	if (c->last)
		c->last->next = flight;
	else
		c->first = flight;
	c->last = flight;
	c->flight_count++;
	flight->deadline_ms = clock_ms() + c->timeout_ms + FREEZE_GRACE_MS;
	if (send_segment(c, flight))
		flush(c);
	else
		lose(c, clock_ms());
}

/* Receiving -------------------------------------------------------------------------- */

static int fill_rows(struct pg_connection *c, struct answer *answer,
		     const struct flight *flight)
{
	size_t needed = 0, used = 0, i;
	int row, column, columns;

	for (i = 0; i < flight->segment->count; i++)
		needed += (size_t)PQntuples(flight->results[i]) *
			  (size_t)PQnfields(flight->results[i]);
	if (needed > c->cells_max) {
		struct cell *cells = realloc(c->cells, needed * sizeof *cells);

		if (!cells)
			return -ENOMEM;
		c->cells = cells;
		c->cells_max = needed;
	}
	for (i = 0; i < flight->segment->count; i++) {
		const PGresult *result = flight->results[i];

		columns = PQnfields(result);
		answer->results[i] = (struct rows){ .count = (size_t)PQntuples(result),
						    .columns = (size_t)columns,
						    .cells = c->cells + used };
		for (row = 0; row < PQntuples(result); row++)
			for (column = 0; column < columns; column++)
				c->cells[used++] = (struct cell){
					(const unsigned char *)PQgetvalue(result, row,
									  column),
					PQgetisnull(result, row, column) ?
						-1 :
						PQgetlength(result, row, column)
				};
	}
	answer->count = flight->segment->count;
	return 0;
}

static void log_refusal(const struct refusal *refusal)
{
	/* Ours to mend: a class that no input of a client should lead to. */
	if (strncmp(refusal->sqlstate, "42", 2) == 0 ||
	    strncmp(refusal->sqlstate, "XX", 2) == 0)
		log_line(LOG_ERROR, "statement refused: %s %s", refusal->sqlstate,
			 refusal->message);
}

/* The segment's end has come: all its results are there. */
static void finish_first(struct pg_connection *c)
{
	struct flight *flight = c->first;
	struct answer answer = { 0 };
	struct refusal refusal = { 0 };
	const char *state;
	int outcome = 0;

	c->first = flight->next;
	if (!c->first)
		c->last = NULL;
	c->flight_count--;
	if (flight->failure) {
		state = PQresultErrorField(flight->failure, PG_DIAG_SQLSTATE);
		refusal.sqlstate = state ? state : "XX000";
		refusal.constraint = PQresultErrorField(flight->failure,
							PG_DIAG_CONSTRAINT_NAME);
		refusal.message = PQresultErrorField(flight->failure,
						     PG_DIAG_MESSAGE_PRIMARY);
		refusal.message = refusal.message ? refusal.message : "";
		answer.refusal = &refusal;
		log_refusal(&refusal);
	} else if (fill_rows(c, &answer, flight)) {
		outcome = PG_E_BUSY;
	}
	flight_end(flight, outcome, outcome ? NULL : &answer);
}

static void take_result(struct pg_connection *c, PGresult *result)
{
	struct flight *flight = c->first;
	ExecStatusType status = PQresultStatus(result);
	bool good = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
	size_t step = flight->step++;

	if (status == PGRES_PIPELINE_SYNC) {
		PQclear(result);
		finish_first(c);
		return;
	}
	if (!good && status != PGRES_PIPELINE_ABORTED && !flight->failure) {
		flight->failure = result;
		result = NULL;
	}
	if (step < flight->prepare_count) {
		if (!good && flight->prepares[step] < PREPARED_MAX)
			c->prepared[flight->prepares[step]] = (struct prepared){ 0 };
	} else if (good) {
		flight->results[step - flight->prepare_count] = result;
		result = NULL;
	}
	PQclear(result);
}

/* Between two statements of a pipeline libpq hands out one NULL; two in a row: no more. */
static void receive(struct pg_connection *c)
{
	bool ended = false;
	PGresult *result;

	while (c->first && !PQisBusy(c->conn)) {
		result = PQgetResult(c->conn);
		if (!result && ended)
			break;
		ended = !result;
		if (result)
			take_result(c, result);
	}
}

static void on_ready(struct watch *watch, uint32_t events)
{
	struct pg_connection *c = (struct pg_connection *)watch;

	if (c->state == STATE_CONNECTING) {
		connect_step(c);
		return;
	}
	if (c->state != STATE_READY)
		return;
	if (events & (EPOLLIN | EPOLLHUP | EPOLLERR)) {
		if (!PQconsumeInput(c->conn)) {
			lose(c, clock_ms());
			return;
		}
		receive(c);
		if (PQstatus(c->conn) == CONNECTION_BAD) {
			lose(c, clock_ms());
			return;
		}
	}
	flush(c);
}

/* Life ------------------------------------------------------------------------------- */

int pg_connection_new(struct pg_connection **out, const char *conninfo, bool writes,
		      int timeout_ms, int epoll_fd)
{
	struct pg_connection *c = calloc(1, sizeof *c);

	if (!c)
		return -ENOMEM;
	c->watch.ready = on_ready;
	c->conninfo = conninfo;
	c->timeout_ms = timeout_ms;
	c->epoll_fd = epoll_fd;
	c->fd = -1;
	/* A page and its total are read in one snapshot; readers cannot write at all. */
	snprintf(c->options, sizeof c->options,
		 "-c role=toegang_server -c search_path=pg_catalog -c "
		 "statement_timeout=%d "
		 "-c TimeZone=UTC -c DateStyle=ISO -c jit=off -c lock_timeout=%d%s",
		 timeout_ms, timeout_ms / 2,
		 writes ? "" :
			  " -c default_transaction_read_only=on"
			  " -c default_transaction_isolation=repeatable\\ read");
	connect_start(c, clock_ms());
	*out = c;
	return 0;
}

void pg_connection_free(struct pg_connection *c)
{
	if (!c)
		return;
	assert(!c->first);
	if (c->fd >= 0)
		(void)epoll_ctl(c->epoll_fd, EPOLL_CTL_DEL, c->fd, NULL);
	PQfinish(c->conn);
	free(c->cells);
	free(c);
}

bool pg_connection_is_down(const struct pg_connection *c)
{
	return c->state == STATE_DOWN;
}

size_t pg_connection_load(const struct pg_connection *c)
{
	return c->state == STATE_READY ? c->flight_count : SIZE_MAX;
}

void pg_connection_tend(struct pg_connection *c, int64_t now)
{
	if (c->state == STATE_DOWN && now >= c->retry_ms)
		connect_start(c, now);
	else if (c->state == STATE_CONNECTING && now >= c->retry_ms)
		lose(c, now);
	else if (c->state == STATE_READY && c->first && now >= c->first->deadline_ms)
		lose(c, now);
}
