#include "config.h"

#include "probes/vsphere/policy.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"

/* A policy's three switches, by the names that all vSphere types share. */
static const struct {
    const char *fact;
    const char *name;
} switches[] = {
    {"vm.promiscuous",      "allowPromiscuous"},
    {"vm.forged_transmits", "forgedTransmits" },
    {"vm.mac_changes",      "macChanges"      },
};
enum { SWITCHES = sizeof switches / sizeof *switches };

static void nothing_known(struct sheet *sheet, const char *why)
{
    for (size_t i = 0; i < SWITCHES; i++)
        sheet_unknown(sheet, switches[i].fact, why);
    sheet_unknown(sheet, "vm.mac_learning", why);
}

/* --- the adapter ------------------------------------------------------------------------------ */

static bool is_adapter(const xmlNode *device)
{
    return xml_child(device, "macAddress") || xml_child(device, "addressType");
}

static bool starts_connected(const xmlNode *device)
{
    return xml_flag(xml_path(device, "connectable/startConnected")) != 0;
}

/* The first adapter that is connected at power-on; else the first one. */
static const xmlNode *adapter_of(const xmlNode *vm)
{
    const xmlNode *device = xml_child(object_property(vm, "config.hardware.device"), NULL);
    const xmlNode *first = NULL;

    for (; device; device = xml_next(device, NULL)) {
        if (!is_adapter(device))
            continue;
        if (starts_connected(device))
            return device;
        if (!first)
            first = device;
    }
    return first;
}

/* --- standard switch -------------------------------------------------------------------------- */

static const xmlNode *entry_with(const xmlNode *list, const char *path, const char *value)
{
    const xmlNode *entry = xml_child(list, NULL);

    while (entry && !xml_is(xml_path(entry, path), value))
        entry = xml_next(entry, NULL);
    return entry;
}

/* The first of the three places that says anything. */
static int standard_flag(const xmlNode *group, const xmlNode *vswitch, const char *name)
{
    const xmlNode *places[] = {
        xml_path(group, "computedPolicy/security"),
        xml_path(group, "spec/policy/security"),
        xml_path(vswitch, "spec/policy/security"),
    };

    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        int flag = xml_flag(xml_child(places[i], name));

        if (flag >= 0)
            return flag;
    }
    return -1;
}

static void standard_policy(struct sheet *sheet, const xmlNode *backing, const xmlNode *host)
{
    char *name = xml_raw(xml_child(backing, "deviceName"));
    const xmlNode *group =
        entry_with(object_property(host, "config.network.portgroup"), "spec/name", name);
    char *vswitch_name = xml_raw(xml_path(group, "spec/vswitchName"));
    const xmlNode *vswitch =
        entry_with(object_property(host, "config.network.vswitch"), "name", vswitch_name);
    char *shown = xml_text(xml_child(backing, "deviceName"));

    sheet_text(sheet, "vm.port_group", shown, _("the server does not tell it"));
    if (group) {
        for (size_t i = 0; i < SWITCHES; i++)
            sheet_flag(sheet, switches[i].fact, standard_flag(group, vswitch, switches[i].name),
                       _("the host does not tell it"));
        sheet_flag(sheet, "vm.mac_learning", 0, "");
    } else if (!host || object_forbids(host, "config.network.portgroup")) {
        nothing_known(sheet, _("this user may not read the network settings of the host; the "
                               "role \"Read-only\" there is enough"));
    } else {
        nothing_known(sheet, _("the host has no port group of this name any more"));
    }
    free(shown);
    free(vswitch_name);
    free(name);
}

/* --- distributed switch ----------------------------------------------------------------------- */

static const xmlNode *distributed_group(const struct harvest *harvest, const xmlNode *backing)
{
    char *key = xml_raw(xml_path(backing, "port/portgroupKey"));
    const xmlNode *object = harvest_next(harvest, NULL);

    while (object && !(object_is(object, "DistributedVirtualPortgroup") &&
                       xml_is(object_property(object, "key"), key)))
        object = harvest_next(harvest, object);
    free(key);
    return object;
}

static const xmlNode *switch_of(const struct harvest *harvest, const xmlNode *group)
{
    struct moref ref;
    const xmlNode *object = harvest_next(harvest, NULL);

    if (!xml_ref(object_property(group, "config.distributedVirtualSwitch"), &ref))
        return NULL;
    while (object && !xml_refers_to(xml_child(object, "obj"), &ref))
        object = harvest_next(harvest, object);
    moref_clear(&ref);
    return object;
}

