/* server/cluster.c - a PostgreSQL of our own: start it, keep it running, stop it */
#include <errno.h>
#include <fcntl.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/err.h"
#include "server/clock.h"
#include "server/cluster.h"
#include "server/cluster_process.h"
#include "server/cluster_setup.h"
#include "server/log.h"

extern char **environ;

enum {
	ARENA_MAX_BYTES = 1 << 20,
	SILENCE_MAX_MS = 60 * 1000,       /* until it says anything at all */
	RECOVERY_MAX_MS = 30 * 60 * 1000, /* while it says that it is starting up */
	PAUSE_MIN_MS = 500,               /* before a start after a failure; doubles */
	PAUSE_MAX_MS = 30 * 1000,
	STEADY_MS = 60 * 1000,    /* ran this long: the next failure is a new one */
	FAST_STOP_MS = 30 * 1000, /* a checkpoint, mostly */
	HARD_STOP_MS = 10 * 1000,
	PATIENCE_STOPPING_MS = 18 *
			       1000, /* a postmaster that may be writing its checkpoint */
	PATIENCE_ORPHANS_MS = 3 * 1000, /* children whose postmaster is dead */
};

/* What is left of an earlier PostgreSQL is asked to go, one more each time patience ends. */
static const int urgencies[] = { SIGTERM, SIGQUIT, SIGKILL };

struct cluster {
	struct arena arena;
	struct cluster_setup setup;
	const char *conninfo[2]; /* by enum cluster_role */
	const char *program, *sockets_setting, *pid_file, *socket_lock;
	int lock_fd;
	pid_t postgres;     /* 0 while it does not run */
	int64_t started_ms; /* on the monotonic clock */
	int64_t died_ms;
	int64_t pause_ms; /* from died_ms until the next start */
	int64_t patience_ms;
	size_t urged; /* of the urgencies, since died_ms */
};

static void forget_environment(void)
{
	char name[64];
	size_t i = 0, n;

	while (environ && environ[i]) {
		n = strcspn(environ[i], "=");
		if (strncmp(environ[i], "PG", 2) == 0 && n < sizeof name) {
			memcpy(name, environ[i], n);
			name[n] = '\0';
			(void)unsetenv(name); /* the next one moves here */
		} else {
			i++;
		}
	}
}

static int take_lock(struct cluster *c)
{
	const char *path = arena_format(&c->arena, "%s/lock", c->setup.state);
	char holder[16] = "";
	ssize_t n;

	if (!path)
		return -ENOMEM;
	c->lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (c->lock_fd < 0) {
		log_line(LOG_ERROR, "cannot open %s: %s", path, strerror(errno));
		return CLUSTER_E_FAILED;
	}
	if (flock(c->lock_fd, LOCK_EX | LOCK_NB) < 0) {
		n = pread(c->lock_fd, holder, sizeof holder - 1, 0);
		holder[n < 0 ? 0 : strcspn(holder, "\n")] = '\0';
		log_line(LOG_ERROR,
			 "another toegangd (pid %s) uses this state directory: %s",
			 holder, c->setup.state);
		return CLUSTER_E_FAILED;
	}
	if (ftruncate(c->lock_fd, 0) < 0 ||
	    dprintf(c->lock_fd, "%d\n", (int)getpid()) < 0) {
		log_line(LOG_ERROR, "cannot write %s: %s", path, strerror(errno));
		return CLUSTER_E_FAILED;
	}
	return 0;
}

static int name_user(struct cluster *c)
{
	const struct passwd *user = getpwuid(geteuid());

	if (geteuid() == 0) {
		log_line(LOG_ERROR,
			 "PostgreSQL does not run as root: name a user with --user");
		return CLUSTER_E_FAILED;
	}
	if (!user) {
		log_line(LOG_ERROR,
			 "user id %u has no name in /etc/passwd; PostgreSQL needs one",
			 (unsigned)geteuid());
		return CLUSTER_E_FAILED;
	}
	c->setup.user = arena_text(&c->arena, user->pw_name);
	return c->setup.user ? 0 : -ENOMEM;
}

