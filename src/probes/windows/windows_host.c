#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "probes/windows/windows_areas.h"
#include "sys/text.h"

#define MIB 1048576.0

enum { NAMES_SHOWN = 8 };

static const struct look_word powers[] = {
    {"Running",            "on"      },
    {"RunningCritical",    "on"      },
    {"Off",                "off"     },
    {"OffCritical",        "off"     },
    {"Saved",              "saved"   },
    {"SavedCritical",      "saved"   },
    {"FastSaved",          "saved"   },
    {"FastSavedCritical",  "saved"   },
    {"Hibernated",         "saved"   },
    {"Paused",             "paused"  },
    {"PausedCritical",     "paused"  },
    {"Starting",           "changing"},
    {"StartingCritical",   "changing"},
    {"Stopping",           "changing"},
    {"StoppingCritical",   "changing"},
    {"Reset",              "changing"},
    {"ResetCritical",      "changing"},
    {"Saving",             "changing"},
    {"SavingCritical",     "changing"},
    {"Pausing",            "changing"},
    {"PausingCritical",    "changing"},
    {"Resuming",           "changing"},
    {"ResumingCritical",   "changing"},
    {"FastSaving",         "changing"},
    {"FastSavingCritical", "changing"},
    {"ForceShutdown",      "changing"},
    {"ForceReboot",        "changing"},
    {NULL,                 NULL      },
};

static const char *const vm_facts[] = {
    "vm.name",         "vm.power",          "vm.nested",      "vm.cpus",
    "vm.memory_mb",    "vm.dynamic_memory", "vm.generation",  "vm.config_version",
    "vm.mac_spoofing", "vm.firmware",       "vm.secure_boot", "vm.tpm",
};

static void map_host(struct look *look)
{
    const cJSON *os = look_section(look, "os", "host.name", "host.version", "host.build",
                                   "host.os.type", "host.os.build", NULL);

    look_put_text(look, "host.product", "hyperv");
    if (!os)
        return;
    look_put_text(look, "host.name", raw_text(os, "name"));
    look_put_text(look, "host.version", raw_text(os, "version"));
    look_put_text(look, "host.build", raw_text(os, "build"));
    look_put_text(look, "host.os.type", windows_os_type(os));
    look_put_number(look, "host.os.build", os, "build");
}

static void map_host_processor(struct look *look)
{
    const cJSON *section = look_section(look, "processor", "host.cpu.vendor", NULL);

    if (section)
        look_put_text(look, "host.cpu.vendor", windows_cpu_vendor(raw_list(section, "list")));
}

static void no_vm(struct look *look, const char *reason)
{
    for (size_t i = 0; i < sizeof vm_facts / sizeof *vm_facts; i++)
        look_put_unknown(look, vm_facts[i], reason);
}

static char *names_of(const cJSON *section)
{
    struct text names = {0};
    const cJSON *list = raw_list(section, "names");
    int count = raw_count(list);

    for (int i = 0; i < count && i < NAMES_SHOWN; i++) {
        const char *name = cJSON_GetStringValue(cJSON_GetArrayItem(list, i));

        if (name)
            text_addf(&names, "%s%s", names.length > 0 ? ", " : "", name);
    }
    if (count > NAMES_SHOWN)
        text_add(&names, ", ...");
    return text_take(&names);
}

/* Without the right to see them, Hyper-V does not refuse: it shows no machine at all. */
static bool may_see(const struct look *look)
{
    const cJSON *session = look_peek(look, "session");

    return raw_flag(session, "admin") == RAW_YES || raw_flag(session, "hyperv_admin") == RAW_YES;
}

static char *reason_for_none(const struct look *look, const cJSON *section)
{
    const char *asked = raw_text(section, "asked");
    char *names, *raw, *reason;

    if (raw_count(raw_list(section, "names")) == 0 && !may_see(look))
        return must_copy(_("needs an elevated prompt, or a member of Hyper-V Administrators"));
    names = names_of(section);
    if (!asked)
        raw = text_format(_("no VM was named; the host has: %s"), names);
    else if (*names)
        raw = text_format(_("the host has no VM named %s; it has: %s"), asked, names);
    else
        raw = text_format(_("the host has no VM named %s, nor any other"), asked);
    reason = text_clean(raw, 0);
    free(raw);
    free(names);
    return reason;
}

