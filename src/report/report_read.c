#include "config.h"

#include "report/report.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "model/json_at.h"
#include "report/report_parts.h"
#include "sys/clock.h"

#define STRING_LIMIT ((size_t)65536) /* bytes of one text */
#define DEPTH_LIMIT  16

static const char *const format_names[] = {"text", "markdown", "json", "html", "junit"};
static const char *const format_endings[] = {"txt", "md", "json", "html", "xml"};
static_assert(sizeof format_names / sizeof *format_names == REPORT_FORMAT_COUNT, "a name for each");
static_assert(sizeof format_endings / sizeof *format_endings == REPORT_FORMAT_COUNT,
              "an ending for each");

int report_format_find(const char *name)
{
    for (int format = 0; format < REPORT_FORMAT_COUNT; format++) {
        if (text_same_word(name, format_names[format]))
            return format;
    }
    return -1;
}

const char *report_format_name(enum report_format format)
{
    return format_names[format];
}

const char *report_format_ending(enum report_format format)
{
    return format_endings[format];
}

const char *string_at(const cJSON *object, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    return cJSON_IsString(item) ? item->valuestring : "";
}

const cJSON *list_at(const cJSON *object, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    return cJSON_IsArray(item) ? item : NULL;
}

const cJSON *object_at(const cJSON *object, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    return cJSON_IsObject(item) ? item : NULL;
}

size_t list_length(const cJSON *object, const char *key)
{
    const cJSON *list = list_at(object, key);
    return list != NULL ? (size_t)cJSON_GetArraySize(list) : 0;
}

long number_at(const cJSON *object, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    bool is_sane = cJSON_IsNumber(item) && item->valuedouble >= 0 && item->valuedouble <= INT_MAX;
    return is_sane ? (long)item->valuedouble : 0;
}

int64_t time_at(const cJSON *object, const char *key)
{
    return clock_from_iso(string_at(object, key));
}

bool is_set(const cJSON *object, const char *key, const char *word)
{
    return strcmp(string_at(object, key), word) == 0;
}

/* --- cleaning --- */

/* Where a text may have several lines. */
static bool may_have_lines(const char *key)
{
    static const char *const keys[] = {"run", "body", "text", "why", "fix"};
    for (size_t i = 0; key != NULL && i < sizeof keys / sizeof *keys; i++) {
        if (strcmp(key, keys[i]) == 0)
            return true;
    }
    return false;
}

static bool is_plain_key(const char *key)
{
    return key[0] != '\0' && strspn(key, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                         "0123456789_.-") == strlen(key);
}

static cJSON *clean(const cJSON *item, const char *key, int depth)
{
    if (cJSON_IsString(item)) {
        char *text = may_have_lines(key) ? text_clean_lines(item->valuestring, STRING_LIMIT)
                                         : text_clean(item->valuestring, STRING_LIMIT);
        cJSON *copy = cJSON_CreateString(text);
        free(text);
        return copy;
    }
    if (depth >= DEPTH_LIMIT)
        return cJSON_CreateNull();
    if (!cJSON_IsArray(item) && !cJSON_IsObject(item))
        return cJSON_Duplicate(item, false);
    cJSON *copy = cJSON_IsArray(item) ? cJSON_CreateArray() : cJSON_CreateObject();
    const cJSON *child = NULL;
    cJSON_ArrayForEach(child, item)
    {
        if (cJSON_IsArray(item))
            cJSON_AddItemToArray(copy, clean(child, key, depth + 1));
        else if (is_plain_key(child->string))
            cJSON_AddItemToObject(copy, child->string, clean(child, child->string, depth + 1));
    }
    return copy;
}

cJSON *report_clean(const cJSON *report)
{
    return clean(report, NULL, 0);
}

/* --- what is a report --- */

int report_check(const cJSON *report, struct error *err)
{
    const char *format = string_at(report, "format");
    if (strcmp(format, REPORT_FORMAT_ID) == 0)
        return 0;
    if (strncmp(format, "eflow-report/", 13) == 0) {
        char *shown = text_clean(format, 40);
        error_set(err, EXIT_DATA, _("This report has the format \"%s\", which is not known here."),
                  shown);
        error_hint(err, _("Use the version of the program that wrote it, or a newer one."));
        free(shown);
        return -1;
    }
    error_set(err, EXIT_DATA, _("This is no report of this program."));
    return error_hint(err, _("Its JSON reports begin with \"format\": \"%s\"."), REPORT_FORMAT_ID);
}

cJSON *report_parse(const char *bytes, size_t length, const char *name, struct error *err)
{
    cJSON *report = json_parse_text(bytes, length, name, err);
    if (report == NULL)
        return NULL;
    if (report_check(report, err) != 0) {
        error_at(err, "%s", name);
        cJSON_Delete(report);
        return NULL;
    }
    return report;
}
