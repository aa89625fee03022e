#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "../reports/fixture.h"
#include "report/report_diff.h"
#include "report/report_parts.h"
#include "sys/text.h"

static cJSON *compare(const char *old_json, const char *new_json)
{
    cJSON *old = report_parse(old_json, strlen(old_json), "old", NULL);
    cJSON *new = report_parse(new_json, strlen(new_json), "new", NULL);
    cr_assert(old != NULL && new != NULL);
    cJSON *diff = report_diff(old, new);
    cJSON_Delete(new);
    cJSON_Delete(old);
    return diff;
}

/* A report of one check with that status and value. */
static char *one(const char *status, const char *value)
{
    return text_format("{\"format\": \"eflow-report/1\", \"created\": \"2026-11-22T10:00:00Z\", "
                       "\"checks\": [{\"id\": \"a.x\", \"title\": \"X\", \"status\": \"%s\", "
                       "\"value\": \"%s\"}]}",
                       status, value);
}

static void expect_list(const char *old_status, const char *new_status, const char *list)
{
    char *old = one(old_status, "1");
    char *new = one(new_status, strcmp(list, "") == 0 ? "1" : "2");
    cJSON *diff = compare(old, new);
    static const char *const lists[] = {"worse", "better", "changed", "gone", "added"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        cr_expect_eq(list_length(diff, lists[i]), strcmp(lists[i], list) == 0 ? 1 : 0,
                     "%s -> %s: %s", old_status, new_status, lists[i]);
    cr_expect_eq(report_diff_status(diff),
                 strcmp(list, "worse") == 0 ? EXIT_NOT_READY : EXIT_READY);
    cJSON_Delete(diff);
    free(new);
    free(old);
}

Test(report_diff, tells_better_from_worse)
{
    expect_list("fail", "pass", "better");
    expect_list("fail", "unknown", "better");
    expect_list("unknown", "confirmed", "better");
    expect_list("pass", "warn", "worse");
    expect_list("pass", "unknown", "worse");
    expect_list("skipped", "fail", "worse");
    expect_list("skipped", "pass", "changed");
    expect_list("fail", "skipped", "changed");
    expect_list("pass", "pass", "changed");
    expect_list("pass", "pass", "");
}

Test(report_diff, same_report_has_no_difference)
{
    cJSON *report = fixture_report("small-not-ready");
    cJSON *diff = report_diff(report, report);
    char *text = report_diff_render(diff, REPORT_TEXT, NULL);
    cr_expect(text_starts(text, "Nothing got better or worse.\n"));
    cr_expect_eq(list_length(diff, "changed") + list_length(diff, "plan"), 0);
    free(text);
    cJSON_Delete(diff);
    cJSON_Delete(report);
}

Test(report_diff, shows_both_values_and_times)
{
    cJSON *old = fixture_report("small-not-ready");
    cJSON *new = fixture_report("small-ready");
    cJSON *diff = report_diff(old, new);
    char *text = report_diff_render(diff, REPORT_TEXT, NULL);
    cr_expect_not_null(strstr(text, "- Virtualization exposed to edge-01\n"
                                    "    Before fails (off), 2026-11-22 14:02:11 UTC\n"
                                    "    Now    passes (on), 2026-11-22 14:02:13 UTC\n"),
                       "%s", text);
    cr_expect_eq(report_diff_status(diff), EXIT_READY);
    cr_expect_not_null(strstr(text, "- plan.memory_mb: 4096 -> 1024\n"));
    cr_expect_null(strstr(text, "different paths"));
    free(text);
    cJSON_Delete(diff);
    cJSON_Delete(new);
    cJSON_Delete(old);
}

Test(report_diff, checks_of_one_report_only)
{
    cJSON *diff = compare("{\"format\": \"eflow-report/1\", \"path\": \"esxi\", \"checks\": ["
                          "{\"id\": \"a.old\", \"status\": \"fail\"}]}",
                          "{\"format\": \"eflow-report/1\", \"path\": \"azure\", \"checks\": ["
                          "{\"id\": \"a.new\", \"status\": \"pass\"}]}");
    cr_expect_eq(list_length(diff, "gone"), 1);
    cr_expect_eq(list_length(diff, "added"), 1);
    cr_expect_eq(list_length(diff, "warnings"), 1);
    cJSON_Delete(diff);
}

Test(report_diff, formats)
{
    static const enum report_format given[] = {REPORT_TEXT, REPORT_MARKDOWN, REPORT_JSON};
    struct error err = {0};
    cJSON *old = fixture_report("small-not-ready");
    cJSON *new = fixture_report("small-ready");
    cJSON *diff = report_diff(old, new);
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        char *text = report_diff_render(diff, given[i], NULL);
        cr_expect_not_null(strstr(text, "Virtualization exposed to edge-01"));
        free(text);
    }
    cr_expect_null(report_diff_render(diff, REPORT_JUNIT, &err));
    cr_expect_eq(err.status, EXIT_USAGE);
    error_clear(&err);
    cJSON_Delete(diff);
    cJSON_Delete(new);
    cJSON_Delete(old);
}

Test(report_diff, hostile_reports_do_no_harm)
{
    cJSON *diff = compare(
        "{\"format\": \"eflow-report/1\", \"checks\": [null, 1, {}, {\"id\": 4}], \"plan\": 7}",
        "{\"format\": \"eflow-report/1\", \"checks\": {\"a\": 1}, \"plan\": {\"plan.dns\": [null],"
        "\"x\": \"\\u001b[31m|`\"}}");
    char *text = report_diff_render(diff, REPORT_TEXT, NULL);
    char *markdown = report_diff_render(diff, REPORT_MARKDOWN, NULL);
    cr_expect_null(strchr(text, '\033'));
    cr_expect_not_null(strstr(markdown, "\\|\\`"));
    free(markdown);
    free(text);
    cJSON_Delete(diff);
}
