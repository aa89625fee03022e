#include "config.h"

#include "report/wrap.h"

#include <stdbool.h>
#include <stdlib.h>

#include "sys/text.h"

/* Signs that must not begin a line: closing brackets, full stops, small kana (sorted). */
static const unsigned closing[] = {
    0x2019, 0x201D, 0x3001, 0x3002, 0x3005, 0x3009, 0x300B, 0x300D, 0x300F, 0x3011, 0x3015,
    0x3017, 0x3041, 0x3043, 0x3045, 0x3047, 0x3049, 0x3063, 0x3083, 0x3085, 0x3087, 0x30A1,
    0x30A3, 0x30A5, 0x30A7, 0x30A9, 0x30C3, 0x30E3, 0x30E5, 0x30E7, 0x30FB, 0x30FC, 0xFF01,
    0xFF05, 0xFF09, 0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF3D, 0xFF5D,
};

/* Signs that must not end a line: opening brackets (sorted). */
static const unsigned opening[] = {
    0x2018, 0x201C, 0x3008, 0x300A, 0x300C, 0x300E, 0x3010, 0x3014, 0x3016, 0xFF08, 0xFF3B, 0xFF5B,
};

static bool is_one_of(unsigned code, const unsigned *codes, size_t count)
{
    for (size_t i = 0; i < count && codes[i] <= code; i++) {
        if (codes[i] == code)
            return true;
    }
    return false;
}

/* Whether a line may end between two characters that are no blanks. */
static bool may_part(unsigned before, unsigned after)
{
    if (text_code_width(before) != 2 && text_code_width(after) != 2)
        return false;
    return text_code_width(after) != 0 &&
           !is_one_of(after, closing, sizeof closing / sizeof *closing) &&
           !is_one_of(before, opening, sizeof opening / sizeof *opening) && before != '(' &&
           before != '[' &&
           (after > 0x7F || (after != ')' && after != ']' && after != ',' && after != '.' &&
                             after != ':' && after != ';'));
}

static void add_line(struct wrapped *wrapped, const char *from, size_t bytes, size_t columns)
{
    wrapped->lines = must_realloc(wrapped->lines, (wrapped->count + 1) * sizeof *wrapped->lines);
    wrapped->lines[wrapped->count++] = (struct wrap_line){from, bytes, columns};
}

/* The best beginning of text for one line. Returns the bytes that the line takes off the text. */
static size_t take_line(const char *text, size_t room, struct wrap_line *ret)
{
    size_t at = 0, columns = 0, size = 0;
    unsigned code = 0, before = ' ';
    bool has_break = false;

    *ret = (struct wrap_line){.from = text};
    while ((size = text_decode(text + at, &code)) > 0) {
        size_t width = (size_t)text_code_width(code);
        bool is_break = code == ' ' ? before != ' ' : before != ' ' && may_part(before, code);
        if (at > 0 && is_break) {
            ret->bytes = at;
            ret->columns = columns;
            has_break = true;
        }
        if (code != ' ' && columns + width > room)
            break;
        columns += width;
        at += size;
        before = code;
    }
    if (size == 0 || !has_break) {
        ret->bytes = at > 0 ? at : size;
        ret->columns = columns;
        while (size == 0 && ret->bytes > 0 && text[ret->bytes - 1] == ' ') {
            ret->bytes--;
            ret->columns--;
        }
    }
    at = ret->bytes;
    while (text[at] == ' ')
        at++;
    return at;
}

struct wrapped wrap_words(const char *text, size_t first, size_t columns)
{
    struct wrapped wrapped = {0};
    size_t room = first;

    do {
        struct wrap_line line;
        text += take_line(text, room < 2 ? 2 : room, &line);
        add_line(&wrapped, line.from, line.bytes, line.columns);
        room = columns;
    } while (*text);
    return wrapped;
}

/* Where a full line of an address had better end: after its last slash, unless that is far away. */
static size_t end_at_slash(const char *text, size_t bytes)
{
    size_t end = bytes;

    while (end > bytes / 2 && text[end - 1] != '/')
        end--;
    return end > bytes / 2 ? end : bytes;
}

/* Where a full line of a command had better end: after its last blank, unless that is far away. */
static size_t end_at_blank(const char *text, size_t bytes)
{
    size_t end = bytes;

    while (end > bytes / 2 && text[end - 1] != ' ')
        end--;
    return end > bytes / 2 ? end : bytes;
}

static struct wrapped wrap_full(const char *text, size_t columns,
                                size_t (*choose_end)(const char *text, size_t bytes))
{
    struct wrapped wrapped = {0};

    do {
        size_t bytes = text_fit(text, columns < 2 ? 2 : columns);
        if (text[bytes])
            bytes = choose_end(text, bytes);
        char *line = must_copy_n(text, bytes);
        add_line(&wrapped, text, bytes, text_width(line));
        free(line);
        text += bytes;
    } while (*text);
    return wrapped;
}

struct wrapped wrap_exactly(const char *text, size_t columns)
{
    return wrap_full(text, columns, end_at_blank);
}

struct wrapped wrap_address(const char *text, size_t columns)
{
    return wrap_full(text, columns, end_at_slash);
}

void wrap_clear(struct wrapped *wrapped)
{
    free(wrapped->lines);
    *wrapped = (struct wrapped){0};
}
