/* lib/config.c - every option: name, type, default, unit, limits, meaning */
#include "lib/config.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/err.h"

enum option_type { OPTION_TEXT, OPTION_INTEGER, OPTION_BOOLEAN };

struct option {
	const char *name;
	enum option_type type;
	size_t offset;
	const char *fallback; /* the default, as text */
	int min, max;         /* of an integer */
	const char *text;
};

#define TEXT(member, fallback, text)                                                     \
	{                                                                                \
#member, OPTION_TEXT, offsetof(struct config, member), fallback, 0, 0,   \
		        text                                                             \
	}
#define INTEGER(member, fallback, min, max, text)                                        \
	{                                                                                \
#member, OPTION_INTEGER, offsetof(struct config, member), fallback, min, \
		        max, text                                                        \
	}
#define BOOLEAN(member, fallback, text)                                                  \
	{                                                                                \
#member, OPTION_BOOLEAN, offsetof(struct config, member), fallback, 0,   \
		        1, text                                                          \
	}

static const struct option options[] = {
	TEXT(listen_address, "127.0.0.1", "IPv4 or IPv6 address to listen on."),
	INTEGER(port, "8080", 0, 65535, "TCP port; 0 takes any that is free."),
	TEXT(public_url, "",
	     "Prefix of every link handed out; empty: "
	     "http://<listen_address>:<port>/v1."),
	TEXT(state_dir, "", "Where the admin key and the private PostgreSQL live."),
	TEXT(database, "",
	     "Connection string of PostgreSQL; empty: run a private one in state_dir."),
	TEXT(owner_database, "",
	     "The same for the role that owns the schema and migrates it; empty: as "
	     "database."),
	TEXT(user, "toegang", "Whom to become when started as root."),
	BOOLEAN(demonstration, "false",
	        "Load the demonstration register into an empty one."),
	INTEGER(workers, "0", 0, 64, "Threads; 0: one for each core."),
	INTEGER(fast_connections, "1", 1, 16,
	        "Connections of each worker for point reads and pages."),
	INTEGER(slow_connections, "2", 1, 64,
	        "The same for statements that may take long."),
	INTEGER(write_connections, "4", 1, 64, "The same for writes."),
	INTEGER(fast_timeout_ms, "5000", 100, 600000,
	        "Milliseconds a fast statement may take."),
	INTEGER(slow_timeout_ms, "30000", 100, 600000,
	        "Milliseconds a slow statement may take."),
	INTEGER(write_timeout_ms, "10000", 100, 600000, "Milliseconds a write may take."),
	INTEGER(queue_max, "256", 1, 100000,
	        "Statements that may wait in each lane of a worker before clients are "
	        "refused."),
	INTEGER(max_body_bytes, "65536", 1024, 67108864,
	        "Bytes a request body may have."),
	INTEGER(connections_max, "10000", 1, 1000000,
	        "Client connections, all workers together."),
	INTEGER(idle_timeout_s, "30", 1, 3600, "Seconds a connection may be silent."),
};

static char **text_slot(const struct config *config, const struct option *option)
{
	return (char **)((char *)config + option->offset);
}

static int *integer_slot(const struct config *config, const struct option *option)
{
	return (int *)((char *)config + option->offset);
}

static int refuse(char *why, size_t why_size, const char *name, const char *what)
{
	snprintf(why, why_size, "%s %s", name, what);
	return CONFIG_E_REJECTED;
}

static int set_integer(struct config *config, const struct option *option,
                       const char *value, char *why, size_t why_size)
{
	char what[64];
	char *end;
	long number;

	errno = 0;
	number = strtol(value, &end, 10);
	if (!*value || *end || errno || number < option->min || number > option->max) {
		snprintf(what, sizeof what, "must be an integer from %d to %d",
		         option->min, option->max);
		return refuse(why, why_size, option->name, what);
	}
	*integer_slot(config, option) = (int)number;
	return 0;
}

static int set_boolean(struct config *config, const struct option *option,
                       const char *value, char *why, size_t why_size)
{
	if (strcmp(value, "true") != 0 && strcmp(value, "false") != 0)
		return refuse(why, why_size, option->name, "must be true or false");
	*integer_slot(config, option) = value[0] == 't';
	return 0;
}

static int set_text(struct config *config, const struct option *option, const char *value)
{
	char *copy = strdup(value);

	if (!copy)
		return -ENOMEM;
	free(*text_slot(config, option));
	*text_slot(config, option) = copy;
	return 0;
}

