#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "model/guide_read.h"
#include "sys/text.h"

#define ROLE_WORDS     "guest hyperv-host vsphere azure"
#define SEVERITY_WORDS "required recommended info"
#define AREA_WORDS     "host vm windows network plan azure eflow"
#define MARK_WORDS     "ok bad warn unknown off"
#define PLACE_WORDS    "path plan connect prerequisites steps report"
#define SHELL_WORDS    "powershell posix cmd"

static_assert(SEVERITY_INFO == 2 && AREA_EFLOW == 6 && LAYER_OFF == 4 && NOTE_REPORT == 5 &&
                  FILL_POWERSHELL == 1 && FILL_CMD == 3,
              "the words above are in the order of their enums");

static int read_ways(const cJSON *json, const struct json_at *at, bool *ways, struct error *err)
{
    struct json_at here = json_at_key(at, "ways");
    const cJSON *list = NULL;
    if (json_array(json, at, "ways", &list, err) != 0) {
        return -1;
    }
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, list)
    {
        bool found = false;
        for (enum way way = 0; way < WAY_COUNT && cJSON_IsString(item); way++) {
            if (strcmp(item->valuestring, way_name(way)) == 0) {
                found = ways[way] = true;
            }
        }
        if (!found) {
            return json_wrong(err, &here, _("A way is one of local, ssh, vsphere, az."));
        }
    }
    return 0;
}

int guide_read_role(const cJSON *json, const struct json_at *at, void *element, struct error *err)
{
    struct role *role = element;
    int known = 0;
    if (json_only_keys(json, at, "id title ways help", err) != 0 ||
        json_word(json, at, "id", ROLE_WORDS, true, &known, err) != 0 ||
        json_string(json, at, "id", true, &role->id, err) != 0 ||
        guide_read_text(json, at, "title", true, &role->title, err) != 0 ||
        guide_read_text(json, at, "help", true, &role->help, err) != 0 ||
        read_ways(json, at, role->ways, err) != 0) {
        return -1;
    }
    return 0;
}

static int read_layer_state(const cJSON *json, const struct json_at *at, void *element,
                            struct error *err)
{
    struct layer_state *state = element;
    int mark = 0;
    if (json_only_keys(json, at, "when mark text short", err) != 0 ||
        json_word(json, at, "mark", MARK_WORDS, true, &mark, err) != 0 ||
        guide_read_text(json, at, "text", true, &state->text, err) != 0 ||
        guide_read_text(json, at, "short", true, &state->brief, err) != 0) {
        return -1;
    }
    state->mark = (enum layer_mark)mark;
    return guide_read_rule(json, at, "when", false, &state->when, err);
}

int guide_read_layer(const cJSON *json, const struct json_at *at, void *element, struct error *err)
{
    struct layer *layer = element;
    if (json_only_keys(json, at, "id title short states", err) != 0 ||
        json_string(json, at, "id", true, &layer->id, err) != 0 ||
        guide_read_text(json, at, "title", true, &layer->title, err) != 0 ||
        guide_read_text(json, at, "short", true, &layer->name, err) != 0 ||
        guide_read_array(json, at, "states", sizeof *layer->states, read_layer_state,
                         &layer->states, &layer->state_count, err) != 0) {
        return -1;
    }
    if (layer->state_count == 0 || layer->states[layer->state_count - 1].when != NULL) {
        return json_wrong(err, at,
                          _("The last state of a layer has no rule, so that one always holds."));
    }
    return 0;
}

void guide_free_layer(struct layer *layer)
{
    for (size_t i = 0; i < layer->state_count; i++) {
        rule_free(layer->states[i].when);
    }
    free(layer->states);
}

