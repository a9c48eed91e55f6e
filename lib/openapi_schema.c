/* lib/openapi_schema.c - fields and bodies as JSON Schema, of OpenAPI 3.0's kind */
#include "lib/openapi_schema.h"

#include <stdio.h>
#include <string.h>

#include "lib/err.h"

/*
 * What a type is before a field's own limits, and where the rest of it stands when several
 * properties share that. The limits are those of field_text.c, field_date.c and field_body.c.
 */
static const struct {
	const char *schema; /* JSON text */
	const char *shared; /* name below components */
} types[FIELD_TYPE_COUNT] = {
	[FIELD_ID] = { "{\"type\":\"string\",\"format\":\"uuid\"}", NULL },
	[FIELD_ID_LIST] = { "{\"type\":\"array\",\"uniqueItems\":true,\"maxItems\":100,"
			    "\"items\":{\"type\":\"string\",\"format\":\"uuid\"}}",
			    NULL },
	[FIELD_TEXT] = { "{\"type\":\"string\",\"minLength\":1,\"maxLength\":10000}",
			 NULL },
	[FIELD_CODE] = { "{\"type\":\"string\",\"minLength\":1,\"maxLength\":63}", NULL },
	[FIELD_CODE_LIST] = { "{\"type\":\"array\",\"uniqueItems\":true,\"maxItems\":100,"
			      "\"items\":{\"type\":\"string\"}}",
			      NULL },
	[FIELD_LOCALIZED] = { "{\"type\":\"object\"}", "Localized" },
	[FIELD_INTEGER] = { "{\"type\":\"integer\",\"format\":\"int32\"}", NULL },
	[FIELD_NUMBER] = { "{\"type\":\"number\"}", NULL },
	[FIELD_BOOLEAN] = { "{\"type\":\"boolean\"}", NULL },
	[FIELD_DATE] = { "{\"type\":\"string\",\"format\":\"date\"}", NULL },
	[FIELD_PARTIAL_DATE] = { "{\"type\":\"string\"}", "PartialDate" },
	[FIELD_INSTANT] = { "{\"type\":\"string\",\"format\":\"date-time\"}", NULL },
	[FIELD_AMOUNT] = { "{\"type\":\"object\"}", "Amount" },
	[FIELD_VAGUE] = { "{\"type\":\"object\"}", "VagueNumber" },
	[FIELD_ENTERPRISE_NUMBER] = { "{\"type\":\"string\"}", "EnterpriseNumber" },
	[FIELD_JSON] = { "{\"type\":\"object\"}", NULL },
};

