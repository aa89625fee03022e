/* Rules: every form true, false and unknown; what decided; and what is no rule. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "model/rule.h"
#include "sys/text.h"

#define FACTS                                                                                      \
    "{\"facts\": {\"vm.power\": \"on\", \"vm.nested\": true, \"vm.cpus\": 4, \"vm.memory_mb\": "   \
    "null,"                                                                                        \
    " \"vm.name\": \"Edge-01\", \"host.version\": \"7.0.3\", \"host.build\": \"unreadable\","      \
    " \"guest.memory.free_mb\": 4096, \"guest.memory.total_mb\": 8192, \"guest.disk.free_gb\": "   \
    "40.5,"                                                                                        \
    " \"plan.path\": \"esxi\", \"plan.memory_mb\": 1024, \"plan.ip4_address\": \"172.20.0.5\","    \
    " \"plan.ip4_gateway\": \"172.20.0.1\", \"plan.ip4_prefix_length\": 24,"                       \
    " \"plan.dns\": [\"1.1.1.1\", \"9.9.9.9\"], \"plan.switch_name\": \"inner\","                  \
    " \"guest.products\": [], \"guest.nats\": [{\"name\": \"n\", \"prefix\": \"172.20.0.0/24\"}]," \
    " \"guest.switches\": [{\"name\": \"outer\", \"type\": \"external\", \"adapter_up\": true},"   \
    " {\"name\": \"inner\", \"type\": \"internal\", \"address\": \"172.20.0.1\","                  \
    " \"prefix_length\": 24}],"                                                                    \
    " \"guest.dhcp_scopes\": [{\"id\": \"a\", \"dns\": [\"1.1.1.1\"], \"active\": true}],"         \
    " \"guest.networks\": [{\"prefix\": \"10.0.0.0/8\"}, {\"prefix\": \"172.16.0.0/16\"}]}}"

static struct facts *some_facts(void)
{
    cJSON *answer = cJSON_Parse(FACTS);
    struct facts *facts = facts_new();

    cr_assert_not_null(answer);
    facts_merge(facts, "plan", answer, 1, NULL);
    cJSON_Delete(answer);
    return facts;
}

/* The result as a letter and the evidence as names: "T vm.power vm.nested". */
static char *judge(const char *json)
{
    struct facts *facts = some_facts();
    struct json_at at = {.file = "test"};
    struct error err = {0};
    struct evidence evidence = {0};
    struct text said = {0};
    cJSON *parsed = cJSON_Parse(json);
    struct rule *rule = rule_parse(parsed, &at, &err);

    cr_assert_not_null(rule, "%s: %s (%s)", json, err.what, err.where);
    enum truth truth = rule_eval(rule, facts, &evidence);
    cr_assert_eq(truth, rule_eval(rule, facts, NULL));
    text_addf(&said, "%c", "FT?"[truth]);
    for (size_t i = 0; i < evidence.count; i++)
        text_addf(&said, " %s", fact_name(evidence.facts[i]));
    rule_free(rule);
    cJSON_Delete(parsed);
    facts_free(facts);
    return text_take(&said);
}

static void check(const char *json, const char *expected)
{
    char *said = judge(json);

    cr_expect_str_eq(said, expected, "%s: %s, expected %s", json, said, expected);
    free(said);
}

Test(rule, constants)
{
    check("true", "T");
    check("false", "F");
}

Test(rule, no_rule_is_true)
{
    struct facts *facts = facts_new();

    cr_assert_eq(rule_eval(NULL, facts, NULL), TRUTH_TRUE);
    facts_free(facts);
}

Test(rule, is)
{
    check("{\"fact\": \"vm.power\", \"is\": \"on\"}", "T vm.power");
    check("{\"fact\": \"vm.power\", \"is\": \"off\"}", "F vm.power");
    check("{\"fact\": \"vm.firmware\", \"is\": \"efi\"}", "? vm.firmware");
    check("{\"fact\": \"vm.nested\", \"is\": true}", "T vm.nested");
    check("{\"fact\": \"vm.nested\", \"is\": false}", "F vm.nested");
    check("{\"fact\": \"vm.cpus\", \"is\": 4}", "T vm.cpus");
    check("{\"fact\": \"vm.cpus\", \"is\": 5}", "F vm.cpus");
    check("{\"fact\": \"vm.memory_mb\", \"is\": 5}", "? vm.memory_mb");
    check("{\"fact\": \"vm.name\", \"is\": \"Edge-01\"}", "T vm.name");
    check("{\"fact\": \"vm.name\", \"is\": \"edge-01\"}", "F vm.name");
}

