/* Values of facts from outside: what fits, what becomes of it, and hostile input. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/fact.h"
#include "model/json_at.h"
#include "sys/text.h"

/* What the store keeps of one value: JSON, or "?" and the reason. */
static char *kept(const char *name, const cJSON *value)
{
    struct facts *facts = facts_new();
    cJSON *answer = cJSON_CreateObject();
    cJSON *values = cJSON_AddObjectToObject(answer, "facts");

    cJSON_AddItemToObject(values, name, cJSON_Duplicate(value, true));
    facts_merge(facts, "test", answer, 1, NULL);
    const struct reading *reading = facts_get(facts, fact_find(name));
    char *text = reading->value ? cJSON_PrintUnformatted(reading->value)
                                : text_format("? %s", reading->reason ? reading->reason : "");
    cr_expect_eq(fact_value_fits(fact_find(name), value), reading->value != NULL);
    cJSON_Delete(answer);
    facts_free(facts);
    return text;
}

static void check(const char *name, const char *json, const char *expected)
{
    cJSON *value = cJSON_Parse(json);

    cr_assert_not_null(value, "%s", json);
    char *text = kept(name, value);
    cr_expect_str_eq(text, expected, "%s %s: %s, expected %s", name, json, text, expected);
    free(text);
    cJSON_Delete(value);
}

Test(fact, strings)
{
    check("vm.name", "\"Edge 01\"", "\"Edge 01\"");
    check("vm.name", "\"\"", "\"\"");
    check("vm.name", "\"a\\u001b[31m\\u202eb\"",
          "\"a\xEF\xBF\xBD[31m\xEF\xBF\xBD"
          "b\"");
    check("vm.name", "\" a\\n\\tb \"", "\"a b\"");
    check("vm.name", "3", "? expected a text, got 3");
    check("vm.name", "null", "? ");
}

Test(fact, words)
{
    check("vm.power", "\"On\"", "\"on\"");
    check("azure.security_type", "\"Trusted-Launch\"", "\"trusted-launch\"");
    check("vm.firmware", "\"uefi\"", "? expected one of bios, efi, got \"uefi\"");
    check("vm.firmware", "\"\"", "? expected one of bios, efi, got \"\"");
    check("vm.firmware", "\"bios efi\"", "? expected one of bios, efi, got \"bios efi\"");
    check("vm.firmware", "true", "? expected one of bios, efi, got true");
    check("vm.firmware", "\"\\u001b[2J\"", "? expected one of bios, efi, got \"\xEF\xBF\xBD[2J\"");
}

Test(fact, whole_numbers)
{
    check("vm.cpus", "4", "4");
    check("vm.cpus", "-1", "-1");
    check("vm.cpus", "4.0", "4");
    check("vm.cpus", "2147483647", "2147483647");
    check("vm.cpus", "-2147483648", "-2147483648");
    check("vm.cpus", "4.5", "? expected a whole number, got 4.5");
    check("vm.cpus", "2147483648", "? expected a whole number, got 2147483648");
    check("vm.cpus", "1e300", "? expected a whole number, got 1e+300");
    check("vm.cpus", "1e999", "? expected a whole number, got inf");
    check("vm.cpus", "\"4\"", "? expected a whole number, got \"4\"");
    check("vm.cpus", "[]", "? expected a whole number, got a list");
}

Test(fact, whole_numbers_of_a_few)
{
    check("vm.generation", "2", "2");
    check("vm.generation", "3", "? expected one of 1, 2, got 3");
}

Test(fact, numbers)
{
    check("guest.disk.free_gb", "40.5", "40.5");
    check("guest.disk.free_gb", "1e999", "? expected a number, got inf");
    check("guest.disk.free_gb", "{}", "? expected a number, got an object");
}

Test(fact, not_a_number_is_no_number)
{
    cJSON *nan_value = cJSON_CreateNumber(NAN);

    cr_expect_not(fact_value_fits(fact_find("guest.disk.free_gb"), nan_value));
    cr_expect_not(fact_value_fits(fact_find("vm.cpus"), nan_value));
    cJSON_Delete(nan_value);
}

