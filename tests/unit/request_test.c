/* The key table: one meaning for each key, a name for each request. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "flow/request.h"

Test(request, keys_mean_what_the_manual_says)
{
    cr_expect_eq(request_of_key('j'), REQUEST_DOWN);
    cr_expect_eq(request_of_key('l'), REQUEST_NEXT_PAGE);
    cr_expect_eq(request_of_key('L'), REQUEST_LANGUAGE);
    cr_expect_eq(request_of_key(SPECIAL_LEFT), REQUEST_PREVIOUS_PAGE);
    cr_expect_eq(request_of_key(SPECIAL_ESCAPE), REQUEST_BACK);
    cr_expect_eq(request_of_key('b'), REQUEST_BACK);
    cr_expect_eq(request_of_key('o'), REQUEST_LINK);
    cr_expect_eq(request_of_key('p'), REQUEST_QR);
    cr_expect_eq(request_of_key('?'), REQUEST_HELP);
    cr_expect_eq(request_of_key(SPECIAL_F1), REQUEST_HELP);
    cr_expect_eq(request_of_key('x'), REQUEST_NONE);
    cr_expect_eq(request_of_key(0), REQUEST_NONE);
}

Test(request, the_first_key_is_the_one_that_is_shown)
{
    cr_expect_str_eq(request_key_name(REQUEST_OPEN), "Enter");
    cr_expect_str_eq(request_key_name(REQUEST_HELP), "?");
    cr_expect_str_eq(request_key_name(REQUEST_CHECK_NOW), "r");
    cr_expect_str_eq(request_key_name(REQUEST_FILTER), "/");
    cr_expect_str_eq(request_key_name(REQUEST_NONE), "");
}

Test(request, all_keys_of_a_request_can_be_named)
{
    char *names = request_key_names(REQUEST_BACK);

    cr_expect_str_eq(names, "Esc, b");
    free(names);
}

Test(request, every_request_has_a_key_and_words)
{
    for (enum request request = REQUEST_NONE + 1; request < REQUEST_COUNT; request++) {
        cr_expect_gt(strlen(request_key_name(request)), 0, "request %d", (int)request);
        cr_expect_gt(strlen(request_short(request)), 0, "request %d", (int)request);
        cr_expect_gt(strlen(request_help(request)), 0, "request %d", (int)request);
    }
}
