/* Hyperlinks of the terminal (OSC 8): an address on the screen can be clicked.
 *
 *   hyperlinks_start(&links);
 *   hyperlinks_begin(&links); draw, and hyperlinks_want(...) for all rows that may have links
 *   hyperlinks_prepare(&links); doupdate(); hyperlinks_mark(&links);
 *   hyperlinks_clear(&links);
 *
 * curses knows no hyperlinks, so they are written beside it: the same text once more, at the same
 * place, with the address around it. They are gone where curses writes anew. A terminal that is
 * not known to have them gets no byte. */
#ifndef EFLOW_UI_HYPERLINK_H
#define EFLOW_UI_HYPERLINK_H

#include <ncurses.h>
#include <stdbool.h>
#include <stddef.h>

#include "ui/rows.h"

struct hyperlink; /* one row of an address, and where it stands */

/* Those of a page. */
struct hyperlink_set {
    size_t count;
    struct hyperlink *all;
};

struct hyperlinks {
    bool are_known; /* the terminal has them */
    struct hyperlink_set wanted;
    struct hyperlink_set marked; /* what the terminal has as links now */
};

void hyperlinks_start(struct hyperlinks *links);

/* Before a page is drawn. */
void hyperlinks_begin(struct hyperlinks *links);

/* The same arguments as those of rows_put. Where rows lie upon others, the last ones count. */
void hyperlinks_want(struct hyperlinks *links, WINDOW *window, const struct rows *rows,
                     size_t first, int row, int column, int height);

/* Before doupdate, when curses knows the new page: lets it rewrite what is no longer right. */
void hyperlinks_prepare(struct hyperlinks *links);

/* After doupdate: marks what is wanted, can be seen, and is not marked yet. */
void hyperlinks_mark(struct hyperlinks *links);

void hyperlinks_clear(struct hyperlinks *links);

/* --- the pure part --- */

/* Whether a terminal with these variables is known to have hyperlinks; variable gives a value,
 * or NULL. */
bool hyperlink_is_known(const char *(*variable)(const char *name));

/* The bytes that make the text a link to the address; NULL where the address is none of the web,
 * or too long. Rows with the same address become one link. The caller frees. */
char *hyperlink_sequence(const char *address, const char *text);

#endif
