/* The full-screen face (ncurses): shows the flow's view, turns keys into requests.
 *
 *   int status = ui_run(loop, flow, &options, &err);
 *
 * Only this room knows curses. */
#ifndef EFLOW_UI_UI_H
#define EFLOW_UI_UI_H

#include <stdbool.h>
#include <uv.h>

#include "flow/flow.h"
#include "sys/error.h"

struct ui_options {
    bool ascii;    /* printable ASCII only, whatever the terminal can */
    bool no_color; /* also set by NO_COLOR */
};

/* Why a terminal cannot show the wizard, as a sentence for the person, or NULL when it can: not a
 * terminal, TERM unset, dumb or unknown, cannot move its cursor. The caller frees. */
char *ui_cannot(void);

/* Runs until the person quits, the terminal is gone, or a signal ends it; the terminal is then
 * as it was before. Returns 0 after quitting, 128 + the number of the signal after one (SIGHUP
 * also when the terminal is gone), -1 with the reason in err when the terminal cannot be used. */
int ui_run(uv_loop_t *loop, struct flow *flow, const struct ui_options *options, struct error *err);

#endif
