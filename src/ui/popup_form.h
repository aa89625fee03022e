/* What the two halves of the form share: popup_form.c shows it, popup_form_keys.c edits it. */
#ifndef EFLOW_UI_POPUP_FORM_H
#define EFLOW_UI_POPUP_FORM_H

#include "ui/popup_kind.h"

#define FORM_SECRET_LIMIT ((size_t)1024) /* bytes of a secret in a form, with the terminator */

enum { KEY_CLEAR_FIELD = 0x15 /* Ctrl-U */ };

/* What the trace has to know of what was typed into a text (ui_trace.c). */
struct entry_trace {
    bool is_followed;
    bool is_address; /* there is a "://" in it */
    bool may_hold_password;
    unsigned typed_last; /* character */
};

struct entry {
    enum field_kind kind;
    char *value; /* what was typed so far; of a secret FORM_SECRET_LIMIT bytes */
    size_t choice;
    int row; /* within its page */
    int page;
    struct entry_trace trace;
};

struct popup_form {
    FORM *form;
    FIELD **fields; /* ended by NULL */
    struct entry *entries;
    size_t count;
    size_t current;
    char *trouble; /* NULL: none */
    size_t trouble_at;
    bool is_help_open;
    WINDOW *inside;
    int top;  /* row of the first field in the window */
    int left; /* column of the fields */
    int rows; /* of fields on one page */
};

/* Shows the value of an entry in its field. */
void popup_form_show(struct ui *ui, const struct view_popup *view, size_t at);

/* Takes over what the form library has been typed into. */
void popup_form_take(struct popup_form *form);

struct effect popup_form_key(struct ui *ui, unsigned key);
size_t popup_form_keys(struct ui *ui, struct popup_key keys[POPUP_KEYS]);

#endif