Test(rule, is_another_fact)
{
    check("{\"fact\": \"plan.ip4_address\", \"is\": {\"fact\": \"plan.ip4_gateway\"}}",
          "F plan.ip4_address plan.ip4_gateway");
    check("{\"fact\": \"vm.cpus\", \"is\": {\"fact\": \"plan.cpus\"}}", "? plan.cpus");
    check("{\"fact\": \"vm.memory_mb\", \"is\": {\"fact\": \"plan.cpus\"}}",
          "? vm.memory_mb plan.cpus");
}

Test(rule, in)
{
    check("{\"fact\": \"plan.path\", \"in\": [\"azure\", \"esxi\"]}", "T plan.path");
    check("{\"fact\": \"plan.path\", \"in\": [\"azure\", \"hyperv\"]}", "F plan.path");
    check("{\"fact\": \"vm.firmware\", \"in\": [\"efi\"]}", "? vm.firmware");
    check("{\"fact\": \"vm.cpus\", \"in\": [{\"fact\": \"plan.cpus\"}, 4]}", "T vm.cpus");
    check("{\"fact\": \"vm.cpus\", \"in\": [{\"fact\": \"plan.cpus\"}, 5]}", "? plan.cpus");
}

Test(rule, numbers_in_order)
{
    check("{\"fact\": \"vm.cpus\", \"at_least\": 4}", "T vm.cpus");
    check("{\"fact\": \"vm.cpus\", \"at_least\": 5}", "F vm.cpus");
    check("{\"fact\": \"vm.cpus\", \"at_most\": 4}", "T vm.cpus");
    check("{\"fact\": \"vm.cpus\", \"at_most\": 3}", "F vm.cpus");
    check("{\"fact\": \"vm.cpus\", \"below\": 5}", "T vm.cpus");
    check("{\"fact\": \"vm.cpus\", \"below\": 4}", "F vm.cpus");
    check("{\"fact\": \"vm.cpus\", \"above\": 3}", "T vm.cpus");
    check("{\"fact\": \"vm.cpus\", \"above\": 4}", "F vm.cpus");
    check("{\"fact\": \"guest.disk.free_gb\", \"above\": 40.25}", "T guest.disk.free_gb");
    check("{\"fact\": \"vm.memory_mb\", \"at_least\": 1}", "? vm.memory_mb");
    check("{\"fact\": \"plan.memory_mb\", \"below\": {\"fact\": \"guest.memory.free_mb\"}}",
          "T plan.memory_mb guest.memory.free_mb");
}

Test(rule, versions_part_by_part)
{
    check("{\"fact\": \"host.version\", \"at_least\": \"6.7\"}", "T host.version");
    check("{\"fact\": \"host.version\", \"at_least\": \"7.0.3\"}", "T host.version");
    check("{\"fact\": \"host.version\", \"at_least\": \"7.0.10\"}", "F host.version");
    check("{\"fact\": \"host.version\", \"below\": \"10\"}", "T host.version");
    check("{\"fact\": \"host.version\", \"at_most\": \"7.0.3.0\"}", "T host.version");
    check("{\"fact\": \"host.version\", \"above\": \"7.0\"}", "T host.version");
    check("{\"fact\": \"host.version\", \"above\": \"07.00.003\"}", "F host.version");
    check("{\"fact\": \"host.version\", \"below\": \"99999999999999999999999.0\"}",
          "T host.version");
    check("{\"fact\": \"guest.eflow.version\", \"at_least\": \"1.1\"}", "? guest.eflow.version");
    check("{\"fact\": \"host.build\", \"at_least\": \"1.1\"}", "? host.build");
}

Test(rule, starts)
{
    check("{\"fact\": \"vm.name\", \"starts\": \"edge\"}", "T vm.name");
    check("{\"fact\": \"vm.name\", \"starts\": \"ledge\"}", "F vm.name");
    check("{\"fact\": \"vm.guest_id\", \"starts\": \"windows\"}", "? vm.guest_id");
}

Test(rule, known)
{
    check("{\"fact\": \"vm.name\", \"known\": true}", "T vm.name");
    check("{\"fact\": \"vm.guest_id\", \"known\": true}", "F vm.guest_id");
}

