#include "config.h"

#include "model/fact_internal.h"

#include "sys/text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

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

struct facts {
    struct slot slots[FACT_COUNT];
    struct strangers strangers;
};

static const struct reading nobody_spoke;

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
    strangers_clear(&facts->strangers);
    free(facts);
    return NULL;
}

static void copy_slot(struct slot *to, const struct slot *from)
{
    to->count = from->count;
    to->said = from->count > 0 ? must_alloc(from->count * sizeof *to->said) : NULL;
    for (size_t i = 0; i < from->count; i++) {
        const struct said *said = &from->said[i];
        to->said[i] = said_new(fact_value_copy(said->value), fact_reason_copy(said->reason),
                               said->source, said->source_id, said->reading.at);
        to->said[i].reading.changed_at = said->reading.changed_at;
    }
}

struct facts *facts_copy(const struct facts *facts)
{
    struct facts *copy = facts_new();

    for (size_t fact = 0; fact < FACT_COUNT; fact++)
        copy_slot(&copy->slots[fact], &facts->slots[fact]);
    strangers_copy(&copy->strangers, &facts->strangers);
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

/* Puts what a source says in the place of what it said before. A value that counted already,
 * whoever said it, keeps the time of its change. Returns whether the fact now reads differently. */
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

bool facts_say(struct facts *facts, int fact, const cJSON *raw, const char *reason,
               struct label *source, struct label *source_id, int64_t at)
{
    char *why = NULL;
    cJSON *value = NULL;

    if (raw == NULL || cJSON_IsNull(raw))
        why = fact_reason_clean(reason);
    else
        value = fact_value_take(fact, raw, &why);
    return say(facts, fact, said_new(value, why, source, source_id, at));
}

void facts_set(struct facts *facts, int fact, const char *source_id, const char *source,
               const cJSON *value, const char *reason, int64_t at)
{
    assert(fact >= 0 && fact < FACT_COUNT);
    struct label *id = label_new(source_id);
    struct label *words = fact_source_label(source, source_id);

    facts_say(facts, fact, value, reason, words, id, at);
    label_drop(words);
    label_drop(id);
}

void facts_forget(struct facts *facts, const char *source_id)
{
    struct said said;

    for (size_t fact = 0; fact < FACT_COUNT; fact++) {
        if (slot_take(&facts->slots[fact], source_id, &said))
            said_clear(&said);
    }
    strangers_forget(&facts->strangers, source_id);
}

struct strangers *facts_strangers(struct facts *facts)
{
    return &facts->strangers;
}

const struct strangers *facts_known_strangers(const struct facts *facts)
{
    return &facts->strangers;
}
