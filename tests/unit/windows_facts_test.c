/* Raw output of the PowerShell scripts -> facts, on the machines of tests/data/windows. */
#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "probes/windows/windows_facts.h"
#include "recorded.h"
#include "sys/text.h"

Test(windows_facts, a_windows_11_vm_on_hyperv_with_virtualization)
{
    EXPECT("hyperv-win11-pro-nested", {"guest.name", "\"EDGE-01\""},
           {"guest.platform", "\"hyperv\""}, {"guest.manufacturer", "\"Microsoft Corporation\""},
           {"guest.model", "\"Virtual Machine\""}, {"guest.baseboard", "\"Virtual Machine\""},
           {"guest.hypervisor_present", "true"}, {"guest.cpu.firmware_virtualization", "true"},
           {"guest.cpu.vmm_extensions", "true"}, {"guest.cpu.slat", "true"},
           {"guest.cpu.count", "4"}, {"guest.cpu.vendor", "\"intel\""},
           {"guest.memory.total_mb", "8191"}, {"guest.memory.free_mb", "5120"},
           {"guest.disk.free_gb", "64"}, {"guest.hyperv.feature", "\"disabled\""},
           {"guest.hyperv.running", "false"}, {"guest.os.build", "22631"},
           {"guest.os.revision", "4391"}, {"guest.os.arch", "\"x64\""},
           {"guest.os.language", "\"en-US\""}, {"guest.os.caption", "\"Microsoft Windows 11 Pro\""},
           {"guest.os.sku", "48"}, {"guest.admin", "true"}, {"guest.powershell.version", "\"5.1\""},
           {"guest.switches", "?the PowerShell module Hyper-V is not installed"},
           {"host.name", "\"LAB-HOST\""}, {"vm.name", "\"edge-01\""});
}

Test(windows_facts, the_same_without_virtualization)
{
    EXPECT("hyperv-win11-pro-not-nested", {"guest.cpu.firmware_virtualization", "false"},
           {"guest.cpu.vmm_extensions", "false"}, {"guest.hypervisor_present", "true"},
           {"guest.hyperv.running", "false"}, {"guest.vbs_running", "false"},
           {"guest.hyperv.launch_failed", "false"});
}

Test(windows_facts, the_same_ready_with_the_default_switch)
{
    EXPECT(
        "hyperv-win11-pro-ready", {"guest.hyperv.feature", "\"enabled\""},
        {"guest.hyperv.powershell", "\"enabled\""},
        {"guest.hyperv.hypervisor_feature", "\"enabled\""}, {"guest.hyperv.running", "true"},
        {"guest.cpu.firmware_virtualization", "false"}, {"guest.cpu.slat", "?Windows does not say"},
        {"guest.execution_policy", "\"allsigned\""},
        {"guest.switches",
         "[{\"name\":\"Default Switch\",\"id\":\"c08cb7b8-9b3c-408e-8e30-5e16a3aeb444\",\"type\":"
         "\"internal\",\"address\":\"172.27.96.1\",\"prefix_length\":20,\"dhcp\":true,"
         "\"adapter\":null,\"adapter_up\":null}]"},
        {"guest.networks",
         "[{\"prefix\":\"172.27.96.0/20\",\"interface\":\"vEthernet (Default Switch)\"},"
         "{\"prefix\":\"10.20.0.0/24\",\"interface\":\"Ethernet\"}]"});
}

Test(windows_facts, a_german_windows_10_that_waits_for_its_restart)
{
    EXPECT(
        "hyperv-win10-enterprise-german-restart", {"guest.os.build", "19045"},
        {"guest.os.edition", "\"enterprise\""}, {"guest.os.language", "\"de-DE\""},
        {"guest.hyperv.feature", "\"pending\""}, {"guest.hyperv.powershell", "\"pending\""},
        {"guest.hyperv.hypervisor_feature", "\"pending\""}, {"guest.reboot_pending", "true"},
        {"guest.switches",
         "[{\"name\":\"Standardswitch\",\"id\":\"c08cb7b8-9b3c-408e-8e30-5e16a3aeb444\",\"type\":"
         "\"internal\",\"address\":null,\"prefix_length\":null,\"dhcp\":true,\"adapter\":null,"
         "\"adapter_up\":null}]"});
}

