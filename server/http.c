/* server/http.c - one worker's HTTP: listening, reading, suspending, answering */
#include "server/http.h"

#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <unistd.h>

#include "lib/err.h"
#include "server/log.h"

enum {
	HEADERS_MAX_BYTES = 32 << 10,
	BODY_DISCARD_FACTOR = 16, /* of an over-long body so much is read, to answer 413 */
};

struct http {
	struct MHD_Daemon *daemon;
	const struct service *service;
	size_t max_body_bytes;
	size_t waiting, open;
	int epoll_fd;
};

/* One request on the wire. */
struct transfer {
	struct exchange exchange;
	struct http *http;
	struct MHD_Connection *connection;
	char *target; /* raw, as received */
	struct buf body;
	size_t received; /* of the body, discarded bytes included */
	bool begun, started, close;
};

struct header_check {
	struct transfer *transfer;
	unsigned hosts, lengths, encodings;
	const char *fault;
};

/* Reading ---------------------------------------------------------------------------- */

static bool is_token(const char *text, size_t bytes)
{
	size_t i;

	for (i = 0; i < bytes; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c <= 0x20 || c >= 0x7f || strchr("\"(),/:;<=>?@[\\]{}", c))
			return false;
	}
	return bytes > 0;
}

static bool is_field_value(const char *text, size_t bytes)
{
	size_t i;

	for (i = 0; i < bytes; i++)
		if (((unsigned char)text[i] < 0x20 && text[i] != '\t') || text[i] == 0x7f)
			return false;
	return true;
}

static bool is_host(const char *text)
{
	return text[0] &&
	       strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
			    "0123456789-._~%!$&'()*+,;=:[]") == strlen(text);
}

static bool is_length(const char *text)
{
	size_t n = strspn(text, "0123456789");

	return n > 0 && n < 18 && !text[n];
}

/* The headers the engine reads, and where it keeps them. */
static void keep_header(struct request *request, const char *name, const char *value)
{
	const struct {
		const char *name;
		const char **slot;
	} kept[] = {
		{ "Accept", &request->accept },
		{ "Content-Type", &request->content_type },
		{ "If-Match", &request->if_match },
		{ "If-None-Match", &request->if_none_match },
		{ "Change-Reason", &request->reason },
		{ "BelGov-Trace-Id", &request->related_trace_id },
	};
	size_t i;

	for (i = 0; i < COUNT_OF(kept); i++)
		if (strcasecmp(name, kept[i].name) == 0)
			*kept[i].slot = value;
}

static enum MHD_Result on_header(void *arg, enum MHD_ValueKind kind, const char *name,
				 size_t name_bytes, const char *value, size_t value_bytes)
{
	struct header_check *check = arg;

	(void)kind;
	value = value ? value : "";
	if (!is_token(name, name_bytes))
		check->fault = "A header name has characters that it must not have.";
	else if (!is_field_value(value, value_bytes))
		check->fault = "A header value has control characters.";
	else if (strcasecmp(name, "Host") == 0 && (check->hosts++ || !is_host(value)))
		check->fault = "There must be one Host header with a host's name.";
	else if (strcasecmp(name, "Content-Length") == 0 &&
		 (check->lengths++ || !is_length(value)))
		check->fault = "There must be at most one Content-Length, a number.";
	else if (strcasecmp(name, "Transfer-Encoding") == 0 &&
		 (check->encodings++ || strcasecmp(value, "chunked") != 0))
		check->fault = "The only Transfer-Encoding understood is chunked.";
	keep_header(&check->transfer->exchange.request, name, value);
	return MHD_YES;
}

/* NULL, or what RFC 9112 has against this request's head. */
static const char *head_fault(struct transfer *t, const char *method, const char *version)
{
	struct header_check check = { .transfer = t };
	const char *reason;

	MHD_get_connection_values_n(t->connection, MHD_HEADER_KIND, on_header, &check);
	if (check.fault)
		return check.fault;
	if (!is_token(method, strlen(method)))
		return "The method has characters that it must not have.";
	if (strcmp(version, "HTTP/1.1") == 0 && check.hosts == 0)
		return "HTTP/1.1 asks for a Host header.";
	if (check.lengths && check.encodings)
		return "Content-Length and Transfer-Encoding must not come together.";
	reason = t->exchange.request.reason;
	if (reason && (strlen(reason) > 500 || !utf8_is_valid(reason, strlen(reason))))
		return "Change-Reason must be UTF-8 of at most 500 bytes.";
	return NULL;
}

