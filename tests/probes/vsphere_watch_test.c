/* Watching: changes are told soon, life is shown, the wizard's end is noticed, and servers may come
 * and go. */
#include "config.h"

#include <signal.h>
#include <string.h>

#include "vsphere_kit.h"

static struct sim *sim;

static void start(void)
{
    sim = sim_start("esx");
}

static void stop(void)
{
    sim_stop(sim);
}

TestSuite(watch, .init = start, .fini = stop);

enum {
    LONG = 60, /* seconds: an interval that no test waits for */
    SOON_MS = 3000,
};

/* A watch that has given its first answer. */
static struct run *watch(double interval)
{
    struct run *run = start_probe(interval, target_of(sim), SIM_PASSWORD);
    cJSON *answer = next_answer(run);

    fact_is(answer, "vm.power", "on");
    cJSON_Delete(answer);
    return run;
}

/* Waits until the simulator has counted a call; the probe then is where the test wants it. */
static void wait_for_calls(const char *method, int count)
{
    long long deadline = run_clock() + ANSWER_MS;

    while (sim_calls(sim, method) < count)
        cr_assert_lt(run_clock(), deadline, "%s was not called %d times", method, count);
}

static void tells(struct run *run, const char *name, const char *value)
{
    cJSON_Delete(wait_for_fact(run, name, value));
}

/* --- news ------------------------------------------------------------------------------------- */

Test(watch, changes_are_announced_by_the_server)
{
    struct run *run = watch(LONG);
    long long before;

    wait_for_calls("WaitForUpdatesEx", 2);
    before = run_clock();
    sim_tell(sim, "vm=edge-01&power=off");
    tells(run, "vm.power", "off");
    sim_tell(sim, "vm=edge-01&nested=on");
    tells(run, "vm.nested", "true");
    sim_tell(sim, "pg=VM Network&promiscuous=on&forged=on&mac=on");
    tells(run, "vm.promiscuous", "true");
    sim_tell(sim, "host=*&nested=off");
    tells(run, "host.nested_supported", "false");
    cr_assert_lt(run_clock() - before, SOON_MS);
    cr_assert_eq(sim_connections(sim), 1);
    ends_within(run, 2000);
}

Test(watch, nothing_changes_and_nothing_is_written_before_it_is_due)
{
    struct run *run = watch(LONG);

    wait_for_calls("WaitForUpdatesEx", 2);
    sim_tell(sim, "vm=edge-01&power=on");
    wait_for_calls("WaitForUpdatesEx", 3);
    cr_assert_null(run_line(run, 0));
    ends_within(run, 2000);
}

Test(watch, a_line_comes_in_every_interval)
{
    struct run *run = watch(2);

    for (int i = 0; i < 3; i++) /* nothing happens there, so only the interval can bring them */
        cJSON_Delete(next_answer(run));
    ends_within(run, 2000);
}

Test(watch, short_intervals_are_polled)
{
    struct run *run = watch(0.5);

    sim_tell(sim, "vm=edge-01&power=off");
    tells(run, "vm.power", "off");
    for (int i = 0; i < 3; i++) {
        long long before = run_clock();

        cJSON_Delete(next_answer(run));
        cr_assert_leq(run_clock() - before, 1000);
    }
    cr_assert_eq(sim_calls(sim, "WaitForUpdatesEx"), 0);
    ends_within(run, 2000);
}

Test(watch, a_server_without_news_is_polled)
{
    struct run *run;

    sim_tell(sim, "fail=CreateFilter:NotSupported:100");
    run = watch(LONG);
    wait_for_calls("CreateFilter", 2);
    sim_tell(sim, "vm=edge-01&power=off");
    tells(run, "vm.power", "off");
    wait_for_calls("RetrievePropertiesEx", sim_calls(sim, "RetrievePropertiesEx") + 1);
    cr_assert_eq(sim_calls(sim, "CreateFilter"), 2);
    ends_within(run, 2000);
}