Test(fact, yes_or_no)
{
    check("vm.nested", "true", "true");
    check("vm.nested", "false", "false");
    check("vm.nested", "1", "? expected true or false, got 1");
    check("vm.nested", "\"true\"", "? expected true or false, got \"true\"");
}

static bool is_dns(const char *json)
{
    cJSON *value = cJSON_Parse(json);
    bool fits = fact_value_fits(fact_find("plan.dns"), value);

    cJSON_Delete(value);
    return fits;
}

Test(fact, lists_of_texts)
{
    cr_expect(is_dns("[]"));
    cr_expect(is_dns("[\"1.1.1.1\", \"\"]"));
    cr_expect_not(is_dns("[1]"));
    cr_expect_not(is_dns("[null]"));
    cr_expect_not(is_dns("\"1.1.1.1\""));
    cr_expect_not(is_dns("null"));
    cr_expect_not(fact_value_fits(fact_find("plan.dns"), NULL));
}

Test(fact, lists_of_objects_get_exactly_the_keys_of_the_table)
{
    check("guest.nats", "[]", "[]");
    check("guest.nats", "[{\"prefix\": \"10.0.0.0/8\", \"extra\": 1, \"name\": \"n\"}]",
          "[{\"name\":\"n\",\"prefix\":\"10.0.0.0/8\"}]");
    check("guest.switches", "[{\"name\": \"s\", \"type\": \"INTERNAL\", \"dhcp\": true}]",
          "[{\"name\":\"s\",\"id\":null,\"type\":\"internal\",\"address\":null,"
          "\"prefix_length\":null,\"dhcp\":true,\"adapter\":null,\"adapter_up\":null}]");
    check("guest.dhcp_scopes", "[{\"id\": \"i\", \"dns\": [\"1.1.1.1\"]}]",
          "[{\"id\":\"i\",\"start\":null,\"end\":null,\"router\":null,\"dns\":[\"1.1.1.1\"],"
          "\"active\":null}]");
}

Test(fact, lists_of_objects_are_refused_with_entry_and_key)
{
    check("guest.nats", "{}", "? expected a list of objects with name, prefix, got an object");
    check("guest.nats", "[{\"name\": \"n\"}, 3]", "? expected an object as entry 2, got 3");
    check("guest.nats", "[{\"prefix\": \"p\"}]",
          "? expected a text as \"name\" of entry 1, got nothing");
    check("guest.switches", "[{\"name\": \"s\", \"type\": \"outer\"}]",
          "? expected one of internal, external, private as \"type\" of entry 1, got \"outer\"");
    check("guest.switches", "[{\"name\": \"s\", \"type\": \"private\", \"prefix_length\": 24.5}]",
          "? expected a whole number as \"prefix_length\" of entry 1, got 24.5");
    check("guest.dhcp_scopes", "[{\"id\": \"i\", \"dns\": [1]}]",
          "? expected a list of texts as \"dns\" of entry 1, got a list");
}

static cJSON *many_nats(int count)
{
    cJSON *list = cJSON_CreateArray();

    for (int i = 0; i < count; i++) {
        cJSON *nat = cJSON_CreateObject();
        cJSON_AddStringToObject(nat, "name", "n");
        cJSON_AddItemToArray(list, nat);
    }
    return list;
}

Test(fact, lists_have_a_limit)
{
    cJSON *long_list = many_nats(4096), *longer = many_nats(4097);

    cr_expect(fact_value_fits(fact_find("guest.nats"), long_list));
    char *text = kept("guest.nats", longer);
    cr_expect_str_eq(text, "? expected at most 4096 entries, got more");
    free(text);
    cJSON_Delete(long_list);
    cJSON_Delete(longer);
}

static char *endless(size_t length)
{
    char *text = must_alloc(length + 1);

    memset(text, 'x', length);
    return text;
}

Test(fact, long_strings_are_cut)
{
    char *raw = endless(1 << 20);
    cJSON *value = cJSON_CreateString(raw);
    char *name = kept("vm.name", value), *power = kept("vm.power", value);

    cr_expect_eq(strlen(name), 1024 + 2);
    cr_expect_lt(strlen(power), 200);
    free(raw);
    free(name);
    free(power);
    cJSON_Delete(value);
}

