/* The program on its line: start, bytes in and out, size, end. */
#include "config.h"

#include "screen.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "screen_internal.h"
#include "screen_launch.h"

enum {
    DEFAULT_COLUMNS = 80,
    DEFAULT_ROWS = 24,
    DEFAULT_DEADLINE = 5000,
    GRACE = 300, /* milliseconds between SIGHUP and SIGKILL */
    LOOK = 10,   /* milliseconds between two looks at whether the program has ended */
    READ_AT_ONCE = 64 * 1024,
    READ_PER_TURN = 1024 * 1024, /* so that a flood of output cannot outrun a deadline */
};

double screen_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void *screen_memory(void *old, size_t size)
{
    void *memory = realloc(old, size);

    if (memory == NULL) {
        fputs("no memory for the test terminal\n", stderr);
        abort();
    }
    return memory;
}

char *screen_copy(const char *text)
{
    size_t size = strlen(text) + 1;

    return memcpy(screen_memory(NULL, size), text, size);
}

/* --- start ------------------------------------------------------------------------------------- */

static int default_deadline(void)
{
    const char *text = getenv("EFLOW_TEST_DEADLINE");
    int milliseconds = text != NULL ? atoi(text) : 0;

    return milliseconds > 0 ? milliseconds : DEFAULT_DEADLINE;
}

static struct winsize window_size(int columns, int rows)
{
    return (struct winsize){.ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows};
}

/* Screens that a failing test did not stop end with the test's process. */
static struct screen *open_screens;

static void stop_all(void)
{
    while (open_screens != NULL)
        screen_stop(open_screens);
}

static void remember(struct screen *s)
{
    static bool is_registered;

    if (!is_registered)
        is_registered = atexit(stop_all) == 0;
    s->next = open_screens;
    open_screens = s;
}

static void forget(const struct screen *s)
{
    struct screen **link = &open_screens;

    while (*link != s)
        link = &(*link)->next;
    *link = s->next;
}

static struct screen *screen_new(const struct screen_setup *setup, int columns, int rows)
{
    struct screen *s = screen_memory(NULL, sizeof *s);
    const char *term = setup->term != NULL ? setup->term : "xterm-256color";
    bool is_utf8 = setup->charset == NULL || strcmp(setup->charset, "C") != 0;

    *s = (struct screen){.line = -1, .pid = -1, .exit_status = -1, .deadline = default_deadline()};
    remember(s);
    s->term = screen_copy(term);
    s->title = screen_copy("");
    s->owns_home = setup->home == NULL;
    s->home = s->owns_home ? launch_make_home() : screen_copy(setup->home);
    s->terminal = vterm_new(rows, columns);
    vterm_set_utf8(s->terminal, is_utf8);
    s->picture = vterm_obtain_screen(s->terminal);
    screen_watch_terminal(s);
    return s;
}

/* Becomes the parent of the program. Returns once the program runs in place of the child (the exec
 * closes its end of the pipe), so that a test cannot signal or hang up what has not begun. */
static pid_t start_program(struct screen *s, struct launch *launch, struct winsize size)
{
    int begun[2];
    char nothing;

    if (pipe2(begun, O_CLOEXEC) != 0)
        return -1;
    s->started = screen_now();
    pid_t pid = forkpty(&s->line, NULL, NULL, &size);
    if (pid == 0)
        launch_run(launch);
    close(begun[1]);
    while (pid > 0 && read(begun[0], &nothing, 1) < 0 && errno == EINTR)
        continue;
    close(begun[0]);
    return pid;
}

struct screen *screen_start(const struct screen_setup *setup, const char *const arguments[])
{
    static const struct screen_setup plain;
    const struct screen_setup *kind = setup != NULL ? setup : &plain;
    int columns = kind->columns > 0 ? kind->columns : DEFAULT_COLUMNS;
    int rows = kind->rows > 0 ? kind->rows : DEFAULT_ROWS;
    struct screen *s = screen_new(kind, columns, rows);
    struct launch *launch = launch_new(kind, s->home, arguments);

    s->pid = start_program(s, launch, window_size(columns, rows));
    launch_free(launch);
    if (s->pid < 0) {
        screen_fail(NULL, "cannot get a pseudo-terminal: %s", strerror(errno));
        screen_stop(s);
        return NULL;
    }
    fcntl(s->line, F_SETFL, fcntl(s->line, F_GETFL) | O_NONBLOCK);
    fcntl(s->line, F_SETFD, FD_CLOEXEC);
    return s;
}

/* --- bytes ------------------------------------------------------------------------------------- */

static void take_in(struct screen *s, const char *bytes, size_t length)
{
    if (s->raw_length + length > s->raw_size) {
        s->raw_size = (s->raw_length + length) * 2;
        s->raw = screen_memory(s->raw, s->raw_size);
    }
    memcpy(s->raw + s->raw_length, bytes, length);
    s->raw_length += length;
    screen_take_links(s, bytes, length);
}