Test(windows_facts, a_laptop_with_windows_home)
{
    EXPECT("physical-win11-home", {"guest.platform", "\"physical\""},
           {"guest.os.edition", "\"home\""}, {"guest.hyperv.feature", "\"absent\""},
           {"guest.hyperv.powershell", "\"absent\""}, {"guest.hypervisor_present", "false"},
           {"guest.memory.total_mb", "16126"}, {"guest.cpu.count", "8"});
}

Test(windows_facts, without_an_elevated_prompt_the_reasons_say_so)
{
    EXPECT("physical-win11-enterprise-vbs-not-elevated", {"guest.admin", "false"},
           {"guest.vbs_running", "true"}, {"guest.platform", "\"physical\""},
           {"guest.nats", "?needs an elevated prompt"},
           {"guest.openssh_client", "?needs an elevated prompt"},
           {"guest.microsoft_update", "?Windows said: Retrieving the COM class factory failed."},
           {"guest.hyperv.feature", "\"disabled\""}, {"guest.eflow.vm", "\"absent\""},
           {"guest.execution_policy", "\"restricted\""});
}

Test(windows_facts, iot_enterprise_on_vmware)
{
    EXPECT("vmware-win10-iot-ltsc-exposed", {"guest.platform", "\"vmware\""},
           {"guest.os.edition", "\"iot-enterprise\""}, {"guest.os.sku", "191"},
           {"guest.cpu.firmware_virtualization", "true"}, {"vm.name", "?"});
}

Test(windows_facts, a_hypervisor_that_could_not_start)
{
    EXPECT("vmware-win11-pro-launch-failed", {"guest.hyperv.launch_failed", "true"},
           {"guest.hyperv.feature", "\"enabled\""}, {"guest.hyperv.running", "false"},
           {"guest.os.edition", "\"pro\""}, {"guest.cpu.slat", "false"});
}

Test(windows_facts, an_external_switch_knows_its_adapter_but_not_who_hands_out_addresses)
{
    EXPECT("vmware-server2019-external", {"guest.os.type", "\"server\""},
           {"guest.os.edition", "\"standard\""}, {"guest.os.build", "17763"},
           {"guest.hyperv.feature", "\"enabled\""},
           {"guest.hyperv.hypervisor_feature", "\"absent\""},
           {"guest.hyperv.powershell", "\"enabled\""},
           {"guest.switches",
            "[{\"name\":\"EFLOW-Ext\",\"id\":\"0e7a3b6c-1111-4a5b-8c9d-aabbccddeeff\",\"type\":"
            "\"external\",\"address\":\"192.168.40.20\",\"prefix_length\":24,\"dhcp\":null,"
            "\"adapter\":\"Ethernet0\",\"adapter_up\":true},{\"name\":\"Alt\",\"id\":"
            "\"0e7a3b6c-2222-4a5b-8c9d-aabbccddeeff\",\"type\":\"private\",\"address\":null,"
            "\"prefix_length\":null,\"dhcp\":false,\"adapter\":null,\"adapter_up\":null}]"});
}

Test(windows_facts, azure_is_told_from_hyperv_by_the_asset_tag)
{
    EXPECT("azure-server2022-standard", {"guest.platform", "\"azure\""},
           {"azure.size", "\"Standard_D4s_v5\""}, {"azure.security_type", "\"standard\""},
           {"azure.publisher", "\"MicrosoftWindowsServer\""}, {"azure.offer", "\"WindowsServer\""},
           {"azure.sku", "\"2022-datacenter-azure-edition\""}, {"azure.location", "\"westeurope\""},
           {"guest.os.edition", "\"datacenter\""}, {"guest.hyperv.feature", "\"disabled\""},
           {"host.name", "?"}, {"vm.name", "?"});
}

