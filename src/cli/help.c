#include "cli/options.h"

#include "i18n.h"
#include "sys/text.h"

char *options_help(void)
{
    struct text text = {0};
    text_add(&text,
             _("Usage: eflow-wizard [COMMAND] [OPTION]...\n"
               "From \"I want EFLOW in a Windows VM\" to \"ready for Deploy-Eflow\". It only "
               "reads.\n"));
    text_add(&text, _("\nCommands\n"
                      "  (none)                  the wizard\n"
                      "  check                   all checks without a screen; see the exit status\n"
                      "  facts                   collect facts only, to be taken along\n"
                      "  report FILE             a report (or session) in another format\n"
                      "  explain TEXT|-          what an error text of Deploy-Eflow means\n"
                      "  paths                   the deployment paths it knows\n"
                      "  checks                  all checks: id, severity, title, source\n"));
    text_add(&text,
             _("\nWhere facts come from\n"
               "  --lab [SCENARIO]        a practice lab, no real system\n"
               "  --facts FILE            a facts file; may be repeated, later ones win\n"
               "  --guest WHERE           the Windows machine: local, ssh://[USER@]HOST[:PORT]\n"
               "  --hyperv-host WHERE     the Hyper-V host, likewise; --vm names the machine\n"
               "  --vsphere URL           https://[USER@]HOST[:PORT]; --vm names the machine\n"
               "  --vm NAME               the virtual machine\n"
               "  --azure-vm GROUP/NAME   the Azure VM, through az\n"
               "  --password-file FILE    the password for --vsphere is its first line\n"
               "                          (or EFLOW_PASSWORD, or it is asked for)\n"
               "  --trust SHA256          the server's certificate, if nobody vouches for it\n"));
    text_add(&text,
             _("\nWhat is checked\n"
               "  --path PATH             hyperv, esxi or azure\n"
               "  --plan KEY=VALUE        a value of the plan, such as switch_type=internal\n"
               "  --skip ID               leave a check out\n"
               "  --accept ID=REASON      confirm what cannot be seen; REASON@YYYY-MM-DD ends\n"
               "  --strict                warnings count as not ready\n"
               "  --wait TIME             wait until ready, at most so long (30s, 5m, 1h)\n"
               "  --follow                one line of JSON for each change\n"));
    text_add(&text,
             _("\nOutput\n"
               "  --format FORMAT         text, markdown, json, html or junit\n"
               "  -o, --output FILE       into a file; - is standard output\n"
               "  --force                 overwrite a file that is no report\n"
               "  --redact                replace names and addresses\n"
               "  --diff NEW              report OLD --diff NEW: what changed\n"
               "  --class                 report --class FILES: many reports as one table\n"
               "  --print-script ROLE     facts: the PowerShell script for guest or host\n"));
    text_add(&text,
             _("\nThe program\n"
               "  --plain                 questions and answers, line by line\n"
               "  --present               large, with the last changes, for a projector\n"
               "  --ascii                 no characters beyond ASCII\n"
               "  --no-color              no colours (also NO_COLOR)\n"
               "  --screens FOLDER        other guides and labs than those built in\n"
               "  --lang LANG             the language, such as de; else LANGUAGE and LANG say\n"
               "  --session FILE          keep the session there\n"
               "  --trace FILE            what happened, for a bug report; no passwords\n"
               "  -h, --help              this text\n"
               "  -V, --version           the version\n"));
    text_add(&text, _("\nExit status: 0 ready, 1 not ready, 2 unknown, 64 usage, 65 wrong data,\n"
                      "66 input missing, 69 a needed program is missing, 70 a bug, 73 cannot "
                      "write.\n"));
    return text_take(&text);
}
