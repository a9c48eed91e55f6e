/* server/cluster_setup.c - what has to lie on disk before PostgreSQL can start */
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <glob.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "lib/err.h"
#include "server/clock.h"
#include "server/cluster.h"
#include "server/cluster_process.h"
#include "server/cluster_setup.h"
#include "server/log.h"

enum {
	VERSION_MIN = 15,
	INITDB_TIMEOUT_MS = 5 * 60 * 1000,
	CONNECTIONS_SPARE =
		15, /* people, back-ups, a restart's overlap, the superuser's three */
	LOG_MAX_BYTES = 8 << 20,
	LOG_TAIL_BYTES = 1500,
	SOCKET_PATH_BYTES = sizeof(
		((struct sockaddr_un *)0)->sun_path), /* with the NUL */
};

static const char *const places[] = { "/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin",
				      "/usr/libexec/postgresql*" };

static const char settings[] =
	"# Written by toegangd at every start; changes are lost. Use ALTER SYSTEM.\n"
	"max_connections = %u\n"
	"shared_buffers = 128MB\n"
	"jit = off                      # plans are short; compiling them is not\n"
	"fsync = on\n"
	"full_page_writes = on\n"
	"synchronous_commit = on        # what was answered has been written\n"
	"max_wal_size = 2GB\n"
	"checkpoint_timeout = 15min\n"
	"log_checkpoints = off\n"
	"log_destination = 'stderr'     # which is STATE/postgresql.log\n"
	"logging_collector = off\n"
	"log_line_prefix = '%%m [%%p] %%q%%u '\n"
	"log_timezone = 'UTC'\n"
	"timezone = 'UTC'\n"
	"datestyle = 'iso, ymd'\n";

static int fail(const char *what, const char *name)
{
	log_line(LOG_ERROR, "%s %s: %s", what, name, strerror(errno));
	return CLUSTER_E_FAILED;
}

/* The major version that made the data directory; 0 when there is none. */
static int data_version(const struct cluster_setup *setup)
{
	char *path = arena_format(setup->arena, "%s/PG_VERSION", setup->data);
	FILE *file = path ? fopen(path, "re") : NULL;
	int version = 0;

	if (file && fscanf(file, "%d", &version) != 1)
		version = 0;
	if (file)
		(void)fclose(file);
	return version;
}

struct choice {
	struct cluster_setup *setup;
	int wanted; /* 0: the newest */
	int version;
};

static void consider(struct choice *choice, const char *folder)
{
	const char *postgres = arena_format(choice->setup->arena, "%s/postgres", folder);
	const char *initdb = arena_format(choice->setup->arena, "%s/initdb", folder);
	char line[128];
	int version;

	if (!postgres || !initdb || access(postgres, X_OK) < 0 ||
	    access(initdb, X_OK) < 0 ||
	    process_first_line(line, sizeof line,
			       (const char *[]){ postgres, "--version", NULL }) ||
	    sscanf(line, "postgres (PostgreSQL) %d", &version) != 1)
		return;
	if (choice->wanted ? version != choice->wanted :
			     version < VERSION_MIN || version <= choice->version)
		return;
	choice->setup->programs = arena_text(choice->setup->arena, folder);
	choice->version = version;
}

static void consider_all(struct choice *choice)
{
	char *path = arena_text(choice->setup->arena,
				getenv("PATH") ? getenv("PATH") : "");
	char *folder, *rest = path;
	glob_t found;
	size_t i, j;

	for (i = 0; i < COUNT_OF(places); i++) {
		if (glob(places[i], 0, NULL, &found) != 0)
			continue;
		for (j = 0; j < found.gl_pathc; j++)
			consider(choice, found.gl_pathv[j]);
		globfree(&found);
	}
	while (path && (folder = strsep(&rest, ":")))
		if (folder[0] == '/')
			consider(choice, folder);
}

int cluster_find_programs(struct cluster_setup *setup)
{
	struct choice choice = { .setup = setup, .wanted = data_version(setup) };

	consider_all(&choice);
	if (setup->programs)
		return 0;
	if (choice.wanted)
		log_line(LOG_ERROR,
			 "%s was made by PostgreSQL %d, which is not installed: install "
			 "postgresql-%d, or move the data with pg_upgrade",
			 setup->data, choice.wanted, choice.wanted);
	else
		log_line(LOG_ERROR,
			 "no PostgreSQL server, version %d or later, is installed: "
			 "install "
			 "postgresql, or name a server with --database",
			 VERSION_MIN);
	return CLUSTER_E_FAILED;
}

