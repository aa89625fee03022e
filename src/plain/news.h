/* What has changed on the pages since it was said last.
 *
 *   news_look(&news, view, false);      remembers what the view shows, collects differences
 *   news_fresh(&news, &count)           sentences that were not said yet; then news_said(&news)
 *   news_all(&news, &count)             all since the person asked last; then news_asked(&news)
 *
 * A new value of a line that is done, or waits, is kept for those who ask: nobody has to act.
 *
 * A line is known by its title: numbers change when a list is sorted anew. */
#ifndef EFLOW_PLAIN_NEWS_H
#define EFLOW_PLAIN_NEWS_H

#include <stdbool.h>
#include <stddef.h>

#include "flow/view.h"

/* A line of a list, or a layer, as it was said last. */
struct said_line {
    char *title;
    size_t twin; /* how many lines of the same title stand before it */
    enum mark mark;
    char *value;
    bool is_there;
};

struct said_list {
    size_t count;
    struct said_line *lines;
    bool is_known; /* was seen before: what is new in it is news */
};

struct sentences {
    size_t count;
    char **texts;
};

struct news {
    struct said_list pages[PAGE_COUNT];
    struct said_list layers;
    struct sentences fresh; /* to be said aloud */
    struct sentences log;   /* all, with the time before each */
};

/* Compares the view with what it was. Lines that came up are told only in lists seen before, and
 * not where the page is about to be read out whole anyway. */
void news_look(struct news *news, const struct view *view, bool is_read_out);

/* The sentences belong to news. */
const struct sentences *news_fresh(const struct news *news);
void news_said(struct news *news);
const struct sentences *news_all(const struct news *news);
void news_asked(struct news *news);

void news_clear(struct news *news);

/* How many items before this one have its title. */
size_t news_twin(const struct view_item *items, size_t at);

#endif
