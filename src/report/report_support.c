#include "config.h"

#include "report/report_parts.h"

#include <stdlib.h>

#include "i18n.h"

/* The lines that the maintainers of EFLOW ask for first (their issue template, and what they ask
 * back). They go into an English issue: these words are not translated. */

/* Adds a line, unless its fact is unknown (NULL: always). */
static void add_line(cJSON *list, const struct facts *facts, const char *label, const char *fact,
                     const char *template)
{
    if (fact != NULL && facts_get(facts, fact_find(fact))->value == NULL)
        return;
    char *text = fill(template, facts, FILL_PLAIN);
    cJSON *item = cJSON_CreateObject();
    put(item, "label", label);
    put(item, "text", text);
    cJSON_AddItemToArray(list, item);
    free(text);
}

static void add_windows(cJSON *list, const struct facts *facts)
{
    add_line(list, facts, "Windows", "guest.os.build",
             "{guest.os.type} {guest.os.edition}, build {guest.os.build}.{guest.os.revision}, "
             "{guest.os.arch}, language {guest.os.language}");
    add_line(list, facts, "Machine", "guest.memory.total_mb",
             "processors: {guest.cpu.count}, {guest.memory.total_mb} MiB memory "
             "({guest.memory.free_mb} MiB free), {guest.disk.free_gb} GiB disk free");
    add_line(list, facts, "Virtualization", "guest.virtualization",
             "{guest.virtualization}; Hyper-V feature {guest.hyperv.feature}, running: "
             "{guest.hyperv.running}");
    add_line(list, facts, "PowerShell", "guest.powershell.version",
             "{guest.powershell.version}, execution policy {guest.execution_policy}");
}

static void add_where(cJSON *list, const struct facts *facts)
{
    add_line(list, facts, "Kind of machine", "guest.platform",
             "{guest.platform} ({guest.manufacturer}, {guest.model})");
    add_line(list, facts, "Azure VM", "azure.size",
             "{azure.size}, nested virtualization {azure.nested}, security type "
             "{azure.security_type}");
    add_line(
        list, facts, "Hypervisor", "host.product",
        "{host.product} {host.version|} build {host.build|unknown}, processor {host.cpu.vendor}");
    add_line(list, facts, "VM", "vm.nested",
             "virtualization exposed: {vm.nested}, processors: {vm.cpus}, {vm.memory_mb} MiB, "
             "dynamic memory: {vm.dynamic_memory}");
}

static void add_eflow(cJSON *list, const struct facts *facts)
{
    add_line(list, facts, "Switch planned", NULL,
             "{plan.switch_type}, addresses by {plan.address_mode}");
    add_line(list, facts, "Given to EFLOW", NULL,
             "processors: {plan.cpus|1}, {plan.memory_mb|1024} MiB memory, {plan.disk_gb|29} GiB "
             "disk");
    add_line(list, facts, "EFLOW", "guest.eflow.installed",
             "installed: {guest.eflow.installed}, version {guest.eflow.version|none}, module "
             "{guest.eflow.module_version|none}, VM {guest.eflow.vm}");
    add_line(list, facts, "Services", "guest.service.wssdagent",
             "wssdagent {guest.service.wssdagent}, hns {guest.service.hns}");
    add_line(list, facts, "mcr.microsoft.com", "guest.registry_reachable",
             "reachable: {guest.registry_reachable}");
}

cJSON *report_support(const struct assessment *all)
{
    cJSON *list = cJSON_CreateArray();
    language_hold_english(true);
    add_where(list, all->facts);
    add_windows(list, all->facts);
    add_eflow(list, all->facts);
    language_hold_english(false);
    return list;
}
