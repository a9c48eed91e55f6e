/* tests/http/client.c - the real daemon, asked over a real socket */
#include "client.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static struct {
	pid_t pid;
	char state[64], base[128], key[128];
	const char *const *options;
} server;

int server_pid(void)
{
	return server.pid;
}

const char *server_state(void)
{
	return server.state;
}

const char *server_base(void)
{
	return server.base;
}

const char *server_key(void)
{
	return server.key;
}

const char *format(const char *format, ...)
{
	static char *texts[1 << 16]; /* so that nothing is lost, as leak checkers see it */
	static size_t count;
	va_list values;

	va_start(values, format);
	if (count == sizeof texts / sizeof *texts ||
	    vasprintf(&texts[count], format, values) < 0)
		abort();
	va_end(values);
	return texts[count++];
}

/* Outside of a test Check's assertions have nobody to report to. */
static void must(bool good, const char *what)
{
	if (good)
		return;
	(void)fprintf(stderr, "%s\n", what);
	exit(EXIT_FAILURE);
}

/* The server ---------------------------------------------------------------------------- */

static void run_daemon(int output)
{
	const char *arguments[32] = { getenv("TOEGANGD"), "--port",     "0",
				      "--state-dir",      server.state, "--user",
				      "nobody",           "--workers",  "2" };
	size_t n = 9, i;

	for (i = 0; server.options && server.options[i]; i++)
		arguments[n++] = server.options[i];
	dup2(output, STDOUT_FILENO);
	execv(arguments[0], (char *const *)arguments);
	perror(arguments[0]);
	_exit(127);
}

static void read_ready(int input)
{
	FILE *lines = fdopen(input, "r");
	char line[512];

	while (fgets(line, sizeof line, lines))
		if (sscanf(line, "ready %127s", server.base) == 1)
			break;
	must(server.base[0], "the server did not become ready");
	/* The rest of what it says is for nobody. */
	(void)fclose(lines);
}

static void read_key(void)
{
	FILE *file = fopen(format("%s/admin.key", server.state), "r");

	must(file && fscanf(file, "%127s", server.key) == 1, "there is no admin key");
	(void)fclose(file);
}

static void make_state(void)
{
	const struct passwd *nobody = getpwnam("nobody");

	strcpy(server.state, "/tmp/toegang-test-XXXXXX");
	must(mkdtemp(server.state), "no temporary directory");
	if (geteuid() == 0)
		must(chown(server.state, nobody->pw_uid, nobody->pw_gid) == 0, "chown");
}

void server_start(const char *const *options)
{
	int ends[2];

	server.options = options;
	server.base[0] = '\0';
	if (!server.state[0])
		make_state();
	must(pipe(ends) == 0, "pipe");
	server.pid = fork();
	must(server.pid >= 0, "fork");
	if (server.pid == 0) {
		close(ends[0]);
		run_daemon(ends[1]);
	}
	close(ends[1]);
	read_ready(ends[0]);
	read_key();
}

static void remove_state(void)
{
	pid_t pid = fork();

	if (pid == 0) {
		execlp("rm", "rm", "-rf", server.state, (char *)NULL);
		_exit(127);
	}
	waitpid(pid, NULL, 0);
	server.state[0] = '\0';
}

void server_stop(void)
{
	int status = 0;

	must(kill(server.pid, SIGTERM) == 0, "the server is gone");
	must(waitpid(server.pid, &status, 0) == server.pid, "waitpid");
	remove_state();
	must(WIFEXITED(status) && WEXITSTATUS(status) == 0,
	     "the server did not end well");
}

/* Asking -------------------------------------------------------------------------------- */

static size_t on_body(char *bytes, size_t size, size_t count, void *arg)
{
	struct response *r = arg;
	size_t n = size * count;

	r->body = realloc(r->body, r->body_bytes + n + 1);
	memcpy(r->body + r->body_bytes, bytes, n);
	r->body_bytes += n;
	r->body[r->body_bytes] = '\0';
	return n;
}

static size_t on_header(char *bytes, size_t size, size_t count, void *arg)
{
	struct response *r = arg;
	size_t n = size * count;

	if (memchr(bytes, ':', n) && r->header_count < RESPONSE_HEADERS_MAX)
		r->headers[r->header_count++] = strndup(bytes, strcspn(bytes, "\r\n"));
	return n;
}

static struct curl_slist *header_list(const char *key, const char *body,
				      const char *const *headers)
{
	struct curl_slist *list = curl_slist_append(NULL, "Expect:");
	bool typed = false;

	for (; headers && *headers; headers++) {
		typed = typed || strncasecmp(*headers, "Content-Type", 12) == 0;
		list = curl_slist_append(list, *headers);
	}
	if (key)
		list = curl_slist_append(list, format("Authorization: Bearer %s", key));
	if (body && !typed)
		list = curl_slist_append(list, "Content-Type: application/json");
	return list;
}

