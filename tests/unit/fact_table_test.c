/* The facts contract against the table: every name with its type and words. */
#include <criterion/criterion.h>
#include <string.h>

#include "model/fact.h"

/* clang-format off */

static const struct {
    const char *name;
    enum fact_type type;
    const char *words;
} contract[] = {
    {"guest.name", FACT_STRING, NULL},
    {"guest.platform", FACT_WORD, "physical hyperv vmware azure other"},
    {"guest.manufacturer", FACT_STRING, NULL},
    {"guest.model", FACT_STRING, NULL},
    {"guest.baseboard", FACT_STRING, NULL},
    {"guest.os.type", FACT_WORD, "client server"},
    {"guest.os.caption", FACT_STRING, NULL},
    {"guest.os.sku", FACT_INT, NULL},
    {"guest.os.edition", FACT_WORD,
     "home pro enterprise iot-enterprise education workstation multi-session ltsc standard "
     "datacenter azure-stack-hci hyperv-server other"},
    {"guest.os.build", FACT_INT, NULL},
    {"guest.os.revision", FACT_INT, NULL},
    {"guest.os.arch", FACT_WORD, "x64 arm64 other"},
    {"guest.os.language", FACT_STRING, NULL},
    {"guest.cpu.vendor", FACT_WORD, "intel amd arm other"},
    {"guest.cpu.count", FACT_INT, NULL},
    {"guest.cpu.firmware_virtualization", FACT_BOOL, NULL},
    {"guest.cpu.vmm_extensions", FACT_BOOL, NULL},
    {"guest.cpu.slat", FACT_BOOL, NULL},
    {"guest.hypervisor_present", FACT_BOOL, NULL},
    {"guest.hyperv.feature", FACT_WORD, "enabled pending disabled absent"},
    {"guest.hyperv.powershell", FACT_WORD, "enabled pending disabled absent"},
    {"guest.hyperv.hypervisor_feature", FACT_WORD, "enabled pending disabled absent"},
    {"guest.hyperv.running", FACT_BOOL, NULL},
    {"guest.vbs_running", FACT_BOOL, NULL},
    {"guest.hyperv.launch_failed", FACT_BOOL, NULL},
    {"guest.virtualization", FACT_WORD, "available running hidden"},
    {"guest.memory.total_mb", FACT_INT, NULL},
    {"guest.memory.free_mb", FACT_INT, NULL},
    {"guest.disk.free_gb", FACT_NUMBER, NULL},
    {"guest.admin", FACT_BOOL, NULL},
    {"guest.powershell.version", FACT_STRING, NULL},
    {"guest.execution_policy", FACT_WORD,
     "unrestricted remotesigned allsigned restricted bypass undefined"},
    {"guest.reboot_pending", FACT_BOOL, NULL},
    {"guest.microsoft_update", FACT_BOOL, NULL},
    {"guest.openssh_client", FACT_WORD, "enabled pending disabled absent"},
    {"guest.service.wssdagent", FACT_WORD, "running stopped disabled absent"},
    {"guest.service.hns", FACT_WORD, "running stopped disabled absent"},
    {"guest.switches", FACT_LIST, NULL},
    {"guest.nats", FACT_LIST, NULL},
    {"guest.dhcp_scopes", FACT_LIST, NULL},
    {"guest.networks", FACT_LIST, NULL},
    {"guest.proxy", FACT_STRING, NULL},
    {"guest.policy.local_firewall_rules", FACT_BOOL, NULL},
    {"guest.policy.ics_allowed", FACT_BOOL, NULL},
    {"guest.codesign_chain", FACT_BOOL, NULL},
    {"guest.registry_reachable", FACT_BOOL, NULL},
    {"guest.products", FACT_LIST, NULL},
    {"guest.eflow.installed", FACT_BOOL, NULL},
    {"guest.eflow.version", FACT_STRING, NULL},
    {"guest.eflow.module_version", FACT_STRING, NULL},
    {"guest.eflow.vm", FACT_WORD, "absent stopped running leftover"},
    {"vm.name", FACT_STRING, NULL},
    {"vm.power", FACT_WORD, "on off saved paused suspended changing"},
    {"vm.nested", FACT_BOOL, NULL},
    {"vm.cpus", FACT_INT, NULL},
    {"vm.memory_mb", FACT_INT, NULL},
    {"vm.dynamic_memory", FACT_BOOL, NULL},
    {"vm.generation", FACT_INT, "1 2"},
    {"vm.config_version", FACT_STRING, NULL},
    {"vm.mac_spoofing", FACT_BOOL, NULL},
    {"vm.firmware", FACT_WORD, "bios efi"},
    {"vm.secure_boot", FACT_BOOL, NULL},
    {"vm.tpm", FACT_BOOL, NULL},
    {"vm.guest_id", FACT_STRING, NULL},
    {"vm.hw_version", FACT_INT, NULL},
    {"vm.port_group", FACT_STRING, NULL},
    {"vm.promiscuous", FACT_BOOL, NULL},
    {"vm.forged_transmits", FACT_BOOL, NULL},
    {"vm.mac_changes", FACT_BOOL, NULL},
    {"vm.mac_learning", FACT_BOOL, NULL},
    {"host.name", FACT_STRING, NULL},
    {"host.version", FACT_STRING, NULL},
    {"host.build", FACT_STRING, NULL},
    {"host.product", FACT_WORD, "hyperv esxi vcenter"},
    {"host.os.type", FACT_WORD, "client server"},
    {"host.os.build", FACT_INT, NULL},
    {"host.cpu.vendor", FACT_WORD, "intel amd arm other"},
    {"host.nested_supported", FACT_BOOL, NULL},
    {"azure.size", FACT_STRING, NULL},
    {"azure.nested", FACT_WORD, "supported unsupported unknown"},
    {"azure.security_type", FACT_WORD, "standard trusted-launch confidential"},
    {"azure.publisher", FACT_STRING, NULL},
    {"azure.offer", FACT_STRING, NULL},
    {"azure.sku", FACT_STRING, NULL},
    {"azure.license_type", FACT_STRING, NULL},
    {"azure.location", FACT_STRING, NULL},
    {"azure.power", FACT_WORD, "on off deallocated changing"},
    {"plan.path", FACT_WORD, "hyperv esxi azure"},
    {"plan.guest_os", FACT_WORD, "client server"},
    {"plan.switch_type", FACT_WORD, "default internal external"},
    {"plan.switch_name", FACT_STRING, NULL},
    {"plan.memory_mb", FACT_INT, NULL},
    {"plan.cpus", FACT_INT, NULL},
    {"plan.disk_gb", FACT_INT, NULL},
    {"plan.address_mode", FACT_WORD, "dhcp static"},
    {"plan.ip4_address", FACT_STRING, NULL},
    {"plan.ip4_gateway", FACT_STRING, NULL},
    {"plan.ip4_prefix_length", FACT_INT, NULL},
    {"plan.dns", FACT_STRINGS, NULL},
    {"plan.networking", FACT_WORD, "mac-spoofing nat default-switch promiscuous"},
    {"guest.eflow.vm_address", FACT_STRING, NULL},
    {"guest.eflow.vm_gateway_reachable", FACT_BOOL, NULL},
    {"guest.eflow.vm_dns_works", FACT_BOOL, NULL},
    {"guest.eflow.vm_registry_reachable", FACT_BOOL, NULL},
};

