/* server/log.c - one line on standard error for each thing an operator should know */
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "server/log.h"

enum { LINE_MAX_BYTES = 2048 }; /* below PIPE_BUF: lines of two threads never mix */

static const struct {
	const char *journal, *word;
} levels[] = {
	[LOG_ERROR] = { "<3>", "error: " },
	[LOG_WARNING] = { "<4>", "warning: " },
	[LOG_INFO] = { "<6>", "" },
};

/* systemd says which stream is the journal's; standard error may have been redirected since. */
static bool is_journal(void)
{
	const char *stream = getenv("JOURNAL_STREAM");
	unsigned long long device, inode;
	struct stat st;

	return stream && sscanf(stream, "%llu:%llu", &device, &inode) == 2 &&
	       fstat(STDERR_FILENO, &st) == 0 && st.st_dev == device &&
	       st.st_ino == inode;
}

static size_t put_prefix(char *line, size_t size, enum log_level level)
{
	struct timespec now;
	struct tm utc;
	size_t n;

	if (is_journal())
		return (size_t)snprintf(line, size, "%s", levels[level].journal);
	if (isatty(STDERR_FILENO))
		return (size_t)snprintf(line, size, "%s", levels[level].word);
	(void)clock_gettime(CLOCK_REALTIME, &now);
	(void)gmtime_r(&now.tv_sec, &utc);
	n = strftime(line, size, "%Y-%m-%dT%H:%M:%S", &utc);
	return n + (size_t)snprintf(line + n, size - n, ".%03ldZ %s",
				    now.tv_nsec / 1000000, levels[level].word);
}

void log_line(enum log_level level, const char *format, ...)
{
	char line[LINE_MAX_BYTES];
	size_t start = put_prefix(line, sizeof line, level), i;
	va_list arguments;
	int n;

	va_start(arguments, format);
	n = vsnprintf(line + start, sizeof line - start, format, arguments);
	va_end(arguments);
	if (n < 0)
		return;
	i = start + (size_t)n < sizeof line - 1 ? start + (size_t)n : sizeof line - 2;
	while (i > start && (unsigned char)line[i - 1] <= ' ')
		i--;
	line[i] = '\n';
	n = (int)i + 1;
	for (i = start; i < (size_t)n - 1; i++)
		if ((unsigned char)line[i] < ' ' || line[i] == 127)
			line[i] = ' ';
	if (write(STDERR_FILENO, line, (size_t)n) < 0)
		return; /* nobody listens: nothing better to do */
}