static const cJSON *find_vm(struct look *look)
{
    const cJSON *section = look_peek(look, "vm");
    const cJSON *list = raw_list(section, "list");
    char *reason = NULL;

    if (!section)
        reason = look_reason(look, "vm");
    else if (raw_count(list) == 0)
        reason = reason_for_none(look, section);
    else if (raw_count(list) > 1)
        reason = text_format(_("the host has %d VMs of this name"), raw_count(list));
    if (!reason)
        return cJSON_GetArrayItem(list, 0);
    no_vm(look, reason);
    free(reason);
    return NULL;
}

static bool is_generation(const cJSON *vm, double wanted)
{
    double generation = 0;

    return raw_number(vm, "generation", &generation) && generation >= wanted &&
           generation <= wanted;
}

static void map_vm(struct look *look, const cJSON *vm)
{
    look_put_text(look, "vm.name", raw_text(vm, "name"));
    look_put_word(look, "vm.power", raw_text(vm, "state"), powers);
    look_put_number(look, "vm.cpus", vm, "processors");
    look_put_floor(look, "vm.memory_mb", vm, "memory_bytes", MIB);
    look_put_flag(look, "vm.dynamic_memory", raw_flag(vm, "dynamic_memory"));
    look_put_number(look, "vm.generation", vm, "generation");
    look_put_text(look, "vm.config_version", raw_text(vm, "version"));
    look_put_text(look, "vm.firmware",
                  is_generation(vm, 2)   ? "efi"
                  : is_generation(vm, 1) ? "bios"
                                         : NULL);
}

static void map_processor(struct look *look)
{
    const cJSON *section = look_section(look, "vm_processor", "vm.nested", NULL);

    if (section)
        look_put_flag(
            look, "vm.nested",
            raw_flag(cJSON_GetArrayItem(raw_list(section, "list"), 0), "expose_virtualization"));
}

/* The adapters that are in use are those on a switch; where they differ, no single answer is right.
 */
static void map_spoofing(struct look *look)
{
    const cJSON *section = look_section(look, "vm_adapters", "vm.mac_spoofing", NULL);
    const cJSON *adapter;
    int on = 0, off = 0;

    if (!section)
        return;
    cJSON_ArrayForEach(adapter, raw_list(section, "list"))
    {
        const char *spoofing = raw_text(adapter, "mac_spoofing");

        if (!raw_text(adapter, "switch") || !spoofing)
            continue;
        on += text_same_word(spoofing, "On");
        off += text_same_word(spoofing, "Off");
    }
    if (on > 0 && off > 0)
        look_put_unknown(look, "vm.mac_spoofing", _("the adapters of the VM differ in it"));
    else if (on + off == 0)
        look_put_unknown(look, "vm.mac_spoofing", _("no adapter of the VM is on a switch"));
    else
        look_put_flag(look, "vm.mac_spoofing", on > 0 ? RAW_YES : RAW_NO);
}

/* Secure boot and TPM exist from generation 2 on. */
static void map_firmware(struct look *look, const cJSON *vm)
{
    const cJSON *firmware, *security;
    const char *boot;

    if (is_generation(vm, 1)) {
        look_put_flag(look, "vm.secure_boot", RAW_NO);
        look_put_flag(look, "vm.tpm", RAW_NO);
        return;
    }
    firmware = look_section(look, "vm_firmware", "vm.secure_boot", NULL);
    security = look_section(look, "vm_security", "vm.tpm", NULL);
    boot = raw_text(cJSON_GetArrayItem(raw_list(firmware, "list"), 0), "secure_boot");
    if (firmware)
        look_put_flag(look, "vm.secure_boot",
                      !boot                        ? RAW_UNSAID
                      : text_same_word(boot, "On") ? RAW_YES
                                                   : RAW_NO);
    if (security)
        look_put_flag(look, "vm.tpm",
                      raw_flag(cJSON_GetArrayItem(raw_list(security, "list"), 0), "tpm"));
}

void windows_host_facts(struct look *look)
{
    const cJSON *vm;

    map_host(look);
    map_host_processor(look);
    vm = find_vm(look);
    if (!vm)
        return;
    map_vm(look, vm);
    map_processor(look);
    map_spoofing(look);
    map_firmware(look, vm);
}