/* Options are written with _; on a command line - does as well. */
static const struct option *find(const char *name, size_t bytes)
{
	size_t i, c;

	for (i = 0; i < COUNT_OF(options); i++) {
		const char *known = options[i].name;

		for (c = 0; c < bytes && known[c]; c++)
			if (known[c] != (name[c] == '-' ? '_' : name[c]))
				break;
		if (c == bytes && !known[c])
			return &options[i];
	}
	return NULL;
}

static int set(struct config *config, const char *name, size_t name_bytes,
               const char *value, char *why, size_t why_size)
{
	const struct option *option = find(name, name_bytes);

	if (!option) {
		snprintf(why, why_size,
		         "there is no option %.*s; --print-config shows them all",
		         (int)name_bytes, name);
		return CONFIG_E_REJECTED;
	}
	if (option->type == OPTION_INTEGER)
		return set_integer(config, option, value, why, why_size);
	if (option->type == OPTION_BOOLEAN)
		return set_boolean(config, option, value, why, why_size);
	return set_text(config, option, value);
}

int config_set(struct config *config, const char *name, const char *value, char *why,
               size_t why_size)
{
	return set(config, name, strlen(name), value, why, why_size);
}

int config_defaults(struct config *config)
{
	char why[128];
	size_t i;
	int r = 0;

	*config = (struct config){ 0 };
	for (i = 0; !r && i < COUNT_OF(options); i++)
		r = config_set(config, options[i].name, options[i].fallback, why,
		               sizeof why);
	assert(r <= 0); /* the defaults fit their own limits */
	if (r)
		config_finish(config);
	return r;
}

void config_finish(struct config *config)
{
	size_t i;

	for (i = 0; i < COUNT_OF(options); i++)
		if (options[i].type == OPTION_TEXT) {
			free(*text_slot(config, &options[i]));
			*text_slot(config, &options[i]) = NULL;
		}
}

static int parse_line(struct config *config, char *line, char *why, size_t why_size)
{
	char *at = line + strspn(line, " \t"), *equals, *end;
	size_t name_bytes;

	if (!*at || *at == '#')
		return 0;
	equals = strchr(at, '=');
	name_bytes = strcspn(at, " \t=");
	if (!equals || at + name_bytes + strspn(at + name_bytes, " \t") != equals)
		return refuse(why, why_size, at, "is not `name = value`");
	equals++;
	equals += strspn(equals, " \t");
	for (end = equals + strlen(equals); end > equals && strchr(" \t\r", end[-1]);
	     end--)
		;
	*end = '\0';
	return set(config, at, name_bytes, equals, why, why_size);
}

int config_parse(struct config *config, const char *text, char *why, size_t why_size)
{
	char fault[256] = "";
	unsigned number = 1;
	size_t bytes;
	char *line;
	int r = 0;

	for (; !r && *text; text += bytes + (text[bytes] == '\n'), number++) {
		bytes = strcspn(text, "\n");
		line = strndup(text, bytes);
		r = line ? parse_line(config, line, fault, sizeof fault) : -ENOMEM;
		free(line);
		if (r == CONFIG_E_REJECTED)
			snprintf(why, why_size, "line %u: %s", number, fault);
	}
	return r;
}

int config_arguments(struct config *config, int argc, char **argv, char *why,
                     size_t why_size)
{
	const char *name, *equals, *value;
	int i, r = 0;

	for (i = 1; !r && i < argc; i++) {
		if (strncmp(argv[i], "--", 2) != 0)
			return refuse(why, why_size, argv[i],
			              "is not an option; try --help");
		name = argv[i] + 2;
		equals = strchr(name, '=');
		value = equals ? equals + 1 : argv[++i];
		if (!value)
			return refuse(why, why_size, name, "needs a value");
		if (strcmp(name, "config") != 0)
			r = set(config, name,
			        equals ? (size_t)(equals - name) : strlen(name), value,
			        why, why_size);
	}
	return r;
}

void config_print(struct buf *out, const struct config *config)
{
	const struct option *option;

	buf_text(out,
	         "# toegangd: every option at its value. What an argument says wins.\n");
	for (option = options; option < options + COUNT_OF(options); option++) {
		buf_format(out, "\n# %s\n", option->text);
		if (option->type == OPTION_TEXT)
			buf_format(out, "%s = %s\n", option->name,
			           *text_slot(config, option));
		else if (option->type == OPTION_BOOLEAN)
			buf_format(out, "%s = %s\n", option->name,
			           *integer_slot(config, option) ? "true" : "false");
		else
			buf_format(out, "%s = %d\n", option->name,
			           *integer_slot(config, option));
	}
}