static int name_files(struct cluster *c, const char *state)
{
	struct cluster_setup *setup = &c->setup;
	char *whole = realpath(state, NULL);

	if (!whole) {
		log_line(LOG_ERROR, "cannot enter the state directory %s: %s", state,
			 strerror(errno));
		return CLUSTER_E_FAILED;
	}
	setup->state = arena_text(&c->arena, whole);
	free(whole);
	if (!setup->state)
		return -ENOMEM;
	setup->data = arena_format(&c->arena, "%s/postgresql", setup->state);
	setup->log = arena_format(&c->arena, "%s/postgresql.log", setup->state);
	setup->older_log = arena_format(&c->arena, "%s/postgresql.log.1", setup->state);
	return setup->data && setup->log && setup->older_log ? 0 : -ENOMEM;
}

static int open_log(struct cluster *c)
{
	c->setup.log_fd = open(c->setup.log, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC,
			       0600);
	if (c->setup.log_fd < 0) {
		log_line(LOG_ERROR, "cannot open %s: %s", c->setup.log, strerror(errno));
		return CLUSTER_E_FAILED;
	}
	cluster_bound_log(&c->setup);
	return 0;
}

static const char *make_conninfo(struct cluster *c, const char *database,
				 const char *user)
{
	return arena_format(&c->arena,
			    "host=%s port=5432 dbname=%s user=%s sslmode=disable "
			    "gssencmode=disable connect_timeout=10 client_encoding=UTF8 "
			    "application_name=toegangd",
			    c->setup.sockets, database, user);
}

static int prepare(struct cluster *c)
{
	static int (*const steps[])(struct cluster_setup *) = {
		cluster_find_programs,
		cluster_make_data,
		cluster_make_sockets,
	};
	int r = 0;
	size_t i;

	for (i = 0; !r && i < COUNT_OF(steps); i++)
		r = steps[i](&c->setup);
	if (!r)
		r = cluster_write_settings(&c->setup);
	if (r)
		return r;
	c->conninfo[CLUSTER_OWNER] = make_conninfo(c, "toegang", "toegang_owner");
	c->conninfo[CLUSTER_SERVER] = make_conninfo(c, "toegang", "toegang_server");
	c->program = arena_format(&c->arena, "%s/postgres", c->setup.programs);
	c->sockets_setting = arena_format(&c->arena, "unix_socket_directories=%s",
					  c->setup.sockets);
	c->pid_file = arena_format(&c->arena, "%s/postmaster.pid", c->setup.data);
	c->socket_lock = arena_format(&c->arena, "%s/.s.PGSQL.5432.lock",
				      c->setup.sockets);
	if (!c->conninfo[CLUSTER_OWNER] || !c->conninfo[CLUSTER_SERVER] || !c->program ||
	    !c->sockets_setting || !c->pid_file || !c->socket_lock)
		return -ENOMEM;
	return 0;
}

/*
 * True when no process of an earlier PostgreSQL is left. After a killed daemon its postmaster
 * is still writing its checkpoint; after a killed postmaster its children notice by and by.
 */
static bool is_deserted(struct cluster *c)
{
	int64_t waited_ms = clock_ms() - c->died_ms;
	int signal = 0;

	if (c->urged < COUNT_OF(urgencies) &&
	    waited_ms >= c->patience_ms * ((int64_t)c->urged + 1))
		signal = urgencies[c->urged++];
	return process_signal_postgres(c->setup.data, signal) == 0;
}

/*
 * PostgreSQL itself clears away the lock files of a dead postmaster, unless a process has its
 * number: another one by now, or its remains where nobody reaps them. We know that no postgres
 * works in the directory, so the file is stale.
 */
static void remove_stale_lock(const char *path)
{
	FILE *file = fopen(path, "re");
	int pid;

	if (!file)
		return;
	if (fscanf(file, "%d", &pid) == 1 && pid > 0 && kill(pid, 0) == 0)
		(void)unlink(path);
	(void)fclose(file);
}

