/* server/main.c - arguments, configuration, start, signals, stop */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/config.h"
#include "lib/err.h"
#include "lib/index.h"
#include "lib/openapi.h"
#include "server/cluster.h"
#include "server/listen.h"
#include "server/log.h"
#include "server/migrate.h"
#include "server/privilege.h"
#include "server/registry.h"
#include "server/schema.h"
#include "server/secret.h"
#include "server/worker.h"

enum { WORKERS_MAX = 64, SPARE_CONNECTIONS = 10 };

struct server {
	struct config config;
	struct cluster *cluster; /* NULL: somebody else's database */
	const char *owner_conninfo, *conninfo;
	struct rules rules;
	struct buf document, index; /* the OpenAPI document, the root of the API */
	char base[512];
	int workers, port;
	int listen_fds[WORKERS_MAX];
	struct worker *worker[WORKERS_MAX];
	bool new_key;
	char key_path[4096];
};

static const char usage[] =
	"toegangd - the open register of a strategic research centre\n"
	"\n"
	"usage: toegangd [--config FILE] [--OPTION VALUE]...\n"
	"       toegangd --print-config   every option, its meaning and its default\n"
	"       toegangd --version\n"
	"\n"
	"Without a database it runs a private PostgreSQL in its state directory.\n";

static int read_file(char **out, const char *path)
{
	FILE *file = fopen(path, "re");
	size_t bytes = 0;

	*out = NULL;
	if (!file)
		return -errno;
	if (getdelim(out, &bytes, '\0', file) < 0) {
		free(*out);
		*out = strdup("");
	}
	(void)fclose(file);
	return *out ? 0 : -ENOMEM;
}

/* Of --config FILE or --config=FILE, wherever it stands; NULL when it does not. */
static const char *config_path(int argc, char **argv)
{
	int i;

	for (i = 1; i < argc; i++) {
		if (strncmp(argv[i], "--config=", 9) == 0)
			return argv[i] + 9;
		if (strcmp(argv[i], "--config") == 0)
			return argv[i + 1];
	}
	return NULL;
}

/* The file is read before the other arguments, which win. */
static int load_file(struct config *config, const char *path)
{
	char why[256] = "";
	char *text = NULL;
	int r = path ? read_file(&text, path) : 0;

	if (r)
		log_line(LOG_ERROR, "%s: %s", path, strerror(-r));
	if (!r && text) {
		r = config_parse(config, text, why, sizeof why);
		if (r)
			log_line(LOG_ERROR, "%s: %s", path, why);
	}
	free(text);
	return r;
}

static int load_config(struct config *config, int argc, char **argv)
{
	char why[256] = "";
	int r = config_defaults(config);

	if (!r)
		r = load_file(config, config_path(argc, argv));
	if (!r) {
		r = config_arguments(config, argc, argv, why, sizeof why);
		if (r)
			log_line(LOG_ERROR, "%s", why);
	}
	return r;
}

/* What only says something, and ends. *done: it has been said. */
static int answer_arguments(bool *done, int argc, char **argv)
{
	struct config defaults = { 0 };
	struct buf text = { 0 };

	*done = true;
	if (argc == 2 && strcmp(argv[1], "--version") == 0)
		return printf("toegangd %s\n", TOEGANG_VERSION) < 0;
	if (argc == 2 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0))
		return fputs(usage, stdout) < 0;
	if (argc == 2 && strcmp(argv[1], "--print-config") == 0) {
		if (config_defaults(&defaults))
			return 1;
		config_print(&text, &defaults);
		(void)fwrite(text.bytes, 1, text.length, stdout);
		buf_finish(&text);
		config_finish(&defaults);
		return 0;
	}
	*done = false;
	return 0;
}

/* Start ------------------------------------------------------------------------------ */

/* XDG Base Directory Specification; root, whose home others cannot enter, has /var/lib. */
static int choose_state_dir(struct config *config)
{
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
	char path[4096], why[128];

	if (config->state_dir[0])
		return 0;
	if (state && state[0] == '/')
		snprintf(path, sizeof path, "%s/toegang", state);
	else if (geteuid() == 0 || !home)
		snprintf(path, sizeof path, "/var/lib/toegang");
	else
		snprintf(path, sizeof path, "%s/.local/state/toegang", home);
	return config_set(config, "state_dir", path, why, sizeof why);
}

