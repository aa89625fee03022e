/* Waiting with a deadline, and what a failure looks like. */
#include "config.h"

#include "screen.h"

#include <regex.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screen_internal.h"

enum {
    TURN = 10,     /* milliseconds between two looks at whether the program has ended */
    DRAINED = 3,   /* milliseconds after which a program that sleeps has nothing on its way */
    SILENT = 25,   /* ... and has nothing to say at all: the input itself may have been late */
    NO_PROC = 100, /* milliseconds of quiet where nothing tells whether the program sleeps */
};

/* --- failures ---------------------------------------------------------------------------------- */

static char *last_failure;

const char *screen_failure(void)
{
    return last_failure != NULL ? last_failure : "";
}

static void picture_to(FILE *out, struct screen *s)
{
    struct screen_cursor cursor = screen_cursor(s);
    int rows = screen_rows(s);
    int last = rows;

    fprintf(out, "\nThe screen (%dx%d, TERM=%s, cursor %s%d,%d%s):\n", screen_columns(s), rows,
            s->term, cursor.visible ? "" : "hidden at ", cursor.row, cursor.column,
            s->has_ended ? ", the program has ended" : "");
    while (last > 1 && screen_row(s, last)[0] == '\0')
        last--;
    for (int row = 1; row <= last; row++)
        fprintf(out, "%3d |%s\n", row, screen_row(s, row));
    if (last < rows)
        fprintf(out, "    (the rows below are blank)\n");
}

bool screen_fail(struct screen *s, const char *reason, ...)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    va_list values;

    if (out == NULL)
        abort();
    va_start(values, reason);
    vfprintf(out, reason, values);
    va_end(values);
    if (s != NULL)
        picture_to(out, s);
    fclose(out);
    free(last_failure);
    last_failure = text;
    return false;
}

/* --- waiting ----------------------------------------------------------------------------------- */

static bool is_over(struct screen *s)
{
    return screen_exit_status(s) >= 0 && !screen_pump(s, 0);
}

bool screen_wait_until(struct screen *s, screen_predicate *holds, const void *data,
                       const char *what)
{
    double end = screen_now() + s->deadline / 1e3;

    screen_pump(s, 0);
    while (!holds(s, data)) {
        if (is_over(s) && !holds(s, data))
            return screen_fail(s, "the program ended with status %d; waited for %s", s->exit_status,
                               what);
        if (screen_now() > end)
            return screen_fail(s, "waited %d ms for %s", s->deadline, what);
        screen_pump(s, TURN);
    }
    return true;
}

/* Waits for a predicate whose description is a sentence with one text in it. */
static bool wait_for(struct screen *s, screen_predicate *holds, const void *data,
                     const char *format, const char *text)
{
    char what[512];

    snprintf(what, sizeof what, "%s \"%s\"", format, text);
    return screen_wait_until(s, holds, data, what);
}

static bool has_text(struct screen *s, const void *text)
{
    return screen_find(s, text, NULL, NULL);
}

bool screen_wait_text(struct screen *s, const char *text)
{
    return wait_for(s, has_text, text, "the text", text);
}

static bool has_no_text(struct screen *s, const void *text)
{
    return !screen_find(s, text, NULL, NULL);
}

bool screen_wait_gone(struct screen *s, const char *text)
{
    return wait_for(s, has_no_text, text, "the end of the text", text);
}

struct row_text {
    int row;
    const char *text;
};

static bool row_has_text(struct screen *s, const void *data)
{
    const struct row_text *wanted = data;

    return strstr(screen_row(s, wanted->row), wanted->text) != NULL;
}

bool screen_wait_row(struct screen *s, int row, const char *text)
{
    struct row_text wanted = {row, text};
    char what[64];

    if (row < 1 || row > screen_rows(s))
        return screen_fail(s, "there is no row %d: rows count from 1 to %d", row, screen_rows(s));
    snprintf(what, sizeof what, "row %d to show", row);
    return wait_for(s, row_has_text, &wanted, what, text);
}

static bool row_matches(struct screen *s, const void *compiled)
{
    for (int row = 1; row <= screen_rows(s); row++) {
        if (regexec(compiled, screen_row(s, row), 0, NULL, 0) == 0)
            return true;
    }
    return false;
}

bool screen_wait_match(struct screen *s, const char *regex)
{
    regex_t compiled;

    if (regcomp(&compiled, regex, REG_EXTENDED | REG_NOSUB) != 0)
        return screen_fail(s, "\"%s\" is not a regular expression", regex);
    bool is_found = wait_for(s, row_matches, &compiled, "a row like", regex);
    regfree(&compiled);
    return is_found;
}

static bool is_cursor_on(struct screen *s, const void *text)
{
    struct screen_cursor cursor = screen_cursor(s);

    return cursor.visible && strstr(screen_row(s, cursor.row), text) != NULL;
}

bool screen_wait_cursor(struct screen *s, const char *text)
{
    return wait_for(s, is_cursor_on, text, "the cursor to stand, visible, in a row with", text);
}

struct raw_text {
    size_t mark;
    const char *bytes;
};

static bool has_received(struct screen *s, const void *data)
{
    const struct raw_text *wanted = data;
    size_t length = 0;
    const char *raw = screen_raw(s, &length);

    return length > wanted->mark &&
           memmem(raw + wanted->mark, length - wanted->mark, wanted->bytes, strlen(wanted->bytes));
}

bool screen_wait_raw(struct screen *s, size_t mark, const char *bytes)
{
    struct raw_text wanted = {mark, bytes};

    return screen_wait_until(s, has_received, &wanted, "certain bytes");
}

bool screen_wait_quiet(struct screen *s, int milliseconds)
{
    double end = screen_now() + s->deadline / 1e3;

    while (screen_pump(s, milliseconds)) {
        if (screen_now() > end)
            return screen_fail(s, "waited %d ms for %d ms without output", s->deadline,
                               milliseconds);
    }
    return true;
}

void screen_note_input(struct screen *s)
{
    s->wakeups_before_input = screen_wakeups(s);
    s->length_before_input = s->raw_length;
}

/* A program that has woken up and sleeps again has taken in its input, unless something else woke
 * it. */
bool screen_settle(struct screen *s)
{
    double end = screen_now() + s->deadline / 1e3;

    if (s->wakeups_before_input < 0 || screen_wakeups(s) < 0)
        return screen_wait_quiet(s, NO_PROC);
    while (screen_exit_status(s) < 0) {
        bool is_asleep = screen_wakeups(s) > s->wakeups_before_input && screen_sleeps(s);
        int quiet = s->raw_length > s->length_before_input ? DRAINED : SILENT;
        if (!screen_pump(s, is_asleep ? quiet : 1) && is_asleep && screen_sleeps(s))
            return true;
        if (screen_now() > end)
            return screen_fail(s, "waited %d ms for the program to sleep again", s->deadline);
    }
    return screen_fail(s, "the program ended with status %d; waited for it to sleep again",
                       s->exit_status);
}

void screen_watch(struct screen *s, int milliseconds)
{
    double end = screen_now() + milliseconds / 1e3;

    for (double left = milliseconds; left > 0; left = (end - screen_now()) * 1e3)
        screen_pump(s, (int)left + 1);
}
