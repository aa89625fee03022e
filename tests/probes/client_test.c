/* The wizard's side of probes, against a probe that behaves as badly as it is told to. */
#include "config.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <uv.h>

#include "probe/client.h"
#include "probe/lines.h"
#include "probe/request.h"
#include "probes/probe_io.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/text.h"

enum { DEADLINE_MS = 15000 };

/* One probe and what came of it. */
struct watch {
    struct probe_client *client;
    int answers;
    int retries;
    int refusals;
    double value;   /* of vm.cpus in the last answer */
    char *text;     /* of vm.name in the last answer */
    char *message;  /* of the last failure */
    bool stop_soon; /* in the next event */
};

static uv_loop_t loop;
static uv_timer_t deadline;
static struct watch one;
static struct watch two;
static char folder[] = "/tmp/eflow-client-test-XXXXXX";
static char *lock;
static char *count;

/* --- the loop ------------------------------------------------------------------------------- */

static void on_too_late(uv_timer_t *timer)
{
    *(bool *)timer->data = true;
}

/* Runs the loop until something is true. */
static bool run_until(bool (*is_true)(void))
{
    bool too_late = false;

    deadline.data = &too_late;
    uv_update_time(&loop);
    uv_timer_start(&deadline, on_too_late, DEADLINE_MS, 0);
    while (!is_true() && !too_late)
        uv_run(&loop, UV_RUN_ONCE);
    uv_timer_stop(&deadline);
    return !too_late;
}

static bool all_is_closed(void)
{
    uv_unref((uv_handle_t *)&deadline);
    if (uv_loop_alive(&loop)) {
        uv_ref((uv_handle_t *)&deadline);
        return false;
    }
    return true;
}

static void setup(void)
{
    char *probes = text_format("%s/tests/probes", getenv("EFLOW_BUILDDIR"));

    setenv("EFLOW_PROBES", probes, 1);
    free(probes);
    cr_assert_not_null(mkdtemp(folder));
    lock = text_format("%s/lock", folder);
    count = text_format("%s/count", folder);
    cr_assert_eq(uv_loop_init(&loop), 0);
    uv_timer_init(&loop, &deadline);
    uv_unref((uv_handle_t *)&deadline);
}

/* Whatever happened: nothing is left in the loop, and no process. */
static void teardown(void)
{
    struct watch *watches[] = {&one, &two};

    for (int i = 0; i < 2; i++)
        probe_client_stop(watches[i]->client);
    cr_expect(run_until(all_is_closed), "something of a probe stays in the loop for ever");
    uv_close((uv_handle_t *)&deadline, NULL);
    uv_run(&loop, UV_RUN_DEFAULT);
    cr_expect_eq(uv_loop_close(&loop), 0);
    cr_expect(waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD, "a process is left");
    for (int i = 0; i < 2; i++) {
        free(watches[i]->text);
        free(watches[i]->message);
    }
    unlink(lock);
    unlink(count);
    rmdir(folder);
    free(lock);
    free(count);
}

TestSuite(client, .init = setup, .fini = teardown, .timeout = 60);

/* --- watching ------------------------------------------------------------------------------- */

static void take(struct watch *watch, const cJSON *answer)
{
    const cJSON *facts = cJSON_GetObjectItem(answer, "facts");
    const cJSON *name = cJSON_GetObjectItem(facts, "vm.name");

    watch->answers++;
    watch->value = cJSON_GetNumberValue(cJSON_GetObjectItem(facts, "vm.cpus"));
    free(watch->text);
    watch->text = cJSON_IsObject(name)   ? cJSON_PrintUnformatted(name)
                  : cJSON_IsString(name) ? must_copy(name->valuestring)
                                         : NULL;
}

static void on_event(struct probe_client *client, const struct probe_status *status,
                     const cJSON *answer, void *user)
{
    struct watch *watch = user;

    cr_expect_eq(probe_client_status(client), status);
    if (answer)
        take(watch, answer);
    watch->retries += !answer && status->state == PROBE_RETRYING;
    watch->refusals += !answer && status->state == PROBE_REFUSED;
    if (status->message) {
        free(watch->message);
        watch->message = must_copy(status->message);
    }
    if (watch->stop_soon) {
        probe_client_stop(client);
        watch->client = NULL;
    }
}

