/* What the vSphere probe reads from an ESXi host and from a vCenter, and what it says where it may
 * not. */
#include "config.h"

#include <string.h>

#include "model/fact.h"
#include "vsphere_kit.h"

static struct sim *sim;

static void esx(void)
{
    sim = sim_start("esx");
}

static void vcenter(void)
{
    sim = sim_start("vpx");
}

static void stop(void)
{
    sim_stop(sim);
}

TestSuite(esxi, .init = esx, .fini = stop);
TestSuite(vcenter, .init = vcenter, .fini = stop);

/* Names, types and words are those of the model. */
static void keeps_the_contract(const cJSON *answer)
{
    const cJSON *item;

    cJSON_ArrayForEach(item, cJSON_GetObjectItem(answer, "facts"))
        cr_assert(fact_value_fits(fact_find(item->string), item), "%s", item->string);
    cJSON_ArrayForEach(item, cJSON_GetObjectItem(answer, "unknown"))
        cr_assert_neq(fact_find(item->string), FACT_NONE, "%s", item->string);
}

static cJSON *look(void)
{
    cJSON *answer = look_once(target_of(sim));

    cr_assert_null(cJSON_GetObjectItem(answer, "error"), "%s", cJSON_PrintUnformatted(answer));
    keeps_the_contract(answer);
    return answer;
}

/* One look after one command. */
static cJSON *look_after(const char *command)
{
    sim_tell(sim, "%s", command);
    return look();
}

/* --- ESXi ------------------------------------------------------------------------------------- */

Test(esxi, every_fact_of_the_host_and_the_machine_is_read)
{
    cJSON *answer = look();

    fact_is(answer, "host.product", "esxi");
    fact_is(answer, "host.version", "7.0.3");
    fact_is(answer, "host.build", "20328353");
    fact_is(answer, "host.name", "localhost.localdomain");
    fact_is(answer, "host.cpu.vendor", "intel");
    fact_is(answer, "host.nested_supported", "true");
    fact_is(answer, "vm.name", "edge-01");
    fact_is(answer, "vm.power", "on");
    fact_is(answer, "vm.nested", "false");
    fact_is(answer, "vm.guest_id", "windows11_64Guest");
    fact_is(answer, "vm.hw_version", "19");
    fact_is(answer, "vm.firmware", "efi");
    fact_is(answer, "vm.secure_boot", "true");
    fact_is(answer, "vm.tpm", "false");
    fact_is(answer, "vm.cpus", "4");
    fact_is(answer, "vm.memory_mb", "8192");
    fact_is(answer, "vm.port_group", "VM Network");
    fact_is(answer, "vm.promiscuous", "false");
    fact_is(answer, "vm.forged_transmits", "true");
    fact_is(answer, "vm.mac_changes", "true");
    fact_is(answer, "vm.mac_learning", "false");
    cr_assert_eq(cJSON_GetArraySize(cJSON_GetObjectItem(answer, "unknown")), 0);
    cr_assert_str_eq(cJSON_GetStringValue(cJSON_GetObjectItem(answer, "source")),
                     "vSphere API, 127.0.0.1");
    cJSON_Delete(answer);
}

Test(esxi, a_machine_that_is_off_and_exposed_with_a_security_chip)
{
    cJSON *answer = look_after("vm=edge-01&power=off&nested=on&tpm=on&secureboot=off&firmware=bios&"
                               "version=vmx-9&cpus=2&memory=4096&guest=windows2019srv_64Guest");

    fact_is(answer, "vm.power", "off");
    fact_is(answer, "vm.nested", "true");
    fact_is(answer, "vm.tpm", "true");
    fact_is(answer, "vm.secure_boot", "false");
    fact_is(answer, "vm.firmware", "bios");
    fact_is(answer, "vm.hw_version", "9");
    fact_is(answer, "vm.cpus", "2");
    fact_is(answer, "vm.memory_mb", "4096");
    fact_is(answer, "vm.guest_id", "windows2019srv_64Guest");
    cJSON_Delete(answer);
}

Test(esxi, a_suspended_machine)
{
    cJSON *answer = look_after("vm=edge-01&power=suspended");

    fact_is(answer, "vm.power", "suspended");
    cJSON_Delete(answer);
}

Test(esxi, settings_that_were_never_made_are_off)
{
    cJSON *answer = look_after("unset=VirtualMachine:config.nestedHVEnabled");

    fact_is(answer, "vm.nested", "false");
    cJSON_Delete(answer);
    answer = look_after("vm=edge-01&secureboot=unset");
    fact_is(answer, "vm.secure_boot", "false");
    cJSON_Delete(answer);
}

