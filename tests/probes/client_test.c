/* The wizard's side of probes: good ones, failing ones, and how they end. */
#include "config.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sys/clock.h"
#include "watch.h"

TestSuite(client, .init = watch_setup, .fini = watch_teardown, .timeout = 60);

/* --- good probes ---------------------------------------------------------------------------- */

Test(client, is_done_after_one_answer)
{
    START(.mode = "ok");
    cr_expect_eq(status()->state, PROBE_CHECKING);
    cr_assert(run_until(has_answer));
    cr_expect_eq(status()->state, PROBE_DONE);
    cr_expect_null(status()->error_kind);
    cr_expect_geq(status()->answered_at, status()->asked_at);
    cr_expect(run_until(is_gone));
    cr_expect_eq(one.answers, 1);
}

Test(client, stays_live_with_an_interval)
{
    START(.mode = "ok", .interval = 0.02);
    cr_assert(run_until(has_three_answers));
    cr_expect_eq(status()->state, PROBE_LIVE);
    cr_expect_eq(one.value, 3);
}

Test(client, is_checking_until_a_slow_answer_comes)
{
    START(.mode = "slow", .interval = 60);
    cr_expect(is_checking());
    cr_assert(run_until(is_live));
    cr_expect_eq(one.answers, 1);
}

static bool has_two_answers(void)
{
    return one.answers >= 2;
}

Test(client, gets_a_fresh_look_when_it_asks)
{
    START(.mode = "ok", .interval = 3600);
    cr_assert(run_until(has_answer));
    probe_client_check_now(one.client);
    cr_assert(run_until(has_two_answers));
    cr_expect_eq(one.value, 2, "the same program answers again");
}

Test(client, asks_again_after_it_was_done)
{
    START(.mode = "ok");
    cr_assert(run_until(has_answer));
    probe_client_check_now(one.client);
    cr_assert(run_until(has_two_answers));
    cr_expect_eq(one.value, 1, "another program answers");
    cr_expect_eq(status()->state, PROBE_DONE);
}

Test(client, hands_the_secret_over)
{
    START(.mode = "secret", .secret = "p\xc3\xa4ss \"w\\rd\"\001");
    cr_assert(run_until(has_answer));
    cr_expect_str_eq(one.text, "p\xc3\xa4ss \"w\\rd\"\001");
}

Test(client, sends_no_secret_where_there_is_none)
{
    START(.mode = "secret");
    cr_assert(run_until(has_answer));
    cr_expect_str_eq(one.text, "(none)");
}

Test(client, hands_the_target_over)
{
    START(.mode = "target", .kind = "x y");
    cr_assert(run_until(has_answer));
    cr_expect_not_null(strstr(one.text, "\"mode\":\"target\""));
    cr_expect_not_null(strstr(one.text, "\"kind\":\"x y\""));
}

Test(client, takes_a_last_line_without_line_feed)
{
    START(.mode = "no-line-feed");
    cr_assert(run_until(has_answer));
    cr_expect_eq(one.value, 7);
}

Test(client, overlooks_blank_lines_and_carriage_returns)
{
    START(.mode = "blank-lines");
    cr_assert(run_until(has_answer));
    cr_expect_eq(one.value, 7);
}

Test(client, takes_a_line_of_a_million_bytes)
{
    START(.mode = "large-line");
    cr_assert(run_until(has_answer));
    cr_expect_eq(status()->state, PROBE_DONE);
}

static bool both_have_answers(void)
{
    return one.answers > 0 && two.answers > 0;
}

Test(client, gives_a_probe_no_open_files_of_its_own)
{
    int inherited = 0;

    for (int fd = 3; fd < 256; fd++)
        inherited += fcntl(fd, F_GETFD) == 0;
    START(.mode = "open-files", .interval = 60);
    cr_assert(run_until(has_answer));
    begin(&two, (struct wishes){.mode = "open-files"});
    cr_assert(run_until(both_have_answers));
    cr_expect_eq(one.value, inherited + 1, "only the lock is open besides");
    cr_expect_eq(two.value, inherited);
}

