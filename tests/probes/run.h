/* A program under test that is talked to in lines: a probe, or a simulator.
 *
 *   struct run *run = run_start((const char *[]){"eflow-probe-vsphere", NULL}, NULL);
 *   run_send(run, "{\"interval\": 0, ...}");
 *   char *line = run_line(run, 5000);
 *   int status = run_end(run, 1000);
 *   run_stop(run);
 *
 * Every wait has a deadline in milliseconds and ends as soon as its condition holds. */
#ifndef EFLOW_TESTS_PROBES_RUN_H
#define EFLOW_TESTS_PROBES_RUN_H

#include <stdbool.h>
#include <sys/types.h>

enum { RUN_STILL_RUNNING = -1, RUN_KILLED = -2 };

struct run;

/* Starts argv[0], a path below the build directory. environment: "NAME=value" strings ended by
 * NULL, added to the test's own; NULL for none. Ends the test program where it cannot be started.
 */
struct run *run_start(const char *const argv[], const char *const environment[]);

/* Writes the line and a line feed. */
void run_send(struct run *run, const char *line);

/* The next line of its output without the line feed; NULL when none came in time or the output
 * ended. The caller frees. */
char *run_line(struct run *run, int milliseconds);

/* Closes its standard input. */
void run_close_input(struct run *run);

/* Waits for its end: the exit status, RUN_STILL_RUNNING or RUN_KILLED (by a signal). */
int run_end(struct run *run, int milliseconds);

/* What it wrote to standard error so far; the run's own. */
const char *run_complaints(struct run *run);

pid_t run_pid(const struct run *run);

/* Milliseconds of a clock that only goes forward. */
long long run_clock(void);

/* Ends it if it still runs (first kindly, then not) and frees everything; NULL is allowed. */
void run_stop(struct run *run);

#endif