struct response *ask_as(const char *key, const char *method, const char *path,
			const char *body, const char *const *headers)
{
	struct response *r = calloc(1, sizeof *r);
	struct curl_slist *list = header_list(key, body, headers);
	CURL *curl = curl_easy_init();
	long status = 0;
	CURLcode code;

	curl_easy_setopt(curl, CURLOPT_URL,
			 path[0] == '/' ? format("%s%s", server.base, path) : path);
	curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
	if (strcmp(method, "HEAD") == 0)
		curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
	curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, 60L);
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, r);
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, r);
	if (body)
		curl_easy_setopt(curl, CURLOPT_COPYPOSTFIELDS, body);
	code = curl_easy_perform(curl);
	ck_assert_msg(code == CURLE_OK, "%s %s: %s", method, path,
		      curl_easy_strerror(code));
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_cleanup(curl);
	curl_slist_free_all(list);
	r->status = (int)status;
	r->json = r->body ? json_loads(r->body, JSON_REJECT_DUPLICATES, NULL) : NULL;
	return r;
}

struct response *ask_with(const char *method, const char *path, const char *body,
			  const char *const *headers)
{
	bool reads = strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;

	return ask_as(reads ? NULL : server.key, method, path, body, headers);
}

struct response *ask(const char *method, const char *path, const char *body)
{
	return ask_with(method, path, body, NULL);
}

void response_free(struct response *r)
{
	size_t i;

	for (i = 0; i < r->header_count; i++)
		free(r->headers[i]);
	json_decref(r->json);
	free(r->body);
	free(r);
}

char *ask_raw(const char *bytes, size_t length)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	int fd = socket(AF_INET, SOCK_STREAM, 0), port = 0;
	struct pollfd wait = { .fd = fd, .events = POLLIN };
	char *answer = calloc(1, 1 << 16);
	size_t used = 0;
	ssize_t n;

	ck_assert_int_eq(sscanf(server.base, "http://127.0.0.1:%d/", &port), 1);
	address.sin_port = htons((unsigned short)port);
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	ck_assert_int_eq(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
	while (length > 0 && (n = send(fd, bytes, length, MSG_NOSIGNAL)) > 0) {
		bytes += n;
		length -= (size_t)n;
	}
	while (poll(&wait, 1, 1000) == 1 &&
	       (n = recv(fd, answer + used, (1 << 16) - 1 - used, 0)) > 0)
		used += (size_t)n;
	close(fd);
	return answer;
}

/* Looking ------------------------------------------------------------------------------- */

const char *header(const struct response *r, const char *name)
{
	size_t n = strlen(name), i;

	for (i = 0; i < r->header_count; i++)
		if (strncasecmp(r->headers[i], name, n) == 0 && r->headers[i][n] == ':')
			return r->headers[i] + n + 1 + strspn(r->headers[i] + n + 1, " ");
	return NULL;
}

const json_t *at(const struct response *r, const char *path)
{
	const json_t *value = r->json;
	char step[128];
	size_t n;

	while (value && *path) {
		n = strcspn(path, ".");
		ck_assert_uint_lt(n, sizeof step);
		memcpy(step, path, n);
		step[n] = '\0';
		value = json_is_array(value) ?
				json_array_get(value, strtoul(step, NULL, 10)) :
				json_object_get(value, step);
		path += n + (path[n] == '.');
	}
	return value;
}

const char *text_at(const struct response *r, const char *path)
{
	const json_t *value = at(r, path);

	ck_assert_msg(json_is_string(value), "no text at %s in %s", path, r->body);
	return json_string_value(value);
}

long long number_at(const struct response *r, const char *path)
{
	const json_t *value = at(r, path);

	ck_assert_msg(json_is_integer(value), "no integer at %s in %s", path, r->body);
	return json_integer_value(value);
}

struct response *expect(int status, const char *method, const char *path,
			const char *body)
{
	struct response *r = ask(method, path, body);

	ck_assert_msg(r->status == status, "%s %s %s: %d instead of %d: %s", method, path,
		      body ? body : "", r->status, status, r->body ? r->body : "");
	return r;
}

const char *create(const char *path, const char *body)
{
	struct response *r = expect(201, "POST", path, body);
	static char *ids[4096];
	static size_t count;

	ck_assert_uint_lt(count, 4096);
	ids[count] = strdup(text_at(r, "id"));
	response_free(r);
	return ids[count++];
}

void expect_issue(const char *method, const char *path, const char *body,
		  const char *name, const char *kind)
{
	struct response *r = expect(400, method, path, body);
	const char *type = format("urn:problem-type:belgif:input-validation:%s", kind);
	const json_t *issue;
	bool found = false;
	size_t i;

	json_array_foreach(at(r, "issues"), i, issue)
	{
		const char *given = json_string_value(json_object_get(issue, "name"));

		found = found ||
			(given && strcmp(given, name) == 0 &&
			 strcmp(json_string_value(json_object_get(issue, "type")),
				type) == 0);
	}
	ck_assert_msg(found, "%s %s %s: no %s for %s in %s", method, path,
		      body ? body : "", kind, name, r->body);
	response_free(r);
}

int run_suite(const char *name, void (*add_tests)(TCase *tests),
	      const char *const *options)
{
	Suite *suite = suite_create(name);
	TCase *tests = tcase_create(name);
	SRunner *runner = srunner_create(suite);
	int failed;

	curl_global_init(CURL_GLOBAL_DEFAULT);
	tcase_set_timeout(tests, 120);
	add_tests(tests);
	suite_add_tcase(suite, tests);
	server_start(options);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	server_stop();
	curl_global_cleanup();
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
