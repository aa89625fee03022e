/* The wizard beside a real vSphere API: what changes there is on the screen within 2 s, with no key
 * pressed. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screen_test.h"
#include "sim.h"

#define WITHIN 2000 /* ms from a change on the server to the screen */

enum {
    BUSY_ENDS = 1500, /* ms after which no "checking" is left to be shown */
    SLEEPY = 100      /* wake-ups a second, many times what a wizard needs that looks at a lab */
};

/* https://root@127.0.0.1:PORT; the caller frees. */
static char *address_of(const struct sim *sim)
{
    char *address = NULL;
    cr_assert(asprintf(&address, "https://" SIM_USER "@%s", sim_host(sim)) > 0);
    return address;
}

/* The wizard on the path ESXi, connected to the simulator as the command line would. */
static struct screen *start_connected(struct sim *sim)
{
    static const char *const environment[] = {"EFLOW_PASSWORD=" SIM_PASSWORD, NULL};
    struct screen_setup setup = {.environment = environment};
    char *address = address_of(sim);
    struct screen *s = start_on(&setup, "eflow-wizard", "--path", "esxi", "--vsphere", address,
                                "--vm", "edge-01", "--trust", sim_sha256(sim));
    free(address);
    return s;
}

static void go_to_steps(struct screen *s)
{
    sees(s, "[Path]");
    cursor_on(s, "Windows virtual machine on VMware ESXi");
    press(s, "Enter Right Right Right");
    sees(s, "[Steps]");
}

Test(live, changes_are_seen_within_two_seconds_without_a_key)
{
    struct sim *sim = sim_start("esx");
    struct screen *s = start_connected(sim);

    go_to_steps(s);
    sees(s, "edge-01 ON, not exposed");
    cursor_on(s, "Turn the VM off");

    screen_set_deadline(s, WITHIN);
    sim_tell(sim, "vm=edge-01&power=off");
    sees(s, "edge-01 off");
    cursor_on(s, "Open Edit settings of the VM");
    sim_tell(sim, "vm=edge-01&nested=on");
    cursor_on(s, "Save, then start the VM");
    sim_tell(sim, "vm=edge-01&power=on");
    sees(s, "edge-01 ON, exposed");

    screen_set_deadline(s, 5000);
    press(s, "Right");
    sees(s, "[Report]");
    sees(s, "Not yet known");
    press(s, "w");
    sees(s, "The report is in");
    press(s, "q");
    exits(s, 0);
    screen_stop(s);
    sim_stop(sim);
}

Test(live, the_report_says_what_was_seen)
{
    struct sim *sim = sim_start("esx");
    struct screen *s = start_connected(sim);

    sim_tell(sim, "vm=edge-01&power=off&nested=on");
    go_to_steps(s);
    sees(s, "edge-01 off");
    press(s, "Right w");
    sees(s, "The report is in eflow-readiness-");
    char *command = NULL;
    cr_assert(asprintf(&command, "grep -q 'vm.nested: on (vSphere API' %s/eflow-readiness-*.txt",
                       screen_home(s)) > 0);
    cr_assert_eq(system(command), 0, "the report names the fact and its source");
    free(command);
    press(s, "q");
    exits(s, 0);
    screen_stop(s);
    sim_stop(sim);
}

Test(live, a_server_that_goes_away_is_said_and_comes_back)
{
    struct sim *sim = sim_start("esx");
    struct screen *s = start_connected(sim);

    go_to_steps(s);
    sees(s, "edge-01 ON, not exposed");
    sim_tell(sim, "down=1");
    press(s, "Left Left");
    sees(s, "[Connect]");
    press(s, "Down");
    screen_set_deadline(s, 15000);
    sees(s, "trying again");
    sim_tell(sim, "up=1");
    press(s, "r");
    sees(s, "live: https://");
    press(s, "q");
    exits(s, 0);
    screen_stop(s);
    sim_stop(sim);
}

Test(live, a_server_that_hangs_is_said_and_does_not_hold_up_the_wizard, .timeout = 60)
{
    struct sim *sim = sim_start("esx");
    sim_tell(sim, "hang=Login");
    struct screen *s = start_connected(sim);

    go_to_steps(s);
    sees(s, "checking");
    screen_set_deadline(s, 15000);
    sees(s, "taking longer than usual");
    press(s, "Left");
    sees(s, "[Prerequisites]");
    sim_tell(sim, "release=all");
    sees(s, "edge-01 ON, not exposed");
    press(s, "q");
    exits(s, 0);
    screen_stop(s);
    sim_stop(sim);
}

