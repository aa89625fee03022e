#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "../reports/fixture.h"
#include "report/explain.h"
#include "report/report_parts.h"
#include "sys/text.h"

static struct known_errors *load(void)
{
    char *bytes = fixture_read("screens", "known-errors", ".json");
    struct error err = {0};
    struct known_errors *known = known_errors_load(bytes, strlen(bytes), "known-errors.json", &err);
    cr_assert_not_null(known, "%s", err.what);
    free(bytes);
    return known;
}

/* The ids that a text of that length explains to, surest first: "a b". */
static char *ids_of(const char *text, size_t length)
{
    struct known_errors *known = load();
    cJSON *explained = explain(known, NULL, text, length);
    struct text ids = {0};
    const cJSON *item = NULL;
    text_add(&ids, "");
    cJSON_ArrayForEach(item, list_at(explained, "found"))
    {
        text_addf(&ids, "%s%s", ids.length > 0 ? " " : "", string_at(item, "id"));
    }
    cJSON_Delete(explained);
    known_errors_free(known);
    return text_take(&ids);
}

static void expect_ids(const char *text, const char *wanted)
{
    char *ids = ids_of(text, strlen(text));
    cr_expect_str_eq(ids, wanted, "%s: %s", text, ids);
    free(ids);
}

Test(explain, finds_a_text_in_a_log)
{
    expect_ids("[11/22/2026 10:00] HyperVRequirementVirtualizationFirmwareEnabled : False\n",
               "no-firmware-virtualization");
    expect_ids("Exception: 0x8007000E\n  at Line: 4", "not-enough-memory");
}

Test(explain, line_breaks_and_case_do_not_matter)
{
    expect_ids("... HYPERVREQUIREMENTVIRTUALIZA\r\n    TIONFIRMWARE\nENABLED is false",
               "no-firmware-virtualization");
    expect_ids("running scripts\n    is disabled on\tthis system", "scripts-disabled");
}

Test(explain, typographic_quotes_are_quotes)
{
    expect_ids("Feature Microsoft-Hyper-V-Hypervisor\xE2\x80\x99 is not available in this edition",
               "feature-not-in-edition");
}

Test(explain, utf16_from_windows_powershell_is_read)
{
    static const char plain[] = "not enough memory";
    char wide[2 + 2 * sizeof plain] = "\xFF\xFE";
    for (size_t i = 0; i < sizeof plain - 1; i++)
        wide[2 + 2 * i] = plain[i];
    char *ids = ids_of(wide, 2 + 2 * (sizeof plain - 1));
    cr_expect_str_eq(ids, "not-enough-memory");
    free(ids);
}

Test(explain, parts_of_words_are_no_match)
{
    expect_ids("MyOpenSSHish and 0x8007000EF", "");
}

Test(explain, says_when_nothing_is_known)
{
    struct known_errors *known = load();
    cJSON *explained = explain(known, NULL, "all is well", 11);
    char *text = explain_render(explained, REPORT_TEXT, NULL);
    cr_expect(text_starts(text, "Nothing in this text is known here.\n"));
    cr_expect_not_null(strstr(text, "https://"));
    free(text);
    cJSON_Delete(explained);
    known_errors_free(known);
}

Test(explain, a_phrase_is_surer_than_a_common_word)
{
    struct known_errors *known = load();
    static const char log[] = "OpenSSH is there\nnot enough memory: needs 4096\n";
    cJSON *explained = explain(known, NULL, log, sizeof log - 1);
    const cJSON *first = cJSON_GetArrayItem(list_at(explained, "found"), 0);
    const cJSON *second = cJSON_GetArrayItem(list_at(explained, "found"), 1);
    cr_expect_str_eq(string_at(first, "id"), "not-enough-memory");
    cr_expect_eq(number_at(first, "line"), 2);
    cr_expect_str_eq(string_at(first, "excerpt"), "not enough memory: needs 4096");
    cr_expect(cJSON_IsTrue(cJSON_GetObjectItem(first, "sure")));
    cr_expect_str_eq(string_at(second, "id"), "openssh-missing");
    cr_expect(cJSON_IsFalse(cJSON_GetObjectItem(second, "sure")));
    cJSON_Delete(explained);
    known_errors_free(known);
}

Test(explain, text_has_causes_remedy_and_link)
{
    struct known_errors *known = load();
    static const char log[] = "\033[31mnot enough memory\033[0m";
    cJSON *explained = explain(known, NULL, log, sizeof log - 1);
    char *text = explain_render(explained, REPORT_TEXT, NULL);
    cr_expect_not_null(strstr(text, "Likely causes"));
    cr_expect_not_null(strstr(text, "Do "));
    cr_expect_not_null(strstr(text, "Read   https://"));
    cr_expect_null(strchr(text, '\033'));
    free(text);
    cJSON_Delete(explained);
    known_errors_free(known);
}

static void expect_own_entry(const cJSON *error)
{
    const cJSON *match = NULL;
    cJSON_ArrayForEach(match, list_at(error, "matches"))
    {
        char *log = text_format("x\n%s.\ny", match->valuestring);
        char *ids = ids_of(log, strlen(log));
        cr_expect_not_null(strstr(ids, string_at(error, "id")), "%s: %s", log, ids);
        free(ids);
        free(log);
    }
}

Test(explain, every_known_text_finds_its_own_entry)
{
    char *bytes = fixture_read("screens", "known-errors", ".json");
    cJSON *json = cJSON_Parse(bytes);
    const cJSON *error = NULL;
    cJSON_ArrayForEach(error, list_at(json, "errors"))
    {
        expect_own_entry(error);
    }
    cJSON_Delete(json);
    free(bytes);
}

static void expect_refused(const char *json, const char *where)
{
    struct error err = {0};
    cr_expect_null(known_errors_load(json, strlen(json), "k.json", &err));
    cr_expect_eq(err.status, EXIT_DATA);
    cr_expect_not_null(strstr(err.where, where), "%s", err.where);
    error_clear(&err);
}

Test(explain, reading_is_strict)
{
    expect_refused("{\"format\": \"eflow-known-errors/2\", \"errors\": []}", "k.json");
    expect_refused("{\"format\": \"eflow-known-errors/1\", \"errors\": [{\"id\": \"a\"}]}",
                   "errors[0]");
    expect_refused(
        "{\"format\": \"eflow-known-errors/1\", \"errors\": [{\"id\": \"a\", \"means\": \"m\","
        "\"do\": \"d\", \"link\": \"l\", \"source\": \"s\", \"matches\": [4], \"causes\": []}]}",
        "errors[0].matches[0]");
}

Test(explain, large_logs_take_no_time)
{
    struct known_errors *known = load();
    struct text log = {0};
    while (log.length < (size_t)2 << 20)
        text_add(&log, "nnnnnnnn HyperV not enoug no such hos virtual sw ");
    cJSON *explained = explain(known, NULL, log.s, log.length);
    cr_expect_eq(list_length(explained, "found"), 0);
    cJSON_Delete(explained);
    text_free(&log);
    known_errors_free(known);
}
