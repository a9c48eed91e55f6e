/* server/worker.c - one thread: an epoll loop over its own HTTP and its own connections */
#include "server/worker.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "lib/err.h"
#include "server/clock.h"
#include "server/log.h"
#include "server/watch.h"

enum {
	TURN_MS = 200, /* the longest sleep: deadlines and reconnects are looked at then */
	DRAIN_MS = 5000,
	EVENTS_PER_TURN = 64,
	STACK_BYTES = 2 << 20, /* jansson recurses */
};

struct worker {
	pthread_t thread;
	struct service service;
	struct http *http;
	struct watch wake; /* does nothing but end the sleep */
	int epoll_fd, wake_fd;
	atomic_bool stopping;
};

static void on_wake(struct watch *watch, uint32_t events)
{
	(void)watch, (void)events;
}

static int sleep_ms(const struct worker *w)
{
	int ms = http_timeout_ms(w->http);

	return ms < 0 || ms > TURN_MS ? TURN_MS : ms;
}

/*
 * A turn: what clients sent becomes segments, segments go out together, answers come in and
 * wake their clients, whose replies go out at the head of the next turn.
 */
static void turn(struct worker *w)
{
	struct epoll_event events[EVENTS_PER_TURN];
	int i, n;

	http_run(w->http);
	pg_turn(w->service.pg);
	n = epoll_wait(w->epoll_fd, events, EVENTS_PER_TURN, sleep_ms(w));
	for (i = 0; i < n; i++) {
		struct watch *watch = events[i].data.ptr;

		watch->ready(watch, events[i].events);
	}
}

static void *run(void *arg)
{
	struct worker *w = arg;
	int64_t deadline;

	while (!atomic_load(&w->stopping))
		turn(w);
	http_stop_accepting(w->http);
	deadline = clock_ms() + DRAIN_MS;
	while (http_open(w->http) > 0 && clock_ms() < deadline)
		turn(w);
	/* libmicrohttpd cannot end a suspended request: PostgreSQL's time-out bounds this. */
	while (http_waiting(w->http) > 0)
		turn(w);
	http_run(w->http);
	return NULL;
}

static int watch_fd(struct worker *w, int fd, uint32_t events)
{
	struct epoll_event event = { .events = events, .data.ptr = &w->wake };

	return epoll_ctl(w->epoll_fd, EPOLL_CTL_ADD, fd, &event) ? -errno : 0;
}

static void worker_free(struct worker *w)
{
	http_free(w->http);
	pg_free(w->service.pg);
	if (w->wake_fd >= 0)
		(void)close(w->wake_fd);
	if (w->epoll_fd >= 0)
		(void)close(w->epoll_fd);
	free(w);
}

static int start_thread(struct worker *w)
{
	pthread_attr_t attributes;
	sigset_t all, before;
	int r;

	/* Signals are the main thread's. */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, STACK_BYTES);
	r = pthread_create(&w->thread, &attributes, run, w);
	pthread_attr_destroy(&attributes);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return -r;
}

int worker_start(struct worker **out, const struct service *service,
		 const struct pg_options *pg, const struct http_options *http)
{
	struct worker *w = calloc(1, sizeof *w);
	int r;

	if (!w)
		return -ENOMEM;
	w->service = *service;
	w->service.pg = NULL;
	w->wake.ready = on_wake;
	w->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	w->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	r = w->epoll_fd < 0 || w->wake_fd < 0 ? -errno : 0;
	if (!r)
		r = pg_new(&w->service.pg, pg, w->epoll_fd);
	if (!r)
		r = http_new(&w->http, http, &w->service);
	if (!r)
		r = watch_fd(w, w->wake_fd, EPOLLIN | EPOLLONESHOT);
	if (!r)
		r = watch_fd(w, http_fd(w->http), EPOLLIN);
	if (!r)
		r = start_thread(w);
	if (r) {
		worker_free(w);
		return r;
	}
	*out = w;
	return 0;
}

void worker_stop(struct worker *worker)
{
	uint64_t one = 1;

	atomic_store(&worker->stopping, true);
	(void)!write(worker->wake_fd, &one, sizeof one);
}

void worker_join(struct worker *worker)
{
	if (!worker)
		return;
	(void)pthread_join(worker->thread, NULL);
	worker_free(worker);
}
