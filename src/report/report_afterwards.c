#include "config.h"

#include "report/report_parts.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"

/* What no reading beforehand can tell, and the command that shows it after Deploy-Eflow.
 * Cmdlets: EF-FN and EF-NETCFG of the fact sheet. */
struct look {
    const char *title;
    const char *text;
    const char *run;
};

static const struct look looks[] = {
    {N_("Whether the EFLOW VM starts"),
     N_("Some machines pass every check and still fail to create or start the VM."),
     "Verify-EflowVm"                                              },
    {N_("Whether it gets an address"),
     N_("An address that begins with 169.254 means that no DHCP server answered."),
     "Get-EflowVmAddr"                                             },
    {N_("Whether its name resolution works"),
     N_("The EFLOW VM asks its own DNS servers, not those of Windows."),
     "Invoke-EflowVmCommand \"resolvectl query mcr.microsoft.com\""},
    {N_("Whether it reaches the cloud"),
     N_("Firewalls, proxies and TLS inspection treat the EFLOW VM as a machine of its own."),
     "Invoke-EflowVmCommand \"sudo iotedge check\""                },
};

static const cJSON *planned(const struct facts *facts, const char *name)
{
    return facts_get(facts, fact_find(name))->value;
}

static cJSON *add_look(cJSON *list, const char *title, const char *text, const char *run)
{
    cJSON *item = cJSON_CreateObject();
    put(item, "title", title);
    put(item, "text", text);
    put_command(cJSON_AddArrayToObject(item, "commands"), _("Windows PowerShell, as administrator"),
                run);
    cJSON_AddItemToArray(list, item);
    return item;
}

static void add_gateway(cJSON *list, const struct facts *facts)
{
    const cJSON *gateway = planned(facts, "plan.ip4_gateway");
    if (!cJSON_IsString(gateway))
        return;
    char *inner = fill_quote(gateway->valuestring, FILL_POSIX);
    char *ping = text_format("ping -c 3 %s", inner);
    char *quoted = fill_quote(ping, FILL_POWERSHELL);
    char *run = text_format("Invoke-EflowVmCommand %s", quoted);
    add_look(list, _("Whether it reaches its gateway"),
             _("Without the gateway nothing outside its own network answers."), run);
    free(run);
    free(quoted);
    free(ping);
    free(inner);
}

cJSON *report_afterwards(const struct assessment *all)
{
    cJSON *list = cJSON_CreateArray();
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
        add_look(list, _(looks[i].title), _(looks[i].text), looks[i].run);
        if (i == 1)
            add_gateway(list, all->facts);
    }
    return list;
}

char *report_dns_command(const struct facts *facts)
{
    const cJSON *mode = planned(facts, "plan.address_mode");
    const cJSON *servers = planned(facts, "plan.dns");
    if (!cJSON_IsString(mode) || strcmp(mode->valuestring, "static") != 0 ||
        cJSON_GetArraySize(servers) == 0)
        return NULL;
    struct text command = {0};
    const cJSON *server = NULL;
    cJSON_ArrayForEach(server, servers)
    {
        char *quoted = cJSON_IsString(server) ? fill_quote(server->valuestring, FILL_POWERSHELL)
                                              : must_copy("");
        const char *mark = quoted[0] == '\'' ? "" : "'";
        text_addf(&command, "%s%s%s%s", command.length > 0 ? ", " : "", mark, quoted, mark);
        free(quoted);
    }
    char *list = text_take(&command);
    char *run = text_format("Set-EflowVmDNSServers -dnsServers @(%s)", list);
    free(list);
    return run;
}
