#include "config.h"

#include "probe/lines.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "sys/text.h"

size_t lines_room(const struct lines *lines)
{
    return LINES_LIMIT - (lines->end - lines->begin);
}

/* Moves what is left to the front once that is less work than growing. */
static void make_room(struct lines *lines, size_t count)
{
    size_t held = lines->end - lines->begin;

    if (lines->end + count < lines->capacity)
        return;
    if (lines->begin > 0) {
        memmove(lines->bytes, lines->bytes + lines->begin, held);
        lines->scanned -= lines->begin;
        lines->begin = 0;
        lines->end = held;
    }
    if (held + count < lines->capacity)
        return;
    lines->capacity = 2 * (held + count) + 1;
    lines->bytes = must_realloc(lines->bytes, lines->capacity);
}

void lines_add(struct lines *lines, const char *bytes, size_t count)
{
    assert(count <= lines_room(lines));
    make_room(lines, count);
    memcpy(lines->bytes + lines->end, bytes, count);
    lines->end += count;
}

static void hand_out(struct lines *lines, size_t end, char **ret_line, size_t *ret_length)
{
    *ret_line = lines->bytes + lines->begin;
    *ret_length = end - lines->begin;
    lines->bytes[end] = '\0';
}

bool lines_next(struct lines *lines, char **ret_line, size_t *ret_length)
{
    char *feed = lines->end > lines->scanned
                     ? memchr(lines->bytes + lines->scanned, '\n', lines->end - lines->scanned)
                     : NULL;

    if (!feed) {
        lines->scanned = lines->end;
        return false;
    }
    hand_out(lines, (size_t)(feed - lines->bytes), ret_line, ret_length);
    lines->begin = lines->scanned = (size_t)(feed - lines->bytes) + 1;
    return true;
}

bool lines_rest(struct lines *lines, char **ret_line, size_t *ret_length)
{
    if (lines->end == lines->begin)
        return false;
    hand_out(lines, lines->end, ret_line, ret_length);
    lines->begin = lines->scanned = lines->end;
    return true;
}

bool lines_too_long(struct lines *lines)
{
    return lines->scanned == lines->end && lines->end - lines->begin > PROBE_LINE_LIMIT;
}

void lines_clear(struct lines *lines)
{
    free(lines->bytes);
    *lines = (struct lines){0};
}
