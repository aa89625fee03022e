/* Derived facts: what follows from other facts (facts contract, "Derived facts"). */
#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "kit.h"
#include "model/derive.h"

#define FIRMWARE   "'guest.cpu.firmware_virtualization': "
#define EXTENSIONS "'guest.cpu.vmm_extensions': "
#define PRESENT    "'guest.hypervisor_present': "
#define RUNNING    "'guest.hyperv.running': "
#define VBS        "'guest.vbs_running': "
#define FAILED     "'guest.hyperv.launch_failed': "
#define PLATFORM   "'guest.platform': "

static struct facts *derived(const char *text)
{
    struct facts *facts = kit_facts(text);
    derive_facts(facts, kit_library()->sizes);
    return facts;
}

static void expect(const char *text, const char *wanted)
{
    struct facts *facts = derived(text);
    char *got = kit_fact(facts, "guest.virtualization");
    cr_expect_str_eq(got, wanted, "%s\n  got %s, expected %s", text, got, wanted);
    free(got);
    facts_free(facts);
}

static void expect_reason(const char *text, const char *name, const char *part)
{
    struct facts *facts = derived(text);
    const struct reading *reading = facts_get(facts, fact_find(name));
    cr_assert_null(reading->value, "%s", text);
    cr_assert_not_null(reading->reason, "%s", text);
    cr_expect(strstr(reading->reason, part), "%s", reading->reason);
    facts_free(facts);
}

Test(derive, running_when_windows_runs_its_own_hypervisor)
{
    expect("{" RUNNING "true}", "running");
    expect("{" RUNNING "true, " FIRMWARE "false, " PRESENT "true, " VBS "false}", "running");
}

Test(derive, running_when_vbs_runs_where_no_outer_hypervisor_serves_it)
{
    expect("{" VBS "true, " PLATFORM "'physical'}", "running");
    expect("{" VBS "true, " PLATFORM "'vmware', " FIRMWARE "false, " RUNNING "false}", "running");
}

Test(derive, vbs_proves_nothing_in_a_hyperv_or_azure_guest)
{
    expect("{" VBS "true, " PLATFORM "'hyperv', " FIRMWARE "false, " RUNNING "false}", "unknown");
    expect("{" VBS "true, " PLATFORM "'azure', " FIRMWARE "false, " RUNNING "false}", "unknown");
}

Test(derive, vbs_proves_nothing_on_a_platform_that_is_not_known)
{
    expect("{" VBS "true}", "unknown");
    expect("{" VBS "true, " PLATFORM "'other'}", "unknown");
}

Test(derive, available_when_the_firmware_reading_says_so)
{
    expect("{" FIRMWARE "true}", "available");
    expect("{" FIRMWARE "true, " PRESENT "true, " RUNNING "false, " VBS "false}", "available");
}

Test(derive, available_when_no_hypervisor_is_present_and_the_extensions_are_there)
{
    expect("{" PRESENT "false, " EXTENSIONS "true}", "available");
}

Test(derive, extensions_do_not_count_when_the_firmware_is_off)
{
    expect("{" PRESENT "false, " EXTENSIONS "true, " FIRMWARE "false}", "unknown");
}

Test(derive, extensions_do_not_count_behind_a_hypervisor)
{
    expect("{" PRESENT "true, " EXTENSIONS "true}", "unknown");
    expect("{" EXTENSIONS "true}", "unknown");
}

Test(derive, hidden_when_firmware_own_hypervisor_and_vbs_are_all_off)
{
    expect("{" FIRMWARE "false, " RUNNING "false, " VBS "false}", "hidden");
    expect("{" FIRMWARE "false, " RUNNING "false, " VBS "false, " PRESENT "true}", "hidden");
}

Test(derive, a_missing_reading_hides_nothing)
{
    expect("{" RUNNING "false, " VBS "false}", "unknown");
    expect("{" FIRMWARE "false, " VBS "false}", "unknown");
    expect("{" FIRMWARE "false, " RUNNING "false}", "unknown");
}

Test(derive, hidden_when_the_hypervisor_failed_to_start)
{
    expect("{" FAILED "true}", "hidden");
    expect("{" FAILED "true, " RUNNING "false, " VBS "true, " PLATFORM "'hyperv'}", "hidden");
}

/* Two readings that contradict each other: what happened counts more than what the processor says,
 * and what runs now more than what failed before. */
Test(derive, a_failed_start_is_stronger_than_the_firmware_reading)
{
    expect("{" FAILED "true, " FIRMWARE "true, " RUNNING "false}", "hidden");
}

Test(derive, a_hypervisor_that_runs_is_stronger_than_an_earlier_failure)
{
    expect("{" FAILED "true, " RUNNING "true}", "running");
}

Test(derive, hypervisor_present_alone_never_decides)
{
    expect("{" PRESENT "true}", "unknown");
    expect("{" PRESENT "false}", "unknown");
}

Test(derive, what_the_outer_side_says_is_another_fact)
{
    expect("{'vm.nested': true}", "unknown");
    expect("{'vm.nested': true, " FIRMWARE "false, " RUNNING "false, " VBS "false}", "hidden");
    expect("{'vm.nested': false, " FIRMWARE "true}", "available");
}

Test(derive, an_unknown_says_why)
{
    expect_reason("{}", "guest.virtualization", "nobody has looked");
    expect_reason("{" VBS "true, " PLATFORM "'azure'}", "guest.virtualization", "outer hypervisor");
    expect_reason("{" FIRMWARE "false}", "guest.virtualization", "not complete");
    expect_reason("{}", "azure.nested", "size");
}

Test(derive, a_value_goes_when_what_it_followed_from_goes)
{
    struct facts *facts = derived("{" FIRMWARE "true}");
    facts_forget(facts, "test");
    derive_facts(facts, NULL);
    kit_expect(kit_fact(facts, "guest.virtualization"), "unknown");
    facts_free(facts);
}

Test(derive, a_source_cannot_say_it)
{
    expect("{'guest.virtualization': 'running'}", "unknown");
}

Test(derive, azure_nested_follows_from_the_size)
{
    static const char *const sizes[][2] = {
        {"{'azure.size': 'Standard_D4s_v5'}", "supported"  },
        {"{'azure.size': 'Standard_B2ms'}",   "unsupported"},
        {"{'azure.size': 'Standard_X1'}",     "unknown"    },
        {"{}",                                "unknown"    },
    };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct facts *facts = derived(sizes[i][0]);
        kit_expect(kit_fact(facts, "azure.nested"), sizes[i][1]);
        facts_free(facts);
    }
}