static int read_choice(const cJSON *json, const struct json_at *at, void *element,
                       struct error *err)
{
    struct choice *choice = element;
    if (json_only_keys(json, at, "value label help when", err) != 0 ||
        guide_read_text(json, at, "label", true, &choice->label, err) != 0 ||
        guide_read_text(json, at, "help", false, &choice->help, err) != 0) {
        return -1;
    }
    choice->value = cJSON_GetObjectItemCaseSensitive(json, "value");
    if (choice->value == NULL) {
        return json_wrong(err, at, _("A choice needs a value."));
    }
    return guide_read_rule(json, at, "when", false, &choice->when, err);
}

/* {"fact": F}, or {"fact": LIST, "where": {KEY: VALUE}, "key": KEY} */
static int read_fact_of_default(const cJSON *value, const struct json_at *at,
                                struct plan_default *preset, struct error *err)
{
    const char *name = NULL;
    if (json_only_keys(value, at, "fact where key", err) != 0 ||
        json_string(value, at, "fact", true, &name, err) != 0 ||
        json_string(value, at, "key", false, &preset->key, err) != 0) {
        return -1;
    }
    preset->fact = fact_find(name);
    preset->where = cJSON_GetObjectItemCaseSensitive(value, "where");
    if (preset->fact == FACT_NONE) {
        return json_wrong(err, at, _("There is no fact \"%s\"."), name);
    }
    bool is_list = fact_kind(preset->fact)->type == FACT_LIST;
    if (is_list != (preset->key != NULL) || (preset->where != NULL && !is_list)) {
        return json_wrong(err, at,
                          _("\"key\" and \"where\" belong to a list fact, and only to that."));
    }
    return 0;
}

static int read_default(const cJSON *json, const struct json_at *at, void *element,
                        struct error *err)
{
    struct plan_default *preset = element;
    preset->fact = FACT_NONE;
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(json, "value");
    if (json_only_keys(json, at, "when value", err) != 0) {
        return -1;
    }
    if (value == NULL) {
        return json_wrong(err, at, _("A default needs a value; null means \"not set\"."));
    }
    if (cJSON_IsObject(value)) {
        struct json_at here = json_at_key(at, "value");
        if (read_fact_of_default(value, &here, preset, err) != 0) {
            return -1;
        }
    } else if (!cJSON_IsNull(value)) {
        preset->value = value;
    }
    return guide_read_rule(json, at, "when", false, &preset->when, err);
}

static int check_value(int fact, const cJSON *value, const struct json_at *at, struct error *err)
{
    if (value == NULL || fact_value_fits(fact, value)) {
        return 0;
    }
    char *expected = fact_expected(fact);
    json_wrong(err, at, _("%s takes %s."), fact_name(fact), expected);
    free(expected);
    return -1;
}

static int check_question(const struct question *question, const struct json_at *at,
                          struct error *err)
{
    struct json_at choices_at = json_at_key(at, "choices");
    struct json_at defaults_at = json_at_key(at, "default");
    for (size_t i = 0; i < question->choice_count; i++) {
        struct json_at here = json_at_index(&choices_at, i);
        if (check_value(question->fact, question->choices[i].value, &here, err) != 0) {
            return -1;
        }
    }
    for (size_t i = 0; i < question->default_count; i++) {
        struct json_at here = json_at_index(&defaults_at, i);
        if (check_value(question->fact, question->defaults[i].value, &here, err) != 0) {
            return -1;
        }
    }
    if (question->default_count == 0 ||
        question->defaults[question->default_count - 1].when != NULL) {
        return json_wrong(err, at, _("The last default has no rule, so that one always holds."));
    }
    return 0;
}

