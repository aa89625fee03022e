/* When "checking" is worth saying: not where the answer comes at once, and then long enough to be
 * read. Times are in ms since 1970.
 *
 *   struct busy busy = {0};
 *   busy_is_shown(&busy, asked_at, now)   at every look; asked_at 0: nothing is being asked
 *   busy_turns_at(&busy, asked_at)        when the next look will tell something else */
#ifndef EFLOW_PROBE_BUSY_H
#define EFLOW_PROBE_BUSY_H

#include <stdbool.h>
#include <stdint.h>

#define BUSY_AFTER_MS 100  /* a person takes what is quicker than this for immediate */
#define BUSY_STAYS_MS 1000 /* a mark that is gone sooner is only a flicker */

struct busy {
    int64_t shown_at; /* 0: it is not shown */
};

/* Whether to say now that an answer is being waited for. */
bool busy_is_shown(struct busy *busy, int64_t asked_at, int64_t now);

/* When that changes by time alone; -1: it does not. */
int64_t busy_turns_at(const struct busy *busy, int64_t asked_at);

#endif