static int start(struct cluster *c)
{
	const char *const arguments[] = { c->program,
					  "-D",
					  c->setup.data,
					  "-c",
					  "listen_addresses=",
					  "-c",
					  "port=5432",
					  "-c",
					  c->sockets_setting,
					  "-c",
					  "unix_socket_permissions=0700",
					  NULL };
	pid_t pid;

	remove_stale_lock(c->pid_file);
	remove_stale_lock(c->socket_lock);
	c->setup.log_start = lseek(c->setup.log_fd, 0, SEEK_END);
	pid = process_start(arguments, c->setup.state, c->setup.log_fd);
	if (pid < 0)
		return (int)pid;
	c->postgres = pid;
	c->started_ms = clock_ms();
	return 0;
}

/* True when PostgreSQL ended; `how` says in what way. */
static bool has_ended(struct cluster *c, char how[32])
{
	int status = process_wait(c->postgres, 0);

	if (status == -1)
		return false;
	c->postgres = 0;
	c->died_ms = clock_ms();
	c->urged = 0;
	c->patience_ms = PATIENCE_ORPHANS_MS;
	(void)process_describe(how, status);
	return true;
}

static int wait_until_deserted(struct cluster *c)
{
	bool told = false;

	c->died_ms = clock_ms();
	c->patience_ms = PATIENCE_STOPPING_MS;
	while (!is_deserted(c)) {
		int64_t waited_ms = clock_ms() - c->died_ms;

		if (process_stop_is_pending())
			return CLUSTER_E_STOPPED;
		if (waited_ms > SILENCE_MAX_MS) {
			log_line(LOG_ERROR, "a PostgreSQL that works in %s does not stop",
				 c->setup.data);
			return CLUSTER_E_FAILED;
		}
		if (!told && waited_ms > 500)
			log_line(LOG_INFO, "waiting for an earlier PostgreSQL to stop");
		told = told || waited_ms > 500;
		process_pause_ms(50);
	}
	return 0;
}

static int wait_until_ready(struct cluster *c, const char *conninfo)
{
	int64_t told_ms = c->started_ms, now_ms, limit_ms = SILENCE_MAX_MS;
	char how[32];

	for (;;) {
		PGPing state = PQping(conninfo);

		if (state == PQPING_OK)
			return 0;
		now_ms = clock_ms();
		if (state == PQPING_REJECT) {
			limit_ms = RECOVERY_MAX_MS;
			if (now_ms - told_ms > 5000) {
				log_line(LOG_INFO,
					 "PostgreSQL is recovering; waiting for it");
				told_ms = now_ms;
			}
		}
		if (process_stop_is_pending())
			return CLUSTER_E_STOPPED;
		if (has_ended(c, how)) {
			log_line(LOG_ERROR,
				 "PostgreSQL ended with %s at its start:", how);
			break;
		}
		if (now_ms - c->started_ms > limit_ms) {
			log_line(LOG_ERROR, "PostgreSQL does not answer:");
			break;
		}
		process_pause_ms(20);
	}
	cluster_log_tail(&c->setup);
	return CLUSTER_E_FAILED;
}

static void connection_close(PGconn *conn)
{
	PQfinish(conn);
}
RELEASE_WITH(connection_close, PGconn);

static void result_clear(PGresult *result)
{
	PQclear(result);
}
RELEASE_WITH(result_clear, PGresult);

static int make_database(const char *conninfo)
{
	auto_release(connection_close) PGconn *conn = PQconnectdb(conninfo);
	auto_release(result_clear) PGresult *found = NULL;
	auto_release(result_clear) PGresult *made = NULL;

	if (PQstatus(conn) == CONNECTION_OK)
		found = PQexec(conn, "SELECT FROM pg_database WHERE datname = 'toegang'");
	if (PQresultStatus(found) == PGRES_TUPLES_OK && PQntuples(found) == 1)
		return 0;
	if (PQresultStatus(found) == PGRES_TUPLES_OK)
		made = PQexec(conn, "CREATE DATABASE toegang");
	if (PQresultStatus(made) == PGRES_COMMAND_OK)
		return 0;
	log_line(LOG_ERROR, "cannot make the database: %s", PQerrorMessage(conn));
	return CLUSTER_E_FAILED;
}

