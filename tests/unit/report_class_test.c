#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "../reports/fixture.h"
#include "report/report_class.h"
#include "report/report_parts.h"
#include "sys/text.h"

static void add(struct report_class *group, const char *file, const char *json)
{
    report_class_add(group, file, json, strlen(json));
}

static const char worse[] =
    "{\"format\": \"eflow-report/1\", \"verdict\": \"not-ready\", \"machine\": \"pc-2\", "
    "\"checks\": ["
    "{\"id\": \"a.x\", \"title\": \"X\", \"status\": \"fail\", \"severity\": \"required\", "
    "\"fix\": \"Mend X.\"},"
    "{\"id\": \"a.y\", \"title\": \"Y\", \"status\": \"fail\", \"severity\": \"required\"}]}";
static const char bad[] =
    "{\"format\": \"eflow-report/1\", \"verdict\": \"not-ready\", \"machine\": \"pc-1\", "
    "\"checks\": ["
    "{\"id\": \"a.x\", \"title\": \"X\", \"status\": \"fail\", \"severity\": \"required\", "
    "\"fix\": \"Mend X.\"},"
    "{\"id\": \"a.y\", \"title\": \"Y\", \"status\": \"pass\", \"severity\": \"required\"}]}";
static const char good[] =
    "{\"format\": \"eflow-report/1\", \"verdict\": \"ready\", \"machine\": \"pc-3\", \"checks\": ["
    "{\"id\": \"a.x\", \"title\": \"X\", \"status\": \"pass\", \"severity\": \"required\"}]}";

static cJSON *three_and_a_broken_one(void)
{
    struct report_class *group = report_class_new();
    add(group, "dir/3.json", good);
    add(group, "dir/half.json", "{\"format\": \"eflow-rep");
    add(group, "dir/1.json", bad);
    add(group, "dir/2.json", worse);
    report_class_add_broken(group, "dir/none.json", "It is not there.");
    return report_class_finish(group, FIXTURE_NOW);
}

static const char *nth(const cJSON *view, const char *list, int index, const char *key)
{
    return string_at(cJSON_GetArrayItem(list_at(view, list), index), key);
}

Test(report_class, worst_machine_and_commonest_failure_come_first)
{
    cJSON *view = three_and_a_broken_one();
    cr_expect_str_eq(nth(view, "machines", 0, "name"), "pc-2");
    cr_expect_str_eq(nth(view, "machines", 1, "name"), "pc-1");
    cr_expect_str_eq(nth(view, "machines", 2, "name"), "pc-3");
    cr_expect_str_eq(nth(view, "checks", 0, "id"), "a.x");
    cr_expect_str_eq(nth(view, "checks", 0, "fix"), "Mend X.");
    cr_expect_eq(number_at(cJSON_GetArrayItem(list_at(view, "checks"), 0), "fail"), 2);
    cJSON_Delete(view);
}

Test(report_class, a_broken_file_is_listed_and_spoils_nothing)
{
    cJSON *view = three_and_a_broken_one();
    cr_expect_eq(list_length(view, "broken"), 2);
    cr_expect_str_eq(nth(view, "broken", 0, "file"), "dir/half.json");
    cr_expect(nth(view, "broken", 0, "reason")[0] != '\0');
    cr_expect_str_eq(nth(view, "broken", 1, "reason"), "It is not there.");
    cr_expect_eq(number_at(object_at(view, "summary"), "broken"), 2);
    cJSON_Delete(view);
}

Test(report_class, status_is_the_worst_of_all)
{
    cJSON *view = three_and_a_broken_one();
    cr_expect_eq(report_class_status(view), EXIT_NOT_READY);
    cJSON_Delete(view);

    struct report_class *group = report_class_new();
    add(group, "a", good);
    view = report_class_finish(group, FIXTURE_NOW);
    cr_expect_eq(report_class_status(view), EXIT_READY);
    cJSON_Delete(view);

    view = report_class_finish(report_class_new(), FIXTURE_NOW);
    cr_expect_eq(report_class_status(view), EXIT_UNKNOWN);
    cJSON_Delete(view);
}

Test(report_class, text_is_a_table)
{
    cJSON *view = three_and_a_broken_one();
    char *text = report_class_render(view, REPORT_TEXT, NULL);
    cr_expect(text_starts(text,
                          "3 machines: 2 not ready, 0 not yet known, 1 ready, 2 files broken.\n"
                          "Most often \"X\" fails, on 2 of 3. Mend X.\n"));
    cr_expect_not_null(strstr(text, "pc-2                      NOT READY       ✗  ✗\n"));
    cr_expect_not_null(strstr(text, "pc-3                      READY           ✓\n"));
    free(text);
    cJSON_Delete(view);
}

Test(report_class, ascii_table_has_signs_too)
{
    cJSON *view = three_and_a_broken_one();
    char *text = report_class_render_ascii(view);
    cr_expect_not_null(strstr(text, "pc-1                      NOT READY       x  +\n"));
    free(text);
    cJSON_Delete(view);
}

Test(report_class, machines_of_one_name_are_told_apart_by_their_files)
{
    struct report_class *group = report_class_new();
    add(group, "dir/a.json", good);
    add(group, "dir/b.json", good);
    cJSON *view = report_class_finish(group, FIXTURE_NOW);
    cr_expect_str_eq(nth(view, "machines", 0, "name"), "pc-3");
    cr_expect_str_neq(nth(view, "machines", 0, "label"), nth(view, "machines", 1, "label"));
    cJSON_Delete(view);
}

Test(report_class, hostile_reports_are_only_text)
{
    struct report_class *group = report_class_new();
    add(group, "<b>.json",
        "{\"format\": \"eflow-report/1\", \"machine\": \"<script>\", \"verdict\": 7, \"checks\": ["
        "null, 4, {}, {\"id\": \"<i>\", \"title\": \"</table>\", \"status\": \"fail\"}, {\"id\": "
        "\"b\"}]}");
    add(group, "c", "[]");
    cJSON *view = report_class_finish(group, FIXTURE_NOW);
    char *html = report_class_render(view, REPORT_HTML, NULL);
    cr_expect_null(strstr(html, "<script"));
    cr_expect_null(strstr(html, "<i>"));
    free(html);
    char *json = report_class_render(view, REPORT_JSON, NULL);
    cJSON *again = cJSON_Parse(json);
    cr_expect(cJSON_Compare(view, again, true));
    cJSON_Delete(again);
    free(json);
    cJSON_Delete(view);
}

Test(report_class, other_formats_are_a_usage_error)
{
    struct error err = {0};
    cJSON *view = three_and_a_broken_one();
    cr_expect_null(report_class_render(view, REPORT_JUNIT, &err));
    cr_expect_eq(err.status, EXIT_USAGE);
    error_clear(&err);
    cJSON_Delete(view);
}
