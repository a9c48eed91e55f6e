/* tests/http/outage.c - PostgreSQL goes away under load: 503 with Retry-After, then recovery */
#include "client.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { RECOVERY_S = 60 };

static pid_t postmaster(void)
{
	FILE *file = fopen(format("%s/postgresql/postmaster.pid", server_state()), "r");
	int pid = 0;

	if (file) {
		if (fscanf(file, "%d", &pid) != 1)
			pid = 0;
		(void)fclose(file);
	}
	return pid;
}

static bool is_up(void)
{
	struct response *r = ask("GET", "/health", NULL);
	bool up = r->status == 200;

	ck_assert_msg(up || r->status == 503, "health: %d", r->status);
	ck_assert(up || header(r, "Retry-After"));
	response_free(r);
	return up;
}

static void await_health(bool up)
{
	time_t limit = time(NULL) + RECOVERY_S;

	while (is_up() != up) {
		ck_assert_msg(time(NULL) < limit, "health did not become %s",
			      up ? "UP" : "DOWN");
		usleep(20000);
	}
}

/* Reads and writes in turn until the register is back; nothing but 2xx and 503 may come. */
static int hammer(int *refused)
{
	int created = 0, round;
	struct response *r;

	for (round = 0; round < 300; round++) {
		r = ask("GET", "/sources", NULL);
		ck_assert_msg(r->status == 200 || r->status == 503, "read: %d",
			      r->status);
		*refused += r->status == 503;
		ck_assert(r->status == 200 || header(r, "Retry-After"));
		response_free(r);
		r = ask("POST", "/sources", "{\"title\":\"Annual report\"}");
		ck_assert_msg(r->status == 201 || r->status == 503, "write: %d %s",
			      r->status, r->body);
		created += r->status == 201;
		*refused += r->status == 503;
		response_free(r);
		usleep(5000);
	}
	return created;
}

START_TEST(kill_of_postgresql_is_survived)
{
	int refused = 0, created;
	struct response *r;
	long long total;

	await_health(true);
	r = expect(200, "GET", "/sources", NULL);
	total = number_at(r, "total");
	response_free(r);
	ck_assert_int_gt(postmaster(), 0);
	ck_assert_int_eq(kill(postmaster(), _i ? SIGKILL : SIGINT), 0);
	created = hammer(&refused);
	await_health(true);
	ck_assert_int_gt(refused, 0);

	/* What was acknowledged is there; what was not may be there too, at most once each. */
	r = expect(200, "GET", "/sources", NULL);
	ck_assert_int_ge(number_at(r, "total"), total + created);
	ck_assert_int_le(number_at(r, "total"), total + created + refused);
	response_free(r);
}
END_TEST

static void add_tests(TCase *tests)
{
	tcase_add_loop_test(tests, kill_of_postgresql_is_survived, 0, 2);
}

int main(void)
{
	return run_suite("outage", add_tests, NULL);
}