int guide_read_question(const cJSON *json, const struct json_at *at, void *element,
                        struct error *err)
{
    struct question *question = element;
    const char *name = NULL;
    if (json_only_keys(json, at, "fact ask help choices default when", err) != 0 ||
        json_string(json, at, "fact", true, &name, err) != 0 ||
        guide_read_text(json, at, "ask", true, &question->ask, err) != 0 ||
        guide_read_text(json, at, "help", true, &question->help, err) != 0) {
        return -1;
    }
    question->fact = fact_find(name);
    if (question->fact == FACT_NONE || strncmp(name, "plan.", 5) != 0) {
        return json_wrong(err, at, _("\"%s\" is no fact of the plan."), name);
    }
    if (guide_read_rule(json, at, "when", false, &question->when, err) != 0 ||
        guide_read_array(json, at, "choices", sizeof *question->choices, read_choice,
                         &question->choices, &question->choice_count, err) != 0 ||
        guide_read_array(json, at, "default", sizeof *question->defaults, read_default,
                         &question->defaults, &question->default_count, err) != 0) {
        return -1;
    }
    return check_question(question, at, err);
}

void guide_free_question(struct question *question)
{
    rule_free(question->when);
    for (size_t i = 0; i < question->choice_count; i++) {
        rule_free(question->choices[i].when);
    }
    for (size_t i = 0; i < question->default_count; i++) {
        rule_free(question->defaults[i].when);
    }
    free(question->choices);
    free(question->defaults);
}

static int read_reason(const cJSON *json, const struct json_at *at, void *element,
                       struct error *err)
{
    struct reason *reason = element;
    if (json_only_keys(json, at, "when text", err) != 0 ||
        guide_read_text(json, at, "text", true, &reason->text, err) != 0) {
        return -1;
    }
    return guide_read_rule(json, at, "when", false, &reason->when, err);
}

static int read_check_rules(const cJSON *json, const struct json_at *at, struct check *check,
                            struct error *err)
{
    if (guide_read_rule(json, at, "when", false, &check->when, err) != 0 ||
        guide_read_rule(json, at, "pass", true, &check->pass, err) != 0 ||
        guide_read_rule(json, at, "warn", false, &check->warn, err) != 0 ||
        guide_read_array(json, at, "reasons", sizeof *check->reasons, read_reason, &check->reasons,
                         &check->reason_count, err) != 0 ||
        guide_read_words(json, at, "steps", &check->steps, err) != 0 ||
        guide_read_words(json, at, "id_in_document", &check->ids_in_document, err) != 0) {
        return -1;
    }
    return 0;
}

int guide_read_check(const cJSON *json, const struct json_at *at, void *element, struct error *err)
{
    struct check *check = element;
    int area = 0;
    int severity = 0;
    if (json_only_keys(json, at,
                       "id title area severity when pass warn value reasons why fix confirm steps "
                       "link source id_in_document",
                       err) != 0 ||
        json_string(json, at, "id", true, &check->id, err) != 0 ||
        guide_read_text(json, at, "title", true, &check->title, err) != 0 ||
        json_word(json, at, "area", AREA_WORDS, true, &area, err) != 0 ||
        json_word(json, at, "severity", SEVERITY_WORDS, true, &severity, err) != 0 ||
        guide_read_text(json, at, "value", false, &check->value, err) != 0 ||
        guide_read_text(json, at, "why", true, &check->why, err) != 0 ||
        guide_read_text(json, at, "fix", true, &check->fix, err) != 0 ||
        guide_read_text(json, at, "confirm", false, &check->confirm, err) != 0 ||
        json_string(json, at, "link", true, &check->link, err) != 0 ||
        json_string(json, at, "source", true, &check->source, err) != 0) {
        return -1;
    }
    check->area = (enum area)area;
    check->severity = (enum severity)severity;
    return read_check_rules(json, at, check, err);
}

void guide_free_check(struct check *check)
{
    rule_free(check->when);
    rule_free(check->pass);
    rule_free(check->warn);
    for (size_t i = 0; i < check->reason_count; i++) {
        rule_free(check->reasons[i].when);
    }
    free(check->reasons);
}

