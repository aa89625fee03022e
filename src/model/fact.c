#include "config.h"

#include "model/fact_internal.h"

#include "sys/text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* A short text that many readings share. */
struct label {
    size_t uses;
    char text[];
};

/* A reading and what it owns. */
struct said {
    struct reading reading;
    cJSON *value;
    char *reason;
    struct label *source, *source_id;
};

/* All that was said about one fact, latest first. */
struct slot {
    struct said *said;
    size_t count;
};

/* A fact that the table does not have. */
struct stranger {
    char *name;
    cJSON *value; /* NULL: unknown */
    char *reason;
    struct label *source_id;
};

struct facts {
    struct slot slots[FACT_COUNT];
    struct stranger *strangers; /* sorted by name */
    size_t stranger_count;
};

static const struct reading nobody_spoke;

static struct label *label_new(const char *text)
{
    size_t size = strlen(text) + 1;
    struct label *label = must_alloc(sizeof *label + size);

    label->uses = 1;
    memcpy(label->text, text, size);
    return label;
}

static struct label *label_share(struct label *label)
{
    label->uses++;
    return label;
}

static void label_drop(struct label *label)
{
    if (--label->uses == 0)
        free(label);
}

/* Takes over value and reason; shares the labels. */
static struct said said_new(cJSON *value, char *reason, struct label *source,
                            struct label *source_id, int64_t at)
{
    return (struct said){
        .reading = {value, reason, source->text, source_id->text, at, at},
        .value = value,
        .reason = reason,
        .source = label_share(source),
        .source_id = label_share(source_id),
    };
}

static void said_clear(struct said *said)
{
    cJSON_Delete(said->value);
    free(said->reason);
    label_drop(said->source);
    label_drop(said->source_id);
}

static void stranger_clear(struct stranger *stranger)
{
    free(stranger->name);
    cJSON_Delete(stranger->value);
    free(stranger->reason);
    label_drop(stranger->source_id);
}

struct facts *facts_new(void)
{
    return must_alloc(sizeof(struct facts));
}

struct facts *facts_free(struct facts *facts)
{
    if (facts == NULL)
        return NULL;
    for (size_t fact = 0; fact < FACT_COUNT; fact++) {
        struct slot *slot = &facts->slots[fact];
        for (size_t i = 0; i < slot->count; i++)
            said_clear(&slot->said[i]);
        free(slot->said);
    }
    for (size_t i = 0; i < facts->stranger_count; i++)
        stranger_clear(&facts->strangers[i]);
    free(facts->strangers);
    free(facts);
    return NULL;
}

static cJSON *copy_value(const cJSON *value)
{
    return value != NULL ? cJSON_Duplicate(value, true) : NULL;
}

static char *copy_reason(const char *reason)
{
    return reason != NULL ? must_copy(reason) : NULL;
}

static void copy_slot(struct slot *to, const struct slot *from)
{
    to->count = from->count;
    to->said = from->count > 0 ? must_alloc(from->count * sizeof *to->said) : NULL;
    for (size_t i = 0; i < from->count; i++) {
        const struct said *said = &from->said[i];
        to->said[i] = said_new(copy_value(said->value), copy_reason(said->reason), said->source,
                               said->source_id, said->reading.at);
        to->said[i].reading.changed_at = said->reading.changed_at;
    }
}

struct facts *facts_copy(const struct facts *facts)
{
    struct facts *copy = facts_new();

    for (size_t fact = 0; fact < FACT_COUNT; fact++)
        copy_slot(&copy->slots[fact], &facts->slots[fact]);
    copy->stranger_count = facts->stranger_count;
    copy->strangers = must_alloc(facts->stranger_count * sizeof *copy->strangers);
    for (size_t i = 0; i < facts->stranger_count; i++) {
        const struct stranger *from = &facts->strangers[i];
        copy->strangers[i] =
            (struct stranger){must_copy(from->name), copy_value(from->value),
                              copy_reason(from->reason), label_share(from->source_id)};
    }
    return copy;
}

static const struct slot *slot_of(const struct facts *facts, int fact)
{
    assert(fact >= 0 && fact < FACT_COUNT);
    return &facts->slots[fact];
}

const struct reading *facts_get(const struct facts *facts, int fact)
{
    const struct slot *slot = slot_of(facts, fact);

    for (size_t i = 0; i < slot->count; i++) {
        if (slot->said[i].value != NULL)
            return &slot->said[i].reading;
    }
    return slot->count > 0 ? &slot->said[0].reading : &nobody_spoke;
}

size_t facts_reading_count(const struct facts *facts, int fact)
{
    return slot_of(facts, fact)->count;
}

