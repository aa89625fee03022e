#include "config.h"

#include "model/fact_internal.h"

#include "sys/text.h"

#include <stdlib.h>
#include <string.h>

static bool is_plan(int fact)
{
    return strncmp(fact_table[fact].name, "plan.", 5) == 0;
}

/* --- taking over an answer --- */

/* What an answer says about the facts of the table; the last of equal names counts. */
struct answer {
    const cJSON *values[FACT_COUNT];  /* NULL: not mentioned */
    const cJSON *unknown[FACT_COUNT]; /* NULL: not mentioned */
};

static bool list_has(const cJSON *list, const char *name)
{
    for (const cJSON *item = list->child; item != NULL; item = item->next) {
        if (strcmp(item->valuestring, name) == 0)
            return true;
    }
    return false;
}

static void tell_stranger(cJSON *strangers, const char *name)
{
    if (strangers != NULL && !list_has(strangers, name))
        cJSON_AddItemToArray(strangers, cJSON_CreateString(name));
}

/* From where an answer comes, and where its strangers are told. */
struct origin {
    struct label *source_id;
    cJSON *strangers;
};

static void meet_stranger(struct facts *facts, const struct origin *origin, const cJSON *item,
                          bool unknown)
{
    bool known = !unknown && !cJSON_IsNull(item);
    char *name = text_clean(item->string, FACT_NAME_LIMIT);
    struct stranger stranger = {
        must_copy(name),
        known ? fact_value_clean(item) : NULL,
        unknown ? fact_reason_clean(cJSON_GetStringValue(item)) : NULL,
        label_share(origin->source_id),
    };

    if (strangers_put(facts_strangers(facts), stranger))
        tell_stranger(origin->strangers, name);
    free(name);
}

/* Collects the facts of the table into slots, the last of equal names; meets the others. */
static void gather(struct facts *facts, const struct origin *origin, const cJSON *object,
                   bool unknown, const cJSON **slots)
{
    if (!cJSON_IsObject(object))
        return;
    for (const cJSON *item = object->child; item != NULL; item = item->next) {
        int fact = fact_find(item->string);
        if (fact == FACT_NONE)
            meet_stranger(facts, origin, item, unknown);
        else
            slots[fact] = item;
    }
}

/* The model itself works out the derived facts, and the plan is the person's. */
static bool may_say(const char *source_id, int fact)
{
    return !fact_table[fact].derived && (!is_plan(fact) || strcmp(source_id, "plan") == 0);
}

bool facts_merge(struct facts *facts, const char *source_id, const cJSON *answer, int64_t at,
                 cJSON *ret_strangers)
{
    const cJSON *values = cJSON_GetObjectItemCaseSensitive(answer, "facts");
    const cJSON *unknown = cJSON_GetObjectItemCaseSensitive(answer, "unknown");
    const cJSON *source = cJSON_GetObjectItemCaseSensitive(answer, "source");
    struct origin origin = {label_new(source_id), ret_strangers};
    struct label *words = fact_source_label(cJSON_GetStringValue(source), source_id);
    struct answer said = {0};
    bool changed = false;

    gather(facts, &origin, values, false, said.values);
    gather(facts, &origin, unknown, true, said.unknown);
    for (int fact = 0; fact < FACT_COUNT; fact++) {
        const cJSON *why = said.unknown[fact];
        if ((said.values[fact] == NULL && why == NULL) || !may_say(source_id, fact))
            continue;
        changed |= facts_say(facts, fact, why != NULL ? NULL : said.values[fact],
                             cJSON_GetStringValue(why), words, origin.source_id, at);
    }
    label_drop(words);
    label_drop(origin.source_id);
    return changed;
}

/* --- giving back a file --- */

static void write_fact(cJSON *values, cJSON *unknown, const char *name, const cJSON *value,
                       const char *reason)
{
    if (value != NULL)
        cJSON_AddItemToObject(values, name, cJSON_Duplicate(value, true));
    else if (reason != NULL)
        cJSON_AddStringToObject(unknown, name, reason);
    else
        cJSON_AddNullToObject(values, name);
}

cJSON *facts_to_json(const struct facts *facts, const char *source, const char *collected)
{
    cJSON *file = cJSON_CreateObject();

    cJSON_AddStringToObject(file, "format", "eflow-facts/1");
    if (source != NULL)
        cJSON_AddStringToObject(file, "source", source);
    if (collected != NULL)
        cJSON_AddStringToObject(file, "collected", collected);
    cJSON *values = cJSON_AddObjectToObject(file, "facts");
    cJSON *unknown = cJSON_AddObjectToObject(file, "unknown");
    for (int fact = 0; fact < FACT_COUNT; fact++) {
        const struct reading *reading = facts_get(facts, fact);
        if (reading->source != NULL && !is_plan(fact) && !fact_table[fact].derived)
            write_fact(values, unknown, fact_table[fact].name, reading->value, reading->reason);
    }
    const struct strangers *strangers = facts_known_strangers(facts);
    for (size_t i = 0; i < strangers->count; i++) {
        const struct stranger *stranger = &strangers->list[i];
        write_fact(values, unknown, stranger->name, stranger->value, stranger->reason);
    }
    return file;
}
