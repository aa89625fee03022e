#include "config.h"

#include "model/json_at.h"

#include "i18n.h"
#include "model/words.h"
#include "sys/text.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define KEY_LIMIT 80 /* bytes of a key that a message repeats */

struct json_at json_at_key(const struct json_at *parent, const char *key)
{
    return (struct json_at){.parent = parent, .key = key};
}

struct json_at json_at_index(const struct json_at *parent, size_t index)
{
    return (struct json_at){.parent = parent, .index = index};
}

static void add_path(struct text *text, const struct json_at *at)
{
    if (at->parent == NULL) {
        if (at->file != NULL)
            text_add(text, at->file);
        return;
    }
    add_path(text, at->parent);
    bool first = at->parent->parent == NULL;
    if (first && text->length > 0)
        text_add(text, ": ");
    if (at->key == NULL) {
        text_addf(text, "[%zu]", at->index);
        return;
    }
    char *key = text_clean(at->key, KEY_LIMIT);
    text_addf(text, "%s%s", first ? "" : ".", key);
    free(key);
}

char *json_at_text(const struct json_at *at)
{
    struct text text = {0};

    add_path(&text, at);
    return text_take(&text);
}

int json_wrong(struct error *err, const struct json_at *at, const char *what, ...)
{
    va_list args;

    if (err == NULL)
        return -1;
    va_start(args, what);
    char *sentence = text_vformat(what, args);
    va_end(args);
    char *where = json_at_text(at);
    error_set(err, EXIT_DATA, "%s", sentence);
    if (*where != '\0')
        error_at(err, "%s", where);
    free(where);
    free(sentence);
    return -1;
}

static int wrong_key(struct error *err, const struct json_at *at, const char *key, const char *keys)
{
    struct json_at there = json_at_key(at, key);
    char *clean = text_clean(key, KEY_LIMIT);
    char *listed = words_listed(keys);

    json_wrong(err, &there, _("There is no key \"%s\" here. Expected: %s."), clean, listed);
    free(listed);
    free(clean);
    return -1;
}

int json_only_keys(const cJSON *object, const struct json_at *at, const char *keys,
                   struct error *err)
{
    uint64_t seen = 0;

    if (!cJSON_IsObject(object))
        return json_wrong(err, at, _("Expected an object."));
    for (const cJSON *item = object->child; item != NULL; item = item->next) {
        int index = words_index(keys, item->string);
        if (index < 0)
            return wrong_key(err, at, item->string, keys);
        uint64_t bit = (uint64_t)1 << (index & 63);
        if (seen & bit) {
            struct json_at there = json_at_key(at, item->string);
            return json_wrong(err, &there, _("The key \"%s\" is here twice."), item->string);
        }
        seen |= bit;
    }
    return 0;
}

int json_string(const cJSON *object, const struct json_at *at, const char *key, bool required,
                const char **ret, struct error *err)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    struct json_at there = json_at_key(at, key);

    if (item == NULL) {
        *ret = NULL;
        return required ? json_wrong(err, at, _("The key \"%s\" is missing."), key) : 0;
    }
    if (!cJSON_IsString(item))
        return json_wrong(err, &there, _("Expected a text."));
    if (*item->valuestring == '\0')
        return json_wrong(err, &there, _("This text is empty."));
    *ret = item->valuestring;
    return 0;
}

int json_array(const cJSON *object, const struct json_at *at, const char *key, const cJSON **ret,
               struct error *err)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    struct json_at there = json_at_key(at, key);

    if (item != NULL && !cJSON_IsArray(item))
        return json_wrong(err, &there, _("Expected a list."));
    *ret = item;
    return 0;
}

int json_word(const cJSON *object, const struct json_at *at, const char *key, const char *words,
              bool required, int *ret, struct error *err)
{
    const char *word = NULL;

    if (json_string(object, at, key, required, &word, err) != 0)
        return -1;
    int index = word != NULL ? words_index(words, word) : -1;
    if (word != NULL && index < 0) {
        struct json_at there = json_at_key(at, key);
        char *clean = text_clean(word, KEY_LIMIT);
        char *listed = words_listed(words);
        json_wrong(err, &there, _("Expected one of %s, got \"%s\"."), listed, clean);
        free(listed);
        free(clean);
        return -1;
    }
    *ret = index;
    return 0;
}
