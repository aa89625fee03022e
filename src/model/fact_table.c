#include "config.h"

#include "model/fact_table.h"

#include <assert.h>
#include <stddef.h>

#define EDITIONS                                                                                   \
    "home pro enterprise iot-enterprise education workstation multi-session ltsc standard "        \
    "datacenter azure-stack-hci hyperv-server other"
#define FEATURE "enabled pending disabled absent"
#define SERVICE "running stopped disabled absent"

/* clang-format off */

static const struct fact_key switch_keys[] = {
    {.name = "name", .type = FACT_STRING, .required = true},
    {.name = "id", .type = FACT_STRING},
    {.name = "type", .type = FACT_WORD, .required = true, .words = "internal external private"},
    {.name = "address", .type = FACT_STRING},
    {.name = "prefix_length", .type = FACT_INT},
    {.name = "dhcp", .type = FACT_BOOL},
    {.name = "adapter", .type = FACT_STRING},
    {.name = "adapter_up", .type = FACT_BOOL},
    {.name = NULL},
};

static const struct fact_key nat_keys[] = {
    {.name = "name", .type = FACT_STRING, .required = true},
    {.name = "prefix", .type = FACT_STRING},
    {.name = NULL},
};

static const struct fact_key dhcp_scope_keys[] = {
    {.name = "id", .type = FACT_STRING, .required = true},
    {.name = "start", .type = FACT_STRING},
    {.name = "end", .type = FACT_STRING},
    {.name = "router", .type = FACT_STRING},
    {.name = "dns", .type = FACT_STRINGS},
    {.name = "active", .type = FACT_BOOL},
    {.name = NULL},
};

static const struct fact_key network_keys[] = {
    {.name = "prefix", .type = FACT_STRING, .required = true},
    {.name = "interface", .type = FACT_STRING},
    {.name = NULL},
};

static const struct fact_key product_keys[] = {
    {.name = "name", .type = FACT_STRING, .required = true},
    {.name = "version", .type = FACT_STRING},
    {.name = NULL},
};

