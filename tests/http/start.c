/* tests/http/start.c - starting, being refused, being killed, and coming back */
#include "client.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Runs toegangd with these arguments to its end; its exit code, and what it said. */
static int run(char *said, size_t size, const char *arguments)
{
	FILE *pipe = popen(format("timeout 60 %s %s 2>&1", getenv("TOEGANGD"), arguments),
			   "r");
	size_t n;
	int status;

	ck_assert_ptr_nonnull(pipe);
	n = fread(said, 1, size - 1, pipe);
	said[n] = '\0';
	status = pclose(pipe);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* STATE is the state directory of the daemon that runs. */
static const struct {
	const char *arguments;
	int code;
	const char *said;
} ends[] = {
	{ "--version", 0, "toegangd " },
	{ "--help", 0, "usage: toegangd" },
	{ "--print-config", 0, "listen_address = 127.0.0.1" },
	{ "--colour red", 2, "there is no option colour" },
	{ "--port 70000", 2, "port" },
	{ "--port", 2, "needs a value" },
	{ "--config /nowhere.conf", 2, "/nowhere.conf: No such file" },
	{ "--config=/nowhere.conf", 2, "/nowhere.conf: No such file" },
	{ "--listen-address here --state-dir STATE/x", 1, "cannot listen on here" },
	{ "--port 0 --user nobody --state-dir STATE", 1, "another toegangd" },
	{ "--port 0 --user nobody --state-dir STATE/y --database host=/nowhere", 1,
	  "/nowhere" },
};

static const char *expand(const char *arguments)
{
	const char *at = strstr(arguments, "STATE");

	return at ? format("%.*s%s%s", (int)(at - arguments), arguments, server_state(),
			   at + 5) :
		    arguments;
}

START_TEST(start_is_refused_in_words)
{
	char said[4096];
	int code = run(said, sizeof said, expand(ends[_i].arguments));

	ck_assert_msg(code == ends[_i].code && strstr(said, ends[_i].said), "%s: %d %s",
		      ends[_i].arguments, code, said);
}
END_TEST

START_TEST(taken_port_is_told)
{
	char said[4096];
	int port = 0;

	ck_assert_int_eq(sscanf(server_base(), "http://127.0.0.1:%d/", &port), 1);
	ck_assert_int_eq(run(said, sizeof said,
			     format("--port %d --user nobody --state-dir %s/z", port,
				    server_state())),
			 1);
	ck_assert_ptr_nonnull(strstr(said, "Address already in use"));
}
END_TEST

START_TEST(key_is_for_its_owner_alone)
{
	struct stat file;

	ck_assert_int_eq(stat(format("%s/admin.key", server_state()), &file), 0);
	ck_assert_uint_eq(file.st_mode & 07777, 0600);
	ck_assert_int_eq(strncmp(server_key(), "tgk_", 4), 0);
}
END_TEST

/* Killed without a chance to say goodbye, with PostgreSQL left behind; then started again. */
START_TEST(killed_daemon_comes_back)
{
	const char *id = create("/sources", "{\"title\":\"Kept\"}");
	const char *key = format("%s", server_key());
	struct response *r;

	ck_assert_int_eq(kill(server_pid(), SIGKILL), 0);
	server_start(NULL);
	ck_assert_str_eq(server_key(), key);
	r = expect(200, "GET", format("/sources/%s", id), NULL);
	ck_assert_str_eq(text_at(r, "title"), "Kept");
	response_free(r);
	create("/sources", "{\"title\":\"And on it goes\"}");
}
END_TEST

static void add_tests(TCase *tests)
{
	tcase_add_loop_test(tests, start_is_refused_in_words, 0,
			    sizeof ends / sizeof *ends);
	tcase_add_test(tests, taken_port_is_told);
	tcase_add_test(tests, key_is_for_its_owner_alone);
	tcase_add_test(tests, killed_daemon_comes_back);
}

int main(void)
{
	/* In one process, so that the daemon started last is the one that is stopped. */
	setenv("CK_FORK", "no", 1);
	return run_suite("start", add_tests, NULL);
}