static const char shared[] =
	"{\"Localized\":{\"type\":\"object\",\"minProperties\":1,"
	"\"additionalProperties\":false,"
	"\"description\":\"A text in Dutch, in English, or in both.\",\"properties\":{"
	"\"nl\":{\"type\":\"string\"},\"en\":{\"type\":\"string\"}}},"
	"\"LocalizedPatch\":{\"type\":\"object\",\"minProperties\":1,"
	"\"additionalProperties\":false,\"description\":\"Null takes a language away.\","
	"\"properties\":{\"nl\":{\"type\":\"string\",\"nullable\":true},"
	"\"en\":{\"type\":\"string\",\"nullable\":true}}},"
	"\"Amount\":{\"type\":\"object\",\"required\":[\"value\",\"currency\"],"
	"\"additionalProperties\":false,\"description\":\"Euros, "
	"exact.\",\"properties\":{"
	"\"value\":{\"type\":\"string\",\"pattern\":\"^(0|[1-9][0-9]{0,14})(\\\\.[0-9]{1,"
	"2})?$\"},"
	"\"currency\":{\"type\":\"string\",\"enum\":[\"EUR\"]}}},"
	"\"VagueNumber\":{\"type\":\"object\",\"additionalProperties\":false,"
	"\"description\":\"A number as it was stated. With qualifier range it has lower "
	"and upper, "
	"else value; without one it is "
	"exact.\",\"properties\":{\"value\":{\"type\":\"number\"},"
	"\"qualifier\":{\"type\":\"string\",\"enum\":[\"exact\",\"approximately\","
	"\"moreThan\","
	"\"atLeast\",\"lessThan\",\"atMost\",\"almost\",\"range\"]},"
	"\"lower\":{\"type\":\"number\"},\"upper\":{\"type\":\"number\"}}},"
	"\"PartialDate\":{\"type\":\"string\",\"description\":\"A day, month or year, "
	"with ~ "
	"behind when approximate (EDTF).\",\"pattern\":"
	"\"^[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?~?$\"},"
	"\"EnterpriseNumber\":{\"type\":\"string\",\"description\":\"Ten digits with "
	"check digits; "
	"dots, spaces and BE before them are accepted, digits are given.\","
	"\"pattern\":\"^(BE *)?[01][0-9. ]{9,14}$\"},"
	"\"Issue\":{\"type\":\"object\",\"required\":[\"type\",\"title\",\"in\","
	"\"detail\"],"
	"\"properties\":{\"type\":{\"type\":\"string\",\"format\":\"uri\"},"
	"\"title\":{\"type\":\"string\"},\"in\":{\"type\":\"string\",\"enum\":[\"body\","
	"\"query\","
	"\"path\",\"header\"]},\"name\":{\"type\":\"string\"},\"value\":{\"type\":"
	"\"string\"},"
	"\"detail\":{\"type\":\"string\"}}},"
	"\"Problem\":{\"type\":\"object\",\"required\":[\"type\",\"title\",\"status\","
	"\"instance\"],"
	"\"description\":\"What went wrong (RFC 9457).\",\"properties\":{"
	"\"type\":{\"type\":\"string\",\"format\":\"uri\"},\"title\":{\"type\":"
	"\"string\"},"
	"\"status\":{\"type\":\"integer\",\"format\":\"int32\"},\"detail\":{\"type\":"
	"\"string\"},"
	"\"instance\":{\"type\":\"string\",\"format\":\"uri\"},"
	"\"href\":{\"type\":\"string\",\"format\":\"uri\"},\"limit\":{\"type\":"
	"\"integer\"},"
	"\"issues\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/components/schemas/"
	"Issue\"}}}},"
	"\"Version\":{\"type\":\"object\",\"required\":[\"href\",\"version\","
	"\"operation\","
	"\"recordedAt\",\"changed\"],\"description\":\"One version of a "
	"record.\",\"properties\":{"
	"\"href\":{\"type\":\"string\",\"format\":\"uri\"},"
	"\"version\":{\"type\":\"integer\",\"format\":\"int32\"},\"operation\":{\"type\":"
	"\"string\","
	"\"enum\":[\"create\",\"update\",\"delete\"]},"
	"\"recordedAt\":{\"type\":\"string\",\"format\":\"date-time\"},\"changed\":{"
	"\"type\":"
	"\"array\",\"items\":{\"type\":\"string\"}},\"actor\":{\"type\":\"string\"},"
	"\"reason\":{\"type\":\"string\"}}},"
	"\"History\":{\"type\":\"object\",\"required\":[\"self\",\"items\",\"total\"],"
	"\"properties\":{\"self\":{\"type\":\"string\",\"format\":\"uri\"},\"items\":{"
	"\"type\":"
	"\"array\",\"items\":{\"$ref\":\"#/components/schemas/Version\"}},"
	"\"total\":{\"type\":\"integer\"}}},"
	"\"Health\":{\"type\":\"object\",\"required\":[\"status\"],\"properties\":{"
	"\"status\":{"
	"\"type\":\"string\",\"enum\":[\"UP\",\"DOWN\"]}}}}";

json_t *openapi_ref(const char *kind, const char *name)
{
	char path[200];

	snprintf(path, sizeof path, "#/components/%s/%s", kind, name);
	return json_pack("{s:s}", "$ref", path);
}

json_t *openapi_shared_schemas(void)
{
	return json_loads(shared, 0, NULL);
}

/* The whole text must match: that is how the server takes a pattern. */
static json_t *anchored(const char *pattern)
{
	char text[500];

	snprintf(text, sizeof text, "^(?:%s)$", pattern);
	return json_string(text);
}

static void limit_text(json_t *schema, const struct field *field)
{
	const char *const *choice;
	json_t *choices;

	if (field->pattern)
		json_object_set_new(schema, "pattern", anchored(field->pattern));
	if (!field->choices)
		return;
	choices = json_array();
	for (choice = field->choices; *choice; choice++)
		json_array_append_new(choices, json_string(*choice));
	json_object_set_new(schema, "enum", choices);
	json_object_del(schema, "minLength");
	json_object_del(schema, "maxLength");
}

static void limit_number(json_t *schema, const struct field *field)
{
	if (field->min == 0 && field->max == 0)
		return;
	json_object_set_new(schema, "minimum", json_integer((json_int_t)field->min));
	json_object_set_new(schema, "maximum", json_integer((json_int_t)field->max));
}

static void limit_items(json_t *schema, const struct field *field)
{
	if (field->max != 0)
		json_object_set_new(schema, "maxItems",
				    json_integer((json_int_t)field->max));
}

/* The limits that a field adds to its type. */
static void limit(json_t *schema, const struct field *field)
{
	switch (field->type) {
	case FIELD_TEXT:
		if (field->min != 0)
			json_object_set_new(schema, "minLength",
					    json_integer((json_int_t)field->min));
		if (field->max != 0)
			json_object_set_new(schema, "maxLength",
					    json_integer((json_int_t)field->max));
		limit_text(schema, field);
		break;
	case FIELD_CODE:
		limit_text(schema, field);
		break;
	case FIELD_CODE_LIST:
		limit_text(json_object_get(schema, "items"), field);
		limit_items(schema, field);
		break;
	case FIELD_ID_LIST:
		limit_items(schema, field);
		break;
	case FIELD_INTEGER:
	case FIELD_NUMBER:
		limit_number(schema, field);
		break;
	default:
		break;
	}
}