struct wishes {
    const char *mode;
    const char *kind;
    const char *secret;
    double interval;
    double deadline;
};

static void begin(struct watch *watch, struct wishes wishes)
{
    cJSON *target = cJSON_CreateObject();
    struct probe_order order = {
        .program = "bad_probe",
        .target = target,
        .secret = wishes.secret,
        .interval = wishes.interval,
        .deadline = wishes.deadline,
    };

    cJSON_AddStringToObject(target, "mode", wishes.mode);
    cJSON_AddStringToObject(target, "count", count);
    if (watch == &one)
        cJSON_AddStringToObject(target, "lock", lock);
    if (wishes.kind)
        cJSON_AddStringToObject(target, "kind", wishes.kind);
    watch->client = probe_client_start(&loop, &order, on_event, watch);
    cJSON_Delete(target);
}

#define START(...) begin(&one, (struct wishes){__VA_ARGS__})

static const struct probe_status *status(void)
{
    return probe_client_status(one.client);
}

static bool has_answer(void)
{
    return one.answers > 0;
}

static bool has_retry(void)
{
    return one.retries > 0;
}

static bool has_refusal(void)
{
    return one.refusals > 0;
}

static bool is_live(void)
{
    return status()->state == PROBE_LIVE;
}

static bool is_checking(void)
{
    return status()->state == PROBE_CHECKING;
}

/* Whether the program that holds the lock is gone. */
static bool is_gone(void)
{
    bool held = false;
    int fd = file_lock(lock, &held, NULL);

    file_unlock(fd);
    return fd >= 0;
}

static void says(const char *words)
{
    cr_assert_not_null(one.message);
    cr_expect(strstr(one.message, words) != NULL, "\"%s\" does not say \"%s\"", one.message, words);
    cr_expect_null(strchr(one.message, '\033'));
}

static void becomes_refused(const char *kind, const char *words)
{
    cr_assert(run_until(has_refusal));
    cr_expect_eq(status()->state, PROBE_REFUSED);
    cr_expect_str_eq(status()->error_kind, kind);
    cr_expect_eq(status()->retry_at, 0, "nothing is tried again by itself");
    cr_expect_eq(status()->answered_at, 0);
    says(words);
}

static void will_be_retried(const char *kind, const char *words)
{
    cr_assert(run_until(has_retry));
    cr_expect_eq(status()->state, PROBE_RETRYING);
    cr_expect_str_eq(status()->error_kind, kind);
    cr_expect_gt(status()->retry_at, status()->asked_at);
    says(words);
}

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

static bool has_three_answers(void)
{
    return one.answers >= 3;
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
    struct probe_order order = {.program = "eflow-probe-nothing"};

    one.client = probe_client_start(&loop, &order, on_event, &one);
    cr_expect_eq(one.refusals, 0, "events come from the loop");
    becomes_refused("missing", "eflow-probe-nothing is not installed");
    says(getenv("EFLOW_PROBES"));
}

