/* server/cluster_process.c - starting programs, and finding what is left of PostgreSQL */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "server/clock.h"
#include "server/cluster_process.h"

void process_pause_ms(int ms)
{
	const struct timespec pause = { ms / 1000, ms % 1000 * 1000000L };

	(void)nanosleep(&pause, NULL);
}

bool process_stop_is_pending(void)
{
	sigset_t pending;

	return sigpending(&pending) == 0 && (sigismember(&pending, SIGINT) == 1 ||
					     sigismember(&pending, SIGTERM) == 1);
}

/* In the child, which may be a copy of a process with threads: system calls only. */
static _Noreturn void become(const char *const arguments[], const char *folder,
			     int output_fd, pid_t parent)
{
	sigset_t none;
	int null;

	if (setsid() < 0 || prctl(PR_SET_PDEATHSIG, SIGINT, 0, 0, 0) < 0 ||
	    getppid() != parent)
		_exit(126); /* the parent may have died before it could be asked to signal */
	null = open("/dev/null", O_RDONLY);
	if (null < 0 || dup2(null, STDIN_FILENO) < 0 ||
	    dup2(output_fd, STDOUT_FILENO) < 0 || dup2(output_fd, STDERR_FILENO) < 0 ||
	    close_range(3, ~0u, 0) < 0 || chdir(folder) < 0)
		_exit(126);
	(void)signal(SIGPIPE, SIG_DFL);
	(void)signal(SIGCHLD, SIG_DFL);
	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	(void)execv(arguments[0], (char *const *)(uintptr_t)arguments);
	_exit(127);
}

pid_t process_start(const char *const arguments[], const char *folder, int output_fd)
{
	pid_t parent = getpid(), pid = fork();

	if (pid == 0)
		become(arguments, folder, output_fd, parent);
	return pid < 0 ? -errno : pid;
}

int process_wait(pid_t pid, int timeout_ms)
{
	int64_t end_ms = clock_ms() + timeout_ms;
	int status;
	pid_t r;

	for (;;) {
		r = waitpid(pid, &status, WNOHANG);
		if (r == pid)
			return status;
		if ((r < 0 && errno != EINTR) || clock_ms() >= end_ms)
			return -1;
		process_pause_ms(10);
	}
}

int process_first_line(char *out, size_t size, const char *const arguments[])
{
	FILE *output;
	int ends[2];
	pid_t pid;
	bool got;

	if (pipe2(ends, O_CLOEXEC) < 0)
		return -1;
	pid = process_start(arguments, "/", ends[1]);
	(void)close(ends[1]);
	output = fdopen(ends[0], "r");
	got = output && fgets(out, (int)size, output);
	if (output)
		(void)fclose(output);
	else
		(void)close(ends[0]);
	return pid > 0 && process_wait(pid, 5000) == 0 && got ? 0 : -1;
}

const char *process_describe(char out[32], int status)
{
	if (WIFSIGNALED(status))
		(void)snprintf(out, 32, "signal %d", WTERMSIG(status));
	else
		(void)snprintf(out, 32, "exit status %d", WEXITSTATUS(status));
	return out;
}

/* The target of a link below /proc/<pid>/, or "" when it is none of our business. */
static void read_link(char out[PATH_MAX], const char *pid, const char *name)
{
	char path[64];
	ssize_t n = -1;

	if (snprintf(path, sizeof path, "/proc/%.20s/%s", pid, name) > 0)
		n = readlink(path, out, PATH_MAX - 1);
	out[n < 0 ? 0 : n] = '\0';
}

size_t process_signal_postgres(const char *data, int signal)
{
	static const char program[] = "/postgres";
	DIR *processes = opendir("/proc");
	char target[PATH_MAX];
	struct dirent *entry;
	size_t count = 0;

	while (processes && (entry = readdir(processes))) {
		const char *name;

		if (entry->d_name[0] < '1' || entry->d_name[0] > '9')
			continue;
		read_link(target, entry->d_name, "cwd");
		if (strcmp(target, data) != 0)
			continue;
		read_link(target, entry->d_name, "exe");
		name = strrchr(target, '/');
		if (!name || strncmp(name, program, sizeof program - 1) != 0)
			continue; /* somebody's shell */
		count++;
		if (signal)
			(void)kill((pid_t)atol(entry->d_name), signal);
	}
	if (processes)
		(void)closedir(processes);
	return count;
}
