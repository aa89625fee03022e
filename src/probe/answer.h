/* What one line of a probe says: an answer, or an error.
 *
 *   struct answer answer;
 *   if (answer_read(line, length, &answer, &err) != 0)
 *       ... the line is neither; err says why ...
 *   answer_clear(&answer); */
#ifndef EFLOW_PROBE_ANSWER_H
#define EFLOW_PROBE_ANSWER_H

#include <cjson/cJSON.h>
#include <stddef.h>

#include "sys/error.h"

struct answer {
    cJSON *json;      /* the whole line */
    const char *kind; /* of an error: a word of the protocol; NULL: this is an answer with facts */
    char *message;    /* of an error: safe to show; NULL where the probe said nothing */
    const cJSON *detail; /* of an error: part of json, or NULL */
};

/* 0, or -1 with the reason in err; then *ret is untouched. */
int answer_read(const char *line, size_t length, struct answer *ret, struct error *err);

void answer_clear(struct answer *answer);

#endif
