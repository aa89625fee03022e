/* What has just changed: a value that is new is stressed for a moment. */
#ifndef EFLOW_FLOW_CHANGES_H
#define EFLOW_FLOW_CHANGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/assess.h"

#define CHANGE_SHOWN_MS 3000

struct change {
    char *id;
    char *state;        /* status and value, as one text */
    int64_t changed_at; /* 0: not since it was first seen */
};

struct changes {
    size_t count;
    struct change *items; /* sorted by id */
};

/* Compares an assessment with what was seen before. A thing that becomes known for the first time
 * is no change. */
void changes_note(struct changes *all, const struct assessment *assessment, int64_t now);

/* Whether the check, step or layer of this id changed a moment ago. */
bool changes_is_new(const struct changes *all, const char *id, int64_t now);

/* When the next mark ends; -1: there is none. */
int64_t changes_next(const struct changes *all, int64_t now);

void changes_clear(struct changes *all);

#endif
