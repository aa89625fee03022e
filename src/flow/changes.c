#include "flow/changes.h"

#include <stdlib.h>
#include <string.h>

#include "flow/flow_internal.h"
#include "i18n.h"
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

static struct change *insert(struct changes *all, size_t at, const char *id)
{
    all->items = must_realloc(all->items, (all->count + 1) * sizeof *all->items);
    memmove(&all->items[at + 1], &all->items[at], (all->count - at) * sizeof *all->items);
    all->items[at] = (struct change){.id = must_copy(id)};
    all->count++;
    return &all->items[at];
}

static bool is_unknown(const char *state)
{
    return strncmp(state, "unknown", strlen("unknown")) == 0;
}

/* --- in words -------------------------------------------------------------------------------- */

/* Takes over text. */
static void tell(struct changes *all, char *text, int64_t now)
{
    all->has_told = true;
    if (all->told_count == CHANGES_TOLD) {
        free(all->told[0].text);
        memmove(all->told, all->told + 1, --all->told_count * sizeof *all->told);
    }
    all->told[all->told_count++] = (struct told_change){.at = now, .text = text};
}

static void hush(struct changes *all)
{
    while (all->told_count > 0) {
        free(all->told[--all->told_count].text);
    }
}

static char *sentence(const char *name, const char *told, const char *before)
{
    return text_format(_("%s: %s (before: %s)"), name, told, before);
}

/* --- noting ---------------------------------------------------------------------------------- */

/* Returns what was told before (the caller frees) where that was something else; else NULL. */
static char *tell_otherwise(struct change *change, const char *told)
{
    if (told == NULL || (change->told != NULL && strcmp(change->told, told) == 0)) {
        return NULL;
    }
    char *before = change->told;
    change->told = must_copy(told);
    return before;
}

/* Takes over state. told: the same in words; NULL where there is nothing to tell, such as of what
 * cannot be seen for a while. Returns the words before that are now others; the caller frees. */
static char *note(struct changes *all, const char *id, char *state, const char *told, int64_t now)
{
    bool is_there = false;
    size_t at = find(all, id, &is_there);
    struct change *change = is_there ? &all->items[at] : insert(all, at, id);
    if (is_there && strcmp(change->state, state) == 0) {
        free(state);
        return NULL;
    }
    if (is_there && !is_unknown(change->state)) {
        change->changed_at = now;
    }
    free(change->state);
    change->state = state;
    return tell_otherwise(change, told);
}

static void note_check(struct changes *all, const struct check_result *check, int64_t now)
{
    bool is_silent = check->status == CHECK_UNKNOWN || check->status == CHECK_CONFIRMED ||
                     check->status == CHECK_SKIPPED;
    const char *word = mark_word(mark_of_check(check->status));
    char *state = text_format("%s %s", check_status_name(check->status), check->value);
    char *before = note(all, check->check->id, state, is_silent ? NULL : word, now);
    if (before != NULL) {
        tell(all, sentence(check->title, word, before), now);
    }
    free(before);
}

/* Checks and layers tell already what a step has changed. */
static void note_step(struct changes *all, const struct step_result *step, int64_t now)
{
    char *state = text_format("%s %s", step_status_name(step->status), step->indicator);
    free(note(all, step->step->id, state, NULL, now));
}

static void note_layer(struct changes *all, const struct layer_result *layer, int64_t now)
{
    static const char *const marks[] = {"ok", "bad", "warn", "unknown", "off"};
    const char *words = *layer->brief != '\0' ? layer->brief : layer->state;
    char *state = text_format("%s %s", marks[layer->mark], layer->state);
    char *before =
        note(all, layer->layer->id, state, layer->mark == LAYER_UNKNOWN ? NULL : words, now);
    if (before != NULL) {
        tell(all, sentence(layer->name, words, before), now);
    }
    free(before);
}

void changes_note(struct changes *all, const struct assessment *assessment, int64_t now)
{
    for (size_t i = 0; i < assessment->check_count; i++) {
        note_check(all, &assessment->checks[i], now);
    }
    for (size_t i = 0; i < assessment->step_count; i++) {
        note_step(all, &assessment->steps[i], now);
    }
    for (size_t i = 0; i < assessment->layer_count; i++) {
        note_layer(all, &assessment->layers[i], now);
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
        free(all->items[i].told);
    }
    free(all->items);
    hush(all);
    *all = (struct changes){0};
}

void changes_forget_words(struct changes *all)
{
    bool has_told = all->has_told;
    changes_clear(all);
    all->has_told = has_told;
}
