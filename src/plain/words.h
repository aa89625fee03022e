/* Words of the line-by-line face: what is a sign on the screen is spoken here. */
#ifndef EFLOW_PLAIN_WORDS_H
#define EFLOW_PLAIN_WORDS_H

#include <stdbool.h>

#include "flow/view.h"
#include "report/mark.h"

/* "warning", "confirmed by you"; "" for MARK_NONE. */
const char *words_of_mark(enum mark mark);

/* A text that explains the signs of the screen in quotes ("??"), with the words instead. The caller
 * frees. */
char *words_for_signs(const char *text);

/* What a letter or a word asks for: first what the keys of the view say, then the table of keys. */
enum request words_request(const struct view *view, const char *line);

/* Whether words stand somewhere in the text, without regard to the case of ASCII letters. */
bool words_in(const char *text, const char *words);

/* A copy with every "from" replaced. */
char *words_replaced(const char *text, const char *from, const char *to);

/* What a request does, as this face does it. */
const char *words_of_key(const struct view_key *key);

/* Whether the request is about one line of the list. */
bool words_need_item(enum request request);

/* Whether every question names its answer, so that no letter needs to be told. */
bool words_are_asked(enum request request);

/* "fails: Virtualization exposed to the VM: off": mark, title and value of an item. The caller
 * frees. */
char *words_of_item(const struct view_item *item);

/* "esx-01: release 7.0.3"; the one that is there where the other is empty or NULL. The caller frees. */
char *words_joined(const char *what, const char *how);

#endif
