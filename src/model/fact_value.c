#include "config.h"

#include "model/fact_internal.h"

#include "i18n.h"
#include "model/words.h"
#include "sys/text.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define GOT_LIMIT 60 /* bytes of a wrong value that a reason repeats */

static cJSON *take_word(const char *words, const char *raw)
{
    char *lower = words_lower(raw);
    cJSON *word = words_index(words, lower) >= 0 ? cJSON_CreateString(lower) : NULL;

    free(lower);
    return word;
}

static cJSON *take_string(const char *raw)
{
    char *clean = text_clean(raw, FACT_TEXT_LIMIT);
    cJSON *string = cJSON_CreateString(clean);

    free(clean);
    return string;
}

static cJSON *take_int(const char *words, double number)
{
    if (!(number >= INT_MIN && number <= INT_MAX) || number != (int)number)
        return NULL;
    if (words != NULL) {
        char *digits = text_format("%d", (int)number);
        int index = words_index(words, digits);
        free(digits);
        if (index < 0)
            return NULL;
    }
    return cJSON_CreateNumber(number);
}

static cJSON *take_strings(const cJSON *raw)
{
    cJSON *list = cJSON_CreateArray();
    int count = 0;

    for (const cJSON *item = raw->child; item != NULL; item = item->next) {
        if (!cJSON_IsString(item) || ++count > FACT_LIST_LIMIT) {
            cJSON_Delete(list);
            return NULL;
        }
        cJSON_AddItemToArray(list, take_string(item->valuestring));
    }
    return list;
}

/* Everything but lists of objects; NULL where it does not fit. */
static cJSON *take_plain(enum fact_type type, const char *words, const cJSON *raw)
{
    switch (type) {
    case FACT_STRING: return cJSON_IsString(raw) ? take_string(raw->valuestring) : NULL;
    case FACT_WORD: return cJSON_IsString(raw) ? take_word(words, raw->valuestring) : NULL;
    case FACT_INT: return cJSON_IsNumber(raw) ? take_int(words, raw->valuedouble) : NULL;
    case FACT_NUMBER:
        return cJSON_IsNumber(raw) && isfinite(raw->valuedouble)
                   ? cJSON_CreateNumber(raw->valuedouble)
                   : NULL;
    case FACT_BOOL: return cJSON_IsBool(raw) ? cJSON_CreateBool(cJSON_IsTrue(raw)) : NULL;
    case FACT_STRINGS: return cJSON_IsArray(raw) ? take_strings(raw) : NULL;
    case FACT_LIST: break;
    }
    return NULL;
}

static char *value_got(const cJSON *raw)
{
    if (raw == NULL || cJSON_IsNull(raw))
        return must_copy(_("nothing"));
    if (cJSON_IsArray(raw))
        return must_copy(_("a list"));
    if (cJSON_IsObject(raw))
        return must_copy(_("an object"));
    if (cJSON_IsBool(raw))
        return must_copy(cJSON_IsTrue(raw) ? "true" : "false");
    if (cJSON_IsNumber(raw))
        return text_format("%.15g", raw->valuedouble);
    char *clean = text_clean(cJSON_IsString(raw) ? raw->valuestring : "", GOT_LIMIT);
    char *got = text_format("\"%s\"", clean);
    free(clean);
    return got;
}

static char *wrong_value(const struct fact_kind *kind, const cJSON *raw)
{
    char *expected = fact_type_expected(kind->type, kind->words, kind->keys);
    char *got = value_got(raw);
    char *reason = text_format(_("expected %s, got %s"), expected, got);

    free(expected);
    free(got);
    return reason;
}

static char *wrong_key(const struct fact_key *key, const cJSON *raw, int entry)
{
    char *expected = fact_type_expected(key->type, key->words, NULL);
    char *got = value_got(raw);
    char *reason = text_format(_("expected %s as \"%s\" of entry %d, got %s"), expected, key->name,
                               entry, got);

    free(expected);
    free(got);
    return reason;
}

static char *wrong_entry(const cJSON *raw, int entry)
{
    char *got = value_got(raw);
    char *reason = text_format(_("expected an object as entry %d, got %s"), entry, got);

    free(got);
    return reason;
}

/* One entry of a list of objects; NULL and a reason where it does not fit. */
static cJSON *take_entry(const struct fact_key *keys, const cJSON *raw, int entry,
                         char **ret_reason)
{
    if (!cJSON_IsObject(raw)) {
        *ret_reason = wrong_entry(raw, entry);
        return NULL;
    }
    cJSON *object = cJSON_CreateObject();
    for (const struct fact_key *key = keys; key->name != NULL; key++) {
        const cJSON *item = cJSON_GetObjectItemCaseSensitive(raw, key->name);
        bool missing = item == NULL || cJSON_IsNull(item);
        cJSON *value = missing ? NULL : take_plain(key->type, key->words, item);
        if (value == NULL && (!missing || key->required)) {
            *ret_reason = wrong_key(key, item, entry);
            cJSON_Delete(object);
            return NULL;
        }
        cJSON_AddItemToObjectCS(object, key->name, value != NULL ? value : cJSON_CreateNull());
    }
    return object;
}