Test(watch, a_user_who_may_look_but_not_listen_is_served_by_polling)
{
    struct run *run;

    sim_tell(sim, "fail=WaitForUpdatesEx:NoPermission:100");
    run = watch(LONG);
    wait_for_calls("WaitForUpdatesEx", 2);
    sim_tell(sim, "vm=edge-01&power=off");
    tells(run, "vm.power", "off");
    ends_within(run, 2000);
}

Test(watch, waits_that_are_always_cut_off_are_given_up_for_polling)
{
    struct run *run;

    sim_tell(sim, "answer=drop&method=WaitForUpdatesEx&count=100");
    run = watch(LONG);
    wait_for_calls("WaitForUpdatesEx", 2);
    sim_tell(sim, "vm=edge-01&power=off");
    tells(run, "vm.power", "off");
    cr_assert_eq(sim_calls(sim, "Login"), 1);
    ends_within(run, 2000);
}

Test(watch, a_line_asks_for_a_fresh_look)
{
    struct run *run = watch(LONG);
    long long before;

    wait_for_calls("WaitForUpdatesEx", 2);
    before = run_clock();
    run_send(run, "now");
    cJSON_Delete(next_answer(run));
    cr_assert_lt(run_clock() - before, SOON_MS);
    wait_for_calls("WaitForUpdatesEx", 3);
    sim_tell(sim, "vm=edge-01&power=off");
    tells(run, "vm.power", "off");
    cr_assert_eq(sim_calls(sim, "Login"), 1);
    ends_within(run, 2000);
}

Test(watch, a_line_that_comes_during_a_look_is_not_lost)
{
    struct run *run = watch(LONG);
    int looks;

    wait_for_calls("WaitForUpdatesEx", 2);
    looks = sim_calls(sim, "RetrievePropertiesEx");
    sim_tell(sim, "hang=RetrievePropertiesEx");
    sim_tell(sim, "vm=edge-01&power=on");
    wait_for_calls("RetrievePropertiesEx", looks + 1);
    run_send(run, "now");
    sim_tell(sim, "release=all");
    cJSON_Delete(next_answer(run));
    ends_within(run, 2000);
}

/* --- the end ---------------------------------------------------------------------------------- */

Test(watch, the_end_of_input_ends_it_at_once_and_logs_out)
{
    struct run *run = watch(LONG);

    wait_for_calls("WaitForUpdatesEx", 2);
    ends_within(run, 1000);
    cr_assert_eq(sim_calls(sim, "Logout"), 1);
    cr_assert_eq(sim_sessions(sim), 0);
}

Test(watch, the_end_of_input_ends_it_even_when_the_server_hangs)
{
    struct run *run;

    sim_tell(sim, "hang=Login");
    run = start_probe(LONG, target_of(sim), SIM_PASSWORD);
    wait_for_calls("Login", 1);
    ends_within(run, 1000);
}

Test(watch, a_hanging_goodbye_does_not_hold_it_up)
{
    struct run *run = watch(LONG);

    wait_for_calls("WaitForUpdatesEx", 2);
    sim_tell(sim, "hang=Logout");
    ends_within(run, 2000);
}

Test(watch, signals_end_it_with_a_logout_too)
{
    static const int signals[] = {SIGTERM, SIGINT, SIGHUP};

    for (int i = 0; i < 3; i++) {
        struct run *run = watch(LONG);

        wait_for_calls("WaitForUpdatesEx", 2 * (i + 1));
        cr_assert_eq(kill(run_pid(run), signals[i]), 0);
        cr_assert_eq(run_end(run, 2000), 0);
        cr_assert_eq(sim_calls(sim, "Logout"), i + 1);
        run_stop(run);
    }
    cr_assert_eq(sim_sessions(sim), 0);
}

/* --- trouble on the way ----------------------------------------------------------------------- */

