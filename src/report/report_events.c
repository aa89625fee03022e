#include "config.h"

#include "report/report_events.h"

#include <string.h>

#include "report/report_parts.h"

static cJSON *event_of(const char *kind, const cJSON *report)
{
    cJSON *event = cJSON_CreateObject();
    put(event, "format", "eflow-event/1");
    put(event, "event", kind);
    put(event, "at", string_at(report, "created"));
    return event;
}

static void add_line(struct text *out, cJSON *event)
{
    char *line = cJSON_PrintUnformatted(event);
    text_addf(out, "%s\n", line != NULL ? line : "{}");
    cJSON_free(line);
    cJSON_Delete(event);
}

static cJSON *statuses(const cJSON *list)
{
    cJSON *all = cJSON_CreateObject();
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, list)
    {
        put(all, string_at(item, "id"), string_at(item, "status"));
    }
    return all;
}

static void add_start(struct text *out, const cJSON *report)
{
    static const char *const keys[] = {"path", "machine", "verdict", "sentence"};
    cJSON *event = event_of("start", report);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        put(event, keys[i], string_at(report, keys[i]));
    cJSON_AddItemToObject(event, "summary", cJSON_Duplicate(object_at(report, "summary"), true));
    cJSON_AddItemToObject(event, "checks", statuses(list_at(report, "checks")));
    cJSON_AddItemToObject(event, "steps", statuses(list_at(report, "steps")));
    add_line(out, event);
}

/* The item of the same id; the same place is nearly always right. */
static const cJSON *find(const cJSON *list, const cJSON *guess, const char *id)
{
    if (guess != NULL && is_set(guess, "id", id))
        return guess;
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, list)
    {
        if (is_set(item, "id", id))
            return item;
    }
    return NULL;
}

static bool is_same(const cJSON *old, const cJSON *new, const char *key)
{
    return strcmp(string_at(old, key), string_at(new, key)) == 0;
}

static void add_changes(struct text *out, const char *kind, const cJSON *old_list,
                        const cJSON *new_list, const cJSON *report)
{
    const cJSON *guess = old_list != NULL ? old_list->child : NULL;
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, new_list)
    {
        const cJSON *before = find(old_list, guess, string_at(item, "id"));
        guess = before != NULL ? before->next : NULL;
        if (is_same(before, item, "status") && is_same(before, item, "value"))
            continue;
        cJSON *event = event_of(kind, report);
        put(event, "id", string_at(item, "id"));
        put(event, "title", string_at(item, "title"));
        put(event, "old", before != NULL ? string_at(before, "status") : NULL);
        put(event, "new", string_at(item, "status"));
        put(event, "value", cJSON_HasObjectItem(item, "value") ? string_at(item, "value") : NULL);
        put(event, "reason", string_at(item, "reason"));
        add_line(out, event);
    }
}

static void add_verdict(struct text *out, const cJSON *old, const cJSON *new)
{
    if (is_same(old, new, "verdict") && is_same(old, new, "sentence"))
        return;
    cJSON *event = event_of("verdict", new);
    put(event, "old", string_at(old, "verdict"));
    put(event, "new", string_at(new, "verdict"));
    put(event, "sentence", string_at(new, "sentence"));
    add_line(out, event);
}

char *report_events(const cJSON *old, const cJSON *new)
{
    struct text out = {0};
    text_add(&out, "");
    if (old == NULL) {
        add_start(&out, new);
        return text_take(&out);
    }
    add_changes(&out, "check", list_at(old, "checks"), list_at(new, "checks"), new);
    add_changes(&out, "step", list_at(old, "steps"), list_at(new, "steps"), new);
    add_verdict(&out, old, new);
    return text_take(&out);
}