Test(windows_facts, a_dhcp_scope_that_covers_the_switch)
{
    EXPECT(
        "azure-server2022-ready-dhcp",
        {"guest.nats", "[{\"name\":\"EFLOW\",\"prefix\":\"172.20.0.0/24\"}]"},
        {"guest.dhcp_scopes",
         "[{\"id\":\"172.20.0.0\",\"start\":\"172.20.0.100\",\"end\":\"172.20.0.200\",\"router\":"
         "\"172.20.0.1\",\"dns\":[\"168.63.129.16\"],\"active\":true}]"},
        {"guest.switches",
         "[{\"name\":\"EFLOW\",\"id\":\"7d1f4f9e-0a0b-4c0d-8e0f-a1b2c3d4e5f6\",\"type\":"
         "\"internal\",\"address\":\"172.20.0.1\",\"prefix_length\":24,\"dhcp\":true,\"adapter\":"
         "null,\"adapter_up\":null}]"},
        {"azure.license_type", "\"Windows_Server\""});
}

Test(windows_facts, trusted_launch_on_an_amd_size)
{
    EXPECT("azure-win11-multisession-trusted-launch", {"azure.security_type", "\"trusted-launch\""},
           {"guest.os.edition", "\"multi-session\""}, {"guest.cpu.vendor", "\"amd\""},
           {"guest.vbs_running", "true"}, {"azure.size", "\"Standard_D4ads_v5\""});
}

Test(windows_facts, a_confidential_vm_from_an_own_image)
{
    EXPECT("azure-server2022-confidential-own-image", {"azure.security_type", "\"confidential\""},
           {"azure.publisher", "?the machine was made from an own image"},
           {"azure.license_type", "?no license of your own is used"});
}

Test(windows_facts, azure_whose_metadata_service_is_blocked)
{
    EXPECT("azure-server2019-metadata-blocked", {"guest.platform", "\"azure\""},
           {"azure.size", "?no answer from 169.254.169.254 within 2 s"},
           {"guest.registry_reachable", "false"},
           {"guest.proxy", "\"http://proxy.example.net:8080/\""});
}

Test(windows_facts, elsewhere_nothing_is_said_of_azure)
{
    EXPECT("hyperv-win11-pro-nested", {"azure.size", "?"}, {"azure.security_type", "?"});
}

Test(windows_facts, server_2025_that_waits_for_its_restart)
{
    EXPECT("hyperv-server2025-restart", {"guest.os.build", "26100"},
           {"guest.os.type", "\"server\""}, {"guest.hyperv.feature", "\"pending\""},
           {"guest.hyperv.powershell", "\"disabled\""}, {"guest.reboot_pending", "true"});
}

Test(windows_facts, azure_stack_hci_with_a_removed_role)
{
    EXPECT("hyperv-azure-stack-hci", {"guest.os.edition", "\"azure-stack-hci\""},
           {"guest.hyperv.feature", "\"disabled\""});
}

Test(windows_facts, eflow_that_runs_without_a_way_to_the_registry)
{
    EXPECT("hyperv-win10-ltsc-deployed", {"guest.os.edition", "\"ltsc\""},
           {"guest.eflow.installed", "true"}, {"guest.eflow.version", "\"1.4.2.12122\""},
           {"guest.eflow.module_version", "\"1.4.2.12122\""}, {"guest.eflow.vm", "\"running\""},
           {"guest.eflow.vm_address", "\"172.30.130.77\""},
           {"guest.eflow.vm_gateway_reachable", "true"}, {"guest.eflow.vm_dns_works", "true"},
           {"guest.eflow.vm_registry_reachable", "false"},
           {"guest.service.wssdagent", "\"running\""},
           {"guest.products", "[{\"name\":\"Azure IoT Edge LTS\",\"version\":\"1.4.2.12122\"}]"});
}

