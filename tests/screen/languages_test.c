/* Every language there is, on the screen: the main pages as golden files; a language that is chosen in
 * mid-session says all that one chosen at the start says; boxes stay straight whatever the letters' width. */
#include "config.h"

#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screen_test.h"

enum { PAGES = 6, PATIENCE = 20000 };

static const struct golden_mask masks[] = {GOLDEN_TIME, GOLDEN_DATE, GOLDEN_END};
static const char *const page_names[PAGES] = {"path",          "plan",  "connect",
                                              "prerequisites", "steps", "report"};

static struct screen *start_lab(const char *language, int columns, int rows)
{
    struct screen_setup setup = {.columns = columns, .rows = rows};
    struct screen *s = start_on(&setup, "eflow-wizard", "--lab", "esxi", "--lang", language);
    screen_set_deadline(s, PATIENCE);
    return s;
}

/* --- the main pages -------------------------------------------------------------------------- */

static void golden_page(struct screen *s, const char *language, int page)
{
    char name[64];
    snprintf(name, sizeof name, "language-%s-%s", language, page_names[page]);
    must(golden_matches(s, name, masks));
}

static void show_the_main_pages(const char *language)
{
    struct screen *s = start_lab(language, 80, 24);
    golden_page(s, language, 0);
    press(s, "Enter Right Right");
    golden_page(s, language, 3);
    press(s, "Right");
    golden_page(s, language, 4);
    press(s, "Right");
    golden_page(s, language, 5);
    press(s, "q");
    exits(s, 0);
    screen_stop(s);
}

/* --- chosen in between ----------------------------------------------------------------------- */

/* The screen without times, and without what differs for no reason of language. */
static char *content_of(struct screen *s)
{
    char *text = strdup(screen_text(s));
    regex_t time;
    regmatch_t match;
    cr_assert_eq(regcomp(&time, "[0-2][0-9]:[0-5][0-9]:[0-5][0-9]", REG_EXTENDED), 0);
    for (char *at = text; regexec(&time, at, 1, &match, 0) == 0; at += match.rm_eo) {
        memcpy(at + match.rm_so, "HH:MM:SS", strlen("HH:MM:SS"));
    }
    regfree(&time);
    return text;
}

static bool shows_the_same(struct screen *s, const void *data)
{
    struct screen *other = *(struct screen *const *)data;
    screen_mark(other); /* takes in what has come meanwhile */
    char *ours = content_of(s);
    char *theirs = content_of(other);
    bool is_same = strcmp(ours, theirs) == 0;
    free(theirs);
    free(ours);
    return is_same;
}

static void sees_as(struct screen *s, struct screen *other, const char *what)
{
    char *theirs = NULL;
    if (!screen_wait_until(s, shows_the_same, &other, what)) {
        theirs = content_of(other);
        cr_assert_fail("%s\nThe other screen:\n%s", screen_failure(), theirs);
    }
}

/* The menu has English first, then the languages by name. */
static void choose_language(struct screen *s, int place)
{
    press(s, "L Home");
    for (int i = 0; i < place; i++) {
        press(s, "Down");
    }
    press(s, "Enter");
}

static void compare_pages(struct screen *s, struct screen *other, int place, const char *language)
{
    for (int page = 0; page < PAGES; page++) {
        char what[80];
        snprintf(what, sizeof what, "the page %s in %s", page_names[page], language);
        choose_language(s, place);
        sees_as(s, other, what);
        press(s, "?");
        press(other, "?");
        sees_as(s, other, what);
        press(s, "Esc");
        press(other, "Esc");
        sees_as(s, other, what);
        choose_language(s, 0);
        press(s, "Right");
        press(other, "Right");
    }
}

/* The VM is off, so that there are reasons of probes and of the lab, too. */
static void switch_on_every_page(const char *language, int place)
{
    struct screen *s = start_lab("en", 100, 30);
    struct screen *other = start_lab(language, 100, 30);
    struct screen *both[] = {s, other};
    for (int i = 0; i < 2; i++) {
        press(both[i], "Enter Right Right Right");
        press(both[i], "a Enter");
    }
    for (int i = 0; i < 2; i++) {
        must(screen_wait_match(both[i], "» +3 "));
        press(both[i], "Left Left Left Left"); /* the first takes the message away */
    }
    sees(s, "[Path]");
    compare_pages(s, other, place, language);
    for (int i = 0; i < 2; i++) {
        press(both[i], "q");
        exits(both[i], 0);
        screen_stop(both[i]);
    }
}

/* --- straight boxes -------------------------------------------------------------------------- */

static bool is_sign(struct screen *s, int row, int column, const char *sign)
{
    struct screen_cell cell = screen_cell(s, row, column);
    return strcmp(cell.text, sign) == 0;
}

/* The column of the upper right corner; 0: there is none. */
static int end_of_box(struct screen *s, int row, int left)
{
    int right = screen_columns(s);
    while (right > left && !is_sign(s, row, right, "┐")) {
        right--;
    }
    return right > left ? right : 0;
}

/* From the upper left corner of the outermost box down to its end. */
static bool has_straight_box(struct screen *s, const void *data)
{
    int row = 0, left = 0;
    (void)data;
    int right = screen_find(s, "┌", &row, &left) ? end_of_box(s, row, left) : 0;
    if (right == 0) {
        return false;
    }
    do {
        row++;
    } while (row <= screen_rows(s) && is_sign(s, row, left, "│") && is_sign(s, row, right, "│"));
    return row <= screen_rows(s) && is_sign(s, row, left, "└") && is_sign(s, row, right, "┘");
}

static void open_boxes(const char *language, int columns, int rows)
{
    static const char *const keys[] = {"?", "L", "a"};
    struct screen *s = start_lab(language, columns, rows);
    must(screen_wait_text(s, "["));
    press(s, "Enter");
    for (int page = 1; page < PAGES; page++) {
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
            press(s, keys[i]);
            must(screen_wait_until(s, has_straight_box, NULL, "a box with straight sides"));
            press(s, "Esc");
            must(screen_wait_gone(s, "┌"));
        }
        press(s, "Right");
    }
    press(s, "q");
    exits(s, 0);
    screen_stop(s);
}

#define TEST_LANGUAGE(language, place)                                                             \
    Test(language, the_main_pages)                                                                 \
    {                                                                                              \
        show_the_main_pages(#language);                                                            \
    }                                                                                              \
    Test(language, chosen_in_between_says_the_same, .timeout = 120)                                \
    {                                                                                              \
        switch_on_every_page(#language, place);                                                    \
    }                                                                                              \
    Test(language, boxes_are_straight)                                                             \
    {                                                                                              \
        open_boxes(#language, 80, 24);                                                             \
        open_boxes(#language, 60, 16);                                                             \
    }

TEST_LANGUAGE(de, 1)
TEST_LANGUAGE(es, 2)
TEST_LANGUAGE(fr, 3)
TEST_LANGUAGE(ja, 4)
TEST_LANGUAGE(zh_CN, 5)
