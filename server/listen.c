/* server/listen.c - listening sockets: one for each worker, on the same address */
#include "server/listen.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lib/err.h"

enum { BACKLOG = 1024 };

union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

static int parse(union address *out, socklen_t *size, const char *address, int port)
{
	memset(out, 0, sizeof *out);
	if (inet_pton(AF_INET, address, &out->v4.sin_addr) == 1) {
		out->v4.sin_family = AF_INET;
		out->v4.sin_port = htons((uint16_t)port);
		*size = sizeof out->v4;
		return 0;
	}
	if (inet_pton(AF_INET6, address, &out->v6.sin6_addr) == 1) {
		out->v6.sin6_family = AF_INET6;
		out->v6.sin6_port = htons((uint16_t)port);
		*size = sizeof out->v6;
		return 0;
	}
	return -EINVAL;
}

static int bound_port(int fd)
{
	union address address;
	socklen_t size = sizeof address;

	if (getsockname(fd, &address.any, &size))
		return -errno;
	return ntohs(address.any.sa_family == AF_INET ? address.v4.sin_port :
							address.v6.sin6_port);
}

/* `shared` joins the sockets that are there: the first must not, so as to find a port taken. */
static int open_one(int *out, const union address *address, socklen_t size, bool shared)
{
	int fd = socket(address->any.sa_family,
			SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	int one = 1, r = 0;

	if (fd < 0)
		return -errno;
	(void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	if ((shared && setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &one, sizeof one)) ||
	    bind(fd, &address->any, size))
		r = -errno;
	/* From here on others may join. */
	if (!r && !shared && setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &one, sizeof one))
		r = -errno;
	if (!r && listen(fd, BACKLOG))
		r = -errno;
	if (r)
		(void)close(fd);
	else
		*out = fd;
	return r;
}

int listen_open(int *fds, int count, const char *address, int *port)
{
	union address where;
	socklen_t size;
	int opened = 0, r;

	r = parse(&where, &size, address, *port);
	for (; !r && opened < count; opened++) {
		r = open_one(&fds[opened], &where, size, opened > 0);
		if (r)
			break;
		if (opened == 0) {
			*port = bound_port(fds[0]);
			r = parse(&where, &size, address, *port);
		}
	}
	while (r && opened-- > 0)
		(void)close(fds[opened]);
	return r;
}
