/* What libvterm 0.1.4 gets wrong, put right before it sees it.
 *
 * Repeated characters (REP, "ESC [ n b") are written out: it takes a run that ends one column
 * before the margin for one that has reached it. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "screen_internal.h"

enum { LONGEST_RUN = 1000 /* columns */ };

/* Where in the bytes we are. */
enum { IN_TEXT, AFTER_ESCAPE, IN_SEQUENCE };

static bool is_number(char byte)
{
    return byte >= '0' && byte <= '9';
}

static void write_run(struct screen *s)
{
    for (int i = 0; i < s->repeat.count && i < LONGEST_RUN; i++)
        vterm_input_write(s->terminal, &s->repeat.last, 1);
}

/* The sequence was none that repeats: it goes on its way, with the byte that shows it. */
static void let_go(struct screen *s)
{
    vterm_input_write(s->terminal, s->repeat.held, s->repeat.held_count);
    s->repeat.held_count = 0;
    s->repeat.state = IN_TEXT;
}

static void hold(struct screen *s, char byte)
{
    if (s->repeat.held_count == sizeof s->repeat.held)
        let_go(s);
    s->repeat.held[s->repeat.held_count++] = byte;
}

static void take_in_sequence(struct screen *s, char byte)
{
    if (is_number(byte) && s->repeat.count < LONGEST_RUN)
        s->repeat.count = s->repeat.count * 10 + byte - '0';
    if (byte == 'b') {
        write_run(s);
        s->repeat.held_count = 0;
        s->repeat.state = IN_TEXT;
    } else if (!is_number(byte)) {
        let_go(s);
    }
}

/* A byte from an escape on. */
static void take_byte(struct screen *s, char byte)
{
    if (byte == '\x1b' && s->repeat.state != IN_TEXT)
        let_go(s);
    hold(s, byte);
    if (byte == '\x1b') {
        s->repeat.state = AFTER_ESCAPE;
    } else if (s->repeat.state == IN_SEQUENCE) {
        take_in_sequence(s, byte);
    } else if (byte == '[') {
        s->repeat.state = IN_SEQUENCE;
        s->repeat.count = 0;
    } else {
        let_go(s);
    }
}

static size_t text_length(const char *bytes, size_t length)
{
    const char *escape = memchr(bytes, '\x1b', length);

    return escape != NULL ? (size_t)(escape - bytes) : length;
}

void screen_take_bytes(struct screen *s, const char *bytes, size_t length)
{
    while (length > 0) {
        size_t count = s->repeat.state == IN_TEXT ? text_length(bytes, length) : 0;

        if (count > 0) {
            vterm_input_write(s->terminal, bytes, count);
            s->repeat.last = bytes[count - 1];
        } else {
            take_byte(s, bytes[0]);
            count = 1;
        }
        bytes += count;
        length -= count;
    }
}

/* As terminals do when their size changes. libvterm 0.1.4 keeps the region, and scrolls beyond its
 * memory where the region begins below the last row. */
void screen_forget_region(struct screen *s)
{
    struct screen_cursor cursor = screen_cursor(s);
    char bytes[40];

    if (s->repeat.state != IN_TEXT)
        return;
    snprintf(bytes, sizeof bytes, "\x1b[r\x1b[%d;%dH", cursor.row, cursor.column);
    vterm_input_write(s->terminal, bytes, strlen(bytes));
}
