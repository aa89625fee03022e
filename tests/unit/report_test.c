#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "../reports/fixture.h"
#include "report/report_parts.h"
#include "sys/text.h"

static const cJSON *check_of(const cJSON *report, const char *id)
{
    const cJSON *check = NULL;
    cJSON_ArrayForEach(check, list_at(report, "checks"))
    {
        if (is_set(check, "id", id))
            return check;
    }
    return NULL;
}

/* The kinds of what is to be done next, in order: "fix step step". */
static char *next_kinds(const cJSON *report)
{
    struct text kinds = {0};
    const cJSON *item = NULL;
    text_add(&kinds, "");
    cJSON_ArrayForEach(item, list_at(report, "next"))
    {
        text_addf(&kinds, "%s%s", kinds.length > 0 ? " " : "", string_at(item, "kind"));
    }
    return text_take(&kinds);
}

static void expect_next(const char *name, const char *kinds)
{
    cJSON *report = fixture_report(name);
    char *found = next_kinds(report);
    cr_expect_str_eq(found, kinds);
    free(found);
    cJSON_Delete(report);
}

static void expect_error(const char *bytes, const char *what)
{
    struct error err = {0};
    cJSON *report = report_parse(bytes, strlen(bytes), "a.json", &err);
    cr_expect_null(report);
    cr_expect_eq(err.status, EXIT_DATA);
    cr_expect_not_null(strstr(err.what, what), "%s", err.what);
    error_clear(&err);
    cJSON_Delete(report);
}

Test(build, says_verdict_counts_and_evidence)
{
    cJSON *report = fixture_report("small-not-ready");
    cr_expect_str_eq(string_at(report, "format"), "eflow-report/1");
    cr_expect_str_eq(string_at(report, "verdict"), "not-ready");
    cr_expect_str_eq(string_at(report, "machine"), "edge-01");
    cr_expect_str_eq(string_at(report, "created"), "2026-11-22T14:02:14Z");
    cr_expect_eq(number_at(cJSON_GetObjectItem(report, "summary"), "fail"), 1);

    const cJSON *nested = check_of(report, "esxi.nested");
    const cJSON *seen = cJSON_GetArrayItem(list_at(nested, "seen"), 0);
    cr_expect_str_eq(string_at(nested, "status"), "fail");
    cr_expect_str_eq(string_at(seen, "fact"), "vm.nested");
    cr_expect(cJSON_IsFalse(cJSON_GetObjectItem(seen, "value")));
    cr_expect_str_eq(string_at(seen, "source"), "vSphere API, esx-01.plant.example");
    cr_expect_str_eq(string_at(seen, "at"), "2026-11-22T14:02:11Z");
    cJSON_Delete(report);
}

Test(build, says_why_a_fact_is_unknown)
{
    cJSON *report = fixture_report("small-not-ready");
    const cJSON *seen =
        cJSON_GetArrayItem(list_at(check_of(report, "esxi.promiscuous"), "seen"), 0);
    cr_expect(cJSON_IsNull(cJSON_GetObjectItem(seen, "value")));
    cr_expect_str_eq(string_at(seen, "reason"), "the account may not read the port group");
    cJSON_Delete(report);
}

Test(build, keeps_confirmations_with_reason_and_time)
{
    cJSON *report = fixture_report("small-ready");
    const cJSON *said = cJSON_GetArrayItem(list_at(report, "confirmations"), 0);
    cr_expect_str_eq(string_at(said, "id"), "esxi.promiscuous");
    cr_expect_str_eq(string_at(said, "at"), "2026-11-22T13:52:14Z");
    cr_expect(string_at(said, "reason")[0] != '\0');
    cJSON_Delete(report);
}

Test(build, leaves_out_notes_for_other_pages)
{
    cJSON *report = fixture_report("small-ready");
    cr_expect_eq(list_length(report, "notes"), 2);
    cr_expect_not_null(report_support_end(report));
    cJSON_Delete(report);
}

static void expect_hidden(const char *text, const char *wanted)
{
    cJSON *item = cJSON_CreateString(text);
    report_hide_passwords(item);
    cr_expect_str_eq(item->valuestring, wanted);
    cJSON_Delete(item);
}

