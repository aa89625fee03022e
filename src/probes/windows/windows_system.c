#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "probes/windows/windows_areas.h"
#include "sys/text.h"

#define KIB_PER_MIB 1024.0

struct sku {
    int number;
    const char *edition;
};

/* OperatingSystemSKU [W32-OS] [GPI] [WINNT]. */
static const struct sku skus[] = {
    {4,   "enterprise"     },
    {7,   "standard"       },
    {8,   "datacenter"     },
    {27,  "enterprise"     },
    {42,  "hyperv-server"  },
    {48,  "pro"            },
    {49,  "pro"            },
    {72,  "enterprise"     },
    {79,  "standard"       },
    {80,  "datacenter"     },
    {98,  "home"           },
    {99,  "home"           },
    {100, "home"           },
    {101, "home"           },
    {121, "education"      },
    {122, "education"      },
    {125, "ltsc"           },
    {126, "ltsc"           },
    {129, "ltsc"           },
    {161, "workstation"    },
    {162, "workstation"    },
    {175, "multi-session"  },
    {188, "iot-enterprise" },
    {191, "iot-enterprise" },
    {406, "azure-stack-hci"},
    {407, "datacenter"     },
    {408, "datacenter"     },
};

static const struct look_word os_types[] = {
    {"workstation",       "client"},
    {"domain-controller", "server"},
    {"server",            "server"},
    {NULL,                NULL    },
};

static const struct look_word architectures[] = {
    {"AMD64", "x64"  },
    {"ARM64", "arm64"},
    {"x86",   "other"},
    {"ARM",   "other"},
    {"IA64",  "other"},
    {NULL,    NULL   },
};

static const struct look_word policies[] = {
    {"Unrestricted", "unrestricted"},
    {"RemoteSigned", "remotesigned"},
    {"AllSigned",    "allsigned"   },
    {"Restricted",   "restricted"  },
    {"Bypass",       "bypass"      },
    {"Undefined",    "undefined"   },
    {NULL,           NULL          },
};

static const struct look_word capability_states[] = {
    {"Installed",        "enabled" },
    {"InstallPending",   "pending" },
    {"UninstallPending", "disabled"},
    {"NotPresent",       "disabled"},
    {"Removed",          "disabled"},
    {"Staged",           "disabled"},
    {"Absent",           "absent"  },
    {NULL,               NULL      },
};

static const char *edition(const cJSON *os)
{
    double number = 0;

    if (!raw_number(os, "sku", &number))
        return NULL;
    for (size_t i = 0; i < sizeof skus / sizeof *skus; i++) {
        if (skus[i].number == (int)number)
            return skus[i].edition;
    }
    return "other";
}

const char *windows_os_type(const cJSON *os)
{
    return look_word(raw_text(os, "product_type"), os_types);
}

static void map_os(struct look *look)
{
    const cJSON *os =
        look_section(look, "os", "guest.os.type", "guest.os.caption", "guest.os.sku",
                     "guest.os.edition", "guest.os.build", "guest.os.revision", "guest.os.arch",
                     "guest.os.language", "guest.memory.free_mb", NULL);

    if (!os)
        return;
    look_put_word(look, "guest.os.type", raw_text(os, "product_type"), os_types);
    look_put_text(look, "guest.os.caption", raw_text(os, "caption"));
    look_put_number(look, "guest.os.sku", os, "sku");
    look_put_text(look, "guest.os.edition", edition(os));
    look_put_number(look, "guest.os.build", os, "build");
    look_put_number(look, "guest.os.revision", os, "revision");
    look_put_word(look, "guest.os.arch", raw_text(os, "architecture"), architectures);
    look_put_text(look, "guest.os.language", raw_text(os, "language"));
    look_put_floor(look, "guest.memory.free_mb", os, "free_memory_kb", KIB_PER_MIB);
}

static void map_session(struct look *look)
{
    const cJSON *session = look_section(look, "session", "guest.admin", "guest.powershell.version",
                                        "guest.execution_policy", NULL);

    if (!session)
        return;
    look_put_flag(look, "guest.admin", raw_flag(session, "admin"));
    look_put_text(look, "guest.powershell.version", raw_text(session, "powershell"));
    look_put_word(look, "guest.execution_policy", raw_text(session, "execution_policy"), policies);
}

/* Renamed files wait on many healthy machines for months, so they do not count as a pending
 * restart. */
static void map_reboot(struct look *look)
{
    const cJSON *reboot = look_section(look, "reboot", "guest.reboot_pending", NULL);
    enum raw_flag servicing = raw_flag(reboot, "servicing");
    enum raw_flag update = raw_flag(reboot, "update");

    if (!reboot)
        return;
    look_put_flag(look, "guest.reboot_pending",
                  servicing == RAW_YES || update == RAW_YES ? RAW_YES
                  : servicing == RAW_NO && update == RAW_NO ? RAW_NO
                                                            : RAW_UNSAID);
}

static void map_updates(struct look *look)
{
    const cJSON *update = look_section(look, "microsoft_update", "guest.microsoft_update", NULL);

    if (update)
        look_put_flag(look, "guest.microsoft_update", raw_flag(update, "registered"));
}

static void map_openssh(struct look *look)
{
    const cJSON *client = look_section(look, "openssh_client", "guest.openssh_client", NULL);

    if (client)
        look_put_word(look, "guest.openssh_client", raw_text(client, "state"), capability_states);
}

static void map_code_signing(struct look *look)
{
    const cJSON *seen = look_section(look, "code_signing", "guest.codesign_chain", NULL);
    const char *signature = raw_text(seen, "signature");

    if (!seen)
        return;
    if (!raw_text(seen, "file") || !signature || raw_flag(seen, "chain") == RAW_UNSAID)
        look_put_unknown(look, "guest.codesign_chain",
                         _("no file signed by Microsoft was found to try it with"));
    else
        look_put_flag(look, "guest.codesign_chain",
                      raw_flag(seen, "chain") == RAW_YES && text_same_word(signature, "Valid")
                          ? RAW_YES
                          : RAW_NO);
}

void windows_system_facts(struct look *look)
{
    map_session(look);
    map_os(look);
    map_reboot(look);
    map_updates(look);
    map_openssh(look);
    map_code_signing(look);
}
