/*
 * lib/history.h - the versions of one record: who, when, why, what changed
 *
 * GET …/{key}/history. Who and why are for requests that carry a key, and so is the history
 * of a record that has been deleted.
 */
#ifndef TOEGANG_HISTORY_H
#define TOEGANG_HISTORY_H

#include "lib/reply.h"

int history_plan(struct plan *plan, struct problem *why);
int history_query(struct segment *out, const struct plan *plan);
int history_reply(struct reply *out, const struct plan *plan,
		  const struct answer *answer);

#endif
