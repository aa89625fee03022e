#include "config.h"

#include "model/fact_internal.h"
#include "model/ipv4.h"

#include "i18n.h"
#include "model/words.h"
#include "sys/text.h"

#include <stdlib.h>
#include <string.h>

#define NUMBER_TEXT_LIMIT 20 /* characters of a number that a person types */

static char *keys_listed(const struct fact_key *keys)
{
    struct text listed = {0};

    for (; keys->name != NULL; keys++)
        text_addf(&listed, "%s%s", listed.length > 0 ? ", " : "", keys->name);
    return text_take(&listed);
}

/* Takes over listed. */
static char *with_list(const char *format_done, char *listed)
{
    struct text clause = {0};

    text_addf(&clause, "%s %s", format_done, listed);
    free(listed);
    return text_take(&clause);
}

char *fact_type_expected(enum fact_type type, const char *words, const struct fact_key *keys)
{
    if (words != NULL)
        return with_list(_("one of"), words_listed(words));
    if (keys != NULL)
        return with_list(_("a list of objects with"), keys_listed(keys));
    switch (type) {
    case FACT_INT: return must_copy(_("a whole number"));
    case FACT_NUMBER: return must_copy(_("a number"));
    case FACT_BOOL: return must_copy(_("true or false"));
    case FACT_STRINGS: return must_copy(_("a list of texts"));
    case FACT_STRING:
    case FACT_WORD:
    case FACT_LIST: break;
    }
    return must_copy(_("a text"));
}

char *fact_expected(int fact)
{
    const struct fact_kind *kind = fact_kind(fact);

    if (kind->is_ipv4)
        return must_copy(kind->type == FACT_STRINGS ? _("IPv4 addresses separated by commas")
                                                    : _("an IPv4 address"));
    if (kind->type == FACT_BOOL)
        return must_copy(kind->on_off ? _("on or off") : _("yes or no"));
    if (kind->type == FACT_STRINGS)
        return must_copy(_("texts separated by commas"));
    return fact_type_expected(kind->type, kind->words, kind->keys);
}

/* --- value to text --- */

static const char *bool_text(bool on_off, bool value)
{
    if (on_off)
        return value ? _("on") : _("off");
    return value ? _("yes") : _("no");
}

/* At most two decimals, never rounded up: 9.996 GiB are not 10. */
static char *number_text(double number)
{
    if (number > 1e12 || number < -1e12)
        return text_format("%.0f", number);
    long long hundredths = (long long)(number * 100 + (number < 0 ? -1e-6 : 1e-6));
    int decimals = hundredths % 100 == 0 ? 0 : hundredths % 10 == 0 ? 1 : 2;
    return text_format("%.*f", decimals, (double)hundredths / 100);
}

/* An entry is called by its first key. */
static char *list_text(const cJSON *list)
{
    struct text text = {0};

    if (list->child == NULL)
        return must_copy(_("none"));
    for (const cJSON *item = list->child; item != NULL; item = item->next) {
        const cJSON *name = cJSON_IsObject(item) ? item->child : item;
        const char *word = cJSON_GetStringValue(name);
        text_addf(&text, "%s%s", text.length > 0 ? ", " : "",
                  word != NULL && *word != '\0' ? word : "?");
    }
    return text_take(&text);
}

char *fact_value_text(int fact, const cJSON *value)
{
    const struct fact_kind *kind = fact_kind(fact);

    if (cJSON_IsString(value))
        return must_copy(value->valuestring);
    if (cJSON_IsBool(value))
        return must_copy(bool_text(kind->on_off, cJSON_IsTrue(value)));
    if (cJSON_IsNumber(value))
        return number_text(value->valuedouble);
    if (cJSON_IsArray(value))
        return list_text(value);
    return must_copy(_("unknown"));
}

/* --- text to value --- */

static bool is_one_of(const char *word, const char *plain, const char *translated)
{
    return strcmp(word, plain) == 0 || text_same_word(word, translated);
}

static cJSON *bool_from_text(const char *word)
{
    bool yes = is_one_of(word, "yes", _("yes")) || is_one_of(word, "on", _("on")) ||
               strcmp(word, "true") == 0;
    bool no = is_one_of(word, "no", _("no")) || is_one_of(word, "off", _("off")) ||
              strcmp(word, "false") == 0;

    return yes || no ? cJSON_CreateBool(yes) : NULL;
}

/* A comma is a decimal point too. */
static cJSON *number_from_text(const char *word)
{
    char digits[NUMBER_TEXT_LIMIT + 1] = "";
    size_t length = strlen(word);

    if (length > NUMBER_TEXT_LIMIT || strspn(word, "+-0123456789.,") != length)
        return NULL;
    memcpy(digits, word + (*word == '+'), length + 1 - (*word == '+'));
    char *comma = strchr(digits, ',');
    if (comma != NULL)
        *comma = '.';
    return cJSON_ParseWithOpts(digits, NULL, true);
}

static cJSON *strings_from_text(const char *text)
{
    cJSON *list = cJSON_CreateArray();

    while (*text != '\0') {
        size_t length = strcspn(text, ",");
        char *raw = must_copy_n(text, length);
        char *part = text_clean(raw, FACT_TEXT_LIMIT);
        if (*part != '\0')
            cJSON_AddItemToArray(list, cJSON_CreateString(part));
        free(part);
        free(raw);
        text += length + (text[length] == ',');
    }
    return list;
}

static cJSON *item_from_text(const struct fact_kind *kind, const char *text)
{
    char *lower = words_lower(text);
    cJSON *item = NULL;

    switch (kind->type) {
    case FACT_STRING: item = cJSON_CreateString(text); break;
    case FACT_WORD: item = cJSON_CreateString(lower); break;
    case FACT_INT:
    case FACT_NUMBER: item = number_from_text(text); break;
    case FACT_BOOL: item = bool_from_text(lower); break;
    case FACT_STRINGS: item = strings_from_text(text); break;
    case FACT_LIST: break;
    }
    free(lower);
    return item;
}

/* A person who types an address means one; a source may tell anything. */
static bool is_what_was_meant(const struct fact_kind *kind, const cJSON *value)
{
    const cJSON *first = cJSON_IsArray(value) ? value->child : value;
    uint32_t address = 0;

    for (const cJSON *item = first; kind->is_ipv4 && item != NULL; item = item->next)
        if (!ipv4_parse(item->valuestring, &address))
            return false;
    return true;
}

cJSON *fact_value_from_text(int fact, const char *text, bool *ret_ok)
{
    char *clean = text_clean(text, 0);
    bool empty = *clean == '\0';
    cJSON *item = empty ? NULL : item_from_text(fact_kind(fact), clean);
    cJSON *value = item != NULL ? fact_value_take(fact, item, NULL) : NULL;

    if (value != NULL && !is_what_was_meant(fact_kind(fact), value)) {
        cJSON_Delete(value);
        value = NULL;
    }
    *ret_ok = empty || value != NULL;
    cJSON_Delete(item);
    free(clean);
    return value;
}
