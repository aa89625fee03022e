/* The line-by-line face: the flow's view as numbered questions and answers.
 *
 *   int status = plain_run(loop, flow, &options, &err);
 *
 * It writes printable characters and newlines, nothing else: for screen readers, braille, terminals
 * that only print, and scripts on standard input. */
#ifndef EFLOW_PLAIN_PLAIN_H
#define EFLOW_PLAIN_PLAIN_H

#include <stdbool.h>
#include <uv.h>

#include "flow/flow.h"
#include "sys/error.h"

struct plain_options {
    bool ascii;      /* printable ASCII only, whatever the locale says */
    const char *why; /* a sentence to begin with: why there is no full screen; may be NULL */
};

/* Runs until the person quits, the answers end, or a signal ends it; the session is then on disk.
 * Returns 0 after quitting and at the end of the answers, 128 + the number of the signal after one
 * (SIGHUP also when the terminal is gone), -1 with EXIT_CANNOT_WRITE in err when nobody reads. */
int plain_run(uv_loop_t *loop, struct flow *flow, const struct plain_options *options,
              struct error *err);

#endif
