#include "config.h"

#include "probes/vsphere/look.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "probes/vsphere/policy.h"

/* What a look reads: for each type of object, the paths of its properties. */
static const struct {
    const char *type;
    const char *paths[13];
} wanted[] = {
    {"VirtualMachine",
     {"name", "runtime.powerState", "runtime.connectionState", "runtime.host", "config.guestId",
      "config.version", "config.firmware", "config.nestedHVEnabled", "config.bootOptions",
      "config.hardware.numCPU", "config.hardware.memoryMB", "config.hardware.device", NULL}},
    {"HostSystem",
     {"name", "config.product", "summary.config.product", "hardware.cpuPkg",
      "summary.hardware.cpuModel", "capability.nestedHVSupported", "config.network.vswitch",
      "config.network.portgroup", NULL}                                                    },
    {"DistributedVirtualPortgroup",
     {"name", "key", "config.distributedVirtualSwitch", "config.defaultPortConfig", NULL}  },
    {"DistributedVirtualSwitch",    {"config.defaultPortConfig", NULL}                     },
};

/* From the machine to its host, and by its networks to their distributed switches. */
static const char traversal[] =
    "<skip>false</skip>"
    "<selectSet xsi:type=\"TraversalSpec\"><name>host</name><type>VirtualMachine</type>"
    "<path>runtime.host</path><skip>false</skip></selectSet>"
    "<selectSet xsi:type=\"TraversalSpec\"><name>network</name><type>VirtualMachine</type>"
    "<path>network</path><skip>false</skip>"
    "<selectSet xsi:type=\"TraversalSpec\"><name>switch</name>"
    "<type>DistributedVirtualPortgroup</type><path>config.distributedVirtualSwitch</path>"
    "<skip>false</skip></selectSet></selectSet>";

static void add_properties(struct text *out)
{
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        text_addf(out, "<propSet><type>%s</type>", wanted[i].type);
        for (const char *const *path = wanted[i].paths; *path; path++)
            text_addf(out, "<pathSet>%s</pathSet>", *path);
        text_add(out, "</propSet>");
    }
}

void look_specification(struct text *out, const struct moref *vm)
{
    add_properties(out);
    text_add(out, "<objectSet>");
    xml_add_ref(out, "obj", vm);
    text_add(out, traversal);
    text_add(out, "</objectSet>");
}

static const xmlNode *object_of(const struct harvest *harvest, const struct moref *ref)
{
    const xmlNode *object = harvest_next(harvest, NULL);

    while (object && !xml_refers_to(xml_child(object, "obj"), ref))
        object = harvest_next(harvest, object);
    return object;
}

static const char *why_not(const xmlNode *object, const char *property)
{
    if (!object)
        return _("this user may not see the host of the virtual machine");
    if (object_forbids(object, property))
        return _("this user may not read it; the role \"Read-only\" is enough");
    return _("the server does not tell it");
}

static void text_fact(struct sheet *sheet, const char *fact, const xmlNode *object,
                      const char *property)
{
    char *value = xml_text(object_property(object, property));

    sheet_text(sheet, fact, value, why_not(object, property));
    free(value);
}

static void count_fact(struct sheet *sheet, const char *fact, const xmlNode *object,
                       const char *property)
{
    sheet_count(sheet, fact, xml_count(object_property(object, property)),
                why_not(object, property));
}

/* --- the virtual machine ---------------------------------------------------------------------- */