static size_t declared_length(struct transfer *t)
{
	const char *text = MHD_lookup_connection_value(t->connection, MHD_HEADER_KIND,
						       "Content-Length");

	return text ? strtoul(text, NULL, 10) : 0;
}

static void refuse(struct transfer *t, enum problem_kind kind, const char *detail)
{
	struct exchange *x = &t->exchange;

	/* A target that will not parse leaves only its own words out of the answer. */
	x->request.target = x->request.path = "";
	problem_set(&x->problem, kind, detail);
	x->problem.limit_bytes = t->http->max_body_bytes;
	exchange_refuse(x);
	t->started = t->close = true;
}

/* Writing ---------------------------------------------------------------------------- */

static void add_header(struct MHD_Response *response, const char *name, const char *value)
{
	if (value)
		(void)MHD_add_response_header(response, name, value);
}

static void add_headers(struct MHD_Response *response, const struct transfer *t)
{
	const struct exchange *x = &t->exchange;
	const struct reply *reply = &x->reply;
	char seconds[16];

	add_header(response, "Content-Type", reply->content_type);
	add_header(response, "ETag", reply->etag);
	add_header(response, "Access-Control-Allow-Origin", reply->allow_origin);
	add_header(response, "Location", reply->location);
	add_header(response, "Allow", reply->allow);
	add_header(response, "WWW-Authenticate", reply->authenticate);
	add_header(response, "Cache-Control",
		   reply->cache_control ? reply->cache_control : "no-store");
	add_header(response, "Vary", "Accept, Authorization");
	add_header(response, "API-Version", TOEGANG_VERSION);
	add_header(response, "BelGov-Trace-Id", x->trace_id);
	add_header(response, "BelGov-Related-Trace-Id", x->request.related_trace_id);
	add_header(response, "X-Content-Type-Options", "nosniff");
	add_header(response, "Content-Security-Policy",
		   "default-src 'none'; frame-ancestors 'none'");
	add_header(response, "Connection", t->close ? "close" : NULL);
	if (reply->retry_after_s) {
		snprintf(seconds, sizeof seconds, "%u", reply->retry_after_s);
		add_header(response, "Retry-After", seconds);
	}
}

static enum MHD_Result answer(struct transfer *t)
{
	struct reply *reply = &t->exchange.reply;
	size_t length = reply->body.length;
	char *bytes = length ? buf_give(&reply->body) : NULL;
	struct MHD_Response *response;
	enum MHD_Result r;

	response = length ? MHD_create_response_from_buffer_with_free_callback(
				    length, bytes, free) :
			    MHD_create_response_from_buffer(0, (void *)"",
							    MHD_RESPMEM_PERSISTENT);
	if (!response) {
		free(bytes);
		return MHD_NO;
	}
	add_headers(response, t);
	r = MHD_queue_response(t->connection, (unsigned)reply->status, response);
	MHD_destroy_response(response);
	return r;
}

/* The reply is there: MHD calls on_request() again after its next turn. */
static void on_done(void *arg)
{
	struct transfer *t = arg;

	t->http->waiting--;
	MHD_resume_connection(t->connection);
}

/* The life of a request -------------------------------------------------------------- */

static void *on_target(void *arg, const char *target, struct MHD_Connection *connection)
{
	struct http *http = arg;
	struct transfer *t = calloc(1, sizeof *t);

	if (!t)
		return NULL;
	t->target = strdup(target);
	if (!t->target) {
		free(t);
		return NULL;
	}
	t->http = http;
	t->connection = connection;
	exchange_init(&t->exchange, http->service);
	t->exchange.done = on_done;
	t->exchange.done_arg = t;
	http->open++;
	return t;
}

static void on_end(void *arg, struct MHD_Connection *connection, void **slot,
		   enum MHD_RequestTerminationCode why)
{
	struct transfer *t = *slot;
	struct http *http = arg;

	(void)connection, (void)why;
	if (!t)
		return;
	exchange_finish(&t->exchange);
	buf_finish(&t->body);
	free(t->target);
	free(t);
	*slot = NULL;
	http->open--;
}

/* The head has come. To answer now would close the connection: only a bad head is worth it. */
static enum MHD_Result begin(struct transfer *t, const char *method, const char *version)
{
	const char *fault = head_fault(t, method, version);

	t->begun = true;
	t->exchange.request.method = method_parse(method);
	if (fault)
		refuse(t, PROBLEM_BAD_REQUEST, fault);
	else if (declared_length(t) > t->http->max_body_bytes * BODY_DISCARD_FACTOR)
		refuse(t, PROBLEM_PAYLOAD_TOO_LARGE,
		       "The body is larger than this server takes.");
	return t->close ? answer(t) : MHD_YES;
}