Test(rule, some)
{
    check(
        "{\"fact\": \"guest.switches\", \"some\": {\"fact\": \"item.type\", \"is\": \"external\"}}",
        "T guest.switches");
    check(
        "{\"fact\": \"guest.switches\", \"some\": {\"fact\": \"item.type\", \"is\": \"private\"}}",
        "F guest.switches");
    check("{\"fact\": \"guest.products\", \"some\": true}", "F guest.products");
    check(
        "{\"fact\": \"guest.switches\", \"some\": {\"fact\": \"item.adapter_up\", \"is\": false}}",
        "? guest.switches");
    check("{\"fact\": \"guest.switches\", \"some\": {\"fact\": \"item.name\", \"is\": "
          "{\"fact\": \"plan.switch_name\"}}}",
          "T guest.switches plan.switch_name");
}

Test(rule, every)
{
    check("{\"fact\": \"guest.switches\", \"every\": {\"fact\": \"item.name\", \"known\": true}}",
          "T guest.switches");
    check("{\"fact\": \"guest.switches\", \"every\": {\"fact\": \"item.type\", \"is\": "
          "\"internal\"}}",
          "F guest.switches");
    check("{\"fact\": \"guest.products\", \"every\": false}", "T guest.products");
    check(
        "{\"fact\": \"guest.switches\", \"every\": {\"fact\": \"item.adapter_up\", \"is\": true}}",
        "? guest.switches");
}

Test(rule, none)
{
    check(
        "{\"fact\": \"guest.switches\", \"none\": {\"fact\": \"item.type\", \"is\": \"private\"}}",
        "T guest.switches");
    check(
        "{\"fact\": \"guest.switches\", \"none\": {\"fact\": \"item.type\", \"is\": \"internal\"}}",
        "F guest.switches");
    check("{\"fact\": \"guest.products\", \"none\": true}", "T guest.products");
    check(
        "{\"fact\": \"guest.switches\", \"none\": {\"fact\": \"item.adapter_up\", \"is\": false}}",
        "? guest.switches");
}

Test(rule, element_that_is_a_plain_value)
{
    check("{\"fact\": \"plan.dns\", \"some\": {\"fact\": \"item\", \"is\": \"9.9.9.9\"}}",
          "T plan.dns");
    check("{\"fact\": \"plan.dns\", \"every\": {\"fact\": \"item\", \"starts\": \"9\"}}",
          "F plan.dns");
}

Test(rule, list_in_a_list)
{
    check("{\"fact\": \"guest.dhcp_scopes\", \"some\": {\"fact\": \"item.dns\", \"some\": "
          "{\"fact\": \"item\", \"is\": \"1.1.1.1\"}}}",
          "T guest.dhcp_scopes");
    check("{\"fact\": \"guest.dhcp_scopes\", \"some\": {\"fact\": \"item.dns\", \"none\": "
          "{\"fact\": \"plan.dns\", \"some\": {\"fact\": \"item\", \"is\": \"1.1.1.1\"}}}}",
          "F guest.dhcp_scopes plan.dns");
}

Test(rule, unknown_list_and_unknown_inside)
{
    check("{\"not\": {\"fact\": \"guest.nats\", \"some\": {\"fact\": \"item.name\", \"is\": "
          "{\"fact\": \"vm.guest_id\"}}}}",
          "? vm.guest_id");
    check("{\"fact\": \"guest.dhcp_scopes\", \"some\": {\"fact\": \"item.router\", \"is\": \"x\"}}",
          "? guest.dhcp_scopes");
    check(
        "{\"fact\": \"guest.dhcp_scopes\", \"some\": {\"fact\": \"item.router\", \"known\": true}}",
        "F guest.dhcp_scopes");
}

Test(rule, unknown_list)
{
    static const char *const words[] = {"some", "every", "none"};
    struct facts *facts = facts_new();
    struct json_at at = {0};

    for (size_t i = 0; i < 3; i++) {
        char *text = text_format("{\"fact\": \"guest.nats\", \"%s\": true}", words[i]);
        cJSON *json = cJSON_Parse(text);
        struct rule *rule = rule_parse(json, &at, NULL);
        struct evidence evidence = {0};
        cr_expect_eq(rule_eval(rule, facts, &evidence), TRUTH_UNKNOWN, "%s", words[i]);
        cr_expect_eq(evidence.count, 1);
        cr_expect_eq(evidence.facts[0], fact_find("guest.nats"));
        rule_free(rule);
        cJSON_Delete(json);
        free(text);
    }
    facts_free(facts);
}

