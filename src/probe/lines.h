/* Bytes in, lines out: what a probe wrote and nobody has looked at yet.
 *
 *   lines_add(&lines, bytes, count);
 *   while (lines_next(&lines, &line, &length))
 *       ... line is valid until the next call ...
 *   lines_clear(&lines);
 *
 * Start with {0}. Never holds more than LINES_LIMIT bytes: the caller reads no more than
 * lines_room. */
#ifndef EFLOW_PROBE_LINES_H
#define EFLOW_PROBE_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "probes/probe_io.h"

#define LINES_LIMIT (2 * PROBE_LINE_LIMIT) /* bytes */

struct lines {
    char *bytes;
    size_t capacity;
    size_t begin;   /* of what was not handed out yet */
    size_t end;     /* of what is there */
    size_t scanned; /* up to here there is no line feed behind begin */
};

size_t lines_room(const struct lines *lines);
void lines_add(struct lines *lines, const char *bytes, size_t count);

/* The next whole line, terminated and without its line feed. It may be changed by the caller. */
bool lines_next(struct lines *lines, char **ret_line, size_t *ret_length);

/* What is there behind the last line feed, terminated; false when that is nothing. */
bool lines_rest(struct lines *lines, char **ret_line, size_t *ret_length);

/* Whether the line that is being written is longer than PROBE_LINE_LIMIT already. */
bool lines_too_long(struct lines *lines);

void lines_clear(struct lines *lines);

#endif