const struct reading *facts_reading(const struct facts *facts, int fact, size_t index)
{
    const struct slot *slot = slot_of(facts, fact);

    return index < slot->count ? &slot->said[index].reading : &nobody_spoke;
}

bool facts_disagree(const struct facts *facts, int fact)
{
    const struct slot *slot = slot_of(facts, fact);
    const cJSON *first = facts_get(facts, fact)->value;

    for (size_t i = 0; i < slot->count; i++) {
        if (slot->said[i].value != NULL && !fact_value_same(slot->said[i].value, first))
            return true;
    }
    return false;
}

/* Takes out what the source said before; false if it said nothing. */
static bool slot_take(struct slot *slot, const char *source_id, struct said *ret)
{
    for (size_t i = 0; i < slot->count; i++) {
        if (strcmp(slot->said[i].source_id->text, source_id) != 0)
            continue;
        *ret = slot->said[i];
        slot->count--;
        memmove(&slot->said[i], &slot->said[i + 1], (slot->count - i) * sizeof *slot->said);
        return true;
    }
    return false;
}

/* Of two that spoke at the same time, the one that comes last goes first. */
static void slot_put(struct slot *slot, const struct said *said)
{
    size_t place = 0;

    while (place < slot->count && slot->said[place].reading.at > said->reading.at)
        place++;
    slot->said = must_realloc(slot->said, (slot->count + 1) * sizeof *slot->said);
    memmove(&slot->said[place + 1], &slot->said[place], (slot->count - place) * sizeof *slot->said);
    slot->said[place] = *said;
    slot->count++;
}

