#include "config.h"

#include "ui/terminal.h"

#include <fcntl.h>
#include <ncurses.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "i18n.h"
#include "sys/text.h"
#include "ui/ui.h"

/* Last: this header makes macros of common words. */
#include <term.h>

enum {
    ESCAPE_DELAY = 25 /* milliseconds */,
    LONGEST_ESCAPE_DELAY = 5000,
    RESET_BYTES = 256,
    CRASH_STACK = 64 * 1024
};

static const int crash_signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
enum { CRASH_SIGNALS = sizeof crash_signals / sizeof *crash_signals };

/* What a crash needs, made ready beforehand: a signal handler may do next to nothing. */
static struct {
    SCREEN *screen;
    struct termios modes;
    bool has_modes;
    volatile sig_atomic_t is_on;
    char reset[RESET_BYTES];
    size_t reset_length;
    struct sigaction before[CRASH_SIGNALS];
} terminal;

/* --- can it? --------------------------------------------------------------------------------- */

static char *why_terminfo_cannot(const char *term)
{
    int result = 0;

    if (setupterm(term, STDOUT_FILENO, &result) != OK)
        return text_format(_("The full screen needs to know the terminal, and \"%s\" is not known "
                             "here; set TERM to what you use, for example xterm-256color."),
                           term);
    bool can_move = cursor_address != NULL && clear_screen != NULL && !hard_copy;
    del_curterm(cur_term);
    if (can_move)
        return NULL;
    return text_format(
        _("The full screen needs a terminal with a movable cursor, and \"%s\" has none."), term);
}

char *ui_cannot(void)
{
    const char *term = getenv("TERM");

    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return must_copy(_("The full screen needs a terminal for input and output."));
    if (!term || !*term)
        return must_copy(_("The full screen needs to know the terminal, and TERM is not set."));
    return why_terminfo_cannot(term);
}

/* --- given back whatever happens ------------------------------------------------------------- */

static void on_crash(int number)
{
    if (terminal.is_on) {
        ssize_t ignored = write(STDOUT_FILENO, terminal.reset, terminal.reset_length);
        (void)ignored;
        if (terminal.has_modes)
            tcsetattr(STDIN_FILENO, TCSANOW, &terminal.modes);
        terminal.is_on = 0;
    }
    for (size_t i = 0; i < CRASH_SIGNALS; i++)
        sigaction(crash_signals[i], &terminal.before[i], NULL);
    raise(number);
}

static int collect_byte(int byte)
{
    if (terminal.reset_length < RESET_BYTES)
        terminal.reset[terminal.reset_length++] = (char)byte;
    return byte;
}

static void prepare_reset(void)
{
    const char *const pieces[] = {exit_alt_charset_mode, exit_attribute_mode, orig_pair,
                                  keypad_local,          cursor_normal,       exit_ca_mode};

    terminal.reset_length = 0;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        if (pieces[i])
            tputs(pieces[i], 1, collect_byte);
    }
    collect_byte('\r');
    collect_byte('\n');
}

static void catch_crashes(void)
{
    static char stack[CRASH_STACK]; /* the usual one may have overflowed */
    struct sigaction action = {.sa_handler = on_crash, .sa_flags = SA_ONSTACK};
    stack_t now = {0};

    if (sigaltstack(NULL, &now) == 0 && (now.ss_flags & SS_DISABLE))
        sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = sizeof stack}, NULL);
    for (size_t i = 0; i < CRASH_SIGNALS; i++)
        sigaction(crash_signals[i], &action, &terminal.before[i]);
}

static void give_back_at_exit(void)
{
    if (terminal.is_on)
        terminal_stop();
}

/* --- start and stop -------------------------------------------------------------------------- */

int terminal_start(bool no_color, struct error *err)
{
    static bool has_exit_handler;

    terminal.has_modes = tcgetattr(STDIN_FILENO, &terminal.modes) == 0;
    terminal.screen = newterm(NULL, stdout, stdin);
    if (!terminal.screen)
        return error_set(err, EXIT_MISSING, _("The terminal cannot show a full screen."));
    if (no_color) {
        orig_pair = NULL;
        orig_colors = NULL;
    }
    prepare_reset();
    catch_crashes();
    if (!has_exit_handler)
        has_exit_handler = atexit(give_back_at_exit) == 0;
    terminal.is_on = 1;
    cbreak();
    noecho();
    nonl();
    typeahead(-1);
    keypad(stdscr, true);
    return 0;
}

int terminal_open_input(void)
{
    const char *name = ttyname(STDIN_FILENO);
    int input = name ? open(name, O_RDONLY | O_NOCTTY | O_CLOEXEC) : -1;

    return input >= 0 ? input : open("/dev/tty", O_RDONLY | O_NOCTTY | O_CLOEXEC);
}

void terminal_stop(void)
{
    if (!terminal.is_on)
        return;
    if (!terminal_is_ready())
        tcflush(STDOUT_FILENO, TCOFLUSH); /* nobody reads: leaving must not wait for that */
    endwin();
    terminal.is_on = 0;
    for (size_t i = 0; i < CRASH_SIGNALS; i++)
        sigaction(crash_signals[i], &terminal.before[i], NULL);
    delscreen(terminal.screen);
    terminal.screen = NULL;
}

void terminal_leave(void)
{
    endwin();
    fflush(stdout);
    terminal.is_on = 0;
}

void terminal_return(void)
{
    if (!isendwin())
        endwin();
    terminal_fit();
    clearok(curscr, true);
    terminal.is_on = 1;
}

void terminal_fit(void)
{
    struct winsize size = {0};

    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0)
        return;
    if (size.ws_row != LINES || size.ws_col != COLS)
        resize_term(size.ws_row, size.ws_col);
}

bool terminal_is_ready(void)
{
    struct pollfd waiting = {.fd = STDOUT_FILENO, .events = POLLOUT};

    return poll(&waiting, 1, 0) != 0;
}

unsigned terminal_escape_delay(void)
{
    const char *wanted = getenv("ESCDELAY");
    char *end = NULL;
    unsigned long delay = wanted ? strtoul(wanted, &end, 10) : 0;

    if (!wanted || end == wanted || *end)
        return ESCAPE_DELAY;
    return delay < LONGEST_ESCAPE_DELAY ? (unsigned)delay : LONGEST_ESCAPE_DELAY;
}

bool terminal_is_one_of(const char *term, const char *const *starts)
{
    for (; *starts; starts++) {
        if (strncmp(term, *starts, strlen(*starts)) == 0)
            return true;
    }
    return false;
}

void terminal_send(const char *bytes)
{
    fputs(bytes, stdout);
    fflush(stdout);
}
