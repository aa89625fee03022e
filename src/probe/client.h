/* The wizard's side of a probe: starts the program, asks, listens, ends what hangs, starts again
 * with back-off.
 *
 *   struct probe_order order = {.program = "eflow-probe-vsphere", .target = target,
 *                               .secret = password, .interval = 2};
 *   struct probe_client *client = probe_client_start(loop, &order, on_event, user);
 *   ... the loop runs; on_event is called with answers and changes of state ...
 *   probe_client_stop(client);          ends the program; the loop's next turns free client
 *
 * Everything happens in the loop's thread; no call blocks. A probe is never trusted: lines are
 * limited to PROBE_LINE_LIMIT and 64 levels, a probe that writes garbage or floods is ended, and
 * so is one that is silent for longer than its deadline. Ending means that its pipes are closed
 * (time to take leave of a server), SIGTERM after 0.3 s, SIGKILL after 0.5 s more, to all that
 * it started. */
#ifndef EFLOW_PROBE_CLIENT_H
#define EFLOW_PROBE_CLIENT_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdint.h>
#include <uv.h>

#include "sys/error.h"

enum probe_state {
    PROBE_CHECKING, /* asked, no answer yet */
    PROBE_LIVE,     /* answered, and answers go on */
    PROBE_DONE,     /* answered once, as asked (interval 0) */
    PROBE_RETRYING, /* failed; tries again at retry_at */
    PROBE_REFUSED,  /* failed in a way that only the person can mend (auth, trust, missing, data):
                      waits for probe_client_check_now */
    PROBE_STOPPED,
    PROBE_STATE_COUNT,
};

/* What is known of a probe now. Strings belong to the client and live until its next event. */
struct probe_status {
    enum probe_state state;
    /* "auth" "trust" "network" "timeout" "missing" "data" as probes say it, or "crash" when the
     * program ended without a word; of the last failure, until an answer comes. NULL: none. */
    const char *error_kind;
    const char *message; /* one sentence for the person, cleaned; NULL without a failure */
    const cJSON *detail; /* what the probe added, or NULL */
    int64_t asked_at;    /* ms since 1970 of the last request or start */
    int64_t answered_at; /* of the last answer; 0: never */
    int64_t retry_at;    /* of the next try; 0: none planned */
};

struct probe_order {
    /* A name (looked for in EFLOW_PROBES, beside this program, in LIBEXECDIR), or a path with a
     * slash. */
    const char *program;
    const char *role;    /* whose source it is, for the trace; copied. NULL: the program's name */
    const cJSON *target; /* copied; NULL: an empty object */
    const char *secret;  /* copied, wiped in the end; NULL: none */
    double interval;     /* seconds; 0: answer once */
    /* Seconds without any answer before it is ended; 0: 30, or three intervals if longer. */
    double deadline;
};

struct probe_client;

/* Called after each answer (answer is the whole JSON object, borrowed for the call) and each
 * change of state (answer NULL). The callback may call probe_client_stop. */
typedef void probe_event(struct probe_client *client, const struct probe_status *status,
                         const cJSON *answer, void *user);

/* Starts. A program that is not there is not an error of this call: it is an event of kind
 * "missing". From now on SIGPIPE is ignored in this process (not in the probes). */
struct probe_client *probe_client_start(uv_loop_t *loop, const struct probe_order *order,
                                        probe_event *on_event, void *user);

const struct probe_status *probe_client_status(const struct probe_client *client);

/* Asks for a fresh look now; a client that waits for a retry, for the person, or is done starts
 * at once. */
void probe_client_check_now(struct probe_client *client);

/* Ends the probe and forgets it: no further events. The memory is freed by the loop. A program
 * that ends before the loop is done leaves it to the closed pipes to end the probe. Takes NULL. */
void probe_client_stop(struct probe_client *client);

/* The path of a probe program of this name, or NULL with the places that were searched in err.
 * The caller frees. */
char *probe_find(const char *program, struct error *err);

#endif
