/* The plan: what will be passed to Deploy-Eflow, from the person's choices and the guide's
 * defaults.
 *
 *   struct plan_answer *answers = plan_resolve(guide, facts, choices, &count);
 *
 * choices is a JSON object from fact name ("plan.switch_type") to value; what it does not name
 * follows the first default whose rule is true. */
#ifndef EFLOW_MODEL_PLAN_H
#define EFLOW_MODEL_PLAN_H

#include "model/guide.h"

enum plan_origin {
    PLAN_CHOSEN,   /* by the person */
    PLAN_DEFAULT,  /* follows from the guide */
    PLAN_FROM_FACT /* taken from what was seen */
};

/* One question and what it is answered with now. */
struct plan_answer {
    const struct question *question;
    enum truth asked; /* whether the question applies */
    enum plan_origin origin;
};

/* Sets the facts of the plan (source "plan"): plan.path and the answer of every question that
 * applies. Returns one answer for each question of the guide; the caller frees the array. */
struct plan_answer *plan_resolve(const struct guide *guide, struct facts *facts,
                                 const cJSON *choices);

/* Reads "switch_type=internal" (with or without "plan.") into choices. 0, or -1 with a usage error
 * that names the right keys or values. */
int plan_choice_parse(const char *text, cJSON *choices, struct error *err);

/* The command line that starts the deployment with this plan, quoted for PowerShell; only arguments
 * that Deploy-Eflow knows (eflow-facts 2.4). The caller frees. */
char *plan_deploy_command(const struct facts *facts);

#endif