static void describe(json_t *schema, const struct field *field, enum body_kind kind)
{
	json_object_set_new(schema, "description", json_string(field->doc));
	if (field->example && kind != BODY_PATCH)
		json_object_set_new(schema, "example",
				    json_loads(field->example, JSON_DECODE_ANY, NULL));
	if (field->flags & FIELD_READONLY && kind == BODY_SHOWN)
		json_object_set_new(schema, "readOnly", json_true());
	if (kind == BODY_PATCH && !(field->flags & FIELD_REQUIRED))
		json_object_set_new(schema, "nullable", json_true());
}

/* Beside a reference nothing counts in OpenAPI 3.0: it goes into allOf. */
static json_t *property(const struct field *field, enum body_kind kind)
{
	const char *name = types[field->type].shared;
	json_t *schema;

	if (name && kind == BODY_PATCH && field->type == FIELD_LOCALIZED)
		name = "LocalizedPatch";
	schema = json_loads(types[field->type].schema, 0, NULL);
	if (name)
		json_object_set_new(schema, "allOf",
				    json_pack("[o]", openapi_ref("schemas", name)));
	else
		limit(schema, field);
	describe(schema, field, kind);
	return schema;
}

json_t *openapi_query_value(const struct field *field)
{
	struct field element = *field;

	switch (field->type) {
	case FIELD_ID_LIST:
		element.type = FIELD_ID;
		break;
	case FIELD_CODE_LIST:
		element.type = FIELD_CODE;
		break;
	case FIELD_LOCALIZED:
		element.type = FIELD_TEXT;
		break;
	case FIELD_VAGUE:
		element.type = FIELD_NUMBER;
		break;
	case FIELD_AMOUNT:
		return json_pack("{s:s,s:s}", "type", "string", "pattern",
				 "^(0|[1-9][0-9]{0,14})(\\.[0-9]{1,2})?$");
	default:
		break;
	}
	element.example = NULL;
	if (types[element.type].shared)
		return openapi_ref("schemas", types[element.type].shared);
	else {
		json_t *schema = json_loads(types[element.type].schema, 0, NULL);

		limit(schema, &element);
		return schema;
	}
}

static bool stands_in(const struct field *field, enum body_kind kind)
{
	if (kind == BODY_SHOWN)
		return true;
	if (field->flags & FIELD_READONLY)
		return false;
	return kind == BODY_NEW || !(field->flags & FIELD_FIXED);
}

static bool is_required(const struct field *field, enum body_kind kind)
{
	if (kind == BODY_PATCH || field->flags & (FIELD_INTERNAL | FIELD_SILENT))
		return false;
	return field->flags & FIELD_REQUIRED ||
	       (kind == BODY_SHOWN && field->flags & FIELD_NONNULL);
}

json_t *openapi_body(const struct resource *resource, enum body_kind kind)
{
	json_t *properties = json_object(), *required = json_array();
	const struct field *field;
	json_t *schema;

	if (kind == BODY_SHOWN) {
		json_object_set_new(properties, "self",
				    json_pack("{s:s,s:s,s:b,s:s}", "type", "string",
					      "format", "uri", "readOnly", 1,
					      "description", "Where it is to be had."));
		json_array_append_new(required, json_string("self"));
	}
	for (field = resource->fields; field->name; field++) {
		if (!stands_in(field, kind))
			continue;
		json_object_set_new(properties, field->name, property(field, kind));
		if (is_required(field, kind))
			json_array_append_new(required, json_string(field->name));
	}
	schema = json_pack("{s:s,s:s,s:o}", "type", "object", "description",
			   resource->doc, "properties", properties);
	if (json_array_size(required) > 0)
		json_object_set(schema, "required", required);
	if (kind != BODY_SHOWN)
		json_object_set_new(schema, "additionalProperties", json_false());
	json_decref(required);
	return schema;
}

json_t *openapi_page(const char *schema)
{
	static const char *const links[] = { "first", "prev", "next", "last" };
	json_t *page = json_pack(
		"{s:s,s:[s,s,s,s,s,s,s],s:{s:{s:s,s:s},s:{s:s,s:{s:[o,{s:s,s:[s],s:{s:{s:"
		"s,s:s}}}]}},"
		"s:{s:s},s:{s:s},s:{s:s}}}",
		"type", "object", "required", "self", "items", "total", "page",
		"pageSize", "first", "last", "properties", "self", "type", "string",
		"format", "uri", "items", "type", "array", "items", "allOf",
		openapi_ref("schemas", schema), "type", "object", "required", "href",
		"properties", "href", "type", "string", "format", "uri", "total", "type",
		"integer", "page", "type", "integer", "pageSize", "type", "integer");
	size_t i;

	for (i = 0; i < COUNT_OF(links); i++)
		json_object_set_new(
			json_object_get(page, "properties"), links[i],
			json_pack("{s:s,s:s}", "type", "string", "format", "uri"));
	return page;
}
