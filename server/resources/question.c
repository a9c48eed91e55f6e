/* server/resources/question.c - /questions: the standing questions and their answers */
#include "lib/resource.h"

static const char *const languages[] = { "nl", "en", NULL };

static const struct field fields[] = {
	{ .name = "number",
	  .type = FIELD_INTEGER,
	  .flags = FIELD_READONLY | FIELD_NONNULL | FIELD_SORT,
	  .filters = FILTER_EQ,
	  .min = 1,
	  .max = 1000,
	  .doc = "Its number.",
	  .example = "1" },
	{ .name = "text",
	  .type = FIELD_LOCALIZED,
	  .flags = FIELD_READONLY | FIELD_NONNULL,
	  .doc = "The question, as it was asked and in English.",
	  .example = "{\"en\":\"How many projects has Flanders Make supported in each of "
		     "the "
		     "past three years?\"}" },
	{ 0 }
};

static const struct field answer_parameters[] = {
	{ .name = "fromDate",
	  .type = FIELD_DATE,
	  .doc = "First day of the period asked about.",
	  .example = "\"2014-07-01\"" },
	{ .name = "toDate",
	  .type = FIELD_DATE,
	  .doc = "Last day of the period asked about.",
	  .example = "\"2016-12-31\"" },
	{ .name = "lang",
	  .type = FIELD_CODE,
	  .choices = languages,
	  .doc = "Language of the text; both when absent.",
	  .example = "\"nl\"" },
	{ 0 }
};

static const struct action actions[] = {
	{ .name = "answer",
	  .function = "question_answer",
	  .parameters = answer_parameters,
	  .doc = "The answer, computed from the records, with the records behind every "
		 "figure." },
	{ 0 }
};

const struct resource resource_question = {
	.path = "questions",
	.singular = "question",
	.view = "questions",
	.key = "number",
	.order = "number",
	.verbs = VERB_LIST | VERB_READ,
	.lane = LANE_FAST,
	.fields = fields,
	.actions = actions,
	.tag = "Questions",
	.doc = "A question that is asked again and again.",
};