Test(build, passwords_in_addresses_are_never_written)
{
    expect_hidden("uses http://anna:s3c:r@t@proxy:8080/x.", "uses http://anna:***@proxy:8080/x.");
    expect_hidden("http://proxy:8080/a@b", "http://proxy:8080/a@b");
    expect_hidden("https://a:b@c https://d:e@f", "https://a:***@c https://d:***@f");
    expect_hidden("anna:secret@proxy", "anna:secret@proxy");
    expect_hidden("://", "://");
}

Test(next, not_ready_names_steps_that_mend_it_then_what_to_find_out)
{
    expect_next("small-not-ready", "step step find-out");
}

Test(next, ready_reads_warnings_then_deploys)
{
    expect_next("small-ready", "warnings deploy dns verify");
}

Test(next, unseen_asks_for_one_connection_instead_of_many_answers)
{
    expect_next("small-unseen", "connect step step");
}

Test(next, dns_servers_are_quoted_one_by_one)
{
    cJSON *report = fixture_report("small-ready");
    const cJSON *dns = cJSON_GetArrayItem(list_at(report, "next"), 2);
    const cJSON *command = cJSON_GetArrayItem(list_at(dns, "commands"), 0);
    cr_expect_str_eq(string_at(command, "run"),
                     "Set-EflowVmDNSServers -dnsServers @('10.20.30.2', '9.9.9.9')");
    cJSON_Delete(report);
}

Test(read, json_comes_back_as_it_was)
{
    cJSON *report = fixture_report("small-not-ready");
    char *json = fixture_render(report, REPORT_JSON);
    cJSON *again = report_parse(json, strlen(json), "a.json", NULL);
    cr_expect(cJSON_Compare(report, again, true));
    cJSON_Delete(again);
    free(json);
    cJSON_Delete(report);
}

Test(read, refuses_what_is_no_report)
{
    expect_error("{\"format\": \"eflow-facts/1\"}", "no report");
    expect_error("[]", "no report");
    expect_error("{\"format\": \"eflow-report/2\"}", "eflow-report/2");
    expect_error("{\"format\": ", "");
}

Test(read, formats_have_names_and_endings)
{
    for (int format = 0; format < REPORT_FORMAT_COUNT; format++) {
        cr_expect_eq(report_format_find(report_format_name((enum report_format)format)), format);
        cr_expect(report_format_ending((enum report_format)format)[0] != '\0');
    }
    cr_expect_eq(report_format_find("pdf"), -1);
}

/* Reports of somebody else: keys missing, of a wrong type, or with a text that wants to be more. */
static void render_all(const cJSON *report)
{
    for (int format = 0; format < REPORT_FORMAT_COUNT; format++) {
        char *text = fixture_render(report, (enum report_format)format);
        cr_expect(text_is_utf8(text, strlen(text)));
        cr_expect_null(strchr(text, '\033'));
        free(text);
    }
}

static void render_with(const char *json)
{
    cJSON *report = report_parse(json, strlen(json), "a.json", NULL);
    cr_assert_not_null(report, "%s", json);
    render_all(report);
    cJSON *redacted = report_redact(report);
    render_all(redacted);
    cJSON_Delete(redacted);
    cJSON_Delete(report);
}

Test(hostile, keys_may_be_missing_or_of_any_type)
{
    render_with("{\"format\": \"eflow-report/1\"}");
    render_with(
        "{\"format\": \"eflow-report/1\", \"checks\": 7, \"steps\": {\"a\": 1}, \"next\": \"x\","
        "\"summary\": [1], \"plan\": [1, null], \"layers\": [1, null, \"x\", []], \"tool\": 1,"
        "\"created\": -1, \"names\": [1, {\"name\": 4}], \"guide\": []}");
    render_with(
        "{\"format\": \"eflow-report/1\", \"summary\": {\"fail\": 1e300, \"pass\": -4},"
        "\"checks\": [null, 1, [], {}, {\"status\": 1, \"seen\": [null, 1, {\"value\": {\"a\": "
        "[1]}}]}],"
        "\"steps\": [{\"number\": \"x\", \"commands\": [1, {\"run\": 4}]}], \"notes\": [{}],"
        "\"created\": \"yesterday\", \"confirmations\": [{}], \"afterwards\": [4]}");
}

