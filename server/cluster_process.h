/*
 * server/cluster_process.h - starting programs, and finding what is left of PostgreSQL
 *
 * Used by cluster.c and cluster_setup.c alone; main thread (see server/cluster.h).
 */
#ifndef TOEGANG_CLUSTER_PROCESS_H
#define TOEGANG_CLUSTER_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

void process_pause_ms(int ms);
bool process_stop_is_pending(void); /* SIGINT or SIGTERM waits to be taken */

/**
 * process_start() - run a program
 * @arguments:  its path and arguments, NULL-terminated
 * @folder:     where it works
 * @output_fd:  its standard output and error
 *
 * The program has a session of its own, so that the terminal's Ctrl-C does not reach it, no
 * descriptor of ours, and gets SIGINT when this thread dies. Safe while there are threads.
 *
 * Return: its process id, or -errno.
 */
pid_t process_start(const char *const arguments[], const char *folder, int output_fd);

/* Its exit status as waitpid() gives it, when it ended within the time; else -1. */
int process_wait(pid_t pid, int timeout_ms);

/* Run a program, keep the first line of what it prints. 0 when it exited with 0, else -1. */
int process_first_line(char *out, size_t size, const char *const arguments[]);

/* "exit status 1", "signal 9" */
const char *process_describe(char out[32], int status);

/* Send `signal` (0: none) to every postgres that works in the data directory; how many. */
size_t process_signal_postgres(const char *data, int signal);

#endif
