/* Breaks a text into lines by the columns that it takes on a terminal.
 *
 *   struct wrapped wrapped = wrap_words(text, 60, 60);
 *   for (size_t i = 0; i < wrapped.count; i++)
 *       printf("%.*s\n", (int)wrapped.lines[i].bytes, wrapped.lines[i].from);
 *   wrap_clear(&wrapped);
 *
 * Lines point into the text, which must outlive them. Blanks at a break belong to no line. */
#ifndef EFLOW_REPORT_WRAP_H
#define EFLOW_REPORT_WRAP_H

#include <stddef.h>

struct wrap_line {
    const char *from;
    size_t bytes;
    size_t columns;
};

struct wrapped {
    size_t count; /* at least 1: an empty text is one empty line */
    struct wrap_line *lines;
};

/* Breaks between words, and where Chinese, Japanese and Korean allow it (not before a closing sign,
 * not after an opening one). A word longer than a line is broken where the line is full. The first
 * line takes at most `first` columns, the others `columns`; both at least 2. */
struct wrapped wrap_words(const char *text, size_t first, size_t columns);

/* Breaks only where a line is full, and loses nothing: for text that must stay exactly as it is. */
struct wrapped wrap_exactly(const char *text, size_t columns);

/* The same for addresses, which break after a slash where that leaves no short line. */
struct wrapped wrap_address(const char *text, size_t columns);

void wrap_clear(struct wrapped *wrapped);

#endif
