#include "model/plan.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "sys/text.h"

static void set_plan(struct facts *facts, int fact, const cJSON *value, const char *source)
{
    facts_set(facts, fact, "plan", source, value, _("not planned"), 0);
}

static bool fits(const cJSON *element, const cJSON *where)
{
    const cJSON *wanted = NULL;
    cJSON_ArrayForEach(wanted, where)
    {
        const cJSON *value = cJSON_GetObjectItemCaseSensitive(element, wanted->string);
        if (value == NULL || !fact_value_same(value, wanted)) {
            return false;
        }
    }
    return true;
}

/* What was seen of the fact that a default names; NULL: nothing. */
static const cJSON *seen_value(const struct plan_default *preset, const struct facts *facts)
{
    const cJSON *value = facts_get(facts, preset->fact)->value;
    if (preset->key == NULL) {
        return value;
    }
    const cJSON *element = NULL;
    cJSON_ArrayForEach(element, value)
    {
        if (fits(element, preset->where)) {
            return cJSON_GetObjectItemCaseSensitive(element, preset->key);
        }
    }
    return NULL;
}

static const cJSON *default_value(const struct question *question, const struct facts *facts,
                                  enum plan_origin *ret_origin)
{
    for (size_t i = 0; i < question->default_count; i++) {
        const struct plan_default *preset = &question->defaults[i];
        if (rule_eval(preset->when, facts, NULL) != TRUTH_TRUE) {
            continue;
        }
        if (preset->fact == FACT_NONE) {
            return preset->value;
        }
        const cJSON *seen = seen_value(preset, facts);
        if (seen != NULL && fact_value_fits(question->fact, seen)) {
            *ret_origin = PLAN_FROM_FACT;
            return seen;
        }
    }
    return NULL;
}

static struct plan_answer resolve(const struct question *question, struct facts *facts,
                                  const cJSON *choices)
{
    struct plan_answer answer = {.question = question, .origin = PLAN_DEFAULT};
    answer.asked = rule_eval(question->when, facts, NULL);
    if (answer.asked == TRUTH_FALSE) {
        set_plan(facts, question->fact, NULL, _("the plan"));
        return answer;
    }
    const cJSON *chosen = cJSON_GetObjectItemCaseSensitive(choices, fact_name(question->fact));
    if (chosen != NULL) {
        answer.origin = PLAN_CHOSEN;
        set_plan(facts, question->fact, chosen, _("the plan"));
        return answer;
    }
    const cJSON *value = default_value(question, facts, &answer.origin);
    cJSON *copy = value != NULL ? cJSON_Duplicate(value, true) : NULL;
    set_plan(facts, question->fact, copy, _("the plan, by default"));
    cJSON_Delete(copy);
    return answer;
}

/* Choices that no question of this path asks for count all the same: they were said on purpose. */
static void set_unasked(const struct guide *guide, struct facts *facts, const cJSON *choices)
{
    const cJSON *choice = NULL;
    cJSON_ArrayForEach(choice, choices)
    {
        int fact = fact_find(choice->string);
        bool is_asked = false;
        for (size_t i = 0; i < guide->question_count; i++) {
            is_asked = is_asked || guide->questions[i]->fact == fact;
        }
        if (fact != FACT_NONE && !is_asked) {
            set_plan(facts, fact, choice, _("the plan"));
        }
    }
}

struct plan_answer *plan_resolve(const struct guide *guide, struct facts *facts,
                                 const cJSON *choices)
{
    cJSON *path = cJSON_CreateString(guide->own->id);
    set_unasked(guide, facts, choices);
    if (fact_value_fits(fact_find("plan.path"), path)) {
        set_plan(facts, fact_find("plan.path"), path, _("the plan"));
    }
    cJSON_Delete(path);
    struct plan_answer *answers = must_alloc((guide->question_count + 1) * sizeof *answers);
    for (size_t i = 0; i < guide->question_count; i++) {
        answers[i] = resolve(guide->questions[i], facts, choices);
    }
    return answers;
}

