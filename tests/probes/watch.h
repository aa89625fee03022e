/* A probe under watch: a loop, the clients in it, and what came of them. For the client tests.
 *
 *   START(.mode = "ok", .interval = 1);
 *   cr_assert(run_until(has_answer));
 *
 * The modes are those of bad_probe. Every test ends with checking that nothing is left in the loop,
 * and no process. */
#ifndef EFLOW_TESTS_WATCH_H
#define EFLOW_TESTS_WATCH_H

#include <stdbool.h>
#include <uv.h>

#include "probe/client.h"

enum { DEADLINE_MS = 15000 };

/* One probe and what came of it. */
struct watch {
    struct probe_client *client;
    int answers;
    int retries;
    int refusals;
    double value;   /* of vm.cpus in the last answer */
    char *text;     /* of vm.name in the last answer */
    char *message;  /* of the last failure */
    bool stop_soon; /* in the next event */
};

/* What a probe is started with. */
struct wishes {
    const char *program; /* NULL: bad_probe */
    const char *mode;
    const char *kind;
    const char *secret;
    double interval;
    double deadline;
};

extern uv_loop_t loop;
extern struct watch one; /* its program holds a lock while it lives: is_gone */
extern struct watch two;
extern char *count; /* path of a file that grows with each start and answer */

void watch_setup(void);
void watch_teardown(void);
void begin(struct watch *watch, struct wishes wishes);

#define START(...) begin(&one, (struct wishes){__VA_ARGS__})

/* Runs the loop until something is true; false after DEADLINE_MS. */
bool run_until(bool (*is_true)(void));
bool all_is_closed(void);
const struct probe_status *status(void);
bool has_answer(void);
bool has_three_answers(void);
bool has_retry(void);
bool has_refusal(void);
bool is_live(void);
bool is_checking(void);

/* Whether the program that holds the lock is gone. */
bool is_gone(void);

/* These check what the last event of the first probe was. */
void says(const char *words);
void becomes_refused(const char *kind, const char *words);
void will_be_retried(const char *kind, const char *words);

#endif