Test(watch, an_expired_session_is_renewed_without_a_word)
{
    struct run *run = watch(LONG);

    wait_for_calls("WaitForUpdatesEx", 2);
    sim_tell(sim, "vm=edge-01&power=off");
    tells(run, "vm.power", "off");
    sim_tell(sim, "expire=all");
    wait_for_calls("Login", 2);
    sim_tell(sim, "vm=edge-01&power=on");
    for (int i = 0; i < 2; i++) {
        cJSON *answer = next_answer(run);
        bool is_on = strcmp(fact(answer, "vm.power"), "on") == 0;

        cr_assert_null(cJSON_GetObjectItem(answer, "error"));
        cJSON_Delete(answer);
        if (is_on)
            break;
        cr_assert_eq(i, 0, "the change was not told");
    }
    cr_assert_eq(sim_calls(sim, "Login"), 2);
    ends_within(run, 2000);
}

Test(watch, sessions_that_always_expire_are_an_error_not_a_storm)
{
    struct run *run = watch(1);

    sim_tell(sim, "fail=RetrievePropertiesEx:NotAuthenticated:1000");
    cJSON_Delete(wait_for_error(run, "network"));
    cr_assert_leq(sim_calls(sim, "Login"), 4);
    sim_tell(sim, "fail=RetrievePropertiesEx:NotAuthenticated:0");
    tells(run, "vm.power", "on");
    ends_within(run, 2000);
}

Test(watch, a_password_that_is_refused_at_a_renewal_ends_it)
{
    struct run *run = watch(1);

    sim_tell(sim, "fail=Login:InvalidLogin:100");
    sim_tell(sim, "expire=all");
    cJSON_Delete(wait_for_error(run, "auth"));
    cr_assert_eq(run_end(run, ANSWER_MS), 2);
    cr_assert_eq(sim_calls(sim, "Login"), 2);
    run_stop(run);
}

Test(watch, a_server_that_restarts_is_found_again)
{
    struct run *run = watch(2);
    cJSON *answer;

    sim_tell(sim, "down=1");
    answer = wait_for_error(run, "network");
    cr_assert(is_error(answer, "network", "127.0.0.1"));
    cJSON_Delete(answer);
    cJSON_Delete(wait_for_error(run, "network"));
    sim_tell(sim, "vm=edge-01&power=off");
    sim_tell(sim, "up=1");
    tells(run, "vm.power", "off");
    cr_assert_eq(sim_sessions(sim), 1);
    ends_within(run, 2000);
}

Test(watch, a_server_that_is_not_there_yet_is_waited_for)
{
    struct run *run;

    sim_tell(sim, "down=1");
    run = start_probe(1, target_of(sim), SIM_PASSWORD);
    cJSON_Delete(wait_for_error(run, "network"));
    sim_tell(sim, "up=1");
    tells(run, "vm.power", "on");
    ends_within(run, 2000);
}

Test(watch, a_server_that_hangs_is_reported)
{
    cJSON *target = target_of(sim);
    struct run *run;

    cJSON_AddNumberToObject(target, "timeout", 1);
    run = start_probe(0.5, target, SIM_PASSWORD);
    tells(run, "vm.power", "on");
    sim_tell(sim, "hang=RetrievePropertiesEx");
    cJSON_Delete(wait_for_error(run, "timeout"));
    sim_tell(sim, "release=all");
    tells(run, "vm.power", "on");
    ends_within(run, 2000);
}

Test(watch, a_machine_that_does_not_exist_yet_is_waited_for)
{
    struct run *run = start_probe(1, with(target_of(sim), "vm", "edge-02"), SIM_PASSWORD);

    cJSON_Delete(wait_for_error(run, "data"));
    sim_tell(sim, "vm=edge-01&rename=edge-02");
    tells(run, "vm.name", "edge-02");
    cr_assert_eq(sim_calls(sim, "Login"), 1);
    ends_within(run, 2000);
}

Test(watch, a_machine_that_goes_away_is_reported)
{
    struct run *run = watch(1);
    cJSON *answer;

    sim_tell(sim, "fail=RetrievePropertiesEx:ManagedObjectNotFound");
    answer = wait_for_error(run, "data");
    cr_assert(is_error(answer, "data", "no longer"));
    cJSON_Delete(answer);
    tells(run, "vm.power", "on");
    cr_assert_eq(sim_calls(sim, "CreateContainerView"), 2);
    ends_within(run, 2000);
}
