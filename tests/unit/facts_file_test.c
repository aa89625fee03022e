/* Facts files are taken as people carry them, or refused with the place. */
#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "probe/facts_file.h"
#include "sys/text.h"

#define HEAD "{\"format\": \"eflow-facts/1\", "

static struct error err;
static cJSON *answer;

static void teardown(void)
{
    error_clear(&err);
    cJSON_Delete(answer);
    answer = NULL;
}

TestSuite(facts_file, .fini = teardown);

static const cJSON *parsed(const char *text)
{
    cJSON_Delete(answer);
    answer = facts_file_parse(text, strlen(text), "a.json", &err);
    cr_assert_not_null(answer, "%s (%s)", err.what, err.where);
    return answer;
}

static const char *string_of(const cJSON *json, const char *key)
{
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, key));
}

static double build_of(const cJSON *json)
{
    return cJSON_GetNumberValue(
        cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItem(json, "facts"), "guest.os.build"));
}

static void is_refused(const char *text, const char *words, const char *where)
{
    cr_expect_null(facts_file_parse(text, strlen(text), "a.json", &err), "%s", text);
    cr_expect_eq(err.status, EXIT_DATA);
    cr_assert_not_null(err.what);
    cr_expect(strstr(err.what, words) != NULL, "\"%s\" does not say \"%s\"", err.what, words);
    cr_assert_not_null(err.where);
    cr_expect_str_eq(err.where, where);
}

Test(facts_file, hands_over_what_it_says)
{
    const cJSON *json =
        parsed(HEAD "\"source\": \"by hand\", \"collected\": \"2026-11-22T10:00:00Z\","
                    "\"facts\": {\"guest.os.build\": 19045, \"x.y\": null},"
                    "\"unknown\": {\"vm.nested\": \"not seen\"}}");

    cr_expect_eq(build_of(json), 19045);
    cr_expect(cJSON_IsNull(cJSON_GetObjectItem(cJSON_GetObjectItem(json, "facts"), "x.y")));
    cr_expect_str_eq(string_of(cJSON_GetObjectItem(json, "unknown"), "vm.nested"), "not seen");
    cr_expect_str_eq(string_of(json, "source"), "by hand");
    cr_expect_str_eq(string_of(json, "collected"), "2026-11-22T10:00:00Z");
}

Test(facts_file, needs_only_format_and_facts)
{
    const cJSON *json = parsed(HEAD "\"facts\": {}}");

    cr_expect(cJSON_IsObject(cJSON_GetObjectItem(json, "unknown")));
    cr_expect_str_eq(string_of(json, "source"), "a.json");
    cr_expect_null(string_of(json, "collected"));
    parsed(HEAD "\"facts\": {}, \"unknown\": null, \"a key of tomorrow\": 1}");
}

Test(facts_file, makes_the_source_safe_to_show)
{
    cr_expect_null(strchr(
        string_of(parsed(HEAD "\"facts\": {}, \"source\": \"a\\u001b[2Jb\"}"), "source"), 27));
}

Test(facts_file, may_begin_with_a_byte_order_mark)
{
    cr_expect_eq(build_of(parsed("\xef\xbb\xbf" HEAD "\"facts\": {\"guest.os.build\": 1}}\r\n")),
                 1);
}

/* What Windows PowerShell 5.1 writes with ">". */
Test(facts_file, may_be_utf_16)
{
    static const char text[] = HEAD "\"facts\": {\"guest.os.build\": 2}}";
    struct text wide = {0};

    text_add_n(&wide, "\xff\xfe", 2);
    for (size_t i = 0; i < sizeof text - 1; i++) {
        text_add_n(&wide, &text[i], 1);
        text_add_n(&wide, "\0", 1);
    }
    answer = facts_file_parse(wide.s, wide.length, "a.json", &err);
    cr_expect_eq(build_of(answer), 2);
    text_free(&wide);
}

Test(facts_file, is_refused_with_line_and_column)
{
    is_refused("{\n  \"format\": \"eflow-facts/1\",\n  \"facts\": oops\n}", "no JSON",
               "a.json:3:12");
    is_refused("", "empty", "a.json:1:1");
    is_refused(HEAD "\"facts\": {}} {}", "more text after the end", "a.json:1:42");
}

Test(facts_file, is_refused_where_it_says_something_else)
{
    is_refused("[]", "not a JSON object", "a.json");
    is_refused("{\"facts\": {}}", "does not say \"format\"", "a.json: format");
    is_refused("{\"format\": \"other/9\", \"facts\": {}}", "The format is \"other/9\"",
               "a.json: format");
    cr_expect_not_null(err.hint);
    is_refused(HEAD "\"fact\": {}}", "has no \"facts\"", "a.json: facts");
    is_refused(HEAD "\"facts\": []}", "\"facts\" is not a JSON object", "a.json: facts");
    is_refused(HEAD "\"facts\": null}", "\"facts\" is not a JSON object", "a.json: facts");
    is_refused(HEAD "\"facts\": {}, \"unknown\": [1]}", "\"unknown\" is not a JSON object",
               "a.json: unknown");
    is_refused(HEAD "\"facts\": {}, \"collected\": \"yesterday\"}", "is no time",
               "a.json: collected");
}

Test(facts_file, is_refused_when_it_nests_too_deep)
{
    struct text deep = {0};

    text_add(&deep, HEAD "\"facts\": ");
    for (int i = 0; i < 64; i++)
        text_add(&deep, "{\"a\":");
    cr_expect_null(facts_file_parse(deep.s, deep.length, "a.json", &err));
    cr_expect_not_null(strstr(err.what, "64"));
    text_free(&deep);
}

/* Somebody ran the script on a machine without the wizard, and carried its output here. */
Test(facts_file, may_be_raw_output_of_the_windows_scripts)
{
    char *path =
        text_format("%s/tests/data/windows/host-server2022-ready.json", getenv("EFLOW_SRCDIR"));

    answer = facts_file_read(path, &err);
    cr_assert_not_null(answer, "%s", err.what);
    cr_expect_str_eq(string_of(cJSON_GetObjectItem(answer, "facts"), "host.product"), "hyperv");
    cr_expect(cJSON_IsObject(cJSON_GetObjectItem(answer, "unknown")));
    cr_expect_str_eq(string_of(answer, "source"), path);
    cr_expect_str_eq(string_of(answer, "collected"), "2026-11-20T09:30:00Z");
    free(path);
    is_refused("{\"format\": \"eflow-raw/1\", \"role\": \"else\"}", "The format is \"eflow-raw/1\"",
               "a.json: format");
}

Test(facts_file, is_read_from_a_file_or_standard_input)
{
    char path[] = "/tmp/eflow-facts-test-XXXXXX";
    static const char text[] = HEAD "\"facts\": {\"guest.os.build\": 3}}";
    int fd = mkstemp(path);

    cr_assert_eq(write(fd, text, sizeof text - 1), (ssize_t)(sizeof text - 1));
    answer = facts_file_read(path, &err);
    cr_assert_not_null(answer);
    cr_expect_str_eq(string_of(answer, "source"), path);
    cJSON_Delete(answer);
    cr_assert_eq(lseek(fd, 0, SEEK_SET), 0);
    cr_assert_eq(dup2(fd, STDIN_FILENO), STDIN_FILENO);
    answer = facts_file_read("-", &err);
    cr_expect_eq(build_of(answer), 3);
    cr_expect_str_eq(string_of(answer, "source"), "standard input");
    close(fd);
    unlink(path);
    cr_expect_null(facts_file_read(path, &err));
    cr_expect_eq(err.status, EXIT_NO_INPUT);
}
