/* tests/unit/config.c - every option: its default, its limits, and how it is given */
#include "rows.h"

#include <stdio.h>

#include "lib/config.h"

static struct config config;
static char why[256];

static void set_up(void)
{
	why[0] = '\0';
	ck_assert_int_eq(config_defaults(&config), 0);
}

static void tear_down(void)
{
	config_finish(&config);
}

START_TEST(defaults_are_these)
{
	ck_assert_str_eq(config.listen_address, "127.0.0.1");
	ck_assert_int_eq(config.port, 8080);
	ck_assert_str_eq(config.public_url, "");
	ck_assert_str_eq(config.state_dir, "");
	ck_assert_str_eq(config.database, "");
	ck_assert_str_eq(config.owner_database, "");
	ck_assert_str_eq(config.user, "toegang");
	ck_assert_int_eq(config.demonstration, 0);
	ck_assert_int_eq(config.workers, 0);
	ck_assert_int_eq(config.fast_connections, 1);
	ck_assert_int_eq(config.slow_connections, 2);
	ck_assert_int_eq(config.write_connections, 4);
	ck_assert_int_eq(config.fast_timeout_ms, 5000);
	ck_assert_int_eq(config.slow_timeout_ms, 30000);
	ck_assert_int_eq(config.write_timeout_ms, 10000);
	ck_assert_int_eq(config.queue_max, 256);
	ck_assert_int_eq(config.max_body_bytes, 65536);
	ck_assert_int_eq(config.connections_max, 10000);
	ck_assert_int_eq(config.idle_timeout_s, 30);
}
END_TEST

static const struct {
	const char *name, *value;
	const int *slot;
	int want;
} numbers[] = {
	{ "port", "0", &config.port, 0 },
	{ "port", "65535", &config.port, 65535 },
	{ "workers", "064", &config.workers, 64 },
	{ "demonstration", "true", &config.demonstration, 1 },
	{ "demonstration", "false", &config.demonstration, 0 },
	{ "max_body_bytes", "1024", &config.max_body_bytes, 1024 },
	{ "max_body_bytes", "1024B", &config.max_body_bytes, 1024 },
	{ "max_body_bytes", "64kB", &config.max_body_bytes, 65536 },
	{ "max_body_bytes", "64 MB", &config.max_body_bytes, 67108864 },
	{ "fast_timeout_ms", "250ms", &config.fast_timeout_ms, 250 },
	{ "fast_timeout_ms", "5 s", &config.fast_timeout_ms, 5000 },
	{ "slow_timeout_ms", "10min", &config.slow_timeout_ms, 600000 },
};

START_TEST(number_is_set)
{
	ck_assert_int_eq(
		config_set(&config, numbers[_i].name, numbers[_i].value, why, sizeof why),
		0);
	ck_assert_int_eq(*numbers[_i].slot, numbers[_i].want);
	ck_assert_str_eq(why, "");
}
END_TEST

static const struct {
	const char *name, *value, *why;
} refused[] = {
	{ "port", "65536", "port must be a whole number, 0 to 65535" },
	{ "port", "-1", "port must be a whole number, 0 to 65535" },
	{ "port", "", "port must be a whole number, 0 to 65535" },
	{ "port", "http", "port must be a whole number, 0 to 65535" },
	{ "port", "80s", "port must be a whole number, 0 to 65535" },
	{ "port", "80 80", "port must be a whole number, 0 to 65535" },
	{ "port", "0x50", "port must be a whole number, 0 to 65535" },
	{ "port", "18446744073709551616", "port must be a whole number, 0 to 65535" },
	{ "workers", "65", "workers must be a whole number, 0 to 64" },
	{ "fast_connections", "0", "fast_connections must be a whole number, 1 to 16" },
	{ "max_body_bytes", "65MB",
	  "max_body_bytes must be a whole number, 1024 to 67108864 B; also in kB, MB" },
	{ "max_body_bytes", "999999999MB",
	  "max_body_bytes must be a whole number, 1024 to 67108864 B; also in kB, MB" },
	{ "max_body_bytes", "64 s",
	  "max_body_bytes must be a whole number, 1024 to 67108864 B; also in kB, MB" },
	{ "fast_timeout_ms", "99",
	  "fast_timeout_ms must be a whole number, 100 to 600000 ms; also in s, min" },
	{ "demonstration", "yes", "demonstration must be true or false" },
	{ "demonstration", "", "demonstration must be true or false" },
	{ "public_url", "example.org",
	  "public_url must begin with http:// or https:// and a host" },
	{ "public_url", "https://",
	  "public_url must begin with http:// or https:// and a host" },
	{ "public_url", "https:///v1",
	  "public_url must begin with http:// or https:// and a host" },
	{ "public_url", "https://example.org/v1/",
	  "public_url must not end with a slash" },
	{ "public_url", "https://example.org/v1?x=1",
	  "public_url must not have spaces, quotes, queries or fragments" },
	{ "user", "a\nport = 1", "user must not have control characters" },
	{ "user", " a", "user must not begin or end with a space" },
	{ "prot", "1", "there is no option prot; --print-config shows them all" },
	{ "por", "1", "there is no option por; --print-config shows them all" },
	{ "ports", "1", "there is no option ports; --print-config shows them all" },
	{ "", "1", "there is no option ; --print-config shows them all" },
};

START_TEST(bad_value_is_refused)
{
	struct buf before = { 0 }, after = { 0 };

	config_print(&before, &config);
	ck_assert_int_eq(
		config_set(&config, refused[_i].name, refused[_i].value, why, sizeof why),
		CONFIG_E_REJECTED);
	ck_assert_str_eq(why, refused[_i].why);
	config_print(&after, &config);
	buf_char(&before, '\0');
	ck_assert_buf_eq(&after, before.bytes);
	buf_finish(&before);
}
END_TEST