Test(windows_facts, what_an_earlier_eflow_left_behind)
{
    EXPECT("hyperv-win11-workstation-leftover", {"guest.eflow.vm", "\"leftover\""},
           {"guest.eflow.installed", "false"}, {"guest.eflow.version", "\"\""},
           {"guest.eflow.module_version", "\"1.4.2.12122\""},
           {"guest.service.wssdagent", "\"disabled\""}, {"guest.os.edition", "\"workstation\""},
           {"guest.openssh_client", "\"disabled\""},
           {"guest.eflow.vm_address", "?EFLOW does not run on this machine"});
}

Test(windows_facts, aks_edge_is_no_leftover_of_eflow)
{
    EXPECT(
        "hyperv-server2022-aks-edge-two-nats", {"guest.eflow.vm", "\"absent\""},
        {"guest.eflow.installed", "false"},
        {"guest.products", "[{\"name\":\"AKS Edge Essentials - K3s\",\"version\":\"1.8.202.0\"}]"},
        {"guest.nats", "[{\"name\":\"aksiotsdk\",\"prefix\":\"192.168.0.0/24\"},{\"name\":"
                       "\"docker\",\"prefix\":\"172.17.0.0/16\"}]"});
}

Test(windows_facts, a_company_server_with_a_renamed_adapter_and_strict_policies)
{
    EXPECT("hyperv-server2022-static-corporate", {"guest.eflow.vm", "\"stopped\""},
           {"guest.policy.ics_allowed", "false"}, {"guest.policy.local_firewall_rules", "false"},
           {"guest.codesign_chain", "false"}, {"guest.registry_reachable", "false"},
           {"guest.microsoft_update", "false"}, {"guest.proxy", "\"http=proxy.example.net:3128\""},
           {"guest.networks",
            "[{\"prefix\":\"172.20.0.0/24\",\"interface\":\"vEthernet (NAT EFLOW)\"},"
            "{\"prefix\":\"10.20.0.0/24\",\"interface\":\"Ethernet\"}]"},
           {"guest.service.hns", "\"running\""}, {"guest.service.wssdagent", "\"stopped\""});
}

Test(windows_facts, another_hypervisor_and_an_arm_machine)
{
    EXPECT("other-win11-education-qemu", {"guest.platform", "\"other\""},
           {"guest.os.edition", "\"education\""});
    EXPECT("physical-win11-arm64", {"guest.platform", "\"physical\""},
           {"guest.os.arch", "\"arm64\""}, {"guest.cpu.vendor", "\"arm\""});
}

Test(windows_facts, sections_that_are_slow_or_refused_become_reasons)
{
    EXPECT("trouble-slow-and-refused",
           {"guest.hyperv.feature", "?Windows gave no answer within 40 s"},
           {"guest.registry_reachable", "?not looked at yet"},
           {"guest.switches", "?needs an elevated prompt"},
           {"guest.os.build", "?Windows said: Allgemeiner Fehler \xEF\xBF\xBD[31m Bitte warten."},
           {"guest.name", "?this Windows does not have the part that tells it"},
           {"guest.admin", "?the script did not report it"},
           {"azure.size", "?Windows gave no answer within 8 s"}, {"guest.cpu.vendor", "\"intel\""});
}

Test(windows_facts, every_shape_that_powershell_makes_of_a_list)
{
    EXPECT(
        "trouble-list-shapes", {"guest.products", "[]"}, {"guest.cpu.vendor", "\"intel\""},
        {"guest.nats", "[{\"name\":\"one\",\"prefix\":\"172.20.0.0/24\"}]"},
        {"guest.switches",
         "[{\"name\":\"Default Switch\",\"id\":\"c08cb7b8-9b3c-408e-8e30-5e16a3aeb444\",\"type\":"
         "\"internal\",\"address\":\"172.27.96.1\",\"prefix_length\":20,\"dhcp\":true,"
         "\"adapter\":null,\"adapter_up\":null}]"});
}