Test(rule, sum)
{
    check("{\"sum\": [{\"fact\": \"plan.memory_mb\"}, 2048], \"at_most\": "
          "{\"fact\": \"guest.memory.free_mb\"}}",
          "T plan.memory_mb guest.memory.free_mb");
    check("{\"sum\": [{\"fact\": \"plan.memory_mb\"}, 4096], \"at_most\": "
          "{\"fact\": \"guest.memory.free_mb\"}}",
          "F plan.memory_mb guest.memory.free_mb");
    check("{\"sum\": [{\"fact\": \"guest.memory.total_mb\"}, "
          "{\"minus\": {\"fact\": \"guest.memory.free_mb\"}}], \"is\": 4096}",
          "T guest.memory.total_mb guest.memory.free_mb");
    check("{\"sum\": [{\"fact\": \"vm.memory_mb\"}, {\"fact\": \"vm.cpus\"}], \"above\": 1}",
          "? vm.memory_mb");
    check("{\"sum\": [1, 2], \"below\": 4}", "T");
    check("{\"sum\": [1, 2], \"at_least\": 4}", "F");
}

Test(rule, same_network)
{
    check("{\"same_network\": [{\"fact\": \"plan.ip4_address\"}, {\"fact\": \"plan.ip4_gateway\"}, "
          "{\"fact\": \"plan.ip4_prefix_length\"}]}",
          "T plan.ip4_address plan.ip4_gateway plan.ip4_prefix_length");
    check("{\"same_network\": [{\"fact\": \"plan.ip4_address\"}, \"172.20.1.1\", 24]}",
          "F plan.ip4_address");
    check("{\"same_network\": [{\"fact\": \"vm.guest_id\"}, \"172.20.1.1\", 24]}", "? vm.guest_id");
    check("{\"same_network\": [{\"fact\": \"vm.name\"}, \"172.20.1.1\", 24]}", "? vm.name");
    check("{\"same_network\": [\"1.2.3.4\", \"5.6.7.8\", 0]}", "T");
}

Test(rule, contains)
{
    check("{\"contains\": [\"172.20.0.0/24\", {\"fact\": \"plan.ip4_address\"}]}",
          "T plan.ip4_address");
    check("{\"contains\": [\"172.20.1.0/24\", {\"fact\": \"plan.ip4_address\"}]}",
          "F plan.ip4_address");
    check("{\"contains\": [\"172.20.1.0/24\", {\"fact\": \"vm.guest_id\"}]}", "? vm.guest_id");
    check("{\"contains\": [\"172.16.0.0/12\", \"172.20.0.0/24\"]}", "T");
    check("{\"contains\": [\"172.20.0.0/24\", \"172.16.0.0/12\"]}", "F");
    check("{\"contains\": [{\"prefix\": [{\"fact\": \"plan.ip4_gateway\"}, 24]}, "
          "{\"fact\": \"plan.ip4_address\"}]}",
          "T plan.ip4_gateway plan.ip4_address");
    check("{\"contains\": [{\"prefix\": [{\"fact\": \"plan.ip4_gateway\"}, {\"fact\": "
          "\"vm.memory_mb\"}]}"
          ", {\"fact\": \"plan.ip4_address\"}]}",
          "? vm.memory_mb");
}

Test(rule, overlaps)
{
    check("{\"fact\": \"guest.networks\", \"some\": {\"overlaps\": [{\"fact\": \"item.prefix\"}, "
          "\"10.1.0.0/16\"]}}",
          "T guest.networks");
    check("{\"fact\": \"guest.networks\", \"some\": {\"overlaps\": [{\"fact\": \"item.prefix\"}, "
          "\"192.168.0.0/16\"]}}",
          "F guest.networks");
    check("{\"fact\": \"guest.nats\", \"some\": {\"overlaps\": [{\"fact\": \"item.prefix\"}, "
          "{\"prefix\": [{\"fact\": \"plan.ip4_address\"}, {\"fact\": "
          "\"plan.ip4_prefix_length\"}]}]}}",
          "T guest.nats plan.ip4_address plan.ip4_prefix_length");
    check("{\"overlaps\": [{\"fact\": \"vm.guest_id\"}, \"10.1.0.0/16\"]}", "? vm.guest_id");
}

Test(rule, prefix_is_a_text)
{
    check("{\"fact\": \"guest.nats\", \"some\": {\"fact\": \"item.prefix\", \"is\": "
          "{\"prefix\": [\"172.20.0.0\", {\"fact\": \"plan.ip4_prefix_length\"}]}}}",
          "T guest.nats plan.ip4_prefix_length");
}

/* --- Kleene's tables; t, f and u rest on facts of their own --- */

#define T1 "{\"fact\": \"vm.power\", \"is\": \"on\"}"
#define T2 "{\"fact\": \"vm.nested\", \"is\": true}"
#define F1 "{\"fact\": \"vm.cpus\", \"is\": 1}"
#define F2 "{\"fact\": \"vm.name\", \"is\": \"x\"}"
#define U1 "{\"fact\": \"vm.firmware\", \"is\": \"efi\"}"
#define U2 "{\"fact\": \"vm.tpm\", \"is\": true}"

