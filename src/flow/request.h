/* Requests: what a person can ask for, whatever the face. One table for keys, bottom line and help.
 *
 * A key becomes a request before any page sees it. */
#ifndef EFLOW_FLOW_REQUEST_H
#define EFLOW_FLOW_REQUEST_H

#include <stddef.h>

enum request {
    REQUEST_NONE,
    /* handled by the face, since only it knows what is on the screen */
    REQUEST_UP,
    REQUEST_DOWN,
    REQUEST_PAGE_UP,
    REQUEST_PAGE_DOWN,
    REQUEST_FIRST,
    REQUEST_LAST,
    REQUEST_OTHER_PANE, /* Tab: list, details */
    REQUEST_REDRAW,     /* Ctrl-L */
    REQUEST_SUSPEND,    /* Ctrl-Z */
    REQUEST_FILTER,     /* the face asks for the words and calls flow_filter */
    /* handled by the flow */
    REQUEST_OPEN, /* Enter: next, or open the selected item */
    REQUEST_BACK, /* Esc, b */
    REQUEST_NEXT_PAGE,
    REQUEST_PREVIOUS_PAGE,
    REQUEST_CHECK_NOW,
    REQUEST_HELP,
    REQUEST_CONFIRM,
    REQUEST_STEPS,
    REQUEST_LINK,
    REQUEST_QR, /* the link for the camera of a phone */
    REQUEST_COPY,
    REQUEST_ACTIONS, /* what can be done in the practice lab */
    REQUEST_FORMAT,
    REQUEST_REDACT,
    REQUEST_SAVE,
    REQUEST_LANGUAGE,
    REQUEST_PRESENT,
    REQUEST_QUIT,
    REQUEST_COUNT,
};

/* Keys that are no characters, as the key table names them. */
enum special_key {
    SPECIAL_ENTER = 0x110000, /* after the last Unicode character */
    SPECIAL_ESCAPE,
    SPECIAL_TAB,
    SPECIAL_UP,
    SPECIAL_DOWN,
    SPECIAL_LEFT,
    SPECIAL_RIGHT,
    SPECIAL_PAGE_UP,
    SPECIAL_PAGE_DOWN,
    SPECIAL_HOME,
    SPECIAL_END,
    SPECIAL_F1,
    SPECIAL_CTRL_L,
    SPECIAL_CTRL_Z,
    SPECIAL_CTRL_C,
    SPECIAL_BACK_TAB,
    SPECIAL_BACKSPACE,
    SPECIAL_DELETE,
    SPECIAL_END_OF_LIST,
};

/* What a key (a character, or a special key) asks for; REQUEST_NONE where it means nothing. */
enum request request_of_key(unsigned key);

/* The name of a key that cannot be written as itself: "Enter", "Space"; NULL for all others. */
const char *request_special_name(unsigned key);

/* The first key of a request as the bottom line shows it: "Enter", "r", "?". */
const char *request_key_name(enum request request);

/* All keys of a request: "Esc, b"; the caller frees. */
char *request_key_names(enum request request);

/* The name of a special key in English, whatever the person speaks; NULL for a character. */
const char *request_english_name(unsigned key);

/* What it does, in a word or two for the bottom line, and in a sentence for the help. */
const char *request_short(enum request request);
const char *request_help(enum request request);

#endif
