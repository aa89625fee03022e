#include "model/assess.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "model/assess_parts.h"
#include "model/derive.h"
#include "sys/text.h"

static const char *const check_status_names[] = {"pass",    "fail",    "warn",
                                                 "unknown", "skipped", "confirmed"};
static const char *const step_status_names[] = {"done",    "confirmed", "now",
                                                "waiting", "skipped",   "unknown"};
static const char *const verdict_names[] = {"ready", "not-ready", "unknown"};
static_assert(sizeof check_status_names / sizeof *check_status_names == CHECK_STATUS_COUNT,
              "a name for every status");
static_assert(sizeof step_status_names / sizeof *step_status_names == STEP_STATUS_COUNT,
              "a name for every status");
static_assert(sizeof verdict_names / sizeof *verdict_names == VERDICT_COUNT,
              "a name for every verdict");

const char *check_status_name(enum check_status status)
{
    return check_status_names[status];
}

const char *step_status_name(enum step_status status)
{
    return step_status_names[status];
}

const char *verdict_name(enum verdict verdict)
{
    return verdict_names[verdict];
}

char *assess_why_unknown(const struct facts *facts, int fact)
{
    const struct reading *reading = facts_get(facts, fact);
    if (reading->reason != NULL) {
        return text_format("%s: %s", fact_name(fact), reading->reason);
    }
    if (reading->source == NULL) {
        return text_format(_("%s: no source has told it"), fact_name(fact));
    }
    return text_format(_("%s: %s did not tell it"), fact_name(fact), reading->source);
}

int assessment_check(const struct assessment *all, const char *id)
{
    return guide_check_find(all->guide, id);
}

int assessment_step(const struct assessment *all, const char *id)
{
    return guide_step_find(all->guide, id);
}

/* --- layers and notes --- */

static const struct layer_state *state_of(const struct layer *layer, const struct facts *facts)
{
    size_t i = 0;
    while (i + 1 < layer->state_count &&
           rule_eval(layer->states[i].when, facts, NULL) != TRUTH_TRUE) {
        i++;
    }
    return &layer->states[i];
}

static void assess_layers(struct assessment *all)
{
    const struct guide_file *own = all->guide->own;
    all->layer_count = own->layer_count;
    all->layers = must_alloc((all->layer_count + 1) * sizeof *all->layers);
    for (size_t i = 0; i < all->layer_count; i++) {
        const struct layer *layer = &own->layers[i];
        const struct layer_state *state = state_of(layer, all->facts);
        all->layers[i] = (struct layer_result){
            .layer = layer,
            .mark = state->mark,
            .title = fill(_(layer->title), all->facts, FILL_PLAIN),
            .name = fill(_(layer->name), all->facts, FILL_PLAIN),
            .state = fill(_(state->text), all->facts, FILL_PLAIN),
            .brief = fill(_(state->brief), all->facts, FILL_PLAIN),
        };
    }
}

static void assess_notes(struct assessment *all)
{
    all->notes = must_alloc((all->guide->note_count + 1) * sizeof *all->notes);
    for (size_t i = 0; i < all->guide->note_count; i++) {
        const struct note *note = all->guide->notes[i];
        if (rule_eval(note->when, all->facts, NULL) == TRUTH_TRUE) {
            all->notes[all->note_count++] = (struct note_result){
                .note = note,
                .title = fill(_(note->title), all->facts, FILL_PLAIN),
                .text = fill(_(note->text), all->facts, FILL_PLAIN),
            };
        }
    }
}

/* --- the verdict --- */

static size_t count_required(const struct assessment *all, enum check_status status,
                             const char **ret_first)
{
    size_t count = 0;
    for (size_t i = all->check_count; i-- > 0;) {
        const struct check_result *result = &all->checks[i];
        if (result->status == status && result->check->severity == SEVERITY_REQUIRED) {
            *ret_first = result->title;
            count++;
        }
    }
    return count;
}