static int remove_entry(const char *path, const struct stat *st, int kind,
			struct FTW *where)
{
	(void)st, (void)kind, (void)where;
	return remove(path);
}

/* A rename is only there after a power failure when its directory was written. */
static int sync_folder(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int r = fd < 0 ? -1 : fsync(fd);

	if (fd >= 0)
		(void)close(fd);
	return r;
}

static int write_file(const struct cluster_setup *setup, const char *folder,
		      const char *name, const char *text)
{
	char *path = arena_format(setup->arena, "%s/%s", folder, name);
	char *fresh = arena_format(setup->arena, "%s/%s.new", folder, name);
	FILE *file;
	int fd;

	if (!text || !path || !fresh)
		return -ENOMEM;
	fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	file = fd < 0 ? NULL : fdopen(fd, "w");
	if (!file)
		return fail("cannot write", fresh);
	(void)fputs(text, file);
	if (fflush(file) != 0 || fsync(fd) < 0) {
		(void)fclose(file);
		return fail("cannot write", fresh);
	}
	(void)fclose(file);
	return rename(fresh, path) < 0 ? fail("cannot write", path) : 0;
}

static int run_initdb(const struct cluster_setup *setup, const char *fresh)
{
	const char *initdb = arena_format(setup->arena, "%s/initdb", setup->programs);
	int64_t end_ms = clock_ms() + INITDB_TIMEOUT_MS;
	char how[32];
	int status;
	pid_t pid;

	if (!initdb)
		return -ENOMEM;
	pid = process_start((const char *[]){ initdb, "-D", fresh, "-U", "toegang_owner",
					      "-E", "UTF8", "--locale=C.UTF-8",
					      "--data-checksums", "--auth-local=peer",
					      "--auth-host=reject", "--no-instructions",
					      NULL },
			    setup->state, setup->log_fd);
	if (pid < 0)
		return (int)pid;
	do {
		status = process_wait(pid, 100);
	} while (status == -1 && !process_stop_is_pending() && clock_ms() < end_ms);
	if (status == 0)
		return 0;
	if (status == -1) {
		(void)kill(pid, SIGINT);
		if (process_wait(pid, 10000) == -1)
			(void)kill(pid, SIGKILL);
		if (process_stop_is_pending())
			return CLUSTER_E_STOPPED;
		log_line(LOG_ERROR, "initdb took too long");
	} else {
		log_line(LOG_ERROR,
			 "initdb failed with %s:", process_describe(how, status));
		cluster_log_tail(setup);
	}
	return CLUSTER_E_FAILED;
}

int cluster_make_data(struct cluster_setup *setup)
{
	const char *fresh = arena_format(setup->arena, "%s.new", setup->data);
	const char *main_file = arena_format(setup->arena, "%s/postgresql.conf", fresh);
	FILE *file;
	int r;

	if (!fresh || !main_file)
		return -ENOMEM;
	if (access(setup->data, F_OK) == 0) {
		if (data_version(setup))
			return 0;
		log_line(LOG_ERROR, "%s is there, but is no PostgreSQL data directory",
			 setup->data);
		return CLUSTER_E_FAILED;
	}
	if (nftw(fresh, remove_entry, 16, FTW_DEPTH | FTW_PHYS) < 0 && errno != ENOENT)
		return fail("cannot remove", fresh);
	log_line(LOG_INFO, "making a private PostgreSQL in %s", setup->data);
	r = run_initdb(setup, fresh);
	if (r)
		return r;
	file = fopen(main_file, "ae");
	if (!file || fputs("\ninclude = 'toegang.conf'\n", file) < 0 ||
	    fflush(file) != 0 || fsync(fileno(file)) < 0)
		r = fail("cannot write", main_file);
	if (file)
		(void)fclose(file);
	if (!r && (rename(fresh, setup->data) < 0 || sync_folder(setup->state) < 0))
		r = fail("cannot make", setup->data);
	return r;
}

