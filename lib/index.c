/* lib/index.c - what stands at the root of the API: where everything else is */
#include "lib/index.h"

static void put_entry(struct buf *out, const struct resource *resource, const char *base)
{
	buf_char(out, '{');
	/* What needs a parent's key has no address of its own: it is told as a template. */
	buf_text(out,
		 strchr(resource->path, '{') ? "\"hrefTemplate\":\"" : "\"href\":\"");
	buf_format(out, "%s/%s\",\"description\":", base, resource->path);
	buf_json_string(out, resource->doc, strlen(resource->doc));
	buf_char(out, '}');
}

void index_write(struct buf *out, const struct resource *const *resources,
		 const char *base)
{
	const char *between = "";

	buf_format(out, "{\"self\":\"%s\",\"title\":\"Toegang\",\"collections\":[", base);
	for (; *resources; resources++) {
		buf_text(out, between);
		put_entry(out, *resources, base);
		between = ",";
	}
	buf_format(out, "],\"openapi\":\"%s/doc/openapi.json\",\"health\":\"%s/health\"}",
		   base, base);
}
