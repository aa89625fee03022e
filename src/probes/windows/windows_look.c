#include "config.h"

#include "probes/windows/windows_look.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "sys/text.h"

enum { REASON_LIMIT = 200 };

static const struct look_word modules[] = {
    {"switches",      "Hyper-V"   },
    {"vm",            "Hyper-V"   },
    {"vm_processor",  "Hyper-V"   },
    {"vm_adapters",   "Hyper-V"   },
    {"vm_firmware",   "Hyper-V"   },
    {"vm_security",   "Hyper-V"   },
    {"dhcp_scopes",   "DhcpServer"},
    {"nats",          "NetNat"    },
    {"eflow_network", "AzureEFLOW"},
    {NULL,            NULL        },
};

static const cJSON *member(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

const cJSON *look_peek(const struct look *look, const char *section)
{
    const cJSON *found = member(look->raw, section);

    return cJSON_IsObject(found) ? found : NULL;
}

static const cJSON *problem_of(const struct look *look, const char *section)
{
    return member(member(look->raw, "problems"), section);
}

const char *look_problem(const struct look *look, const char *section)
{
    const char *kind = raw_text(problem_of(look, section), "kind");

    return kind ? kind : "";
}

static char *reason_for_slow(const cJSON *problem)
{
    double seconds = 0;

    if (!raw_number(problem, "seconds", &seconds))
        return must_copy(_("Windows gave no answer in time"));
    return text_format(_("Windows gave no answer within %.0f s"), seconds);
}

static char *reason_for_command(const char *section)
{
    const char *module = look_word(section, modules);

    if (module)
        return text_format(_("the PowerShell module %s is not installed"), module);
    return must_copy(_("this Windows does not have the command that tells it"));
}

static char *reason_for_failure(const cJSON *problem)
{
    const char *said = raw_text(problem, "text");
    char *clean, *reason;

    if (!said)
        return must_copy(_("Windows could not tell"));
    clean = text_clean(said, REASON_LIMIT);
    reason = text_format(_("Windows said: %s"), clean);
    free(clean);
    return reason;
}

char *look_reason(const struct look *look, const char *section)
{
    const char *kind = look_problem(look, section);
    const cJSON *problem = problem_of(look, section);

    if (strcmp(kind, "denied") == 0)
        return must_copy(_("needs an elevated prompt"));
    if (strcmp(kind, "command") == 0)
        return reason_for_command(section);
    if (strcmp(kind, "absent") == 0)
        return must_copy(_("this Windows does not have the part that tells it"));
    if (strcmp(kind, "slow") == 0)
        return reason_for_slow(problem);
    if (strcmp(kind, "later") == 0)
        return must_copy(_("not looked at yet"));
    if (problem)
        return reason_for_failure(problem);
    return must_copy(_("the script did not report it"));
}

const cJSON *look_section(struct look *look, const char *section, ...)
{
    const cJSON *found = look_peek(look, section);
    const char *name;
    char *reason;
    va_list names;

    if (found)
        return found;
    reason = look_reason(look, section);
    va_start(names, section);
    while ((name = va_arg(names, const char *)))
        look_put_unknown(look, name, reason);
    va_end(names);
    free(reason);
    return NULL;
}

const char *raw_text(const cJSON *object, const char *key)
{
    const char *text = cJSON_GetStringValue(member(object, key));

    return text && *text ? text : NULL;
}

bool raw_number(const cJSON *object, const char *key, double *ret_number)
{
    const cJSON *item = member(object, key);
    const char *text = cJSON_GetStringValue(item);
    char *end = NULL;
    double number = 0;

    if (text)
        number = strtod(text, &end);
    if (text ? end == text || *end : !cJSON_IsNumber(item))
        return false;
    if (!text)
        number = item->valuedouble;
    if (!isfinite(number))
        return false;
    *ret_number = number;
    return true;
}

enum raw_flag raw_flag(const cJSON *object, const char *key)
{
    const cJSON *item = member(object, key);
    const char *text = cJSON_GetStringValue(item);

    if (cJSON_IsTrue(item) || (text && text_same_word(text, "true")))
        return RAW_YES;
    if (cJSON_IsFalse(item) || (text && text_same_word(text, "false")))
        return RAW_NO;
    return RAW_UNSAID;
}

const cJSON *raw_list(const cJSON *section, const char *key)
{
    static const cJSON empty = {.type = cJSON_Array};
    const cJSON *list = member(section, key);

    return cJSON_IsArray(list) ? list : &empty;
}

static bool is_list_key(const char *key)
{
    static const char *const keys[] = {"list", "ports", "router", "dns", "names"};

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (strcmp(key, keys[i]) == 0)
            return true;
    }
    return false;
}

