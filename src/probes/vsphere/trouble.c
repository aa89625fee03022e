#include "config.h"

#include "probes/vsphere/trouble.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "sys/text.h"

enum outcome trouble_set(struct trouble *trouble, enum trouble_class class, enum probe_error kind,
                         const char *message, ...)
{
    va_list args;
    char *text;

    va_start(args, message);
    text = text_vformat(message, args);
    va_end(args);
    trouble_clear(trouble);
    *trouble = (struct trouble){.class = class, .kind = kind, .message = text};
    return OUTCOME_TROUBLE;
}

enum outcome trouble_detail(struct trouble *trouble, cJSON *detail)
{
    cJSON_Delete(trouble->detail);
    trouble->detail = detail;
    return OUTCOME_TROUBLE;
}

/* The server refused something that only its own words can explain. */
static enum outcome refused(struct trouble *trouble, const char *host, const char *name,
                            const char *words)
{
    return trouble_set(
        trouble, TROUBLE_CALL, PROBE_ERROR_DATA,
        _("%s refused to answer: %s (%s). Look at the server's own log for the reason."), host,
        *words ? words : _("it gave no reason"), *name ? name : "SOAP");
}

enum outcome trouble_from_fault(struct trouble *trouble, const char *host, const char *name,
                                const char *words)
{
    if (strcmp(name, "InvalidLogin") == 0)
        return trouble_set(trouble, TROUBLE_FINAL, PROBE_ERROR_AUTH,
                           _("%s does not accept this user name with this password. Check both; "
                             "after several wrong tries the server locks the account for a while."),
                           host);
    if (strcmp(name, "NoPermission") == 0)
        return trouble_set(trouble, TROUBLE_FINAL, PROBE_ERROR_AUTH,
                           _("%s does not let this user read what the wizard needs. Ask for the "
                             "role \"Read-only\" on the host and on the virtual machine."),
                           host);
    if (strcmp(name, "PasswordExpired") == 0)
        return trouble_set(trouble, TROUBLE_FINAL, PROBE_ERROR_AUTH,
                           _("The password of this user has expired on %s. Set a new one there, "
                             "then connect again."),
                           host);
    if (strcmp(name, "NotAuthenticated") == 0)
        return trouble_set(trouble, TROUBLE_SESSION, PROBE_ERROR_NETWORK,
                           _("%s ends every session at once. The wizard keeps trying; look at "
                             "the server's own log if this goes on."),
                           host);
    if (strcmp(name, "ManagedObjectNotFound") == 0)
        return trouble_set(trouble, TROUBLE_OBJECT, PROBE_ERROR_DATA,
                           _("The virtual machine is no longer on %s. If it was removed or "
                             "registered anew, wait or choose another one."),
                           host);
    return refused(trouble, host, name, words);
}

int trouble_report(struct trouble *trouble)
{
    int result = probe_write_error(trouble->kind, trouble->message, trouble->detail);

    trouble_clear(trouble);
    return result;
}

void trouble_clear(struct trouble *trouble)
{
    free(trouble->message);
    cJSON_Delete(trouble->detail);
    *trouble = (struct trouble){0};
}
