/* QR codes: their size, their marks, and what fits into none. That they can be read is proved by a
 * decoder in tests/screen/qr_test.c. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "report/qr.h"

/* The seven rows of the mark in a corner. */
static void expect_mark(const struct qr *qr, int top, int left)
{
    static const char *const rows[] = {"#######", "#     #", "# ### #", "# ### #",
                                       "# ### #", "#     #", "#######"};

    for (int row = 0; row < 7; row++) {
        for (int column = 0; column < 7; column++)
            cr_expect_eq(qr_is_dark(qr, top + row, left + column), rows[row][column] == '#',
                         "row %d, column %d", top + row, left + column);
    }
}

Test(qr, three_corners_have_a_mark)
{
    struct qr *qr = qr_make("https://example.org/");

    cr_assert_not_null(qr);
    expect_mark(qr, 0, 0);
    expect_mark(qr, 0, qr->size - 7);
    expect_mark(qr, qr->size - 7, 0);
    free(qr);
}

Test(qr, all_around_it_is_light)
{
    struct qr *qr = qr_make("https://example.org/");

    cr_expect_not(qr_is_dark(qr, -1, 0));
    cr_expect_not(qr_is_dark(qr, 0, -1));
    cr_expect_not(qr_is_dark(qr, qr->size, 0));
    cr_expect_not(qr_is_dark(qr, 0, qr->size));
    free(qr);
}

/* Sizes of the standard: version 1 has 21 modules, each further one four more; with the lowest
 * correction they hold 17, 32 and 154 (version 7) bytes. */
Test(qr, the_code_is_the_smallest_that_holds_the_text)
{
    static const struct {
        size_t bytes;
        int size;
    } samples[] = {
        {1,    21 },
        {17,   21 },
        {18,   25 },
        {32,   25 },
        {33,   29 },
        {154,  45 },
        {155,  49 },
        {2953, 177}
    };
    char text[3000];

    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        memset(text, 'a', samples[i].bytes);
        text[samples[i].bytes] = '\0';
        struct qr *qr = qr_make(text);
        cr_assert_not_null(qr);
        cr_expect_eq(qr->size, samples[i].size, "%zu bytes: %d", samples[i].bytes, qr->size);
        free(qr);
    }
}

/* The first two modules below the mark's row 8 tell the level: L is 01, M 00, Q 11, H 10, and
 * all codes are masked with 10. */
static int level_bits(const char *text)
{
    struct qr *qr = qr_make(text);
    int bits = (qr_is_dark(qr, 8, 0) << 1 | qr_is_dark(qr, 8, 1)) ^ 2;

    free(qr);
    return bits;
}

Test(qr, room_that_is_left_goes_into_correction)
{
    cr_expect_eq(level_bits("12345678901"), 3);       /* 11 bytes: Q */
    cr_expect_eq(level_bits("12345678901234"), 0);    /* 14 bytes: M */
    cr_expect_eq(level_bits("12345678901234567"), 1); /* 17 bytes: L */
}

Test(qr, what_fits_into_no_code_has_none)
{
    char *text = calloc(1, 2955);

    memset(text, 'a', 2954);
    cr_expect_null(qr_make(text));
    cr_expect_null(qr_make(""));
    free(text);
}