static int read_command(const cJSON *json, const struct json_at *at, void *element,
                        struct error *err)
{
    struct command *command = element;
    int shell = 0;
    if (json_only_keys(json, at, "where shell run when", err) != 0 ||
        guide_read_text(json, at, "where", true, &command->where, err) != 0 ||
        json_word(json, at, "shell", SHELL_WORDS, true, &shell, err) != 0 ||
        guide_read_text(json, at, "run", true, &command->run, err) != 0) {
        return -1;
    }
    command->shell = (enum fill_quoting)(shell + FILL_POWERSHELL);
    return guide_read_rule(json, at, "when", false, &command->when, err);
}

static int read_indicator(const cJSON *json, const struct json_at *at, struct step *step,
                          struct error *err)
{
    const cJSON *indicator = cJSON_GetObjectItemCaseSensitive(json, "indicator");
    struct json_at here = json_at_key(at, "indicator");
    const char *name = NULL;
    step->indicator = FACT_NONE;
    if (indicator == NULL) {
        return 0;
    }
    if (json_only_keys(indicator, &here, "fact want", err) != 0 ||
        json_string(indicator, &here, "fact", true, &name, err) != 0) {
        return -1;
    }
    step->indicator = fact_find(name);
    step->wanted = cJSON_GetObjectItemCaseSensitive(indicator, "want");
    if (step->indicator == FACT_NONE) {
        return json_wrong(err, &here, _("There is no fact \"%s\"."), name);
    }
    return check_value(step->indicator, step->wanted, &here, err);
}

int guide_read_step(const cJSON *json, const struct json_at *at, void *element, struct error *err)
{
    struct step *step = element;
    if (json_only_keys(json, at,
                       "id number title source when needs done indicator body commands confirm "
                       "link id_in_document",
                       err) != 0 ||
        json_string(json, at, "id", true, &step->id, err) != 0 ||
        json_string(json, at, "number", false, &step->number, err) != 0 ||
        guide_read_text(json, at, "title", true, &step->title, err) != 0 ||
        json_string(json, at, "source", true, &step->source, err) != 0 ||
        guide_read_text(json, at, "body", true, &step->body, err) != 0 ||
        guide_read_text(json, at, "confirm", false, &step->confirm, err) != 0 ||
        json_string(json, at, "link", true, &step->link, err) != 0 ||
        guide_read_words(json, at, "id_in_document", &step->ids_in_document, err) != 0 ||
        guide_read_rule(json, at, "when", false, &step->when, err) != 0 ||
        guide_read_rule(json, at, "needs", false, &step->needs, err) != 0 ||
        guide_read_rule(json, at, "done", false, &step->done, err) != 0 ||
        read_indicator(json, at, step, err) != 0) {
        return -1;
    }
    return guide_read_array(json, at, "commands", sizeof *step->commands, read_command,
                            &step->commands, &step->command_count, err);
}

void guide_free_step(struct step *step)
{
    rule_free(step->when);
    rule_free(step->needs);
    rule_free(step->done);
    for (size_t i = 0; i < step->command_count; i++) {
        rule_free(step->commands[i].when);
    }
    free(step->commands);
}

int guide_read_note(const cJSON *json, const struct json_at *at, void *element, struct error *err)
{
    struct note *note = element;
    int place = 0;
    if (json_only_keys(json, at, "id title when text source link place id_in_document", err) != 0 ||
        json_string(json, at, "id", true, &note->id, err) != 0 ||
        guide_read_text(json, at, "title", true, &note->title, err) != 0 ||
        guide_read_text(json, at, "text", true, &note->text, err) != 0 ||
        json_string(json, at, "source", true, &note->source, err) != 0 ||
        json_string(json, at, "link", true, &note->link, err) != 0 ||
        guide_read_words(json, at, "id_in_document", &note->ids_in_document, err) != 0 ||
        json_word(json, at, "place", PLACE_WORDS, true, &place, err) != 0) {
        return -1;
    }
    note->place = (enum note_place)place;
    return guide_read_rule(json, at, "when", false, &note->when, err);
}
