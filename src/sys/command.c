#include "config.h"

#include "sys/command.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "i18n.h"
#include "sys/text.h"

enum {
    READ_SIZE = 16384,
    LOOK_MS = 500, /* how often a child is looked for whose pipes somebody else holds */
    GENTLE_MS =
        300, /* between ways of ending it, each less gentle: end of input, asking, killing */
    STEP_MS = 5,
};

struct command {
    pid_t pid; /* 0: gone */
    int status;
    int in, out, err; /* -1: closed */
    bool input_ends;
    struct text to_send;
    size_t sent;
    struct text output;
    size_t taken;
    struct text errors;
};

int64_t command_clock(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void close_end(int *fd)
{
    if (*fd >= 0)
        (void)close(*fd);
    *fd = -1;
}

struct pipes {
    int in[2], out[2], err[2], said[2];
};

static void close_pair(int pair[2])
{
    close_end(&pair[0]);
    close_end(&pair[1]);
}

static void close_pipes(struct pipes *pipes)
{
    close_pair(pipes->in);
    close_pair(pipes->out);
    close_pair(pipes->err);
    close_pair(pipes->said);
}

static int open_pair(int pair[2])
{
    if (pipe(pair) != 0)
        return -1;
    for (int i = 0; i < 2; i++)
        (void)fcntl(pair[i], F_SETFD, FD_CLOEXEC);
    return 0;
}

static int open_pipes(struct pipes *pipes)
{
    *pipes = (struct pipes){
        {-1, -1},
        {-1, -1},
        {-1, -1},
        {-1, -1}
    };
    if (open_pair(pipes->in) != 0 || open_pair(pipes->out) != 0 || open_pair(pipes->err) != 0 ||
        open_pair(pipes->said) != 0)
        return -1;
    return 0;
}

/* In the child: its own process group, so that all of it can be ended; it dies with its parent
 * where the system can do that. What goes wrong is told through the pipe that exec closes. */
static _Noreturn void become(const char *const words[], const struct pipes *pipes)
{
    int problem;

    (void)setpgid(0, 0);
#ifdef __linux__
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    (void)signal(SIGPIPE, SIG_DFL);
    if (dup2(pipes->in[0], STDIN_FILENO) >= 0 && dup2(pipes->out[1], STDOUT_FILENO) >= 0 &&
        dup2(pipes->err[1], STDERR_FILENO) >= 0) {
        union {
            const char *const *given;
            char *const *wanted;
        } argv = {.given = words};

        (void)execvp(words[0], argv.wanted);
    }
    problem = errno;
    (void)!write(pipes->said[1], &problem, sizeof problem);
    _exit(127);
}

/* 0 once exec has worked, else the errno of the child. */
static int wait_for_exec(int fd)
{
    int problem = 0;
    ssize_t got;

    do
        got = read(fd, &problem, sizeof problem);
    while (got < 0 && errno == EINTR);
    return got == (ssize_t)sizeof problem ? problem : 0;
}

static int refuse(const char *program, int problem, struct error *err)
{
    if (problem == ENOENT || problem == EACCES || problem == ENOTDIR)
        return error_set(err, EXIT_MISSING, _("The program %s is not installed here."), program);
    return error_set(err, EXIT_MISSING, _("The program %s cannot be started: %s."), program,
                     strerror(problem));
}

static void set_nonblocking(int fd)
{
    (void)fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
}

static struct command *adopt(pid_t pid, struct pipes *pipes)
{
    struct command *child = must_alloc(sizeof *child);

    child->pid = pid;
    child->in = pipes->in[1];
    child->out = pipes->out[0];
    child->err = pipes->err[0];
    pipes->in[1] = pipes->out[0] = pipes->err[0] = -1;
    set_nonblocking(child->in);
    set_nonblocking(child->out);
    set_nonblocking(child->err);
    return child;
}

struct command *command_start(const char *const words[], struct error *err)
{
    struct command *child = NULL;
    struct pipes pipes;
    int problem;
    pid_t pid;

    if (open_pipes(&pipes) != 0 || (pid = fork()) < 0) {
        (void)refuse(words[0], errno, err);
        close_pipes(&pipes);
        return NULL;
    }
    if (pid == 0)
        become(words, &pipes);
    (void)setpgid(pid, pid);
    close_end(&pipes.said[1]);
    problem = wait_for_exec(pipes.said[0]);
    if (problem == 0) {
        child = adopt(pid, &pipes);
    } else {
        (void)waitpid(pid, NULL, 0);
        (void)refuse(words[0], problem, err);
    }
    close_pipes(&pipes);
    return child;
}

void command_send(struct command *child, const char *bytes, size_t length)
{
    if (child->in >= 0)
        text_add_n(&child->to_send, bytes, length);
}

void command_end_input(struct command *child)
{
    child->input_ends = true;
}

static void write_some(struct command *child)
{
    size_t left = child->to_send.length - child->sent;
    ssize_t put = 0;

    if (left > 0)
        put = write(child->in, child->to_send.s + child->sent, left);
    if (put < 0 && errno != EAGAIN && errno != EINTR)
        close_end(&child->in); /* the child reads no more; that it ended shows elsewhere */
    else if (put > 0)
        child->sent += (size_t)put;
    if (child->sent < child->to_send.length)
        return;
    text_free(&child->to_send);
    child->sent = 0;
    if (child->input_ends)
        close_end(&child->in);
}

static void forget_taken(struct command *child)
{
    size_t left = child->output.length - child->taken;

    if (child->taken == 0)
        return;
    memmove(child->output.s, child->output.s + child->taken, left);
    child->output.s[left] = '\0';
    child->output.length = left;
    child->taken = 0;
}

/* True when bytes came; closes the pipe at its end. */
static bool read_some(int *fd, struct text *into)
{
    char bytes[READ_SIZE];
    ssize_t got = read(*fd, bytes, sizeof bytes);

    if (got > 0)
        text_add_n(into, bytes, (size_t)got);
    else if (got == 0 || (errno != EAGAIN && errno != EINTR))
        close_end(fd);
    return got > 0;
}

static void keep_newest(struct text *text)
{
    size_t drop;

    if (text->length <= COMMAND_ERRORS_LIMIT)
        return;
    drop = text->length - COMMAND_ERRORS_LIMIT;
    memmove(text->s, text->s + drop, COMMAND_ERRORS_LIMIT);
    text->s[COMMAND_ERRORS_LIMIT] = '\0';
    text->length = COMMAND_ERRORS_LIMIT;
}

/* Whether the child has just been found gone. */
static bool reap(struct command *child)
{
    int status = 0;

    if (child->pid == 0 || waitpid(child->pid, &status, WNOHANG) != child->pid)
        return false;
    child->pid = 0;
    child->status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    return true;
}

static enum command_event hear_starter(const struct pollfd *in, const struct pollfd *out)
{
    char dropped[READ_SIZE];
    ssize_t got;

    if (out->revents & (POLLERR | POLLHUP | POLLNVAL))
        return COMMAND_ALONE;
    if (!in->revents)
        return COMMAND_QUIET;
    got = read(in->fd, dropped, sizeof dropped);
    if (got > 0)
        return COMMAND_ASKED;
    return got < 0 && (errno == EAGAIN || errno == EINTR) ? COMMAND_QUIET : COMMAND_ALONE;
}

static enum command_event hear_child(struct command *child, const struct pollfd polled[])
{
    bool read = false;

    if (child->in >= 0 && polled[0].revents)
        write_some(child);
    if (child->out >= 0 && polled[1].revents)
        read = read_some(&child->out, &child->output);
    if (child->err >= 0 && polled[2].revents) {
        read |= read_some(&child->err, &child->errors);
        keep_newest(&child->errors);
    }
    return read ? COMMAND_OUTPUT : COMMAND_QUIET;
}

static bool is_flood(const struct command *child)
{
    size_t left = command_untaken(child);

    return left > COMMAND_LINE_LIMIT &&
           !memchr(child->output.s + child->taken, '\n', COMMAND_LINE_LIMIT);
}

/* One round: everything that is ready now, or after at most milliseconds. */
static enum command_event wait_once(struct command *child, bool lifeline, int milliseconds)
{
    bool sending = child->sent < child->to_send.length || child->input_ends;
    struct pollfd polled[5] = {
        {.fd = sending ? child->in : -1,     .events = POLLOUT},
        {.fd = child->out,                   .events = POLLIN },
        {.fd = child->err,                   .events = POLLIN },
        {.fd = lifeline ? STDIN_FILENO : -1, .events = POLLIN },
        {.fd = STDOUT_FILENO,                .events = 0      },
    };
    enum command_event event;

    if (poll(polled, 5, milliseconds) < 0)
        return COMMAND_QUIET;
    event = hear_starter(&polled[3], &polled[4]);
    if (event != COMMAND_QUIET)
        return event;
    event = hear_child(child, polled);
    return is_flood(child) ? COMMAND_FLOOD : event;
}

static bool is_over(struct command *child, bool *found_gone)
{
    bool closed = child->out < 0 && child->err < 0;

    if (reap(child)) {
        *found_gone = true;
        return closed;
    }
    /* Gone since the last round, and its pipes brought nothing more: somebody else holds them. */
    return child->pid == 0 && (closed || *found_gone);
}

enum command_event command_wait(struct command *child, bool lifeline, int milliseconds)
{
    int64_t deadline = command_clock() + milliseconds;
    bool found_gone = false;

    forget_taken(child);
    for (;;) {
        int64_t left = deadline - command_clock();
        bool closed = child->out < 0 && child->err < 0;
        int slice = closed ? STEP_MS : found_gone ? GENTLE_MS : LOOK_MS;
        enum command_event event;

        if (left < 0)
            left = 0;
        event = wait_once(child, lifeline, left < slice ? (int)left : slice);
        if (event != COMMAND_QUIET)
            return event;
        if (is_over(child, &found_gone))
            return COMMAND_ENDED;
        if (left == 0)
            return COMMAND_QUIET;
    }
}

size_t command_untaken(const struct command *child)
{
    return child->output.length - child->taken;
}

static bool is_mark(const char *bytes, size_t left)
{
    return (left >= 2 && memcmp(bytes, "\xFF\xFE", 2) == 0) ||
           (left >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0);
}

static char *bare_line(const char *bytes, size_t length)
{
    struct text line = {0};

    text_add(&line, "");
    for (size_t i = 0; i < length; i++) {
        if (is_mark(bytes + i, length - i))
            i += bytes[i] == '\xFF' ? 1 : 2;
        else if (bytes[i] != '\0' && bytes[i] != '\r')
            text_add_n(&line, bytes + i, 1);
    }
    return text_take(&line);
}

char *command_take_line(struct command *child)
{
    size_t left = command_untaken(child);
    const char *start, *feed;
    size_t length;

    if (left == 0)
        return NULL;
    start = child->output.s + child->taken;
    feed = memchr(start, '\n', left);
    if (!feed && child->pid != 0)
        return NULL;
    length = feed ? (size_t)(feed - start) : left;
    child->taken += feed ? length + 1 : length;
    return bare_line(start, length);
}

const char *command_errors(const struct command *child)
{
    return child->errors.s ? child->errors.s : "";
}

int command_status(const struct command *child)
{
    return child->status;
}

static void wait_a_little(struct command *child)
{
    int64_t deadline = command_clock() + GENTLE_MS;

    while (child->pid != 0 && !reap(child) && command_clock() < deadline)
        (void)poll(NULL, 0, STEP_MS);
}

void command_stop(struct command *child)
{
    pid_t group;

    if (!child)
        return;
    group = child->pid;
    close_end(&child->in);
    close_end(&child->out);
    close_end(&child->err);
    wait_a_little(child);
    if (group != 0) {
        (void)kill(-group, SIGTERM);
        wait_a_little(child);
        (void)kill(-group, SIGKILL);
    }
    if (child->pid != 0)
        (void)waitpid(child->pid, NULL, 0);
    text_free(&child->to_send);
    text_free(&child->output);
    text_free(&child->errors);
    free(child);
}