Test(esxi, settings_that_cannot_be_read_are_unknown_not_off)
{
    cJSON *answer;

    sim_tell(sim, "vm=edge-01&nested=off");
    answer = look_after("hide=VirtualMachine:config.nestedHVEnabled");
    cr_assert(is_unknown(answer, "vm.nested", "may not read"));
    fact_is(answer, "vm.power", "on");
    cJSON_Delete(answer);
    sim_tell(sim, "show=all");
    answer = look_after("unset=VirtualMachine:config");
    cr_assert(is_unknown(answer, "vm.nested", "does not tell"));
    cr_assert(is_unknown(answer, "vm.secure_boot", "does not tell"));
    cr_assert(is_unknown(answer, "vm.tpm", "does not tell"));
    cr_assert(is_unknown(answer, "vm.hw_version", "does not tell"));
    cr_assert(is_unknown(answer, "vm.promiscuous", "does not tell"));
    fact_is(answer, "vm.name", "edge-01");
    cJSON_Delete(answer);
}

Test(esxi, the_power_of_a_machine_out_of_contact_is_unknown)
{
    cJSON *answer = look_after("vm=edge-01&contact=disconnected");

    cr_assert(is_unknown(answer, "vm.power", "no contact"));
    fact_is(answer, "vm.nested", "false");
    cJSON_Delete(answer);
}

Test(esxi, a_host_of_another_maker_that_cannot_nest)
{
    cJSON *answer = look_after("host=*&vendor=amd&nested=off&version=8.0.2&build=22380479");

    fact_is(answer, "host.cpu.vendor", "amd");
    fact_is(answer, "host.nested_supported", "false");
    fact_is(answer, "host.version", "8.0.2");
    fact_is(answer, "host.build", "22380479");
    cJSON_Delete(answer);
    answer = look_after("host=*&vendor=hygon&nested=unset");
    fact_is(answer, "host.cpu.vendor", "other");
    cr_assert(is_unknown(answer, "host.nested_supported", "does not tell"));
    cJSON_Delete(answer);
}

Test(esxi, one_property_without_permission_is_one_unknown_fact)
{
    cJSON *answer = look_after("hide=HostSystem:capability");

    cr_assert(is_unknown(answer, "host.nested_supported", "may not read"));
    cr_assert_eq(cJSON_GetArraySize(cJSON_GetObjectItem(answer, "unknown")), 1);
    cJSON_Delete(answer);
}

Test(esxi, the_server_tells_its_own_release_where_the_host_does_not)
{
    cJSON *answer = look_after("hide=HostSystem:*");

    fact_is(answer, "host.version", "7.0.3");
    fact_is(answer, "host.build", "20842708");
    cr_assert(is_unknown(answer, "host.cpu.vendor", "may not see the host"));
    cr_assert(is_unknown(answer, "vm.promiscuous", "Read-only"));
    fact_is(answer, "vm.port_group", "VM Network");
    cJSON_Delete(answer);
}

/* --- standard switch -------------------------------------------------------------------------- */

Test(esxi, the_policy_the_host_computed_counts)
{
    cJSON *answer = look_after("pg=VM Network&promiscuous=on&forged=off&mac=off");

    fact_is(answer, "vm.promiscuous", "true");
    fact_is(answer, "vm.forged_transmits", "false");
    fact_is(answer, "vm.mac_changes", "false");
    fact_is(answer, "vm.mac_learning", "false");
    cJSON_Delete(answer);
}

Test(esxi, the_port_group_overrides_the_switch_and_the_switch_fills_in)
{
    cJSON *answer;

    sim_tell(sim, "pg=VM Network&promiscuous=on&forged=on&mac=off&level=switch");
    answer = look();
    fact_is(answer, "vm.promiscuous", "true");
    fact_is(answer, "vm.forged_transmits", "true");
    fact_is(answer, "vm.mac_changes", "false");
    cJSON_Delete(answer);
    answer = look_after("pg=VM Network&promiscuous=off&level=group");
    fact_is(answer, "vm.promiscuous", "false");
    fact_is(answer, "vm.forged_transmits", "true");
    fact_is(answer, "vm.mac_changes", "false");
    cJSON_Delete(answer);
}

Test(esxi, a_policy_that_nobody_tells_is_unknown)
{
    cJSON *answer = look_after("pg=VM Network&level=switch");

    cr_assert(is_unknown(answer, "vm.promiscuous", "does not tell"));
    fact_is(answer, "vm.port_group", "VM Network");
    cJSON_Delete(answer);
}

