/* Time, in words and numbers. */
#ifndef EFLOW_SYS_CLOCK_H
#define EFLOW_SYS_CLOCK_H

#include <stdint.h>

/* Milliseconds since 1970 by the wall clock. */
int64_t clock_now(void);

/* Brings a planned moment forward to a candidate that comes sooner; -1 is "never". */
void clock_earlier(int64_t *next, int64_t candidate);

/* "2026-11-22T10:00:00Z"; the caller frees. */
char *clock_iso(int64_t at);

/* Milliseconds since 1970 of an ISO 8601 time ("2026-11-22T10:00:00Z", with or without fraction, Z
 * or +01:00; a date alone is its beginning in UTC); -1 when it is none. */
int64_t clock_from_iso(const char *text);

/* The time of day in the local zone, "14:02:11"; the caller frees. */
char *clock_of_day(int64_t at);

#endif
