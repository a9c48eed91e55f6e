/*
 * server/migrate.c - brings the database to the schema this binary needs
 *
 * Every transaction here takes the same lock first, so that daemons that start at once follow
 * one another, even through a pooler.
 */
#include <errno.h>
#include <libpq-fe.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "server/log.h"
#include "server/migrate.h"

/* The key is "toegang" in hex. A file may have changed settings: they end with it. */
static const char begin_sql[] =
	"RESET ALL; SET client_encoding = 'UTF8'; SET client_min_messages = warning; "
	"SET statement_timeout = 0; SET search_path = public; BEGIN; "
	"SELECT pg_advisory_xact_lock(x'746f6567616e67'::bigint)";

static const char table_sql[] = "CREATE TABLE IF NOT EXISTS public.toegang_migration ("
				"name text PRIMARY KEY, sha256 text NOT NULL, "
				"applied_at timestamptz NOT NULL DEFAULT now())";

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

static void on_notice(void *arg, const PGresult *notice)
{
	(void)arg;
	log_line(LOG_INFO, "PostgreSQL: %s", PQresultErrorMessage(notice));
}

static bool is_good(const PGresult *result)
{
	ExecStatusType status = PQresultStatus(result);

	return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

/* The line of the file that the error's position, in characters, is on. */
static unsigned line_of(const char *sql, const PGresult *result)
{
	const char *position = PQresultErrorField(result, PG_DIAG_STATEMENT_POSITION);
	long left = position ? strtol(position, NULL, 10) : 0;
	unsigned line = 1;

	for (; *sql && left > 1; sql++) {
		line += *sql == '\n';
		left -= ((unsigned char)sql[1] & 0xc0) != 0x80;
	}
	return line;
}

static int fail(PGconn *conn, const PGresult *result, const char *what, const char *sql)
{
	static const int fields[] = { PG_DIAG_MESSAGE_DETAIL, PG_DIAG_MESSAGE_HINT,
				      PG_DIAG_CONTEXT };
	const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	size_t i;

	if (message && sql && PQresultErrorField(result, PG_DIAG_STATEMENT_POSITION))
		log_line(LOG_ERROR, "%s, line %u: %s", what, line_of(sql, result),
			 message);
	else
		log_line(LOG_ERROR, "%s: %s", what,
			 message ? message : PQerrorMessage(conn));
	for (i = 0; i < sizeof fields / sizeof fields[0]; i++) {
		message = PQresultErrorField(result, fields[i]);
		if (message)
			log_line(LOG_ERROR, "  %s", message);
	}
	return MIGRATE_E_FAILED;
}

static int run(PGconn *conn, const char *what, const char *sql)
{
	auto_release(result_clear) PGresult *result = PQexec(conn, sql);

	return is_good(result) ? 0 : fail(conn, result, what, sql);
}

static PGresult *ask(PGconn *conn, const char *sql, int count, const char *const *values)
{
	return PQexecParams(conn, sql, count, NULL, values, NULL, NULL, 0);
}

static int begin(PGconn *conn)
{
	return run(conn, "cannot begin a migration", begin_sql);
}

/* What belongs together must not come apart because a file says COMMIT. */
static int check_transaction(PGconn *conn, const char *what)
{
	if (PQtransactionStatus(conn) == PQTRANS_INTRANS)
		return 0;
	log_line(LOG_ERROR, "%s ended its transaction, which is not its to end", what);
	return MIGRATE_E_FAILED;
}

/* A transaction that failed answers COMMIT with ROLLBACK, and calls it a success. */
static int commit(PGconn *conn, const char *what)
{
	auto_release(result_clear) PGresult *result = NULL;

	if (check_transaction(conn, what))
		return MIGRATE_E_FAILED;
	result = PQexec(conn, "COMMIT");
	if (PQresultStatus(result) != PGRES_COMMAND_OK)
		return fail(conn, result, what, NULL);
	if (strcmp(PQcmdStatus(result), "COMMIT") != 0) {
		log_line(LOG_ERROR, "%s was rolled back by PostgreSQL", what);
		return MIGRATE_E_FAILED;
	}
	return 0;
}

/* NULL: why not is in the log. */
static PGconn *connect_owner(const char *conninfo)
{
	PGconn *conn = PQconnectdb(conninfo);

	(void)PQsetNoticeReceiver(conn, on_notice, NULL);
	if (PQstatus(conn) == CONNECTION_OK)
		return conn;
	log_line(LOG_ERROR, "cannot connect to the database: %s", PQerrorMessage(conn));
	PQfinish(conn);
	return NULL;
}

/* What this binary has never heard of was applied by a newer one: leave it alone. */
static int refuse_newer(PGconn *conn)
{
	auto_release(result_clear) PGresult *result = NULL;
	struct buf names = { 0 };
	size_t i;

	buf_char(&names, '{');
	for (i = 0; migrations[i].name; i++)
		buf_format(&names, "%s%s", i ? "," : "", migrations[i].name);
	buf_put(&names, "}", 2); /* and the NUL */
	if (buf_failed(&names)) {
		buf_finish(&names);
		return -ENOMEM;
	}
	result = ask(conn,
		     "SELECT name FROM public.toegang_migration "
		     "WHERE name <> ALL ($1::text[]) ORDER BY name DESC LIMIT 1",
		     1, (const char *[]){ names.bytes });
	buf_finish(&names);
	if (!is_good(result))
		return fail(conn, result, "cannot read the list of migrations", NULL);
	if (PQntuples(result) == 0)
		return 0;
	log_line(LOG_ERROR,
		 "the database is newer than this toegangd " TOEGANG_VERSION
		 ": it has migration %s, which is not known here; use the newer toegangd",
		 PQgetvalue(result, 0, 0));
	return MIGRATE_E_FAILED;
}

static int apply(PGconn *conn, const struct migration *migration)
{
	auto_release(result_clear) PGresult *result = NULL;
	struct timespec start, end;
	int r;

	(void)clock_gettime(CLOCK_MONOTONIC, &start);
	r = run(conn, migration->name, migration->sql);
	if (!r)
		r = check_transaction(conn, migration->name);
	if (r)
		return r;
	result = ask(
		conn,
		"INSERT INTO public.toegang_migration (name, sha256) VALUES ($1, $2)", 2,
		(const char *[]){ migration->name, migration->sha256 });
	if (!is_good(result))
		return fail(conn, result, migration->name, NULL);
	r = commit(conn, migration->name);
	if (r)
		return r;
	(void)clock_gettime(CLOCK_MONOTONIC, &end);
	log_line(LOG_INFO, "migrated %s (%ld ms)", migration->name,
		 (long)(end.tv_sec - start.tv_sec) * 1000 +
			 (end.tv_nsec - start.tv_nsec) / 1000000);
	return 0;
}

static int step(PGconn *conn, const struct migration *migration)
{
	auto_release(result_clear) PGresult *result = NULL;
	int r = begin(conn);

	if (r)
		return r;
	result = ask(conn, "SELECT sha256 FROM public.toegang_migration WHERE name = $1",
		     1, (const char *[]){ migration->name });
	if (!is_good(result))
		return fail(conn, result, "cannot read the list of migrations", NULL);
	if (PQntuples(result) == 0)
		return apply(conn, migration);
	if (strcmp(PQgetvalue(result, 0, 0), migration->sha256) == 0)
		return commit(conn, migration->name);
	log_line(LOG_ERROR,
		 "migration %s was applied to this database and has been edited since; "
		 "put the "
		 "old text back, and say what is new in a new file",
		 migration->name);
	return MIGRATE_E_FAILED;
}

int migrate(const char *conninfo)
{
	auto_release(connection_close) PGconn *conn = connect_owner(conninfo);
	size_t i;
	int r;

	if (!conn)
		return MIGRATE_E_FAILED;
	r = begin(conn);
	if (!r)
		r = run(conn, "cannot keep a list of migrations", table_sql);
	if (!r)
		r = refuse_newer(conn);
	if (!r)
		r = commit(conn, "the list of migrations");
	for (i = 0; !r && migrations[i].name; i++)
		r = step(conn, &migrations[i]);
	return r;
}

int migrate_demonstration(const char *conninfo)
{
	auto_release(connection_close) PGconn *conn = connect_owner(conninfo);
	auto_release(result_clear) PGresult *result = NULL;
	int r;

	if (!conn)
		return MIGRATE_E_FAILED;
	r = begin(conn);
	if (r)
		return r;
	result = PQexec(conn, "SELECT WHERE NOT EXISTS (SELECT FROM core.organization) "
			      "AND NOT EXISTS (SELECT FROM core.project) "
			      "AND NOT EXISTS (SELECT FROM core.source)");
	if (!is_good(result))
		return fail(conn, result, "cannot look into the register", NULL);
	if (PQntuples(result) == 0)
		return 0;
	r = run(conn, "demonstration.sql", demonstration_sql);
	if (!r)
		r = commit(conn, "demonstration.sql");
	if (!r)
		log_line(LOG_INFO, "loaded the demonstration register");
	return r;
}

int migrate_has_admin_key(bool *has, const char *conninfo)
{
	auto_release(connection_close) PGconn *conn = connect_owner(conninfo);
	auto_release(result_clear) PGresult *result = NULL;

	if (!conn)
		return MIGRATE_E_FAILED;
	result = PQexec(conn, "SELECT FROM core.api_key WHERE role = 'admin' LIMIT 1");
	if (!is_good(result))
		return fail(conn, result, "cannot look for an admin key", NULL);
	*has = PQntuples(result) > 0;
	return 0;
}

int migrate_admin_key(bool *created, const char *conninfo, const char *prefix,
		      const unsigned char sha256[32])
{
	auto_release(connection_close) PGconn *conn = connect_owner(conninfo);
	auto_release(result_clear) PGresult *result = NULL;
	char hex[2 + 2 * 32 + 1] = "\\x";
	int r, i;

	if (!conn)
		return MIGRATE_E_FAILED;
	for (i = 0; i < 32; i++)
		(void)snprintf(hex + 2 + 2 * i, 3, "%02x", sha256[i]);
	r = begin(conn);
	if (r)
		return r;
	result = ask(conn,
		     "INSERT INTO core.api_key (prefix, sha256, role, label) "
		     "SELECT $1, $2::bytea, 'admin', 'first admin key' "
		     "WHERE NOT EXISTS (SELECT FROM core.api_key WHERE role = 'admin')",
		     2, (const char *[]){ prefix, hex });
	if (!is_good(result))
		return fail(conn, result, "cannot keep the first admin key", NULL);
	r = commit(conn, "the first admin key");
	if (!r)
		*created = strcmp(PQcmdTuples(result), "1") == 0;
	return r;
}