static size_t count_warnings(const struct assessment *all)
{
    size_t count = 0;
    for (size_t i = 0; i < all->check_count; i++) {
        count +=
            all->checks[i].status == CHECK_WARN && all->checks[i].check->severity != SEVERITY_INFO;
    }
    return count;
}

static void conclude(struct assessment *all, bool strict)
{
    const char *first = "";
    size_t failed = count_required(all, CHECK_FAIL, &first);
    size_t warnings = count_warnings(all);
    if (failed == 1) {
        all->sentence = text_format(_("Not ready: \"%s\" fails."), first);
    } else if (failed > 1) {
        all->sentence =
            text_format(P_("Not ready: %zu required check fails, first \"%s\".",
                           "Not ready: %zu required checks fail, first \"%s\".", failed),
                        failed, first);
    }
    if (failed > 0) {
        all->verdict = VERDICT_NOT_READY;
        return;
    }
    size_t unknown = count_required(all, CHECK_UNKNOWN, &first);
    if (strict && warnings > 0) {
        all->verdict = VERDICT_NOT_READY;
        all->sentence =
            text_format(P_("Not ready: %zu warning, and warnings count here.",
                           "Not ready: %zu warnings, and warnings count here.", warnings),
                        warnings);
    } else if (unknown > 0) {
        all->verdict = VERDICT_UNKNOWN;
        all->sentence = text_format(
            P_("Not yet known: %zu required check could not be seen, \"%s\".",
               "Not yet known: %zu required checks could not be seen, first \"%s\".", unknown),
            unknown, first);
    } else {
        all->verdict = VERDICT_READY;
        all->sentence =
            warnings == 0 ? must_copy(_("Ready for Deploy-Eflow."))
                          : text_format(P_("Ready for Deploy-Eflow, with %zu warning.",
                                           "Ready for Deploy-Eflow, with %zu warnings.", warnings),
                                        warnings);
    }
}

struct assessment *assess(const struct assess_input *input)
{
    struct assessment *all = must_alloc(sizeof *all);
    *all = (struct assessment){.guide = input->guide, .facts = facts_copy(input->facts)};
    facts_forget(all->facts, "plan");
    derive_facts(all->facts, input->sizes);
    all->answers = plan_resolve(input->guide, all->facts, input->choices);
    assess_checks(all, input);
    assess_steps(all, input);
    assess_layers(all);
    assess_notes(all);
    conclude(all, input->strict);
    all->deploy_command = plan_deploy_command(all->facts);
    return all;
}

static void free_texts(char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(texts[i]);
    }
}

#define FREE_TEXTS(...)                                                                            \
    free_texts((char *const[]){__VA_ARGS__}, sizeof((char *const[]){__VA_ARGS__}) / sizeof(char *))

static void free_step(struct step_result *step)
{
    FREE_TEXTS(step->title, step->body, step->reason, step->indicator);
    for (size_t i = 0; i < step->command_count; i++) {
        FREE_TEXTS(step->commands[i].where, step->commands[i].run);
    }
    free(step->commands);
}

struct assessment *assessment_free(struct assessment *all)
{
    if (all == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < all->check_count; i++) {
        struct check_result *check = &all->checks[i];
        FREE_TEXTS(check->title, check->value, check->reason, check->why, check->fix);
    }
    for (size_t i = 0; i < all->step_count; i++) {
        free_step(&all->steps[i]);
    }
    for (size_t i = 0; i < all->layer_count; i++) {
        struct layer_result *layer = &all->layers[i];
        FREE_TEXTS(layer->title, layer->name, layer->state, layer->brief);
    }
    for (size_t i = 0; i < all->note_count; i++) {
        FREE_TEXTS(all->notes[i].title, all->notes[i].text);
    }
    FREE_TEXTS(all->sentence, all->deploy_command);
    free(all->checks);
    free(all->steps);
    free(all->layers);
    free(all->notes);
    free(all->answers);
    facts_free(all->facts);
    free(all);
    return NULL;
}