/* Reads all that is there, so that a predicate sees as few half-painted screens as possible. */
static size_t read_what_is_there(struct screen *s)
{
    static char buffer[READ_AT_ONCE];
    size_t total = 0;

    while (total < READ_PER_TURN) {
        ssize_t count = read(s->line, buffer, sizeof buffer);

        if (count <= 0) {
            s->is_line_closed = count == 0 || (errno != EAGAIN && errno != EINTR);
            break;
        }
        s->last_output = screen_now();
        take_in(s, buffer, (size_t)count);
        total += (size_t)count;
    }
    return total;
}

bool screen_pump(struct screen *s, int milliseconds)
{
    struct pollfd line = {.fd = s->line, .events = POLLIN};

    if (s->line < 0 || s->is_line_closed) {
        poll(NULL, 0, milliseconds < LOOK ? milliseconds : LOOK);
        return false;
    }
    if (poll(&line, 1, milliseconds) <= 0)
        return false;
    if (read_what_is_there(s) == 0)
        return false;
    screen_send_answers(s);
    return true;
}

bool screen_send(struct screen *s, const char *bytes, size_t length)
{
    double end = screen_now() + s->deadline / 1e3;

    screen_note_input(s);
    while (length > 0) {
        ssize_t count = s->line < 0 ? -1 : write(s->line, bytes, length);

        if (count > 0) {
            bytes += count;
            length -= (size_t)count;
        } else if (s->line < 0 || (errno != EAGAIN && errno != EINTR) || screen_now() > end) {
            return screen_fail(s, "the program does not take input");
        } else {
            screen_pump(s, LOOK);
        }
    }
    return true;
}

bool screen_send_answers(struct screen *s)
{
    char bytes[4096];
    size_t length = vterm_output_read(s->terminal, bytes, sizeof bytes);

    return length == 0 || screen_send(s, bytes, length);
}

bool screen_resize(struct screen *s, int columns, int rows)
{
    struct winsize size = window_size(columns, rows);

    screen_pump(s, 0); /* what was painted for the old size goes to the old size */
    screen_forget_region(s);
    vterm_set_size(s->terminal, rows, columns);
    screen_note_input(s);
    if (ioctl(s->line, TIOCSWINSZ, &size) != 0)
        return screen_fail(s, "cannot change the size of the terminal: %s", strerror(errno));
    return true;
}

/* --- end --------------------------------------------------------------------------------------- */

int screen_exit_status(struct screen *s)
{
    int status = 0;

    if (s->has_ended || s->pid <= 0 || waitpid(s->pid, &status, WNOHANG) != s->pid)
        return s->exit_status;
    s->has_ended = true;
    s->exit_status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    return s->exit_status;
}

bool screen_wait_exit(struct screen *s, int expected_status)
{
    double end = screen_now() + s->deadline / 1e3;

    while (screen_exit_status(s) < 0 && screen_now() < end)
        screen_pump(s, LOOK);
    while (screen_pump(s, 0))
        continue;
    if (!s->has_ended)
        return screen_fail(s, "waited %d ms for the program to end with status %d", s->deadline,
                           expected_status);
    if (s->exit_status != expected_status)
        return screen_fail(s, "the program ended with status %d, not %d", s->exit_status,
                           expected_status);
    return true;
}

bool screen_signal(struct screen *s, int signal_number)
{
    screen_note_input(s);
    if (screen_exit_status(s) >= 0 || kill(s->pid, signal_number) != 0)
        return screen_fail(s, "there is no program any more to send signal %d to", signal_number);
    return true;
}

void screen_hang_up(struct screen *s)
{
    if (s->line >= 0)
        close(s->line);
    s->line = -1;
    s->is_line_closed = true;
}

/* A program that neither the dropped line nor SIGHUP ends is killed: a test must not leave it. */
static void end_program(struct screen *s)
{
    double end = screen_now() + GRACE / 1e3;

    screen_hang_up(s);
    if (s->pid <= 0 || screen_exit_status(s) >= 0)
        return;
    kill(s->pid, SIGHUP);
    kill(s->pid, SIGCONT);
    while (screen_exit_status(s) < 0 && screen_now() < end)
        poll(NULL, 0, 1);
    if (s->has_ended)
        return;
    kill(s->pid, SIGKILL);
    waitpid(s->pid, NULL, 0);
}

void screen_stop(struct screen *s)
{
    if (s == NULL)
        return;
    forget(s);
    end_program(s);
    if (getenv("EFLOW_KEEP") != NULL)
        launch_keep_home(s->home, s->raw, s->raw_length);
    else if (s->owns_home)
        launch_remove_home(s->home);
    vterm_free(s->terminal);
    screen_free_links(s);
    free(s->raw);
    free(s->title);
    free(s->term);
    free(s->home);
    free(s->text);
    free(s);
}

pid_t screen_pid(const struct screen *s)
{
    return s->pid;
}

const char *screen_home(const struct screen *s)
{
    return s->home;
}

void screen_set_deadline(struct screen *s, int milliseconds)
{
    s->deadline = milliseconds;
}
