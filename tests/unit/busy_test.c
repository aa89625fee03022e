/* When "checking" is said. */
#include "config.h"

#include <criterion/criterion.h>

#include "probe/busy.h"

enum { ASKED = 5000 };

Test(busy, a_quick_answer_shows_nothing)
{
    struct busy busy = {0};

    cr_assert(!busy_is_shown(&busy, ASKED, ASKED));
    cr_assert(!busy_is_shown(&busy, ASKED, ASKED + BUSY_AFTER_MS - 1));
    cr_assert(!busy_is_shown(&busy, 0, ASKED + BUSY_AFTER_MS + 1));
    cr_assert_eq(busy_turns_at(&busy, 0), -1);
}

Test(busy, it_is_shown_when_the_answer_takes_its_time)
{
    struct busy busy = {0};

    cr_assert_eq(busy_turns_at(&busy, ASKED), ASKED + BUSY_AFTER_MS);
    cr_assert(busy_is_shown(&busy, ASKED, ASKED + BUSY_AFTER_MS));
    cr_assert_eq(busy_turns_at(&busy, ASKED), -1, "only an answer can end it");
    cr_assert(busy_is_shown(&busy, ASKED, ASKED + 60000));
}

Test(busy, once_shown_it_stays_long_enough_to_be_read)
{
    struct busy busy = {0};
    int64_t shown = ASKED + BUSY_AFTER_MS;

    cr_assert(busy_is_shown(&busy, ASKED, shown));
    cr_assert(busy_is_shown(&busy, 0, shown + 1));
    cr_assert_eq(busy_turns_at(&busy, 0), shown + BUSY_STAYS_MS);
    cr_assert(busy_is_shown(&busy, 0, shown + BUSY_STAYS_MS - 1));
    cr_assert(!busy_is_shown(&busy, 0, shown + BUSY_STAYS_MS));
}

Test(busy, a_clock_that_is_set_back_does_not_keep_it)
{
    struct busy busy = {0};

    cr_assert(busy_is_shown(&busy, ASKED, ASKED + BUSY_AFTER_MS));
    cr_assert(!busy_is_shown(&busy, 0, ASKED - 3600 * 1000));
}

Test(busy, a_second_question_begins_anew)
{
    struct busy busy = {0};

    cr_assert(busy_is_shown(&busy, ASKED, ASKED + BUSY_AFTER_MS));
    cr_assert(!busy_is_shown(&busy, 0, ASKED + 9000));
    cr_assert(!busy_is_shown(&busy, ASKED + 9500, ASKED + 9500));
    cr_assert(busy_is_shown(&busy, ASKED + 9500, ASKED + 9500 + BUSY_AFTER_MS));
}
