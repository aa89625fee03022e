/* Facts of several sources: who counts, what is kept, and what is refused with its reason. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "model/fact.h"
#include "sys/text.h"

static struct facts *facts;

static void open_store(void)
{
    facts = facts_new();
}

static void close_store(void)
{
    facts = facts_free(facts);
    cr_expect_null(facts);
}

TestSuite(fact_merge, .init = open_store, .fini = close_store);

static bool merge(const char *source_id, int64_t at, const char *json)
{
    cJSON *answer = cJSON_Parse(json);

    cr_assert_not_null(answer, "%s", json);
    bool changed = facts_merge(facts, source_id, answer, at, NULL);
    cJSON_Delete(answer);
    return changed;
}

/* "on by vsphere", "? because off by vsphere". */
static char *described(const char *name)
{
    const struct reading *reading = facts_get(facts, fact_find(name));
    char *value = reading->value ? cJSON_PrintUnformatted(reading->value) : must_copy("?");
    char *text = text_format("%s%s%s by %s", value, reading->reason ? " because " : "",
                             reading->reason ? reading->reason : "",
                             reading->source_id ? reading->source_id : "nobody");

    free(value);
    return text;
}

static void check(const char *name, const char *expected)
{
    char *text = described(name);

    cr_expect_str_eq(text, expected, "%s: %s, expected %s", name, text, expected);
    free(text);
}

Test(fact_merge, nobody_spoke)
{
    const struct reading *reading = facts_get(facts, fact_find("vm.power"));

    cr_expect_null(reading->value);
    cr_expect_null(reading->reason);
    cr_expect_null(reading->source);
    cr_expect_null(reading->source_id);
    cr_expect_eq(reading->at, 0);
    cr_expect_eq(facts_reading_count(facts, fact_find("vm.power")), 0);
    cr_expect_null(facts_reading(facts, fact_find("vm.power"), 0)->value);
}

Test(fact_merge, takes_over_an_answer)
{
    cr_expect(merge("vsphere", 7,
                    "{\"source\": \"vSphere API, esx-01\", \"facts\": {\"vm.power\": \"on\"},"
                    " \"unknown\": {\"vm.tpm\": \"not visible\"}}"));
    const struct reading *power = facts_get(facts, fact_find("vm.power"));
    cr_expect_str_eq(power->source, "vSphere API, esx-01");
    cr_expect_str_eq(power->source_id, "vsphere");
    cr_expect_eq(power->at, 7);
    cr_expect_eq(power->changed_at, 7);
    check("vm.power", "\"on\" by vsphere");
    check("vm.tpm", "? because not visible by vsphere");
}

Test(fact_merge, a_source_without_words_is_called_by_its_id)
{
    merge("file:a.json", 1, "{\"facts\": {\"vm.power\": \"on\"}}");
    cr_expect_str_eq(facts_get(facts, fact_find("vm.power"))->source, "file:a.json");
}

Test(fact_merge, the_later_source_counts)
{
    merge("a", 1, "{\"facts\": {\"vm.power\": \"on\", \"vm.name\": \"x\"}}");
    merge("b", 2, "{\"facts\": {\"vm.power\": \"off\"}}");
    check("vm.power", "\"off\" by b");
    check("vm.name", "\"x\" by a");
    merge("a", 3, "{\"facts\": {\"vm.power\": \"saved\"}}");
    check("vm.power", "\"saved\" by a");
}

Test(fact_merge, at_the_same_time_the_later_call_counts)
{
    merge("a", 5, "{\"facts\": {\"vm.power\": \"on\"}}");
    merge("b", 5, "{\"facts\": {\"vm.power\": \"off\"}}");
    check("vm.power", "\"off\" by b");
    merge("c", 4, "{\"facts\": {\"vm.power\": \"saved\"}}");
    check("vm.power", "\"off\" by b");
}

Test(fact_merge, unknown_does_not_override_what_another_source_knows)
{
    merge("a", 1, "{\"facts\": {\"vm.power\": \"on\"}}");
    cr_expect_not(merge("b", 2, "{\"facts\": {\"vm.power\": null}}"));
    check("vm.power", "\"on\" by a");
}

