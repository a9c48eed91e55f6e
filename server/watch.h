/* server/watch.h - what an epoll entry points to: who is to be told that a descriptor is ready */
#ifndef TOEGANG_WATCH_H
#define TOEGANG_WATCH_H

#include <stdint.h>

struct watch {
	void (*ready)(struct watch *watch, uint32_t events);
};

#endif
