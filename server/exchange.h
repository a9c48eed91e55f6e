/*
 * server/exchange.h - one request's life: route, plan, query, submit, reply
 *
 * An exchange belongs to its worker's thread. It knows nothing of the HTTP library: http.c
 * fills the request in, starts it, and is told when the reply is there. It outlives its
 * statement: whoever frees it waits for that.
 */
#ifndef TOEGANG_EXCHANGE_H
#define TOEGANG_EXCHANGE_H

#include "lib/refusal.h"
#include "lib/route.h"
#include "server/pg.h"

/* What all exchanges of a worker share; read-only. */
struct service {
	const struct resource *const *resources;
	const struct rules *rules;
	const char *base;                   /* public_url */
	const struct buf *document, *index; /* the OpenAPI document, the root */
	struct pg *pg;
};

struct exchange {
	const struct service *service;
	struct arena arena;
	struct request request;
	struct problem problem;
	struct plan plan;
	struct match match;
	struct segment segment;
	size_t prelude; /* statements whose results are for nobody */
	struct reply reply;
	bool replied;
	char trace_id[37], fresh_id[37];
	void (*done)(void *arg); /* called once, when a started exchange has its reply */
	void *done_arg;
};

enum {
	EXCHANGE_E_OK,      /* the reply is there */
	EXCHANGE_E_WAITING, /* done() will be called, later */
};

void exchange_init(struct exchange *x, const struct service *service);
void exchange_finish(struct exchange *x);

/* Answer with x->problem, which the caller has set. */
void exchange_refuse(struct exchange *x);

/**
 * exchange_start() - the request is whole: work on it
 * @authorization:  the Authorization header, or NULL
 *
 * Return: 0 when x->reply is there, EXCHANGE_E_WAITING when it will be.
 */
int exchange_start(struct exchange *x, const char *target, const char *authorization);

#endif
