/* What the line-by-line face remembers between two answers. Everything else it asks of the flow. */
#ifndef EFLOW_PLAIN_STATE_H
#define EFLOW_PLAIN_STATE_H

#include <stdbool.h>
#include <stddef.h>

#include "flow/flow.h"
#include "plain/news.h"
#include "plain/output.h"

enum place {
    PLACE_LIST, /* the page as a whole */
    PLACE_ITEM, /* one line of it was opened */
};

/* A line as it was read out, and how it is called since: lists are sorted anew while one thinks. */
struct offer {
    char *label; /* "3" */
    char *title;
    size_t twin; /* how many lines of this title stand before it */
};

struct offers {
    size_t count;
    struct offer *all;
};

/* A form that is being filled in. */
struct form {
    size_t count;
    size_t at;
    char **values;
    bool *are_secret;
};

struct plain {
    struct flow *flow;
    const struct view *view;
    struct output *out;
    bool is_typed_here; /* the person's terminal shows what is typed */

    bool has_page;
    enum page page; /* read out last */
    enum place place;
    struct offers lines;

    bool has_popup;
    unsigned popup_serial;
    struct offers choices;
    size_t usual_choice; /* of choices: what Enter takes */
    struct form form;

    struct news news;
    char *message;   /* said last */
    char *layers;    /* said last */
    char *waits_for; /* words; NULL: does not wait. "": for any change */
    bool must_quit;
};

/* The view as it is now. */
const struct view *plain_look(struct plain *plain);

/* Says what is new: a message, another page, a popup, changes. Whether there was anything. */
bool plain_settle(struct plain *plain);

/* Whether the wizard now wants the person to type a password. */
bool plain_wants_secret(const struct plain *plain);

/* Works off one line that was typed. */
void plain_answer(struct plain *plain, const char *line);

/* The same while a form or a menu is open (popup.c). */
void plain_answer_form(struct plain *plain, const char *line);
void plain_answer_menu(struct plain *plain, const char *line);

/* What has to happen after something was asked of the flow. */
void plain_do(struct plain *plain, struct effect effect);

/* Whether the waiting is over because of what the page says now. */
bool plain_sees(struct plain *plain);

void plain_clear(struct plain *plain);

/* --- saying (say.c) --- */

/* The page with its numbers; whole, or without what needs nobody. */
void plain_say_page(struct plain *plain, bool is_whole);
void plain_say_item(struct plain *plain);
void plain_say_help(struct plain *plain);
void plain_say_changes(struct plain *plain);
void plain_say_lines(struct plain *plain, const struct view_line *lines, size_t count);
void plain_say_prompt(struct plain *plain);

/* The page in words, a line each. The caller frees. */
char *plain_page_text(const struct plain *plain);

/* --- popups (popup.c) --- */

/* A popup that was not there before: read out; one that is only read is closed. */
void plain_popup_open(struct plain *plain);
void plain_popup_forget(struct plain *plain);

/* Why the form was refused. */
void plain_popup_say_trouble(struct plain *plain);
void plain_popup_prompt(struct plain *plain);

/* --- offers (offers.c) --- */

/* Remembers the items as they are read out now. */
void offers_take(struct offers *offers, const struct view_item *items, size_t count);

/* Gives a label to items that came up later. */
void offers_add_new(struct offers *offers, const struct view_item *items, size_t count);

const char *offers_label(const struct offers *offers, const struct view_item *items, size_t at);

/* Where the item that a person means stands now: by its label, or by words that only its title
 * contains. OFFER_NONE: no label and no words of this list; OFFER_GONE: it is no longer there. */
enum { OFFER_NONE = -1, OFFER_GONE = -2, OFFER_MANY = -3 };
long offers_find(const struct offers *offers, const struct view_item *items, size_t count,
                 const char *line);
void offers_clear(struct offers *offers);

#endif
