/* Everything that can go wrong, each with its own sentence, and nothing that crashes or hangs the
 * probe. */
#include "config.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sys/text.h"
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

TestSuite(errors, .init = start, .fini = stop);
TestSuite(requests);

static void gives(cJSON *target, const char *kind, const char *words)
{
    cJSON *answer = look_once(target);

    cr_assert(is_error(answer, kind, words));
    cJSON_Delete(answer);
}

static void gives_after(const char *command, const char *kind, const char *words)
{
    sim_tell(sim, "%s", command);
    gives(target_of(sim), kind, words);
}

/* --- the user --------------------------------------------------------------------------------- */

Test(errors, a_wrong_password_is_tried_once_only)
{
    cJSON *answer = look_once_with(target_of(sim), "guess");

    cr_assert(is_error(answer, "auth", "does not accept"));
    cJSON_Delete(answer);
    cr_assert_eq(sim_calls(sim, "Login"), 1);
}

Test(errors, without_a_password_nothing_is_tried)
{
    cJSON *answer = look_once_with(target_of(sim), NULL);

    cr_assert(is_error(answer, "auth", "asks for the password"));
    cJSON_Delete(answer);
    cr_assert_eq(sim_calls(sim, "RetrieveServiceContent"), 1);
    cr_assert_eq(sim_calls(sim, "Login"), 0);
}

Test(errors, a_wrong_password_ends_a_watch)
{
    struct run *run = start_probe(1, target_of(sim), "guess");
    cJSON *answer = next_answer(run);

    cr_assert(is_error(answer, "auth", "does not accept"));
    cr_assert_eq(run_end(run, ANSWER_MS), 2);
    cr_assert_eq(sim_calls(sim, "Login"), 1);
    cJSON_Delete(answer);
    run_stop(run);
}

Test(errors, a_user_without_rights)
{
    gives_after("fail=Login:NoPermission", "auth", "Read-only");
    gives_after("fail=CreateContainerView:NoPermission", "auth", "Read-only");
    cr_assert_eq(sim_sessions(sim), 0);
}

Test(errors, an_expired_password)
{
    gives_after("fail=Login:PasswordExpired", "auth", "has expired");
}

Test(errors, a_refusal_in_the_servers_own_words)
{
    gives_after("fail=RetrievePropertiesEx:NotSupported", "data",
                "NotSupported, says the simulator");
}

/* --- the way there ---------------------------------------------------------------------------- */

Test(errors, an_unknown_name)
{
    gives(with(target_of(sim), "url", "https://no-such-host.invalid"), "network", "not known");
}

/* A port of loopback that listens or only exists; the caller closes it. */
static int take_port(bool listens, int *ret_port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    cr_assert_eq(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    cr_assert(!listens || listen(fd, 8) == 0);
    cr_assert_eq(getsockname(fd, (struct sockaddr *)&address, &length), 0);
    *ret_port = ntohs(address.sin_port);
    return fd;
}

static cJSON *target_at(int port)
{
    char *url = text_format("https://127.0.0.1:%d", port);
    cJSON *target = with(target_of(sim), "url", url);

    free(url);
    return target;
}

Test(errors, a_refused_connection)
{
    int port, fd = take_port(false, &port);

    gives(target_at(port), "network", "refuses connections");
    close(fd);
}

Test(errors, a_server_that_never_answers)
{
    int port, fd = take_port(true, &port);
    cJSON *target = target_at(port);

    cJSON_AddNumberToObject(target, "timeout", 1);
    gives(target, "timeout", "did not answer in time");
    close(fd);
}

Test(errors, a_server_that_stops_answering)
{
    cJSON *target = target_of(sim);

    cJSON_AddNumberToObject(target, "timeout", 1);
    sim_tell(sim, "hang=Login");
    gives(target, "timeout", "did not answer in time");
}

/* A server of one connection that says a few words and hangs up. */
static pid_t say_to_one(int fd, const char *words)
{
    pid_t pid = fork();

    if (pid == 0) {
        char received[1024];
        int client = accept(fd, NULL, NULL);

        (void)!read(client, received, sizeof received);
        (void)!write(client, words, strlen(words));
        close(client);
        _exit(0);
    }
    return pid;
}

Test(errors, a_port_that_does_not_speak_tls)
{
    int port, fd = take_port(true, &port);

    cr_assert_geq(say_to_one(fd, "SSH-2.0-OpenSSH_9.2\r\n"), 1);
    gives(target_at(port), "network", "No secure connection");
    close(fd);
}

Test(errors, a_connection_that_breaks_off)
{
    gives_after("answer=drop&method=Login&count=10", "network", "broke the connection off");
}

/* --- what is no vSphere server ---------------------------------------------------------------- */

Test(errors, other_web_servers_are_told_from_vsphere)
{
    static const char *const kinds[] = {"html",  "empty",   "plain",   "truncated",
                                        "other", "missing", "redirect"};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        sim_tell(sim, "answer=%s", kinds[i]);
        gives(target_of(sim), "data", "not like an ESXi host or vCenter");
    }
    cr_assert_eq(sim_calls(sim, "Login"), 0);
}