/* What should stand where PowerShell made something else of a list; NULL where nothing is wrong. */
static cJSON *repaired(const cJSON *item)
{
    cJSON *wrapped = cJSON_GetObjectItemCaseSensitive(item, "value");
    cJSON *list;

    if (cJSON_IsArray(wrapped) && member(item, "Count"))
        return cJSON_Duplicate(wrapped, true);
    if (!is_list_key(item->string) || cJSON_IsArray(item))
        return NULL;
    list = cJSON_CreateArray();
    if (!cJSON_IsNull(item))
        cJSON_AddItemToArray(list, cJSON_Duplicate(item, true));
    return list;
}

void raw_repair(cJSON *parent)
{
    cJSON *item = parent ? parent->child : NULL;

    while (item) {
        cJSON *next = item->next;
        cJSON *list = cJSON_IsObject(parent) ? repaired(item) : NULL;

        if (list) {
            char *key = must_copy(item->string);

            (void)cJSON_ReplaceItemInObjectCaseSensitive(parent, key, list);
            free(key);
            item = list;
        }
        raw_repair(item);
        item = next;
    }
}

int raw_count(const cJSON *list)
{
    return cJSON_GetArraySize(list);
}

const cJSON *raw_find(const cJSON *list, const char *key, const char *text)
{
    const cJSON *item;

    cJSON_ArrayForEach(item, list)
    {
        const char *found = raw_text(item, key);

        if (found && text_same_word(found, text))
            return item;
    }
    return NULL;
}

/* A fact is known or unknown, never both. */
static void put(struct look *look, const char *name, cJSON *value)
{
    cJSON_DeleteItemFromObjectCaseSensitive(look->unknown, name);
    cJSON_DeleteItemFromObjectCaseSensitive(look->facts, name);
    cJSON_AddItemToObject(look->facts, name, value);
}

void look_put_unknown(struct look *look, const char *name, const char *reason)
{
    cJSON_DeleteItemFromObjectCaseSensitive(look->unknown, name);
    cJSON_DeleteItemFromObjectCaseSensitive(look->facts, name);
    cJSON_AddStringToObject(look->unknown, name, reason);
}

static void put_unsaid(struct look *look, const char *name)
{
    look_put_unknown(look, name, _("Windows does not say"));
}

void look_put_text(struct look *look, const char *name, const char *text)
{
    if (text)
        put(look, name, cJSON_CreateString(text));
    else
        put_unsaid(look, name);
}

void look_put_flag(struct look *look, const char *name, enum raw_flag flag)
{
    if (flag == RAW_UNSAID)
        put_unsaid(look, name);
    else
        put(look, name, cJSON_CreateBool(flag == RAW_YES));
}

void look_put_floor(struct look *look, const char *name, const cJSON *object, const char *key,
                    double divisor)
{
    double number = 0;

    if (raw_number(object, key, &number) && number >= 0)
        put(look, name, cJSON_CreateNumber(floor(number / divisor)));
    else
        put_unsaid(look, name);
}

void look_put_number(struct look *look, const char *name, const cJSON *object, const char *key)
{
    look_put_floor(look, name, object, key, 1);
}

const char *look_word(const char *raw, const struct look_word words[])
{
    for (; raw && words->raw; words++) {
        if (text_same_word(raw, words->raw))
            return words->word;
    }
    return NULL;
}

void look_put_word(struct look *look, const char *name, const char *raw,
                   const struct look_word words[])
{
    const char *word = look_word(raw, words);
    char *clean, *reason;

    if (word || !raw) {
        look_put_text(look, name, word);
        return;
    }
    clean = text_clean(raw, REASON_LIMIT);
    reason = text_format(_("Windows says \"%s\", which this version does not know"), clean);
    look_put_unknown(look, name, reason);
    free(reason);
    free(clean);
}

void look_put_value(struct look *look, const char *name, cJSON *value)
{
    put(look, name, value);
}
