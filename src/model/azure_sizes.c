#include "model/azure_sizes.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "model/json_at.h"
#include "sys/text.h"

struct azure_sizes {
    cJSON *json;
    bool is_json_ours;
};

#define NESTED_WORDS "supported unsupported unknown"

/* Refuses an entry that names what an earlier one has named. */
static int check_once(const cJSON *entries, const cJSON *entry, const struct json_at *at,
                      const char *name_key, struct error *err)
{
    const char *name = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(entry, name_key));
    for (const cJSON *other = entries->child; other != entry; other = other->next) {
        const cJSON *taken = cJSON_GetObjectItemCaseSensitive(other, name_key);
        if (strcmp(cJSON_GetStringValue(taken), name) == 0) {
            struct json_at here = json_at_key(at, name_key);
            return json_wrong(err, &here, _("\"%s\" is here twice."), name);
        }
    }
    return 0;
}

static int check_entries(const cJSON *json, const struct json_at *top, const char *list,
                         const char *name_key, const char *keys, struct error *err)
{
    const cJSON *entries = NULL;
    struct json_at at = json_at_key(top, list);
    if (json_array(json, top, list, &entries, err) != 0) {
        return -1;
    }
    size_t index = 0;
    const cJSON *entry = NULL;
    cJSON_ArrayForEach(entry, entries)
    {
        struct json_at here = json_at_index(&at, index++);
        const char *text = NULL;
        int nested = 0;
        if (json_only_keys(entry, &here, keys, err) != 0 ||
            json_string(entry, &here, name_key, true, &text, err) != 0 ||
            json_word(entry, &here, "nested", NESTED_WORDS, true, &nested, err) != 0 ||
            json_string(entry, &here, "source", true, &text, err) != 0 ||
            json_string(entry, &here, "note", false, &text, err) != 0 ||
            check_once(entries, entry, &here, name_key, err) != 0) {
            return -1;
        }
    }
    return 0;
}

struct azure_sizes *azure_sizes_load(cJSON *json, bool is_ours, const char *file, struct error *err)
{
    struct json_at top = {.file = file};
    struct azure_sizes *sizes = must_alloc(sizeof *sizes);
    *sizes = (struct azure_sizes){.json = json, .is_json_ours = is_ours};
    int format = 0;
    if (json_only_keys(json, &top, "format series families", err) != 0 ||
        json_word(json, &top, "format", "eflow-azure-sizes/1", true, &format, err) != 0 ||
        check_entries(json, &top, "series", "key", "key nested source note", err) != 0 ||
        check_entries(json, &top, "families", "starts", "starts nested source note", err) != 0) {
        return azure_sizes_free(sizes);
    }
    return sizes;
}

struct azure_sizes *azure_sizes_free(struct azure_sizes *sizes)
{
    if (sizes != NULL && sizes->is_json_ours) {
        cJSON_Delete(sizes->json);
    }
    free(sizes);
    return NULL;
}

static size_t count_while(const char *text, int (*is)(int))
{
    size_t count = 0;
    while (is((unsigned char)text[count])) {
        count++;
    }
    return count;
}

/* The part between underscores, as in "_A10": capital letters and digits. */
static size_t accelerator_length(const char *at)
{
    if (at[0] != '_' || !isupper((unsigned char)at[1])) {
        return 0;
    }
    size_t length = 1;
    while (isupper((unsigned char)at[length]) || isdigit((unsigned char)at[length])) {
        length++;
    }
    return length;
}

char *azure_series_of(const char *size)
{
    if (!text_starts(size, "Standard_")) {
        return NULL;
    }
    const char *at = size + strlen("Standard_");
    struct text key = {0};
    size_t family = count_while(at, isupper);
    size_t digits = count_while(at + family, isdigit);
    if (family == 0 || digits == 0) {
        return NULL;
    }
    text_add_n(&key, at, family);
    at += family + digits;
    if (at[0] == '-' && isdigit((unsigned char)at[1])) {
        at += 1 + count_while(at + 1, isdigit);
    }
    if (at[0] == 'i') {
        at++; /* isolated sizes are of the same series */
    }
    size_t features = count_while(at, islower);
    text_add_n(&key, at, features);
    at += features;
    size_t accelerator = accelerator_length(at);
    if (accelerator > 0) {
        text_add_n(&key, at + 1, accelerator - 1);
        at += accelerator;
    }
    if (at[0] == '_' && at[1] == 'v' && isdigit((unsigned char)at[2])) {
        size_t version = count_while(at + 2, isdigit);
        text_add_n(&key, at + 1, 1 + version);
        at += 2 + version;
    }
    if (*at != '\0') {
        text_free(&key);
        return NULL;
    }
    return text_take(&key);
}

static enum azure_nested nested_of(const cJSON *entry)
{
    const char *word = cJSON_GetStringValue(cJSON_GetObjectItem(entry, "nested"));
    if (word != NULL && strcmp(word, "supported") == 0) {
        return AZURE_NESTED_SUPPORTED;
    }
    return word != NULL && strcmp(word, "unsupported") == 0 ? AZURE_NESTED_UNSUPPORTED
                                                            : AZURE_NESTED_UNKNOWN;
}

static bool is_in_family(const char *key, const cJSON *entry)
{
    const char *start = cJSON_GetStringValue(cJSON_GetObjectItem(entry, "starts"));
    size_t length = start != NULL ? strlen(start) : 0;
    return length > 0 && strncmp(key, start, length) == 0 &&
           (key[length] == '\0' || islower((unsigned char)key[length]));
}

static enum azure_nested look_up(const cJSON *json, const char *key)
{
    const cJSON *entry = NULL;
    cJSON_ArrayForEach(entry, cJSON_GetObjectItem(json, "series"))
    {
        if (strcmp(cJSON_GetStringValue(cJSON_GetObjectItem(entry, "key")), key) == 0) {
            return nested_of(entry);
        }
    }
    cJSON_ArrayForEach(entry, cJSON_GetObjectItem(json, "families"))
    {
        if (is_in_family(key, entry)) {
            return nested_of(entry);
        }
    }
    return AZURE_NESTED_UNKNOWN;
}

enum azure_nested azure_size_nested(const struct azure_sizes *sizes, const char *size)
{
    char *key = sizes != NULL ? azure_series_of(size) : NULL;
    enum azure_nested nested = key != NULL ? look_up(sizes->json, key) : AZURE_NESTED_UNKNOWN;
    free(key);
    return nested;
}
