#include "config.h"

#include "probes/azure/azure_complaint.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "sys/text.h"

enum { GIST_LIMIT = 300 };

struct saying {
    const char *part;
    enum probe_error kind;
    const char *message; /* NULL: see say_missing_vm */
};

/* Codes of the service and words of the program; az does not translate them. In this order. */
static const struct saying sayings[] = {
    {"az login",                        PROBE_ERROR_AUTH,
     N_("You are not signed in to Azure, or the sign-in has expired. Run az login, then look "
        "again.")                                                                                  },
    {"AADSTS",                          PROBE_ERROR_AUTH,
     N_("Azure did not accept the sign-in. Run az login, then look again.")                        },
    {"AuthorizationFailed",             PROBE_ERROR_AUTH,
     N_("Your Azure account may not read this VM. It needs the role Reader on it, at least.")      },
    {"AuthenticationFailed",            PROBE_ERROR_AUTH,
     N_("Azure did not accept the sign-in. Run az login, then look again.")                        },
    {"SubscriptionNotFound",            PROBE_ERROR_DATA,
     N_("Your Azure account has no such subscription. az account list shows those it has.")        },
    {"InvalidSubscriptionId",           PROBE_ERROR_DATA,
     N_("Your Azure account has no such subscription. az account list shows those it has.")        },
    {"doesn't exist in cloud",          PROBE_ERROR_DATA,
     N_("Your Azure account has no such subscription. az account list shows those it has.")        },
    {"Check the spelling and casing",   PROBE_ERROR_DATA,
     N_("Your Azure account has no such subscription. az account list shows those it has.")        },
    {"No subscription found",           PROBE_ERROR_AUTH,
     N_("Your Azure account has no subscription. Sign in with another account: az login.")         },
    {"ResourceGroupNotFound",           PROBE_ERROR_DATA,    NULL                                  },
    {"ResourceNotFound",                PROBE_ERROR_DATA,    NULL                                  },
    {"was not found",                   PROBE_ERROR_DATA,    NULL                                  },
    {"unrecognized arguments",          PROBE_ERROR_MISSING,
     N_("This Azure CLI is too old: it does not know an option that is needed. Update azure-cli.") },
    {"is misspelled or not recognized", PROBE_ERROR_MISSING,
     N_("This Azure CLI is too old: it does not know an option that is needed. Update azure-cli.") },
    {"does not have operation group",   PROBE_ERROR_MISSING,
     N_("This Azure CLI does not fit the Azure libraries beside it, so it cannot show a VM (that "
        "of Debian 12 is "
        "like this). Install the one from Microsoft: "
        "https://learn.microsoft.com/cli/azure/install-azure-cli")                                 },
    {"CERTIFICATE_VERIFY_FAILED",       PROBE_ERROR_TRUST,
     N_("az does not trust the certificate that answered in the name of Azure. Does a proxy look "
        "into "
        "encrypted connections here?")                                                             },
    {"Name or service not known",       PROBE_ERROR_NETWORK,
     N_("az cannot find Azure by name. Is this machine connected to the internet?")                },
    {"Failed to resolve",               PROBE_ERROR_NETWORK,
     N_("az cannot find Azure by name. Is this machine connected to the internet?")                },
    {"Max retries exceeded",            PROBE_ERROR_NETWORK,
     N_("az cannot reach Azure. Is this machine connected to the internet, or does it need a "
        "proxy?")                                                                                  },
    {"Connection refused",              PROBE_ERROR_NETWORK,
     N_("az cannot reach Azure. Is this machine connected to the internet, or does it need a "
        "proxy?")                                                                                  },
    {"timed out",                       PROBE_ERROR_TIMEOUT, N_("Azure did not answer az in time.")},
};

static bool has_words(const char *text, const char *part)
{
    for (; *text; text++) {
        if (text_starts(text, part))
            return true;
    }
    return false;
}

static char *say_missing_vm(const char *group, const char *name)
{
    return text_format(
        _("The chosen Azure subscription has no VM %s in the resource group %s. Check both "
          "names; az account show tells which subscription is chosen."),
        name, group);
}

static const char *name_of_chosen(const cJSON *subscriptions)
{
    const cJSON *item;

    cJSON_ArrayForEach(item, subscriptions)
    {
        if (cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(item, "isDefault")))
            return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(item, "name"));
    }
    return NULL;
}

char *azure_wrong_subscription(const char *group, const char *name, const cJSON *subscriptions)
{
    int count = cJSON_GetArraySize(subscriptions);
    const char *chosen = name_of_chosen(subscriptions);
    char *clean, *message;

    if (count < 2 || !chosen)
        return NULL;
    clean = text_clean(chosen, GIST_LIMIT);
    message = text_format(
        _("The chosen Azure subscription, %s, has no VM %s in the resource group %s. Your account "
          "has %d subscriptions: choose another one with az account set, or check the names."),
        clean, name, group, count);
    free(clean);
    return message;
}

struct azure_complaint azure_complaint(int status, const char *errors, const char *group,
                                       const char *name)
{
    struct azure_complaint complaint = {.kind = PROBE_ERROR_DATA};
    char *gist;

    for (size_t i = 0; i < sizeof sayings / sizeof *sayings; i++) {
        if (!has_words(errors, sayings[i].part))
            continue;
        complaint.kind = sayings[i].kind;
        complaint.no_such_vm = !sayings[i].message;
        complaint.message =
            sayings[i].message ? must_copy(_(sayings[i].message)) : say_missing_vm(group, name);
        return complaint;
    }
    gist = text_clean(errors, GIST_LIMIT);
    complaint.message = *gist ? text_format(_("az ended with status %d. It says: %s"), status, gist)
                              : text_format(_("az ended with status %d and says nothing."), status);
    free(gist);
    return complaint;
}
