#include "config.h"

#include "far.h"

#include <arpa/inet.h>
#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "sys/command.h"
#include "sys/text.h"

enum { STEP_MS = 5, PATIENCE_MS = 10000 };

static char *inside(const struct far *far, const char *name)
{
    return text_format("%s/%s", far->folder, name);
}

void far_write(const struct far *far, const char *name, const char *content)
{
    char *path = inside(far, name), *new = text_format("%s.new", path);
    FILE *file = fopen(new, "w");

    cr_assert(file, "%s: %s", new, strerror(errno));
    cr_assert(fputs(content, file) >= 0 && fclose(file) == 0);
    cr_assert(chmod(new, 0600) == 0 && rename(new, path) == 0);
    free(new);
    free(path);
}

static char *read_path(const char *path)
{
    FILE *file = fopen(path, "r");
    struct text text = {0};
    char part[4096];
    size_t got;

    while (file && (got = fread(part, 1, sizeof part, file)) > 0)
        text_add_n(&text, part, got);
    if (file)
        (void)fclose(file);
    return text_take(&text);
}

char *far_read(const struct far *far, const char *name)
{
    char *path = inside(far, name), *content = read_path(path);

    free(path);
    return content;
}

int far_lines(const struct far *far, const char *name)
{
    char *content = far_read(far, name);
    int lines = 0;

    for (const char *c = content; *c; c++)
        lines += *c == '\n';
    free(content);
    return lines;
}

bool far_wait_lines(const struct far *far, const char *name, int count, int milliseconds)
{
    int64_t deadline = command_clock() + milliseconds;

    while (far_lines(far, name) < count) {
        if (command_clock() > deadline)
            return false;
        (void)poll(NULL, 0, STEP_MS);
    }
    return true;
}

/* Runs a program to its end. */
static void run(const char *const words[])
{
    struct command *command = command_start(words, NULL);
    enum command_event event = COMMAND_QUIET;

    cr_assert(command, "%s is not installed", words[0]);
    while (event != COMMAND_ENDED && event != COMMAND_ALONE) {
        event = command_wait(command, false, PATIENCE_MS);
        cr_assert(event != COMMAND_QUIET, "%s hangs", words[0]);
    }
    cr_assert(command_status(command) == 0, "%s: %s", words[0], command_errors(command));
    command_stop(command);
}

static void make_key(const struct far *far, const char *name)
{
    char *path = inside(far, name);
    const char *words[] = {"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path, NULL};

    run(words);
    free(path);
}

static int free_port(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t size = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    cr_assert(fd >= 0 && bind(fd, (struct sockaddr *)&address, size) == 0);
    cr_assert(getsockname(fd, (struct sockaddr *)&address, &size) == 0);
    (void)close(fd);
    return ntohs(address.sin_port);
}

static void know_key(const struct far *far, const char *key)
{
    char *public = far_read(far, key);
    char *line = text_format("[127.0.0.1]:%d %s", far->port, public);

    far_write(far, "known_hosts", line);
    free(line);
    free(public);
}

void far_forget_host_key(const struct far *far)
{
    far_write(far, "known_hosts", "");
}

void far_change_host_key(const struct far *far)
{
    make_key(far, "old_host");
    know_key(far, "old_host.pub");
}

void far_lose_own_key(const struct far *far)
{
    far_write(far, "authorized_keys", "");
}

/* With a HOME of its own, so that the start-up files of the person's shell have no say. */
static void write_server_files(const struct far *far)
{
    char *public = far_read(far, "own.pub");
    char *keys = text_format("restrict,command=\"/bin/sh '%s/tests/probes/far_side.sh' '%s'\" %s",
                             getenv("EFLOW_SRCDIR"), far->folder, public);
    char *config = text_format("Port %d\nListenAddress 127.0.0.1\nHostKey %s/host\nPidFile none\n"
                               "AuthorizedKeysFile %s/authorized_keys\nStrictModes no\nUsePAM no\n"
                               "PermitRootLogin yes\nPubkeyAuthentication yes\n"
                               "PasswordAuthentication yes\nKbdInteractiveAuthentication no\n"
                               "UseDNS no\nPrintMotd no\nLogLevel INFO\n"
                               "SetEnv HOME=%s\n",
                               far->port, far->folder, far->folder, far->folder);

    far_write(far, "authorized_keys", keys);
    far_write(far, "sshd_config", config);
    free(config);
    free(keys);
    free(public);
}

static void write_client_files(const struct far *far)
{
    char *config =
        text_format("Host *\nIdentityFile %s/own\nIdentitiesOnly yes\nIdentityAgent none\n"
                    "UserKnownHostsFile %s/known_hosts\nGlobalKnownHostsFile none\n"
                    "GSSAPIAuthentication no\n",
                    far->folder, far->folder);
    char *path = inside(far, "ssh_config");

    far_write(far, "ssh_config", config);
    know_key(far, "host.pub");
    (void)setenv("EFLOW_SSH_CONFIG", path, 1);
    free(path);
    free(config);
}

static bool answers(const struct far *far)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)far->port)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    bool there;

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    there = connect(fd, (struct sockaddr *)&address, sizeof address) == 0;
    (void)close(fd);
    return there;
}

