#include "config.h"

#include "report/report_diff.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "report/page.h"
#include "report/report_formats.h"
#include "report/report_parts.h"

/* How good a status is; -1: it is about nothing. */
static int rank_of(const cJSON *check)
{
    switch (report_check_status(check)) {
    case CHECK_FAIL: return 0;
    case CHECK_UNKNOWN: return 1;
    case CHECK_WARN: return 2;
    case CHECK_CONFIRMED: return 3;
    case CHECK_PASS: return 4;
    case CHECK_SKIPPED:
    case CHECK_STATUS_COUNT: break;
    }
    return -1;
}

static const cJSON *find(const cJSON *report, const char *id)
{
    const cJSON *check = NULL;
    cJSON_ArrayForEach(check, list_at(report, "checks"))
    {
        if (id[0] != '\0' && is_set(check, "id", id))
            return check;
    }
    return NULL;
}

/* When the newest of the facts behind a result was seen; "" when none has a time. */
static const char *seen_at(const cJSON *check)
{
    const char *latest = "";
    const cJSON *seen = NULL;
    cJSON_ArrayForEach(seen, list_at(check, "seen"))
    {
        if (strcmp(string_at(seen, "at"), latest) > 0)
            latest = string_at(seen, "at");
    }
    return latest;
}

static cJSON *side_of(const cJSON *check, const cJSON *report)
{
    const char *at = seen_at(check);
    cJSON *side = cJSON_CreateObject();
    put(side, "status", string_at(check, "status"));
    put(side, "value", string_at(check, "value"));
    put(side, "reason", string_at(check, "reason"));
    put(side, "at", at[0] != '\0' ? at : string_at(report, "created"));
    return side;
}

static void add_change(cJSON *list, const cJSON *old_check, const cJSON *old,
                       const cJSON *new_check, const cJSON *new)
{
    const cJSON *any = new_check != NULL ? new_check : old_check;
    cJSON *change = cJSON_CreateObject();
    put(change, "id", string_at(any, "id"));
    put(change, "title", string_at(any, "title"));
    put(change, "severity", string_at(any, "severity"));
    if (old_check != NULL)
        cJSON_AddItemToObject(change, "old", side_of(old_check, old));
    if (new_check != NULL)
        cJSON_AddItemToObject(change, "new", side_of(new_check, new));
    if (new_check != NULL && rank_of(new_check) < 3)
        put(change, "fix", string_at(new_check, "fix"));
    cJSON_AddItemToArray(list, change);
}

/* Which list a check of both reports belongs to; NULL: nothing changed. What is only for
 * information is neither better nor worse. */
static const char *kind_of(const cJSON *old_check, const cJSON *new_check)
{
    int before = rank_of(old_check);
    int after = rank_of(new_check);
    if (is_set(new_check, "severity", "info") && before != after)
        return "changed";
    if (before >= 0 && after >= 0 && before != after)
        return after < before ? "worse" : "better";
    if (before != after)
        return after >= 0 && after < 3 ? "worse" : "changed";
    bool has_new_value = strcmp(string_at(old_check, "value"), string_at(new_check, "value")) != 0;
    return has_new_value && after >= 0 ? "changed" : NULL;
}

static void compare_checks(cJSON *diff, const cJSON *old, const cJSON *new)
{
    const cJSON *check = NULL;
    cJSON_ArrayForEach(check, list_at(new, "checks"))
    {
        const cJSON *before = find(old, string_at(check, "id"));
        const char *kind = before != NULL ? kind_of(before, check) : "added";
        if (kind != NULL && (before != NULL || rank_of(check) >= 0))
            add_change(cJSON_GetObjectItem(diff, kind), before, old, check, new);
    }
    cJSON_ArrayForEach(check, list_at(old, "checks"))
    {
        if (find(new, string_at(check, "id")) == NULL && rank_of(check) >= 0)
            add_change(cJSON_GetObjectItem(diff, "gone"), check, old, NULL, new);
    }
}

static void add_plan_change(cJSON *list, const char *fact, const cJSON *old, const cJSON *new)
{
    cJSON *change = cJSON_CreateObject();
    put(change, "fact", fact);
    if (old != NULL)
        cJSON_AddItemToObject(change, "old", cJSON_Duplicate(old, true));
    if (new != NULL)
        cJSON_AddItemToObject(change, "new", cJSON_Duplicate(new, true));
    cJSON_AddItemToArray(list, change);
}

static void compare_plans(cJSON *list, const cJSON *old, const cJSON *new)
{
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, new)
    {
        const cJSON *before = cJSON_GetObjectItemCaseSensitive(old, item->string);
        if (!cJSON_Compare(before, item, true))
            add_plan_change(list, item->string, before, item);
    }
    cJSON_ArrayForEach(item, old)
    {
        if (!cJSON_HasObjectItem(new, item->string))
            add_plan_change(list, item->string, item, NULL);
    }
}

static void warn(cJSON *list, const char *sentence)
{
    cJSON_AddItemToArray(list, cJSON_CreateString(sentence));
}

static void compare_heads(cJSON *warnings, const cJSON *old, const cJSON *new)
{
    if (strcmp(string_at(old, "path"), string_at(new, "path")) != 0)
        warn(warnings, _("The two reports are about different paths."));
    if (strcmp(report_machine(old), report_machine(new)) != 0)
        warn(warnings, _("The two reports are about machines of different names."));
    if (time_at(old, "created") > time_at(new, "created"))
        warn(warnings, _("The first report is newer than the second one."));
}

static cJSON *head_of(const cJSON *report)
{
    static const char *const keys[] = {"verdict", "sentence", "created", "machine", "path"};
    cJSON *head = cJSON_CreateObject();
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        put(head, keys[i], string_at(report, keys[i]));
    return head;
}

cJSON *report_diff(const cJSON *old, const cJSON *new)
{
    static const char *const lists[] = {"worse", "better", "changed", "gone", "added"};
    cJSON *before = report_clean(old);
    cJSON *after = report_clean(new);
    cJSON *diff = cJSON_CreateObject();
    put(diff, "format", "eflow-diff/1");
    cJSON_AddItemToObject(diff, "old", head_of(before));
    cJSON_AddItemToObject(diff, "new", head_of(after));
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        cJSON_AddArrayToObject(diff, lists[i]);
    compare_checks(diff, before, after);
    compare_plans(cJSON_AddArrayToObject(diff, "plan"), object_at(before, "plan"),
                  object_at(after, "plan"));
    compare_heads(cJSON_AddArrayToObject(diff, "warnings"), before, after);
    cJSON_Delete(after);
    cJSON_Delete(before);
    return diff;
}

enum exit_status report_diff_status(const cJSON *diff)
{
    return list_length(diff, "worse") > 0 ? EXIT_NOT_READY : EXIT_READY;
}

char *report_diff_render(const cJSON *diff, enum report_format format, struct error *err)
{
    switch (format) {
    case REPORT_TEXT: return report_diff_text(diff);
    case REPORT_MARKDOWN: return report_diff_markdown(diff);
    case REPORT_JSON: return report_json(diff);
    case REPORT_HTML:
    case REPORT_JUNIT:
    case REPORT_FORMAT_COUNT: break;
    }
    error_set(err, EXIT_USAGE, _("The difference of two reports comes as text, markdown or json."));
    return NULL;
}
