/* server/registry.h - the resources, from the list in meson.build */
#ifndef TOEGANG_REGISTRY_H
#define TOEGANG_REGISTRY_H

#include "lib/resource.h"

extern const struct resource *const registry[]; /* NULL-terminated */

#endif