/* --- errors that probes say ----------------------------------------------------------------- */

Test(client, waits_for_the_person_after_errors_that_a_retry_makes_worse)
{
    static const char *const kinds[] = {"auth", "trust", "missing", "data"};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        one.refusals = 0;
        START(.mode = "error", .kind = kinds[i], .interval = 1);
        becomes_refused(kinds[i], "it ");
        cr_expect_eq(cJSON_GetNumberValue(cJSON_GetObjectItem(status()->detail, "n")), 1);
        probe_client_stop(one.client);
        one.client = NULL;
        cr_assert(run_until(is_gone));
    }
}

Test(client, tries_again_after_errors_that_may_pass)
{
    static const char *const kinds[] = {"network", "timeout"};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        one.retries = 0;
        START(.mode = "error", .kind = kinds[i], .interval = 1);
        will_be_retried(kinds[i], "it ");
        probe_client_stop(one.client);
        one.client = NULL;
        cr_assert(run_until(is_gone));
    }
}

Test(client, takes_an_error_that_it_does_not_know_for_bad_data)
{
    START(.mode = "wordless-error");
    becomes_refused("data", "bad_probe failed and did not say why");
}

static bool has_two_refusals(void)
{
    return one.refusals >= 2;
}

Test(client, tries_again_when_the_person_says_so)
{
    START(.mode = "error", .kind = "auth");
    cr_assert(run_until(has_refusal));
    probe_client_check_now(one.client);
    cr_assert(run_until(is_checking));
    cr_expect_str_eq(status()->error_kind, "auth", "known until an answer comes");
    cr_assert(run_until(has_two_refusals));
}

Test(client, says_where_it_looked_for_a_program_that_is_not_there)
{
    START(.program = "eflow-probe-nothing");
    cr_expect_eq(one.refusals, 0, "events come from the loop");
    becomes_refused("missing", "eflow-probe-nothing is not installed");
    says(getenv("EFLOW_PROBES"));
}

Test(client, says_that_a_path_leads_nowhere)
{
    START(.program = "/nonexistent/probe");
    becomes_refused("missing", "no program /nonexistent/probe");
}

/* --- programs that fail --------------------------------------------------------------------- */

Test(client, tells_a_crash_with_the_last_words)
{
    START(.mode = "crash");
    will_be_retried("crash", "bad_probe crashed (signal 6). It said: last ");
    cr_expect(is_gone());
}

Test(client, tells_an_exit_without_a_word)
{
    START(.mode = "silent-exit");
    will_be_retried("crash", "bad_probe ended without an answer (exit status 3).");
}

Test(client, keeps_only_the_end_of_a_long_complaint)
{
    START(.mode = "complaint");
    will_be_retried("crash", "(exit status 4). It said: complaint number 4999");
}

Test(client, takes_half_a_line_for_a_crash)
{
    START(.mode = "half-line");
    will_be_retried("crash", "bad_probe ended without an answer (exit status 0).");
}

Test(client, recovers_by_itself)
{
    int64_t begun = clock_now();

    START(.mode = "recovers");
    will_be_retried("crash", "exit status 1");
    cr_assert(run_until(has_answer));
    cr_expect_geq(clock_now() - begun, 950, "it waited before it tried again");
    cr_expect_eq(status()->state, PROBE_DONE);
    cr_expect_null(status()->message, "the failure is over");
    cr_expect_null(status()->error_kind);
}

Test(client, tries_at_once_when_it_is_told_to)
{
    START(.mode = "recovers");
    cr_assert(run_until(has_retry));
    probe_client_check_now(one.client);
    cr_assert(run_until(has_answer));
    cr_expect_eq(one.retries, 1);
}

Test(client, ends_a_probe_that_never_answers)
{
    START(.mode = "hang", .deadline = 0.2);
    will_be_retried("timeout", "bad_probe gave no answer for 1 second");
    cr_expect(run_until(is_gone));
}

