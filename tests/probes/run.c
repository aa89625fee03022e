#include "config.h"

#include "run.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "sys/pipe.h"
#include "sys/text.h"

enum { GRACE_MS = 3000, STEP_MS = 2, PART = 65536 };

struct run {
    pid_t pid;
    int in, out, err;
    struct text pending;    /* read, but not yet a whole line */
    struct text complaints; /* standard error */
    bool has_ended;
    int status;
};

long long run_clock(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void give_up(const char *what)
{
    fprintf(stderr, "run: %s: %s\n", what, strerror(errno));
    abort();
}

static void make_pipe(int ends[2])
{
    if (pipe2(ends, O_CLOEXEC) != 0)
        give_up("pipe");
}

static char *program_path(const char *program)
{
    const char *directory = getenv("EFLOW_BUILDDIR");

    return text_format("%s/%s", directory ? directory : ".", program);
}

static void become(const char *path, const char *const argv[], const char *const environment[])
{
    char *arguments[32] = {NULL};

    for (int i = 0; environment && environment[i]; i++)
        (void)putenv(must_copy(environment[i]));
    for (int i = 0; argv[i] && i < 31; i++)
        arguments[i] = must_copy(argv[i]);
    execv(path, arguments);
    fprintf(stderr, "cannot start %s: %s\n", path, strerror(errno));
    _exit(127);
}

struct run *run_start(const char *const argv[], const char *const environment[])
{
    struct run *run = must_alloc(sizeof *run);
    char *path = program_path(argv[0]);
    int in[2], out[2], err[2];

    make_pipe(in);
    make_pipe(out);
    make_pipe(err);
    pipe_ignore_sigpipe();
    *run = (struct run){.pid = fork()};
    if (run->pid < 0)
        give_up("fork");
    if (run->pid == 0) {
        dup2(in[0], STDIN_FILENO);
        dup2(out[1], STDOUT_FILENO);
        dup2(err[1], STDERR_FILENO);
        become(path, argv, environment);
    }
    close(in[0]);
    close(out[1]);
    close(err[1]);
    run->in = in[1];
    run->out = out[0];
    run->err = err[0];
    (void)fcntl(run->err, F_SETFL, O_NONBLOCK);
    free(path);
    return run;
}

pid_t run_pid(const struct run *run)
{
    return run->pid;
}

void run_send(struct run *run, const char *line)
{
    char *whole = text_format("%s\n", line);

    (void)pipe_write(run->in, whole, strlen(whole));
    free(whole);
}

/* Cuts the first whole line out of what is pending; NULL where there is none. */
static char *cut_line(struct run *run)
{
    char *end = run->pending.s ? memchr(run->pending.s, '\n', run->pending.length) : NULL;
    size_t length;
    char *line;

    if (!end)
        return NULL;
    length = (size_t)(end - run->pending.s);
    line = must_copy_n(run->pending.s, length);
    run->pending.length -= length + 1;
    memmove(run->pending.s, end + 1, run->pending.length + 1);
    return line;
}

char *run_line(struct run *run, int milliseconds)
{
    long long deadline = run_clock() + milliseconds;
    char *part = must_alloc(PART);
    char *line;

    while (!(line = cut_line(run))) {
        long long left = deadline - run_clock();
        struct pollfd item = {.fd = run->out, .events = POLLIN};
        ssize_t got = 0;

        if (left < 0 || poll(&item, 1, (int)left) <= 0)
            break;
        got = read(run->out, part, PART);
        if (got <= 0)
            break;
        text_add_n(&run->pending, part, (size_t)got);
    }
    free(part);
    return line;
}

void run_close_input(struct run *run)
{
    if (run->in >= 0)
        close(run->in);
    run->in = -1;
}

const char *run_complaints(struct run *run)
{
    char part[4096];
    ssize_t got;

    while ((got = read(run->err, part, sizeof part)) > 0)
        text_add_n(&run->complaints, part, (size_t)got);
    return run->complaints.s ? run->complaints.s : "";
}

int run_end(struct run *run, int milliseconds)
{
    const struct timespec step = {.tv_nsec = STEP_MS * 1000000L};
    long long deadline = run_clock() + milliseconds;

    while (!run->has_ended) {
        if (waitpid(run->pid, &run->status, WNOHANG) == run->pid)
            run->has_ended = true;
        else if (run_clock() >= deadline)
            return RUN_STILL_RUNNING;
        else
            nanosleep(&step, NULL);
    }
    return WIFEXITED(run->status) ? WEXITSTATUS(run->status) : RUN_KILLED;
}

void run_stop(struct run *run)
{
    if (!run)
        return;
    run_close_input(run);
    if (run_end(run, 0) == RUN_STILL_RUNNING) {
        kill(run->pid, SIGTERM);
        if (run_end(run, GRACE_MS) == RUN_STILL_RUNNING) {
            kill(run->pid, SIGKILL);
            (void)run_end(run, GRACE_MS);
        }
    }
    close(run->out);
    close(run->err);
    text_free(&run->pending);
    text_free(&run->complaints);
    free(run);
}
