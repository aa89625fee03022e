#include "config.h"

#include "probes/windows/windows_complaint.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "sys/text.h"

enum {
    GIST_LIMIT = 300,
    SSH_FAILED = 255,
    SHELL_NOT_FOUND = 127,
    CMD_NOT_FOUND = 9009 & 255, /* what is left of cmd's status on its way through ssh */
};

/* What ssh says, in the order in which it is looked for: it often says more than one thing. Each
 * message may name the host once or twice. */
struct saying {
    const char *part;
    enum probe_error kind;
    const char *message;
};

static const struct saying sayings[] = {
    {"REMOTE HOST IDENTIFICATION HAS CHANGED", PROBE_ERROR_TRUST,
     N_("The host key of %s has changed. Either the machine was set up anew, or somebody is in "
        "between. If you "
        "know that it was set up anew, remove the old key with ssh-keygen -R and connect once by "
        "hand.")                                                                                                    },
    {"is revoked",                             PROBE_ERROR_TRUST,
     N_("The host key of %s is marked as revoked, so nothing was sent to it.")                                      },
    {"Host key verification failed",           PROBE_ERROR_TRUST,
     N_("The host key of %s is not known here. Connect once by hand with ssh, compare the "
        "fingerprint and accept "
        "it.")                                                                                                      },
    {"no matching",                            PROBE_ERROR_TRUST,
     N_("ssh and %s have no method of encryption in common. Update the OpenSSH server there.")                      },
    {"Bad configuration option",               PROBE_ERROR_DATA,
     N_("ssh does not accept its own configuration, so it did not connect to %s. Try ssh by "
        "hand.")                                                                                                    },
    {"Bad owner or permissions",               PROBE_ERROR_DATA,
     N_("ssh does not trust the permissions of its configuration, so it did not connect to %s. Try "
        "ssh by hand.")                                                                                             },
    {"Too many authentication failures",       PROBE_ERROR_AUTH,
     N_("%s refused the login: ssh offered too many keys. Name the right one with IdentityFile in "
        "your ssh "
        "configuration.")                                                                                           },
    {"Permission denied",                      PROBE_ERROR_AUTH,
     N_("%s refused the login. Passwords are not asked for here: put your public key into "
        "authorized_keys there "
        "(for administrators: C:\\ProgramData\\ssh\\administrators_authorized_keys), and try ssh "
        "by hand.")                                                                                                 },
    {"Could not resolve hostname",             PROBE_ERROR_NETWORK,
     N_("The name %s is not known to the name service. Check how it is written, or use the "
        "address.")                                                                                                 },
    {"Connection refused",                     PROBE_ERROR_NETWORK,
     N_("%s refuses connections on this port. Start the OpenSSH server there: Start-Service "
        "sshd.")                                                                                                    },
    {"not responding",                         PROBE_ERROR_NETWORK,
     N_("The connection to %s was lost: it stopped answering.")                                                     },
    {"timed out",                              PROBE_ERROR_TIMEOUT,
     N_("%s did not answer within 10 seconds. Is it on, and does its firewall let ssh in?")                         },
    {"No route to host",                       PROBE_ERROR_NETWORK, N_("There is no way to %s through the network.")},
    {"Network is unreachable",                 PROBE_ERROR_NETWORK,
     N_("There is no way to %s through the network.")                                                               },
    {"Connection closed",                      PROBE_ERROR_NETWORK,
     N_("The connection to %s was closed by the other side.")                                                       },
    {"Connection reset",                       PROBE_ERROR_NETWORK,
     N_("The connection to %s was closed by the other side.")                                                       },
    {"closed by remote host",                  PROBE_ERROR_NETWORK,
     N_("The connection to %s was closed by the other side.")                                                       },
    {"Broken pipe",                            PROBE_ERROR_NETWORK, N_("The connection to %s was lost.")            },
};

/* Without regard to case, as versions of ssh differ in it. */
static const char *find_words(const char *text, const char *part)
{
    for (; *text; text++) {
        if (text_starts(text, part))
            return text;
    }
    return NULL;
}

