/* Places in JSON files, and strict reading. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "model/json_at.h"

static const struct json_at top = {.file = "esxi.json"};

static void check_error(struct error *err, const char *what, const char *where)
{
    cr_assert_not_null(err->what);
    cr_expect_eq(err->status, EXIT_DATA);
    cr_expect_str_eq(err->what, what, "%s", err->what);
    cr_expect_str_eq(err->where, where, "%s", err->where);
    error_clear(err);
}

Test(json_at, says_where)
{
    struct json_at checks = json_at_key(&top, "checks"), third = json_at_index(&checks, 3);
    struct json_at pass = json_at_key(&third, "pass"), first = json_at_index(&top, 0);
    struct json_at nameless = {.file = NULL}, key = json_at_key(&nameless, "a");
    const struct {
        const struct json_at *at;
        const char *text;
    } places[] = {
        {&top,      "esxi.json"                },
        {&checks,   "esxi.json: checks"        },
        {&pass,     "esxi.json: checks[3].pass"},
        {&first,    "esxi.json: [0]"           },
        {&nameless, ""                         },
        {&key,      "a"                        },
    };

    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        char *text = json_at_text(places[i].at);
        cr_expect_str_eq(text, places[i].text, "%s", text);
        free(text);
    }
}

Test(json_at, wrong_tells_what_and_where)
{
    struct error err = {0};
    struct json_at key = json_at_key(&top, "a");

    cr_expect_eq(json_wrong(&err, &key, "Got %d.", 3), -1);
    check_error(&err, "Got 3.", "esxi.json: a");
    cr_expect_eq(json_wrong(NULL, &key, "Got %d.", 3), -1);
}

Test(json_at, keys_with_escapes_are_harmless)
{
    struct json_at key = json_at_key(&top, "a\033[2J");
    char *text = json_at_text(&key);

    cr_expect_str_eq(text, "esxi.json: a\xEF\xBF\xBD[2J");
    free(text);
}

static int only_keys(const char *json, const char *keys, struct error *err)
{
    cJSON *object = cJSON_Parse(json);
    int result = json_only_keys(object, &top, keys, err);

    cJSON_Delete(object);
    return result;
}

Test(json_at, only_keys)
{
    struct error err = {0};

    cr_expect_eq(only_keys("{}", "a b", &err), 0);
    cr_expect_eq(only_keys("{\"b\": 1, \"a\": 2}", "a b", &err), 0);
    cr_expect_eq(only_keys("{\"c\": 1}", "a b", &err), -1);
    check_error(&err, "There is no key \"c\" here. Expected: a, b.", "esxi.json: c");
    cr_expect_eq(only_keys("{\"A\": 1}", "a b", &err), -1);
    check_error(&err, "There is no key \"A\" here. Expected: a, b.", "esxi.json: A");
    cr_expect_eq(only_keys("{\"a\": 1, \"a\": 1}", "a b", &err), -1);
    check_error(&err, "The key \"a\" is here twice.", "esxi.json: a");
    cr_expect_eq(only_keys("[]", "a b", &err), -1);
    check_error(&err, "Expected an object.", "esxi.json");
    cr_expect_eq(json_only_keys(NULL, &top, "a", &err), -1);
    check_error(&err, "Expected an object.", "esxi.json");
}

Test(json_at, string)
{
    cJSON *object = cJSON_Parse("{\"a\": \"x\", \"empty\": \"\", \"number\": 1}");
    struct error err = {0};
    const char *text = "before";

    cr_expect_eq(json_string(object, &top, "a", true, &text, &err), 0);
    cr_expect_str_eq(text, "x");
    cr_expect_eq(json_string(object, &top, "b", false, &text, &err), 0);
    cr_expect_null(text);
    cr_expect_eq(json_string(object, &top, "b", true, &text, &err), -1);
    check_error(&err, "The key \"b\" is missing.", "esxi.json");
    cr_expect_eq(json_string(object, &top, "empty", true, &text, &err), -1);
    check_error(&err, "This text is empty.", "esxi.json: empty");
    cr_expect_eq(json_string(object, &top, "number", true, &text, &err), -1);
    check_error(&err, "Expected a text.", "esxi.json: number");
    cJSON_Delete(object);
}

Test(json_at, array)
{
    cJSON *object = cJSON_Parse("{\"a\": [1], \"number\": 1}");
    struct error err = {0};
    const cJSON *list = NULL;

    cr_expect_eq(json_array(object, &top, "a", &list, &err), 0);
    cr_expect_eq(cJSON_GetArraySize(list), 1);
    cr_expect_eq(json_array(object, &top, "b", &list, &err), 0);
    cr_expect_null(list);
    cr_expect_eq(json_array(object, &top, "number", &list, &err), -1);
    check_error(&err, "Expected a list.", "esxi.json: number");
    cJSON_Delete(object);
}

Test(json_at, word)
{
    cJSON *object = cJSON_Parse("{\"a\": \"info\", \"b\": \"inf\", \"c\": 1}");
    struct error err = {0};
    int index = 7;

    cr_expect_eq(json_word(object, &top, "a", "required info", true, &index, &err), 0);
    cr_expect_eq(index, 1);
    cr_expect_eq(json_word(object, &top, "z", "required info", false, &index, &err), 0);
    cr_expect_eq(index, -1);
    cr_expect_eq(json_word(object, &top, "z", "required info", true, &index, &err), -1);
    check_error(&err, "The key \"z\" is missing.", "esxi.json");
    cr_expect_eq(json_word(object, &top, "b", "required info", true, &index, &err), -1);
    check_error(&err, "Expected one of required, info, got \"inf\".", "esxi.json: b");
    cr_expect_eq(json_word(object, &top, "c", "required info", false, &index, &err), -1);
    check_error(&err, "Expected a text.", "esxi.json: c");
    cJSON_Delete(object);
}