Test(windows_facts, a_vm_that_is_ready_seen_from_its_host)
{
    EXPECT("host-server2022-ready", {"host.name", "\"LAB-HOST\""}, {"host.product", "\"hyperv\""},
           {"host.version", "\"10.0.20348\""}, {"host.build", "\"20348\""},
           {"host.os.type", "\"server\""}, {"host.os.build", "20348"},
           {"host.cpu.vendor", "\"intel\""}, {"vm.name", "\"edge-01\""}, {"vm.power", "\"on\""},
           {"vm.nested", "true"}, {"vm.cpus", "4"}, {"vm.memory_mb", "8192"},
           {"vm.dynamic_memory", "false"}, {"vm.generation", "2"},
           {"vm.config_version", "\"10.0\""}, {"vm.mac_spoofing", "true"},
           {"vm.firmware", "\"efi\""}, {"vm.secure_boot", "true"}, {"vm.tpm", "true"});
}

Test(windows_facts, a_vm_that_is_off_and_not_prepared)
{
    EXPECT("host-server2022-off-not-exposed", {"vm.power", "\"off\""}, {"vm.nested", "false"},
           {"vm.dynamic_memory", "true"}, {"vm.mac_spoofing", "false"}, {"vm.secure_boot", "false"},
           {"vm.tpm", "false"});
}

Test(windows_facts, a_generation_1_vm_on_amd_whose_adapters_differ)
{
    EXPECT("host-win10-amd-generation1", {"host.cpu.vendor", "\"amd\""},
           {"host.os.type", "\"client\""}, {"vm.config_version", "\"9.0\""},
           {"vm.power", "\"saved\""}, {"vm.firmware", "\"bios\""}, {"vm.secure_boot", "false"},
           {"vm.tpm", "false"}, {"vm.mac_spoofing", "?the adapters of the VM differ in it"});
}

Test(windows_facts, a_vm_that_cannot_be_seen)
{
    EXPECT("host-no-such-vm",
           {"vm.power", "?the host has no VM named edge-01; it has: dc-01, edge-02"},
           {"vm.nested", "?the host has no VM named edge-01; it has: dc-01, edge-02"},
           {"host.os.build", "20348"});
    EXPECT("host-not-elevated",
           {"vm.power", "?needs an elevated prompt, or a member of Hyper-V Administrators"});
    EXPECT("host-without-module", {"vm.power", "?the PowerShell module Hyper-V is not installed"},
           {"host.name", "\"LAB-HOST\""});
}

/* One word of a VM's state after the other. */
Test(windows_facts, every_state_of_a_vm)
{
    static const char *const states[][2] = {
        {"RunningCritical", "\"on\""                                                   },
        {"OffCritical",     "\"off\""                                                  },
        {"Paused",          "\"paused\""                                               },
        {"FastSaved",       "\"saved\""                                                },
        {"Starting",        "\"changing\""                                             },
        {"Stopping",        "\"changing\""                                             },
        {"Saving",          "\"changing\""                                             },
        {"Resuming",        "\"changing\""                                             },
        {"ForceShutdown",   "\"changing\""                                             },
        {"Other",           "?Windows says \"Other\", which this version does not know"},
    };

    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        cJSON *raw = recorded_machine("host-server2022-ready");
        cJSON *vm =
            cJSON_GetArrayItem(cJSON_GetObjectItem(cJSON_GetObjectItem(raw, "vm"), "list"), 0);
        struct seen seen;
        char *reads;

        cJSON_ReplaceItemInObject(vm, "state", cJSON_CreateString(states[i][0]));
        seen = recorded_map(raw);
        reads = recorded_fact(&seen, "vm.power");
        cr_expect_str_eq(reads, states[i][1]);
        free(reads);
        recorded_forget(&seen);
        cJSON_Delete(raw);
    }
}

