/*
 * tests/http/client.h - the real daemon, asked over a real socket
 *
 * server_start() runs toegangd with a private PostgreSQL in a temporary directory; each test
 * program has one of its own. Everything fails the running test when it cannot be done.
 */
#ifndef TOEGANG_TESTS_CLIENT_H
#define TOEGANG_TESTS_CLIENT_H

#include <check.h>
#include <jansson.h>
#include <stdbool.h>

enum { RESPONSE_HEADERS_MAX = 40 };

struct response {
	int status;
	char *headers[RESPONSE_HEADERS_MAX]; /* "Name: value" */
	size_t header_count;
	char *body; /* NUL added */
	size_t body_bytes;
	json_t *json; /* NULL when the body is none */
};

/* options: further arguments, NULL-terminated, or NULL. */
void server_start(const char *const *options);
void server_stop(void); /* asserts a clean exit: what ASan finds fails the test */
int server_pid(void);
const char *server_state(void); /* its state directory */
const char *server_base(void);  /* "http://127.0.0.1:40001/v1" */
const char *server_key(void);   /* the admin key */

/*
 * Ask. path: "/projects?…", below the base, or an absolute URL. body: NULL for none.
 * headers: "Name: value" lines, NULL-terminated, or NULL. Writes carry the admin key unless
 * ask_as() says otherwise (NULL key: none).
 */
struct response *ask(const char *method, const char *path, const char *body);
struct response *ask_with(const char *method, const char *path, const char *body,
			  const char *const *headers);
struct response *ask_as(const char *key, const char *method, const char *path,
			const char *body, const char *const *headers);
void response_free(struct response *response);

/* Send these bytes and read until the other side closes or is silent for a second. */
char *ask_raw(const char *bytes, size_t length);

const char *header(const struct response *response,
		   const char *name); /* NULL: not there */

/* A value by its path: "items.0.title.nl"; NULL when there is none. */
const json_t *at(const struct response *response, const char *path);
const char *text_at(const struct response *response,
		    const char *path); /* must be a string */
long long number_at(const struct response *response,
		    const char *path); /* must be an integer */

/* Asks, asserts the status, and says what came instead. */
struct response *expect(int status, const char *method, const char *path,
			const char *body);

/* Creates and gives the new id; freed with the program. */
const char *create(const char *path, const char *body);

/* A 400 with an issue for this property, of this kind ("schemaViolation", …). */
void expect_issue(const char *method, const char *path, const char *body,
		  const char *name, const char *kind);

/* printf into a text that lives as long as the program. */
const char *format(const char *format, ...) __attribute__((__format__(__printf__, 1, 2)));

/* Runs a suite of one case with the server around it; the program's exit code. */
int run_suite(const char *name, void (*add_tests)(TCase *tests),
	      const char *const *options);

#endif
