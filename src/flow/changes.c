#include "flow/changes.h"

#include <stdlib.h>
#include <string.h>

#include "sys/text.h"

/* The place of id, or where it has to be put in. */
static size_t find(const struct changes *all, const char *id, bool *ret_found)
{
    size_t low = 0;
    size_t high = all->count;
    *ret_found = false;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(all->items[middle].id, id);
        if (order == 0) {
            *ret_found = true;
            return middle;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static void insert(struct changes *all, size_t at, const char *id, char *state)
{
    all->items = must_realloc(all->items, (all->count + 1) * sizeof *all->items);
    memmove(&all->items[at + 1], &all->items[at], (all->count - at) * sizeof *all->items);
    all->items[at] = (struct change){.id = must_copy(id), .state = state};
    all->count++;
}

static bool is_unknown(const char *state)
{
    return strncmp(state, "unknown", strlen("unknown")) == 0;
}

/* Takes over state. */
static void note(struct changes *all, const char *id, char *state, int64_t now)
{
    bool is_there = false;
    size_t at = find(all, id, &is_there);
    if (!is_there) {
        insert(all, at, id, state);
        return;
    }
    struct change *change = &all->items[at];
    if (strcmp(change->state, state) == 0) {
        free(state);
        return;
    }
    if (!is_unknown(change->state)) {
        change->changed_at = now;
    }
    free(change->state);
    change->state = state;
}

void changes_note(struct changes *all, const struct assessment *assessment, int64_t now)
{
    static const char *const marks[] = {"ok", "bad", "warn", "unknown", "off"};
    for (size_t i = 0; i < assessment->check_count; i++) {
        const struct check_result *check = &assessment->checks[i];
        note(all, check->check->id,
             text_format("%s %s", check_status_name(check->status), check->value), now);
    }
    for (size_t i = 0; i < assessment->step_count; i++) {
        const struct step_result *step = &assessment->steps[i];
        note(all, step->step->id,
             text_format("%s %s", step_status_name(step->status), step->indicator), now);
    }
    for (size_t i = 0; i < assessment->layer_count; i++) {
        const struct layer_result *layer = &assessment->layers[i];
        note(all, layer->layer->id, text_format("%s %s", marks[layer->mark], layer->state), now);
    }
}

static bool is_new(const struct change *change, int64_t now)
{
    return change->changed_at != 0 && now - change->changed_at < CHANGE_SHOWN_MS;
}

bool changes_is_new(const struct changes *all, const char *id, int64_t now)
{
    bool is_there = false;
    size_t at = find(all, id, &is_there);
    return is_there && is_new(&all->items[at], now);
}

int64_t changes_next(const struct changes *all, int64_t now)
{
    int64_t next = -1;
    for (size_t i = 0; i < all->count; i++) {
        int64_t ends = all->items[i].changed_at + CHANGE_SHOWN_MS;
        if (is_new(&all->items[i], now) && (next < 0 || ends < next)) {
            next = ends;
        }
    }
    return next;
}

void changes_clear(struct changes *all)
{
    for (size_t i = 0; i < all->count; i++) {
        free(all->items[i].id);
        free(all->items[i].state);
    }
    free(all->items);
    *all = (struct changes){0};
}
