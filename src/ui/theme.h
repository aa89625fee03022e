/* How things look on this terminal: one table from tones to attributes, and what it can show at
 * all. Colour only repeats what marks and words say; there are at most eight colours, on the
 * terminal's own background. */
#ifndef EFLOW_UI_THEME_H
#define EFLOW_UI_THEME_H

#include <ncurses.h>
#include <stdbool.h>

#include "report/mark.h"
#include "report/picture.h"

struct look {
    bool is_utf8;     /* characters beyond ASCII may be sent */
    bool has_symbols; /* ... and the font very likely has check marks */
    bool has_lines;   /* popups have boxes of lines; else of + - | */
    bool has_colors;
    bool has_reverse;
};

/* Finds out what the terminal can; after curses has started. */
struct look theme_start(bool ascii, bool no_color);

/* Attributes for waddch and friends. */
attr_t theme_tone(const struct look *look, enum tone tone);
attr_t theme_mark(const struct look *look, enum mark mark);

/* The sign of a mark and the columns that all marks take: symbols one, words MARK_WORD_COLUMNS. */
const char *theme_sign(const struct look *look, enum mark mark);
int theme_sign_columns(const struct look *look);

/* Black on white, whatever the colours of the terminal are; only where it has colours. */
attr_t theme_paper(void);

enum picture_style theme_picture_style(const struct look *look);

#endif
