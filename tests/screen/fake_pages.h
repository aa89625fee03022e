/* What the fake flow shows. */
#ifndef EFLOW_TESTS_FAKE_PAGES_H
#define EFLOW_TESTS_FAKE_PAGES_H

#include <stdbool.h>

#include "flow/view.h"

enum fake_popup {
    FAKE_NONE,
    FAKE_TEXT,
    FAKE_MENU,
    FAKE_LONG_MENU,
    FAKE_FORM,
    FAKE_LONG_FORM,
    FAKE_LINK,
    FAKE_QR
};

struct fake_state {
    enum page page;
    enum fake_popup popup;
    bool is_exposed;
    bool has_changed;
    bool is_long;
    bool is_plain;
    const char *address; /* of the popups; NULL: that of the pages */
};

/* Fills the parts of a page; the texts live until the next call. */
void fake_page(const struct fake_state *state, size_t selected, struct view *view);

void fake_popup(const struct fake_state *state, struct view_popup *popup);

/* Frees what was made for a long list and for a QR code. */
void fake_pages_forget(void);

#endif
