/* The layers picture on a page. */
#ifndef EFLOW_UI_DRAW_PICTURE_H
#define EFLOW_UI_DRAW_PICTURE_H

#include "ui/state.h"

/* Draws the boxes; false (and nothing drawn) where they do not fit into the area. */
bool draw_picture_boxes(struct ui *ui, struct area area);

void draw_picture_line(struct ui *ui, struct area area);

#endif
