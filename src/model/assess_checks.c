#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "model/assess_parts.h"
#include "sys/text.h"

char *assess_what_was_seen(const struct facts *facts, const struct evidence *evidence)
{
    for (size_t i = 0; i < evidence->count; i++) {
        int fact = evidence->facts[i];
        const cJSON *value = facts_get(facts, fact)->value;
        if (value != NULL) {
            char *text = fact_value_text(fact, value);
            char *sentence = text_format(_("%s is %s"), fact_name(fact), text);
            free(text);
            return sentence;
        }
    }
    return NULL;
}

char *assess_what_is_missing(const struct facts *facts, const struct evidence *evidence)
{
    for (size_t i = 0; i < evidence->count; i++) {
        if (facts_get(facts, evidence->facts[i])->value == NULL) {
            return assess_why_unknown(facts, evidence->facts[i]);
        }
    }
    return must_copy(_("nothing that was seen decides it"));
}

static bool is_listed(const cJSON *ids, const char *id)
{
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, ids)
    {
        if (cJSON_IsString(item) && strcmp(item->valuestring, id) == 0) {
            return true;
        }
    }
    return false;
}

/* The status in the order of the contract, and the facts that decided it. */
static enum check_status judge(const struct check *check, const struct facts *facts,
                               struct evidence *evidence)
{
    struct evidence when = {0};
    struct evidence pass = {0};
    struct evidence warn = {0};
    enum truth applies = rule_eval(check->when, facts, &when);
    if (applies == TRUTH_FALSE) {
        *evidence = when;
        return CHECK_SKIPPED;
    }
    enum truth passes = rule_eval(check->pass, facts, &pass);
    *evidence = pass;
    if (passes == TRUTH_TRUE) {
        return CHECK_PASS;
    }
    if (applies == TRUTH_UNKNOWN) {
        *evidence = when;
        return CHECK_UNKNOWN;
    }
    if (check->warn != NULL && rule_eval(check->warn, facts, &warn) == TRUTH_TRUE) {
        *evidence = warn;
        return CHECK_WARN;
    }
    if (passes == TRUTH_FALSE) {
        return check->severity == SEVERITY_REQUIRED ? CHECK_FAIL : CHECK_WARN;
    }
    return CHECK_UNKNOWN;
}

static const char *matching_reason(const struct check *check, const struct facts *facts)
{
    for (size_t i = 0; i < check->reason_count; i++) {
        if (rule_eval(check->reasons[i].when, facts, NULL) == TRUTH_TRUE) {
            return check->reasons[i].text;
        }
    }
    return NULL;
}

static char *missing_sentence(const struct facts *facts, const struct evidence *evidence)
{
    char *missing = assess_what_is_missing(facts, evidence);
    char *sentence = text_format(_("Not known, because %s."), missing);
    free(missing);
    return sentence;
}

static char *seen_sentence(const struct facts *facts, const struct evidence *evidence)
{
    char *seen = assess_what_was_seen(facts, evidence);
    char *sentence = seen != NULL ? text_format(_("Seen: %s."), seen) : must_copy("");
    free(seen);
    return sentence;
}

static char *reason_of(const struct check_result *result, const struct facts *facts)
{
    if (result->status == CHECK_SKIPPED) {
        return must_copy(_("Does not apply here."));
    }
    if (result->status == CHECK_CONFIRMED) {
        return text_format(_("Confirmed by hand: %s"), result->confirmation->reason);
    }
    const char *own = matching_reason(result->check, facts);
    if (own != NULL) {
        return fill(_(own), facts, FILL_PLAIN);
    }
    return result->status == CHECK_UNKNOWN ? missing_sentence(facts, &result->evidence)
                                           : seen_sentence(facts, &result->evidence);
}

static struct check_result check_one(const struct check *check, const struct facts *facts,
                                     const struct assess_input *input)
{
    struct check_result result = {.check = check};
    result.status =
        is_listed(input->skip, check->id) ? CHECK_SKIPPED : judge(check, facts, &result.evidence);
    if (result.status == CHECK_UNKNOWN) {
        result.confirmation = confirmation_find(input->confirmations, check->id, input->now);
        result.status = result.confirmation != NULL ? CHECK_CONFIRMED : CHECK_UNKNOWN;
    }
    result.title = fill(_(check->title), facts, FILL_PLAIN);
    result.value = fill(check->value != NULL ? _(check->value) : NULL, facts, FILL_PLAIN);
    result.why = fill(_(check->why), facts, FILL_PLAIN);
    result.fix = fill(_(check->fix), facts, FILL_PLAIN);
    result.reason = reason_of(&result, facts);
    return result;
}

void assess_checks(struct assessment *all, const struct assess_input *input)
{
    all->check_count = all->guide->check_count;
    all->checks = must_alloc((all->check_count + 1) * sizeof *all->checks);
    for (size_t i = 0; i < all->check_count; i++) {
        all->checks[i] = check_one(all->guide->checks[i], all->facts, input);
        all->counts[all->checks[i].status]++;
    }
}
