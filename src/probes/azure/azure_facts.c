#include "config.h"

#include "probes/azure/azure_facts.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "sys/text.h"

enum { SHOWN_LIMIT = 80 };

struct word {
    const char *raw;
    const char *word;
};

static const struct word powers[] = {
    {"VM running",      "on"         },
    {"VM stopped",      "off"        },
    {"VM deallocated",  "deallocated"},
    {"VM starting",     "changing"   },
    {"VM stopping",     "changing"   },
    {"VM deallocating", "changing"   },
    {"VM creating",     "changing"   },
    {NULL,              NULL         },
};

static const struct word security_types[] = {
    {"Standard",       "standard"      },
    {"TrustedLaunch",  "trusted-launch"},
    {"ConfidentialVM", "confidential"  },
    {NULL,             NULL            },
};

static const cJSON *member(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

static const char *text_of(const cJSON *object, const char *key)
{
    const char *text = cJSON_GetStringValue(member(object, key));

    return text && *text ? text : NULL;
}

static void put(cJSON *facts, cJSON *unknown, const char *name, const char *text,
                const char *reason)
{
    cJSON_DeleteItemFromObjectCaseSensitive(facts, name);
    cJSON_DeleteItemFromObjectCaseSensitive(unknown, name);
    if (text)
        cJSON_AddStringToObject(facts, name, text);
    else
        cJSON_AddStringToObject(unknown, name, reason);
}

static void put_word(cJSON *facts, cJSON *unknown, const char *name, const char *raw,
                     const struct word *words)
{
    char *clean, *reason;

    for (; raw && words->raw; words++) {
        if (text_same_word(raw, words->raw)) {
            put(facts, unknown, name, words->word, NULL);
            return;
        }
    }
    clean = text_clean(raw ? raw : "", SHOWN_LIMIT);
    reason = raw ? text_format(_("Azure says \"%s\", which this version does not know"), clean)
                 : must_copy(_("Azure did not tell it"));
    put(facts, unknown, name, NULL, reason);
    free(reason);
    free(clean);
}

void azure_put_security(cJSON *facts, cJSON *unknown, const char *type)
{
    put_word(facts, unknown, "azure.security_type", type && *type ? type : "Standard",
             security_types);
}

void azure_put_image(cJSON *facts, cJSON *unknown, const cJSON *image, const cJSON *machine)
{
    const char *own = _("the machine was made from an own image");

    put(facts, unknown, "azure.publisher", text_of(image, "publisher"), own);
    put(facts, unknown, "azure.offer", text_of(image, "offer"), own);
    put(facts, unknown, "azure.sku", text_of(image, "sku"), own);
    put(facts, unknown, "azure.license_type", text_of(machine, "licenseType"),
        _("no license of your own is used"));
}

/* An az whose version of the service is from before 2021 knows no security type and leaves it out
 * for every machine. It prints each key that it knows, null where it is not set, and userData is
 * younger than securityType; the newest az prints no nulls at all. */
static bool is_too_old_for_security(const cJSON *shown)
{
    const cJSON *item;
    bool prints_nulls = false;

    cJSON_ArrayForEach(item, shown) prints_nulls |= cJSON_IsNull(item);
    return prints_nulls && !member(shown, "userData");
}

static void put_shown_security(const cJSON *shown, cJSON *facts, cJSON *unknown)
{
    const char *type = text_of(member(shown, "securityProfile"), "securityType");

    if (!type && is_too_old_for_security(shown))
        put(facts, unknown, "azure.security_type", NULL, _("this Azure CLI is too old to tell it"));
    else
        azure_put_security(facts, unknown, type);
}

void azure_facts_from_show(const cJSON *shown, cJSON *facts, cJSON *unknown)
{
    const cJSON *hardware = member(shown, "hardwareProfile");
    const cJSON *image = member(member(shown, "storageProfile"), "imageReference");
    const char *untold = _("Azure did not tell it");

    put(facts, unknown, "azure.size", text_of(hardware, "vmSize"), untold);
    put(facts, unknown, "azure.location", text_of(shown, "location"), untold);
    put(facts, unknown, "vm.name", text_of(shown, "name"), untold);
    put_word(facts, unknown, "azure.power", text_of(shown, "powerState"), powers);
    put_shown_security(shown, facts, unknown);
    azure_put_image(facts, unknown, image, shown);
}
