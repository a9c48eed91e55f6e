/* server/registry.c - the resources, from the list in meson.build */
#include "server/registry.h"

#include <stddef.h>

#define RESOURCE(name) extern const struct resource resource_##name;
#include "resource_list.inc"
#undef RESOURCE

const struct resource *const registry[] = {
#define RESOURCE(name) &resource_##name,
#include "resource_list.inc"
#undef RESOURCE
	NULL
};
