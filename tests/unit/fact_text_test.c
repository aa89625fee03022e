/* Values as people read and type them. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "model/fact.h"

static void check_text(const char *name, const char *json, const char *expected)
{
    cJSON *value = json != NULL ? cJSON_Parse(json) : NULL;
    char *text = fact_value_text(fact_find(name), value);

    cr_expect_str_eq(text, expected, "%s %s: %s", name, json ? json : "NULL", text);
    free(text);
    cJSON_Delete(value);
}

Test(fact_text, values)
{
    check_text("vm.power", "\"on\"", "on");
    check_text("vm.name", "\"Edge 01\"", "Edge 01");
    check_text("vm.cpus", "4", "4");
    check_text("vm.nested", "true", "on");
    check_text("vm.nested", "false", "off");
    check_text("guest.admin", "true", "yes");
    check_text("guest.admin", "false", "no");
    check_text("plan.dns", "[\"1.1.1.1\", \"9.9.9.9\"]", "1.1.1.1, 9.9.9.9");
    check_text("plan.dns", "[]", "none");
    check_text("guest.nats", "[{\"name\": \"a\"}, {\"name\": \"b\"}]", "a, b");
    check_text("guest.nats", "[{\"name\": \"\"}, {\"name\": \"b\"}]", "?, b");
    check_text("vm.power", NULL, "unknown");
    check_text("vm.power", "null", "unknown");
}

Test(fact_text, numbers_are_never_rounded_up)
{
    check_text("guest.disk.free_gb", "40", "40");
    check_text("guest.disk.free_gb", "40.5", "40.5");
    check_text("guest.disk.free_gb", "40.25", "40.25");
    check_text("guest.disk.free_gb", "9.996", "9.99");
    check_text("guest.disk.free_gb", "0.29", "0.29");
    check_text("guest.disk.free_gb", "-1.5", "-1.5");
    check_text("guest.disk.free_gb", "1e15", "1000000000000000");
}

/* The value as JSON; "NULL" for none, "wrong" where the text was refused. */
static void check_value(const char *name, const char *text, const char *expected)
{
    bool ok = false;
    cJSON *value = fact_value_from_text(fact_find(name), text, &ok);
    char *json = value != NULL ? cJSON_PrintUnformatted(value) : NULL;
    const char *got = json != NULL ? json : ok ? "NULL" : "wrong";

    cr_expect_str_eq(got, expected, "%s \"%s\": %s", name, text, got);
    cr_expect(ok || value == NULL);
    free(json);
    cJSON_Delete(value);
}

Test(fact_text, reads_words_and_texts)
{
    check_value("vm.power", "on", "\"on\"");
    check_value("vm.power", " ON ", "\"on\"");
    check_value("vm.power", "of", "wrong");
    check_value("plan.switch_name", " my  switch ", "\"my switch\"");
    check_value("plan.switch_name", "  ", "NULL");
    check_value("plan.switch_name", "", "NULL");
}

Test(fact_text, reads_numbers)
{
    check_value("plan.cpus", "4", "4");
    check_value("plan.cpus", "+4", "4");
    check_value("plan.cpus", "4.5", "wrong");
    check_value("plan.cpus", "4x", "wrong");
    check_value("plan.cpus", "four", "wrong");
    check_value("plan.cpus", "1e3", "wrong");
    check_value("plan.cpus", "+", "wrong");
    check_value("plan.cpus", "--4", "wrong");
    check_value("plan.cpus", "99999999999999999999", "wrong");
    check_value("plan.cpus", "999999999999999999999999999999999999999", "wrong");
    check_value("plan.cpus", "", "NULL");
    check_value("vm.generation", "2", "2");
    check_value("vm.generation", "3", "wrong");
    check_value("guest.disk.free_gb", "40.5", "40.5");
    check_value("guest.disk.free_gb", "40,5", "40.5");
    check_value("guest.disk.free_gb", "1,000.5", "wrong");
}

Test(fact_text, reads_yes_and_no)
{
    static const char *const yes[] = {"yes", "YES", "true", "on"}, *const no[] = {"no", "false",
                                                                                  "Off"};

    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        check_value("vm.nested", yes[i], "true");
        check_value("guest.admin", yes[i], "true");
    }
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        check_value("vm.nested", no[i], "false");
    check_value("vm.nested", "1", "wrong");
    check_value("vm.nested", "maybe", "wrong");
}

Test(fact_text, reads_lists)
{
    check_value("plan.dns", "1.1.1.1", "[\"1.1.1.1\"]");
    check_value("plan.dns", "1.1.1.1, 9.9.9.9", "[\"1.1.1.1\",\"9.9.9.9\"]");
    check_value("plan.dns", ",1.1.1.1,,", "[\"1.1.1.1\"]");
    check_value("plan.dns", ",", "[]");
    check_value("plan.dns", "", "NULL");
    check_value("plan.ip4_address", "172.20.0.2", "\"172.20.0.2\"");
    check_value("guest.nats", "n", "wrong");
}

static void check_expected(const char *name, const char *expected)
{
    char *clause = fact_expected(fact_find(name));

    cr_expect_str_eq(clause, expected, "%s: %s", name, clause);
    free(clause);
}

Test(fact_text, says_what_is_expected)
{
    check_expected("vm.firmware", "one of bios, efi");
    check_expected("vm.generation", "one of 1, 2");
    check_expected("vm.cpus", "a whole number");
    check_expected("guest.disk.free_gb", "a number");
    check_expected("vm.name", "a text");
    check_expected("vm.nested", "on or off");
    check_expected("guest.admin", "yes or no");
    check_expected("plan.dns", "IPv4 addresses separated by commas");
    check_expected("plan.ip4_gateway", "an IPv4 address");
    check_expected("guest.nats", "a list of objects with name, prefix");
}
