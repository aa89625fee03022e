/* A terminal for tests: starts a real program on a pseudo-terminal and shows what a person would see.
 *
 *   const char *const program[] = {"eflow-wizard", "--lab", NULL};
 *   struct screen *s = screen_start(NULL, program);       80x24, xterm-256color, UTF-8
 *   screen_wait_text(s, "[Path]") || fail(screen_failure());
 *   screen_press(s, "Down Down Enter");
 *   screen_wait_cursor(s, "Create the Windows VM");
 *   screen_type(s, "q");
 *   screen_wait_exit(s, 0);
 *   screen_stop(s);
 *
 * The program gets a clean environment: TERM, LC_ALL, TZ=UTC, an empty HOME with XDG directories in
 * it (also its working directory), PATH with the build directory first, and what the test adds.
 * libvterm is the terminal: it draws, and answers the queries that programs send.
 *
 * Rows and columns count from 1, as in golden files and in the terminal's own sequences.
 * Every wait has a deadline. A function that returns false leaves the reason and a picture of the
 * screen in screen_failure(); screen_test.h turns that into a failed Criterion assertion.
 * The screen owns every string it returns, until the next call that returns such a string. */
#ifndef EFLOW_TESTS_SCREEN_H
#define EFLOW_TESTS_SCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct screen;

/* What kind of terminal. All members may be zero. */
struct screen_setup {
    const char *term;               /* NULL: xterm-256color; "": TERM is not set at all */
    const char *charset;            /* NULL or "UTF-8": LC_ALL=C.UTF-8; "C": LC_ALL=C, 8-bit */
    int columns;                    /* 0: 80 */
    int rows;                       /* 0: 24 */
    const char *home;               /* NULL: a new empty directory, removed by screen_stop() */
    const char *const *environment; /* NULL, or NAME=VALUE texts with NULL at the end */
};

/* --- start and end ----------------------------------------------------------------------------- */

/* Starts a program. A name without a slash is looked for in the build directory, in its tests/screen
 * and in PATH. The caller owns the screen; end it with screen_stop(). NULL when there is no pty. */
struct screen *screen_start(const struct screen_setup *setup, const char *const arguments[]);

/* Ends the program if it still runs (SIGHUP, then SIGKILL, by its pid), removes the scratch HOME
 * (unless EFLOW_KEEP is set: then it stays, with all bytes received in screen.raw, and its name goes
 * to stderr) and frees the screen. NULL is allowed. */
void screen_stop(struct screen *s);

/* Waits until the program has ended; 128 + n stands for signal n, as in a shell. False when it runs
 * on, or ended in another way. */
bool screen_wait_exit(struct screen *s, int expected_status);

/* The exit status so far: -1 while the program runs. */
int screen_exit_status(struct screen *s);

/* Takes the terminal away as a dropped line does: the program gets SIGHUP, reads and writes fail. */
void screen_hang_up(struct screen *s);

/* Sends a signal to the program, and to it alone. */
bool screen_signal(struct screen *s, int signal_number);

pid_t screen_pid(const struct screen *s);

/* The scratch HOME (and working directory) of the program. */
const char *screen_home(const struct screen *s);

/* --- input ------------------------------------------------------------------------------------- */

/* Presses keys, named and separated by blanks: Up Down Left Right Home End PageUp PageDown Insert
 * Delete Enter Tab Shift-Tab Backspace Esc Space F1..F12 Ctrl-X Alt-x, or a single character. Cursor
 * keys follow the mode that the program has set. False for a name that does not exist. */
bool screen_press(struct screen *s, const char *keys);

/* Types a text as it is, all bytes at once (typed ahead, or pasted without brackets). */
bool screen_type(struct screen *s, const char *text);

/* Changes the size of the terminal; the program gets SIGWINCH. */
bool screen_resize(struct screen *s, int columns, int rows);

/* --- waiting ----------------------------------------------------------------------------------- */

/* How long the waits below wait, in milliseconds: 5000, or EFLOW_TEST_DEADLINE in the environment. */
void screen_set_deadline(struct screen *s, int milliseconds);

typedef bool screen_predicate(struct screen *s, const void *data);

/* Waits until the predicate holds; "what" completes the sentence "waited for ...". Fails at once
 * when the program has ended and cannot make it true any more. */
