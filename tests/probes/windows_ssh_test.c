/* eflow-probe-windows through a real OpenSSH server: what the far side does well, badly and not at all. */
#include "config.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "far.h"
#include "sys/command.h"
#include "sys/text.h"

#define PROBE "eflow-probe-windows"

enum { SOON_MS = 8000 };

static struct probe *look_patiently(const struct far *far, const char *role, double interval,
                                    int patience)
{
    char *request = far_request(far, role, interval, patience);
    struct probe *probe = probe_start(PROBE, request);

    free(request);
    return probe;
}

static struct probe *look(const struct far *far, const char *role, double interval)
{
    return look_patiently(far, role, interval, SOON_MS / 1000);
}

static void expect_fact(cJSON *answer, const char *fact, const char *reads)
{
    char *found = answer_fact(answer, fact);

    cr_expect_str_eq(found, reads, "%s reads %s, not %s (%s)", fact, found, reads,
                     answer_message(answer));
    free(found);
}

/* One look ends in an answer with this fact. */
static void expect_answer(const char *mode, const char *role, const char *machine, const char *fact,
                          const char *reads)
{
    struct far *far = far_start(mode, machine);
    struct probe *probe = look(far, role, 0);
    cJSON *answer = probe_next(probe, SOON_MS);

    cr_expect(answer, "no answer in mode %s", mode);
    expect_fact(answer, fact, reads);
    cr_expect(probe_ends(probe, SOON_MS));
    cJSON_Delete(answer);
    probe_stop(probe);
    far_stop(far);
}

static void expect_error(struct probe *probe, const char *kind, const char *part)
{
    cJSON *answer = probe_next(probe, SOON_MS);

    cr_expect_str_eq(answer_kind(answer), kind, "%s", answer_message(answer));
    cr_expect(strstr(answer_message(answer), part), "\"%s\" does not say \"%s\"",
              answer_message(answer), part);
    cr_expect(probe_ends(probe, SOON_MS));
    cJSON_Delete(answer);
}

static void expect_trouble(const char *mode, double interval, const char *kind, const char *part)
{
    struct far *far = far_start(mode, "hyperv-win11-pro-ready");
    struct probe *probe = look(far, "guest", interval);

    expect_error(probe, kind, part);
    probe_stop(probe);
    far_stop(far);
}

static void expect_silence(const char *mode, double interval)
{
    struct far *far = far_start(mode, "hyperv-win11-pro-ready");
    struct probe *probe = look_patiently(far, "guest", interval, 2);

    expect_error(probe, "timeout", "has not answered for 2 seconds");
    probe_stop(probe);
    far_stop(far);
}

Test(windows_ssh, one_look_at_a_guest)
{
    expect_answer("replay", "guest", "hyperv-win11-pro-ready", "guest.os.build", "22631");
}

Test(windows_ssh, one_look_at_a_host_names_the_vm)
{
    struct far *far = far_start("replay", "host-server2022-ready");
    struct probe *probe = look(far, "host", 0);
    cJSON *answer = probe_next(probe, SOON_MS);
    char *requests, *script;

    expect_fact(answer, "vm.nested", "true");
    requests = far_read(far, "requests");
    script = far_read(far, "script.ps1");
    cr_expect(strstr(requests, "\"vm\":\"edge-01\""), "%s", requests);
    cr_expect(strstr(script, "$Role = 'host'"));
    free(script);
    free(requests);
    cJSON_Delete(answer);
    probe_stop(probe);
    far_stop(far);
}

Test(windows_ssh, the_command_is_short_enough_for_cmd)
{
    struct far *far = far_start("replay", "hyperv-win11-pro-ready");
    struct probe *probe = look(far, "guest", 0);
    cJSON *answer = probe_next(probe, SOON_MS);
    char *command = far_read(far, "commands");

    cr_expect(strlen(command) < 8191);
    cr_expect(strncmp(command, "powershell -NoProfile -NonInteractive ", 38) == 0, "%s", command);
    free(command);
    cJSON_Delete(answer);
    probe_stop(probe);
    far_stop(far);
}

Test(windows_ssh, utf16_is_understood)
{
    expect_answer("utf16", "guest", "azure-server2022-standard", "azure.size",
                  "\"Standard_D4s_v5\"");
}

Test(windows_ssh, lines_broken_by_a_console_are_joined)
{
    expect_answer("lines", "guest", "hyperv-win11-pro-ready", "guest.execution_policy",
                  "\"allsigned\"");
}

Test(windows_ssh, a_banner_and_progress_as_clixml_are_passed_over)
{
    expect_answer("banner", "guest", "hyperv-win11-pro-ready", "guest.hyperv.running", "true");
}

Test(windows_ssh, garbage_before_the_answer_is_passed_over)
{
    expect_answer("garbage", "guest", "hyperv-win11-pro-ready", "guest.os.edition", "\"pro\"");
}

