/* The assessment: what guide, facts, plan and confirmations say together. A pure function: the same
 * input gives the same output; every face and report shows the same one.
 *
 *   struct assessment *all = assess(&(struct assess_input){.guide = guide, .sizes = sizes,
 *                                   .facts = facts, .choices = choices, .now = now});
 *   all->verdict ...
 *   assessment_free(all);
 *
 * It owns all its texts (in the language of the moment it was made) and a copy of the facts, with
 * the derived ones and the plan; it borrows guide, check, step, confirmation. */
#ifndef EFLOW_MODEL_ASSESS_H
#define EFLOW_MODEL_ASSESS_H

#include "model/confirmation.h"
#include "model/guide.h"
#include "model/plan.h"

enum check_status {
    CHECK_PASS,
    CHECK_FAIL,
    CHECK_WARN,
    CHECK_UNKNOWN,
    CHECK_SKIPPED,
    CHECK_CONFIRMED,
    CHECK_STATUS_COUNT,
};

enum step_status {
    STEP_DONE,
    STEP_CONFIRMED,
    STEP_NOW,
    STEP_WAITING,
    STEP_SKIPPED,
    STEP_UNKNOWN,
    STEP_STATUS_COUNT,
};

enum verdict { VERDICT_READY, VERDICT_NOT_READY, VERDICT_UNKNOWN, VERDICT_COUNT };

struct check_result {
    const struct check *check;
    enum check_status status;
    char *title;
    char *value;  /* short; "" when there is nothing to show */
    char *reason; /* one sentence about this case */
    char *why;
    char *fix;
    struct evidence evidence;                /* what decided; for an unknown: what is missing */
    const struct confirmation *confirmation; /* of a confirmed one */
};

struct command_result {
    char *where;
    char *run; /* ready to be typed */
};

struct step_result {
    const struct step *step;
    size_t number; /* 1, 2, 3 ... among the steps of the path */
    enum step_status status;
    char *title;
    char *body;
    char *reason;     /* "waits for 2", "not known because ..."; "" when there is nothing to say */
    char *indicator;  /* "power: on -> off"; "" without one */
    size_t waits_for; /* the number of the step it waits for; 0: none */
    struct evidence evidence;
    size_t command_count;
    struct command_result *commands;
    const struct confirmation *confirmation;
};

struct layer_result {
    const struct layer *layer;
    char *title;
    char *name; /* the same, short */
    enum layer_mark mark;
    char *state;
    char *brief;
};

struct note_result {
    const struct note *note;
    char *title;
    char *text;
};

struct assess_input {
    const struct guide *guide;
    const struct azure_sizes *sizes;
    const struct facts *facts;
    const cJSON *choices;                      /* of the plan; may be NULL */
    const struct confirmations *confirmations; /* may be NULL */
    const cJSON
        *skip;   /* list of check ids that do not apply because the person says so; may be NULL */
    int64_t now; /* ms since 1970; only tells which confirmations have ended */
    bool strict; /* warnings count as not ready */
};

struct assessment {
    const struct guide *guide;
    struct facts *facts;
    enum verdict verdict;
    char *sentence;                    /* the verdict in one sentence */
    size_t counts[CHECK_STATUS_COUNT]; /* of the checks, by status */
    size_t check_count;
    struct check_result *checks; /* in the order of the guide */
    size_t step_count;
    struct step_result *steps;
    size_t layer_count;
    struct layer_result *layers;
    size_t note_count;
    struct note_result *notes;   /* only those that hold */
    struct plan_answer *answers; /* one for each question of the guide */
    char *deploy_command;
};

struct assessment *assess(const struct assess_input *input);
struct assessment *assessment_free(struct assessment *all); /* always NULL */

const char *check_status_name(enum check_status status); /* "pass" ... for machines */
const char *step_status_name(enum step_status status);
/* Whether it is still to be done, or not known to be done. */
bool step_status_is_open(enum step_status status);
const char *verdict_name(enum verdict verdict); /* "ready" "not-ready" "unknown" */

/* Why a fact is unknown, as a clause: "vm.nested: the VM is off". The caller frees. */
char *assess_why_unknown(const struct facts *facts, int fact);

/* Whether a step that is still to be done will mend the check: because the check names it, or
 * because what it brings about is what decides the check. */
bool assessment_has_cure(const struct assessment *all, const struct check_result *result);

/* The index of a check or step in the assessment by its id; -1: none. */
int assessment_check(const struct assessment *all, const char *id);
int assessment_step(const struct assessment *all, const char *id);

#endif
