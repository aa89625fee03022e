/* A program that another one runs and talks to through pipes, without a shell and without ever
 * hanging.
 *
 *   const char *const words[] = {"ssh", "-T", "edge-01", "powershell", NULL};
 *   struct command *child = command_start(words, &err);
 *   command_send(child, "look\n", 5);
 *   while ((event = command_wait(child, true, 5000)) == COMMAND_OUTPUT)
 *       while ((line = command_take_line(child)))
 *           ... free(line);
 *   command_stop(child);
 *
 * The child's standard error is kept apart, the newest COMMAND_ERRORS_LIMIT bytes of it. */
#ifndef EFLOW_SYS_COMMAND_H
#define EFLOW_SYS_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sys/error.h"

#define COMMAND_LINE_LIMIT   ((size_t)2 << 20) /* bytes of a line that the child writes */
#define COMMAND_ERRORS_LIMIT ((size_t)8 << 10) /* bytes kept of its standard error */

enum command_event {
    COMMAND_QUIET,  /* nothing happened until the time was over */
    COMMAND_OUTPUT, /* the child wrote something */
    COMMAND_ENDED,  /* the child is gone, and everything it wrote has been read */
    COMMAND_FLOOD,  /* a line is longer than COMMAND_LINE_LIMIT */
    COMMAND_ASKED,  /* a line came on our own standard input (it is read and dropped) */
    COMMAND_ALONE,  /* whoever started us is gone: our standard input or output is closed */
};

struct command;

/* Starts the program of the first word, looked for on PATH; the words end with NULL. NULL with err:
 * EXIT_MISSING where there is no such program. */
struct command *command_start(const char *const words[], struct error *err);

/* Hands bytes to the child's standard input; they are written while waiting. */
void command_send(struct command *child, const char *bytes, size_t length);

/* Closes the child's standard input when everything was written. */
void command_end_input(struct command *child);

/* Waits at most milliseconds for the next event. With lifeline, our own standard input is watched.
 * Our own standard output is always watched. */
enum command_event command_wait(struct command *child, bool lifeline, int milliseconds);

/* The next line without its end, without NUL bytes, carriage returns and byte order marks (which is
 * all that UTF-16 adds to ASCII); NULL where none is complete. The last one needs no line feed once
 * the child has ended. The caller frees. */
char *command_take_line(struct command *child);

/* Bytes that the child wrote and nobody took yet. */
size_t command_untaken(const struct command *child);

/* What the child wrote to its standard error; "" where nothing. Valid until the next wait. */
const char *command_errors(const struct command *child);

/* How the child ended: its exit status, or 128 and the number of the signal. */
int command_status(const struct command *child);

/* Ends the child and everything that it started, gently first, and frees. Takes NULL. */
void command_stop(struct command *child);

/* Milliseconds of a clock that nobody sets, for deadlines. */
int64_t command_clock(void);

#endif
