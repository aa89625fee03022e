#include "config.h"

#include "probe/facts_file.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "i18n.h"
#include "model/json_at.h"
#include "probe/probe_trace.h"
#include "probes/windows/windows_facts.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/text.h"

enum { SOURCE_SHOWN = 300 /* bytes */ };

static const char facts_format[] = "eflow-facts/1";

/* --- what is in the file -------------------------------------------------------------------- */

static int refuse_format(const struct json_at *at, const char *format, struct error *err)
{
    struct json_at key = json_at_key(at, "format");
    char *clean = format ? text_clean(format, SOURCE_SHOWN) : NULL;

    if (clean)
        json_wrong(err, &key, _("The format is \"%s\", but a facts file has \"%s\"."), clean,
                   facts_format);
    else
        json_wrong(err, &key, _("This is no facts file: it does not say \"format\": \"%s\"."),
                   facts_format);
    free(clean);
    return error_hint(err, _("Facts files are written by \"eflow-wizard facts -o FILE\"."));
}

static int check_object(const cJSON *json, const struct json_at *at, const char *key, bool required,
                        struct error *err)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(json, key);
    struct json_at place = json_at_key(at, key);

    if (cJSON_IsObject(item) || (!required && (!item || cJSON_IsNull(item))))
        return 0;
    if (!item)
        return json_wrong(err, &place, _("The file has no \"%s\"."), key);
    return json_wrong(err, &place, _("\"%s\" is not a JSON object with a value for each name."),
                      key);
}

static int check_collected(const cJSON *json, const struct json_at *at, struct error *err)
{
    struct json_at place = json_at_key(at, "collected");
    const char *collected = NULL;

    if (json_string(json, at, "collected", false, &collected, err) != 0)
        return -1;
    if (!collected || clock_from_iso(collected) >= 0)
        return 0;
    return json_wrong(err, &place,
                      _("\"collected\" is no time; it looks like \"2026-11-22T10:00:00Z\"."));
}

static int check_facts(const cJSON *json, const struct json_at *at, struct error *err)
{
    const char *format = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, "format"));
    const char *source;

    if (!format || !text_same_word(format, facts_format))
        return refuse_format(at, format, err);
    if (check_object(json, at, "facts", true, err) != 0 ||
        check_object(json, at, "unknown", false, err) != 0 ||
        json_string(json, at, "source", false, &source, err) != 0)
        return -1;
    return check_collected(json, at, err);
}

/* --- what is handed over -------------------------------------------------------------------- */

static void move(cJSON *from, cJSON *to, const char *key)
{
    cJSON *item = cJSON_DetachItemFromObjectCaseSensitive(from, key);

    if (cJSON_IsObject(item)) {
        cJSON_AddItemToObject(to, key, item);
    } else {
        cJSON_Delete(item);
        cJSON_AddObjectToObject(to, key);
    }
}

static void add_source(cJSON *answer, const cJSON *json, const char *name)
{
    const char *said = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, "source"));
    char *clean = text_clean(said ? said : name, SOURCE_SHOWN);

    cJSON_AddStringToObject(answer, "source", clean);
    free(clean);
}

static void add_collected(cJSON *answer, const cJSON *json, const char *key)
{
    const char *collected = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, key));

    if (clock_from_iso(collected) >= 0)
        cJSON_AddStringToObject(answer, "collected", collected);
}

static cJSON *answer_from_facts(cJSON *json, const char *name)
{
    cJSON *answer = cJSON_CreateObject();

    move(json, answer, "facts");
    move(json, answer, "unknown");
    add_source(answer, json, name);
    add_collected(answer, json, "collected");
    return answer;
}

/* What the PowerShell scripts print, carried here without the probe. */
static cJSON *answer_from_raw(const cJSON *raw, const char *name)
{
    cJSON *answer = cJSON_CreateObject();
    cJSON *facts = cJSON_AddObjectToObject(answer, "facts");
    cJSON *unknown = cJSON_AddObjectToObject(answer, "unknown");

    (void)windows_facts_from_raw(raw, facts, unknown);
    add_source(answer, raw, name);
    add_collected(answer, raw, "at");
    return answer;
}

cJSON *facts_file_parse(const char *bytes, size_t length, const char *name, struct error *err)
{
    char *shown = text_clean(name, 0);
    struct json_at top = {.file = shown};
    cJSON *json = json_parse_text(bytes, length, shown, err);
    cJSON *answer = NULL;

    if (json && !cJSON_IsObject(json))
        json_wrong(err, &top, _("This is no facts file: it is not a JSON object."));
    else if (json && windows_is_raw(json))
        answer = answer_from_raw(json, name);
    else if (json && check_facts(json, &top, err) == 0)
        answer = answer_from_facts(json, name);
    cJSON_Delete(json);
    free(shown);
    return answer;
}

cJSON *facts_file_read(const char *path, struct error *err)
{
    bool is_input = strcmp(path, "-") == 0;
    const char *name = is_input ? _("standard input") : path;
    size_t length = 0;
    char *bytes = is_input ? file_read_fd(STDIN_FILENO, name, FACTS_FILE_LIMIT, &length, err)
                           : file_read(path, FACTS_FILE_LIMIT, &length, err);
    cJSON *answer = bytes ? facts_file_parse(bytes, length, name, err) : NULL;

    free(bytes);
    if (answer)
        probe_trace_stand_in("file", name, answer);
    return answer;
}

int64_t facts_file_time(const cJSON *answer, int64_t now)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(answer, "collected"));
    int64_t at = text != NULL ? clock_from_iso(text) : -1;

    return at > 0 && at < now ? at : now;
}
