/*
 * server/http.h - one worker's HTTP: listening, reading, suspending, answering
 *
 * The only user of libmicrohttpd. What that library lets through and RFC 9112 does not is
 * refused here. Thread: the worker's.
 */
#ifndef TOEGANG_HTTP_H
#define TOEGANG_HTTP_H

#include "server/exchange.h"

struct http;

struct http_options {
	int listen_fd; /* taken over */
	size_t max_body_bytes;
	unsigned connections_max;
	unsigned idle_timeout_s;
};

int http_new(struct http **out, const struct http_options *options,
	     const struct service *service);
void http_free(struct http *http); /* NULL is fine; no exchange may be waiting */

int http_fd(const struct http *http); /* becomes readable when http_run() is due */
int http_timeout_ms(const struct http *http); /* run at the latest then; -1: no hurry */
void http_run(struct http *http);

void http_stop_accepting(struct http *http);
size_t http_waiting(const struct http *http); /* exchanges that wait for PostgreSQL */
size_t http_open(const struct http *http); /* requests begun and not yet answered whole */

#endif