Test(windows_facts, every_sku_of_the_reference)
{
    static const struct {
        int sku;
        const char *edition;
    } skus[] = {
        {4,   "enterprise"     },
        {27,  "enterprise"     },
        {72,  "enterprise"     },
        {48,  "pro"            },
        {49,  "pro"            },
        {98,  "home"           },
        {99,  "home"           },
        {100, "home"           },
        {101, "home"           },
        {121, "education"      },
        {122, "education"      },
        {125, "ltsc"           },
        {126, "ltsc"           },
        {129, "ltsc"           },
        {161, "workstation"    },
        {162, "workstation"    },
        {175, "multi-session"  },
        {188, "iot-enterprise" },
        {191, "iot-enterprise" },
        {7,   "standard"       },
        {79,  "standard"       },
        {8,   "datacenter"     },
        {80,  "datacenter"     },
        {407, "datacenter"     },
        {408, "datacenter"     },
        {42,  "hyperv-server"  },
        {406, "azure-stack-hci"},
        {3,   "other"          },
    };

    for (size_t i = 0; i < sizeof skus / sizeof *skus; i++) {
        cJSON *raw = recorded_machine("hyperv-win11-pro-nested");
        struct seen seen;

        cJSON_ReplaceItemInObject(cJSON_GetObjectItem(raw, "os"), "sku",
                                  cJSON_CreateNumber(skus[i].sku));
        seen = recorded_map(raw);
        cr_expect_str_eq(cJSON_GetObjectItem(seen.facts, "guest.os.edition")->valuestring,
                         skus[i].edition, "SKU %d", skus[i].sku);
        recorded_forget(&seen);
        cJSON_Delete(raw);
    }
}

Test(windows_facts, only_raw_output_of_a_known_role_is_taken)
{
    static const char *const others[] = {
        "{}",
        "[]",
        "null",
        "{\"format\":\"eflow-facts/1\",\"role\":\"guest\"}",
        "{\"format\":\"eflow-raw/1\"}",
        "{\"format\":\"eflow-raw/1\",\"role\":\"printer\"}",
        "{\"format\":\"eflow-raw/2\",\"role\":\"guest\"}",
    };

    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        cJSON *json = cJSON_Parse(others[i]);

        cr_expect(!windows_is_raw(json), "%s", others[i]);
        cr_expect(windows_facts_from_raw(json, NULL, NULL) == -1);
        cJSON_Delete(json);
    }
}

/* Whatever stands in a section, the mapping survives it and says nothing false of its type. */
static void damage(const char *machine, const char *junk)
{
    cJSON *raw = recorded_machine(machine);
    int count = cJSON_GetArraySize(raw);

    for (int i = 2; i < count; i++) {
        cJSON *copy = cJSON_Duplicate(raw, true);
        struct seen seen;

        cJSON_ReplaceItemInObjectCaseSensitive(copy, cJSON_GetArrayItem(copy, i)->string,
                                               cJSON_Parse(junk));
        seen = recorded_map(copy);
        recorded_forget(&seen);
        cJSON_Delete(copy);
    }
    cJSON_Delete(raw);
}

Test(windows_facts, junk_in_any_section_does_no_harm)
{
    static const char *const junk[] = {
        "null",
        "[]",
        "{}",
        "\"text\"",
        "-1e308",
        "{\"list\":[null,1,\"x\",[],{}]}",
        "{\"list\":{\"list\":{\"list\":[]}},\"ports\":7,\"names\":[7,null]}",
        "{\"kind\":7,\"text\":[],\"seconds\":\"many\"}",
    };

    for (size_t i = 0; i < sizeof junk / sizeof *junk; i++) {
        damage("vmware-server2019-external", junk[i]);
        damage("azure-server2022-ready-dhcp", junk[i]);
        damage("host-server2022-ready", junk[i]);
    }
}
