/* The words that a list is filtered by, typed in the bottom line. */
#ifndef EFLOW_UI_FILTER_H
#define EFLOW_UI_FILTER_H

#include <stdbool.h>

struct filter {
    bool is_open;
    char *words; /* as typed so far; NULL while closed */
};

enum filter_result { FILTER_SAME, FILTER_CHANGED, FILTER_KEPT, FILTER_DROPPED };

/* Begins with the words that are set already (NULL: none). */
void filter_open(struct filter *filter, const char *words);

/* Types a key. FILTER_KEPT: Enter, the words stay and the line closes; FILTER_DROPPED: Esc. Keys
 * that edit nothing leave all as it is (FILTER_SAME). */
enum filter_result filter_key(struct filter *filter, unsigned key, bool is_utf8);

void filter_close(struct filter *filter);

#endif