/* The answer that was under way when the change happened may still be the old one. */
Test(windows_ssh, a_change_there_is_here_with_the_next_look)
{
    struct far *far = far_start("replay", "hyperv-win11-pro-nested");
    struct probe *probe = look(far, "guest", 1);
    cJSON *answer = probe_next(probe, SOON_MS);

    expect_fact(answer, "guest.hyperv.feature", "\"disabled\"");
    cJSON_Delete(answer);
    far_machine(far, "hyperv-win11-pro-ready");
    cJSON_Delete(probe_next(probe, SOON_MS));
    answer = probe_next(probe, SOON_MS);
    expect_fact(answer, "guest.hyperv.feature", "\"enabled\"");
    cJSON_Delete(answer);
    probe_stop(probe);
    far_stop(far);
}

Test(windows_ssh, one_connection_serves_the_whole_session)
{
    struct far *far = far_start("replay", "hyperv-win11-pro-ready");
    struct probe *probe = look(far, "guest", 0.2);
    char *log;
    const char *first;

    for (int i = 0; i < 4; i++) {
        cJSON *answer = probe_next(probe, SOON_MS);

        expect_fact(answer, "guest.name", "\"EDGE-01\"");
        cJSON_Delete(answer);
    }
    log = far_read(far, "log");
    first = strstr(log, "Accepted publickey");
    cr_expect(first && !strstr(first + 1, "Accepted publickey"), "%s", log);
    free(log);
    probe_stop(probe);
    far_stop(far);
}

Test(windows_ssh, the_first_look_is_quick_and_a_line_asks_for_a_fresh_one)
{
    struct far *far = far_start("replay", "hyperv-win11-pro-ready");
    struct probe *probe = look(far, "guest", 60);
    cJSON *answer = probe_next(probe, SOON_MS);
    char *requests;

    cJSON_Delete(answer);
    probe_ask(probe);
    answer = probe_next(probe, SOON_MS);
    cr_expect(answer);
    cr_expect(far_wait_lines(far, "requests", 2, SOON_MS));
    requests = far_read(far, "requests");
    cr_expect(strstr(requests, "\"fresh\":false,\"quick\":true"), "%s", requests);
    cr_expect(strstr(requests, "\"fresh\":true,\"quick\":false"), "%s", requests);
    free(requests);
    cJSON_Delete(answer);
    probe_stop(probe);
    far_stop(far);
}

Test(windows_ssh, when_the_wizard_goes_both_sides_end)
{
    struct far *far = far_start("replay", "hyperv-win11-pro-ready");
    struct probe *probe = look(far, "guest", 60);
    cJSON *answer = probe_next(probe, SOON_MS);

    cr_expect(answer);
    cr_expect(probe_let_go(probe, SOON_MS));
    cr_expect(far_wait_lines(far, "ended", 1, SOON_MS), "the script goes on over there");
    cJSON_Delete(answer);
    probe_stop(probe);
    far_stop(far);
}

Test(windows_ssh, a_killed_probe_leaves_nothing_behind)
{
    struct far *far = far_start("replay", "hyperv-win11-pro-ready");
    struct probe *probe = look(far, "guest", 60);
    cJSON *answer = probe_next(probe, SOON_MS);

    cr_expect(answer);
    cJSON_Delete(answer);
    probe_stop(probe);
    cr_expect(far_wait_lines(far, "ended", 1, SOON_MS), "the script goes on over there");
    far_stop(far);
}

Test(windows_ssh, a_far_side_that_hangs)
{
    expect_silence("hang", 0);
}

Test(windows_ssh, a_far_side_that_does_not_even_read)
{
    expect_silence("deaf", 1);
}

Test(windows_ssh, a_flood_of_lines)
{
    expect_trouble("flood", 1, "data", "no answer of the script");
}

Test(windows_ssh, an_endless_line)
{
    expect_trouble("endless", 0, "data", "no answer of the script");
}

Test(windows_ssh, half_an_answer)
{
    expect_trouble("half", 0, "data", "ended with status 3 before it answered");
}

Test(windows_ssh, an_answer_of_the_wrong_role)
{
    expect_silence("other-role", 0);
}

Test(windows_ssh, no_powershell)
{
    expect_trouble("no-powershell", 0, "missing", "has no Windows PowerShell");
    expect_trouble("cmd-without-powershell", 1, "missing", "has no Windows PowerShell");
}

Test(windows_ssh, an_error_wrapped_into_clixml)
{
    expect_trouble("clixml", 0, "data", "The term was refused by policy.");
}

Test(windows_ssh, constrained_language_mode)
{
    expect_trouble("constrained", 0, "missing", "constrained language mode");
}

Test(windows_ssh, powershell_that_dies_later)
{
    struct far *far = far_start("dies", "hyperv-win11-pro-ready");
    struct probe *probe = look(far, "guest", 1);
    cJSON *answer = probe_next(probe, SOON_MS);

    expect_fact(answer, "guest.name", "\"EDGE-01\"");
    expect_error(probe, "network", "has ended");
    cJSON_Delete(answer);
    probe_stop(probe);
    far_stop(far);
}

