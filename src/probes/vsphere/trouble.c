#include "config.h"

#include "probes/vsphere/trouble.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "sys/text.h"

struct fault_meaning {
    const char *name;
    enum trouble_class class;
    enum probe_error kind;
    const char *message; /* takes the host */
};

static const struct fault_meaning meanings[] = {
    {"InvalidLogin",          TROUBLE_FINAL,   PROBE_ERROR_AUTH,
     N_("%s does not accept this user name with this password. Check both; after several wrong "
        "tries "
        "the server locks the account for a while.")                                            },
    {"NoPermission",          TROUBLE_FINAL,   PROBE_ERROR_AUTH,
     N_("%s lets this user log in, but not read what the wizard needs. Ask for the role "
        "\"Read-only\" "
        "on the host and on the virtual machine.")                                              },
    {"PasswordExpired",       TROUBLE_FINAL,   PROBE_ERROR_AUTH,
     N_("The password of this user has expired on %s. Set a new one there, then connect again.")},
    {"NotAuthenticated",      TROUBLE_SESSION, PROBE_ERROR_AUTH,
     N_("%s has ended the session. The wizard logs in again by itself.")                        },
    {"ManagedObjectNotFound", TROUBLE_OBJECT,  PROBE_ERROR_DATA,
     N_("The virtual machine is no longer on %s. If it was removed or registered anew, wait or "
        "choose "
        "another one.")                                                                         },
};

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

/* A format of the table: the compiler cannot see it, so it is filled in without printf. */
static char *fill_in(const char *message, const char *host)
{
    const char *place = strstr(message, "%s");
    struct text text = {0};

    text_add_n(&text, message, place ? (size_t)(place - message) : strlen(message));
    if (place) {
        text_add(&text, host);
        text_add(&text, place + strlen("%s"));
    }
    return text_take(&text);
}

enum outcome trouble_from_fault(struct trouble *trouble, const char *host, const char *name,
                                const char *words)
{
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++) {
        if (strcmp(name, meanings[i].name) == 0) {
            char *message = fill_in(_(meanings[i].message), host);

            trouble_set(trouble, meanings[i].class, meanings[i].kind, "%s", message);
            free(message);
            return OUTCOME_TROUBLE;
        }
    }
    return trouble_set(
        trouble, TROUBLE_CALL, PROBE_ERROR_DATA,
        _("%s refused to answer: %s (%s). Look at the server's own log for the reason."), host,
        *words ? words : _("it gave no reason"), *name ? name : "SOAP");
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