static enum MHD_Result take_body(struct transfer *t, const char *bytes, size_t *length)
{
	t->received += *length;
	if (t->received <= t->http->max_body_bytes)
		buf_put(&t->body, bytes, *length);
	*length = 0;
	return t->received > t->http->max_body_bytes * BODY_DISCARD_FACTOR ? MHD_NO :
									     MHD_YES;
}

static enum MHD_Result start(struct transfer *t)
{
	struct exchange *x = &t->exchange;
	const char *authorization = MHD_lookup_connection_value(
		t->connection, MHD_HEADER_KIND, "Authorization");

	t->started = true;
	if (t->received > t->http->max_body_bytes) {
		refuse(t, PROBLEM_PAYLOAD_TOO_LARGE,
		       "The body is larger than this server takes.");
		return answer(t);
	}
	if (buf_failed(&t->body))
		return MHD_NO;
	x->request.body = t->body.bytes ? t->body.bytes : "";
	x->request.body_bytes = t->body.length;
	if (exchange_start(x, t->target, authorization) == EXCHANGE_E_WAITING) {
		t->http->waiting++;
		MHD_suspend_connection(t->connection);
		return MHD_YES;
	}
	return answer(t);
}

static enum MHD_Result on_request(void *arg, struct MHD_Connection *connection,
				  const char *url, const char *method,
				  const char *version, const char *upload,
				  size_t *upload_bytes, void **slot)
{
	struct transfer *t = *slot;

	(void)arg, (void)connection, (void)url;
	if (!t)
		return MHD_NO;
	if (!t->begun)
		return begin(t, method, version);
	if (*upload_bytes)
		return take_body(t, upload, upload_bytes);
	return t->started ? answer(t) : start(t);
}

static size_t leave_escapes(void *arg, struct MHD_Connection *connection, char *text)
{
	(void)arg, (void)connection;
	return strlen(text);
}

static void on_library_log(void *arg, const char *format, va_list values)
	__attribute__((__format__(__printf__, 2, 0)));
static void on_library_log(void *arg, const char *format, va_list values)
{
	/* What clients do wrong is their affair, and libmicrohttpd tells nothing else here. */
	(void)arg, (void)format, (void)values;
}

int http_new(struct http **out, const struct http_options *options,
	     const struct service *service)
{
	struct http *http = calloc(1, sizeof *http);

	if (!http)
		return -ENOMEM;
	http->service = service;
	http->max_body_bytes = options->max_body_bytes;
	http->daemon = MHD_start_daemon(
		MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0, NULL,
		NULL, on_request, http, MHD_OPTION_EXTERNAL_LOGGER, on_library_log, NULL,
		MHD_OPTION_LISTEN_SOCKET, options->listen_fd,
		MHD_OPTION_STRICT_FOR_CLIENT, 0, MHD_OPTION_URI_LOG_CALLBACK, on_target,
		http, MHD_OPTION_UNESCAPE_CALLBACK, leave_escapes, NULL,
		MHD_OPTION_NOTIFY_COMPLETED, on_end, http, MHD_OPTION_CONNECTION_LIMIT,
		options->connections_max, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
		(size_t)HEADERS_MAX_BYTES, MHD_OPTION_CONNECTION_TIMEOUT,
		options->idle_timeout_s, MHD_OPTION_END);
	if (!http->daemon) {
		free(http);
		return -EIO;
	}
	http->epoll_fd = MHD_get_daemon_info(http->daemon, MHD_DAEMON_INFO_EPOLL_FD)
				 ->listen_fd;
	*out = http;
	return 0;
}

void http_free(struct http *http)
{
	if (!http)
		return;
	MHD_stop_daemon(http->daemon);
	free(http);
}

int http_fd(const struct http *http)
{
	return http->epoll_fd;
}

int http_timeout_ms(const struct http *http)
{
	MHD_UNSIGNED_LONG_LONG ms;

	if (MHD_get_timeout(http->daemon, &ms) != MHD_YES)
		return -1;
	return ms > 1000 ? 1000 : (int)ms;
}

void http_run(struct http *http)
{
	(void)MHD_run(http->daemon);
}

void http_stop_accepting(struct http *http)
{
	int fd = MHD_quiesce_daemon(http->daemon);

	if (fd >= 0)
		(void)close(fd);
}

size_t http_waiting(const struct http *http)
{
	return http->waiting;
}

size_t http_open(const struct http *http)
{
	return http->open;
}