/* --- --plan KEY=VALUE --- */

static int find_plan_fact(const char *key, size_t length)
{
    char *name = strncmp(key, "plan.", 5) == 0 ? must_copy_n(key, length)
                                               : text_format("plan.%.*s", (int)length, key);
    int fact = fact_find(name);
    free(name);
    return fact;
}

static int refuse_key(struct error *err, const char *text, size_t length)
{
    struct text names = {0};
    for (int fact = 0; fact < FACT_COUNT; fact++) {
        if (strncmp(fact_name(fact), "plan.", 5) == 0) {
            text_addf(&names, "%s%s", names.length > 0 ? ", " : "", fact_name(fact) + 5);
        }
    }
    error_set(err, EXIT_USAGE, _("The plan has no \"%.*s\"."), (int)length, text);
    error_hint(err, _("It knows: %s."), names.s);
    text_free(&names);
    return -1;
}

int plan_choice_parse(const char *text, cJSON *choices, struct error *err)
{
    const char *equals = strchr(text, '=');
    size_t length = equals != NULL ? (size_t)(equals - text) : strlen(text);
    int fact = find_plan_fact(text, length);
    if (fact == FACT_NONE) {
        return refuse_key(err, text, length);
    }
    bool is_ok = false;
    cJSON *value = equals != NULL ? fact_value_from_text(fact, equals + 1, &is_ok) : NULL;
    if (!is_ok) {
        char *expected = fact_expected(fact);
        error_set(err, EXIT_USAGE, _("The plan's %s takes %s."), fact_name(fact) + 5, expected);
        error_hint(err, _("Write it as --plan %s=VALUE."), fact_name(fact) + 5);
        free(expected);
        return -1;
    }
    cJSON_DeleteItemFromObjectCaseSensitive(choices, fact_name(fact));
    cJSON_AddItemToObject(choices, fact_name(fact), value != NULL ? value : cJSON_CreateNull());
    return 0;
}

/* --- Deploy-Eflow --- */

static const cJSON *planned(const struct facts *facts, const char *name)
{
    return facts_get(facts, fact_find(name))->value;
}

static void add_argument(struct text *command, const struct facts *facts, const char *name,
                         const char *argument)
{
    const cJSON *value = planned(facts, name);
    if (value == NULL) {
        return;
    }
    char *plain = fact_value_text(fact_find(name), value);
    char *quoted = fill_quote(plain, FILL_POWERSHELL);
    text_addf(command, " -%s %s", argument, quoted);
    free(quoted);
    free(plain);
}

static bool is_word(const struct facts *facts, const char *name, const char *word)
{
    const cJSON *value = planned(facts, name);
    return value != NULL && strcmp(value->valuestring, word) == 0;
}

char *plan_deploy_command(const struct facts *facts)
{
    struct text command = {0};
    text_add(&command, "Deploy-Eflow -acceptEula Yes");
    add_argument(&command, facts, "plan.cpus", "cpuCount");
    add_argument(&command, facts, "plan.memory_mb", "memoryInMB");
    add_argument(&command, facts, "plan.disk_gb", "vmDiskSize");
    if (is_word(facts, "plan.switch_type", "internal")) {
        text_add(&command, " -vswitchType Internal");
        add_argument(&command, facts, "plan.switch_name", "vswitchName");
    } else if (is_word(facts, "plan.switch_type", "external")) {
        text_add(&command, " -vswitchType External");
        add_argument(&command, facts, "plan.switch_name", "vswitchName");
    }
    if (is_word(facts, "plan.address_mode", "static")) {
        add_argument(&command, facts, "plan.ip4_address", "ip4Address");
        add_argument(&command, facts, "plan.ip4_gateway", "ip4GatewayAddress");
        add_argument(&command, facts, "plan.ip4_prefix_length", "ip4PrefixLength");
    }
    return text_take(&command);
}