bool screen_wait_until(struct screen *s, screen_predicate *holds, const void *data,
                       const char *what);

bool screen_wait_text(struct screen *s, const char *text);         /* somewhere, within one row */
bool screen_wait_gone(struct screen *s, const char *text);         /* nowhere */
bool screen_wait_row(struct screen *s, int row, const char *text); /* within this row */
bool screen_wait_match(struct screen *s, const char *regex);       /* a row; POSIX extended */
bool screen_wait_cursor(struct screen *s, const char *text); /* cursor visible in such a row */
bool screen_wait_raw(struct screen *s, size_t mark, const char *bytes); /* received since mark */

/* Waits until nothing came for so long. Only where no condition tells that the program is done:
 * for measurements, not for synchronisation. */
bool screen_wait_quiet(struct screen *s, int milliseconds);

/* Waits until the program has taken in the last key, text, size or signal, sleeps again, and has
 * nothing more to say. Where there is no /proc: until it has been quiet for a while. */
bool screen_settle(struct screen *s);

/* Keeps the terminal going for a time, to see what a program does when nobody asks. */
void screen_watch(struct screen *s, int milliseconds);

/* The reason of the last call that returned false, with the screen as it was then. */
const char *screen_failure(void);

/* --- looking ----------------------------------------------------------------------------------- */

int screen_rows(const struct screen *s);
int screen_columns(const struct screen *s);

/* One row as UTF-8, blanks at its end left out. */
const char *screen_row(struct screen *s, int row);

/* The whole screen: all rows, each ended by a newline. */
const char *screen_text(struct screen *s);

/* Where the text begins; ret_row and ret_column may be NULL. False (without a failure) if nowhere. */
bool screen_find(struct screen *s, const char *text, int *ret_row, int *ret_column);

struct screen_cursor {
    int row;
    int column;
    bool visible;
};

struct screen_cursor screen_cursor(const struct screen *s);

/* Colours of a cell: SCREEN_DEFAULT, 0..255 of the palette, or SCREEN_RGB + 0xrrggbb. */
enum { SCREEN_DEFAULT = -1, SCREEN_RGB = 1 << 24 };

struct screen_cell {
    char text
        [25];  /* UTF-8 with combining characters; "" for a blank or the right half of a wide one */
    int width; /* 1, or 2 for a wide character */
    int foreground;
    int background;
    bool bold;
    bool underline;
    bool italic;
    bool blink;
    bool reverse; /* SGR 2, dim, is unknown to libvterm 0.1.4 and cannot be seen */
};

struct screen_cell screen_cell(const struct screen *s, int row, int column);
bool screen_cell_is_blank(const struct screen_cell *cell); /* no character, no reverse, no colour */
bool screen_cell_equals(const struct screen_cell *a, const struct screen_cell *b);

/* The address that the cell leads to, as a hyperlink of the terminal (OSC 8); "": to none. */
const char *screen_link(struct screen *s, int row, int column);

bool screen_is_alternate(const struct screen *s);
const char *screen_title(const struct screen *s); /* "" when none was set */
int screen_bells(const struct screen *s);

/* True when the terminal is as a shell wants it back: first screen, cursor visible, plain pen, keypad
 * normal, no mouse, echo and line mode on. Otherwise false, with the list of what is not restored. */
bool screen_is_restored(struct screen *s);

/* --- what came over the line ------------------------------------------------------------------- */

/* All bytes received since the start; not a text: they may contain '\0'. */
const char *screen_raw(const struct screen *s, size_t *ret_length);

/* A place in the bytes received, for the calls below; 0 is the start. */
size_t screen_mark(struct screen *s);
size_t screen_bytes_since(const struct screen *s, size_t mark);

bool screen_sent_only_ascii(const struct screen *s, size_t mark); /* no byte >= 0x80 */
bool screen_sent_no_colour(const struct screen *s, size_t mark);  /* no SGR 30-49, 90-107 */

/* --- measuring --------------------------------------------------------------------------------- */

/* Milliseconds since the program was started: now, and when its last byte arrived. */
double screen_clock(const struct screen *s);
double screen_last_output(const struct screen *s);

/* Peak of resident memory in KiB (VmHWM), and how often the program slept and woke up. Only while it
 * runs and where there is a /proc; else -1. */
long screen_peak_memory(const struct screen *s);
long screen_wakeups(const struct screen *s);

#endif
