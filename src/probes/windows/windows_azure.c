#include "config.h"

#include "i18n.h"
#include "probes/azure/azure_facts.h"
#include "probes/windows/windows_areas.h"

static void map_answer(struct look *look, const cJSON *azure)
{
    look_put_text(look, "azure.size", raw_text(azure, "vmSize"));
    look_put_text(look, "azure.location", raw_text(azure, "location"));
    azure_put_image(look->facts, look->unknown, azure, azure);
    if (raw_flag(azure, "security") == RAW_YES)
        azure_put_security(look->facts, look->unknown, raw_text(azure, "securityType"));
    else
        look_put_unknown(look, "azure.security_type",
                         _("the metadata service of Azure did not tell it"));
}

/* Elsewhere than on Azure nothing is known of Azure, and nothing needs to be said about it. */
void windows_azure_facts(struct look *look)
{
    const cJSON *azure;

    if (!look_peek(look, "azure") && !*look_problem(look, "azure"))
        return;
    azure = look_section(look, "azure", "azure.size", "azure.security_type", NULL);
    if (!azure || raw_flag(azure, "asked") != RAW_YES)
        return;
    if (raw_flag(azure, "answered") == RAW_YES) {
        map_answer(look, azure);
        return;
    }
    look_put_unknown(look, "azure.size", _("no answer from 169.254.169.254 within 2 s"));
    look_put_unknown(look, "azure.security_type", _("no answer from 169.254.169.254 within 2 s"));
}
