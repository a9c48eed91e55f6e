/* tests/http/event.c - /events: partial dates and vague numbers */
#include "client.h"
#include "lifecycle.h"

START_TEST(event_lives)
{
	live(&(struct lifecycle){
		.collection = "/events",
		.body = "{\"kind\":\"seminar\",\"title\":{\"nl\":\"Seminarie\"},"
			"\"startDate\":\"2016-04~\","
			"\"status\":\"held\",\"municipality\":\"Lommel\","
			"\"attendance\":{\"value\":250,\"qualifier\":\"approximately\"}}",
		.path = "attendance.qualifier",
		.text = "approximately",
		.find = "kind=seminar&municipality=Lommel&startDateFrom=2016-04-30&"
			"startDateTo=2016-05-01",
		.patch = "{\"attendance\":{\"qualifier\":\"range\",\"lower\":2,\"upper\":"
			 "4}}",
		.patched_path = "attendance.qualifier",
		.patched_text = "range",
	});
}
END_TEST

START_TEST(vague_number_is_kept_as_said)
{
	const char *id = create(
		"/events",
		"{\"kind\":\"seminar\",\"title\":{\"nl\":\"S\"},\"startDate\":\"2016\","
		"\"status\":\"held\",\"attendance\":{\"value\":330}}");
	const char *path = format("/events/%s", id);
	struct response *r = expect(200, "GET", path, NULL);

	ck_assert_int_eq(number_at(r, "attendance.value"), 330);
	ck_assert_str_eq(text_at(r, "attendance.qualifier"), "exact");
	ck_assert_str_eq(text_at(r, "startDate"), "2016");
	response_free(r);
	r = expect(200, "PATCH", path,
		   "{\"attendance\":{\"qualifier\":\"range\",\"lower\":2,\"upper\":4}}");
	ck_assert_ptr_null(at(r, "attendance.value"));
	ck_assert_int_eq(number_at(r, "attendance.upper"), 4);
	response_free(r);
	response_free(expect(204, "DELETE", path, NULL));
}
END_TEST

START_TEST(bad_event_is_refused)
{
	static const struct refused_body cases[] = {
		{ "{\"kind\":\"party\",\"title\":{\"nl\":\"S\"},\"startDate\":\"2016\","
		  "\"status\":\"held\"}",
		  "kind", "referencedResourceNotFound" },
		{ "{\"kind\":\"seminar\",\"title\":{\"nl\":\"S\"},\"startDate\":\"2016-"
		  "13\","
		  "\"status\":\"held\"}",
		  "startDate", "schemaViolation" },
		{ "{\"kind\":\"seminar\",\"title\":{\"nl\":\"S\"},\"startDate\":\"2016\","
		  "\"endDate\":\"2015\",\"status\":\"held\"}",
		  "endDate", "invalidInput" },
		{ "{\"kind\":\"seminar\",\"title\":{\"nl\":\"S\"},\"startDate\":\"2016\","
		  "\"status\":\"held\",\"attendance\":{\"value\":2,\"upper\":3}}",
		  "attendance.upper", "schemaViolation" },
		{ "{\"kind\":\"seminar\",\"title\":{\"nl\":\"S\"},\"startDate\":\"2016\","
		  "\"status\":\"held\",\"attendance\":{\"value\":10},\"smeAttendance\":{"
		  "\"value\":11}}",
		  "smeAttendance", "invalidInput" },
		{ "{\"kind\":\"seminar\",\"title\":{\"nl\":\"S\"},\"startDate\":\"2016\","
		  "\"status\":\"held\","
		  "\"coOrganizerIds\":[\"0190a5a0-0000-7000-8000-000000000000\"]}",
		  "coOrganizerIds", "referencedResourceNotFound" },
		{ 0 }
	};

	refuse_bodies("/events", cases);
}
END_TEST

static void add_tests(TCase *tests)
{
	tcase_add_test(tests, event_lives);
	tcase_add_test(tests, vague_number_is_kept_as_said);
	tcase_add_test(tests, bad_event_is_refused);
}

int main(void)
{
	return run_suite("event", add_tests, NULL);
}