static int worker_count(const struct config *config)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	int count = config->workers ? config->workers : cores < 1 ? 1 : (int)cores;

	return count > WORKERS_MAX ? WORKERS_MAX : count;
}

static int connections_needed(const struct server *s)
{
	const struct config *c = &s->config;

	return s->workers * (c->fast_connections + c->slow_connections +
			     c->write_connections) +
	       SPARE_CONNECTIONS;
}

static int open_database(struct server *s)
{
	const struct config *c = &s->config;
	int r;

	if (c->database[0]) {
		s->conninfo = c->database;
		s->owner_conninfo = c->owner_database[0] ? c->owner_database :
							   c->database;
		return 0;
	}
	r = cluster_open(&s->cluster, c->state_dir, connections_needed(s));
	if (r)
		return r;
	s->conninfo = cluster_conninfo(s->cluster, CLUSTER_SERVER);
	s->owner_conninfo = cluster_conninfo(s->cluster, CLUSTER_OWNER);
	return 0;
}

/* The file is whole or not there at all, and never readable by others. */
static int write_key_file(const char *path, const char *key)
{
	char draft[4200];
	int fd, r = 0;

	snprintf(draft, sizeof draft, "%s.new", path);
	fd = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0)
		return -errno;
	if (dprintf(fd, "%s\n", key) < 0 || fsync(fd))
		r = -errno;
	(void)close(fd);
	if (!r && rename(draft, path))
		r = -errno;
	return r;
}

/* The file comes first: a key that the register knows and nobody has would be no use. */
static int make_admin_key(struct server *s)
{
	char key[SECRET_KEY_SIZE], prefix[13];
	unsigned char sha256[32];
	int r;

	snprintf(s->key_path, sizeof s->key_path, "%s/admin.key", s->config.state_dir);
	r = migrate_has_admin_key(&s->new_key, s->owner_conninfo);
	s->new_key = !s->new_key;
	if (r || !s->new_key)
		return r;
	secret_make_key(key, prefix, sha256);
	r = write_key_file(s->key_path, key);
	if (r)
		log_line(LOG_ERROR, "%s: %s", s->key_path, strerror(-r));
	explicit_bzero(key, sizeof key);
	return r ? r : migrate_admin_key(&s->new_key, s->owner_conninfo, prefix, sha256);
}

static int prepare_register(struct server *s)
{
	int r = migrate(s->owner_conninfo);

	if (!r && s->config.demonstration)
		r = migrate_demonstration(s->owner_conninfo);
	if (!r)
		r = make_admin_key(s);
	return r ? r : schema_load(&s->rules, s->conninfo, registry);
}

static int open_sockets(struct server *s)
{
	const struct config *c = &s->config;
	int r;

	s->port = c->port;
	r = listen_open(s->listen_fds, s->workers, c->listen_address, &s->port);
	if (r)
		log_line(LOG_ERROR, "cannot listen on %s port %d: %s", c->listen_address,
			 c->port, strerror(-r));
	if (c->public_url[0])
		snprintf(s->base, sizeof s->base, "%s", c->public_url);
	else
		snprintf(s->base, sizeof s->base,
			 strchr(c->listen_address, ':') ? "http://[%s]:%d/v1" :
							  "http://%s:%d/v1",
			 c->listen_address, s->port);
	return r;
}

/*
 * Every client is a descriptor. What the system allows is taken; beyond it accept() would fail
 * again and again while good requests wait.
 */
static unsigned clients_per_worker(const struct server *s)
{
	struct rlimit limit;
	rlim_t clients = (rlim_t)s->config.connections_max;
	rlim_t ours = (rlim_t)connections_needed(s) + 100;

	if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
		limit.rlim_cur = limit.rlim_max;
		(void)setrlimit(RLIMIT_NOFILE, &limit);
		if (limit.rlim_cur < clients + ours)
			clients = limit.rlim_cur > 2 * ours ? limit.rlim_cur - ours :
							      ours;
	}
	return (unsigned)(clients / (rlim_t)s->workers) + 1;
}