Test(fact_merge, unknown_overrides_what_the_same_source_said)
{
    merge("a", 1, "{\"facts\": {\"vm.power\": \"on\"}}");
    cr_expect(merge("a", 2, "{\"facts\": {}, \"unknown\": {\"vm.power\": \"no answer\"}}"));
    check("vm.power", "? because no answer by a");
}

Test(fact_merge, the_latest_of_many_unknowns_tells_why)
{
    merge("a", 1, "{\"facts\": {}, \"unknown\": {\"vm.power\": \"one\"}}");
    merge("b", 2, "{\"facts\": {}, \"unknown\": {\"vm.power\": \"two\"}}");
    check("vm.power", "? because two by b");
}

Test(fact_merge, a_missing_name_keeps_the_earlier_reading)
{
    merge("a", 1, "{\"facts\": {\"vm.power\": \"on\"}}");
    cr_expect_not(merge("a", 2, "{\"facts\": {\"vm.name\": null}}"));
    check("vm.power", "\"on\" by a");
    cr_expect_eq(facts_get(facts, fact_find("vm.power"))->at, 1);
}

Test(fact_merge, a_name_that_is_known_and_unknown_is_unknown)
{
    merge("a", 1, "{\"facts\": {\"vm.power\": \"on\"}, \"unknown\": {\"vm.power\": \"doubt\"}}");
    check("vm.power", "? because doubt by a");
}

Test(fact_merge, the_last_of_equal_names_counts)
{
    merge("a", 1, "{\"facts\": {\"vm.power\": \"off\"}}");
    cr_expect_not(merge("a", 2, "{\"facts\": {\"vm.power\": \"on\", \"vm.power\": \"off\"}}"));
    check("vm.power", "\"off\" by a");
    cr_expect_eq(facts_get(facts, fact_find("vm.power"))->changed_at, 1);
}

Test(fact_merge, tells_whether_anything_reads_differently)
{
    cr_expect(merge("a", 1, "{\"facts\": {\"vm.power\": \"on\"}}"));
    cr_expect_not(merge("a", 2, "{\"facts\": {\"vm.power\": \"ON\"}}"));
    cr_expect_not(merge("b", 3, "{\"facts\": {\"vm.power\": \"on\"}}"));
    cr_expect(merge("b", 4, "{\"facts\": {\"vm.power\": \"off\"}}"));
    cr_expect_not(merge("b", 5, "{\"facts\": {}}"));
    cr_expect(merge("b", 6, "{\"facts\": {}, \"unknown\": {\"vm.tpm\": \"why\"}}"));
    cr_expect_not(merge("b", 7, "{\"facts\": {}, \"unknown\": {\"vm.tpm\": \"why\"}}"));
    cr_expect(merge("b", 8, "{\"facts\": {}, \"unknown\": {\"vm.tpm\": \"why not\"}}"));
}

Test(fact_merge, remembers_when_a_value_was_taken)
{
    int power = fact_find("vm.power");

    merge("a", 1, "{\"facts\": {\"vm.power\": \"on\"}}");
    merge("a", 2, "{\"facts\": {\"vm.power\": \"on\"}}");
    cr_expect_eq(facts_get(facts, power)->at, 2);
    cr_expect_eq(facts_get(facts, power)->changed_at, 1);
    merge("b", 3, "{\"facts\": {\"vm.power\": \"on\"}}");
    cr_expect_eq(facts_get(facts, power)->changed_at, 1,
                 "another source confirms, nothing changes");
    merge("b", 4, "{\"facts\": {\"vm.power\": \"off\"}}");
    cr_expect_eq(facts_get(facts, power)->changed_at, 4);
}

