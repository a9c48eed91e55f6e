/*
 * lib/err.h - what int results mean
 *
 * 0         done.
 * negative  an errno the caller cannot mend (-ENOMEM, …): passed up unchanged.
 * positive  a MODULE_E_* of the called module, answered by its caller.
 *
 * Output parameters come first, are named out…, and are untouched on failure.
 */
#ifndef TOEGANG_ERR_H
#define TOEGANG_ERR_H

#include <assert.h>
#include <errno.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#endif
