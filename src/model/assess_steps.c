#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "model/assess_parts.h"
#include "sys/text.h"

static bool is_over(enum step_status status)
{
    return status == STEP_DONE || status == STEP_CONFIRMED || status == STEP_SKIPPED;
}

/* The status by the step's own facts; "now" is not yet limited to one step. */
static enum step_status judge(const struct step *step, const struct facts *facts,
                              const struct confirmation *confirmation, struct evidence *evidence)
{
    struct evidence when = {0};
    struct evidence done = {0};
    struct evidence needs = {0};
    enum truth applies = rule_eval(step->when, facts, &when);
    if (applies == TRUTH_FALSE) {
        *evidence = when;
        return STEP_SKIPPED;
    }
    bool is_done = step->done != NULL && rule_eval(step->done, facts, &done) == TRUTH_TRUE;
    *evidence = done;
    if (is_done) {
        return STEP_DONE;
    }
    if (confirmation != NULL) {
        return STEP_CONFIRMED;
    }
    enum truth met = rule_eval(step->needs, facts, &needs);
    if (met == TRUTH_FALSE) {
        *evidence = needs;
        return STEP_WAITING;
    }
    if (applies == TRUTH_UNKNOWN || met == TRUTH_UNKNOWN) {
        *evidence = applies == TRUTH_UNKNOWN ? when : needs;
        return STEP_UNKNOWN;
    }
    return STEP_NOW;
}

/* Only the first step that could be done is "now"; later ones wait for it. */
static void choose_now(struct assessment *all)
{
    size_t now = 0;
    for (size_t i = 0; i < all->step_count; i++) {
        struct step_result *step = &all->steps[i];
        if (step->status != STEP_NOW) {
            continue;
        }
        if (now != 0) {
            step->status = STEP_WAITING;
        } else {
            now = step->number;
        }
    }
}

static void find_what_it_waits_for(struct assessment *all)
{
    size_t unfinished = 0;
    for (size_t i = 0; i < all->step_count; i++) {
        struct step_result *step = &all->steps[i];
        if (step->status == STEP_WAITING) {
            step->waits_for = unfinished;
        }
        if (!is_over(step->status)) {
            unfinished = step->number;
        }
    }
}

static char *waiting_reason(const struct step_result *step, const struct facts *facts)
{
    if (step->waits_for != 0) {
        return text_format(_("waits for %zu"), step->waits_for);
    }
    char *seen = assess_what_was_seen(facts, &step->evidence);
    char *reason = seen != NULL ? text_format(_("not yet: %s"), seen) : must_copy("");
    free(seen);
    return reason;
}

static char *reason_of(const struct step_result *step, const struct facts *facts)
{
    if (step->status == STEP_WAITING) {
        return waiting_reason(step, facts);
    }
    if (step->status == STEP_UNKNOWN) {
        char *missing = assess_what_is_missing(facts, &step->evidence);
        char *reason = text_format(_("not known, because %s"), missing);
        free(missing);
        return reason;
    }
    if (step->status == STEP_CONFIRMED) {
        return text_format(_("done by you: %s"), step->confirmation->reason);
    }
    return must_copy(step->status == STEP_SKIPPED ? _("not needed here") : "");
}

/* "power", "hyperv feature": the fact without its role, for a narrow column. */
static char *fact_label(int fact)
{
    char *label = must_copy(strchr(fact_name(fact), '.') + 1);
    for (char *c = label; *c != '\0'; c++) {
        if (*c == '_' || *c == '.') {
            *c = ' ';
        }
    }
    return label;
}

static char *indicator_of(const struct step *step, const struct facts *facts,
                          enum step_status status)
{
    if (step->indicator == FACT_NONE) {
        return must_copy("");
    }
    const cJSON *value = facts_get(facts, step->indicator)->value;
    char *label = fact_label(step->indicator);
    char *now = value != NULL ? fact_value_text(step->indicator, value) : must_copy("?");
    bool is_there = step->wanted == NULL || is_over(status) ||
                    (value != NULL && fact_value_same(value, step->wanted));
    char *wanted = is_there ? NULL : fact_value_text(step->indicator, step->wanted);
    char *text = wanted != NULL ? text_format("%s: %s -> %s", label, now, wanted)
                                : text_format("%s: %s", label, now);
    free(wanted);
    free(now);
    free(label);
    return text;
}

static void fill_commands(struct step_result *result, const struct facts *facts)
{
    const struct step *step = result->step;
    result->commands = must_alloc((step->command_count + 1) * sizeof *result->commands);
    for (size_t i = 0; i < step->command_count; i++) {
        const struct command *command = &step->commands[i];
        if (rule_eval(command->when, facts, NULL) != TRUTH_FALSE) {
            result->commands[result->command_count++] = (struct command_result){
                .where = fill(_(command->where), facts, FILL_PLAIN),
                .run = fill(command->run, facts, command->shell),
            };
        }
    }
}

static void complete(struct step_result *result, const struct facts *facts)
{
    const struct step *step = result->step;
    result->title = fill(_(step->title), facts, FILL_PLAIN);
    result->body = fill(_(step->body), facts, FILL_PLAIN);
    result->reason = reason_of(result, facts);
    result->indicator = indicator_of(step, facts, result->status);
    fill_commands(result, facts);
}

void assess_steps(struct assessment *all, const struct assess_input *input)
{
    all->step_count = all->guide->step_count;
    all->steps = must_alloc((all->step_count + 1) * sizeof *all->steps);
    for (size_t i = 0; i < all->step_count; i++) {
        const struct step *step = all->guide->steps[i];
        struct step_result result = {.step = step, .number = i + 1};
        result.confirmation = confirmation_find(input->confirmations, step->id, input->now);
        result.status = judge(step, all->facts, result.confirmation, &result.evidence);
        all->steps[i] = result;
    }
    choose_now(all);
    find_what_it_waits_for(all);
    for (size_t i = 0; i < all->step_count; i++) {
        complete(&all->steps[i], all->facts);
    }
}

/* --- which step mends which check --- */

bool step_status_is_open(enum step_status status)
{
    return status == STEP_NOW || status == STEP_WAITING || status == STEP_UNKNOWN;
}

/* A fact that a step brings about: what shows how far it is, or what follows from others. The other
 * facts of its rules are conditions that no step changes. */
struct effect_of_step {
    const struct step *step;
    const struct evidence *evidence; /* what decided the check */
    bool decides;
};

static void look_for_effect(int fact, void *user)
{
    struct effect_of_step *effect = user;
    bool is_effect = fact == effect->step->indicator || fact_kind(fact)->derived;
    for (size_t i = 0; is_effect && i < effect->evidence->count; i++) {
        effect->decides = effect->decides || effect->evidence->facts[i] == fact;
    }
}

/* Whether a step that is still to be done mends this check: then the step is the advice. */
static bool mends(const struct step_result *step, const struct check_result *result)
{
    const cJSON *id = NULL;
    cJSON_ArrayForEach(id, result->check->steps)
    {
        if (cJSON_IsString(id) && strcmp(id->valuestring, step->step->id) == 0) {
            return true;
        }
    }
    struct effect_of_step effect = {.step = step->step, .evidence = &result->evidence};
    rule_visit_facts(step->step->done, look_for_effect, &effect);
    return effect.decides;
}

bool assessment_has_cure(const struct assessment *all, const struct check_result *result)
{
    for (size_t i = 0; i < all->step_count; i++) {
        if (step_status_is_open(all->steps[i].status) && mends(&all->steps[i], result)) {
            return true;
        }
    }
    return false;
}