Test(client, says_that_a_path_leads_nowhere)
{
    struct probe_order order = {.program = "/nonexistent/probe"};

    one.client = probe_client_start(&loop, &order, on_event, &one);
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

/* --- programs that write what they should not ----------------------------------------------- */

Test(client, ends_a_probe_that_writes_garbage)
{
    START(.mode = "garbage", .interval = 1);
    becomes_refused("data", "bad_probe wrote something that is no answer");
    cr_expect(run_until(is_gone));
}

Test(client, ends_a_probe_that_writes_other_json)
{
    START(.mode = "no-facts");
    becomes_refused("data", "bad_probe wrote something that is no answer");
}

Test(client, ends_a_probe_that_nests_too_deep)
{
    START(.mode = "deep");
    becomes_refused("data", "bad_probe wrote something that is no answer");
}

Test(client, ends_a_probe_with_a_line_that_is_too_long)
{
    START(.mode = "huge-line");
    becomes_refused("data", "longer than 1 MiB");
    cr_expect(run_until(is_gone));
}

Test(client, ends_a_probe_with_a_line_that_never_ends)
{
    START(.mode = "endless-line");
    becomes_refused("data", "longer than 1 MiB");
    cr_expect(run_until(is_gone));
}

Test(client, ends_a_flood_of_bytes)
{
    START(.mode = "flood-of-bytes", .interval = 1);
    cr_assert(run_until(has_refusal));
    cr_expect_str_eq(status()->error_kind, "data");
    says("more than this program can use");
    cr_expect(run_until(is_gone));
}

static uv_prepare_t turns;
static uint64_t turn_began;
static uint64_t longest_turn;

static uint64_t busy(void)
{
    struct timespec used;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return (uint64_t)used.tv_sec * 1000000000 + (uint64_t)used.tv_nsec;
}

static void on_turn(uv_prepare_t *prepare)
{
    uint64_t now = busy();

    (void)prepare;
    if (turn_began > 0 && now - turn_began > longest_turn)
        longest_turn = now - turn_began;
    turn_began = now;
}

Test(client, ends_a_flood_and_leaves_time_for_others_meanwhile)
{
    uv_prepare_init(&loop, &turns);
    uv_prepare_start(&turns, on_turn);
    START(.mode = "flood", .interval = 1);
    cr_assert(run_until(has_refusal));
    cr_expect_str_eq(status()->error_kind, "data");
    says("more than this program can use");
    cr_expect_leq(one.answers, 2000);
    cr_expect_lt(longest_turn, 50000000, "a turn took %d ms", (int)(longest_turn / 1000000));
    uv_close((uv_handle_t *)&turns, NULL);
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
    struct stat seen = {0};

    return stat(count, &seen) == 0 && seen.st_size >= 15;
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

/* --- parts ---------------------------------------------------------------------------------- */

Test(retry, waits_longer_each_time_up_to_a_minute)
{
    static const unsigned seconds[] = {1, 1, 2, 4, 8, 16, 32, 60, 60};

    for (unsigned i = 0; i < sizeof seconds / sizeof *seconds; i++)
        cr_expect_eq(retry_delay(i), seconds[i] * 1000);
    cr_expect_eq(retry_delay(4000000000u), 60000);
}

static void next_is(struct lines *lines, const char *expected)
{
    char *line = NULL;
    size_t length = 0;

    cr_assert(lines_next(lines, &line, &length));
    cr_expect_str_eq(line, expected);
    cr_expect_eq(length, strlen(expected));
}

Test(lines, come_out_whole_however_they_came_in)
{
    static const char bytes[] = "first\n\nthird line\nrest";
    struct lines lines = {0};
    char *line;
    size_t length;

    for (size_t i = 0; i < sizeof bytes - 1; i++)
        lines_add(&lines, bytes + i, 1);
    next_is(&lines, "first");
    next_is(&lines, "");
    next_is(&lines, "third line");
    cr_expect_not(lines_next(&lines, &line, &length));
    lines_add(&lines, " more\nx", 7);
    next_is(&lines, "rest more");
    cr_expect_not(lines_next(&lines, &line, &length));
    cr_assert(lines_rest(&lines, &line, &length));
    cr_expect_str_eq(line, "x");
    cr_expect_not(lines_rest(&lines, &line, &length));
    lines_clear(&lines);
}

Test(lines, stay_small_however_much_goes_through)
{
    struct lines lines = {0};
    char block[1000];

    memset(block, 'x', sizeof block);
    block[sizeof block - 1] = '\n';
    for (int i = 0; i < 10000; i++) {
        char *line;
        size_t length;

        lines_add(&lines, block, sizeof block);
        cr_assert(lines_next(&lines, &line, &length));
        cr_assert_eq(length, sizeof block - 1);
    }
    cr_expect_lt(lines.capacity, 10 * sizeof block);
    lines_clear(&lines);
}

Test(request, survives_a_round_trip)
{
    cJSON *target = cJSON_Parse("{\"host\":\"esx \\u00e4\"}");
    size_t length = 0;
    char *line = request_line(2.5, target, "\"\\\n\x7f", &length);
    struct probe_request request;

    cr_assert_eq(line[length - 1], '\n');
    line[--length] = '\0';
    cr_assert_null(strchr(line, '\n'));
    cr_assert_eq(probe_parse_request(line, length, &request, NULL), 0);
    cr_expect_eq(request.interval, 2.5);
    cr_expect_str_eq(request.secret, "\"\\\n\x7f");
    cr_expect(cJSON_Compare(request.target, target, true));
    probe_request_clear(&request);
    cJSON_Delete(target);
    free(line);
}
