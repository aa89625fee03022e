/* Puts UTF-8 text into curses windows: cut to columns, and in what the terminal can show. */
#ifndef EFLOW_UI_CANVAS_H
#define EFLOW_UI_CANVAS_H

#include <ncurses.h>

#include "ui/theme.h"

/* Puts as much of text as fits into columns; returns the columns used. What cannot be shown
 * becomes a question mark, or its ASCII twin, for each of its columns. */
int canvas_put(WINDOW *window, const struct look *look, int row, int column, int columns,
               attr_t attributes, const char *text);

/* The same, and where something had to be left out the end says so: "...". */
int canvas_put_cut(WINDOW *window, const struct look *look, int row, int column, int columns,
                   attr_t attributes, const char *text);

/* Puts the text so that it ends before column; returns the column where it begins. */
int canvas_put_right(WINDOW *window, const struct look *look, int row, int column, int columns,
                     attr_t attributes, const char *text);

/* What stands for the character, once for each of its columns; NULL: itself. A character that the C
 * library cannot show, or counts otherwise than the layout did, becomes a question mark, so that no
 * box breaks. */
const char *canvas_sign(const struct look *look, unsigned code, int width);

/* A rule over the columns. Underscores: one solid line on every terminal, and nearly no bytes where
 * the terminal can repeat a character. */
void canvas_rule(WINDOW *window, int row, int column, int columns);

/* A box around the whole window. */
void canvas_box(WINDOW *window, const struct look *look);

#endif
