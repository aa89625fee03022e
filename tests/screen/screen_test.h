/* screen.h for Criterion: each of these fails the test with the reason and the picture of the screen.
 *
 *   Test(path_page, enter_goes_to_plan)
 *   {
 *       struct screen *s = start("eflow-wizard", "--lab");
 *       sees(s, "[Path]");
 *       press(s, "Down Enter");
 *       sees(s, "[Plan]");
 *       golden(s, "plan-esxi");
 *       screen_stop(s);
 *   }
 *
 * A test that fails need not stop its screen: that happens when its process ends. */
#ifndef EFLOW_TESTS_SCREEN_TEST_H
#define EFLOW_TESTS_SCREEN_TEST_H

#include <criterion/criterion.h>

#include "golden.h"
#include "screen.h"

/* Asserts any call of screen.h or golden.h that returns bool. */
#define must(call) cr_assert((call), "%s", screen_failure())

#define start(...)           start_on(NULL, __VA_ARGS__)
#define start_on(setup, ...) screen_start((setup), (const char *const[]){__VA_ARGS__, NULL})

#define press(s, keys)            must(screen_press(s, keys))
#define type(s, text)             must(screen_type(s, text))
#define resize(s, columns, rows)  must(screen_resize(s, columns, rows))
#define sees(s, text)             must(screen_wait_text(s, text))
#define sees_no(s, text)          must(screen_wait_gone(s, text))
#define sees_in_row(s, row, text) must(screen_wait_row(s, row, text))
#define cursor_on(s, text)        must(screen_wait_cursor(s, text))
#define golden(s, name)           must(golden_matches(s, name, NULL))
#define exits(s, status)          must(screen_wait_exit(s, status))
#define is_restored(s)            must(screen_is_restored(s))

#endif
