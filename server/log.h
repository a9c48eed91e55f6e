/*
 * server/log.h - one line on standard error for each thing an operator should know
 *
 * Never a secret, never a body. Any thread; a line is written whole, or not at all.
 */
#ifndef TOEGANG_LOG_H
#define TOEGANG_LOG_H

enum log_level {
	LOG_ERROR,   /* something failed, and somebody has to look */
	LOG_WARNING, /* something failed, and we go on by ourselves */
	LOG_INFO,    /* starting, stopping, progress */
};

/*
 * Control characters become spaces, so that nobody can forge a line; what is too long is cut.
 * A terminal gets the text alone, the journal its priority, a file or a pipe the time too.
 */
void log_line(enum log_level level, const char *format, ...)
	__attribute__((__format__(__printf__, 2, 3)));

#endif
