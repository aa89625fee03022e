/* The columns of characters: as the C library counts them, and curses with it. */
#include "config.h"

#include <criterion/criterion.h>
#include <locale.h>
#include <wchar.h>

#include "sys/text.h"

enum { FIRST = 0xA0, LAST = 0x3FFFF, NEWER = 300 /* characters of a Unicode after 15 */ };

Test(text_width, some_characters_of_each_kind)
{
    cr_expect_eq(text_width("Cafe\xcc\x81"), 4);
    cr_expect_eq(text_width("東京"), 4);
    cr_expect_eq(text_width("🚀"), 2);
    cr_expect_eq(text_width("🖧"), 1, "a pictograph that is not wide");
    cr_expect_eq(text_width("✗✓☑…"), 4);
    cr_expect_eq(text_width("वि"), 2, "a vowel sign that takes a column");
    cr_expect_eq(text_width("कु"), 1, "and one that takes none");
    cr_expect_eq(text_fit("東京", 3), 3);
}

Test(text_width, is_that_of_the_c_library)
{
    int others = 0;

    cr_assert_not_null(setlocale(LC_ALL, "C.UTF-8"));
    for (unsigned code = FIRST; code <= LAST; code++) {
        int width = wcwidth((wchar_t)code);
        others += width >= 0 && width != text_code_width(code);
    }
    cr_assert_lt(others, NEWER);
}
