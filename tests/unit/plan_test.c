/* The plan: defaults, choices, --plan KEY=VALUE, and the command that starts the deployment. */
#include "config.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kit.h"
#include "model/plan.h"

/* Facts with the plan of a path resolved; answers may be NULL. */
static struct facts *planned(const char *path, const char *facts_text, const char *choices_text,
                             struct plan_answer **ret_answers)
{
    struct facts *facts = kit_facts(facts_text);
    cJSON *choices = kit_json(choices_text);
    struct plan_answer *answers = plan_resolve(library_guide(kit_library(), path), facts, choices);
    cJSON_Delete(choices);
    if (ret_answers != NULL) {
        *ret_answers = answers;
    } else {
        free(answers);
    }
    return facts;
}

static void expect_plan(const char *path, const char *facts_text, const char *choices_text,
                        const char *name, const char *wanted)
{
    struct facts *facts = planned(path, facts_text, choices_text, NULL);
    char *got = kit_fact(facts, name);
    cr_expect_str_eq(got, wanted, "%s, %s: %s is %s", path, facts_text, name, got);
    free(got);
    facts_free(facts);
}

static const struct plan_answer *answer_of(const char *path, const struct plan_answer *answers,
                                           const char *name)
{
    const struct guide *guide = library_guide(kit_library(), path);
    size_t i = 0;
    while (i < guide->question_count && answers[i].question->fact != fact_find(name)) {
        i++;
    }
    cr_assert_lt(i, guide->question_count, "%s is not asked on %s", name, path);
    return &answers[i];
}

/* --- defaults and choices --- */

Test(plan, the_path_is_that_of_the_guide)
{
    expect_plan("azure", "{}", "{}", "plan.path", "azure");
    expect_plan("esxi", "{}", "{'plan.path': 'azure'}", "plan.path", "esxi");
}

Test(plan, a_default_may_take_what_was_seen)
{
    struct plan_answer *answers = NULL;
    struct facts *facts = planned("hyperv", "{'guest.os.type': 'server'}", "{}", &answers);
    kit_expect(kit_fact(facts, "plan.guest_os"), "server");
    cr_expect_eq(answer_of("hyperv", answers, "plan.guest_os")->origin, PLAN_FROM_FACT);
    free(answers);
    facts_free(facts);
}

Test(plan, later_defaults_look_at_earlier_answers)
{
    expect_plan("hyperv", "{'guest.os.type': 'client'}", "{}", "plan.switch_type", "default");
    expect_plan("hyperv", "{'guest.os.type': 'server'}", "{}", "plan.switch_type", "internal");
    expect_plan("hyperv", "{}", "{'plan.guest_os': 'server'}", "plan.switch_type", "internal");
}

Test(plan, a_choice_counts_more_than_the_default)
{
    struct plan_answer *answers = NULL;
    struct facts *facts = planned("esxi", "{}", "{'plan.memory_mb': 4096}", &answers);
    kit_expect(kit_fact(facts, "plan.memory_mb"), "4096");
    cr_expect_eq(answer_of("esxi", answers, "plan.memory_mb")->origin, PLAN_CHOSEN);
    cr_expect_eq(answer_of("esxi", answers, "plan.cpus")->origin, PLAN_DEFAULT);
    free(answers);
    facts_free(facts);
}

Test(plan, what_is_not_asked_has_no_value)
{
    struct plan_answer *answers = NULL;
    struct facts *facts = planned(
        "esxi", "{}", "{'plan.address_mode': 'dhcp', 'plan.ip4_address': '10.0.0.2'}", &answers);
    kit_expect(kit_fact(facts, "plan.ip4_address"), "unknown");
    cr_expect_eq(answer_of("esxi", answers, "plan.ip4_address")->asked, TRUTH_FALSE);
    free(answers);
    facts_free(facts);
}

Test(plan, a_choice_of_null_means_not_set)
{
    expect_plan("hyperv", "{}", "{'plan.memory_mb': null}", "plan.memory_mb", "unknown");
}

Test(plan, no_choices_at_all_are_the_defaults)
{
    struct facts *facts = facts_new();
    free(plan_resolve(library_guide(kit_library(), "esxi"), facts, NULL));
    kit_expect(kit_fact(facts, "plan.address_mode"), "dhcp");
    facts_free(facts);
}