Test(esxi, adapters_without_a_policy_say_why)
{
    cJSON *answer = look_after("vm=edge-01&adapter=none");

    cr_assert(is_unknown(answer, "vm.port_group", "no network adapter"));
    cr_assert(is_unknown(answer, "vm.mac_learning", "no network adapter"));
    cJSON_Delete(answer);
    answer = look_after("vm=edge-01&adapter=opaque");
    cr_assert(is_unknown(answer, "vm.promiscuous", "NSX"));
    cJSON_Delete(answer);
    answer = look_after("vm=edge-01&adapter=Old Network");
    fact_is(answer, "vm.port_group", "Old Network");
    cr_assert(is_unknown(answer, "vm.promiscuous", "no port group of this name"));
    cJSON_Delete(answer);
    answer = look_after("hide=HostSystem:config.network");
    cr_assert(is_unknown(answer, "vm.promiscuous", "may not read the network settings"));
    cJSON_Delete(answer);
}

/* --- vCenter and distributed switch ----------------------------------------------------------- */

Test(vcenter, the_endpoint_is_a_vcenter_and_the_release_is_that_of_the_host)
{
    cJSON *answer = look();

    fact_is(answer, "host.product", "vcenter");
    fact_is(answer, "host.version", "7.0.3");
    fact_is(answer, "host.name", "DC0_C0_H1");
    fact_is(answer, "vm.name", "edge-01");
    fact_is(answer, "vm.port_group", "DC0_DVPG0");
    fact_is(answer, "vm.promiscuous", "false");
    fact_is(answer, "vm.mac_learning", "false");
    cr_assert_eq(cJSON_GetArraySize(cJSON_GetObjectItem(answer, "unknown")), 0);
    cJSON_Delete(answer);
}

Test(vcenter, the_release_of_a_hidden_host_is_not_that_of_the_vcenter)
{
    cJSON *answer = look_after("hide=HostSystem:*");

    cr_assert(is_unknown(answer, "host.version", "may not see the host"));
    fact_is(answer, "host.product", "vcenter");
    cJSON_Delete(answer);
}

Test(vcenter, the_security_policy_of_the_port_group)
{
    cJSON *answer = look_after("pg=DC0_DVPG0&promiscuous=on&forged=on&mac=off");

    fact_is(answer, "vm.promiscuous", "true");
    fact_is(answer, "vm.forged_transmits", "true");
    fact_is(answer, "vm.mac_changes", "false");
    fact_is(answer, "vm.mac_learning", "false");
    cJSON_Delete(answer);
}

Test(vcenter, mac_learning_and_the_newer_policy)
{
    cJSON *answer = look_after("pg=DC0_DVPG0&promiscuous=off&forged=on&mac=on&learning=on");

    fact_is(answer, "vm.promiscuous", "false");
    fact_is(answer, "vm.forged_transmits", "true");
    fact_is(answer, "vm.mac_changes", "true");
    fact_is(answer, "vm.mac_learning", "true");
    cJSON_Delete(answer);
    answer = look_after("pg=DC0_DVPG0&promiscuous=on&forged=off&mac=off&learning=off");
    fact_is(answer, "vm.promiscuous", "true");
    fact_is(answer, "vm.mac_learning", "false");
    cJSON_Delete(answer);
}

Test(vcenter, a_port_group_inherits_from_its_switch)
{
    cJSON *answer = look_after("pg=DC0_DVPG0&inherit=on&promiscuous=on&forged=off&mac=on");

    fact_is(answer, "vm.promiscuous", "true");
    fact_is(answer, "vm.forged_transmits", "false");
    fact_is(answer, "vm.mac_changes", "true");
    cJSON_Delete(answer);
    answer = look_after("pg=DC0_DVPG0&inherit=on&promiscuous=off&forged=on&mac=on&learning=on");
    fact_is(answer, "vm.promiscuous", "false");
    fact_is(answer, "vm.mac_learning", "true");
    cJSON_Delete(answer);
}

Test(vcenter, a_hidden_port_group_is_unknown)
{
    cJSON *answer = look_after("hide=DistributedVirtualPortgroup:*");

    cr_assert(is_unknown(answer, "vm.port_group", "Read-only"));
    cr_assert(is_unknown(answer, "vm.mac_learning", "Read-only"));
    fact_is(answer, "vm.power", "on");
    cJSON_Delete(answer);
}

/* --- manners ---------------------------------------------------------------------------------- */

Test(esxi, one_look_takes_one_connection_and_logs_out)
{
    cJSON_Delete(look());
    cr_assert_eq(sim_connections(sim), 1);
    cr_assert_eq(sim_calls(sim, "Login"), 1);
    cr_assert_eq(sim_calls(sim, "Logout"), 1);
    cr_assert_eq(sim_sessions(sim), 0);
}
