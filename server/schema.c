/* server/schema.c - at start: do the resource tables and the database agree? */
#include "server/schema.h"

#include <libpq-fe.h>
#include <stdlib.h>

#include "lib/cleanup.h"
#include "lib/err.h"
#include "server/log.h"

RELEASE_WITH(PQfinish, PGconn);
RELEASE_WITH(PQclear, PGresult);

/* Every column of a table or view: $1 schema, $2 name. */
static const char columns_sql[] =
	"SELECT attname, format_type(atttypid, NULL), attnotnull FROM pg_attribute "
	"WHERE attrelid = to_regclass(format('%I.%I', $1::text, $2::text)) "
	"AND attnum > 0 AND NOT attisdropped";

static const char function_sql[] =
	"SELECT 1 WHERE to_regprocedure(format('%I.%I(text,text,jsonb)', $1::text, "
	"$2::text)) "
	"IS NOT NULL";

/* Names are compared in C, so they are sorted as in C. */
static const char rules_sql[] =
	"SELECT DISTINCT conname, obj_description(oid, 'pg_constraint'), conname COLLATE "
	"\"C\" "
	"FROM pg_constraint WHERE connamespace = to_regnamespace('core') "
	"AND strpos(obj_description(oid, 'pg_constraint'), ': ') > 0 ORDER BY 3";

static PGresult *ask(PGconn *conn, const char *sql, const char *schema, const char *name)
{
	const char *const values[] = { schema, name };
	PGresult *result = PQexecParams(conn, sql, schema ? 2 : 0, NULL, values, NULL,
					NULL, 0);

	if (PQresultStatus(result) == PGRES_TUPLES_OK)
		return result;
	log_line(LOG_ERROR, "cannot read the database's schema: %s",
		 PQerrorMessage(conn));
	PQclear(result);
	return NULL;
}

/* Row of that column, or -1. */
static int find_column(const PGresult *columns, const char *property)
{
	struct buf name = { 0 };
	int row, found = -1;

	buf_snake_case(&name, property);
	buf_char(&name, '\0');
	for (row = 0; found < 0 && !buf_failed(&name) && row < PQntuples(columns); row++)
		if (strcmp(PQgetvalue(columns, row, 0), name.bytes) == 0)
			found = row;
	buf_finish(&name);
	return found;
}

static int check_view(PGconn *conn, const struct resource *resource, const char *schema)
{
	auto_release(PQclear)
		PGresult *columns = ask(conn, columns_sql, schema, resource->view);
	const struct field *field;
	int row, r = columns ? 0 : SCHEMA_E_FAILED;

	for (field = resource->fields; columns && field->name; field++) {
		const char *want = field_sql_type(field->type);

		row = find_column(columns, field->name);
		if (row >= 0 && strcmp(PQgetvalue(columns, row, 1), want) == 0)
			continue;
		log_line(LOG_ERROR,
			 "%s: property %s needs a column of type %s in %s.%s, which %s%s",
			 resource->path, field->name, want, schema, resource->view,
			 row < 0 ? "has none" : "has type ",
			 row < 0 ? "" : PQgetvalue(columns, row, 1));
		r = SCHEMA_E_DISAGREES;
	}
	return r;
}

static int check_table(PGconn *conn, const struct resource *resource)
{
	auto_release(PQclear)
		PGresult *columns = ask(conn, columns_sql, "core", resource->table);
	const struct field *field;
	int row, r = columns ? 0 : SCHEMA_E_FAILED;

	for (field = resource->fields; columns && field->name; field++) {
		if (field->flags & FIELD_READONLY)
			continue;
		row = find_column(columns, field->name);
		if (row >= 0 && (!(field->flags & FIELD_REQUIRED) ||
				 PQgetvalue(columns, row, 2)[0] == 't'))
			continue;
		log_line(LOG_ERROR, "%s: property %s needs a column in core.%s%s",
			 resource->path, field->name, resource->table,
			 row < 0 ? "" : " that is NOT NULL");
		r = SCHEMA_E_DISAGREES;
	}
	return r;
}

static int check_actions(PGconn *conn, const struct resource *resource,
			 const char *schema)
{
	const struct action *action;
	int r = 0;

	for (action = resource->actions; action && action->name; action++) {
		auto_release(PQclear) PGresult *found = ask(conn, function_sql, schema,
							    action->function);

		if (found && PQntuples(found) == 1)
			continue;
		log_line(LOG_ERROR,
			 "%s: action %s needs a function %s.%s(text, text, jsonb)",
			 resource->path, action->name, schema, action->function);
		r = SCHEMA_E_DISAGREES;
	}
	return r;
}

static int check_resource(PGconn *conn, const struct resource *resource)
{
	const char *fault = resource_fault(resource);
	int r = 0;

	if (fault) {
		log_line(LOG_ERROR, "%s: %s", resource->path, fault);
		return SCHEMA_E_DISAGREES;
	}
	r |= check_view(conn, resource, "api");
	r |= check_view(conn, resource, "api_known");
	r |= check_actions(conn, resource, "api");
	r |= check_actions(conn, resource, "api_known");
	if (resource->table)
		r |= check_table(conn, resource);
	return r ? SCHEMA_E_DISAGREES : 0;
}

static int load_rules(struct rules *out, PGconn *conn)
{
	auto_release(PQclear) PGresult *result = ask(conn, rules_sql, NULL, NULL);
	struct rule *rules;
	int row;

	if (!result)
		return SCHEMA_E_FAILED;
	rules = calloc((size_t)PQntuples(result) + 1, sizeof *rules);
	if (!rules)
		return -ENOMEM;
	*out = (struct rules){ .rules = rules };
	for (row = 0; row < PQntuples(result); row++) {
		char *comment = strdup(PQgetvalue(result, row, 1)), *colon;
		char *name = strdup(PQgetvalue(result, row, 0));

		if (!comment || !name) {
			free(comment);
			free(name);
			schema_free(out);
			return -ENOMEM;
		}
		colon = strstr(comment, ": ");
		*colon = '\0';
		rules[out->count++] = (struct rule){ name, comment, colon + 2 };
	}
	return 0;
}

int schema_load(struct rules *out, const char *conninfo,
		const struct resource *const *resources)
{
	auto_release(PQfinish) PGconn *conn = PQconnectdb(conninfo);
	auto_release(PQclear) PGresult *set = NULL;
	int r = 0;

	if (PQstatus(conn) != CONNECTION_OK) {
		log_line(LOG_ERROR, "cannot reach the database: %s",
			 PQerrorMessage(conn));
		return SCHEMA_E_FAILED;
	}
	/* Types are printed with their schema only when it is not on the path. */
	set = PQexec(conn, "SET search_path = pg_catalog");
	for (; *resources; resources++)
		r |= check_resource(conn, *resources);
	return r ? SCHEMA_E_DISAGREES : load_rules(out, conn);
}

/* A rule's detail is the end of its property's own allocation. */
void schema_free(struct rules *rules)
{
	size_t i;

	for (i = 0; i < rules->count; i++) {
		free((char *)rules->rules[i].constraint);
		free((char *)rules->rules[i].property);
	}
	free((struct rule *)rules->rules);
	*rules = (struct rules){ 0 };
}