Test(errors, other_soap_servers_are_told_from_vsphere)
{
    gives_after("answer=soap", "data", "neither an ESXi host nor a vCenter");
    cr_assert_eq(sim_calls(sim, "Login"), 0);
}

Test(errors, a_server_that_is_still_starting)
{
    gives_after("answer=starting", "network", "starting");
}

Test(errors, hostile_answers_are_refused_at_any_point)
{
    static const char *const methods[] = {"RetrieveServiceContent", "Login", "CreateContainerView",
                                          "RetrievePropertiesEx"};
    static const char *const kinds[] = {"deep", "bomb", "truncated"};

    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        for (size_t j = 0; j < sizeof kinds / sizeof *kinds; j++) {
            sim_tell(sim, "answer=%s&method=%s", kinds[j], methods[i]);
            gives(target_of(sim), "data", "not like an ESXi host or vCenter");
        }
}

Test(errors, an_answer_without_end_is_cut_off)
{
    gives_after("answer=endless", "data", "more than 16 MiB");
}

Test(errors, answers_of_the_wrong_kind_are_no_facts)
{
    gives_after("answer=soap&method=CreateContainerView", "data", "no list");
    gives_after("answer=soap&method=RetrievePropertiesEx", "data", "sees no virtual machine");
}

/* --- the password ----------------------------------------------------------------------------- */

static bool file_holds(const char *path, const char *text)
{
    char content[65536];
    FILE *file = fopen(path, "r");
    size_t length = file ? fread(content, 1, sizeof content, file) : 0;

    cr_assert_not_null(file);
    fclose(file);
    return memmem(content, length, text, strlen(text)) != NULL;
}

Test(errors, the_password_is_neither_in_the_arguments_nor_in_the_environment)
{
    struct run *run = start_probe(1, target_of(sim), SIM_PASSWORD);
    char *arguments = text_format("/proc/%d/cmdline", (int)run_pid(run));
    char *environment = text_format("/proc/%d/environ", (int)run_pid(run));

    cJSON_Delete(next_answer(run));
    cr_assert_not(file_holds(arguments, "battery"));
    cr_assert(file_holds(arguments, PROBE));
    cr_assert_not(file_holds(environment, "battery"));
    free(arguments);
    free(environment);
    ends_within(run, 2000);
}

#define LARGEST_MAPPING (1UL << 30) /* larger ones are the sanitizers' own */

/* Whether the memory of a process, as far as it can be written, holds the text. */
static bool memory_holds(pid_t pid, const char *text)
{
    char *maps_path = text_format("/proc/%d/maps", (int)pid);
    char *mem_path = text_format("/proc/%d/mem", (int)pid);
    FILE *maps = fopen(maps_path, "r");
    int mem = open(mem_path, O_RDONLY | O_CLOEXEC);
    char line[512], rights[5];
    unsigned long from, to;
    bool found = false;

    cr_assert(maps && mem >= 0, "this user may not read the memory of its own processes");
    while (!found && fgets(line, sizeof line, maps)) {
        if (sscanf(line, "%lx-%lx %4s", &from, &to, rights) == 3 && rights[1] == 'w' &&
            to - from < LARGEST_MAPPING) {
            char *copy = must_alloc(to - from);
            ssize_t got = pread(mem, copy, to - from, (off_t)from);

            found = got > 0 && memmem(copy, (size_t)got, text, strlen(text));
            free(copy);
        }
    }
    fclose(maps);
    close(mem);
    free(maps_path);
    free(mem_path);
    return found;
}

