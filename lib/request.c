/* lib/request.c - a request as bytes, taken apart strictly */
#include "lib/request.h"

#include <stdlib.h>
#include <strings.h>

#include "lib/err.h"

static const char *const method_names[] = {
	[METHOD_GET] = "GET",         [METHOD_HEAD] = "HEAD",
	[METHOD_POST] = "POST",       [METHOD_PUT] = "PUT",
	[METHOD_PATCH] = "PATCH",     [METHOD_DELETE] = "DELETE",
	[METHOD_OPTIONS] = "OPTIONS", [METHOD_OTHER] = "",
};

enum method method_parse(const char *name)
{
	int m;

	for (m = METHOD_GET; m < METHOD_OTHER; m++)
		if (strcmp(name, method_names[m]) == 0)
			break;
	return (enum method)m;
}

const char *method_name(enum method method)
{
	return method_names[method];
}

/* Length of the UTF-8 sequence at `s`, or 0: RFC 3629, no surrogates, no overlong forms. */
static size_t utf8_sequence(const unsigned char *s, size_t left)
{
	size_t n = s[0] < 0x80 ? 1 :
		   s[0] < 0xc2 ? 0 :
		   s[0] < 0xe0 ? 2 :
		   s[0] < 0xf0 ? 3 :
		   s[0] < 0xf5 ? 4 :
				 0;
	size_t i;

	if (n == 0 || n > left)
		return 0;
	for (i = 1; i < n; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	if ((s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] > 0x9f) ||
	    (s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] > 0x8f))
		return 0;
	return n;
}

bool utf8_is_valid(const char *text, size_t bytes)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t at = 0, n;

	while (at < bytes) {
		n = utf8_sequence(s + at, bytes - at);
		if (n == 0)
			return false;
		at += n;
	}
	return true;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

enum decode { DECODE_PATH, DECODE_QUERY };

/* NULL through *out when the escapes, a control character or the UTF-8 are wrong. */
static int decode(const char **out, const char *text, size_t bytes, enum decode how,
		  struct arena *arena)
{
	char *plain = arena_alloc(arena, bytes + 1);
	size_t n = 0, i;
	int high, low;

	if (!plain)
		return -ENOMEM;
	*out = NULL;
	for (i = 0; i < bytes; i++) {
		char c = text[i];

		if (c == '%') {
			if (bytes - i < 3)
				return 0;
			high = hex_digit(text[i + 1]);
			low = hex_digit(text[i + 2]);
			if (high < 0 || low < 0)
				return 0;
			c = (char)(high << 4 | low);
			i += 2;
		} else if (c == '+' && how == DECODE_QUERY) {
			c = ' ';
		}
		if (((unsigned char)c < 0x20 && c != '\t' && c != '\n') || c == 0x7f)
			return 0;
		plain[n++] = c;
	}
	if (utf8_is_valid(plain, n))
		*out = plain;
	return 0;
}

static int refuse(struct problem *why, enum issue_in in, const char *detail)
{
	problem_issue(why, ISSUE_SCHEMA, in, NULL, NULL, detail);
	return REQUEST_E_REJECTED;
}

static int parse_segments(struct request *request, const char *path, size_t bytes,
			  struct problem *why, struct arena *arena)
{
	const char *at = path + 1, *end = path + bytes, *slash;
	int r;

	while (at <= end) {
		slash = memchr(at, '/', (size_t)(end - at));
		if (!slash)
			slash = end;
		if (request->segment_count == REQUEST_SEGMENTS_MAX) {
			problem_set(why, PROBLEM_RESOURCE_NOT_FOUND,
				    "There is nothing at this path.");
			return REQUEST_E_REJECTED;
		}
		r = decode(&request->segments[request->segment_count], at,
			   (size_t)(slash - at), DECODE_PATH, arena);
		if (r)
			return r;
		if (!request->segments[request->segment_count])
			return refuse(why, IN_PATH,
				      "must be percent-encoded UTF-8 without control "
				      "characters");
		request->segment_count++;
		at = slash + 1;
	}
	return 0;
}

static int parse_parameter(struct parameter *out, const char *text, size_t bytes,
			   struct problem *why, struct arena *arena)
{
	const char *equals = memchr(text, '=', bytes);
	size_t name_bytes = equals ? (size_t)(equals - text) : bytes;
	int r;

	r = decode(&out->name, text, name_bytes, DECODE_QUERY, arena);
	if (r)
		return r;
	if (equals)
		r = decode(&out->value, equals + 1, bytes - name_bytes - 1, DECODE_QUERY,
			   arena);
	else
		out->value = "";
	if (r)
		return r;
	return out->name && out->value ? 0 :
					 refuse(why, IN_QUERY,
						"must be percent-encoded UTF-8 without "
						"control characters");
}