Test(plan, every_default_of_every_path_fits_its_choices)
{
    for (size_t g = 0; g < kit_library()->guide_count; g++) {
        const struct guide *guide = &kit_library()->guides[g];
        struct facts *facts = planned(guide->own->id, "{'guest.os.type': 'server'}", "{}", NULL);
        for (size_t i = 0; i < guide->question_count; i++) {
            const struct question *question = guide->questions[i];
            const cJSON *value = facts_get(facts, question->fact)->value;
            bool is_offered = question->choice_count == 0 || value == NULL;
            for (size_t c = 0; c < question->choice_count && value != NULL; c++) {
                is_offered = is_offered ||
                             (fact_value_same(question->choices[c].value, value) &&
                              rule_eval(question->choices[c].when, facts, NULL) != TRUTH_FALSE);
            }
            cr_expect(is_offered, "%s: %s", guide->own->id, fact_name(question->fact));
        }
        facts_free(facts);
    }
}

/* --- --plan KEY=VALUE --- */

static void expect_choice(const char *text, const char *wanted)
{
    struct error err = {0};
    cJSON *choices = cJSON_CreateObject();
    cr_assert_eq(plan_choice_parse(text, choices, &err), 0, "%s: %s", text, err.what);
    char *got = cJSON_PrintUnformatted(choices);
    cr_expect_str_eq(got, wanted, "%s gave %s", text, got);
    cJSON_free(got);
    cJSON_Delete(choices);
}

static void expect_refused(const char *text, const char *what, const char *hint)
{
    struct error err = {0};
    cJSON *choices = cJSON_CreateObject();
    cr_assert_eq(plan_choice_parse(text, choices, &err), -1, "%s", text);
    cr_expect_eq(err.status, EXIT_USAGE);
    cr_expect_str_eq(err.what, what, "%s", err.what);
    cr_expect(strstr(err.hint, hint), "%s", err.hint);
    cr_expect_eq(cJSON_GetArraySize(choices), 0);
    error_clear(&err);
    cJSON_Delete(choices);
}

Test(plan_choice, is_read_with_and_without_the_role)
{
    expect_choice("switch_type=internal", "{\"plan.switch_type\":\"internal\"}");
    expect_choice("plan.switch_type=internal", "{\"plan.switch_type\":\"internal\"}");
}

Test(plan_choice, takes_numbers_words_and_lists)
{
    expect_choice("memory_mb=2048", "{\"plan.memory_mb\":2048}");
    expect_choice("switch_type=Internal", "{\"plan.switch_type\":\"internal\"}");
    expect_choice("dns=1.1.1.1,9.9.9.9", "{\"plan.dns\":[\"1.1.1.1\",\"9.9.9.9\"]}");
    expect_choice("switch_name=a=b", "{\"plan.switch_name\":\"a=b\"}");
}

Test(plan_choice, an_empty_value_means_not_set)
{
    expect_choice("switch_name=", "{\"plan.switch_name\":null}");
}

Test(plan_choice, a_later_one_replaces_an_earlier_one)
{
    cJSON *choices = kit_json("{'plan.cpus': 1}");
    cr_assert_eq(plan_choice_parse("cpus=3", choices, NULL), 0);
    cr_expect_eq(cJSON_GetArraySize(choices), 1);
    cr_expect_eq(cJSON_GetObjectItem(choices, "plan.cpus")->valueint, 3);
    cJSON_Delete(choices);
}

Test(plan_choice, a_wrong_key_names_the_right_ones)
{
    expect_refused("switch=internal", "The plan has no \"switch\".",
                   "It knows: path, guest_os, switch_type, switch_name, memory_mb, cpus, disk_gb");
    expect_refused("vm.power=on", "The plan has no \"vm.power\".", "switch_type");
    expect_refused("=x", "The plan has no \"\".", "switch_type");
    expect_refused("", "The plan has no \"\".", "switch_type");
}

/* The path is no part of the plan that could be chosen: it would be passed over without a word. */
Test(plan_choice, the_path_is_a_choice_like_others)
{
    expect_choice("path=azure", "{\"plan.path\":\"azure\"}");
}

Test(plan_choice, a_wrong_value_names_the_right_ones)
{
    expect_refused("switch_type=private",
                   "The plan's switch_type takes one of default, internal, external.",
                   "--plan switch_type=VALUE");
    expect_refused("memory_mb=lots", "The plan's memory_mb takes a whole number.",
                   "--plan memory_mb=VALUE");
    expect_refused("cpus=1.5", "The plan's cpus takes a whole number.", "cpus");
}

