/* Lines of a view (struct view_line) laid out for a width: wrapped, indented, in pieces that each
 * have one look. Details and popups show such rows.
 *
 *   struct rows rows = rows_lay_out(lines, count, 58, &look);
 *   rows_put(window, &look, &rows, first, row, column, height);
 *   rows_clear(&rows); */
#ifndef EFLOW_UI_ROWS_H
#define EFLOW_UI_ROWS_H

#include <stddef.h>

#include "flow/view.h"
#include "ui/theme.h"

struct row_piece {
    int column;
    char *text;
    attr_t attributes;
    char *link; /* the whole address where this is a row of one; else NULL */
};

struct row {
    size_t count;
    struct row_piece *pieces;
};

struct rows {
    size_t count;
    struct row *rows;
};

struct rows rows_lay_out(const struct view_line *lines, size_t count, int columns,
                         const struct look *look);

/* One text, wrapped. */
struct rows rows_of_text(const char *text, int columns);

/* Shows rows from `first`, at most height of them. */
void rows_put(WINDOW *window, const struct look *look, const struct rows *rows, size_t first,
              int row, int column, int height);

/* The columns of the widest row. */
int rows_width(const struct rows *rows);

void rows_clear(struct rows *rows);

#endif
