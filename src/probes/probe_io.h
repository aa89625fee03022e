/* The probe's side of the line protocol: one request comes in, answers and errors go out, one JSON
 * object per line.
 *
 *   struct probe_request request;
 *   if (probe_read_request(&request, &err) != 0)
 *       return probe_refuse_request(&err);
 *   do {
 *       ... look ...
 *       if (probe_write_answer(facts, unknown, "vSphere API, esx-01") != 0)
 *           break;                                    (the wizard is gone: end quietly)
 *   } while (request.interval > 0 && probe_wait(&request, milliseconds) != PIPE_GONE);
 *   probe_request_clear(&request);
 *
 * Standard input stays open as a lifeline: while watching, its end means that the wizard is gone
 * and the probe must end. A line on it (any text) asks for a fresh look now. */
#ifndef EFLOW_PROBES_PROBE_IO_H
#define EFLOW_PROBES_PROBE_IO_H

#include <cjson/cJSON.h>
#include <stddef.h>

#include "sys/error.h"
#include "sys/pipe.h"

#define PROBE_LINE_LIMIT    ((size_t)1 << 20) /* bytes of a request or an answer */
#define PROBE_NESTING_LIMIT ((size_t)64)      /* objects and lists inside each other */

struct probe_request {
    double interval; /* seconds between answers at most; 0: answer once and end */
    cJSON *target;   /* what to look at; an object, empty where the request has none */
    char *secret;    /* a password; NULL where the request has none */
};

enum probe_error {
    PROBE_ERROR_AUTH,
    PROBE_ERROR_TRUST,
    PROBE_ERROR_NETWORK,
    PROBE_ERROR_TIMEOUT,
    PROBE_ERROR_MISSING,
    PROBE_ERROR_DATA,
    PROBE_ERROR_COUNT,
};

/* The word of the protocol: "auth", "trust" ... */
const char *probe_error_name(enum probe_error kind);

/* Reads the request line from standard input and makes writing without a reader harmless (SIGPIPE).
 * The line is wiped after use. 0, or -1 with the reason in err; then *ret is empty. */
int probe_read_request(struct probe_request *ret, struct error *err);

/* The same from a line in memory (for tests and fuzzers); wipes the line where it lies. */
int probe_parse_request(char *line, size_t length, struct probe_request *ret, struct error *err);

/* Wipes and frees the secret, frees the rest, makes the request empty. */
void probe_request_clear(struct probe_request *request);

/* Wipes and frees the secret only: call it as soon as it is no longer needed. */
void probe_request_forget_secret(struct probe_request *request);

/* Writes {"facts":..., "unknown":..., "source":...} and returns 0, or -1 when nobody reads any
 * more. facts and unknown stay the caller's; NULL stands for an empty object. */
int probe_write_answer(const cJSON *facts, const cJSON *unknown, const char *source);

/* Writes {"error":{"kind":..., "message":..., "detail":...}}; detail stays the caller's, NULL
 * leaves it out. Returns 0, or -1 when nobody reads any more. */
int probe_write_error(enum probe_error kind, const char *message, const cJSON *detail);

/* Writes the reason as an error of kind data, clears err, and returns the exit status for main. */
int probe_refuse_request(struct error *err);

/* Waits at most milliseconds for a sign of the wizard; see enum pipe_event. A request with interval
 * 0 has no lifeline: then only standard output counts. */
enum pipe_event probe_wait(const struct probe_request *request, int milliseconds);

#endif
