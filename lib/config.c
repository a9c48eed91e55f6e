/* lib/config.c - every option: name, type, default, unit, limits, meaning */
#include "lib/config.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/err.h"

enum option_type {
	OPTION_TEXT,
	OPTION_INTEGER,
	OPTION_BOOLEAN,
	OPTION_BYTES,
	OPTION_MILLISECONDS,
	OPTION_TYPE_COUNT
};

struct unit {
	const char *name;
	int factor;
};

/* What may stand behind a number; the first is what a bare number means. */
static const struct unit units[OPTION_TYPE_COUNT][4] = {
	[OPTION_BYTES] = { { "B", 1 }, { "kB", 1024 }, { "MB", 1024 * 1024 } },
	[OPTION_MILLISECONDS] = { { "ms", 1 }, { "s", 1000 }, { "min", 60000 } },
};

/* NULL, or what is wrong with a text. */
typedef const char *text_fault(const char *value);

struct option {
	const char *name;
	enum option_type type;
	size_t offset;
	const char *fallback; /* the default, as text */
	int min, max;         /* of a number */
	const char *meaning;
	text_fault *fault; /* of a text; NULL: any will do */
};

static text_fault url_fault;

#define AT(member)                #member, .offset = offsetof(struct config, member)
#define NUMBER(kind, least, most) .type = OPTION_##kind, .min = least, .max = most

static const struct option options[] = {
	{ AT(listen_address), .fallback = "127.0.0.1",
	  .meaning = "IPv4 or IPv6 address to listen on." },
	{ AT(port), NUMBER(INTEGER, 0, 65535), .fallback = "8080",
	  .meaning = "TCP port; 0 takes any that is free." },
	{ AT(public_url), .fallback = "", .fault = url_fault,
	  .meaning = "Prefix of every link handed out; empty: "
		     "http://<listen_address>:<port>/v1." },
	{ AT(state_dir), .fallback = "",
	  .meaning = "Where the admin key and the private PostgreSQL live; empty: in "
		     "XDG_STATE_HOME." },
	{ AT(database), .fallback = "",
	  .meaning = "Connection string of PostgreSQL; empty: run a private one in "
		     "state_dir." },
	{ AT(owner_database), .fallback = "",
	  .meaning =
		  "The same for the role that owns the schema and migrates it; empty: as "
		  "database." },
	{ AT(user), .fallback = "toegang",
	  .meaning = "Whom to become when started as root." },
	{ AT(demonstration), .type = OPTION_BOOLEAN, .fallback = "false",
	  .meaning = "Load the demonstration register into an empty one." },
	{ AT(workers), NUMBER(INTEGER, 0, 64), .fallback = "0",
	  .meaning = "Threads; 0: one for each core." },
	{ AT(fast_connections), NUMBER(INTEGER, 1, 16), .fallback = "1",
	  .meaning = "Connections of each worker for point reads and pages." },
	{ AT(slow_connections), NUMBER(INTEGER, 1, 64), .fallback = "2",
	  .meaning = "The same for statements that may take long." },
	{ AT(write_connections), NUMBER(INTEGER, 1, 64), .fallback = "4",
	  .meaning = "The same for writes." },
	{ AT(fast_timeout_ms), NUMBER(MILLISECONDS, 100, 600000), .fallback = "5000",
	  .meaning = "How long a fast statement may take." },
	{ AT(slow_timeout_ms), NUMBER(MILLISECONDS, 100, 600000), .fallback = "30000",
	  .meaning = "How long a slow statement may take." },
	{ AT(write_timeout_ms), NUMBER(MILLISECONDS, 100, 600000), .fallback = "10000",
	  .meaning = "How long a write may take." },
	{ AT(queue_max), NUMBER(INTEGER, 1, 100000), .fallback = "256",
	  .meaning =
		  "Statements that may wait in each lane of a worker before clients are "
		  "refused." },
	{ AT(max_body_bytes), NUMBER(BYTES, 1024, 64 * 1024 * 1024), .fallback = "65536",
	  .meaning = "How large a request body may be." },
	{ AT(connections_max), NUMBER(INTEGER, 1, 1000000), .fallback = "10000",
	  .meaning = "Client connections, all workers together." },
	{ AT(idle_timeout_s), NUMBER(INTEGER, 1, 3600), .fallback = "30",
	  .meaning = "Seconds a connection may be silent." },
};

/* Values ----------------------------------------------------------------------------- */

/* Links are this and a path: so no slash at its end, and nothing behind a path. */
static const char *url_fault(const char *value)
{
	const char *host = NULL;

	if (!*value)
		return NULL;
	if (strncmp(value, "http://", 7) == 0)
		host = value + 7;
	else if (strncmp(value, "https://", 8) == 0)
		host = value + 8;
	if (!host || !*host || *host == '/')
		return "must begin with http:// or https:// and a host";
	if (value[strlen(value) - 1] == '/')
		return "must not end with a slash";
	if (value[strcspn(value, " ?#\"<>\\")])
		return "must not have spaces, quotes, queries or fragments";
	return NULL;
}

static char **text_slot(const struct config *config, const struct option *option)
{
	return (char **)((char *)config + option->offset);
}

static int *number_slot(const struct config *config, const struct option *option)
{
	return (int *)((char *)config + option->offset);
}

