#include "probe/lab.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "model/derive.h"
#include "model/fill.h"
#include "probe/lab_read.h"
#include "sys/text.h"

cJSON *lab_ids(const struct screens *screens)
{
    cJSON *ids = cJSON_CreateArray();
    for (size_t i = 0; i < screens->count; i++) {
        const char *name = screens->files[i].name;
        if (strncmp(name, "lab/", 4) == 0) {
            char *id = must_copy_n(name + 4, strlen(name) - 4 - strlen(".json"));
            cJSON_AddItemToArray(ids, cJSON_CreateString(id));
            free(id);
        }
    }
    return ids;
}

const char *lab_id(const struct lab *lab)
{
    return lab->id;
}

const char *lab_path(const struct lab *lab)
{
    return lab->path;
}

const char *lab_title(const struct lab *lab)
{
    return lab->title;
}

const char *lab_summary(const struct lab *lab)
{
    return lab->summary;
}

const cJSON *lab_plan(const struct lab *lab)
{
    return lab->plan;
}

size_t lab_action_count(const struct lab *lab)
{
    return lab->action_count;
}

const struct lab_action *lab_action(const struct lab *lab, size_t index)
{
    return &lab->actions[index].shown;
}

int lab_action_find(const struct lab *lab, const char *id)
{
    for (size_t i = 0; i < lab->action_count; i++) {
        if (strcmp(lab->actions[i].shown.id, id) == 0) {
            return (int)i;
        }
    }
    return -1;
}

bool lab_is_offered(const struct lab *lab, size_t index)
{
    return rule_eval(lab->actions[index].offer, lab->world, NULL) == TRUTH_TRUE;
}

/* --- what can be seen --- */

static bool is_hidden_name(const cJSON *names, const char *name)
{
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, names)
    {
        const char *pattern = item->valuestring;
        size_t length = strlen(pattern);
        if (strcmp(pattern, name) == 0 ||
            (pattern[length - 1] == '.' && strncmp(pattern, name, length) == 0)) {
            return true;
        }
    }
    return false;
}

static const char *why_hidden(const struct lab *lab, const char *name)
{
    for (size_t i = 0; i < lab->hide_count; i++) {
        const struct lab_hide *hide = &lab->hides[i];
        if (is_hidden_name(hide->facts, name) &&
            rule_eval(hide->when, lab->world, NULL) == TRUTH_TRUE) {
            return hide->because;
        }
    }
    return NULL;
}

cJSON *lab_answer(const struct lab *lab)
{
    cJSON *answer = cJSON_CreateObject();
    cJSON *facts = cJSON_AddObjectToObject(answer, "facts");
    cJSON *unknown = cJSON_AddObjectToObject(answer, "unknown");
    cJSON_AddStringToObject(answer, "source", _("practice lab"));
    for (int fact = 0; fact < FACT_COUNT; fact++) {
        const struct reading *reading = facts_get(lab->world, fact);
        const char *because = why_hidden(lab, fact_name(fact));
        if (reading->source == NULL || fact_kind(fact)->derived) {
            continue;
        }
        if (because != NULL) {
            cJSON_AddStringToObject(unknown, fact_name(fact), _(because));
        } else if (reading->value != NULL) {
            cJSON_AddItemToObject(facts, fact_name(fact), cJSON_Duplicate(reading->value, true));
        } else {
            cJSON_AddStringToObject(unknown, fact_name(fact),
                                    reading->reason != NULL ? reading->reason
                                                            : _("the lab does not tell it"));
        }
    }
    return answer;
}

/* --- what happens --- */

void lab_apply(struct lab *lab, const cJSON *values)
{
    const cJSON *value = NULL;
    cJSON_ArrayForEach(value, values)
    {
        facts_set(lab->world, fact_find(value->string), "lab", _("practice lab"), value, NULL, 0);
    }
    derive_facts(lab->world, lab->sizes);
}

static void finish(struct lab *lab)
{
    lab_apply(lab, lab->pending);
    free(lab->news);
    lab->news = fill(_(lab->running->says), lab->world, FILL_PLAIN);
    cJSON_Delete(lab->pending);
    lab->pending = NULL;
    lab->running = NULL;
}

/* What the action will set, decided by the world before it begins. */
static cJSON *outcome(const struct lab *lab, const struct lab_deed *deed)
{
    cJSON *values = cJSON_CreateObject();
    for (size_t i = 0; i < deed->then_count; i++) {
        if (rule_eval(deed->then[i].when, lab->world, NULL) != TRUTH_TRUE) {
            continue;
        }
        const cJSON *value = NULL;
        cJSON_ArrayForEach(value, deed->then[i].set)
        {
            cJSON_DeleteItemFromObjectCaseSensitive(values, value->string);
            cJSON_AddItemToObject(values, value->string, cJSON_Duplicate(value, true));
        }
    }
    return values;
}

static const char *refusal(const struct lab *lab, const struct lab_deed *deed)
{
    for (size_t i = 0; i < deed->refuse_count; i++) {
        if (rule_eval(deed->refuse[i].when, lab->world, NULL) == TRUTH_TRUE) {
            return deed->refuse[i].text;
        }
    }
    return NULL;
}

int lab_do(struct lab *lab, size_t index, int64_t now, char **ret_said)
{
    const struct lab_deed *deed = &lab->actions[index];
    if (lab->running != NULL) {
        *ret_said = text_format(_("\"%s\" is not finished yet. Wait a moment."),
                                _(lab->running->shown.title));
        return -1;
    }
    const char *refused = refusal(lab, deed);
    if (refused != NULL) {
        *ret_said = fill(_(refused), lab->world, FILL_PLAIN);
        return -1;
    }
    lab->pending = outcome(lab, deed);
    lab->running = deed;
    lab->ends_at = now + deed->takes_ms;
    if (deed->takes_ms == 0) {
        finish(lab);
        *ret_said = must_copy(lab->news);
    } else {
        lab_apply(lab, deed->during);
        *ret_said = text_format(_("%s: under way."), _(deed->shown.title));
    }
    return 0;
}

const char *lab_news(const struct lab *lab)
{
    return lab->news;
}

int64_t lab_next(const struct lab *lab)
{
    return lab->running != NULL ? lab->ends_at : -1;
}

bool lab_tick(struct lab *lab, int64_t now)
{
    if (lab->running == NULL || now < lab->ends_at) {
        return false;
    }
    finish(lab);
    return true;
}

cJSON *lab_save(const struct lab *lab)
{
    cJSON *world = cJSON_CreateObject();
    for (int fact = 0; fact < FACT_COUNT; fact++) {
        const struct reading *reading = facts_get(lab->world, fact);
        if (reading->source == NULL || fact_kind(fact)->derived) {
            continue;
        }
        const cJSON *coming = cJSON_GetObjectItemCaseSensitive(lab->pending, fact_name(fact));
        const cJSON *value = coming != NULL ? coming : reading->value;
        cJSON_AddItemToObject(world, fact_name(fact),
                              value != NULL ? cJSON_Duplicate(value, true) : cJSON_CreateNull());
    }
    return world;
}

int lab_restore(struct lab *lab, const cJSON *world, struct error *err)
{
    struct json_at at = {.file = lab->id};
    if (lab_check_values(world, &at, err) != 0) {
        return -1;
    }
    lab_apply(lab, world);
    return 0;
}
