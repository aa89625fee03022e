/* What a full-screen program costs on an 80x24 terminal: time, bytes, memory.
 *
 *   struct cost cost = {0};
 *   cost_start(&cost, program);          as often as wanted: cost.start holds the median
 *   cost_rest(&cost, program);           once: all the other members
 *
 * A page is there when its text is, and a short silence follows; its time is that of its last byte. */
#ifndef EFLOW_TESTS_MEASURE_H
#define EFLOW_TESTS_MEASURE_H

#include <stdbool.h>

enum { MOST_RUNS = 101, CURSOR_KEYS = 6, AHEAD_KEYS = 9 };

struct program {
    const char *name;
    const char *const *arguments; /* the program first; ended by NULL */
    const char *ready;            /* a text that its first page ends with; "" for any output */
    const char *before_esc;       /* keys that open what Esc closes; "" for none */
};

struct cost {
    bool is_missing; /* it does not start, or ends by itself */
    int runs;
    double starts[MOST_RUNS];
    double start;          /* ms from the start to the last byte of the first page; median */
    double first_xterm;    /* bytes of the first page with TERM=xterm-256color */
    double first_vt100;    /* and with TERM=vt100 */
    double bytes_per_cell; /* first_xterm for each cell that is not blank then */
    double key_bytes;      /* one cursor key; median of CURSOR_KEYS, Down and Up in turn */
    double key_cells;      /* cells that changed by it; median */
    double key_load;       /* the worst of: bytes / (1.3 for each cell that changed, and 40) */
    double key_ms;         /* until its last byte; median */
    double ahead_load; /* the same for AHEAD_KEYS keys that were typed before it could read one */
    double idle_bytes; /* each second, over two seconds */
    double idle_wakeups;
    double esc_ms;  /* until the last byte that Esc causes; -1 when it causes none */
    double gone_ms; /* from a dropped line to the end of the program; -1 when it does not end */
    double memory;  /* peak of resident memory in MiB, after all that */
};

/* Starts the program once and adds how long its first page took. */
void cost_start(struct cost *cost, const struct program *program);

/* Measures all the rest. */
void cost_rest(struct cost *cost, const struct program *program);

#endif
