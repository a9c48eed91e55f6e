/* lib/openapi_schema.c - fields and bodies as JSON Schema, of OpenAPI 3.0's kind */
#include "lib/openapi_schema.h"

#include <math.h>

#include "lib/err.h"

/* The plain part of a type's schema, as it stands in bodies and replies. */
static const char *const plain[FIELD_TYPE_COUNT] = {
	[FIELD_ID] = "{\"type\":\"string\",\"format\":\"uuid\"}",
	[FIELD_ID_LIST] = "{\"type\":\"array\",\"uniqueItems\":true,"
	                  "\"items\":{\"type\":\"string\",\"format\":\"uuid\"}}",
	[FIELD_TEXT] = "{\"type\":\"string\"}",
	[FIELD_CODE] = "{\"type\":\"string\"}",
	[FIELD_CODE_LIST] = "{\"type\":\"array\",\"uniqueItems\":true,"
	                    "\"items\":{\"type\":\"string\"}}",
	[FIELD_INTEGER] = "{\"type\":\"integer\",\"format\":\"int32\"}",
	[FIELD_NUMBER] = "{\"type\":\"number\"}",
	[FIELD_BOOLEAN] = "{\"type\":\"boolean\"}",
	[FIELD_DATE] = "{\"type\":\"string\",\"format\":\"date\"}",
	[FIELD_PARTIAL_DATE] = "{\"type\":\"string\"}",
	[FIELD_INSTANT] = "{\"type\":\"string\",\"format\":\"date-time\"}",
	[FIELD_ENTERPRISE_NUMBER] = "{\"type\":\"string\"}",
	[FIELD_JSON] = "{\"type\":\"object\"}",
};