static const struct {
	const char *file;
	const char *
		why; /* NULL: it is taken, and then port is 81 and database is "a=b #c" */
} files[] = {
	{ "port=81\ndatabase=a=b #c", NULL },
	{ "# comment\n\n  port = 81\t\r\n\t# more\n database \t=  a=b #c  \n", NULL },
	{ "port = 80\nport = 81\ndatabase = a=b #c\n\n\n", NULL },
	{ "port 81", "line 1: must be `name = value`" },
	{ "\n#\nport\n", "line 3: must be `name = value`" },
	{ "= 81", "line 1: must be `name = value`" },
	{ "port x = 81", "line 1: must be `name = value`" },
	{ "password secret", "line 1: must be `name = value`" },
	{ "port = 81\nprot = 1\n",
	  "line 2: there is no option prot; --print-config shows them all" },
	{ "port = 81 # http", "line 1: port must be a whole number, 0 to 65535" },
	{ "\n\nport = many\nx", "line 3: port must be a whole number, 0 to 65535" },
};

START_TEST(file_is_read)
{
	int r = config_parse(&config, files[_i].file, why, sizeof why);

	ck_assert_str_eq(why, files[_i].why ? files[_i].why : "");
	ck_assert_int_eq(r, files[_i].why ? CONFIG_E_REJECTED : 0);
	if (files[_i].why)
		return;
	ck_assert_int_eq(config.port, 81);
	ck_assert_str_eq(config.database, "a=b #c");
}
END_TEST

static const struct {
	const char *arguments[6];
	const char *
		why; /* NULL: they are taken, and then port is 81 and state_dir is "/x=y" */
} commands[] = {
	{ { "toegangd", "--port=81", "--state_dir=/x=y" }, NULL },
	{ { "toegangd", "--port", "81", "--state-dir", "/x=y" }, NULL },
	{ { "toegangd", "--state-dir=/x=y", "--config", "--port", "--port=81" }, NULL },
	{ { "toegangd", "port=81" }, "port=81 is not an option; try --help" },
	{ { "toegangd", "-p", "81" }, "-p is not an option; try --help" },
	{ { "toegangd", "--port" }, "--port needs a value" },
	{ { "toegangd", "--" }, "-- needs a value" },
	{ { "toegangd", "--port=" }, "port must be a whole number, 0 to 65535" },
	{ { "toegangd", "--prot=81" },
	  "there is no option prot; --print-config shows them all" },
	{ { "toegangd", "--demonstration", "--port=81" },
	  "demonstration must be true or false" },
};

START_TEST(arguments_are_read)
{
	int count = 0, r;

	while (commands[_i].arguments[count])
		count++;
	r = config_arguments(&config, count, (char **)commands[_i].arguments, why,
			     sizeof why);
	ck_assert_str_eq(why, commands[_i].why ? commands[_i].why : "");
	ck_assert_int_eq(r, commands[_i].why ? CONFIG_E_REJECTED : 0);
	if (commands[_i].why)
		return;
	ck_assert_int_eq(config.port, 81);
	ck_assert_str_eq(config.state_dir, "/x=y");
}
END_TEST

START_TEST(what_is_printed_can_be_read)
{
	struct buf printed = { 0 }, again = { 0 };

	ck_assert_int_eq(
		config_set(&config, "database", "host=x password='#='", why, sizeof why),
		0);
	ck_assert_int_eq(
		config_set(&config, "public_url", "https://x.be/v1", why, sizeof why), 0);
	ck_assert_int_eq(config_set(&config, "demonstration", "true", why, sizeof why),
			 0);
	ck_assert_int_eq(config_set(&config, "slow_timeout_ms", "1 min", why, sizeof why),
			 0);
	config_print(&printed, &config);
	buf_char(&printed, '\0');
	config_finish(&config);
	ck_assert_int_eq(config_defaults(&config), 0);
	ck_assert_int_eq(config_parse(&config, printed.bytes, why, sizeof why), 0);
	ck_assert_str_eq(config.database, "host=x password='#='");
	ck_assert_int_eq(config.slow_timeout_ms, 60000);
	config_print(&again, &config);
	ck_assert_buf_eq(&again, printed.bytes);
	buf_finish(&printed);
}
END_TEST

/* config/toegang.conf is what --print-config says. */
START_TEST(file_in_the_repository_is_current)
{
	const char *top = getenv("TOEGANG_TOP");
	struct buf printed = { 0 };
	char path[4096], *text = NULL;
	size_t size = 0;
	FILE *file;

	ck_assert_msg(top != NULL, "TOEGANG_TOP is not set");
	snprintf(path, sizeof path, "%s/config/toegang.conf", top);
	file = fopen(path, "r");
	ck_assert_ptr_nonnull(file);
	ck_assert_int_gt(getdelim(&text, &size, '\0', file), 0);
	(void)fclose(file);
	config_print(&printed, &config);
	ck_assert_buf_eq(&printed, text);
	free(text);
}
END_TEST

static void add_tests(TCase *tests)
{
	tcase_add_checked_fixture(tests, set_up, tear_down);
	tcase_add_test(tests, defaults_are_these);
	ADD_ROWS(tests, number_is_set, numbers);
	ADD_ROWS(tests, bad_value_is_refused, refused);
	ADD_ROWS(tests, file_is_read, files);
	ADD_ROWS(tests, arguments_are_read, commands);
	tcase_add_test(tests, what_is_printed_can_be_read);
	tcase_add_test(tests, file_in_the_repository_is_current);
}

int main(void)
{
	return unit_run("config", add_tests);
}
