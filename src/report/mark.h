/* Marks: the small signs before results, steps, layers and messages. Colour only ever repeats what
 * the mark says. */
#ifndef EFLOW_REPORT_MARK_H
#define EFLOW_REPORT_MARK_H

#include <stdbool.h>

enum mark {
    MARK_NONE,
    MARK_OK,   /* a check passes, a layer is as it should be */
    MARK_FAIL, /* a required check fails */
    MARK_WARN,
    MARK_UNKNOWN,
    MARK_CONFIRMED, /* unknown, and confirmed by the person */
    MARK_SKIPPED,   /* does not apply */
    MARK_INFO,
    MARK_DONE, /* of steps */
    MARK_NOW,
    MARK_WAIT,
    MARK_TODO,
    MARK_OFF,  /* a layer that is not there yet; a source that is not used */
    MARK_BUSY, /* being asked */
    MARK_COUNT,
};

/* What colour a mark may take: names of roles, not of colours. */
enum tone {
    TONE_PLAIN,
    TONE_GOOD,
    TONE_BAD,
    TONE_WARN,
    TONE_UNSURE,
    TONE_DIM,
    TONE_LIVELY,
    TONE_COUNT,
};

/* One sign of one column: "✓"; where UTF-8 cannot be shown there is none: use the word. */
const char *mark_symbol(enum mark mark);

/* At most MARK_WORD_COLUMNS columns in the person's language: "ok", "FAIL", "??". */
#define MARK_WORD_COLUMNS 4
const char *mark_word(enum mark mark);

enum tone mark_tone(enum mark mark);

#endif
