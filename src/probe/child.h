/* One run of a probe program: its process, its three pipes, and its end.
 *
 *   struct child_order order = {.path = path, .on_line = on_line, .on_end = on_end,
 *                               .user = client};
 *   int failed = child_start(loop, &order, &child);
 *   child_write(child, line, length);
 *   ... on_line for each line, then on_end once ...
 *   child_release(child);
 *
 * The program runs in a session of its own: it cannot ask anything on the wizard's terminal,
 * keys like Ctrl-C do not reach it, and it is ended together with all that it started. Whatever
 * it writes, a turn of the loop spends at most CHILD_TURN_MS on it. */
#ifndef EFLOW_PROBE_CHILD_H
#define EFLOW_PROBE_CHILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <uv.h>

enum {
    CHILD_TURN_MS = 5,           /* of looking at lines before the loop goes on */
    CHILD_FAREWELL_MS = 300,     /* from closing its input to asking it to end */
    CHILD_GRACE_MS = 500,        /* from asking it to end to ending it */
    CHILD_BYTES_LIMIT = 8 << 20, /* that it may write within a second */
    CHILD_LINES_LIMIT = 2000,    /* likewise */
    CHILD_STDERR_KEPT = 4096,    /* bytes of what it last complained about */
};

enum child_outcome {
    CHILD_EXITED,   /* by itself: status */
    CHILD_KILLED,   /* by a signal that was not ours: signal */
    CHILD_SILENCED, /* it closed its output but does not end */
    CHILD_TOO_LONG, /* a line beyond PROBE_LINE_LIMIT */
    CHILD_FLOODED,  /* more within a second than is fair */
};

struct child_end {
    enum child_outcome outcome;
    int status;
    int signal;
    const char *complaint; /* its last line on standard error, safe to show; NULL: none */
};

struct probe_child;

/* line belongs to the child and may be changed; rest tells that the end came before its line
 * feed. */
typedef void child_line(char *line, size_t length, bool rest, void *user);
/* The output is over. Called once, unless the child was released before. */
typedef void child_over(const struct child_end *end, void *user);

struct child_order {
    const char *path; /* of the program */
    child_line *on_line;
    child_over *on_end;
    void *user;
};

/* 0, or an error number of libuv: then *ret is untouched. */
int child_start(uv_loop_t *loop, const struct child_order *order, struct probe_child **ret);

/* Sends bytes to its standard input; they are copied, and wiped when they are sent. Does nothing
 * while sent bytes still wait and patient is false, and nothing once the input is closed. */
void child_write(struct probe_child *child, const char *bytes, size_t length, bool patient);

/* Closes its standard input after what was written. */
void child_close_input(struct probe_child *child);

/* No further calls to the owner, and the program is ended if it still runs: its pipes are closed
 * now, so that it can take leave of a server; SIGTERM and SIGKILL come later. The memory is
 * freed by the loop. Takes NULL. */
void child_release(struct probe_child *child);

#endif