static cJSON *take_list(const struct fact_kind *kind, const cJSON *raw, char **ret_reason)
{
    cJSON *list = cJSON_CreateArray();
    int count = 0;

    for (const cJSON *item = raw->child; item != NULL; item = item->next) {
        cJSON *entry = NULL;
        if (++count > FACT_LIST_LIMIT)
            *ret_reason = text_format(_("expected at most %d entries, got more"), FACT_LIST_LIMIT);
        else
            entry = take_entry(kind->keys, item, count, ret_reason);
        if (entry == NULL) {
            cJSON_Delete(list);
            return NULL;
        }
        cJSON_AddItemToArray(list, entry);
    }
    return list;
}

cJSON *fact_value_take(int fact, const cJSON *raw, char **ret_reason)
{
    const struct fact_kind *kind = fact_kind(fact);
    char *reason = NULL;
    cJSON *value = kind->type == FACT_LIST && cJSON_IsArray(raw)
                       ? take_list(kind, raw, &reason)
                       : take_plain(kind->type, kind->words, raw);

    if (value == NULL && ret_reason != NULL) {
        *ret_reason = reason != NULL ? reason : wrong_value(kind, raw);
        return NULL;
    }
    free(reason);
    return value;
}

bool fact_value_fits(int fact, const cJSON *value)
{
    cJSON *taken = fact_value_take(fact, value, NULL);
    bool fits = taken != NULL;

    cJSON_Delete(taken);
    return fits;
}

static cJSON *clean_at_depth(const cJSON *raw, int depth)
{
    bool object = cJSON_IsObject(raw);

    if (cJSON_IsString(raw))
        return take_string(raw->valuestring);
    if (!object && !cJSON_IsArray(raw))
        return cJSON_Duplicate(raw, false);
    if (depth >= FACT_NESTING_LIMIT)
        return cJSON_CreateNull();
    cJSON *copy = object ? cJSON_CreateObject() : cJSON_CreateArray();
    for (const cJSON *item = raw->child; item != NULL; item = item->next) {
        cJSON *clean = clean_at_depth(item, depth + 1);
        if (object) {
            char *name = text_clean(item->string, FACT_NAME_LIMIT);
            cJSON_AddItemToObject(copy, name, clean);
            free(name);
        } else {
            cJSON_AddItemToArray(copy, clean);
        }
    }
    return copy;
}

cJSON *fact_value_clean(const cJSON *raw)
{
    return clean_at_depth(raw, 0);
}

static bool same_at_depth(const cJSON *a, const cJSON *b, int depth);

static bool same_items(const cJSON *a, const cJSON *b, int depth)
{
    for (a = a->child, b = b->child; a != NULL && b != NULL; a = a->next, b = b->next) {
        if (!same_at_depth(a, b, depth))
            return false;
    }
    return a == NULL && b == NULL;
}

static bool same_objects(const cJSON *a, const cJSON *b, int depth)
{
    if (cJSON_GetArraySize(a) != cJSON_GetArraySize(b))
        return false;
    for (const cJSON *item = a->child; item != NULL; item = item->next) {
        const cJSON *other = cJSON_GetObjectItemCaseSensitive(b, item->string);
        if (other == NULL || !same_at_depth(item, other, depth))
            return false;
    }
    return true;
}

static bool same_at_depth(const cJSON *a, const cJSON *b, int depth)
{
    bool nothing = a == NULL || cJSON_IsNull(a);

    if (nothing || b == NULL || cJSON_IsNull(b))
        return nothing && (b == NULL || cJSON_IsNull(b));
    if (cJSON_IsBool(a) && cJSON_IsBool(b))
        return cJSON_IsTrue(a) == cJSON_IsTrue(b);
    if (cJSON_IsNumber(a) && cJSON_IsNumber(b))
        return !(a->valuedouble < b->valuedouble) && !(a->valuedouble > b->valuedouble);
    if (cJSON_IsString(a) && cJSON_IsString(b))
        return strcmp(a->valuestring, b->valuestring) == 0;
    if (depth >= FACT_NESTING_LIMIT)
        return false;
    if (cJSON_IsArray(a) && cJSON_IsArray(b))
        return same_items(a, b, depth + 1);
    return cJSON_IsObject(a) && cJSON_IsObject(b) && same_objects(a, b, depth + 1);
}

bool fact_value_same(const cJSON *a, const cJSON *b)
{
    return same_at_depth(a, b, 0);
}
