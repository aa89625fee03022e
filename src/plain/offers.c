/* How lines are called: as they were numbered when they were read out. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "plain/state.h"
#include "plain/words.h"
#include "sys/text.h"

void offers_clear(struct offers *offers)
{
    for (size_t i = 0; i < offers->count; i++) {
        free(offers->all[i].label);
        free(offers->all[i].title);
    }
    free(offers->all);
    *offers = (struct offers){0};
}

/* Takes over label. */
static void add(struct offers *offers, char *label, const char *title, size_t twin)
{
    offers->all = must_realloc(offers->all, (offers->count + 1) * sizeof *offers->all);
    offers->all[offers->count++] =
        (struct offer){.label = label, .title = must_copy(title), .twin = twin};
}

/* Items with numbers of their own keep them. */
static char *new_label(const struct offers *offers, const struct view_item *item)
{
    return item->number ? must_copy(item->number) : text_format("%zu", offers->count + 1);
}

void offers_take(struct offers *offers, const struct view_item *items, size_t count)
{
    offers_clear(offers);
    for (size_t i = 0; i < count; i++)
        add(offers, new_label(offers, &items[i]), items[i].title, news_twin(items, i));
}

static const struct offer *offer_of(const struct offers *offers, const struct view_item *items,
                                    size_t at)
{
    size_t twin = news_twin(items, at);

    for (size_t i = 0; i < offers->count; i++) {
        if (offers->all[i].twin == twin && strcmp(offers->all[i].title, items[at].title) == 0)
            return &offers->all[i];
    }
    return NULL;
}

static const struct offer *offer_called(const struct offers *offers, const char *label)
{
    for (size_t i = 0; i < offers->count; i++) {
        if (strcmp(offers->all[i].label, label) == 0)
            return &offers->all[i];
    }
    return NULL;
}

/* A number of its own goes over from a line that is gone. */
static void free_label(struct offers *offers, const char *label)
{
    for (size_t i = 0; i < offers->count; i++) {
        if (strcmp(offers->all[i].label, label) == 0)
            offers->all[i].label[0] = '\0';
    }
}

void offers_add_new(struct offers *offers, const struct view_item *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (offer_of(offers, items, i))
            continue;
        char *label = new_label(offers, &items[i]);
        free_label(offers, label);
        add(offers, label, items[i].title, news_twin(items, i));
    }
}

const char *offers_label(const struct offers *offers, const struct view_item *items, size_t at)
{
    const struct offer *offer = offer_of(offers, items, at);

    return offer ? offer->label : "";
}

static long place_of(const struct offer *offer, const struct view_item *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(items[i].title, offer->title) == 0 && news_twin(items, i) == offer->twin)
            return (long)i;
    }
    return OFFER_GONE;
}

static long place_of_words(const struct view_item *items, size_t count, const char *words)
{
    long found = OFFER_NONE;

    for (size_t i = 0; i < count; i++) {
        if (text_same_word(items[i].title, words))
            return (long)i;
        if (words_in(items[i].title, words))
            found = found == OFFER_NONE ? (long)i : OFFER_MANY;
    }
    return found;
}

long offers_find(const struct offers *offers, const struct view_item *items, size_t count,
                 const char *line)
{
    const struct offer *offer = *line ? offer_called(offers, line) : NULL;

    if (offer)
        return place_of(offer, items, count);
    return strlen(line) < 2 || strspn(line, "0123456789") == strlen(line)
               ? OFFER_NONE
               : place_of_words(items, count, line);
}
