/* Words that the tests of the vSphere probe share. An answer is a parsed line of the probe; the
 * caller deletes it. Everything that fails here fails the test. */
#ifndef EFLOW_TESTS_PROBES_VSPHERE_KIT_H
#define EFLOW_TESTS_PROBES_VSPHERE_KIT_H

#include <cjson/cJSON.h>
#include <criterion/criterion.h>
#include <stdbool.h>

#include "run.h"
#include "sim.h"

#define PROBE "eflow-probe-vsphere"

enum { ANSWER_MS = 10000 };

/* The simulator's address, user, certificate, and the machine "edge-01". The caller changes it or
 * hands it on. */
cJSON *target_of(const struct sim *sim);

/* Replaces a key of a target; NULL removes it. Returns the target. */
cJSON *with(cJSON *target, const char *key, const char *value);

/* Starts the probe with a request; takes the target over. */
struct run *start_probe(double interval, cJSON *target, const char *secret);
struct run *start_probe_in(const char *const environment[], double interval, cJSON *target,
                           const char *secret);

/* The next answer. */
cJSON *next_answer(struct run *run);

/* Starts the probe for one look, expects exactly one line and its end. Takes the target over. */
cJSON *look_once(cJSON *target);
cJSON *look_once_with(cJSON *target, const char *secret);

/* Reads answers until one tells that value; deletes the others. Fails after ANSWER_MS. */
cJSON *wait_for_fact(struct run *run, const char *fact, const char *value);

/* Reads answers until one is an error of that kind. */
cJSON *wait_for_error(struct run *run, const char *kind);

/* Closes the probe's input and expects its end within milliseconds. */
void ends_within(struct run *run, int milliseconds);

/* A fact as text: "on", "true", "4"; "unknown: WHY" or "nothing" where it is no fact. Good until
 * the next call. */
const char *fact(const cJSON *answer, const char *name);

#define fact_is(answer, name, value) cr_assert_str_eq(fact(answer, name), value)

/* Whether the answer says that the fact is unknown, with these words in the reason. */
bool is_unknown(const cJSON *answer, const char *name, const char *words);

/* Whether the answer is an error of that kind with these words in its message. */
bool is_error(const cJSON *answer, const char *kind, const char *words);

/* A value of the error's detail; NULL where there is none. */
const cJSON *detail(const cJSON *answer, const char *key);

#define detail_is(answer, key, value)                                                              \
    cr_assert_str_eq(cJSON_GetStringValue(detail(answer, key)), value)

#endif
