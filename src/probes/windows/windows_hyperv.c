#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "probes/windows/windows_areas.h"
#include "sys/text.h"

/* Optional features (client and server) and roles (server). What is on its way out counts as gone:
 * that is what the next start brings. */
static const struct look_word states[] = {
    {"Enabled",                    "enabled" },
    {"EnablePending",              "pending" },
    {"PartiallyInstalled",         "pending" },
    {"Disabled",                   "disabled"},
    {"DisablePending",             "disabled"},
    {"DisabledWithPayloadRemoved", "disabled"},
    {"Superseded",                 "disabled"},
    {"Absent",                     "absent"  },
    {"Installed",                  "enabled" },
    {"InstallPending",             "pending" },
    {"Available",                  "disabled"},
    {"Removed",                    "disabled"},
    {"UninstallPending",           "disabled"},
    {NULL,                         NULL      },
};

static const struct look_word service_states[] = {
    {"Running",         "running"},
    {"StartPending",    "stopped"},
    {"StopPending",     "stopped"},
    {"Stopped",         "stopped"},
    {"Paused",          "stopped"},
    {"PausePending",    "stopped"},
    {"ContinuePending", "stopped"},
    {NULL,              NULL     },
};

static const cJSON *part_in(const cJSON *section, const char *name)
{
    return name ? raw_find(raw_list(section, "list"), "name", name) : NULL;
}

/* A part of Hyper-V is a role on a server and an optional feature everywhere: whichever answers. */
static void map_part(struct look *look, const char *fact, const char *role, const char *feature)
{
    const cJSON *roles = look_peek(look, "roles");
    const cJSON *features = look_peek(look, "features");
    const cJSON *part = part_in(roles, role);
    char *reason;

    if (!part)
        part = part_in(features, feature);
    if (part) {
        look_put_word(look, fact, raw_text(part, "state"), states);
    } else if (features && (roles || !role)) {
        look_put_text(look, fact, "absent");
    } else {
        reason = look_reason(look, features ? "roles" : "features");
        look_put_unknown(look, fact, reason);
        free(reason);
    }
}

/* Where no list of features knows the module, it may still lie in its folder. */
static void map_module(struct look *look)
{
    const cJSON *modules = look_peek(look, "modules");
    const cJSON *fact;

    map_part(look, "guest.hyperv.powershell", "Hyper-V-PowerShell",
             "Microsoft-Hyper-V-Management-PowerShell");
    fact = cJSON_GetObjectItemCaseSensitive(look->facts, "guest.hyperv.powershell");
    if (fact && strcmp(fact->valuestring, "absent") != 0)
        return;
    if (raw_find(raw_list(modules, "list"), "name", "Hyper-V"))
        look_put_text(look, "guest.hyperv.powershell", "enabled");
}

static bool runs(const cJSON *services, const char *name)
{
    const char *status = raw_text(raw_find(services, "name", name), "status");

    return status && text_same_word(status, "Running");
}

static void map_service(struct look *look, const char *fact, const cJSON *services,
                        const char *name)
{
    const cJSON *service = raw_find(services, "name", name);
    const char *start = raw_text(service, "start");
    const char *status = raw_text(service, "status");

    if (!service)
        look_put_text(look, fact, "absent");
    else if (start && text_same_word(start, "Disabled") && !runs(services, name))
        look_put_text(look, fact, "disabled");
    else
        look_put_word(look, fact, status, service_states);
}

/* Only where all three run does this Windows sit on a hypervisor of its own [EF-ERR]. */
static void map_services(struct look *look)
{
    const cJSON *section = look_section(look, "services", "guest.hyperv.running",
                                        "guest.service.wssdagent", "guest.service.hns", NULL);
    const cJSON *list = raw_list(section, "list");
    bool running = runs(list, "vmms") && runs(list, "vmcompute") && runs(list, "hvhost");

    if (!section)
        return;
    look_put_flag(look, "guest.hyperv.running", running ? RAW_YES : RAW_NO);
    map_service(look, "guest.service.wssdagent", list, "wssdagent");
    map_service(look, "guest.service.hns", list, "hns");
}

static void map_vbs(struct look *look)
{
    const cJSON *guard = look_section(look, "device_guard", "guest.vbs_running", NULL);
    const char *status = raw_text(guard, "status");

    if (!guard)
        return;
    look_put_flag(look, "guest.vbs_running",
                  !status                             ? RAW_UNSAID
                  : text_same_word(status, "running") ? RAW_YES
                                                      : RAW_NO);
}

static void map_launch(struct look *look)
{
    const cJSON *section =
        look_section(look, "launch_failures", "guest.hyperv.launch_failed", NULL);
    double count = 0;

    if (!section)
        return;
    look_put_flag(look, "guest.hyperv.launch_failed",
                  !raw_number(section, "count", &count) ? RAW_UNSAID
                  : count > 0                           ? RAW_YES
                                                        : RAW_NO);
}

void windows_hyperv_facts(struct look *look)
{
    map_part(look, "guest.hyperv.feature", "Hyper-V", "Microsoft-Hyper-V");
    map_part(look, "guest.hyperv.hypervisor_feature", NULL, "Microsoft-Hyper-V-Hypervisor");
    map_module(look);
    map_services(look);
    map_vbs(look);
    map_launch(look);
}
