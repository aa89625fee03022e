#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "i18n.h"
#include "sys/pipe.h"
#include "sys/secret.h"
#include "sys/text.h"

/* What would leave the terminal silent if it were obeyed at once. */
static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU};
enum { SIGNAL_COUNT = sizeof signals / sizeof *signals };

static volatile sig_atomic_t caught;

static void on_signal(int number)
{
    caught = number;
}

/* A terminal that shows nothing of what is typed, and what it was before. */
struct silence {
    int fd;
    struct termios before;
    sigset_t mask;
    struct sigaction actions[SIGNAL_COUNT];
};

/* The signals are blocked except while waiting, so that none can slip in between looking and
 * waiting. */
static void catch_signals(struct silence *silence)
{
    struct sigaction action = {.sa_handler = on_signal};
    sigset_t all;

    caught = 0;
    sigemptyset(&all);
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < SIGNAL_COUNT; i++)
        sigaddset(&all, signals[i]);
    (void)sigprocmask(SIG_BLOCK, &all, &silence->mask);
    for (int i = 0; i < SIGNAL_COUNT; i++)
        (void)sigaction(signals[i], &action, &silence->actions[i]);
}

static void restore_signals(const struct silence *silence)
{
    for (int i = 0; i < SIGNAL_COUNT; i++)
        (void)sigaction(signals[i], &silence->actions[i], NULL);
    (void)sigprocmask(SIG_SETMASK, &silence->mask, NULL);
}

static int silence_begin(struct silence *silence)
{
    struct termios quiet;

    if (tcgetattr(silence->fd, &silence->before) != 0)
        return -1;
    catch_signals(silence);
    quiet = silence->before;
    quiet.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK);
    quiet.c_lflag |= ICANON | ISIG | ECHONL;
    quiet.c_iflag |= ICRNL;
    (void)tcsetattr(silence->fd, TCSAFLUSH, &quiet);
    return 0;
}

static void silence_end(const struct silence *silence)
{
    (void)tcsetattr(silence->fd, TCSADRAIN, &silence->before);
    restore_signals(silence);
}

/* Whether there is something to read; false when a signal came. */
static bool wait_for_input(const struct silence *silence)
{
    struct pollfd item = {.fd = silence->fd, .events = POLLIN};
    int ready = 0;

    while (caught == 0 && ready <= 0)
        ready = ppoll(&item, 1, NULL, &silence->mask);
    return caught == 0;
}

/* One line, NULL at its end before anything was typed, when a signal came, or when it is too
 * long. Room for the longest is reserved at once, because growing would leave copies behind. */
static char *read_line(const struct silence *silence)
{
    char *line = must_alloc(SECRET_LIMIT + 1);
    size_t length = 0;
    ssize_t got = 0;

    while (length < SECRET_LIMIT && wait_for_input(silence)) {
        got = read(silence->fd, line + length, 1);
        if (got <= 0 || line[length] == '\n')
            break;
        length++;
    }
    line[length] = '\0';
    if (caught == 0 && length < SECRET_LIMIT && (got > 0 || length > 0))
        return line;
    pipe_wipe(line, length);
    free(line);
    return NULL;
}

static void say(int fd, const char *text)
{
    (void)pipe_write(fd, text, strlen(text));
}

static char *ask(struct silence *silence, const char *prompt)
{
    char *line = NULL;

    for (bool again = true; again;) {
        int signal_number;

        if (silence_begin(silence) != 0)
            return NULL;
        say(silence->fd, prompt);
        line = read_line(silence);
        signal_number = (int)caught;
        silence_end(silence);
        if (signal_number != 0) {
            say(silence->fd, "\n");
            (void)raise(signal_number);
        }
        again = signal_number == SIGTSTP || signal_number == SIGTTIN || signal_number == SIGTTOU;
    }
    return line;
}

char *secret_ask(const char *prompt, struct error *err)
{
    struct silence silence = {.fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)};
    char *line;

    if (silence.fd < 0) {
        error_set(err, EXIT_NO_INPUT,
                  _("A password is needed, but there is no terminal to ask for it."));
        error_hint(err, _("Put it into a file for --password-file, or into EFLOW_PASSWORD."));
        return NULL;
    }
    line = ask(&silence, prompt);
    (void)close(silence.fd);
    if (!line)
        error_set(err, EXIT_NO_INPUT, _("No password was given."));
    return line;
}