static int start_and_wait(struct cluster *c)
{
	const char *conninfo = make_conninfo(c, "postgres", "toegang_owner");
	int r;

	if (!conninfo)
		return -ENOMEM;
	r = wait_until_deserted(c);
	if (!r)
		r = start(c);
	if (!r)
		r = wait_until_ready(c, conninfo);
	return r ? r : make_database(conninfo);
}

static void stop(struct cluster *c)
{
	(void)kill(c->postgres, SIGINT);
	if (process_wait(c->postgres, FAST_STOP_MS) == -1 &&
	    kill(c->postgres, SIGQUIT) == 0 &&
	    process_wait(c->postgres, HARD_STOP_MS) == -1) {
		log_line(LOG_WARNING, "PostgreSQL does not stop; killing it");
		(void)process_signal_postgres(c->setup.data, SIGKILL);
		(void)process_wait(c->postgres, HARD_STOP_MS / 2);
	}
	c->postgres = 0;
}

static void cluster_free(struct cluster *c)
{
	if (!c)
		return;
	if (c->postgres > 0)
		stop(c);
	if (c->lock_fd >= 0)
		cluster_remove_sockets(&c->setup);
	if (c->setup.log_fd >= 0)
		(void)close(c->setup.log_fd);
	if (c->lock_fd >= 0)
		(void)close(c->lock_fd);
	arena_finish(&c->arena);
	free(c);
}
RELEASE_WITH(cluster_free, struct cluster);

int cluster_open(struct cluster **out, const char *state, unsigned connections)
{
	auto_release(cluster_free) struct cluster *c = calloc(1, sizeof *c);
	int r;

	if (!c)
		return -ENOMEM;
	arena_init(&c->arena, ARENA_MAX_BYTES);
	c->lock_fd = c->setup.log_fd = -1;
	c->setup.arena = &c->arena;
	c->setup.connections = connections;
	forget_environment();
	r = name_user(c);
	if (!r)
		r = name_files(c, state);
	if (!r)
		r = take_lock(c);
	if (!r)
		r = open_log(c);
	if (!r)
		r = prepare(c);
	if (!r)
		r = start_and_wait(c);
	if (r)
		return r;
	*out = give(c);
	return 0;
}

const char *cluster_conninfo(const struct cluster *cluster, enum cluster_role role)
{
	return cluster->conninfo[role];
}

static void note_death(struct cluster *c, const char *how)
{
	bool steady = c->died_ms - c->started_ms > STEADY_MS;

	if (steady || c->pause_ms == 0)
		c->pause_ms = PAUSE_MIN_MS;
	else if (c->pause_ms < PAUSE_MAX_MS)
		c->pause_ms = 2 * c->pause_ms < PAUSE_MAX_MS ? 2 * c->pause_ms :
							       PAUSE_MAX_MS;
	log_line(LOG_ERROR, "PostgreSQL ended with %s; starting it again (see %s)", how,
		 c->setup.log);
}

void cluster_tend(struct cluster *c)
{
	char how[32];
	int r;

	cluster_bound_log(&c->setup);
	if (c->postgres > 0) {
		if (has_ended(c, how))
			note_death(c, how);
		return;
	}
	if (clock_ms() - c->died_ms < c->pause_ms || !is_deserted(c))
		return;
	r = start(c);
	if (r < 0) {
		log_line(LOG_ERROR, "cannot start PostgreSQL: %s", strerror(-r));
		c->died_ms = clock_ms();
		c->pause_ms = PAUSE_MAX_MS;
	}
}

void cluster_close(struct cluster **cluster)
{
	cluster_free(give(*cluster));
}