int cluster_write_settings(const struct cluster_setup *setup)
{
	static const char access_file[] = "# Written by toegangd at every start.\n"
					  "local all all peer map=toegang\n";
	static const char users_file[] = "# Written by toegangd at every start.\n"
					 "toegang \"%s\" toegang_owner\n"
					 "toegang \"%s\" toegang_server\n";
	int r;

	r = write_file(setup, setup->data, "pg_hba.conf", access_file);
	if (!r)
		r = write_file(
			setup, setup->data, "pg_ident.conf",
			arena_format(setup->arena, users_file, setup->user, setup->user));
	if (!r)
		r = write_file(setup, setup->data, "toegang.conf",
			       arena_format(setup->arena, settings,
					    setup->connections + CONNECTIONS_SPARE));
	return r;
}

/* A socket's whole path has a short limit; commas and quotes divide lists of directories. */
static bool suits_socket(const char *folder)
{
	static const char name[] = "/.s.PGSQL.5432";

	return strlen(folder) + sizeof name <= SOCKET_PATH_BYTES &&
	       !strpbrk(folder, ",\"'\\ ");
}

static bool is_private_folder(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 && S_ISDIR(st.st_mode) && st.st_uid == geteuid() &&
	       (st.st_mode & 077) == 0;
}

/* The link keeps the name over restarts, and tells people where to look. */
static int link_short_folder(struct cluster_setup *setup, const char *run)
{
	const char *parent = getenv("XDG_RUNTIME_DIR");
	char target[SOCKET_PATH_BYTES];
	ssize_t n = readlink(run, target, sizeof target - 1);
	char *fresh;

	if (n > 0) {
		target[n] = '\0';
		setup->sockets = arena_text(setup->arena, target);
		if (!setup->sockets)
			return -ENOMEM;
		if (is_private_folder(target))
			return 0;
	}
	if (!parent || !is_private_folder(parent) || strlen(parent) > 60 ||
	    !suits_socket(parent))
		parent = "/tmp";
	fresh = arena_format(setup->arena, "%s/toegang-XXXXXX", parent);
	if (!fresh)
		return -ENOMEM;
	if (!mkdtemp(fresh))
		return fail("cannot make", fresh);
	setup->sockets = fresh;
	(void)unlink(run);
	(void)rmdir(run);
	return symlink(fresh, run) < 0 ? fail("cannot make", run) : 0;
}

int cluster_make_sockets(struct cluster_setup *setup)
{
	const char *run = arena_format(setup->arena, "%s/run", setup->state);

	if (!run)
		return -ENOMEM;
	if (!suits_socket(run))
		return link_short_folder(setup, run);
	(void)unlink(run); /* a link, from when the directory had a longer name */
	if (mkdir(run, 0700) < 0 && errno != EEXIST)
		return fail("cannot make", run);
	setup->sockets = run;
	return 0;
}

void cluster_remove_sockets(const struct cluster_setup *setup)
{
	if (setup->sockets)
		(void)rmdir(
			setup->sockets); /* stays when PostgreSQL left something in it */
}

void cluster_log_tail(const struct cluster_setup *setup)
{
	char text[LOG_TAIL_BYTES + 1], *line, *rest = text;
	off_t end = lseek(setup->log_fd, 0, SEEK_END), start = setup->log_start;
	ssize_t n;

	if (end - start > LOG_TAIL_BYTES)
		start = end - LOG_TAIL_BYTES;
	n = pread(setup->log_fd, text, LOG_TAIL_BYTES, start);
	text[n < 0 ? 0 : n] = '\0';
	if (start > setup->log_start)
		(void)strsep(&rest, "\n"); /* begins in the middle of a line */
	while (rest && (line = strsep(&rest, "\n")))
		if (line[0])
			log_line(LOG_ERROR, "  %s", line);
	log_line(LOG_ERROR, "more may be in %s", setup->log);
}

/* PostgreSQL appends to the same file, so that it can be emptied under its hands. */
void cluster_bound_log(const struct cluster_setup *setup)
{
	off_t from = 0;
	struct stat st;
	int fd;

	if (fstat(setup->log_fd, &st) < 0 || st.st_size < LOG_MAX_BYTES)
		return;
	fd = open(setup->older_log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd >= 0) {
		while (from < st.st_size && sendfile(fd, setup->log_fd, &from,
						     (size_t)(st.st_size - from)) > 0)
			;
		(void)close(fd);
	}
	(void)ftruncate(setup->log_fd, 0);
}
