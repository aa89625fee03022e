#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "../reports/fixture.h"
#include "report/report_events.h"
#include "report/report_parts.h"

/* The events as a list; the caller frees. Fails where a line is no JSON object. */
static cJSON *events(const cJSON *old, const cJSON *new)
{
    cJSON *list = cJSON_CreateArray();
    char *lines = report_events(old, new);
    for (char *line = strtok(lines, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        cJSON *event = cJSON_Parse(line);
        cr_assert(cJSON_IsObject(event), "%s", line);
        cr_expect(is_set(event, "format", "eflow-event/1"));
        cJSON_AddItemToArray(list, event);
    }
    free(lines);
    return list;
}

Test(report_events, start_tells_the_whole_state)
{
    cJSON *report = fixture_report("small-not-ready");
    cJSON *list = events(NULL, report);
    const cJSON *start = cJSON_GetArrayItem(list, 0);
    cr_expect_eq(cJSON_GetArraySize(list), 1);
    cr_expect_str_eq(string_at(start, "event"), "start");
    cr_expect_str_eq(string_at(start, "verdict"), "not-ready");
    cr_expect_str_eq(string_at(object_at(start, "checks"), "esxi.nested"), "fail");
    cr_expect_str_eq(string_at(object_at(start, "steps"), "esxi.power-off"), "now");
    cJSON_Delete(list);
    cJSON_Delete(report);
}

Test(report_events, nothing_changed_is_no_line)
{
    cJSON *report = fixture_report("small-not-ready");
    char *lines = report_events(report, report);
    cr_expect_str_eq(lines, "");
    free(lines);
    cJSON_Delete(report);
}

Test(report_events, changes_come_one_by_one_and_the_verdict_last)
{
    cJSON *old = fixture_report("small-not-ready");
    cJSON *new = fixture_report("small-ready");
    cJSON *list = events(old, new);
    const cJSON *first = cJSON_GetArrayItem(list, 0);
    const cJSON *last = cJSON_GetArrayItem(list, cJSON_GetArraySize(list) - 1);
    cr_expect_str_eq(string_at(first, "event"), "check");
    cr_expect_str_eq(string_at(first, "id"), "esxi.nested");
    cr_expect_str_eq(string_at(first, "old"), "fail");
    cr_expect_str_eq(string_at(first, "new"), "pass");
    cr_expect_str_eq(string_at(first, "value"), "on");
    cr_expect_str_eq(string_at(first, "at"), "2026-11-22T14:02:14Z");
    cr_expect_str_eq(string_at(last, "event"), "verdict");
    cr_expect_str_eq(string_at(last, "old"), "not-ready");
    cr_expect_str_eq(string_at(last, "new"), "ready");
    cJSON_Delete(list);
    cJSON_Delete(new);
    cJSON_Delete(old);
}
