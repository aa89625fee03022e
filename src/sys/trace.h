/* The trace of --trace: what happened, as text for whoever looks into a bug report.
 *
 *   if (trace_open(path, is_forced, &err) != 0) ...
 *   trace_add("key", "%s", name);
 *   trace_screen("80x24", rows);
 *   if (trace_close(&err) != 0) ... it is not whole
 *
 * There is one trace for the whole program, as there is one standard error: what happens is told
 * where it happens, and nothing is handed through rooms that have no use for it. Before trace_open
 * every call returns at once.
 *
 * An entry is a line: a time of day, a kind, and words in English whatever the person speaks
 * ("14:02:11.123 key Down"). The rows of a screen follow theirs, each behind a '|'. An entry is
 * written whole and at once, so that a crash loses nothing. No entry holds a password: those of
 * addresses are replaced, and so are those that trace_hide has been told. */
#ifndef EFLOW_SYS_TRACE_H
#define EFLOW_SYS_TRACE_H

#include <stdbool.h>
#include <stddef.h>

#include "sys/error.h"

#define TRACE_FORMAT     "eflow-trace/1"    /* begins the first line of every trace */
#define TRACE_SECRET     "(secret)"         /* stands where a password was */
#define TRACE_LINE_LIMIT ((size_t)64 << 10) /* bytes of a line; the rest is cut off */
#define TRACE_FILE_LIMIT ((size_t)64 << 20) /* bytes of the file; then a last line says so */

/* Begins the trace in a file of mode 0600. An older file is replaced if it is a trace or empty, or
 * is_forced. -1 with EXIT_CANNOT_WRITE, and the older file as it was. */
int trace_open(const char *path, bool is_forced, struct error *err);

/* Ends it, and forgets what trace_hide was told. -1 with the reason when writing had failed, so
 * that the trace ends before its time. */
int trace_close(struct error *err);

/* Whether entries are written: for callers whose entries cost something to make. */
bool trace_is_on(void);

/* Adds an entry. The text may come from outside: it is cleaned, and cut to TRACE_LINE_LIMIT. */
void trace_add(const char *kind, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Adds what is on the screen, rows ended by newlines, unless it was the last screen added. size
 * tells the size and the cursor, for the first line. */
void trace_screen(const char *size, const char *rows);

/* From now on this password is replaced wherever it turns up, also when a server repeats it. It is
 * copied, and wiped by trace_close. Does nothing for short ones: blanks in place of a common word
 * would tell it. */
#define TRACE_HIDDEN_LEAST ((size_t)6) /* bytes */
void trace_hide(const char *secret);

/* Who is told, once, that writing has failed and the trace has ended; NULL: nobody. The call may
 * come from within any of those above. */
void trace_listen(void (*on_trouble)(const struct error *err, void *user), void *user);

#endif