/* What is seen already stays on the screen meanwhile. */
Test(live, a_check_on_demand_that_takes_its_time_is_said)
{
    struct sim *sim = sim_start("esx");
    struct screen *s = start_connected(sim);

    go_to_steps(s);
    sees(s, "edge-01 ON, not exposed");
    sees_in_row(s, 2, "live");
    sim_tell(sim, "hang=RetrievePropertiesEx");
    press(s, "r");
    sees_in_row(s, 2, "checking");
    sees(s, "edge-01 ON, not exposed");
    sim_tell(sim, "release=all");
    sees_in_row(s, 2, "live");
    press(s, "q");
    exits(s, 0);
    screen_stop(s);
    sim_stop(sim);
}

/* What a source was about to show is over in the practice lab, and nobody may wait for it. */
Test(live, the_practice_lab_sleeps_while_a_source_was_being_asked, .timeout = 60)
{
    struct sim *sim = sim_start("esx");
    sim_tell(sim, "hang=Login");
    struct screen *s = start_connected(sim);

    sees(s, "[Path]");
    press(s, "Enter Right Down");
    sees_in_row(s, 2, "checking");
    press(s, "Enter");
    sees(s, "How can the wizard look at it?");
    press(s, "Down Down");
    cursor_on(s, "Practice lab");
    press(s, "Enter");
    sees(s, "practice lab");
    sim_tell(sim, "down=1");
    sim_tell(sim, "release=all");
    screen_watch(s, BUSY_ENDS);
    long before = screen_wakeups(s);
    screen_watch(s, 1000);
    cr_assert_lt(screen_wakeups(s) - before, SLEEPY);
    press(s, "q");
    exits(s, 0);
    screen_stop(s);
    sim_stop(sim);
}

Test(live, trust_is_asked_for_with_both_fingerprints_and_remembered)
{
    static const char *const environment[] = {"EFLOW_PASSWORD=" SIM_PASSWORD, NULL};
    struct screen_setup setup = {.environment = environment};
    struct sim *sim = sim_start("esx");
    char *address = address_of(sim);
    struct screen *s =
        start_on(&setup, "eflow-wizard", "--path", "esxi", "--vsphere", address, "--vm", "edge-01");
    free(address);

    sees(s, "[Path]");
    press(s, "Enter Right");
    sees(s, "[Connect]");
    press(s, "Down");
    sees(s, "failed");
    press(s, "Enter");
    sees(s, "Is this your server?");
    sees(s, "SHA-256");
    sees(s, "SHA-1");
    press(s, "Down Enter");
    sees(s, "live: https://");
    press(s, "q");
    exits(s, 0);

    char *command = NULL;
    cr_assert(asprintf(&command, "grep -rqi %.16s %s", sim_sha256(sim), screen_home(s)) > 0);
    cr_assert_eq(system(command), 0, "the fingerprint is remembered");
    free(command);
    screen_stop(s);
    sim_stop(sim);
}

Test(live, a_wrong_password_is_said_and_can_be_entered_again)
{
    static const char *const environment[] = {"EFLOW_PASSWORD=wrong", NULL};
    struct screen_setup setup = {.environment = environment};
    struct sim *sim = sim_start("esx");
    char *address = address_of(sim);
    struct screen *s = start_on(&setup, "eflow-wizard", "--path", "esxi", "--vsphere", address,
                                "--vm", "edge-01", "--trust", sim_sha256(sim));
    free(address);

    sees(s, "[Path]");
    press(s, "Enter Right Down");
    sees(s, "failed");
    press(s, "Enter");
    sees(s, "How can the wizard look at it?");
    press(s, "Enter");
    sees(s, "Password");
    press(s, "Tab Tab");
    type(s, SIM_PASSWORD);
    press(s, "Enter");
    sees(s, "live: https://");
    cr_assert(!screen_find(s, "battery", NULL, NULL), "the password is never shown");
    size_t length = 0;
    const char *raw = screen_raw(s, &length);
    cr_assert_null(memmem(raw, length, "battery", 7), "the password never reaches the terminal");
    press(s, "q");
    exits(s, 0);
    screen_stop(s);
    sim_stop(sim);
}
