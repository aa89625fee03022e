#include "config.h"

#include "probes/windows/windows_facts.h"

#include <string.h>

#include "probes/windows/windows_areas.h"
#include "sys/text.h"

static bool role_is(const cJSON *raw, const char *role)
{
    const char *found = raw_text(raw, "role");

    return found && strcmp(found, role) == 0;
}

bool windows_is_raw(const cJSON *json)
{
    const char *format = raw_text(json, "format");

    return format && strcmp(format, WINDOWS_RAW_FORMAT) == 0 &&
           (role_is(json, "guest") || role_is(json, "host"));
}

static void map_guest(struct look *look)
{
    windows_machine_facts(look);
    windows_system_facts(look);
    windows_hyperv_facts(look);
    windows_network_facts(look);
    windows_switch_facts(look);
    windows_eflow_facts(look);
    windows_azure_facts(look);
}

int windows_facts_from_raw(const cJSON *raw, cJSON *facts, cJSON *unknown)
{
    cJSON *repaired;
    struct look look = {.facts = facts, .unknown = unknown};

    if (!windows_is_raw(raw))
        return -1;
    repaired = cJSON_Duplicate(raw, true);
    raw_repair(repaired);
    look.raw = repaired;
    if (role_is(repaired, "guest"))
        map_guest(&look);
    else
        windows_host_facts(&look);
    cJSON_Delete(repaired);
    return 0;
}