/* A test that fails on its way leaves nothing running, where the system can do that. */
static void die_with_the_test(void)
{
#ifdef __linux__
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
}

static _Noreturn void become_server(const char *config, const char *log)
{
    int fd = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);

    (void)setpgid(0, 0);
    die_with_the_test();
    (void)dup2(fd, STDERR_FILENO);
    (void)dup2(fd, STDOUT_FILENO);
    (void)execl("/usr/sbin/sshd", "/usr/sbin/sshd", "-D", "-e", "-f", config, (char *)NULL);
    _exit(127);
}

void far_listen(struct far *far)
{
    char *config = inside(far, "sshd_config"), *log = inside(far, "log");
    int64_t deadline = command_clock() + PATIENCE_MS;

    far->server = fork();
    cr_assert(far->server >= 0);
    if (far->server == 0)
        become_server(config, log);
    while (!answers(far)) {
        cr_assert(waitpid(far->server, NULL, WNOHANG) == 0, "sshd ended; see %s", log);
        cr_assert(command_clock() < deadline, "sshd does not listen");
        (void)poll(NULL, 0, STEP_MS);
    }
    free(log);
    free(config);
}

/* The sessions are children of the server in process groups of their own. */
static void end_children(pid_t parent)
{
    char *path = text_format("/proc/%d/task/%d/children", (int)parent, (int)parent);
    char *list = read_path(path), *rest = NULL;

    for (char *word = strtok_r(list, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
        pid_t child = (pid_t)strtol(word, NULL, 10);

        end_children(child);
        (void)kill(child, SIGKILL);
    }
    free(list);
    free(path);
}

void far_hang_up(struct far *far)
{
    if (far->server == 0)
        return;
    end_children(far->server);
    (void)kill(far->server, SIGKILL);
    (void)waitpid(far->server, NULL, 0);
    far->server = 0;
}

void far_mode(const struct far *far, const char *mode)
{
    far_write(far, "mode", mode);
}

void far_copy(const struct far *far, const char *source, const char *name)
{
    char *path = text_format("%s/%s", getenv("EFLOW_SRCDIR"), source);
    char *content = read_path(path);

    cr_assert(*content, "no file %s", path);
    far_write(far, name, content);
    free(content);
    free(path);
}

void far_machine(const struct far *far, const char *machine)
{
    char *source = text_format("tests/data/windows/%s.json", machine);

    far_copy(far, source, "answer.json");
    free(source);
}

/* sshd of a super-user insists on a folder to lock itself into. */
static void make_privilege_folder(void)
{
    if (geteuid() == 0)
        cr_assert(mkdir("/run/sshd", 0755) == 0 || errno == EEXIST);
}

struct far *far_folder(const char *mode)
{
    struct far *far = must_alloc(sizeof *far);
    const char *base = getenv("TMPDIR");

    far->folder = text_format("%s/eflow-far-XXXXXX", base && *base ? base : "/tmp");
    cr_assert(mkdtemp(far->folder));
    far_mode(far, mode);
    return far;
}

struct far *far_start(const char *mode, const char *machine)
{
    struct far *far = far_folder(mode);

    make_privilege_folder();
    far->port = free_port();
    far_machine(far, machine);
    make_key(far, "host");
    make_key(far, "own");
    write_server_files(far);
    write_client_files(far);
    far_listen(far);
    return far;
}

void far_stop(struct far *far)
{
    const char *words[] = {"rm", "-rf", far->folder, NULL};

    far_hang_up(far);
    run(words);
    free(far->folder);
    free(far);
}

char *far_request(const struct far *far, const char *role, double interval, int patience)
{
    const struct passwd *me = getpwuid(geteuid());

    return text_format("{\"interval\":%g,\"target\":{\"role\":\"%s\",\"way\":\"ssh\",\"ssh\":"
                       "\"ssh://%s@127.0.0.1:%d\",\"vm\":\"edge-01\",\"patience\":%d}}\n",
                       interval, role, me->pw_name, far->port, patience);
}

static _Noreturn void become_probe(const char *program, const int in[2], const int out[2])
{
    char *path = text_format("%s/%s", getenv("EFLOW_BUILDDIR"), program);

    die_with_the_test();
    (void)dup2(in[0], STDIN_FILENO);
    (void)dup2(out[1], STDOUT_FILENO);
    (void)close(in[1]);
    (void)close(out[0]);
    (void)execl(path, program, (char *)NULL);
    _exit(127);
}

struct probe *probe_start(const char *program, const char *request)
{
    struct probe *probe = must_alloc(sizeof *probe);
    int in[2], out[2];

    cr_assert(pipe(in) == 0 && pipe(out) == 0);
    (void)signal(SIGPIPE, SIG_IGN);
    probe->pid = fork();
    cr_assert(probe->pid >= 0);
    if (probe->pid == 0)
        become_probe(program, in, out);
    (void)close(in[0]);
    (void)close(out[1]);
    probe->in = in[1];
    probe->out = out[0];
    cr_assert(write(probe->in, request, strlen(request)) == (ssize_t)strlen(request));
    return probe;
}

static cJSON *take_line(struct probe *probe)
{
    char *feed = probe->buffer ? memchr(probe->buffer, '\n', probe->length) : NULL;
    size_t used;
    cJSON *json;

    if (!feed)
        return NULL;
    *feed = '\0';
    json = cJSON_Parse(probe->buffer);
    cr_assert(json, "the probe printed: %s", probe->buffer);
    used = (size_t)(feed - probe->buffer) + 1;
    probe->length -= used;
    memmove(probe->buffer, feed + 1, probe->length);
    return json;
}

cJSON *probe_next(struct probe *probe, int milliseconds)
{
    int64_t deadline = command_clock() + milliseconds;
    cJSON *json;

    while (!(json = take_line(probe))) {
        struct pollfd item = {.fd = probe->out, .events = POLLIN};
        int64_t left = deadline - command_clock();
        char part[16384];
        ssize_t got;

        if (left <= 0 || poll(&item, 1, (int)left) <= 0)
            return NULL;
        got = read(probe->out, part, sizeof part);
        if (got <= 0)
            return NULL;
        probe->buffer = must_realloc(probe->buffer, probe->length + (size_t)got);
        memcpy(probe->buffer + probe->length, part, (size_t)got);
        probe->length += (size_t)got;
    }
    return json;
}

void probe_ask(struct probe *probe)
{
    cr_assert(write(probe->in, "\n", 1) == 1);
}

bool probe_ends(struct probe *probe, int milliseconds)
{
    int64_t deadline = command_clock() + milliseconds;

    while (probe->pid != 0 && waitpid(probe->pid, NULL, WNOHANG) != probe->pid) {
        if (command_clock() > deadline)
            return false;
        (void)poll(NULL, 0, STEP_MS);
    }
    probe->pid = 0;
    return true;
}

bool probe_let_go(struct probe *probe, int milliseconds)
{
    (void)close(probe->in);
    probe->in = -1;
    return probe_ends(probe, milliseconds);
}

void probe_stop(struct probe *probe)
{
    if (probe->in >= 0)
        (void)close(probe->in);
    (void)close(probe->out);
    if (probe->pid != 0) {
        (void)kill(probe->pid, SIGKILL);
        (void)waitpid(probe->pid, NULL, 0);
    }
    free(probe->buffer);
    free(probe);
}

char *answer_fact(const cJSON *answer, const char *fact)
{
    const cJSON *facts = cJSON_GetObjectItemCaseSensitive(answer, "facts");
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(facts, fact);
    char *json, *copy;

    if (!value)
        return must_copy("?");
    json = cJSON_PrintUnformatted(value);
    copy = must_copy(json);
    cJSON_free(json);
    return copy;
}

static const char *error_text(const cJSON *answer, const char *key)
{
    const cJSON *error = cJSON_GetObjectItemCaseSensitive(answer, "error");
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(error, key));

    return text ? text : "";
}

const char *answer_kind(const cJSON *answer)
{
    return error_text(answer, "kind");
}

const char *answer_message(const cJSON *answer)
{
    return error_text(answer, "message");
}
