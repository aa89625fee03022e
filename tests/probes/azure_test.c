/* eflow-probe-azure with a program named az that plays Azure's answers and refusals. */
#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "far.h"
#include "probes/azure/azure_facts.h"
#include "sys/command.h"
#include "sys/text.h"

#define PROBE   "eflow-probe-azure"
#define REQUEST "{\"target\":{\"vm\":\"edge-rg/edge-az-01\",\"patience\":8}}\n"

enum { SOON_MS = 10000 };

static struct far *play(const char *mode, const char *vm)
{
    struct far *far = far_folder(mode);
    char *path =
        text_format("%s/tests/probes/stand-ins:%s", getenv("EFLOW_SRCDIR"), getenv("PATH"));
    char *machine = text_format("tests/data/azure/%s.json", vm);

    far_copy(far, machine, "vm.json");
    far_write(far, "subscriptions.json",
              "[{\"name\":\"Production\",\"id\":\"1\",\"isDefault\":true},"
              "{\"name\":\"Lab\",\"id\":\"2\",\"isDefault\":false}]\n");
    (void)setenv("AZ_PLAYS", far->folder, 1);
    (void)setenv("PATH", path, 1);
    free(machine);
    free(path);
    return far;
}

static void expect_error(const char *mode, const char *request, const char *kind, const char *part)
{
    struct far *far = play(mode, "running-standard");
    struct probe *probe = probe_start(PROBE, request);
    cJSON *answer = probe_next(probe, SOON_MS);

    cr_expect_str_eq(answer_kind(answer), kind, "%s: %s", mode, answer_message(answer));
    cr_expect(strstr(answer_message(answer), part), "%s: \"%s\" does not say \"%s\"", mode,
              answer_message(answer), part);
    cr_expect(probe_ends(probe, SOON_MS));
    cJSON_Delete(answer);
    probe_stop(probe);
    far_stop(far);
}

static void expect_facts(const cJSON *answer, const char *const facts[][2], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char *found = answer_fact(answer, facts[i][0]);

        cr_expect_str_eq(found, facts[i][1], "%s reads %s", facts[i][0], found);
        free(found);
    }
}

#define EXPECT_FACTS(answer, ...)                                                                  \
    do {                                                                                           \
        const char *const list[][2] = {__VA_ARGS__};                                               \
        expect_facts(answer, list, sizeof list / sizeof *list);                                    \
    } while (0)

static cJSON *one_look(const char *vm)
{
    struct far *far = play("show", vm);
    struct probe *probe = probe_start(PROBE, REQUEST);
    cJSON *answer = probe_next(probe, SOON_MS);

    cr_assert(answer);
    cr_expect(probe_ends(probe, SOON_MS));
    probe_stop(probe);
    far_stop(far);
    return answer;
}

Test(azure, a_running_vm)
{
    cJSON *answer = one_look("running-standard");

    EXPECT_FACTS(answer, {"azure.size", "\"Standard_D4s_v5\""}, {"azure.power", "\"on\""},
                 {"azure.security_type", "\"standard\""}, {"azure.location", "\"westeurope\""},
                 {"azure.publisher", "\"MicrosoftWindowsServer\""},
                 {"azure.offer", "\"WindowsServer\""},
                 {"azure.sku", "\"2022-datacenter-azure-edition\""}, {"azure.license_type", "?"},
                 {"vm.name", "\"edge-az-01\""}, {"vm.power", "?"});
    cJSON_Delete(answer);
}

Test(azure, other_states_and_security_types)
{
    cJSON *answer = one_look("deallocated-trusted-launch");

    EXPECT_FACTS(answer, {"azure.power", "\"deallocated\""},
                 {"azure.security_type", "\"trusted-launch\""},
                 {"azure.license_type", "\"Windows_Client\""});
    cJSON_Delete(answer);
    answer = one_look("starting-confidential-own-image");
    EXPECT_FACTS(answer, {"azure.power", "\"changing\""},
                 {"azure.security_type", "\"confidential\""}, {"azure.publisher", "?"});
    cJSON_Delete(answer);
    answer = one_look("stopped-unknown-words");
    EXPECT_FACTS(answer, {"azure.power", "\"off\""}, {"azure.security_type", "?"},
                 {"azure.size", "\"Standard_B4ms\""});
    cJSON_Delete(answer);
    answer = one_look("power-not-told");
    EXPECT_FACTS(answer, {"azure.power", "?"}, {"azure.size", "?"});
    cJSON_Delete(answer);
}

/* An old az leaves the security type out for every machine; a new one only where none was chosen. */
Test(azure, what_an_old_az_cannot_tell_is_unknown_not_standard)
{
    cJSON *answer = one_look("running-old-cli");

    EXPECT_FACTS(answer, {"azure.security_type", "?"}, {"azure.size", "\"Standard_D4s_v3\""});
    cJSON_Delete(answer);
    answer = one_look("running-new-cli-without-nulls");
    EXPECT_FACTS(answer, {"azure.security_type", "\"standard\""});
    cJSON_Delete(answer);
}