/* clang-format on */

enum { CONTRACT_COUNT = sizeof contract / sizeof *contract };

Test(fact_table, has_every_fact_of_the_contract_with_type_and_words)
{
    for (size_t i = 0; i < CONTRACT_COUNT; i++) {
        int fact = fact_find(contract[i].name);
        cr_assert_neq(fact, FACT_NONE, "%s", contract[i].name);
        const struct fact_kind *kind = fact_kind(fact);
        cr_expect_str_eq(fact_name(fact), contract[i].name);
        cr_expect_eq(kind->type, contract[i].type, "%s", contract[i].name);
        cr_expect_eq(kind->words == NULL, contract[i].words == NULL, "%s", contract[i].name);
        if (kind->words != NULL && contract[i].words != NULL)
            cr_expect_str_eq(kind->words, contract[i].words, "%s", contract[i].name);
    }
}

Test(fact_table, has_no_other_facts)
{
    cr_assert_eq(FACT_COUNT, CONTRACT_COUNT);
}

Test(fact_table, has_every_name_once)
{
    for (int fact = 0; fact < FACT_COUNT; fact++)
        cr_expect_eq(fact_find(fact_table[fact].name), fact, "%s", fact_table[fact].name);
}

Test(fact_table, does_not_find_what_is_not_there)
{
    cr_expect_eq(fact_find(""), FACT_NONE);
    cr_expect_eq(fact_find("vm"), FACT_NONE);
    cr_expect_eq(fact_find("vm.Power"), FACT_NONE);
    cr_expect_eq(fact_find("vm.power "), FACT_NONE);
}

static bool is_in(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(names[i], name) == 0)
            return true;
    }
    return false;
}

Test(fact_table, says_which_facts_read_on_or_off)
{
    static const char *const on_off[] = {
        "vm.nested",      "vm.promiscuous",  "vm.forged_transmits",
        "vm.mac_changes", "vm.mac_learning", "vm.mac_spoofing",
        "vm.secure_boot", "vm.tpm",          "vm.dynamic_memory",
    };

    for (int fact = 0; fact < FACT_COUNT; fact++) {
        bool expected = is_in(on_off, sizeof on_off / sizeof *on_off, fact_name(fact));
        cr_expect_eq(fact_kind(fact)->on_off, expected, "%s", fact_name(fact));
    }
}

Test(fact_table, says_which_facts_are_derived)
{
    static const char *const derived[] = {"guest.virtualization", "azure.nested"};

    for (int fact = 0; fact < FACT_COUNT; fact++)
        cr_expect_eq(fact_kind(fact)->derived, is_in(derived, 2, fact_name(fact)), "%s",
                     fact_name(fact));
}

static void check_keys(const char *name, const char *expected)
{
    char found[200] = "";

    for (const struct fact_key *key = fact_kind(fact_find(name))->keys; key->name; key++) {
        strcat(found, key->name);
        strcat(found, key->required ? "! " : " ");
    }
    cr_expect_str_eq(found, expected, "%s: %s", name, found);
}

Test(fact_table, says_what_the_entries_of_lists_hold)
{
    check_keys("guest.switches", "name! id type! address prefix_length dhcp adapter adapter_up ");
    check_keys("guest.nats", "name! prefix ");
    check_keys("guest.dhcp_scopes", "id! start end router dns active ");
    check_keys("guest.networks", "prefix! interface ");
    check_keys("guest.products", "name! version ");
}

Test(fact_table, gives_units_to_sizes)
{
    for (int fact = 0; fact < FACT_COUNT; fact++) {
        const char *name = fact_name(fact), *unit = fact_kind(fact)->unit;
        size_t length = strlen(name);
        const char *ending = length > 3 ? name + length - 3 : "";
        const char *expected = strcmp(ending, "_mb") == 0   ? "MiB"
                               : strcmp(ending, "_gb") == 0 ? "GiB"
                                                            : "";
        cr_expect_str_eq(unit != NULL ? unit : "", expected, "%s", name);
    }
}
