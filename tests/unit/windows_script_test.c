/* The PowerShell scripts as they are embedded, and how they are handed over. */
#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "probes/windows/windows_script.h"
#include "sys/text.h"

Test(windows_script, the_scripts_are_plain_ascii_and_only_read)
{
    static const char *const roles[] = {"guest", "host"};
    static const char *const writers[] = {
        "Set-Item",  "Set-VM",      "Set-Net",       "New-Item",    "New-VM",
        "New-Net",   "Remove-Item", "Out-File",      "Add-Content", "Set-Content",
        "Enable-",   "Disable-",    "Install-",      "Uninstall-",  "Restart-",
        "Stop-",     "Start-VM",    "Start-Service", "Set-Service", "Set-ExecutionPolicy",
        "Register-",
    };

    for (size_t i = 0; i < 2; i++) {
        const char *script = windows_script(roles[i]);

        for (const char *c = script; *c; c++)
            cr_assert(*c == '\n' || (*c >= ' ' && *c <= '~'), "%s: character %d", roles[i], *c);
        for (size_t w = 0; w < sizeof writers / sizeof *writers; w++)
            cr_expect(!strstr(script, writers[w]), "%s uses %s", roles[i], writers[w]);
        cr_expect(strncmp(script, "# eflow-wizard", 14) == 0);
    }
    cr_expect(!windows_script("printer"));
}

Test(windows_script, the_command_survives_cmd_and_its_limit)
{
    char *command = windows_command();

    cr_expect(strlen(command) < 2000);
    cr_expect(strcspn(command, "\"'%^&|<>()$`!;\\") == strlen(command), "%s", command);
    free(command);
}

Test(windows_script, base64_of_the_known_examples)
{
    static const char *const pairs[][2] = {
        {"",     ""        },
        {"f",    "Zg=="    },
        {"fo",   "Zm8="    },
        {"foo",  "Zm9v"    },
        {"foob", "Zm9vYg=="},
    };

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char *encoded = windows_base64(pairs[i][0], strlen(pairs[i][0]));

        cr_expect_str_eq(encoded, pairs[i][1]);
        free(encoded);
    }
}

Test(windows_script, requests_are_ascii_whatever_the_vm_is_called)
{
    struct text line = {0};

    windows_add_ascii(&line, "{\"vm\":\"K\xC3\xBC"
                             "che \xF0\x9F\x98\x80\"}");
    cr_expect_str_eq(line.s, "{\"vm\":\"K\\u00fcche \\ud83d\\ude00\"}");
    text_free(&line);
}
