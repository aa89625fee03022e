/* Presenter mode: what a class on the other side of a projector sees besides the page. */
#ifndef EFLOW_UI_PRESENT_H
#define EFLOW_UI_PRESENT_H

#include "ui/state.h"

/* Remembers a key that was pressed. What is typed into a form is seen there, or is a password. */
void present_note_key(struct ui *ui, unsigned key);

/* The last keys, as many as fit, newest last: "Down Down Enter". The caller frees. */
char *present_keys(const struct ui *ui, int columns);

/* Rows for the last changes below the body; 0 where they are not shown. */
int present_change_rows(const struct ui *ui);

/* Draws them, with a rule above. */
void present_draw_changes(struct ui *ui, struct area area);

#endif
