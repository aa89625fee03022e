/* What the face remembers between two keys. Everything else it asks of the flow. */
#ifndef EFLOW_UI_STATE_H
#define EFLOW_UI_STATE_H

#include <ncurses.h>
#include <stdbool.h>
#include <stddef.h>

#include "flow/flow.h"
#include "ui/filter.h"
#include "ui/hyperlink.h"
#include "ui/theme.h"

enum {
    SMALLEST_COLUMNS = 60,
    SMALLEST_ROWS = 16,
    ROOMY_ROWS = 20,       /* from here on the bottom line has a rule above it */
    PICTURE_BESIDE = 110,  /* columns from which the picture stands at the right of every page */
    PRESENTED_BESIDE = 80, /* the same in presenter mode, where it takes half of them */
    NARROW_PANE = 50,      /* columns below which titles alone have room */
    KEYS_PRESSED = 8,
};

enum pane { PANE_LIST, PANE_DETAILS };

/* A text of several screens, or a list: what is seen of it. */
struct scroll {
    size_t top;
    size_t total;
    size_t height; /* as drawn last; 0: not on the screen */
};

struct popup;

struct ui {
    struct flow *flow;
    const struct view *view; /* NULL before the first look */
    bool view_is_old;
    struct look look;
    struct hyperlinks links;

    enum pane focus;
    struct scroll list;
    struct scroll details;
    size_t selected;    /* may be ahead of the view while keys are being worked off */
    char *list_name;    /* whose scroll positions these are */
    char *detail_title; /* ... */

    struct filter filter;
    struct popup *popup;         /* NULL: none is open */
    char *pressed[KEYS_PRESSED]; /* names of the last keys, newest last; NULL: none */
    int item_rows;               /* of an item in the list: 2 with a blank one below it */
    char *note;                  /* what the face itself has to say, until the next key */
    bool must_suspend;
    bool must_quit;

    WINDOW *cursor_window; /* where the hardware cursor stands after drawing */
    int cursor_row;
    int cursor_column;
};

/* The view as it is now. */
const struct view *ui_view(struct ui *ui);

/* Whether the terminal is too small for anything but asking for room. */
bool ui_is_cramped(void);

void ui_place_cursor(struct ui *ui, WINDOW *window, int row, int column);

/* Moves a window of height over total so that the line is in it. */
void scroll_show(struct scroll *scroll, size_t line);

/* Moves by so many lines, within what there is. Returns whether anything moved. */
bool scroll_by(struct scroll *scroll, long lines);

/* "3-9 of 40"; NULL where all of it is seen. The caller frees. */
char *scroll_text(const struct scroll *scroll);

/* Draws the page, and what is above it, into curses' windows (draw_frame.c). */
void draw_page(struct ui *ui);

/* Parts of a page; each gets the rows and columns that it may use. */
struct area {
    int row, column, rows, columns;
};

void draw_list(struct ui *ui, struct area area);
void draw_details(struct ui *ui, struct area area);

#endif
