#include "config.h"

#include <string.h>

#include "i18n.h"
#include "probes/windows/windows_areas.h"
#include "sys/text.h"

#define MIB             1048576.0
#define GIB             1073741824.0
#define AZURE_ASSET_TAG "7783-7084-3265-9085-8269-3286-77"

static const struct look_word vendors[] = {
    {"GenuineIntel", "intel"},
    {"AuthenticAMD", "amd"  },
    {NULL,           NULL   },
};

/* How the makers of other virtual machines begin their names. */
static const char *const other_makers[] = {
    "QEMU",    "innotek", "Oracle Corporation", "Xen",     "Parallels", "Nutanix",
    "Red Hat", "KVM",     "OpenStack",          "Bochs",   "oVirt",     "Google",
    "Amazon",  "Alibaba", "DigitalOcean",       "Tencent",
};

static bool is_other_maker(const char *maker)
{
    for (size_t i = 0; i < sizeof other_makers / sizeof *other_makers; i++) {
        if (text_starts(maker, other_makers[i]))
            return true;
    }
    return false;
}

static bool says(const char *text, const char *what)
{
    return text && text_same_word(text, what);
}

/* Azure comes before Hyper-V: its machines carry the same maker and model. */
static const char *platform(const cJSON *computer)
{
    const char *maker = raw_text(computer, "manufacturer");
    const char *model = raw_text(computer, "model");

    if (says(raw_text(computer, "asset_tag"), AZURE_ASSET_TAG))
        return "azure";
    if (!maker)
        return NULL;
    if (text_starts(maker, "VMware"))
        return "vmware";
    if (says(maker, "Microsoft Corporation") &&
        (says(model, "Virtual Machine") ||
         says(raw_text(computer, "baseboard"), "Virtual Machine")))
        return "hyperv";
    return is_other_maker(maker) ? "other" : "physical";
}

static void map_computer(struct look *look)
{
    const cJSON *computer =
        look_section(look, "computer", "guest.name", "guest.platform", "guest.manufacturer",
                     "guest.model", "guest.baseboard", "guest.hypervisor_present",
                     "guest.cpu.count", "guest.memory.total_mb", NULL);

    if (!computer)
        return;
    look_put_text(look, "guest.name", raw_text(computer, "name"));
    look_put_text(look, "guest.platform", platform(computer));
    look_put_text(look, "guest.manufacturer", raw_text(computer, "manufacturer"));
    look_put_text(look, "guest.model", raw_text(computer, "model"));
    look_put_text(look, "guest.baseboard", raw_text(computer, "baseboard"));
    look_put_flag(look, "guest.hypervisor_present", raw_flag(computer, "hypervisor_present"));
    look_put_number(look, "guest.cpu.count", computer, "logical_processors");
    look_put_floor(look, "guest.memory.total_mb", computer, "memory_bytes", MIB);
}

const char *windows_cpu_vendor(const cJSON *processors)
{
    const cJSON *first = cJSON_GetArrayItem(processors, 0);
    const char *maker = raw_text(first, "manufacturer");
    const char *kind = raw_text(first, "architecture");
    const char *word = look_word(maker, vendors);

    if (word)
        return word;
    if (says(kind, "arm64") || says(kind, "arm"))
        return "arm";
    return maker ? "other" : NULL;
}

/* A machine can use what each of its sockets can. */
static enum raw_flag all_say(const cJSON *processors, const char *key)
{
    enum raw_flag result = RAW_UNSAID;
    const cJSON *processor;

    cJSON_ArrayForEach(processor, processors)
    {
        enum raw_flag flag = raw_flag(processor, key);

        if (flag == RAW_NO)
            return RAW_NO;
        if (flag == RAW_YES)
            result = RAW_YES;
    }
    return result;
}

static void map_processor(struct look *look)
{
    const cJSON *section =
        look_section(look, "processor", "guest.cpu.vendor", "guest.cpu.firmware_virtualization",
                     "guest.cpu.vmm_extensions", "guest.cpu.slat", NULL);
    const cJSON *list = raw_list(section, "list");

    if (!section)
        return;
    look_put_text(look, "guest.cpu.vendor", windows_cpu_vendor(list));
    look_put_flag(look, "guest.cpu.firmware_virtualization",
                  all_say(list, "firmware_virtualization"));
    look_put_flag(look, "guest.cpu.vmm_extensions", all_say(list, "vmm_extensions"));
    look_put_flag(look, "guest.cpu.slat", all_say(list, "slat"));
}

/* GiB with two digits behind the point: finer steps would only make the screen restless. */
static void map_disk(struct look *look)
{
    const cJSON *disk = look_section(look, "disk", "guest.disk.free_gb", NULL);
    double bytes = 0;

    if (!disk)
        return;
    if (raw_number(disk, "free_bytes", &bytes) && bytes >= 0)
        look_put_value(look, "guest.disk.free_gb",
                       cJSON_CreateNumber((double)(long long)(bytes / GIB * 100) / 100));
    else
        look_put_text(look, "guest.disk.free_gb", NULL);
}

/* What a Hyper-V host tells its guests; Azure's hosts fill the same keys with names of no use. */
static void map_parent(struct look *look)
{
    const cJSON *computer = look_peek(look, "computer");
    const cJSON *parent = look_peek(look, "parent");
    const char *place = computer ? platform(computer) : NULL;

    if (!says(place, "hyperv"))
        return;
    if (raw_text(parent, "host"))
        look_put_text(look, "host.name", raw_text(parent, "host"));
    if (raw_text(parent, "vm"))
        look_put_text(look, "vm.name", raw_text(parent, "vm"));
}

void windows_machine_facts(struct look *look)
{
    map_computer(look);
    map_processor(look);
    map_disk(look);
    map_parent(look);
}