Test(hostile, texts_are_only_texts)
{
    static const char json[] =
        "{\"format\": \"eflow-report/1\", \"verdict\": \"ready\", \"machine\": "
        "\"<script>alert(1)</script>\","
        "\"sentence\": \"\\u001b[31mready]]></failure>&\\\"'`|\", \"title\": \"a\\u0000b\\u202e\","
        "\"checks\": [{\"id\": \"\\\"><x\", \"title\": \"`<b>`|**x**\", \"status\": \"fail\","
        "\"severity\": \"required\", \"link\": \"javascript:alert(1)\", \"reason\": \"a\\r\\nb\"}],"
        "\"next\": [{\"title\": \"# x\", \"commands\": [{\"run\": \"```\\n```` rm\"}]}]}";
    render_with(json);
    cJSON *report = report_parse(json, sizeof json - 1, "a.json", NULL);
    char *html = fixture_render(report, REPORT_HTML);
    cr_expect_null(strstr(html, "<script"));
    cr_expect_null(strstr(html, "href=\"javascript"));
    free(html);
    char *junit = fixture_render(report, REPORT_JUNIT);
    cr_expect_null(strstr(junit, "]]>"));
    cr_expect_null(strstr(junit, "\"><x"));
    free(junit);
    char *markdown = fixture_render(report, REPORT_MARKDOWN);
    cr_expect_null(strstr(markdown, " <script"));
    cr_expect_not_null(strstr(markdown, "`````\n"));
    free(markdown);
    cJSON_Delete(report);
}

Test(hostile, depth_and_length_have_limits)
{
    struct text json = {0};
    text_add(&json, "{\"format\": \"eflow-report/1\", \"plan\": ");
    for (int i = 0; i < 40; i++)
        text_add(&json, "{\"plan.dns\": [");
    for (int i = 0; i < 40; i++)
        text_add(&json, "]}");
    text_add(&json, "}");
    struct error err = {0};
    cJSON *report = report_parse(json.s, json.length, "a.json", &err);
    if (report != NULL)
        render_all(report);
    error_clear(&err);
    cJSON_Delete(report);
    text_free(&json);
}

/* Lines fit a terminal, but for commands and links, which are there to be copied. */
Test(text, lines_have_eighty_columns)
{
    cJSON *report = fixture_report("esxi-not-exposed");
    char *text = fixture_render(report, REPORT_TEXT);
    for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        bool is_to_copy = strstr(line, "://") != NULL || strstr(line, " -") != NULL;
        cr_expect(is_to_copy || text_width(line) <= 80, "%s", line);
    }
    free(text);
    cJSON_Delete(report);
}

Test(text, verdict_is_the_first_line_and_the_next_step_follows)
{
    cJSON *report = fixture_report("small-not-ready");
    char *text = fixture_render(report, REPORT_TEXT);
    cr_expect(text_starts(text, "Not ready: \"Virtualization exposed to edge-01\" fails.\n"));
    const char *next = strstr(text, "What to do next");
    cr_assert_not_null(next);
    cr_expect(next < strstr(text, "Layers"));
    cr_expect_not_null(strstr(next, "Shutdown-VMGuest -VM edge-01"));
    free(text);
    cJSON_Delete(report);
}

Test(text, ascii_form_says_the_same_in_ascii)
{
    cJSON *report = fixture_report("small-not-ready");
    cJSON_ReplaceItemInObject(report, "machine", cJSON_CreateString("Käse-01"));
    char *text = report_render_ascii(report, NULL);
    for (const char *c = text; *c != '\0'; c++)
        cr_assert((*c >= ' ' && *c <= '~') || *c == '\n', "%s", c);
    cr_expect_not_null(strstr(text, "Machine  Kaese-01\n"));
    cr_expect_not_null(strstr(text, "FAIL on, virtualization not exposed"), "%s", text);
    free(text);
    cJSON_Delete(report);
}

/* --- golden files --- */

static void expect_golden(const char *name, enum report_format format)
{
    cJSON *report = fixture_report(name);
    char *text = fixture_render(report, format);
    fixture_golden(name, report_format_ending(format), text);
    free(text);
    cJSON_Delete(report);
}

Test(golden, not_ready)
{
    for (int format = 0; format < REPORT_FORMAT_COUNT; format++)
        expect_golden("small-not-ready", (enum report_format)format);
}

Test(golden, ready)
{
    for (int format = 0; format < REPORT_FORMAT_COUNT; format++)
        expect_golden("small-ready", (enum report_format)format);
}

Test(golden, unseen)
{
    for (int format = 0; format < REPORT_FORMAT_COUNT; format++)
        expect_golden("small-unseen", (enum report_format)format);
}