static bool same_reason(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* Whether the two read the same to a person, whoever said it. */
static bool same_reading(const struct reading *a, const struct reading *b)
{
    return fact_value_same(a->value, b->value) &&
           (a->value != NULL || same_reason(a->reason, b->reason));
}

/* Puts what a source says in the place of what it said before. A value that counted already, whoever said it,
 * keeps the time of its change. Returns whether the fact now reads differently. */
static bool say(struct facts *facts, int fact, struct said said)
{
    struct slot *slot = &facts->slots[fact];
    struct reading before = *facts_get(facts, fact);
    struct said own;
    bool spoke = slot_take(slot, said.source_id->text, &own);

    if (spoke && fact_value_same(own.value, said.value))
        said.reading.changed_at = own.reading.changed_at;
    else if (before.value != NULL && fact_value_same(before.value, said.value))
        said.reading.changed_at = before.changed_at;
    slot_put(slot, &said);
    bool changed = !same_reading(&before, facts_get(facts, fact));
    if (spoke)
        said_clear(&own);
    return changed;
}

static char *clean_reason(const char *raw)
{
    char *clean = raw != NULL ? text_clean(raw, FACT_REASON_LIMIT) : NULL;

    if (clean != NULL && *clean == '\0') {
        free(clean);
        return NULL;
    }
    return clean;
}

static struct label *source_label(const char *source, const char *source_id)
{
    char *clean = clean_reason(source);
    struct label *label = label_new(clean != NULL ? clean : source_id);

    free(clean);
    return label;
}

/* raw NULL or JSON null: unknown. */
static bool say_raw(struct facts *facts, int fact, const cJSON *raw, const char *reason,
                    struct label *source, struct label *source_id, int64_t at)
{
    char *why = NULL;
    cJSON *value = NULL;

    if (raw == NULL || cJSON_IsNull(raw))
        why = clean_reason(reason);
    else
        value = fact_value_take(fact, raw, &why);
    return say(facts, fact, said_new(value, why, source, source_id, at));
}

void facts_set(struct facts *facts, int fact, const char *source_id, const char *source,
               const cJSON *value, const char *reason, int64_t at)
{
    assert(fact >= 0 && fact < FACT_COUNT);
    struct label *id = label_new(source_id);
    struct label *words = source_label(source, source_id);

    say_raw(facts, fact, value, reason, words, id, at);
    label_drop(words);
    label_drop(id);
}

void facts_forget(struct facts *facts, const char *source_id)
{
    struct said said;
    size_t kept = 0;

    for (size_t fact = 0; fact < FACT_COUNT; fact++) {
        if (slot_take(&facts->slots[fact], source_id, &said))
            said_clear(&said);
    }
    for (size_t i = 0; i < facts->stranger_count; i++) {
        if (strcmp(facts->strangers[i].source_id->text, source_id) == 0)
            stranger_clear(&facts->strangers[i]);
        else
            facts->strangers[kept++] = facts->strangers[i];
    }
    facts->stranger_count = kept;
}

/* --- taking over an answer --- */

/* What an answer says about the facts of the table; the last of equal names counts. */
struct answer {
    const cJSON *values[FACT_COUNT];  /* NULL: not mentioned */
    const cJSON *unknown[FACT_COUNT]; /* NULL: not mentioned */
};

/* Where a stranger of this name is, or would go. */
static size_t stranger_place(const struct facts *facts, const char *name)
{
    size_t low = 0, high = facts->stranger_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(facts->strangers[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Takes over name. False where there is no room for another one. */
static bool stranger_put(struct facts *facts, char *name, const cJSON *item, bool unknown,
                         struct label *source_id)
{
    size_t place = stranger_place(facts, name);
    struct stranger *at = &facts->strangers[place];
    bool there = place < facts->stranger_count && strcmp(at->name, name) == 0;

    if (!there && facts->stranger_count >= FACT_STRANGER_LIMIT) {
        free(name);
        return false;
    }
    if (there) {
        stranger_clear(at);
    } else {
        facts->strangers =
            must_realloc(facts->strangers, (facts->stranger_count + 1) * sizeof *facts->strangers);
        at = &facts->strangers[place];
        memmove(at + 1, at, (facts->stranger_count - place) * sizeof *at);
        facts->stranger_count++;
    }
    bool known = !unknown && !cJSON_IsNull(item);
    *at = (struct stranger){name, known ? fact_value_clean(item) : NULL,
                            unknown ? clean_reason(cJSON_GetStringValue(item)) : NULL,
                            label_share(source_id)};
    return true;
}

static bool list_has(const cJSON *list, const char *name)
{
    for (const cJSON *item = list->child; item != NULL; item = item->next) {
        if (strcmp(item->valuestring, name) == 0)
            return true;
    }
    return false;
}

static void meet_stranger(struct facts *facts, const cJSON *item, bool unknown,
                          struct label *source_id, cJSON *ret_strangers)
{
    char *name = text_clean(item->string, FACT_NAME_LIMIT);
    char *told = must_copy(name);

    if (stranger_put(facts, name, item, unknown, source_id) && ret_strangers != NULL &&
        !list_has(ret_strangers, told))
        cJSON_AddItemToArray(ret_strangers, cJSON_CreateString(told));
    free(told);
}

static void gather(struct facts *facts, const cJSON *object, const cJSON **slots, bool unknown,
                   struct label *source_id, cJSON *ret_strangers)
{
    for (const cJSON *item = object != NULL ? object->child : NULL; item; item = item->next) {
        int fact = item->string != NULL ? fact_find(item->string) : FACT_NONE;
        if (fact != FACT_NONE)
            slots[fact] = item;
        else if (item->string != NULL)
            meet_stranger(facts, item, unknown, source_id, ret_strangers);
    }
}

bool facts_merge(struct facts *facts, const char *source_id, const cJSON *answer, int64_t at,
                 cJSON *ret_strangers)
{
    const cJSON *values = cJSON_GetObjectItemCaseSensitive(answer, "facts");
    const cJSON *unknown = cJSON_GetObjectItemCaseSensitive(answer, "unknown");
    const cJSON *source = cJSON_GetObjectItemCaseSensitive(answer, "source");
    struct label *id = label_new(source_id);
    struct label *words = source_label(cJSON_GetStringValue(source), source_id);
    struct answer said = {0};
    bool changed = false;

    gather(facts, cJSON_IsObject(values) ? values : NULL, said.values, false, id, ret_strangers);
    gather(facts, cJSON_IsObject(unknown) ? unknown : NULL, said.unknown, true, id, ret_strangers);
    for (int fact = 0; fact < FACT_COUNT; fact++) {
        const cJSON *why = said.unknown[fact];
        if ((said.values[fact] == NULL && why == NULL) || fact_table[fact].derived)
            continue;
        changed |= say_raw(facts, fact, why != NULL ? NULL : said.values[fact],
                           cJSON_GetStringValue(why), words, id, at);
    }
    label_drop(words);
    label_drop(id);
    return changed;
}

/* --- giving back a file --- */

static bool belongs_in_file(int fact)
{
    return !fact_table[fact].derived && strncmp(fact_table[fact].name, "plan.", 5) != 0;
}

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
        if (reading->source != NULL && belongs_in_file(fact))
            write_fact(values, unknown, fact_table[fact].name, reading->value, reading->reason);
    }
    for (size_t i = 0; i < facts->stranger_count; i++) {
        const struct stranger *stranger = &facts->strangers[i];
        write_fact(values, unknown, stranger->name, stranger->value, stranger->reason);
    }
    return file;
}