/* Leaves out what stands between < and >, and turns the line ends of CLIXML into blanks. */
static char *without_tags(const char *xml)
{
    struct text plain = {0};
    bool inside = false;

    for (; *xml; xml++) {
        if (strncmp(xml, "_x000D__x000A_", 14) == 0) {
            text_add(&plain, " ");
            xml += 13;
        } else if (*xml == '<' || *xml == '>') {
            inside = *xml == '<';
        } else if (!inside) {
            text_add_n(&plain, xml, 1);
        }
    }
    return text_take(&plain);
}

char *windows_plain_errors(const char *errors)
{
    const char *xml = strstr(errors, "#< CLIXML");
    const char *first = xml ? strstr(xml, "<S S=\"Error\">") : NULL;
    char *plain, *clean;

    if (!xml)
        return text_clean(errors, GIST_LIMIT);
    plain = without_tags(first ? first : "");
    clean = text_clean(plain, GIST_LIMIT);
    free(plain);
    return clean;
}

static const char *place(const struct windows_target *target)
{
    return target->remote ? target->host : _("this machine");
}

static bool is_missing(int status, const char *errors)
{
    bool named = find_words(errors, "powershell") != NULL;

    return status == SHELL_NOT_FOUND || status == CMD_NOT_FOUND ||
           (named && (find_words(errors, "not recognized") || find_words(errors, "not found") ||
                      find_words(errors, "No such file")));
}

static struct complaint complain(enum probe_error kind, char *message)
{
    return (struct complaint){.kind = kind, .message = message};
}

/* The texts come from the table above, each with one %s. */
static char *about(const char *message, const char *host)
{
    const char *gap = strstr(message, "%s");
    struct text text = {0};

    text_add_n(&text, message, gap ? (size_t)(gap - message) : strlen(message));
    if (gap) {
        text_add(&text, host);
        text_add(&text, gap + 2);
    }
    return text_take(&text);
}

static struct complaint ssh_complaint(const struct windows_target *target, const char *errors,
                                      bool answered)
{
    char *gist, *message;

    for (size_t i = 0; i < sizeof sayings / sizeof *sayings; i++) {
        if (find_words(errors, sayings[i].part))
            return complain(sayings[i].kind, about(_(sayings[i].message), target->host));
    }
    gist = text_clean(errors, GIST_LIMIT);
    if (answered || !*gist)
        message = text_format(_("The connection to %s was lost."), target->host);
    else
        message = text_format(_("ssh cannot connect to %s. It says: %s"), target->host, gist);
    free(gist);
    return complain(PROBE_ERROR_NETWORK, message);
}

static struct complaint shell_complaint(const struct windows_target *target, int status,
                                        const char *errors, const char *noise)
{
    char *gist = windows_plain_errors(*errors || !noise ? errors : noise);
    char *message;

    if (*gist)
        message = text_format(
            _("PowerShell on %s ended with status %d before it answered. The last words were: %s"),
            place(target), status, gist);
    else
        message = text_format(_("PowerShell on %s ended with status %d before it answered."),
                              place(target), status);
    free(gist);
    return complain(PROBE_ERROR_DATA, message);
}

struct complaint windows_complaint(const struct windows_target *target, int status,
                                   const char *errors, const char *noise, bool answered)
{
    if (target->remote && status == SSH_FAILED)
        return ssh_complaint(target, errors, answered);
    if (find_words(errors, "ConstrainedLanguage"))
        return complain(
            PROBE_ERROR_MISSING,
            text_format(
                _("PowerShell on %s may only run in constrained language mode (AppLocker or "
                  "App Control), so the script cannot look."),
                place(target)));
    if (answered)
        return complain(PROBE_ERROR_NETWORK,
                        text_format(_("PowerShell on %s has ended."), place(target)));
    if (is_missing(status, errors))
        return complain(PROBE_ERROR_MISSING,
                        text_format(_("%s has no Windows PowerShell. Is it a Windows machine?"),
                                    place(target)));
    return shell_complaint(target, status, errors, noise);
}
