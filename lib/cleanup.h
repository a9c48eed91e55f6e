/* lib/cleanup.h - release on scope exit, for what the arena does not own */
#ifndef TOEGANG_CLEANUP_H
#define TOEGANG_CLEANUP_H

#include <assert.h>

/* Once per type. `fn` takes NULL. */
#define RELEASE_WITH(fn, type)                                                           \
	static inline void release_##fn(type **slot)                                     \
	{                                                                                \
		fn(*slot);                                                               \
	}                                                                                \
	static_assert(1, "takes a semicolon")

/* At the top of its block, initialised: auto_release(fn) T *x = NULL; */
#define auto_release(fn) __attribute__((__cleanup__(release_##fn)))

/* Hand the value on and forget it: the only way out of the scope. */
#define give(var)                                                                        \
	__extension__({                                                                  \
		__typeof__(var) given_ = (var);                                          \
		(var) = NULL;                                                            \
		given_;                                                                  \
	})

#endif