Test(azure, az_is_asked_for_this_vm_and_subscription)
{
    struct far *far = play("show", "running-standard");
    struct probe *probe = probe_start(
        PROBE, "{\"target\":{\"vm\":\"edge-rg/edge-az-01\",\"subscription\":\"Lab\"}}\n");
    cJSON *answer = probe_next(probe, SOON_MS);
    char *asked = far_read(far, "asked");

    cr_expect_str_eq(asked, "vm show -d -g edge-rg -n edge-az-01 -o json --only-show-errors "
                            "--subscription Lab\n");
    free(asked);
    cJSON_Delete(answer);
    probe_stop(probe);
    far_stop(far);
}

Test(azure, refusals_each_have_their_own_words)
{
    expect_error("login", REQUEST, "auth", "Run az login");
    expect_error("expired", REQUEST, "auth", "Run az login");
    expect_error("forbidden", REQUEST, "auth", "the role Reader");
    expect_error("no-subscription", REQUEST, "data", "no such subscription");
    expect_error("old", REQUEST, "missing", "too old");
    expect_error("unfit", REQUEST, "missing", "Debian 12");
    expect_error("misspelt-subscription", REQUEST, "data", "no such subscription");
    expect_error("offline", REQUEST, "network", "internet");
    expect_error("strange", REQUEST, "data", "The sky is falling.");
}

Test(azure, a_vm_that_is_not_there_may_be_in_the_other_subscription)
{
    static const char *const other =
        "{\"target\":{\"vm\":\"edge-rg/edge-az-01\",\"subscription\":\"Lab\"}}\n";

    expect_error("no-vm", REQUEST, "data", "Production, has no VM edge-az-01");
    expect_error("no-group", REQUEST, "data", "Your account has 2 subscriptions");
    expect_error("no-vm", other, "data", "has no VM edge-az-01 in the resource group edge-rg");
}

Test(azure, answers_that_are_no_vm)
{
    expect_error("text", REQUEST, "data", "not with a virtual machine");
    expect_error("empty", REQUEST, "data", "not with a virtual machine");
    expect_error("flood", REQUEST, "data", "more than 1 MiB");
}

Test(azure, an_az_that_hangs)
{
    expect_error("hang", "{\"target\":{\"vm\":\"edge-rg/edge-az-01\",\"patience\":1}}\n", "timeout",
                 "has not answered for 1 seconds");
}

Test(azure, no_az)
{
    struct probe *probe;
    cJSON *answer;

    (void)setenv("PATH", "/nonexistent", 1);
    probe = probe_start(PROBE, REQUEST);
    answer = probe_next(probe, SOON_MS);
    cr_expect_str_eq(answer_kind(answer), "missing");
    cr_expect(strstr(answer_message(answer), "install-azure-cli"), "%s", answer_message(answer));
    cJSON_Delete(answer);
    probe_stop(probe);
}

Test(azure, targets_that_make_no_sense)
{
    static const char *const requests[] = {
        "{\"target\":{}}\n",
        "{\"target\":{\"vm\":\"edge-az-01\"}}\n",
        "{\"target\":{\"vm\":\"a/b/c\"}}\n",
        "{\"target\":{\"vm\":\"-g/b\"}}\n",
        "{\"target\":{\"vm\":\"a/b\",\"subscription\":\"--debug\"}}\n",
    };

    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
        struct probe *probe = probe_start(PROBE, requests[i]);
        cJSON *answer = probe_next(probe, SOON_MS);

        cr_expect_str_eq(answer_kind(answer), "data", "%s", requests[i]);
        cr_expect(strstr(answer_message(answer), "GROUP/NAME"));
        cJSON_Delete(answer);
        probe_stop(probe);
    }
}

/* az itself runs at most every 15 seconds, but the wizard hears something every interval. */
Test(azure, while_watching_the_last_answer_is_repeated_and_a_line_asks_anew)
{
    struct far *far = play("show", "running-standard");
    struct probe *probe =
        probe_start(PROBE, "{\"interval\":0.2,\"target\":{\"vm\":\"edge-rg/edge-az-01\"}}\n");

    for (int i = 0; i < 3; i++) {
        cJSON *answer = probe_next(probe, SOON_MS);

        EXPECT_FACTS(answer, {"azure.power", "\"on\""});
        cJSON_Delete(answer);
    }
    cr_expect(far_lines(far, "asked") == 1);
    far_copy(far, "tests/data/azure/deallocated-trusted-launch.json", "vm.json");
    probe_ask(probe);
    for (bool changed = false; !changed;) {
        cJSON *answer = probe_next(probe, SOON_MS);
        char *power = answer_fact(answer, "azure.power");

        cr_assert(answer);
        changed = strcmp(power, "\"deallocated\"") == 0;
        free(power);
        cJSON_Delete(answer);
    }
    cr_expect(far_lines(far, "asked") == 2);
    cr_expect(probe_let_go(probe, SOON_MS));
    probe_stop(probe);
    far_stop(far);
}
