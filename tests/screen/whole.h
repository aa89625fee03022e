/* Whether what stands on a screen of the wizard is whole: what a person would call broken is found
 * here.
 *
 *   must(screen_is_whole(s));           after every key, once the screen has settled
 *   must(screen_is_as_redrawn(s));      what was painted piece by piece, against all of it anew
 *
 * Both leave the reason and a picture of the screen in screen_failure(). */
#ifndef EFLOW_TESTS_WHOLE_H
#define EFLOW_TESTS_WHOLE_H

#include "screen.h"

/* A rectangle of the screen; rows and columns count from 1, the last ones belong to it. */
struct screen_box {
    int top, left, bottom, right;
};

/* The frame, its title and tabs stand in their rows; nothing is scrolled away or broken: no half
 * box, no character that replaces another, no rest of an escape sequence. The cursor is visible,
 * and on the selected item, in the popup, or in the filter. */
bool screen_is_whole(struct screen *s);

/* Asks for the whole picture anew (Ctrl-L) and compares it, cell by cell, with what was there. */
bool screen_is_as_redrawn(struct screen *s);

/* The smallest whole box with the cell inside it; false where there is none. */
bool screen_find_box(struct screen *s, int row, int column, struct screen_box *ret_box);

/* All cells of the screen, row by row; the caller frees. */
struct screen_cell *screen_cells(const struct screen *s);

#endif