Test(windows_ssh, a_refused_connection)
{
    struct far *far = far_start("replay", "hyperv-win11-pro-ready");
    struct probe *probe;

    far_hang_up(far);
    probe = look(far, "guest", 0);
    expect_error(probe, "network", "Start the OpenSSH server");
    probe_stop(probe);
    far_stop(far);
}

Test(windows_ssh, a_link_that_is_cut_and_comes_back)
{
    struct far *far = far_start("replay", "hyperv-win11-pro-ready");
    struct probe *probe = look(far, "guest", 1);
    cJSON *answer = probe_next(probe, SOON_MS);

    expect_fact(answer, "guest.name", "\"EDGE-01\"");
    cJSON_Delete(answer);
    far_hang_up(far);
    do
        answer = probe_next(probe, SOON_MS);
    while (answer && !*answer_kind(answer));
    cr_expect_str_eq(answer_kind(answer), "network");
    cJSON_Delete(answer);
    cr_expect(probe_ends(probe, SOON_MS));
    probe_stop(probe);
    far_listen(far);
    probe = look(far, "guest", 1);
    answer = probe_next(probe, SOON_MS);
    expect_fact(answer, "guest.name", "\"EDGE-01\"");
    cJSON_Delete(answer);
    probe_stop(probe);
    far_stop(far);
}

Test(windows_ssh, a_key_that_is_not_accepted_does_not_ask_for_a_password)
{
    struct far *far = far_start("replay", "hyperv-win11-pro-ready");
    struct probe *probe;

    far_lose_own_key(far);
    probe = look(far, "guest", 1);
    expect_error(probe, "auth", "refused the login");
    probe_stop(probe);
    far_stop(far);
}

Test(windows_ssh, a_host_key_that_is_not_known)
{
    struct far *far = far_start("replay", "hyperv-win11-pro-ready");
    struct probe *probe;

    far_forget_host_key(far);
    probe = look(far, "guest", 1);
    expect_error(probe, "trust", "is not known here");
    probe_stop(probe);
    far_stop(far);
}

Test(windows_ssh, a_host_key_that_has_changed)
{
    struct far *far = far_start("replay", "hyperv-win11-pro-ready");
    struct probe *probe;

    far_change_host_key(far);
    probe = look(far, "guest", 1);
    expect_error(probe, "trust", "has changed");
    cr_expect(far_lines(far, "commands") == 0);
    probe_stop(probe);
    far_stop(far);
}

static void expect_refusal(const char *request, const char *part)
{
    struct probe *probe = probe_start(PROBE, request);

    expect_error(probe, "data", part);
    probe_stop(probe);
}

Test(windows_ssh, requests_that_make_no_sense)
{
    expect_refusal("nonsense\n", "request");
    expect_refusal("{\"target\":{\"role\":\"printer\",\"way\":\"local\"}}\n",
                   "neither guest nor host");
    expect_refusal("{\"target\":{\"role\":\"guest\",\"way\":\"telnet\"}}\n",
                   "neither local nor ssh");
    expect_refusal("{\"target\":{\"role\":\"guest\",\"way\":\"ssh\",\"ssh\":\"edge-01\"}}\n",
                   "ssh://USER@HOST:PORT");
    expect_refusal(
        "{\"target\":{\"role\":\"guest\",\"way\":\"ssh\",\"ssh\":\"ssh://-oProxyCommand=x\"}}\n",
        "ssh://USER@HOST:PORT");
    expect_refusal(
        "{\"target\":{\"role\":\"guest\",\"way\":\"ssh\",\"ssh\":\"ssh://edge:99999\"}}\n",
        "ssh://USER@HOST:PORT");
}

Test(windows_local, powershell_of_this_machine)
{
    struct far *far = far_folder("replay");
    char *path =
        text_format("%s/tests/probes/stand-ins:%s", getenv("EFLOW_SRCDIR"), getenv("PATH"));
    struct probe *probe;
    char *pid;
    cJSON *answer;

    far_machine(far, "hyperv-win11-pro-ready");
    (void)setenv("FAR_FOLDER", far->folder, 1);
    (void)setenv("PATH", path, 1);
    probe = probe_start(PROBE,
                        "{\"interval\":0.2,\"target\":{\"role\":\"guest\",\"way\":\"local\"}}\n");
    for (int i = 0; i < 2; i++) {
        answer = probe_next(probe, SOON_MS);
        expect_fact(answer, "guest.os.build", "22631");
        cJSON_Delete(answer);
    }
    pid = far_read(far, "pid");
    cr_expect(probe_let_go(probe, SOON_MS));
    cr_expect(kill((pid_t)strtol(pid, NULL, 10), 0) == -1 && errno == ESRCH, "%s lives on", pid);
    probe_stop(probe);
    far_stop(far);
    free(pid);
    free(path);
}

Test(windows_local, a_machine_without_powershell)
{
    struct probe *probe;

    (void)setenv("PATH", "/nonexistent", 1);
    probe = probe_start(PROBE, "{\"target\":{\"role\":\"guest\",\"way\":\"local\"}}\n");
    expect_error(probe, "missing", "powershell.exe");
    probe_stop(probe);
}
