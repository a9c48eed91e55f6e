/*
 * server/listen.h - listening sockets: one for each worker, on the same address
 *
 * The kernel spreads connections over them (SO_REUSEPORT).
 */
#ifndef TOEGANG_LISTEN_H
#define TOEGANG_LISTEN_H

/**
 * listen_open() - @count sockets on one address
 * @fds:   filled; all are closed again on failure
 * @port:  0 asks the system for one; afterwards the one in use
 *
 * Return: 0 or -errno.
 */
int listen_open(int *fds, int count, const char *address, int *port);

#endif