Test(fact, broken_characters_are_replaced)
{
    cJSON *value = cJSON_CreateString("a\xC3(\xFF\x80z");
    char *name = kept("vm.name", value);

    cr_expect(text_is_utf8(name, strlen(name)));
    free(name);
    cJSON_Delete(value);
}

Test(fact, many_strangers_are_not_all_kept)
{
    struct facts *facts = facts_new();
    cJSON *answer = cJSON_CreateObject(), *strangers = cJSON_CreateArray();
    cJSON *values = cJSON_AddObjectToObject(answer, "facts");
    char *long_name = endless(10000);

    cJSON_AddTrueToObject(values, long_name);
    for (int i = 0; i < 20000; i++) {
        char *name = text_format("x.%d", i);
        cJSON_AddTrueToObject(values, name);
        free(name);
    }
    facts_merge(facts, "test", answer, 1, strangers);
    cr_expect_eq(cJSON_GetArraySize(strangers), 256);
    cr_expect_eq(strlen(strangers->child->valuestring), 128);
    free(long_name);
    cJSON_Delete(answer);
    cJSON_Delete(strangers);
    facts_free(facts);
}

static cJSON *nested_lists(int depth)
{
    cJSON *list = cJSON_CreateArray();

    for (int i = 0; i < depth; i++) {
        cJSON *outer = cJSON_CreateArray();
        cJSON_AddItemToArray(outer, list);
        list = outer;
    }
    return list;
}

Test(fact, deep_strangers_are_cut)
{
    struct facts *facts = facts_new();
    cJSON *answer = cJSON_CreateObject();
    cJSON *values = cJSON_AddObjectToObject(answer, "facts");
    int depth = 0;

    cJSON_AddItemToObject(values, "x.deep", nested_lists(900));
    facts_merge(facts, "test", answer, 1, NULL);
    cJSON *json = facts_to_json(facts, NULL, NULL);
    const cJSON *level = cJSON_GetObjectItem(cJSON_GetObjectItem(json, "facts"), "x.deep");
    for (; cJSON_IsArray(level); level = level->child)
        depth++;
    cr_expect_eq(depth, 64);
    cJSON_Delete(json);
    cJSON_Delete(answer);
    facts_free(facts);
}

static void check_same(const char *a, const char *b, bool expected)
{
    cJSON *first = cJSON_Parse(a), *second = cJSON_Parse(b);

    cr_expect_eq(fact_value_same(first, second), expected, "%s %s", a, b);
    cr_expect_eq(fact_value_same(second, first), expected, "%s %s", b, a);
    cJSON_Delete(first);
    cJSON_Delete(second);
}

Test(fact, same_values)
{
    check_same("\"a\"", "\"a\"", true);
    check_same("\"a\"", "\"A\"", false);
    check_same("3", "3.0", true);
    check_same("3", "3.0000000001", false);
    check_same("3", "\"3\"", false);
    check_same("true", "true", true);
    check_same("true", "false", false);
    check_same("true", "1", false);
    check_same("[1, 2]", "[1, 2]", true);
    check_same("[1, 2]", "[2, 1]", false);
    check_same("[1, 2]", "[1]", false);
    check_same("{\"a\": 1, \"b\": null}", "{\"b\": null, \"a\": 1}", true);
    check_same("{\"a\": 1}", "{\"a\": 1, \"b\": 2}", false);
    check_same("{\"a\": 1}", "{\"b\": 1}", false);
    check_same("{}", "[]", false);
    check_same("null", "null", true);
    check_same("null", "false", false);
}

Test(fact, nothing_to_free)
{
    cr_expect_null(facts_free(NULL));
}

Test(fact, what_is_too_deep_is_not_the_same)
{
    cJSON *deep = nested_lists(60), *deeper = nested_lists(900);

    cr_expect(fact_value_same(deep, deep));
    cr_expect_not(fact_value_same(deeper, deeper));
    cJSON_Delete(deep);
    cJSON_Delete(deeper);
}

Test(fact, nothing_is_the_same_as_null)
{
    cJSON *null = cJSON_CreateNull();

    cr_expect(fact_value_same(NULL, NULL));
    cr_expect(fact_value_same(NULL, null));
    cr_expect(fact_value_same(null, NULL));
    cJSON_Delete(null);
}