Test(plan_choice, a_key_without_a_value_is_refused)
{
    expect_refused("switch_type",
                   "The plan's switch_type takes one of default, internal, external.",
                   "--plan switch_type=VALUE");
}

/* --- Deploy-Eflow --- */

#define DEPLOY "Deploy-Eflow -acceptEula Yes"

static void expect_command(const char *plan, const char *wanted)
{
    struct facts *facts = facts_new();
    cJSON *values = kit_json(plan);
    const cJSON *value = NULL;
    cJSON_ArrayForEach(value, values)
    {
        facts_set(facts, fact_find(value->string), "plan", "the plan", value, NULL, 0);
    }
    char *got = plan_deploy_command(facts);
    cr_expect_str_eq(got, wanted, "%s\n  got      %s\n  expected %s", plan, got, wanted);
    free(got);
    cJSON_Delete(values);
    facts_free(facts);
}

Test(deploy_command, nothing_planned_leaves_everything_to_deploy_eflow)
{
    expect_command("{}", DEPLOY);
}

Test(deploy_command, sizes_are_numbers)
{
    expect_command("{'plan.cpus': 2, 'plan.memory_mb': 16384, 'plan.disk_gb': 29}",
                   DEPLOY " -cpuCount 2 -memoryInMB 16384 -vmDiskSize 29");
}

Test(deploy_command, the_default_switch_is_not_named)
{
    expect_command("{'plan.switch_type': 'default', 'plan.switch_name': 'x'}", DEPLOY);
}

Test(deploy_command, a_switch_has_type_and_name)
{
    expect_command("{'plan.switch_type': 'internal', 'plan.switch_name': 'EFLOW'}",
                   DEPLOY " -vswitchType Internal -vswitchName EFLOW");
    expect_command("{'plan.switch_type': 'external', 'plan.switch_name': 'My switch'}",
                   DEPLOY " -vswitchType External -vswitchName 'My switch'");
}

Test(deploy_command, a_name_cannot_leave_its_quotes)
{
    expect_command("{'plan.switch_type': 'internal', 'plan.switch_name': 'a\u2019; calc; \u2018'}",
                   DEPLOY " -vswitchType Internal -vswitchName "
                          "'a\u2019\u2019; calc; \u2018\u2018'");
    expect_command("{'plan.switch_type': 'internal', 'plan.switch_name': '$(calc)'}",
                   DEPLOY " -vswitchType Internal -vswitchName '$(calc)'");
}

Test(deploy_command, a_static_address_has_its_three_arguments)
{
    expect_command("{'plan.address_mode': 'static', 'plan.ip4_address': '172.20.0.2',"
                   " 'plan.ip4_gateway': '172.20.0.1', 'plan.ip4_prefix_length': 24}",
                   DEPLOY " -ip4Address 172.20.0.2 -ip4GatewayAddress 172.20.0.1 "
                          "-ip4PrefixLength 24");
}

Test(deploy_command, dhcp_has_no_address)
{
    expect_command("{'plan.address_mode': 'dhcp', 'plan.ip4_address': '172.20.0.2',"
                   " 'plan.ip4_prefix_length': 24}",
                   DEPLOY);
}

/* Only what Deploy-Eflow knows (eflow-facts 2.4), with the longest plan there is. */
Test(deploy_command, has_only_known_arguments)
{
    static const char known[] =
        " acceptEula acceptOptionalTelemetry cpuCount memoryInMB vmDiskSize "
        "vmDataSize vswitchName vswitchType ip4Address ip4PrefixLength "
        "ip4GatewayAddress ";
    struct facts *facts =
        planned("hyperv", "{'guest.os.type': 'server'}",
                "{'plan.address_mode': 'static', 'plan.ip4_address': '172.20.0.2',"
                " 'plan.dns': ['1.1.1.1'], 'plan.ip4_gateway': '172.20.0.1',"
                " 'plan.ip4_prefix_length': 24, 'plan.switch_name': 'EFLOW'}",
                NULL);
    char *command = plan_deploy_command(facts);
    size_t count = 0;
    for (char *word = strtok(command, " "); word != NULL; word = strtok(NULL, " ")) {
        if (word[0] == '-') {
            char padded[64];
            snprintf(padded, sizeof padded, " %s ", word + 1);
            cr_expect(strstr(known, padded), "%s", word);
            count++;
        }
    }
    cr_expect_geq(count, 9);
    free(command);
    facts_free(facts);
}
