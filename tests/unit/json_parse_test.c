/* JSON from files and pipes: encodings, errors with line and column, hostile bytes. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "model/json_at.h"
#include "sys/text.h"

#define BYTES(literal) literal, sizeof(literal) - 1

static void check_json(const char *bytes, size_t length, const char *expected)
{
    struct error err = {0};
    cJSON *json = json_parse_text(bytes, length, "f.json", &err);

    cr_assert_not_null(json, "%s (%s)", err.what, err.where);
    char *text = cJSON_PrintUnformatted(json);
    cr_expect_str_eq(text, expected, "%s", text);
    cr_expect_null(err.what);
    free(text);
    cJSON_Delete(json);
}

static void check_error(const char *bytes, size_t length, const char *what, const char *where)
{
    struct error err = {0};

    cr_assert_null(json_parse_text(bytes, length, "f.json", &err));
    cr_expect_eq(err.status, EXIT_DATA);
    cr_expect_str_eq(err.what, what, "%s", err.what);
    cr_expect_str_eq(err.where, where, "%s", err.where);
    error_clear(&err);
    cr_expect_null(json_parse_text(bytes, length, "f.json", NULL));
}

Test(json_parse, utf8)
{
    check_json(BYTES("{\"a\": \"\xC3\xA4\"}"), "{\"a\":\"\xC3\xA4\"}");
    check_json(BYTES(" \r\n[1]\r\n "), "[1]");
    check_json(BYTES("\xEF\xBB\xBF{\"a\": 1}"), "{\"a\":1}");
}

Test(json_parse, stops_at_the_length)
{
    check_json("[1]garbage", 3, "[1]");
}

Test(json_parse, utf16)
{
    check_json(BYTES("\xFF\xFE[\0\"\0\xE4\0\x3D\xD8\x00\xDE\"\0]\0"),
               "[\"\xC3\xA4\xF0\x9F\x98\x80\"]");
    check_json(BYTES("\xFE\xFF\0[\0\"\0\xE4\xD8\x3D\xDE\x00\0\"\0]"),
               "[\"\xC3\xA4\xF0\x9F\x98\x80\"]");
    check_json(BYTES("\xFF\xFE[\0\"\0\xAC\x20\"\0]\0"), "[\"\xE2\x82\xAC\"]");
}

Test(json_parse, utf16_with_broken_pairs)
{
    check_json(BYTES("\xFF\xFE[\0\"\0\x3D\xD8\"\0]\0"), "[\"\xEF\xBF\xBD\"]");
    check_json(BYTES("\xFF\xFE[\0\"\0\x00\xDE\"\0]\0"), "[\"\xEF\xBF\xBD\"]");
    check_error(BYTES("\xFF\xFE[\0]\0x"), "There is more text after the end of the JSON.",
                "f.json:1:3");
    check_error(BYTES("\xFF\xFE[\0]\0\x3D\xD8"), "There is more text after the end of the JSON.",
                "f.json:1:3");
}

Test(json_parse, nothing_in_it)
{
    static const char what[] = "There is no JSON in here: it is empty.";

    check_error(BYTES(""), what, "f.json:1:1");
    check_error(BYTES(" \n "), what, "f.json:2:2");
    check_error(BYTES("\xEF\xBB\xBF"), what, "f.json:1:1");
    check_error(BYTES("\xFF\xFE"), what, "f.json:1:1");
    check_error(NULL, 0, what, "f.json:1:1");
}

Test(json_parse, errors_say_line_and_column)
{
    check_error(BYTES("{\n  \"a\": oops\n}"), "This is no JSON.", "f.json:2:8");
    check_error(BYTES("{\"\xC3\xA4\": oops}"), "This is no JSON.", "f.json:1:7");
    check_error(BYTES("Windows IP configuration"), "This is no JSON.", "f.json:1:1");
    check_error(BYTES("{\"a\": 1,\n"), "The JSON ends too early.", "f.json:2:1");
    check_error(BYTES("[1,"), "The JSON ends too early.", "f.json:1:4");
    check_error(BYTES("[1]\n[2]"), "There is more text after the end of the JSON.", "f.json:2:1");
    check_error(BYTES("[NaN]"), "This is no JSON.", "f.json:1:2");
    check_error(BYTES("[Infinity]"), "This is no JSON.", "f.json:1:2");
}

Test(json_parse, bytes_that_are_no_text)
{
    static const char what[] = "This is no text in UTF-8 or UTF-16.";

    check_error(BYTES("[\"\xFF\"]"), what, "f.json:1:3");
    check_error(BYTES("[\"\xE4hnlich\"]"), what, "f.json:1:3");
    check_error(BYTES("[1\0]"), what, "f.json:1:3");
    check_error(BYTES("\n[\"\xC3\xA4\xED\xA0\x80\"]"), what, "f.json:2:4");
    check_error(BYTES("\x00\x01\x02"), what, "f.json:1:1");
}

static char *nested(char open, size_t depth, char close)
{
    char *text = must_alloc(2 * depth + 1);

    memset(text, open, depth);
    memset(text + depth, close, depth);
    return text;
}

Test(json_parse, nesting_has_a_limit)
{
    char *deep = nested('[', 64, ']'), *deeper = nested('[', 65, ']');
    char *deepest = nested('[', 1 << 20, ']');
    struct error err = {0};
    cJSON *json = json_parse_text(deep, strlen(deep), "f.json", &err);
    static const char what[] = "Lists and objects are inside each other more than 64 deep.";

    cr_expect_not_null(json);
    check_error(deeper, strlen(deeper), what, "f.json:1:65");
    check_error(deepest, strlen(deepest), what, "f.json:1:65");
    cJSON_Delete(json);
    free(deep);
    free(deeper);
    free(deepest);
}

Test(json_parse, brackets_in_strings_do_not_count)
{
    char *many = nested('[', 100, ']');
    char *text = text_format("[\"\\\"%s\"]", many);
    struct error err = {0};
    cJSON *json = json_parse_text(text, strlen(text), "f.json", &err);

    cr_expect_not_null(json, "%s", err.what);
    cJSON_Delete(json);
    free(text);
    free(many);
}

Test(json_parse, long_strings_and_numbers)
{
    char *many = nested('x', 1 << 19, 'y');
    char *text = text_format("[\"%s\", 1e999, -1e999, 123456789012345678901234567890]", many);
    struct error err = {0};
    cJSON *json = json_parse_text(text, strlen(text), "f.json", &err);

    cr_assert_not_null(json, "%s", err.what);
    cr_expect_eq(strlen(json->child->valuestring), (size_t)1 << 20);
    cJSON_Delete(json);
    free(text);
    free(many);
}

Test(json_parse, every_beginning_of_a_file_is_refused_in_peace)
{
    static const char text[] = "{\"facts\": {\"a\": [1, -2.5e3, true, null, \"\\u00e4\\n\"]}}";

    for (size_t length = 0; length < sizeof text - 1; length++) {
        struct error err = {0};
        cr_expect_null(json_parse_text(text, length, "f.json", &err), "%zu", length);
        cr_expect_not_null(err.where);
        error_clear(&err);
    }
}
