/* The whole flow in the pseudo-language, page by page, item by item, popup by popup: on no screen stands a
 * word that nobody could translate, and no text is cut where there is no sign that it is. */
#include "config.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screen_test.h"

#define OPEN  "⟦"
#define CLOSE "⟧"
#define CUT   "…"

enum { COLUMN_LIMIT = 200, ITEM_LIMIT = 100, TURN_LIMIT = 20, WORD_SIZE = 64 };

/* Besides the names and words of facts, which are never translated: proper names and values. */
static const char *const proper[] = {"AllSigned",     "CPU",           "DHCP",  "EDGE",     "EFLOW",
                                     "EflowExternal", "EflowInternal", "Enter", "GiB",      "MiB",
                                     "SYSTEM",        "edge",          "html",  "json",     "junit",
                                     "local",         "markdown",      "text",  "readiness"};

/* A rectangle of the screen; rows and columns count from 1, the last ones belong to it. */
struct area {
    int top, left, bottom, right;
};

/* What was seen of an area so far. */
struct reading {
    struct screen *s;
    int depth;          /* open brackets */
    bool may_be_inside; /* it is scrolled, and no text has begun yet: the first may begin above */
    char strange[WORD_SIZE]; /* the first word outside of brackets; "" */
};

static char *fact_words;

__attribute__((format(printf, 2, 3))) static void complain(struct screen *s, const char *format,
                                                           ...)
{
    char why[500];
    va_list args;
    va_start(args, format);
    vsnprintf(why, sizeof why, format, args);
    va_end(args);
    cr_assert_fail("%s\n%s", why, screen_text(s));
}

/* --- words ----------------------------------------------------------------------------------- */

static void read_fact_words(void)
{
    char *path = NULL;
    cr_assert(asprintf(&path, "%s/tests/data/fact-names.txt", getenv("EFLOW_SRCDIR")) > 0);
    FILE *in = fopen(path, "r");
    cr_assert_not_null(in, "%s", path);
    fact_words = calloc(1, 1 << 16);
    fact_words[0] = ' ';
    size_t length = fread(fact_words + 1, 1, (1 << 16) - 3, in);
    cr_assert_gt(length, 0);
    for (char *c = fact_words; *c != '\0'; c++) {
        *c = isalnum((unsigned char)*c) ? *c : ' ';
    }
    fact_words[length + 1] = ' ';
    fclose(in);
    free(path);
}

static bool is_known(const char *word)
{
    char padded[WORD_SIZE + 2];
    for (size_t i = 0; i < sizeof proper / sizeof *proper; i++) {
        if (strcmp(proper[i], word) == 0) {
            return true;
        }
    }
    snprintf(padded, sizeof padded, " %s ", word);
    return strstr(fact_words, padded) != NULL;
}

/* Addresses, names of files and facts, options: something is in them that is in no word. */
static bool is_plain_word(const char *token)
{
    for (const char *c = token; *c != '\0'; c++) {
        if (!isalpha((unsigned char)*c)) {
            return false;
        }
    }
    return strlen(token) > 1;
}

static void end_token(struct reading *reading, char *token)
{
    size_t length = strlen(token);
    while (length > 0 && strchr(":,;()[]\"", token[length - 1]) != NULL) {
        token[--length] = '\0';
    }
    char *word = token + strspn(token, "([\"");
    if (!reading->may_be_inside && is_plain_word(word) && !is_known(word) &&
        reading->strange[0] == '\0') {
        strcpy(reading->strange, word);
    }
    token[0] = '\0';
}

/* --- reading --------------------------------------------------------------------------------- */

/* Boxes of the picture stand right of the text. */
static bool is_frame(const char *cell)
{
    return strcmp(cell, "│") == 0 || strcmp(cell, "┌") == 0 || strcmp(cell, "└") == 0;
}

static void close_bracket(struct reading *reading)
{
    if (reading->depth > 0) {
        reading->depth--;
    } else if (!reading->may_be_inside) {
        complain(reading->s, "A text has lost its beginning.");
    }
}

static void read_row(struct reading *reading, int row, int left, int right)
{
    char token[WORD_SIZE] = "";
    for (int column = left; column <= right; column++) {
        struct screen_cell cell = screen_cell(reading->s, row, column);
        const char *sign = cell.text;
        if (is_frame(sign)) {
            break;
        }
        if (strcmp(sign, OPEN) == 0) {
            reading->depth++;
            reading->may_be_inside = false;
        } else if (strcmp(sign, CLOSE) == 0) {
            close_bracket(reading);
        } else if (strcmp(sign, CUT) == 0) {
            reading->depth = 0;
            token[0] = '\0';
        } else if (reading->depth == 0 && *sign > ' ' && sign[1] == '\0' &&
                   strlen(token) + 1 < sizeof token) {
            strcat(token, sign);
            continue;
        }
        end_token(reading, token);
    }
    end_token(reading, token);
}

