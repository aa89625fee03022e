/* Every fact has a recorded source: the machines of tests/data/windows and tests/data/azure, mapped as the
 * probes do it, know it somewhere, with a value that fits. */
#include "config.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "model/fact.h"
#include "probes/azure/azure_facts.h"
#include "probes/windows/windows_facts.h"
#include "recorded.h"
#include "sys/text.h"

/* What only vSphere tells; its own tests see to these. */
static const char *const told_by_vsphere[] = {
    "vm.guest_id",         "vm.hw_version",  "vm.port_group",   "vm.promiscuous",
    "vm.forged_transmits", "vm.mac_changes", "vm.mac_learning", "host.nested_supported",
};

static void gather(cJSON *all, const cJSON *facts, const char *file)
{
    const cJSON *fact;

    cJSON_ArrayForEach(fact, facts)
    {
        int index = fact_find(fact->string);

        cr_expect(index != FACT_NONE, "%s: no fact is named %s", file, fact->string);
        cr_expect(index == FACT_NONE || fact_value_fits(index, fact), "%s: %s does not fit", file,
                  fact->string);
        if (!cJSON_HasObjectItem(all, fact->string))
            cJSON_AddTrueToObject(all, fact->string);
    }
}

/* A reason for a fact that does not exist would never be seen. */
static void gather_reasons(const cJSON *unknown, const char *file)
{
    const cJSON *reason;

    cJSON_ArrayForEach(reason, unknown)
    {
        cr_expect(fact_find(reason->string) != FACT_NONE, "%s: no fact is named %s", file,
                  reason->string);
        cr_expect(cJSON_IsString(reason) && *reason->valuestring);
    }
}

static void map_file(cJSON *all, const char *folder, const char *file)
{
    cJSON *facts = cJSON_CreateObject(), *unknown = cJSON_CreateObject();
    cJSON *json = recorded_read(folder, file);

    if (strcmp(folder, "azure") == 0)
        azure_facts_from_show(json, facts, unknown);
    else
        cr_assert(windows_facts_from_raw(json, facts, unknown) == 0, "%s", file);
    gather(all, facts, file);
    gather_reasons(unknown, file);
    cJSON_Delete(facts);
    cJSON_Delete(unknown);
    cJSON_Delete(json);
}

static void map_folder(cJSON *all, const char *folder)
{
    char *path = text_format("%s/tests/data/%s", getenv("EFLOW_SRCDIR"), folder);
    DIR *open = opendir(path);
    struct dirent *entry;

    cr_assert(open, "%s", path);
    while ((entry = readdir(open))) {
        if (strstr(entry->d_name, ".json"))
            map_file(all, folder, entry->d_name);
    }
    (void)closedir(open);
    free(path);
}

static bool is_told_by_vsphere(const char *name)
{
    for (size_t i = 0; i < sizeof told_by_vsphere / sizeof *told_by_vsphere; i++) {
        if (strcmp(name, told_by_vsphere[i]) == 0)
            return true;
    }
    return false;
}

/* All facts of the contract but those that are worked out and those that the person plans. */
Test(fact_sources, every_fact_is_known_on_some_recorded_machine_and_fits)
{
    cJSON *all = cJSON_CreateObject();

    map_folder(all, "windows");
    map_folder(all, "azure");
    for (int i = 0; i < FACT_COUNT; i++) {
        const char *name = fact_name(i);
        bool wanted = !fact_kind(i)->derived && !text_starts(name, "plan.");

        cr_expect(!wanted || is_told_by_vsphere(name) || cJSON_HasObjectItem(all, name),
                  "%s is known on no recorded machine", name);
    }
    cJSON_Delete(all);
}
