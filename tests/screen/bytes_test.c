/* What each key costs on the line, page by page, on a terminal with everything and on a slow old
 * one. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screen_test.h"
#include "whole.h"

enum { CELLS = 80 * 24, IDLE = 100 /* milliseconds */, BARE_MOVE = 60, ONE_CHANGE = 80 };

/* Bytes for a key: so many tenths for each cell that changes, and so many besides. */
struct budget {
    size_t tenths, besides;
};

/* The target: a character for each cell, and moving there. */
static const struct budget usual = {13, 40};
/* Marks take three bytes each in UTF-8, and a colour before and after. */
static const struct budget marks = {14, 60};
/* Both sides of a box are strokes of several bytes (three in UTF-8; ten on a vt100, which changes
 * its character set through all attributes), each in a place of its own. What it covered may be
 * boxes again. */
static const struct budget box = {17, 60};

/* Keys in their order; each is measured from a screen that has settled. */
static const struct measure {
    const char *key;
    const char *what;
    const struct budget *budget;
} measures[] = {
    {"Up",    "Path: another path",           &usual},
    {"Down",  "Path: and back",               &usual},
    {"?",     "Path: help",                   &box  },
    {"Esc",   "Path: help closed",            &box  },
    {"Right", "to Plan",                      &usual},
    {"Down",  "Plan: down",                   &usual},
    {"Enter", "Plan: menu",                   &box  },
    {"Down",  "Plan: down in the menu",       &usual},
    {"Esc",   "Plan: menu closed",            &usual},
    {"Right", "to Connect",                   &usual},
    {"Down",  "Connect: down",                &usual},
    {"Up",    "Connect: up",                  &marks},
    {"Enter", "Connect: menu",                &box  },
    {"Esc",   "Connect: menu closed",         &usual},
    {"Right", "to Prerequisites",             &marks},
    {"Down",  "Prerequisites: down",          &usual},
    {"End",   "Prerequisites: end",           &marks},
    {"Home",  "Prerequisites: home",          &marks},
    {"Tab",   "Prerequisites: to details",    &usual},
    {"Tab",   "Prerequisites: to the list",   &usual},
    {"/",     "Prerequisites: filter",        &usual},
    {"m",     "Prerequisites: one letter",    &marks},
    {"Esc",   "Prerequisites: filter closed", &marks},
    {"Right", "to Steps",                     &usual},
    {"Down",  "Steps: down",                  &usual},
    {"Down",  "Steps: down again",            &usual},
    {"c",     "Steps: form",                  &box  },
    {"x",     "Steps: one letter",            &usual},
    {"Esc",   "Steps: form closed",           &usual},
    {"a",     "Steps: menu of the lab",       &box  },
    {"Esc",   "Steps: menu closed",           &usual},
    {"Right", "to Report",                    &usual},
    {"Down",  "Report: down",                 &usual},
    {"Esc",   "Report: back to Steps",        &usual},
};

/* --- measuring --------------------------------------------------------------------------------- */

static size_t difference(const struct screen_cell *before, const struct screen_cell *after)
{
    size_t count = 0;

    for (int i = 0; i < CELLS; i++)
        count += !screen_cell_equals(&before[i], &after[i]);
    return count;
}

static size_t allowed(const struct budget *budget, size_t cells)
{
    return cells * budget->tenths / 10 + budget->besides;
}

/* The bytes that the key costs; how many cells change. */
static size_t cost(struct screen *s, const char *key, size_t *ret_cells)
{
    struct screen_cell *before = screen_cells(s);
    size_t mark = screen_mark(s);

    press(s, key);
    must(screen_settle(s));
    struct screen_cell *after = screen_cells(s);
    *ret_cells = difference(before, after);
    free(before);
    free(after);
    return screen_bytes_since(s, mark);
}

static void is_quiet(struct screen *s, const char *what)
{
    size_t mark = screen_mark(s);

    screen_watch(s, IDLE);
    cr_expect_eq(screen_bytes_since(s, mark), 0, "%s: %zu bytes while nothing changes", what,
                 screen_bytes_since(s, mark));
}

static struct screen *start_lab(const char *term, const char *charset)
{
    static const char *const environment[] = {"ESCDELAY=0", NULL};
    struct screen_setup setup = {.term = term, .charset = charset, .environment = environment};
    struct screen *s = start_on(&setup, "eflow-wizard", "--lab", "esxi");

    sees(s, "[Path]");
    must(screen_settle(s));
    return s;
}

static void measure_all(const char *term, const char *charset, size_t first_page)
{
    struct screen *s = start_lab(term, charset);

    cr_expect_leq(screen_bytes_since(s, 0), first_page, "the first page takes %zu bytes",
                  screen_bytes_since(s, 0));
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++) {
        const struct measure *measure = &measures[i];
        size_t cells = 0, bytes = cost(s, measure->key, &cells);
        cr_expect_gt(cells, 0, "%s changes nothing", measure->what);
        cr_expect_leq(bytes, allowed(measure->budget, cells),
                      "%s, %s: %zu bytes for %zu cells, %zu allowed", term, measure->what, bytes,
                      cells, allowed(measure->budget, cells));
        if (strncmp(measure->what, "to ", 3) == 0)
            is_quiet(s, measure->what);
    }
    screen_stop(s);
}

Test(bytes, of_every_page_and_key_on_xterm)
{
    measure_all("xterm-256color", "UTF-8", 2000);
}

Test(bytes, of_every_page_and_key_on_vt100)
{
    measure_all("vt100", "C", 1500);
}

/* --- moves and changes that change nothing else ------------------------------------------------- */

/* In the menu of the lab nothing but the pointer moves. */
static void move_barely(const char *term, const char *charset)
{
    struct screen *s = start_lab(term, charset);
    size_t cells = 0;

    press(s, "a");
    must(screen_settle(s));
    for (int i = 0; i < 4; i++) {
        size_t bytes = cost(s, i % 2 ? "Up" : "Down", &cells);
        cr_expect_leq(bytes, BARE_MOVE, "%s: %zu bytes", term, bytes);
    }
    screen_stop(s);
}

Test(bytes, of_a_bare_move)
{
    move_barely("xterm-256color", "UTF-8");
    move_barely("vt100", "C");
}

static void press_each(struct screen *s, const char *keys)
{
    char *copy = strdup(keys), *rest = NULL;

    for (char *key = strtok_r(copy, " ", &rest); key; key = strtok_r(NULL, " ", &rest)) {
        press(s, key);
        must(screen_settle(s));
    }
    free(copy);
}

/* Without the words about it that a key takes away, the star of what is new goes by itself. */
static void change_one_value(const char *term, const char *charset)
{
    struct screen *s = start_lab(term, charset);

    press_each(s, "Right Right Right / p o l i c y Enter a Down Down Down Down Enter");
    sees(s, "*allsigned");
    press_each(s, "o Esc");
    size_t mark = screen_mark(s);
    sees(s, " allsigned");
    must(screen_wait_quiet(s, IDLE));
    cr_expect_leq(screen_bytes_since(s, mark), ONE_CHANGE, "%s: %zu bytes", term,
                  screen_bytes_since(s, mark));
    screen_stop(s);
}

Test(bytes, of_a_value_that_changes_by_itself_on_xterm)
{
    change_one_value("xterm-256color", "UTF-8");
}

Test(bytes, of_a_value_that_changes_by_itself_on_vt100)
{
    change_one_value("vt100", "C");
}