static void power_fact(struct sheet *sheet, const xmlNode *vm)
{
    static const char *const words[][2] = {
        {"poweredOn",  "on"       },
        {"poweredOff", "off"      },
        {"suspended",  "suspended"},
    };
    const xmlNode *contact = object_property(vm, "runtime.connectionState");
    const xmlNode *state = object_property(vm, "runtime.powerState");
    const char *word = NULL;

    if (contact && !xml_is(contact, "connected")) {
        sheet_unknown(sheet, "vm.power",
                      _("the server has no contact with the virtual machine at the moment"));
        return;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (xml_is(state, words[i][0]))
            word = words[i][1];
    sheet_text(sheet, "vm.power", word, why_not(vm, "runtime.powerState"));
}

/* A setting that was never made is left out and means off, but only where settings can be read at
 * all; the version of the virtual hardware is always among them. */
static int nested_flag(const xmlNode *vm)
{
    static const char property[] = "config.nestedHVEnabled";
    const xmlNode *value = object_property(vm, property);

    if (!value && !object_forbids(vm, property) && object_property(vm, "config.version"))
        return 0;
    return xml_flag(value);
}

static int secure_boot_flag(const xmlNode *vm)
{
    const xmlNode *boot = object_property(vm, "config.bootOptions");
    const xmlNode *value = xml_child(boot, "efiSecureBootEnabled");

    return boot && !value ? 0 : xml_flag(value);
}

static void hardware_version_fact(struct sheet *sheet, const xmlNode *vm)
{
    static const char prefix[] = "vmx-";
    char *version = xml_raw(object_property(vm, "config.version"));
    long number = -1;

    if (strncmp(version, prefix, strlen(prefix)) == 0) {
        char *end;

        number = strtol(version + strlen(prefix), &end, 10);
        if (*end || end == version + strlen(prefix) || number > 1000)
            number = -1;
    }
    sheet_count(sheet, "vm.hw_version", number, why_not(vm, "config.version"));
    free(version);
}

static void firmware_fact(struct sheet *sheet, const xmlNode *vm)
{
    const xmlNode *firmware = object_property(vm, "config.firmware");
    const char *word = xml_is(firmware, "efi") ? "efi" : xml_is(firmware, "bios") ? "bios" : NULL;

    sheet_text(sheet, "vm.firmware", word, why_not(vm, "config.firmware"));
}

static int has_tpm(const xmlNode *vm)
{
    const xmlNode *devices = object_property(vm, "config.hardware.device");
    const xmlNode *device = xml_child(devices, NULL);

    while (device && !xml_has_type(device, "VirtualTPM"))
        device = xml_next(device, NULL);
    return devices ? device != NULL : -1;
}

static void vm_facts(struct sheet *sheet, const xmlNode *vm)
{
    text_fact(sheet, "vm.name", vm, "name");
    power_fact(sheet, vm);
    sheet_flag(sheet, "vm.nested", nested_flag(vm), why_not(vm, "config.nestedHVEnabled"));
    text_fact(sheet, "vm.guest_id", vm, "config.guestId");
    hardware_version_fact(sheet, vm);
    firmware_fact(sheet, vm);
    sheet_flag(sheet, "vm.secure_boot", secure_boot_flag(vm), why_not(vm, "config.bootOptions"));
    sheet_flag(sheet, "vm.tpm", has_tpm(vm), why_not(vm, "config.hardware.device"));
    count_fact(sheet, "vm.cpus", vm, "config.hardware.numCPU");
    count_fact(sheet, "vm.memory_mb", vm, "config.hardware.memoryMB");
}

/* --- the host --------------------------------------------------------------------------------- */

/* The release of the host itself; on an ESXi host the server tells the same about itself. */
static void release_fact(struct sheet *sheet, const char *fact, const struct session *session,
                         const xmlNode *host, const char *key, const char *of_server)
{
    const xmlNode *product = object_property(host, "config.product");
    char *value;

    if (!product)
        product = object_property(host, "summary.config.product");
    value = xml_text(xml_child(product, key));
    if (!*value && !session->is_vcenter) {
        free(value);
        value = must_copy(of_server ? of_server : "");
    }
    sheet_text(sheet, fact, value, why_not(host, "config.product"));
    free(value);
}

static bool mentions(const char *text, const char *word)
{
    for (; *text; text++)
        if (text_starts(text, word))
            return true;
    return false;
}

static void vendor_fact(struct sheet *sheet, const xmlNode *host)
{
    static const char *const words[] = {"intel", "amd", "arm"};
    const xmlNode *package = xml_child(object_property(host, "hardware.cpuPkg"), NULL);
    char *vendor = xml_text(xml_child(package, "vendor"));
    const char *word;

    if (!*vendor) {
        free(vendor);
        vendor = xml_text(object_property(host, "summary.hardware.cpuModel"));
    }
    word = *vendor ? "other" : NULL;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (mentions(vendor, words[i]))
            word = words[i];
    sheet_text(sheet, "host.cpu.vendor", word, why_not(host, "hardware.cpuPkg"));
    free(vendor);
}

static void host_facts(struct sheet *sheet, const struct session *session, const xmlNode *host)
{
    sheet_text(sheet, "host.product", session->is_vcenter ? "vcenter" : "esxi", "");
    text_fact(sheet, "host.name", host, "name");
    release_fact(sheet, "host.version", session, host, "version", session->version);
    release_fact(sheet, "host.build", session, host, "build", session->build);
    vendor_fact(sheet, host);
    sheet_flag(sheet, "host.nested_supported",
               xml_flag(object_property(host, "capability.nestedHVSupported")),
               why_not(host, "capability.nestedHVSupported"));
}

/* --- one look --------------------------------------------------------------------------------- */

void look_at_objects(const struct session *session, const struct moref *vm,
                     const struct harvest *harvest, struct sheet *sheet)
{
    const xmlNode *machine = object_of(harvest, vm);
    const xmlNode *host = NULL;
    struct moref host_ref = {0};

    if (xml_ref(object_property(machine, "runtime.host"), &host_ref))
        host = object_of(harvest, &host_ref);
    vm_facts(sheet, machine);
    host_facts(sheet, session, host);
    policy_read(harvest, machine, host, sheet);
    moref_clear(&host_ref);
}

enum outcome look(struct session *session, const struct moref *vm, struct sheet *ret,
                  struct trouble *trouble)
{
    struct text specification = {0};
    struct harvest harvest = {0};
    enum outcome outcome;

    look_specification(&specification, vm);
    outcome = session_read(session, specification.s, &harvest, trouble);
    text_free(&specification);
    if (outcome != OUTCOME_OK)
        return outcome;
    if (object_of(&harvest, vm)) {
        *ret = sheet_new();
        look_at_objects(session, vm, &harvest, ret);
    } else {
        outcome = trouble_from_fault(trouble, session->target->place, "ManagedObjectNotFound", "");
    }
    harvest_clear(&harvest);
    return outcome;
}
