/*
 * tests/http/lifecycle.h - what every collection owes its clients, from creation to deletion
 *
 * One record is made, found, read, changed, guarded and deleted; status, headers and body are
 * looked at on every step.
 */
#ifndef TOEGANG_TESTS_LIFECYCLE_H
#define TOEGANG_TESTS_LIFECYCLE_H

struct lifecycle {
	const char *collection;  /* "/sources", or with its parent's id in it */
	const char *body;        /* of the creation */
	const char *path, *text; /* of what the reply then says: "title.en", "Report" */
	const char *find;  /* query that finds this record and no other: "publisher=X" */
	const char *patch; /* merge patch */
	const char *patched_path, *patched_text; /* what it leads to */
	const char *key; /* property in the item's path; NULL: "id" */
};

void live(const struct lifecycle *life);

/* Bodies that must be refused, and the issue each gets. Ends with an empty row. */
struct refused_body {
	const char *body, *name, *kind;
};

void refuse_bodies(const char *collection, const struct refused_body *cases);

#endif