static int parse_parameters(struct request *request, const char *query,
			    struct problem *why, struct arena *arena)
{
	const char *at = query;
	size_t n;
	int r;

	request->parameters = arena_array(arena, REQUEST_PARAMETERS_MAX,
					  sizeof *request->parameters);
	if (!request->parameters)
		return -ENOMEM;
	for (; *at; at += n + (at[n] == '&')) {
		n = strcspn(at, "&");
		if (n == 0)
			continue;
		if (request->parameter_count == REQUEST_PARAMETERS_MAX)
			return refuse(why, IN_QUERY, "has more than 100 parameters");
		r = parse_parameter(&request->parameters[request->parameter_count], at, n,
				    why, arena);
		if (r)
			return r;
		request->parameter_count++;
	}
	return 0;
}

/* RFC 9112 3.2.2: of an absolute target the path counts; which host we are is the proxy's. */
static const char *skip_authority(const char *target)
{
	const char *authority = strncasecmp(target, "http://", 7) == 0  ? target + 7 :
				strncasecmp(target, "https://", 8) == 0 ? target + 8 :
									  NULL;

	return authority ? authority + strcspn(authority, "/?") : target;
}

int request_parse_target(struct request *request, const char *target, struct problem *why,
			 struct arena *arena)
{
	size_t path_bytes;
	int r;

	request->target = request->path = "";
	if (strlen(target) > REQUEST_TARGET_MAX_BYTES) {
		problem_set(why, PROBLEM_URI_TOO_LONG,
			    "The target is longer than 8192 bytes.");
		return REQUEST_E_REJECTED;
	}
	target = skip_authority(target);
	if (target[0] != '/')
		return refuse(why, IN_PATH, "must begin with a slash");
	path_bytes = strcspn(target, "?");
	request->target = target;
	request->path = arena_copy(arena, target, path_bytes);
	if (!request->path)
		return -ENOMEM;
	if (strchr(target, '#'))
		return refuse(why, IN_PATH, "must not have a fragment");

	r = parse_segments(request, target, path_bytes, why, arena);
	if (r || !target[path_bytes])
		return r;
	return parse_parameters(request, target + path_bytes + 1, why, arena);
}

static const char *skip_space(const char *at)
{
	return at + strspn(at, " \t");
}

/* The q parameter of the range that ends at `end`; 1 when there is none. */
static double range_quality(const char *at, const char *end)
{
	while (at < end) {
		at = skip_space(at + (*at == ';'));
		if ((*at == 'q' || *at == 'Q') && at[1] == '=')
			return strtod(at + 2, NULL);
		at += strcspn(at, ";,");
	}
	return 1;
}

/* 3 for the type itself, 2 for type / *, 1 for * / *, 0 for no match. */
static int range_match(const char *range, size_t bytes, const char *media_type)
{
	size_t main_bytes = strcspn(media_type, "/") + 1;

	if (bytes == strlen(media_type) && strncasecmp(range, media_type, bytes) == 0)
		return 3;
	if (bytes == main_bytes + 1 && range[main_bytes] == '*' &&
	    strncasecmp(range, media_type, main_bytes) == 0)
		return 2;
	return bytes == 3 && memcmp(range, "*/*", 3) == 0;
}

bool accept_allows(const char *accept, const char *media_type)
{
	const char *at = accept, *end, *range;
	int best = 0, match;
	double quality = 0;

	if (!accept || !*skip_space(accept))
		return true;
	for (; *at; at = *end ? end + 1 : end) {
		end = at + strcspn(at, ",");
		range = skip_space(at);
		match = range_match(range, strcspn(range, "; \t,"), media_type);
		if (match > best) {
			best = match;
			quality = range_quality(range + strcspn(range, ";,"), end);
		}
	}
	return quality > 0;
}

bool content_type_is(const char *content_type, const char *media_type)
{
	size_t n = strlen(media_type);

	return content_type && strncasecmp(content_type, media_type, n) == 0 &&
	       strchr(" \t;", content_type[n]);
}

bool etag_listed(const char *list, const char *etag, bool weak)
{
	const char *at = skip_space(list), *end;
	bool is_weak;

	if (strcmp(at, "*") == 0)
		return true;
	while (*at) {
		is_weak = strncmp(at, "W/", 2) == 0;
		if (is_weak)
			at += 2;
		end = *at == '"' ? strchr(at + 1, '"') : NULL;
		if (!end)
			return false;
		if ((weak || !is_weak) && (size_t)(end + 1 - at) == strlen(etag) &&
		    memcmp(at, etag, strlen(etag)) == 0)
			return true;
		at = skip_space(end + 1);
		if (*at == ',')
			at = skip_space(at + 1);
	}
	return false;
}
