/*
 * server/cluster.h - a PostgreSQL of our own
 *
 * When no database is configured the daemon runs one: made in its state directory the first
 * time, reached by unix socket only, by this operating system user only, and stopped with the
 * daemon.
 *
 *	STATE/lock             held by the one daemon that uses the directory; its process id
 *	STATE/postgresql/      the data directory
 *	STATE/postgresql.log   what PostgreSQL says; the older half is postgresql.log.1
 *	STATE/run              the socket's directory, or a link to it where the path is too long
 *
 * Thread     the main thread alone: PostgreSQL is told to stop when the thread that started it
 *            dies (PR_SET_PDEATHSIG), which shall mean the daemon was killed. SIGINT and
 *            SIGTERM must be blocked, as for sigwait() or signalfd(): cluster_open() looks
 *            whether one is pending and gives up.
 * Errors     0, CLUSTER_E_*, or -errno, as lib/err.h says
 * Ownership  the texts handed out live until cluster_close()
 */
#ifndef TOEGANG_CLUSTER_H
#define TOEGANG_CLUSTER_H

struct cluster;

enum cluster_role {
	CLUSTER_OWNER,  /* superuser of the cluster; for migrations */
	CLUSTER_SERVER, /* what requests run as; the first migration makes it */
};

enum {
	CLUSTER_E_OK,
	CLUSTER_E_FAILED,  /* why is in the log */
	CLUSTER_E_STOPPED, /* SIGINT or SIGTERM came while it started */
};

/**
 * cluster_open() - lock the state directory, make and start PostgreSQL, wait until it answers
 * @state:        directory that exists and is ours (see privilege_own()); not as root
 * @connections:  how many the daemon opens; some are added for people and back-ups
 *
 * All PG… environment variables are forgotten: they speak of another PostgreSQL. A PostgreSQL
 * that a killed daemon left behind is waited for, and stopped if need be.
 */
int cluster_open(struct cluster **out, const char *state, unsigned connections);

/* For libpq. */
const char *cluster_conninfo(const struct cluster *cluster, enum cluster_role role);

/* On SIGCHLD and about once a second: start PostgreSQL again if it died. Never waits. */
void cluster_tend(struct cluster *cluster);

/* Stop PostgreSQL, within 45 seconds, and let go of the directory; *cluster becomes NULL. */
void cluster_close(struct cluster **cluster);

#endif