Test(fact_merge, keeps_what_every_source_said_latest_first)
{
    int power = fact_find("vm.power");

    merge("a", 1, "{\"facts\": {\"vm.power\": \"on\"}}");
    merge("b", 2, "{\"facts\": {\"vm.power\": null}}");
    merge("c", 3, "{\"facts\": {\"vm.power\": \"off\"}}");
    cr_assert_eq(facts_reading_count(facts, power), 3);
    cr_expect_str_eq(facts_reading(facts, power, 0)->source_id, "c");
    cr_expect_str_eq(facts_reading(facts, power, 1)->source_id, "b");
    cr_expect_str_eq(facts_reading(facts, power, 2)->source_id, "a");
    merge("a", 4, "{\"facts\": {\"vm.power\": \"on\"}}");
    cr_assert_eq(facts_reading_count(facts, power), 3);
    cr_expect_str_eq(facts_reading(facts, power, 0)->source_id, "a");
}

Test(fact_merge, tells_when_sources_disagree)
{
    int power = fact_find("vm.power");

    cr_expect_not(facts_disagree(facts, power));
    merge("a", 1, "{\"facts\": {\"vm.power\": \"on\"}}");
    merge("b", 2, "{\"facts\": {\"vm.power\": null}}");
    cr_expect_not(facts_disagree(facts, power));
    merge("c", 3, "{\"facts\": {\"vm.power\": \"on\"}}");
    cr_expect_not(facts_disagree(facts, power));
    merge("b", 4, "{\"facts\": {\"vm.power\": \"off\"}}");
    cr_expect(facts_disagree(facts, power));
}

Test(fact_merge, forgets_a_source)
{
    merge("a", 1, "{\"facts\": {\"vm.power\": \"on\", \"x.y\": 1}}");
    merge("b", 2, "{\"facts\": {\"vm.power\": \"off\", \"x.z\": 1}}");
    facts_forget(facts, "b");
    check("vm.power", "\"on\" by a");
    cJSON *json = facts_to_json(facts, NULL, NULL);
    const cJSON *left = cJSON_GetObjectItem(json, "facts");
    cr_expect(cJSON_HasObjectItem(left, "x.y"));
    cr_expect_not(cJSON_HasObjectItem(left, "x.z"));
    cJSON_Delete(json);
    facts_forget(facts, "a");
    facts_forget(facts, "a");
    check("vm.power", "? by nobody");
}

Test(fact_merge, a_copy_lives_on_its_own)
{
    merge("a", 1,
          "{\"facts\": {\"vm.power\": \"on\", \"x.y\": [1]}, \"unknown\": {\"vm.tpm\": \"w\"}}");
    struct facts *copy = facts_copy(facts), *original = facts;
    merge("a", 2, "{\"facts\": {\"vm.power\": \"off\", \"vm.tpm\": true, \"x.y\": [2]}}");
    facts = copy;
    check("vm.power", "\"on\" by a");
    check("vm.tpm", "? because w by a");
    cr_expect_eq(facts_get(copy, fact_find("vm.power"))->changed_at, 1);
    facts_free(original);
    check("vm.power", "\"on\" by a");
}

Test(fact_merge, sets_one_fact)
{
    int memory = fact_find("plan.memory_mb");
    cJSON *value = cJSON_CreateNumber(2048);

    facts_set(facts, memory, "plan", "your plan", value, NULL, 9);
    cJSON_Delete(value);
    check("plan.memory_mb", "2048 by plan");
    cr_expect_str_eq(facts_get(facts, memory)->source, "your plan");
    facts_set(facts, memory, "plan", "your plan", NULL, "not asked", 10);
    check("plan.memory_mb", "? because not asked by plan");
    value = cJSON_CreateNull();
    facts_set(facts, memory, "plan", NULL, value, NULL, 11);
    cJSON_Delete(value);
    check("plan.memory_mb", "? by plan");
}

Test(fact_merge, derived_facts_and_the_plan_are_not_taken_from_outside)
{
    cJSON *answer = cJSON_Parse("{\"facts\": {\"guest.virtualization\": \"running\","
                                " \"azure.nested\": \"supported\", \"plan.path\": \"esxi\"}}");
    cJSON *strangers = cJSON_CreateArray();

    cr_expect_not(facts_merge(facts, "file", answer, 1, strangers));
    cr_expect_eq(cJSON_GetArraySize(strangers), 0);
    check("guest.virtualization", "? by nobody");
    check("azure.nested", "? by nobody");
    check("plan.path", "? by nobody");
    facts_merge(facts, "plan", answer, 1, strangers);
    check("plan.path", "\"esxi\" by plan");
    check("azure.nested", "? by nobody");
    cJSON_Delete(answer);
    cJSON_Delete(strangers);
}

