/* Golden files: what the screen shall look like, in tests/screen/golden/NAME.txt, for people to read.
 *
 *   static const struct golden_mask masks[] = {GOLDEN_TIME, GOLDEN_AGE, GOLDEN_END};
 *   golden_matches(s, "prerequisites-esxi", masks) || fail(screen_failure());
 *
 * The file holds all rows without the blanks at their ends, then one line with size and cursor:
 *   -- 80x24, cursor 6,2
 * EFLOW_GOLDEN=update in the environment rewrites the files instead of comparing. */
#ifndef EFLOW_TESTS_GOLDEN_H
#define EFLOW_TESTS_GOLDEN_H

#include <stdbool.h>

#include "screen.h"

/* What differs between two runs: each match of the POSIX extended regex becomes the text. */
struct golden_mask {
    const char *regex;
    const char *text;
};

/* A text of another length moves what follows it; a mask that swallows blanks before it helps. */
#define GOLDEN_TIME                                                                                \
    {                                                                                              \
        "[0-2][0-9]:[0-5][0-9]:[0-5][0-9]", "HH:MM:SS"                                             \
    }
#define GOLDEN_DATE                                                                                \
    {                                                                                              \
        "20[0-9][0-9]-[01][0-9]-[0-3][0-9]", "YYYY-MM-DD"                                          \
    }
#define GOLDEN_AGE                                                                                 \
    {                                                                                              \
        " +[0-9]+ (s|min|h) ago", " N s ago"                                                       \
    }
#define GOLDEN_END                                                                                 \
    {                                                                                              \
        NULL, NULL                                                                                 \
    }

/* Waits until the screen equals the golden file. masks: ended by GOLDEN_END, or NULL. False with a
 * row-by-row difference in screen_failure() when the deadline passes, or when there is no file. */
bool golden_matches(struct screen *s, const char *name, const struct golden_mask masks[]);

#endif