static int refuse(char *why, size_t why_size, const char *name, const char *what)
{
	snprintf(why, why_size, "%s %s", name, what);
	return CONFIG_E_REJECTED;
}

/* -1 when it is no number of at most nine digits, or of an unknown unit. */
static long long read_number(enum option_type type, const char *value)
{
	const struct unit *unit = units[type];
	size_t digits = strspn(value, "0123456789");
	const char *suffix = value + digits + strspn(value + digits, " ");
	long long number = strtoll(value, NULL, 10);

	if (digits == 0 || digits > 9)
		return -1;
	if (!value[digits])
		return number;
	for (; unit->name; unit++)
		if (strcmp(unit->name, suffix) == 0)
			return number * unit->factor;
	return -1;
}

/* "64 to 1024 B; also in kB, MB" */
static void put_limits(struct buf *out, const struct option *option)
{
	const struct unit *unit = units[option->type];
	const char *between = "; also in ";

	buf_format(out, "%d to %d", option->min, option->max);
	if (!unit->name)
		return;
	buf_format(out, " %s", unit->name);
	for (unit++; unit->name; unit++) {
		buf_format(out, "%s%s", between, unit->name);
		between = ", ";
	}
}

static int set_number(struct config *config, const struct option *option,
		      const char *value, char *why, size_t why_size)
{
	long long number = read_number(option->type, value);
	struct buf limits = { 0 };

	if (number < option->min || number > option->max) {
		put_limits(&limits, option);
		buf_char(&limits, '\0');
		snprintf(why, why_size, "%s must be a whole number, %s", option->name,
			 buf_failed(&limits) ? "within its limits" : limits.bytes);
		buf_finish(&limits);
		return CONFIG_E_REJECTED;
	}
	*number_slot(config, option) = (int)number;
	return 0;
}

static int set_boolean(struct config *config, const struct option *option,
		       const char *value, char *why, size_t why_size)
{
	if (strcmp(value, "true") != 0 && strcmp(value, "false") != 0)
		return refuse(why, why_size, option->name, "must be true or false");
	*number_slot(config, option) = value[0] == 't';
	return 0;
}

/* What config_print() writes must come back from config_parse(). */
static const char *line_fault(const char *value)
{
	const char *at;

	for (at = value; *at; at++)
		if ((unsigned char)*at < 0x20 || *at == 0x7f)
			return "must not have control characters";
	if (*value == ' ' || (at > value && at[-1] == ' '))
		return "must not begin or end with a space";
	return NULL;
}

static int set_text(struct config *config, const struct option *option, const char *value,
		    char *why, size_t why_size)
{
	const char *fault = line_fault(value);
	char *copy;

	if (!fault && option->fault)
		fault = option->fault(value);
	if (fault)
		return refuse(why, why_size, option->name, fault);
	copy = strdup(value);
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
	switch (option->type) {
	case OPTION_TEXT:
		return set_text(config, option, value, why, why_size);
	case OPTION_BOOLEAN:
		return set_boolean(config, option, value, why, why_size);
	default:
		return set_number(config, option, value, why, why_size);
	}
}

int config_set(struct config *config, const char *name, const char *value, char *why,
	       size_t why_size)
{
	return set(config, name, strlen(name), value, why, why_size);
}

int config_defaults(struct config *config)
{
	char why[256];
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

/* Files and arguments ---------------------------------------------------------------- */

/* The line itself is not repeated to anyone: it may hold a password. */
static int parse_line(struct config *config, char *line, char *why, size_t why_size)
{
	char *name = line + strspn(line, " \t\r"), *value, *end;
	size_t name_bytes = strcspn(name, " \t=");

	if (!*name || *name == '#')
		return 0;
	value = name + name_bytes + strspn(name + name_bytes, " \t");
	if (*value != '=' || name_bytes == 0) {
		snprintf(why, why_size, "must be `name = value`");
		return CONFIG_E_REJECTED;
	}
	value++;
	value += strspn(value, " \t");
	for (end = value + strlen(value); end > value && strchr(" \t\r", end[-1]); end--)
		;
	*end = '\0';
	return set(config, name, name_bytes, value, why, why_size);
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
			return refuse(why, why_size, argv[i - 1], "needs a value");
		if (strcmp(name, "config") != 0)
			r = set(config, name,
				equals ? (size_t)(equals - name) : strlen(name), value,
				why, why_size);
	}
	return r;
}

static void put_option(struct buf *out, const struct config *config,
		       const struct option *option)
{
	buf_format(out, "\n# %s\n", option->meaning);
	switch (option->type) {
	case OPTION_TEXT:
		buf_format(out, "%s =%s%s\n", option->name,
			   **text_slot(config, option) ? " " : "",
			   *text_slot(config, option));
		break;
	case OPTION_BOOLEAN:
		buf_format(out, "%s = %s\n", option->name,
			   *number_slot(config, option) ? "true" : "false");
		break;
	default:
		buf_text(out, "# ");
		put_limits(out, option);
		buf_format(out, "\n%s = %d\n", option->name,
			   *number_slot(config, option));
	}
}

void config_print(struct buf *out, const struct config *config)
{
	size_t i;

	buf_text(out,
		 "# toegangd: every option, at its value. Arguments win: --port=8081.\n"
		 "# A line is empty, `name = value`, or a comment that begins with #.\n");
	for (i = 0; i < COUNT_OF(options); i++)
		put_option(out, config, &options[i]);
}
