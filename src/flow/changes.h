/* What has just changed: a value that is new is stressed for a moment, and the last changes are kept
 * in words for those who look up late. */
#ifndef EFLOW_FLOW_CHANGES_H
#define EFLOW_FLOW_CHANGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/assess.h"

#define CHANGE_SHOWN_MS 3000
#define CHANGES_TOLD    3

struct change {
    char *id;
    char *state;        /* status and value, as one text */
    char *told;         /* what a person saw of it */
    int64_t changed_at; /* 0: not since it was first seen */
};

/* A change in words: "edge-01: off (before: ON, not exposed)". */
struct told_change {
    int64_t at;
    char *text;
};

struct changes {
    size_t count;
    struct change *items; /* sorted by id */
    bool has_told;        /* something was told once, even where its words are forgotten */
    size_t told_count;
    struct told_change told[CHANGES_TOLD]; /* oldest first */
};

/* Compares an assessment with what was seen before. A thing that becomes known for the first time
 * is no change. */
void changes_note(struct changes *all, const struct assessment *assessment, int64_t now);

/* Whether the check, step or layer of this id changed a moment ago. */
bool changes_is_new(const struct changes *all, const char *id, int64_t now);

/* When the next mark ends; -1: there is none. */
int64_t changes_next(const struct changes *all, int64_t now);

/* Begins anew in another language: the same in other words is no change. */
void changes_forget_words(struct changes *all);

void changes_clear(struct changes *all);

#endif
