#include "config.h"

#include "report/report_parts.h"

#include <stdlib.h>
#include <string.h>

/* Where names that belong to somebody stand: in a fact, or under a key of the elements of a list
 * fact. */
struct place {
    const char *fact;
    const char *key;  /* NULL: the fact itself */
    const char *kind; /* the word that a redacted report shows instead, with a number */
};

static const struct place places[] = {
    {"vm.name",          NULL,        "vm"        },
    {"guest.name",       NULL,        "windows"   },
    {"host.name",        NULL,        "host"      },
    {"vm.port_group",    NULL,        "port-group"},
    {"plan.switch_name", NULL,        "switch"    },
    {"guest.switches",   "name",      "switch"    },
    {"guest.switches",   "adapter",   "adapter"   },
    {"guest.nats",       "name",      "nat"       },
    {"guest.networks",   "interface", "adapter"   },
    {"guest.proxy",      NULL,        "proxy"     },
};

/* Names that every machine has: they tell nothing about anybody, and much about the set-up. */
static const char *const everyones[] = {"Default Switch", "VM Network", "Ethernet", "Wi-Fi",
                                        "vEthernet",      "Loopback",   "NAT"};

static bool is_everyones(const char *name)
{
    for (size_t i = 0; i < sizeof everyones / sizeof *everyones; i++) {
        if (text_starts(name, everyones[i]))
            return true;
    }
    return false;
}

static bool is_there(const cJSON *names, const char *name)
{
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, names)
    {
        if (strcmp(string_at(item, "name"), name) == 0)
            return true;
    }
    return false;
}

static void add_name(cJSON *names, const char *kind, const cJSON *value)
{
    if (!cJSON_IsString(value) || value->valuestring[0] == '\0' ||
        is_everyones(value->valuestring) || is_there(names, value->valuestring))
        return;
    cJSON *item = cJSON_CreateObject();
    put(item, "kind", kind);
    put(item, "name", value->valuestring);
    cJSON_AddItemToArray(names, item);
}

static void add_value(cJSON *names, const struct place *place, const cJSON *value)
{
    if (place->key == NULL) {
        add_name(names, place->kind, value);
        return;
    }
    const cJSON *element = NULL;
    cJSON_ArrayForEach(element, value)
    {
        add_name(names, place->kind, cJSON_GetObjectItemCaseSensitive(element, place->key));
    }
}

cJSON *report_names(const struct assessment *all, const cJSON *more)
{
    cJSON *names = cJSON_CreateArray();
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, more)
    {
        add_name(names, string_at(item, "kind"), cJSON_GetObjectItemCaseSensitive(item, "name"));
    }
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        int fact = fact_find(places[i].fact);
        size_t count = facts_reading_count(all->facts, fact);
        for (size_t r = 0; r < count; r++)
            add_value(names, &places[i], facts_reading(all->facts, fact, r)->value);
        add_value(names, &places[i], facts_get(all->facts, fact)->value);
    }
    return names;
}