Test(fact_merge, strangers_are_kept_and_told_once)
{
    cJSON *answer =
        cJSON_Parse("{\"facts\": {\"vm.colour\": {\"a\": [1, \"x\\u001b[31m\"]}, \"b\": 1},"
                    " \"unknown\": {\"vm.smell\": \"too far away\"}}");
    cJSON *strangers = cJSON_CreateArray();

    facts_merge(facts, "file", answer, 1, strangers);
    facts_merge(facts, "file", answer, 2, strangers);
    char *told = cJSON_PrintUnformatted(strangers);
    cr_expect_str_eq(told, "[\"vm.colour\",\"b\",\"vm.smell\"]");
    cJSON *json = facts_to_json(facts, NULL, NULL);
    char *kept = cJSON_PrintUnformatted(json);
    cr_expect_str_eq(kept,
                     "{\"format\":\"eflow-facts/1\",\"facts\":{\"b\":1,\"vm.colour\":"
                     "{\"a\":[1,\"x\xEF\xBF\xBD[31m\"]}},"
                     "\"unknown\":{\"vm.smell\":\"too far away\"}}",
                     "%s", kept);
    free(told);
    free(kept);
    cJSON_Delete(json);
    cJSON_Delete(answer);
    cJSON_Delete(strangers);
}

Test(fact_merge, gives_back_a_file_that_reads_the_same)
{
    merge("a", 1,
          "{\"facts\": {\"vm.power\": \"on\", \"vm.cpus\": 4, \"vm.nested\": false, \"vm.name\": "
          "null,"
          " \"guest.nats\": [{\"name\": \"n\"}]}, \"unknown\": {\"vm.tpm\": \"why\"}}");
    cJSON *path = cJSON_CreateString("esxi"), *word = cJSON_CreateString("running");
    facts_set(facts, fact_find("plan.path"), "plan", NULL, path, NULL, 1);
    facts_set(facts, fact_find("guest.virtualization"), "derived", NULL, word, NULL, 1);
    cJSON *json = facts_to_json(facts, "by hand", "2026-11-22T10:00:00Z");
    char *text = cJSON_PrintUnformatted(json);
    cr_expect_str_eq(text,
                     "{\"format\":\"eflow-facts/1\",\"source\":\"by hand\","
                     "\"collected\":\"2026-11-22T10:00:00Z\",\"facts\":{"
                     "\"guest.nats\":[{\"name\":\"n\",\"prefix\":null}],\"vm.name\":null,"
                     "\"vm.power\":\"on\",\"vm.nested\":false,\"vm.cpus\":4},"
                     "\"unknown\":{\"vm.tpm\":\"why\"}}",
                     "%s", text);
    struct facts *again = facts_new();
    facts_merge(again, "file", json, 1, NULL);
    cJSON *twice = facts_to_json(again, "by hand", "2026-11-22T10:00:00Z");
    cr_expect(fact_value_same(json, twice));
    facts_free(again);
    free(text);
    cJSON_Delete(twice);
    cJSON_Delete(json);
    cJSON_Delete(path);
    cJSON_Delete(word);
}

Test(fact_merge, an_answer_of_another_shape_says_nothing)
{
    cr_expect_not(merge("a", 1, "[]"));
    cr_expect_not(merge("a", 1, "\"facts\""));
    cr_expect_not(merge("a", 1, "{\"facts\": []}"));
    cr_expect_not(merge("a", 1, "{\"facts\": [{\"vm.power\": \"on\"}], \"unknown\": 3}"));
    cr_expect_not(facts_merge(facts, "a", NULL, 1, NULL));
    check("vm.power", "? by nobody");
}
