/* lib/problem.c - what went wrong, as RFC 9457 application/problem+json */
#include "lib/problem.h"

#include "lib/err.h"

static const struct {
	int status;
	const char *type, *title;
} kinds[PROBLEM_KIND_COUNT] = {
	[PROBLEM_NONE] = { 200, "about:blank", "OK" },
	[PROBLEM_BAD_REQUEST] = { 400, "belgif:badRequest", "Bad Request" },
	[PROBLEM_NO_ACCESS_TOKEN] = { 401, "belgif:noAccessToken", "No Access Token" },
	[PROBLEM_INVALID_ACCESS_TOKEN] = { 401, "belgif:invalidAccessToken",
					   "Invalid Access Token" },
	[PROBLEM_EXPIRED_ACCESS_TOKEN] = { 401, "belgif:expiredAccessToken",
					   "Expired Access Token" },
	[PROBLEM_MISSING_PERMISSION] = { 403, "belgif:missingPermission",
					 "Permission Required" },
	[PROBLEM_RESOURCE_NOT_FOUND] = { 404, "belgif:resourceNotFound",
					 "Resource Not Found" },
	[PROBLEM_METHOD_NOT_ALLOWED] = { 405, "toegang:methodNotAllowed",
					 "Method Not Allowed" },
	[PROBLEM_NOT_ACCEPTABLE] = { 406, "toegang:notAcceptable", "Not Acceptable" },
	[PROBLEM_CONFLICT] = { 409, "toegang:conflict", "Conflict" },
	[PROBLEM_PRECONDITION_FAILED] = { 412, "toegang:preconditionFailed",
					  "Precondition Failed" },
	[PROBLEM_PAYLOAD_TOO_LARGE] = { 413, "belgif:payloadTooLarge",
					"Payload Too Large" },
	[PROBLEM_URI_TOO_LONG] = { 414, "toegang:uriTooLong", "URI Too Long" },
	[PROBLEM_UNSUPPORTED_MEDIA_TYPE] = { 415, "toegang:unsupportedMediaType",
					     "Unsupported Media Type" },
	[PROBLEM_HEADERS_TOO_LARGE] = { 431, "toegang:headersTooLarge",
					"Request Header Fields Too Large" },
	[PROBLEM_INTERNAL] = { 500, "belgif:internalServerError",
			       "Internal Server Error" },
	[PROBLEM_NOT_IMPLEMENTED] = { 501, "toegang:notImplemented", "Not Implemented" },
	[PROBLEM_UNAVAILABLE] = { 503, "belgif:serviceUnavailable",
				  "Service Unavailable" },
	[PROBLEM_TIMEOUT] = { 504, "toegang:timeout", "Gateway Timeout" },
};

static const struct {
	const char *type, *title;
} issue_kinds[] = {
	[ISSUE_SCHEMA] = { "schemaViolation",
			   "Input value is invalid with respect to the schema" },
	[ISSUE_INVALID] = { "invalidInput", "Invalid input" },
	[ISSUE_UNKNOWN] = { "unknownInput", "Unknown input" },
	[ISSUE_REFERENCE] = { "referencedResourceNotFound",
			      "Referenced resource not found" },
};

static const char *const places[] = {
	[IN_BODY] = "body",
	[IN_QUERY] = "query",
	[IN_PATH] = "path",
	[IN_HEADER] = "header",
};

enum { VALUE_SHOWN_BYTES = 200 };

int problem_status(enum problem_kind kind)
{
	return kinds[kind].status;
}

void problem_set(struct problem *problem, enum problem_kind kind, const char *detail)
{
	problem->kind = kind;
	problem->detail = detail;
}

void problem_issue(struct problem *problem, enum issue_kind kind, enum issue_in in,
		   const char *name, const char *value, const char *detail)
{
	if (problem->kind == PROBLEM_NONE)
		problem_set(problem, PROBLEM_BAD_REQUEST,
			    "The input has faults; see issues.");
	if (problem->issue_count < PROBLEM_ISSUES_MAX)
		problem->issues[problem->issue_count] = (struct issue){ kind, in, name,
									value, detail };
	problem->issue_count++;
}

/* Nothing for NULL. */
static void put_member(struct buf *out, const char *name, const char *text)
{
	if (!text)
		return;
	buf_format(out, ",\"%s\":", name);
	buf_json_string(out, text, strlen(text));
}

/* Cut between characters, not within one. */
static size_t shown_bytes(const char *value)
{
	size_t n = strnlen(value, VALUE_SHOWN_BYTES + 1);

	if (n <= VALUE_SHOWN_BYTES)
		return n;
	n = VALUE_SHOWN_BYTES;
	while (n > 0 && ((unsigned char)value[n] & 0xc0) == 0x80)
		n--;
	return n;
}

static void put_issue(struct buf *out, const struct issue *issue)
{
	buf_format(out, "{\"type\":\"urn:problem-type:belgif:input-validation:%s\"",
		   issue_kinds[issue->kind].type);
	put_member(out, "title", issue_kinds[issue->kind].title);
	put_member(out, "in", places[issue->in]);
	put_member(out, "name", issue->name);
	if (issue->value) {
		buf_text(out, ",\"value\":");
		buf_json_string(out, issue->value, shown_bytes(issue->value));
	}
	put_member(out, "detail", issue->detail);
	buf_char(out, '}');
}

static void put_issues(struct buf *out, const struct problem *problem)
{
	unsigned listed = problem->issue_count < PROBLEM_ISSUES_MAX ?
				  problem->issue_count :
				  PROBLEM_ISSUES_MAX;
	unsigned i;

	buf_text(out, ",\"issues\":[");
	for (i = 0; i < listed; i++) {
		if (i > 0)
			buf_char(out, ',');
		put_issue(out, &problem->issues[i]);
	}
	buf_char(out, ']');
}

static void put_detail(struct buf *out, const struct problem *problem)
{
	buf_text(out, ",\"detail\":\"");
	buf_json_escape(out, problem->detail, strlen(problem->detail));
	if (problem->issue_count > PROBLEM_ISSUES_MAX)
		buf_format(out, " %u more are not listed.",
			   problem->issue_count - PROBLEM_ISSUES_MAX);
	buf_char(out, '"');
}

void problem_write(struct buf *out, const struct problem *problem, const char *instance,
		   const char *href)
{
	buf_format(out,
		   "{\"type\":\"urn:problem-type:%s\",\"title\":\"%s\",\"status\":%d",
		   kinds[problem->kind].type, kinds[problem->kind].title,
		   kinds[problem->kind].status);
	if (problem->detail)
		put_detail(out, problem);
	buf_format(out, ",\"instance\":\"urn:uuid:%s\"", instance);
	if (href && *href)
		put_member(out, "href", href);
	if (problem->kind == PROBLEM_PAYLOAD_TOO_LARGE)
		buf_format(out, ",\"limit\":%zu", problem->limit_bytes);
	if (problem->issue_count)
		put_issues(out, problem);
	buf_char(out, '}');
}
