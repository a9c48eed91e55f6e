/* tests/unit/unit.h - the main of a unit test: one suite, one case */
#ifndef TOEGANG_TESTS_UNIT_H
#define TOEGANG_TESTS_UNIT_H

#include <check.h>
#include <stdlib.h>

static inline int unit_run(const char *name, void (*add_tests)(TCase *tests))
{
	Suite *suite = suite_create(name);
	TCase *tests = tcase_create(name);
	SRunner *runner = srunner_create(suite);
	int failed;

	add_tests(tests);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#endif
