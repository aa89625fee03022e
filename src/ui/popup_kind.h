/* The inside of popups: what the three kinds share. */
#ifndef EFLOW_UI_POPUP_KIND_H
#define EFLOW_UI_POPUP_KIND_H

#include <form.h>
#include <menu.h>
#include <panel.h>

#include "ui/popup.h"
#include "ui/rows.h"

enum {
    POPUP_MARGIN = 2,  /* columns between the border and what is inside, border included */
    POPUP_WIDEST = 76, /* columns */
    POPUP_NARROWEST = 40,
};

struct popup {
    const struct popup_class *class;
    unsigned serial;
    size_t field_count;
    WINDOW *window;
    PANEL *panel;
    struct rows rows; /* the lines of the popup */
    struct scroll scroll;
    struct popup_menu *menu;
    struct popup_form *form;
    bool is_negative; /* POPUP_QR: ink for the dark modules, where usually the light ones get it */
};

/* One kind of popup. Columns and rows are those inside the border. All functions but draw, key and
 * keys may be NULL: nothing is wanted, or to be done. */
struct popup_class {
    bool covers_page; /* no border: all of the screen but the bottom line */
    int (*columns_wanted)(struct ui *ui, const struct view_popup *view);
    int (*rows_wanted)(struct ui *ui, const struct view_popup *view, int columns);
    void (*open)(struct ui *ui, const struct view_popup *view);  /* makes the inside, once */
    void (*place)(struct ui *ui, const struct view_popup *view); /* into a new window */
    bool (*renew)(struct ui *ui,
                  const struct view_popup *view); /* whether it looks different; NULL: always */
    void (*draw)(struct ui *ui, const struct view_popup *view);
    struct effect (*key)(struct ui *ui, unsigned key);
    size_t (*keys)(struct ui *ui, struct popup_key keys[POPUP_KEYS]);
    void (*leave)(struct popup *popup); /* before the window goes */
    void (*close)(struct popup *popup);
};

extern const struct popup_class popup_text_class;
extern const struct popup_class popup_menu_class;
extern const struct popup_class popup_form_class;
extern const struct popup_class popup_qr_class;

/* Rows that lines take at most, so that `needed` rows are left for what is below them. */
int popup_line_rows(const struct popup *popup, int needed);

/* A text as the terminal can show it, cut or filled up to columns: for libraries that draw by
 * themselves. The caller frees. */
char *popup_displayable(const struct look *look, const char *text, size_t columns);

#endif
