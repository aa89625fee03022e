/* The wizard beside a real OpenSSH server, behind which a stand-in plays Windows PowerShell. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "far.h"
#include "screen_test.h"

/* The interval of the Windows probe is 5 s; a change may take that and one second. */
#define WITHIN 8000

/* The wizard on a path, connected to the far side as the command line would. The caller frees
 * nothing. */
static struct screen *start_connected(const struct far *far, const char *path, const char *option)
{
    char *config = NULL;
    char *address = NULL;
    cr_assert(asprintf(&config, "EFLOW_SSH_CONFIG=%s/ssh_config", far->folder) > 0);
    cr_assert(asprintf(&address, "ssh://127.0.0.1:%d", far->port) > 0);
    const char *const environment[] = {config, NULL};
    struct screen_setup setup = {.environment = environment};
    struct screen *s = start_on(&setup, "eflow-wizard", "--path", path, option, address);
    free(address);
    free(config);
    return s;
}

static void go_to_prerequisites(struct screen *s)
{
    sees(s, "[Path]");
    press(s, "Enter Right Right");
    sees(s, "[Prerequisites]");
}

Test(live_windows, a_guest_is_live_and_a_change_is_seen_without_a_key, .timeout = 60)
{
    struct far *far = far_start("replay", "hyperv-win11-pro-not-nested");
    struct screen *s = start_connected(far, "hyperv", "--guest");

    go_to_prerequisites(s);
    screen_set_deadline(s, WITHIN);
    sees(s, "Hyper-V off");
    far_machine(far, "hyperv-win11-pro-ready");
    sees(s, "Hyper-V on");
    press(s, "q");
    exits(s, 0);
    screen_stop(s);
    far_stop(far);
}

Test(live_windows, all_three_paths_take_facts_from_a_guest, .timeout = 60)
{
    static const struct {
        const char *path;
        const char *machine;
    } cases[] = {
        {"hyperv", "hyperv-win11-pro-ready"       },
        {"esxi",   "vmware-win10-iot-ltsc-exposed"},
        {"azure",  "azure-server2022-standard"    }
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct far *far = far_start("replay", cases[i].machine);
        struct screen *s = start_connected(far, cases[i].path, "--guest");
        screen_set_deadline(s, WITHIN);
        sees(s, "suggested");
        press(s, "Enter Right");
        sees(s, "live: ssh://");
        press(s, "q");
        exits(s, 0);
        screen_stop(s);
        far_stop(far);
    }
}

Test(live_windows, a_far_side_that_refuses_is_told_and_the_wizard_goes_on, .timeout = 60)
{
    struct far *far = far_start("replay", "hyperv-win11-pro-ready");
    far_lose_own_key(far);
    struct screen *s = start_connected(far, "hyperv", "--guest");

    sees(s, "[Path]");
    press(s, "Enter Right");
    sees(s, "[Connect]");
    screen_set_deadline(s, WITHIN);
    sees(s, "failed: ssh://");
    press(s, "Right");
    sees(s, "[Prerequisites]");
    press(s, "q");
    exits(s, 0);
    screen_stop(s);
    far_stop(far);
}
