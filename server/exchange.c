/* server/exchange.c - one request's life: route, plan, query, submit, reply */
#include "server/exchange.h"

#include <strings.h>
#include <time.h>

#include "lib/err.h"
#include "lib/uuid.h"
#include "server/log.h"
#include "server/secret.h"

/* More than the largest body takes, parsed, with all its texts. */
enum { ARENA_MAX_BYTES = 8 << 20 };

static const struct {
	enum problem_kind kind;
	const char *detail;
} outcomes[] = {
	[PG_E_BUSY] = { PROBLEM_UNAVAILABLE, "The server is busy; try again shortly." },
	[PG_E_TIMEOUT] = { PROBLEM_TIMEOUT, "The database did not answer in time." },
	[PG_E_LOST] = { PROBLEM_UNAVAILABLE,
			"The database is not available; try again shortly. "
			"A write may or may not have happened." },
};

static void fresh_ids(struct exchange *x)
{
	unsigned char random[26];
	struct timespec now;

	secret_random(random, sizeof random);
	clock_gettime(CLOCK_REALTIME, &now);
	uuid_v4(x->trace_id, random);
	uuid_v7(x->fresh_id,
		(uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000,
		random + 16);
}

void exchange_init(struct exchange *x, const struct service *service)
{
	memset(x, 0, sizeof *x);
	x->service = service;
	arena_init(&x->arena, ARENA_MAX_BYTES);
	fresh_ids(x);
	x->request.base = service->base;
	x->request.document = service->document;
	x->request.index = service->index;
	x->request.target = x->request.path = "";
	x->request.trace_id = x->trace_id;
	x->request.fresh_id = x->fresh_id;
	x->plan.request = &x->request;
	x->plan.arena = &x->arena;
}

void exchange_finish(struct exchange *x)
{
	buf_finish(&x->reply.body);
	arena_finish(&x->arena);
}

void exchange_refuse(struct exchange *x)
{
	x->replied = true;
	if (reply_problem(&x->reply, &x->problem, &x->request, x->trace_id))
		x->reply = (struct reply){
			.status = 500
		}; /* no memory, not even for words */
}

static int refuse(struct exchange *x)
{
	exchange_refuse(x);
	return 0;
}

static int fail(struct exchange *x, int r)
{
	log_line(LOG_ERROR, "%s: %s failed: %s", x->trace_id, x->request.path,
		 strerror(-r));
	problem_set(&x->problem, PROBLEM_INTERNAL, "Something went wrong on our side.");
	return refuse(x);
}

/* The reply to what PostgreSQL, or its absence, has said. */
static void conclude(struct exchange *x, int outcome, const struct answer *answer)
{
	struct answer rest = { 0 };
	int r;

	if (answer && answer->refusal) {
		refusal_explain(&x->problem, answer->refusal, &x->plan,
				x->service->rules);
		if (x->problem.kind == PROBLEM_INTERNAL)
			log_line(LOG_ERROR, "%s: %s", x->trace_id,
				 answer->refusal->message);
		exchange_refuse(x);
		return;
	}
	if (outcome && !x->match.route->replies_when_down) {
		problem_set(&x->problem, outcomes[outcome].kind,
			    outcomes[outcome].detail);
		exchange_refuse(x);
		return;
	}
	if (answer) {
		rest.count = answer->count - x->prelude;
		memcpy(rest.results, answer->results + x->prelude,
		       rest.count * sizeof *rest.results);
	}
	r = x->match.route->reply(&x->reply, &x->plan, answer ? &rest : NULL);
	x->replied = true;
	if (r)
		fail(x, r);
}

static void on_answer(void *arg, int outcome, const struct answer *answer)
{
	struct exchange *x = arg;

	conclude(x, outcome, answer);
	x->done(x->done_arg);
}

/* A missing key is refused here, a wrong one by PostgreSQL, in the same transaction. */
static bool identify(struct exchange *x, struct credential *who,
		     const char *authorization)
{
	char prefix[13];
	unsigned char sha256[32];
	struct buf hex = { 0 };
	size_t i;

	if (!authorization) {
		if (x->match.route->writes)
			problem_set(&x->problem, PROBLEM_NO_ACCESS_TOKEN,
				    "Send a key: Authorization: Bearer tgk_…");
		return !x->match.route->writes;
	}
	if (strncasecmp(authorization, "Bearer ", 7) != 0 ||
	    secret_parse_key(authorization + 7, prefix, sha256)) {
		problem_set(&x->problem, PROBLEM_INVALID_ACCESS_TOKEN,
			    "The key is not valid.");
		return false;
	}
	for (i = 0; i < sizeof sha256; i++)
		buf_format(&hex, "%02x", sha256[i]);
	who->prefix = arena_text(&x->arena, prefix);
	who->sha256_hex = buf_failed(&hex) ? NULL :
					     arena_copy(&x->arena, hex.bytes, hex.length);
	who->trace_id = x->trace_id;
	buf_finish(&hex);
	x->request.authorized = true;
	return true;
}

static int submit(struct exchange *x, const struct credential *who)
{
	const struct route *route = x->match.route;
	int r;

	r = route->plan(&x->plan, &x->problem);
	if (r)
		return r < 0 ? fail(x, r) : refuse(x);
	if (!route->query) {
		r = route->reply(&x->reply, &x->plan, NULL);
		x->replied = true;
		return r ? fail(x, r) : 0;
	}
	r = query_enter(&x->segment, &x->plan, x->request.authorized ? who : NULL);
	x->prelude = x->segment.count;
	if (!r)
		r = route->query(&x->segment, &x->plan);
	if (!r)
		r = pg_submit(x->service->pg, &x->segment, on_answer, x);
	if (r < 0)
		return fail(x, r);
	if (r > 0) {
		conclude(x, r, NULL);
		return 0;
	}
	return EXCHANGE_E_WAITING;
}

int exchange_start(struct exchange *x, const char *target, const char *authorization)
{
	struct credential who = { 0 };
	int r;

	r = request_parse_target(&x->request, target, &x->problem, &x->arena);
	if (!r)
		r = route_match(&x->match, &x->plan, x->service->resources, &x->problem);
	if (r)
		return r < 0 ? fail(x, r) : refuse(x);
	if (!x->match.route) {
		r = reply_options(&x->reply, x->match.allow);
		x->replied = true;
		return r ? fail(x, r) : 0;
	}
	if (!accept_allows(x->request.accept, x->match.route->media_type)) {
		problem_set(&x->problem, PROBLEM_NOT_ACCEPTABLE,
			    "This is to be had as "
			    "application/json.");
		return refuse(x);
	}
	if (!identify(x, &who, authorization))
		return refuse(x);
	return submit(x, &who);
}