/* A command stands further right than anything but the rest of a text. */
static bool is_command(struct screen *s, int row, int left)
{
    for (int column = left; column < left + 4; column++) {
        if (*screen_cell(s, row, column).text > ' ') {
            return false;
        }
    }
    return true;
}

/* Texts that go on from row to row. */
static void read_area(struct screen *s, struct area area, bool may_begin_inside,
                      bool may_end_inside)
{
    struct reading reading = {.s = s, .may_be_inside = may_begin_inside};
    for (int row = area.top; row <= area.bottom; row++) {
        char before[WORD_SIZE];
        bool has_command = reading.depth == 0 && is_command(s, row, area.left);
        strcpy(before, reading.strange);
        read_row(&reading, row, area.left, area.right);
        if (has_command) {
            strcpy(reading.strange, before);
        }
    }
    if (reading.strange[0] != '\0') {
        complain(s, "\"%s\" stands there untranslated.", reading.strange);
    }
    if (reading.depth > 0 && !may_end_inside) {
        complain(s, "A text in the rows %d to %d has lost its end.", area.top, area.bottom);
    }
}

/* --- pages ----------------------------------------------------------------------------------- */

static bool is_rule(struct screen *s, int row)
{
    return strncmp(screen_row(s, row), "____", 4) == 0;
}

/* "3-7 of 63" in the row: what of a list or text is to be seen. All of it where nothing is said. */
struct part {
    int first, last, total;
};

static struct part part_in(struct screen *s, int row)
{
    struct part part = {.first = 1, .last = 1, .total = 1};
    const char *text = screen_row(s, row);
    for (const char *found = text; (found = strstr(found, OPEN)) != NULL; found++) {
        struct part read = {0};
        if (sscanf(found + strlen(OPEN), "%d-%d of %d", &read.first, &read.last, &read.total) ==
            3) {
            part = read;
        }
    }
    return part;
}

static int next_rule(struct screen *s, int row)
{
    while (row <= screen_rows(s) && !is_rule(s, row)) {
        row++;
    }
    return row;
}

/* The title of the details: below the rule, or without one where the item has no title of its own. */
static int title_row(struct screen *s)
{
    int row = next_rule(s, 3) + 1;
    while (row <= screen_rows(s) && !is_rule(s, row)) {
        if (part_in(s, row).total > 1) {
            return row;
        }
        row++;
    }
    return row + 1;
}

static void check_page(struct screen *s)
{
    int right = screen_columns(s);
    for (int row = 1; row <= 3; row++) {
        read_area(s, (struct area){row, 1, row, right}, false, false);
    }
    int title = title_row(s);
    int bottom = next_rule(s, title);
    if (bottom > screen_rows(s)) {
        bottom = screen_rows(s);
    }
    struct part part = part_in(s, title);
    read_area(s, (struct area){next_rule(s, 3) + 1, 1, title - 1, right}, false, false);
    read_area(s, (struct area){title, 1, title, right}, false, false);
    read_area(s, (struct area){title + 1, 1, bottom - 1, right}, part.first > 1,
              part.last < part.total);
    read_area(s, (struct area){bottom, 1, screen_rows(s), right}, false, false);
}

/* After the keys the screen is asked for anew, so that there is an answer even where they change nothing. */
static void go(struct screen *s, const char *keys)
{
    press(s, keys);
    size_t mark = screen_mark(s);
    press(s, "Ctrl-L");
    must(screen_wait_raw(s, mark, "\x1b[2J"));
    must(screen_settle(s));
}

/* The details of the selected item, to their end. */
static void turn_details(struct screen *s)
{
    struct part part = part_in(s, title_row(s));
    if (part.last >= part.total) {
        return;
    }
    go(s, "Tab");
    for (int i = 0; i < TURN_LIMIT && part.last < part.total; i++) {
        go(s, "PageDown");
        check_page(s);
        part = part_in(s, title_row(s));
    }
    cr_expect_eq(part.last, part.total, "the end of the details is not reached\n%s",
                 screen_text(s));
    go(s, "Tab");
}

static void walk_items(struct screen *s, bool with_details)
{
    char *before = NULL;
    for (int i = 0; i < ITEM_LIMIT; i++) {
        check_page(s);
        if (with_details) {
            turn_details(s);
        }
        free(before);
        before = strdup(screen_text(s));
        go(s, "Down");
        if (strcmp(before, screen_text(s)) == 0) {
            break;
        }
    }
    free(before);
    go(s, "Home");
}

