/* The sheet: a view being written, page by page. Pages add what they have to say; the sheet keeps
 * texts and lists, and finishes the view. */
#ifndef EFLOW_FLOW_SHEET_H
#define EFLOW_FLOW_SHEET_H

#include <stdbool.h>

#include "flow/pool.h"
#include "flow/view.h"

struct sheet {
    struct pool pool;
    struct view view;
    struct view_item *items;
    const char **ids; /* of the items, in the same order */
    size_t item_capacity;
    struct view_line *lines;
    size_t line_capacity;
    struct view_key *keys;
    size_t key_capacity;
    /* the popup */
    struct view_popup popup;
    struct view_item *popup_items;
    size_t popup_item_capacity;
    struct view_line *popup_lines;
    size_t popup_line_capacity;
    struct view_field *popup_fields;
    size_t popup_field_capacity;
};

/* Empties it for the next view. */
void sheet_clear(struct sheet *sheet);
void sheet_free(struct sheet *sheet);

/* Points the view at what was added. */
void sheet_finish(struct sheet *sheet, bool has_popup);

/* A line of the list. Texts are copied; id names the item for as long as the program runs. Items
 * that do not contain the words of the filter are left out. Returns whether it was added. */
bool sheet_item(struct sheet *sheet, const char *id, struct view_item item);

/* A line of the details. Texts are copied; an empty or missing text adds nothing. */
void sheet_line(struct sheet *sheet, enum line_role role, const char *label, const char *text);
void sheet_mark_line(struct sheet *sheet, enum mark mark, const char *text);

/* A key of the bottom line; text NULL: the request's own short text. */
void sheet_key(struct sheet *sheet, enum request request, const char *text);

/* A key that a bottom line leaves out before all others. */
void sheet_spare_key(struct sheet *sheet, enum request request);

/* Says what a key that is there already does for the selected item. */
void sheet_rename_key(struct sheet *sheet, enum request request, const char *text);

void sheet_popup_line(struct sheet *sheet, enum line_role role, const char *label,
                      const char *text);
void sheet_popup_mark_line(struct sheet *sheet, enum mark mark, const char *text);
void sheet_popup_item(struct sheet *sheet, struct view_item item);
void sheet_popup_field(struct sheet *sheet, struct view_field field);

/* Whether the words stand in the text, without regard to the case of ASCII letters. */
bool sheet_contains(const char *text, const char *words);

#endif
