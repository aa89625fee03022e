/* Popups: a text to read, a menu to pick from, a form to fill in. They follow the view: popup_sync
 * opens, renews or closes what the flow wants to be shown. */
#ifndef EFLOW_UI_POPUP_H
#define EFLOW_UI_POPUP_H

#include "ui/state.h"

enum { POPUP_KEYS = 6 };

/* An entry of the bottom line. */
struct popup_key {
    const char *name;
    const char *text;
};

/* After the view may have changed. */
void popup_sync(struct ui *ui);

/* After the size of the terminal has changed. */
void popup_fit(struct ui *ui);

/* Draws what changes (the bottom line, help, trouble) and places the cursor; the page beneath
 * has been drawn. */
void popup_draw(struct ui *ui);

/* Works off a key; returns what the flow wants to be done. */
struct effect popup_key(struct ui *ui, unsigned key);

/* Whether characters that are typed now go into a field: perhaps into a password. */
bool popup_takes_text(const struct ui *ui);

/* What the bottom line says; returns how many. */
size_t popup_keys(struct ui *ui, struct popup_key keys[POPUP_KEYS]);

void popup_close(struct ui *ui);

#endif