Test(client, ends_a_probe_that_falls_silent)
{
    START(.mode = "silent-after-one", .interval = 0.1, .deadline = 1);
    cr_assert(run_until(is_live));
    will_be_retried("timeout", "gave no answer");
    cr_expect(run_until(is_gone));
}

Test(client, ends_a_probe_that_does_not_want_to_end)
{
    START(.mode = "stubborn", .interval = 1, .deadline = 1);
    cr_assert(run_until(has_answer));
    will_be_retried("timeout", "gave no answer");
    cr_expect_not(is_gone());
    cr_expect(run_until(is_gone));
}

Test(client, ends_a_probe_that_closes_its_output)
{
    START(.mode = "closes-output");
    will_be_retried("crash", "bad_probe closed its output but did not end");
    cr_expect(run_until(is_gone));
}

Test(client, ends_what_a_probe_left_behind)
{
    START(.mode = "leaves-child");
    will_be_retried("crash", "exit status 5");
    cr_expect(run_until(is_gone));
}

/* --- ends ----------------------------------------------------------------------------------- */

Test(client, can_be_stopped_at_once)
{
    START(.mode = "ok", .interval = 1);
    probe_client_stop(one.client);
    one.client = NULL;
    cr_expect(run_until(all_is_closed));
    cr_expect_eq(one.answers, 0);
}

static off_t counted(void)
{
    struct stat seen = {0};

    return stat(count, &seen) == 0 ? seen.st_size : 0;
}

Test(client, leaves_time_to_take_leave)
{
    START(.mode = "farewell", .interval = 3600);
    cr_assert(run_until(has_answer));
    probe_client_stop(one.client);
    one.client = NULL;
    cr_assert(run_until(is_gone));
    cr_expect_eq(counted(), 2, "one for the answer, one for the leave");
}

Test(client, can_be_stopped_in_its_own_event)
{
    START(.mode = "ok", .interval = 0.02);
    one.stop_soon = true;
    cr_expect(run_until(has_answer));
    cr_expect(run_until(is_gone));
    cr_expect_eq(one.answers, 1);
}

Test(client, can_be_stopped_in_the_event_of_a_failure)
{
    START(.mode = "garbage");
    one.stop_soon = true;
    cr_expect(run_until(has_refusal));
    cr_expect(run_until(all_is_closed));
}

Test(client, can_be_stopped_while_it_waits_for_a_retry)
{
    START(.mode = "silent-exit");
    cr_assert(run_until(has_retry));
    probe_client_stop(one.client);
    one.client = NULL;
    cr_expect(run_until(all_is_closed));
    probe_client_stop(NULL);
}

/* The same without running the loop. */
static bool wait_until(bool (*is_true)(void))
{
    int64_t limit = clock_now() + DEADLINE_MS;

    while (!is_true() && clock_now() < limit)
        (void)poll(NULL, 0, 2);
    return is_true();
}

static bool has_counted_fifteen(void)
{
    return counted() >= 15;
}

/* Not running the loop is what happens while the wizard itself is stopped (Ctrl-Z). */
Test(client, does_not_blame_a_probe_for_the_time_that_the_wizard_was_stopped)
{
    START(.mode = "ok", .interval = 0.1, .deadline = 1);
    cr_assert(run_until(is_live));
    cr_assert(wait_until(has_counted_fifteen), "the probe goes on meanwhile");
    one.answers = 0;
    cr_assert(run_until(has_three_answers));
    cr_expect_eq(one.retries, 0);
    cr_expect(is_live());
}

static void run_for_ever(void)
{
    uv_loop_init(&loop);
    START(.mode = "ok", .interval = 0.02);
    uv_run(&loop, UV_RUN_DEFAULT);
    _exit(0);
}

Test(client, takes_its_probes_along_when_it_is_killed)
{
    pid_t wizard = fork();

    if (wizard == 0)
        run_for_ever();
    cr_expect(wait_until(has_counted_fifteen), "the probe never answered");
    cr_expect_not(is_gone());
    kill(wizard, SIGKILL);
    waitpid(wizard, NULL, 0);
    cr_expect(wait_until(is_gone), "the probe outlived the wizard");
}