static void wait_for_calls(const char *method, int count)
{
    long long deadline = run_clock() + ANSWER_MS;

    while (sim_calls(sim, method) < count)
        cr_assert_lt(run_clock(), deadline, "%s was not called %d times", method, count);
}

Test(errors, after_the_login_of_a_single_look_the_password_is_no_longer_in_memory)
{
    struct run *run;

    sim_tell(sim, "hang=RetrievePropertiesEx");
    run = start_probe(0, target_of(sim), SIM_PASSWORD);
    wait_for_calls("RetrievePropertiesEx", 1);
    cr_assert(memory_holds(run_pid(run), "edge-01"));
    cr_assert_not(memory_holds(run_pid(run), "correct horse"));
    cr_assert_not(memory_holds(run_pid(run), "battery"));
    sim_tell(sim, "release=all");
    cJSON_Delete(next_answer(run));
    run_stop(run);
}

/* --- requests --------------------------------------------------------------------------------- */

static void refuses(const char *request, const char *words)
{
    struct run *run = run_start((const char *[]){PROBE, NULL}, NULL);
    cJSON *answer;

    run_send(run, request);
    answer = next_answer(run);
    cr_assert(is_error(answer, "data", words), "%s", request);
    cr_assert_eq(run_end(run, ANSWER_MS), 65);
    cJSON_Delete(answer);
    run_stop(run);
}

Test(requests, mistakes_of_the_target_are_named)
{
    refuses("nonsense", "JSON");
    refuses("{}", "\"url\"");
    refuses("{\"target\": {\"url\": 5}}", "\"url\"");
    refuses("{\"target\": {\"url\": \"https://esx-01\"}}", "user name");
    refuses("{\"target\": {\"url\": \"http://esx-01\", \"user\": \"root\"}}", "https only");
    refuses("{\"target\": {\"url\": \"ftp://esx-01\", \"user\": \"root\"}}", "https only");
    refuses("{\"target\": {\"url\": \"https://\", \"user\": \"root\"}}", "no address");
    refuses("{\"target\": {\"url\": \"https://esx 01\", \"user\": \"root\"}}", "no address");
    refuses("{\"target\": {\"url\": \"https://root:geheim@esx-01\"}}", "holds a password");
    refuses("{\"target\": {\"url\": \"https://root@esx-01\", \"pin\": \"12\"}}", "\"pin\"");
    refuses("{\"target\": {\"url\": \"https://root@esx-01\", \"vm\": 5}}", "\"vm\"");
    refuses("{\"target\": {\"url\": \"https://root@esx-01\", \"timeout\": 0}}", "\"timeout\"");
    refuses("{\"target\": {\"url\": \"https://root@esx-01\", \"timeout\": \"1\"}}", "\"timeout\"");
}

Test(requests, no_request_is_no_crash)
{
    struct run *run = run_start((const char *[]){PROBE, NULL}, NULL);

    run_close_input(run);
    cJSON_Delete(next_answer(run));
    cr_assert_eq(run_end(run, ANSWER_MS), 66);
    run_stop(run);
}

/* --- addresses -------------------------------------------------------------------------------- */

Test(errors, the_user_may_stand_in_the_address_and_https_may_be_left_out)
{
    char *url = text_format("root@%s/ui/#/login", sim_host(sim));
    cJSON *answer = look_once(with(with(target_of(sim), "user", NULL), "url", url));

    fact_is(answer, "vm.name", "edge-01");
    cJSON_Delete(answer);
    free(url);
}

Test(errors, the_user_of_the_target_counts_more_than_that_of_the_address)
{
    char *url = text_format("https://administrator%%40vsphere.local@%s", sim_host(sim));
    cJSON *answer = look_once(with(target_of(sim), "url", url));

    fact_is(answer, "vm.name", "edge-01");
    cJSON_Delete(answer);
    gives(with(with(target_of(sim), "user", NULL), "url", url), "auth", "does not accept");
    free(url);
}
