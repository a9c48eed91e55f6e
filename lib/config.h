/*
 * lib/config.h - every option: name, type, default, unit, limits, meaning
 *
 * Options come from a file of `name = value` lines and from arguments, which win.
 *
 * Errors     0, CONFIG_E_REJECTED with the reason in `why`, -ENOMEM
 * Ownership  texts belong to the config: config_finish() frees them
 */
#ifndef TOEGANG_CONFIG_H
#define TOEGANG_CONFIG_H

#include "lib/buf.h"

enum {
	CONFIG_E_OK,
	CONFIG_E_REJECTED,
};

struct config {
	char *listen_address, *public_url, *state_dir, *database, *owner_database, *user;
	int port;
	int demonstration; /* boolean */
	int workers;
	int fast_connections, slow_connections, write_connections;
	int fast_timeout_ms, slow_timeout_ms, write_timeout_ms;
	int queue_max;
	int max_body_bytes, connections_max, idle_timeout_s;
};

/* Call it first; `config` may hold anything before. */
int config_defaults(struct config *config);
void config_finish(struct config *config);

/* Numbers may have a unit: 64 kB, 5 s. */
int config_set(struct config *config, const char *name, const char *value, char *why,
	       size_t why_size);

/*
 * A file: `name = value` lines, empty ones, and comments, which are lines that begin with #.
 * The first fault ends it; `why` names its line and never repeats a value.
 */
int config_parse(struct config *config, const char *text, char *why, size_t why_size);

/* --name value or --name=value, with - or _ between words; --config is passed over. */
int config_arguments(struct config *config, int argc, char **argv, char *why,
		     size_t why_size);

/* A file that config_parse() takes, with what every option means. */
void config_print(struct buf *out, const struct config *config);

#endif
