/* What a page shows, ready for any face: no face looks at facts, rules or guides.
 *
 *   const struct view *view = flow_view(flow);
 *
 * A view belongs to the flow and lives until the next call of flow_view. All texts are in the
 * person's language, cleaned, and without line breaks; a face wraps and cuts them. NULL is "nothing
 * to say here". */
#ifndef EFLOW_FLOW_VIEW_H
#define EFLOW_FLOW_VIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "flow/request.h"
#include "report/mark.h"
#include "report/picture.h"
#include "report/qr.h"

enum page {
    PAGE_PATH,
    PAGE_PLAN,
    PAGE_CONNECT,
    PAGE_PREREQUISITES,
    PAGE_STEPS,
    PAGE_REPORT,
    PAGE_COUNT,
};

/* The name of the page as the head line shows it. */
const char *page_title(enum page page);

/* One line of a list. */
struct view_item {
    enum mark mark;
    const char *number; /* "2", or NULL */
    const char *title;
    const char *value;
    bool changed; /* the value is new since a moment ago: the face stresses it */
    bool chosen;  /* of a choice: what is set now */
};

enum line_role {
    LINE_PARAGRAPH,
    LINE_HEADING,
    LINE_FIELD,   /* label, then text: "Seen   config.nestedHVEnabled is false" */
    LINE_COMMAND, /* text is typed elsewhere exactly as it stands: never wrapped with marks in it;
                     label: where it is typed */
    LINE_LINK,    /* text is an address */
    LINE_BLANK,
};

struct view_line {
    enum line_role role;
    enum mark mark; /* before the text; MARK_NONE: none */
    const char *label;
    const char *text;
};

/* A key that does something now. */
struct view_key {
    enum request request;
    const char *text; /* "confirm by hand" */
    bool is_spare;    /* named by the help, and elsewhere only where there is plenty of room */
};

enum field_kind {
    FIELD_TEXT,
    FIELD_SECRET, /* shown as dots; empty at first */
    FIELD_CHOICE, /* one of choices */
};

struct view_field {
    enum field_kind kind;
    const char *label;
    const char *help;  /* one sentence about the field */
    const char *value; /* as it is at first; of a choice: the label of the chosen one */
    size_t choice_count;
    const char *const *choices;
};

enum popup_kind {
    POPUP_TEXT, /* lines to read; Enter or Esc closes it */
    POPUP_MENU, /* one item is picked */
    POPUP_FORM, /* fields are filled in */
    POPUP_QR,   /* lines to read, and their address as a QR code, as large as there is room */
};

struct view_popup {
    enum popup_kind kind;
    const char *title;
    size_t line_count;
    const struct view_line *lines; /* above the items or fields */
    const struct qr *qr; /* the address in the lines, drawn by POPUP_QR; POPUP_TEXT: on request;
                            NULL: there is none */
    size_t item_count;
    const struct view_item *items; /* POPUP_MENU */
    size_t selected;               /* the item or field to start with */
    size_t field_count;
    const struct view_field *fields; /* POPUP_FORM */
    const char *trouble; /* why the last input was refused; stands at field `selected` */
    const char *enter;   /* what Enter does: "save", "trust this certificate" */
    unsigned serial;     /* another number means another popup */
};

/* What has changed, in words: "edge-01: off (before: ON, not exposed)". */
struct view_change {
    const char *time; /* "14:02:11" */
    const char *text;
};

struct view {
    enum page page;
    const char *context; /* head line, right: "VMware ESXi · edge-01", "practice lab" */
    const char *fresh;   /* second line, right: "live, 2 s ago" */

    struct picture picture; /* the layers */
    bool picture_is_large;  /* show all of it beside the details, even where there is little room */

    bool is_presented;   /* to a class: larger, with the last changes, and with the keys pressed */
    bool has_changed;    /* anything, since the wizard began */
    size_t change_count; /* only where it is presented */
    const struct view_change *changes; /* newest first */

    const char *lead; /* above the list: a question, or counts of results */
    size_t lead_done; /* of a progress bar beside the lead; lead_total 0: no bar */
    size_t lead_total;
    const char *filter; /* what the list is filtered by; NULL: it is not */
    size_t item_count;
    const struct view_item *items;
    size_t selected;       /* 0 where there are no items */
    const char *empty;     /* instead of a list without items */
    const char *list_name; /* changes when it is another list: the face then starts at the top */

    const char *detail_title; /* about the selected item */
    const char *detail_tag;   /* right of it: "REQUIRED" */
    size_t detail_count;
    const struct view_line *details;

    const struct view_popup *popup; /* NULL: none */
    const char *message;            /* one sentence in the bottom line, for a while */
    enum mark message_mark;
    size_t key_count;
    const struct view_key *keys; /* most useful first */
};

#endif