/* --- popups ---------------------------------------------------------------------------------- */

static bool has_sign(struct screen *s, int row, int column, const char *sign)
{
    return strcmp(screen_cell(s, row, column).text, sign) == 0;
}

static bool is_box_left(struct screen *s, int row, int column, int *ret_bottom)
{
    int bottom = row + 1;
    while (bottom <= screen_rows(s) && has_sign(s, bottom, column, "│")) {
        bottom++;
    }
    *ret_bottom = bottom;
    return bottom <= screen_rows(s) && bottom > row + 1 && has_sign(s, bottom, column, "└");
}

static int right_of_box(struct screen *s, int top, int bottom, int left)
{
    for (int column = screen_columns(s); column > left; column--) {
        if (has_sign(s, top, column, "┐") && has_sign(s, bottom, column, "┘")) {
            return column;
        }
    }
    return 0;
}

/* The largest box that is whole is the popup: it covers the picture. */
static struct area find_popup(struct screen *s)
{
    struct area found = {0};
    int size = 0;
    for (int row = 1; row < screen_rows(s); row++) {
        for (int left = 1; left < screen_columns(s); left++) {
            int bottom = 0;
            int right = has_sign(s, row, left, "┌") && is_box_left(s, row, left, &bottom)
                            ? right_of_box(s, row, bottom, left)
                            : 0;
            if (right > 0 && (bottom - row) * (right - left) > size) {
                size = (bottom - row) * (right - left);
                found = (struct area){row, left, bottom, right};
            }
        }
    }
    return found;
}

static void check_popup(struct screen *s)
{
    struct area box = find_popup(s);
    if (box.bottom == 0) {
        complain(s, "No popup is there.");
    }
    struct part part = part_in(s, box.bottom);
    read_area(s, (struct area){box.top, box.left + 1, box.top, box.right - 1}, false, false);
    read_area(s, (struct area){box.top + 1, box.left + 2, box.bottom - 1, box.right - 1},
              part.first > 1, part.last < part.total);
    read_area(s, (struct area){screen_rows(s), 1, screen_rows(s), screen_columns(s)}, false, false);
}

static void look_at_popup(struct screen *s, const char *keys)
{
    go(s, keys);
    check_popup(s);
    go(s, "Esc");
}

/* --- the flow -------------------------------------------------------------------------------- */

static struct screen *start_flow(const char *lab, int columns, int rows)
{
    struct screen_setup setup = {.columns = columns, .rows = rows};
    read_fact_words();
    struct screen *s = start_on(&setup, "eflow-wizard", "--lang", "qps", "--lab", lab);
    sees(s, "Path~~");
    go(s, "Home");
    return s;
}

static void walk(const char *lab, int columns, int rows, bool with_details)
{
    struct screen *s = start_flow(lab, columns, rows);
    check_page(s);
    look_at_popup(s, "?");
    for (int page = 0; page < 6; page++) {
        walk_items(s, with_details);
        if (page < 5) {
            go(s, "Right");
        }
    }
    press(s, "q");
    exits(s, 0);
    screen_stop(s);
}

Test(pseudo, esxi_at_80x24)
{
    walk("esxi", 80, 24, true);
}

Test(pseudo, esxi_at_60x16)
{
    walk("esxi", 60, 16, true);
}

Test(pseudo, hyperv_at_80x24)
{
    walk("hyperv", 80, 24, true);
}

Test(pseudo, hyperv_at_60x16)
{
    walk("hyperv", 60, 16, false);
}

Test(pseudo, azure_at_80x24)
{
    walk("azure", 80, 24, true);
}

Test(pseudo, azure_at_60x16)
{
    walk("azure", 60, 16, false);
}

static void open_popups(int columns, int rows)
{
    struct screen *s = start_flow("esxi", columns, rows);
    look_at_popup(s, "o");
    look_at_popup(s, "a");
    go(s, "Right");
    look_at_popup(s, "Enter");
    look_at_popup(s, "Down Down Down Enter");
    look_at_popup(s, "?");
    go(s, "Right");
    look_at_popup(s, "Enter");
    look_at_popup(s, "?");
    go(s, "Right");
    look_at_popup(s, "?");
    go(s, "Right");
    look_at_popup(s, "c");
    look_at_popup(s, "?");
    go(s, "Right");
    look_at_popup(s, "f");
    look_at_popup(s, "?");
    press(s, "q");
    exits(s, 0);
    screen_stop(s);
}

Test(pseudo, popups_at_80x24)
{
    open_popups(80, 24);
}

Test(pseudo, popups_at_60x16)
{
    open_popups(60, 16);
}
