/*
 * server/cluster_setup.h - what has to lie on disk before PostgreSQL can start
 *
 * Used by cluster.c alone; main thread (see server/cluster.h). Errors are CLUSTER_E_* or
 * -errno, and CLUSTER_E_FAILED has been logged.
 */
#ifndef TOEGANG_CLUSTER_SETUP_H
#define TOEGANG_CLUSTER_SETUP_H

#include <sys/types.h>

#include "lib/arena.h"

/* Texts live in the arena. */
struct cluster_setup {
	struct arena *arena;
	const char *state;     /* the state directory: absolute, without links */
	const char *data;      /* STATE/postgresql */
	const char *log;       /* STATE/postgresql.log */
	const char *older_log; /* STATE/postgresql.log.1 */
	const char *user;      /* the operating system user we are */
	const char *programs;  /* where PostgreSQL's programs are */
	const char *sockets;   /* where its socket is */
	int log_fd;            /* open for appending */
	off_t log_start;       /* what this start has to say begins here */
	unsigned connections;
};

/* The server programs that suit the data directory, or the newest when there is none yet. */
int cluster_find_programs(struct cluster_setup *setup);

/* initdb, unless it was done before. Killed in the middle it leaves nothing half made. */
int cluster_make_data(struct cluster_setup *setup);

/* Who may connect, and our settings: written at every start. */
int cluster_write_settings(const struct cluster_setup *setup);

/* STATE/run, or a private directory with a short name that it links to. */
int cluster_make_sockets(struct cluster_setup *setup);
void cluster_remove_sockets(const struct cluster_setup *setup);

/* Log the last lines of what PostgreSQL said since log_start. */
void cluster_log_tail(const struct cluster_setup *setup);

/* When the log has grown too long, move it to postgresql.log.1; it goes on, empty. */
void cluster_bound_log(const struct cluster_setup *setup);

#endif