static int start_workers(struct server *s)
{
	unsigned clients = clients_per_worker(s);
	const struct config *c = &s->config;
	const struct service service = { .document = &s->document,
					 .index = &s->index,
					 .resources = registry,
					 .rules = &s->rules,
					 .base = s->base };
	const struct pg_options pg = {
		.conninfo = s->conninfo,
		.connections = { [LANE_FAST] = (unsigned)c->fast_connections,
				 [LANE_SLOW] = (unsigned)c->slow_connections,
				 [LANE_WRITE] = (unsigned)c->write_connections },
		.timeout_ms = { [LANE_FAST] = c->fast_timeout_ms,
				[LANE_SLOW] = c->slow_timeout_ms,
				[LANE_WRITE] = c->write_timeout_ms },
		.queue_max = (unsigned)c->queue_max,
	};
	int i, r = 0;

	for (i = 0; !r && i < s->workers; i++) {
		const struct http_options http = {
			.listen_fd = s->listen_fds[i],
			.max_body_bytes = (size_t)c->max_body_bytes,
			.connections_max = clients,
			.idle_timeout_s = (unsigned)c->idle_timeout_s,
		};

		r = worker_start(&s->worker[i], &service, &pg, &http);
	}
	if (r)
		log_line(LOG_ERROR, "cannot start a worker: %s", strerror(-r));
	return r;
}

static int write_documents(struct server *s)
{
	int r = openapi_write(&s->document, registry, s->base, TOEGANG_VERSION);

	index_write(&s->index, registry, s->base);
	return r ? r : buf_failed(&s->index) ? -ENOMEM : 0;
}

static int start(struct server *s)
{
	int r = choose_state_dir(&s->config);

	s->workers = worker_count(&s->config);
	if (!r)
		r = open_sockets(s); /* while a port below 1024 may be had */
	if (!r)
		r = privilege_own(s->config.state_dir, s->config.user);
	if (!r)
		r = privilege_drop(s->config.user);
	if (!r)
		r = open_database(s);
	if (!r)
		r = prepare_register(s);
	if (!r)
		r = write_documents(s);
	return r ? r : start_workers(s);
}

/* Run and stop ----------------------------------------------------------------------- */

static void block_signals(sigset_t *set)
{
	sigemptyset(set);
	sigaddset(set, SIGINT);
	sigaddset(set, SIGTERM);
	sigaddset(set, SIGCHLD);
	sigprocmask(SIG_BLOCK, set, NULL);
	signal(SIGPIPE, SIG_IGN);
}

static void announce(const struct server *s)
{
	if (s->new_key || access(s->key_path, R_OK) == 0)
		printf("admin key in %s\n", s->key_path);
	printf("ready %s\n", s->base);
	(void)fflush(stdout);
}

/* Until we are told to stop: keep the private PostgreSQL alive. */
static void run(struct server *s, const sigset_t *signals)
{
	const struct timespec second = { .tv_sec = 1 };
	int got;

	for (;;) {
		got = sigtimedwait(signals, NULL, &second);
		if (got == SIGINT || got == SIGTERM)
			return;
		if (s->cluster)
			cluster_tend(s->cluster);
	}
}

static void stop(struct server *s)
{
	int i;

	for (i = 0; i < s->workers; i++)
		if (s->worker[i])
			worker_stop(s->worker[i]);
	for (i = 0; i < s->workers; i++)
		worker_join(s->worker[i]);
	if (s->cluster)
		cluster_close(&s->cluster);
	schema_free(&s->rules);
	buf_finish(&s->document);
	buf_finish(&s->index);
	config_finish(&s->config);
}

int main(int argc, char **argv)
{
	struct server s = { 0 };
	sigset_t signals;
	bool done;
	int r = answer_arguments(&done, argc, argv);

	if (done)
		return r;
	block_signals(&signals);
	r = load_config(&s.config, argc, argv);
	if (r) {
		config_finish(&s.config);
		return 2;
	}
	r = start(&s);
	if (!r) {
		announce(&s);
		run(&s, &signals);
		log_line(LOG_INFO, "stopping");
	}
	stop(&s);
	return r ? 1 : 0;
}