const struct fact_kind fact_table[] = {
    {.name = "guest.name", .type = FACT_STRING},
    {.name = "guest.platform", .type = FACT_WORD, .words = "physical hyperv vmware azure other"},
    {.name = "guest.manufacturer", .type = FACT_STRING},
    {.name = "guest.model", .type = FACT_STRING},
    {.name = "guest.baseboard", .type = FACT_STRING},
    {.name = "guest.os.type", .type = FACT_WORD, .words = "client server"},
    {.name = "guest.os.caption", .type = FACT_STRING},
    {.name = "guest.os.sku", .type = FACT_INT},
    {.name = "guest.os.edition", .type = FACT_WORD, .words = EDITIONS},
    {.name = "guest.os.build", .type = FACT_INT},
    {.name = "guest.os.revision", .type = FACT_INT},
    {.name = "guest.os.arch", .type = FACT_WORD, .words = "x64 arm64 other"},
    {.name = "guest.os.language", .type = FACT_STRING},
    {.name = "guest.cpu.vendor", .type = FACT_WORD, .words = "intel amd arm other"},
    {.name = "guest.cpu.count", .type = FACT_INT},
    {.name = "guest.cpu.firmware_virtualization", .type = FACT_BOOL},
    {.name = "guest.cpu.vmm_extensions", .type = FACT_BOOL},
    {.name = "guest.cpu.slat", .type = FACT_BOOL},
    {.name = "guest.hypervisor_present", .type = FACT_BOOL},
    {.name = "guest.hyperv.feature", .type = FACT_WORD, .words = FEATURE},
    {.name = "guest.hyperv.powershell", .type = FACT_WORD, .words = FEATURE},
    {.name = "guest.hyperv.hypervisor_feature", .type = FACT_WORD, .words = FEATURE},
    {.name = "guest.hyperv.running", .type = FACT_BOOL},
    {.name = "guest.vbs_running", .type = FACT_BOOL},
    {.name = "guest.hyperv.launch_failed", .type = FACT_BOOL},
    {.name = "guest.virtualization", .type = FACT_WORD,
     .words = "available running hidden", .derived = true},
    {.name = "guest.memory.total_mb", .type = FACT_INT, .unit = "MiB"},
    {.name = "guest.memory.free_mb", .type = FACT_INT, .unit = "MiB"},
    {.name = "guest.disk.free_gb", .type = FACT_NUMBER, .unit = "GiB"},
    {.name = "guest.admin", .type = FACT_BOOL},
    {.name = "guest.powershell.version", .type = FACT_STRING},
    {.name = "guest.execution_policy", .type = FACT_WORD,
     .words = "unrestricted remotesigned allsigned restricted bypass undefined"},
    {.name = "guest.reboot_pending", .type = FACT_BOOL},
    {.name = "guest.microsoft_update", .type = FACT_BOOL},
    {.name = "guest.openssh_client", .type = FACT_WORD, .words = FEATURE},
    {.name = "guest.service.wssdagent", .type = FACT_WORD, .words = SERVICE},
    {.name = "guest.service.hns", .type = FACT_WORD, .words = SERVICE},
    {.name = "guest.switches", .type = FACT_LIST, .keys = switch_keys},
    {.name = "guest.nats", .type = FACT_LIST, .keys = nat_keys},
    {.name = "guest.dhcp_scopes", .type = FACT_LIST, .keys = dhcp_scope_keys},
    {.name = "guest.networks", .type = FACT_LIST, .keys = network_keys},
    {.name = "guest.proxy", .type = FACT_STRING},
    {.name = "guest.policy.local_firewall_rules", .type = FACT_BOOL},
    {.name = "guest.policy.ics_allowed", .type = FACT_BOOL},
    {.name = "guest.codesign_chain", .type = FACT_BOOL},
    {.name = "guest.registry_reachable", .type = FACT_BOOL},
    {.name = "guest.products", .type = FACT_LIST, .keys = product_keys},
    {.name = "guest.eflow.installed", .type = FACT_BOOL},
    {.name = "guest.eflow.version", .type = FACT_STRING},
    {.name = "guest.eflow.module_version", .type = FACT_STRING},
    {.name = "guest.eflow.vm", .type = FACT_WORD, .words = "absent stopped running leftover"},
    {.name = "guest.eflow.vm_address", .type = FACT_STRING},
    {.name = "guest.eflow.vm_gateway_reachable", .type = FACT_BOOL},
    {.name = "guest.eflow.vm_dns_works", .type = FACT_BOOL},
    {.name = "guest.eflow.vm_registry_reachable", .type = FACT_BOOL},

    {.name = "vm.name", .type = FACT_STRING},
    {.name = "vm.power", .type = FACT_WORD, .words = "on off saved paused suspended changing"},
    {.name = "vm.nested", .type = FACT_BOOL, .on_off = true},
    {.name = "vm.cpus", .type = FACT_INT},
    {.name = "vm.memory_mb", .type = FACT_INT, .unit = "MiB"},
    {.name = "vm.dynamic_memory", .type = FACT_BOOL, .on_off = true},
    {.name = "vm.generation", .type = FACT_INT, .words = "1 2"},
    {.name = "vm.config_version", .type = FACT_STRING},
    {.name = "vm.mac_spoofing", .type = FACT_BOOL, .on_off = true},
    {.name = "vm.firmware", .type = FACT_WORD, .words = "bios efi"},
    {.name = "vm.secure_boot", .type = FACT_BOOL, .on_off = true},
    {.name = "vm.tpm", .type = FACT_BOOL, .on_off = true},
    {.name = "vm.guest_id", .type = FACT_STRING},
    {.name = "vm.hw_version", .type = FACT_INT},
    {.name = "vm.port_group", .type = FACT_STRING},
    {.name = "vm.promiscuous", .type = FACT_BOOL, .on_off = true},
    {.name = "vm.forged_transmits", .type = FACT_BOOL, .on_off = true},
    {.name = "vm.mac_changes", .type = FACT_BOOL, .on_off = true},
    {.name = "vm.mac_learning", .type = FACT_BOOL, .on_off = true},

    {.name = "host.name", .type = FACT_STRING},
    {.name = "host.version", .type = FACT_STRING},
    {.name = "host.build", .type = FACT_STRING},
    {.name = "host.product", .type = FACT_WORD, .words = "hyperv esxi vcenter"},
    {.name = "host.os.type", .type = FACT_WORD, .words = "client server"},
    {.name = "host.os.build", .type = FACT_INT},
    {.name = "host.cpu.vendor", .type = FACT_WORD, .words = "intel amd arm other"},
    {.name = "host.nested_supported", .type = FACT_BOOL},

    {.name = "azure.size", .type = FACT_STRING},
    {.name = "azure.nested", .type = FACT_WORD,
     .words = "supported unsupported unknown", .derived = true},
    {.name = "azure.security_type", .type = FACT_WORD,
     .words = "standard trusted-launch confidential"},
    {.name = "azure.publisher", .type = FACT_STRING},
    {.name = "azure.offer", .type = FACT_STRING},
    {.name = "azure.sku", .type = FACT_STRING},
    {.name = "azure.license_type", .type = FACT_STRING},
    {.name = "azure.location", .type = FACT_STRING},
    {.name = "azure.power", .type = FACT_WORD, .words = "on off deallocated changing"},

    {.name = "plan.path", .type = FACT_WORD, .words = "hyperv esxi azure"},
    {.name = "plan.guest_os", .type = FACT_WORD, .words = "client server"},
    {.name = "plan.switch_type", .type = FACT_WORD, .words = "default internal external"},
    {.name = "plan.switch_name", .type = FACT_STRING},
    {.name = "plan.memory_mb", .type = FACT_INT, .unit = "MiB"},
    {.name = "plan.cpus", .type = FACT_INT},
    {.name = "plan.disk_gb", .type = FACT_INT, .unit = "GiB"},
    {.name = "plan.address_mode", .type = FACT_WORD, .words = "dhcp static"},
    {.name = "plan.ip4_address", .type = FACT_STRING, .is_ipv4 = true},
    {.name = "plan.ip4_gateway", .type = FACT_STRING, .is_ipv4 = true},
    {.name = "plan.ip4_prefix_length", .type = FACT_INT},
    {.name = "plan.dns", .type = FACT_STRINGS, .is_ipv4 = true},
    {.name = "plan.networking", .type = FACT_WORD,
     .words = "mac-spoofing nat default-switch promiscuous"},
};

/* clang-format on */

static_assert(sizeof fact_table / sizeof *fact_table == FACT_COUNT, "FACT_COUNT tells the table");