Test(rule, all)
{
    check("{\"all\": [" T1 "," T2 "]}", "T vm.power vm.nested");
    check("{\"all\": [" T1 "," F1 "]}", "F vm.cpus");
    check("{\"all\": [" T1 "," U1 "]}", "? vm.firmware");
    check("{\"all\": [" F1 "," T1 "]}", "F vm.cpus");
    check("{\"all\": [" F1 "," F2 "]}", "F vm.cpus vm.name");
    check("{\"all\": [" F1 "," U1 "]}", "F vm.cpus");
    check("{\"all\": [" U1 "," T1 "]}", "? vm.firmware");
    check("{\"all\": [" U1 "," F1 "]}", "F vm.cpus");
    check("{\"all\": [" U1 "," U2 "]}", "? vm.firmware vm.tpm");
}

Test(rule, any)
{
    check("{\"any\": [" T1 "," T2 "]}", "T vm.power vm.nested");
    check("{\"any\": [" T1 "," F1 "]}", "T vm.power");
    check("{\"any\": [" T1 "," U1 "]}", "T vm.power");
    check("{\"any\": [" F1 "," T1 "]}", "T vm.power");
    check("{\"any\": [" F1 "," F2 "]}", "F vm.cpus vm.name");
    check("{\"any\": [" F1 "," U1 "]}", "? vm.firmware");
    check("{\"any\": [" U1 "," T1 "]}", "T vm.power");
    check("{\"any\": [" U1 "," F1 "]}", "? vm.firmware");
    check("{\"any\": [" U1 "," U2 "]}", "? vm.firmware vm.tpm");
}

Test(rule, not )
{
    check("{\"not\": " T1 "}", "F vm.power");
    check("{\"not\": " F1 "}", "T vm.cpus");
    check("{\"not\": " U1 "}", "? vm.firmware");
}

Test(rule, evidence_names_each_fact_once_in_order)
{
    check("{\"all\": [" T2 "," T1 "," T2 ", {\"any\": [" T1 "]}]}", "T vm.nested vm.power");
}

Test(rule, evidence_is_added_to_what_is_there)
{
    struct facts *facts = some_facts();
    cJSON *json = cJSON_Parse(T1);
    struct json_at at = {0};
    struct rule *rule = rule_parse(json, &at, NULL);
    struct evidence evidence = {.count = 1, .facts = {(short)fact_find("vm.name")}};

    rule_eval(rule, facts, &evidence);
    rule_eval(rule, facts, &evidence);
    cr_assert_eq(evidence.count, 2);
    cr_assert_eq(evidence.facts[1], fact_find("vm.power"));
    rule_free(rule);
    cJSON_Delete(json);
    facts_free(facts);
}

static void count_fact(int fact, void *user)
{
    int *counts = user;

    counts[fact]++;
}

Test(rule, visits_every_fact)
{
    static int counts[FACT_COUNT];
    cJSON *json = cJSON_Parse("{\"any\": [" T1 ", {\"not\": {\"fact\": \"guest.nats\", \"some\": "
                              "{\"contains\": [{\"prefix\": [{\"fact\": \"item.prefix\"}, "
                              "{\"fact\": \"plan.ip4_prefix_length\"}]}, "
                              "{\"fact\": \"plan.ip4_address\"}]}}}]}");
    struct json_at at = {0};
    struct rule *rule = rule_parse(json, &at, NULL);
    int total = 0;

    cr_assert_not_null(rule);
    rule_visit_facts(rule, count_fact, counts);
    for (int fact = 0; fact < FACT_COUNT; fact++)
        total += counts[fact];
    cr_expect_eq(counts[fact_find("vm.power")], 1);
    cr_expect_eq(counts[fact_find("guest.nats")], 1);
    cr_expect_eq(counts[fact_find("plan.ip4_prefix_length")], 1);
    cr_expect_eq(counts[fact_find("plan.ip4_address")], 1);
    cr_expect_eq(total, 4);
    rule_visit_facts(NULL, count_fact, counts);
    rule_free(rule);
    cJSON_Delete(json);
}

Test(rule, truth_not)
{
    cr_expect_eq(truth_not(TRUTH_TRUE), TRUTH_FALSE);
    cr_expect_eq(truth_not(TRUTH_FALSE), TRUTH_TRUE);
    cr_expect_eq(truth_not(TRUTH_UNKNOWN), TRUTH_UNKNOWN);
}