/* What one level (port group or switch) says in its own right; -1 where it inherits or says
 * nothing. A value beside "inherited" is what the server worked out, so it counts where the level
 * above cannot be read. */
static int level_flag(const xmlNode *config, const char *name, bool even_inherited)
{
    const xmlNode *management = xml_child(config, "macManagementPolicy");
    const xmlNode *security = xml_path(config, "securityPolicy");
    const xmlNode *entry = xml_child(security, name);
    int flag = -1;

    if (even_inherited || xml_flag(xml_child(management, "inherited")) != 1)
        flag = xml_flag(xml_child(management, name));
    if (flag < 0 && (even_inherited || (xml_flag(xml_child(security, "inherited")) != 1 &&
                                        xml_flag(xml_child(entry, "inherited")) != 1)))
        flag = xml_flag(xml_child(entry, "value"));
    return flag;
}

static int learning_flag(const xmlNode *config, bool even_inherited)
{
    const xmlNode *management = xml_child(config, "macManagementPolicy");
    const xmlNode *learning = xml_child(management, "macLearningPolicy");

    if (!even_inherited && (xml_flag(xml_child(management, "inherited")) == 1 ||
                            xml_flag(xml_child(learning, "inherited")) == 1))
        return -1;
    return xml_flag(xml_child(learning, "enabled"));
}

static int distributed_flag(const xmlNode *own, const xmlNode *above, const char *name)
{
    int flag = level_flag(own, name, false);

    if (flag < 0)
        flag = level_flag(above, name, false);
    return flag < 0 ? level_flag(own, name, true) : flag;
}

/* A distributed switch without a word about MAC learning is one that has none. */
static int distributed_learning(const xmlNode *own, const xmlNode *above)
{
    int flag = learning_flag(own, false);

    if (flag < 0)
        flag = learning_flag(above, false);
    if (flag < 0)
        flag = learning_flag(own, true);
    return flag < 0 && own ? 0 : flag;
}

static void distributed_policy(struct sheet *sheet, const struct harvest *harvest,
                               const xmlNode *backing)
{
    const xmlNode *group = distributed_group(harvest, backing);
    const xmlNode *own = object_property(group, "config.defaultPortConfig");
    const xmlNode *above = object_property(switch_of(harvest, group), "config.defaultPortConfig");
    char *name = xml_text(object_property(group, "name"));

    if (!own) {
        const char *why =
            _("this user may not read the distributed port group; the role \"Read-only\" there "
              "is enough");

        sheet_text(sheet, "vm.port_group", name, why);
        nothing_known(sheet, why);
    } else {
        sheet_text(sheet, "vm.port_group", name, _("the server does not tell it"));
        for (size_t i = 0; i < SWITCHES; i++)
            sheet_flag(sheet, switches[i].fact, distributed_flag(own, above, switches[i].name),
                       _("the server does not tell it"));
        sheet_flag(sheet, "vm.mac_learning", distributed_learning(own, above), "");
    }
    free(name);
}

/* --- all kinds -------------------------------------------------------------------------------- */

static void no_policy(struct sheet *sheet, const char *why)
{
    sheet_unknown(sheet, "vm.port_group", why);
    nothing_known(sheet, why);
}

void policy_read(const struct harvest *harvest, const xmlNode *vm, const xmlNode *host,
                 struct sheet *sheet)
{
    const xmlNode *adapter = adapter_of(vm);
    const xmlNode *backing = xml_child(adapter, "backing");

    if (object_forbids(vm, "config.hardware.device"))
        no_policy(sheet, _("this user may not read the devices of the virtual machine"));
    else if (!object_property(vm, "config.hardware.device"))
        no_policy(sheet, _("the server does not tell it"));
    else if (!adapter)
        no_policy(sheet, _("the virtual machine has no network adapter"));
    else if (xml_child(backing, "port"))
        distributed_policy(sheet, harvest, backing);
    else if (xml_child(backing, "opaqueNetworkId"))
        no_policy(sheet, _("its network is managed by NSX, which vSphere does not show"));
    else if (xml_child(backing, "deviceName"))
        standard_policy(sheet, backing, host);
    else
        no_policy(sheet, _("its network adapter is connected to no network"));
}
