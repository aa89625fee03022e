/* What the parts of screen.h share: screen.c (program and line), screen_look.c (picture),
 * screen_links.c (hyperlinks), screen_wait.c (deadlines and failures), screen_keys.c (input).
 * Tests do not include this. */
#ifndef EFLOW_TESTS_SCREEN_INTERNAL_H
#define EFLOW_TESTS_SCREEN_INTERNAL_H

#include <vterm.h>

#include "screen.h"

/* Where the cells of the screen lead. */
struct screen_links {
    int rows;
    int columns;
    const char **cells; /* NULL: nowhere */
    char **addresses;   /* all there were */
    size_t count;
    const char *open; /* of the link that is being written; NULL */
    VTermPos from;    /* where it begins */
    size_t opened;    /* bytes of the opening that have come */
    bool is_inside;   /* it has come whole, the rest has not */
    char *held;
    size_t held_count;
};

struct screen {
    struct screen *next; /* of the screens that are not stopped yet */
    VTerm *terminal;
    VTermScreen *picture;
    int line; /* the master side of the pty; -1 after a hang-up */
    pid_t pid;
    bool is_line_closed; /* no more bytes will come */
    bool has_ended;
    int exit_status;
    int deadline; /* milliseconds */

    double started; /* seconds of the monotonic clock */
    double last_output;
    long wakeups_before_input; /* screen_wakeups() as it was before the last input; -1: unknown */
    size_t length_before_input;
    char *raw;
    size_t raw_length;
    size_t raw_size;

    struct {
        int state;
        char last; /* character of a text */
        int count;
        char held[32]; /* of a sequence that is not complete */
        size_t held_count;
    } repeat; /* of screen_libvterm.c */

    bool is_cursor_visible;
    bool is_alternate;
    int mouse;
    int bells;
    char *title;
    struct screen_links links;

    char *term;
    char *home;
    bool owns_home;
    char *text; /* what screen_row() and screen_text() returned last */
};

/* Seconds of a clock that never goes back. */
double screen_now(void);

/* Takes in what has arrived, waiting at most so long for the first byte. Answers queries. False when
 * nothing came. */
bool screen_pump(struct screen *s, int milliseconds);

/* Whether the program waits for something, or is stopped. False where there is no /proc. */
bool screen_sleeps(const struct screen *s);

/* Before the terminal gets another size: it scrolls as a whole again. */
void screen_forget_region(struct screen *s);

/* Before every input, for screen_settle(). */
void screen_note_input(struct screen *s);

/* Gives bytes from the program to the terminal. */
void screen_take_bytes(struct screen *s, const char *bytes, size_t length);

/* Sends bytes to the program; keeps reading meanwhile, so that a busy program cannot block us. */
bool screen_send(struct screen *s, const char *bytes, size_t length);

/* Sends what the terminal itself has to say: keys it has encoded, answers to queries. */
bool screen_send_answers(struct screen *s);

/* Sets screen_failure() to this text and the picture of the screen; s may be NULL. Returns false. */
bool screen_fail(struct screen *s, const char *reason, ...) __attribute__((format(printf, 2, 3)));

/* Connects the terminal's changes (cursor, title, alternate screen) to s. */
void screen_watch_terminal(struct screen *s);

/* Bytes from the program, those of links first; then where the cells in the rectangle are written anew. */
void screen_take_links(struct screen *s, const char *bytes, size_t length);
void screen_forget_links(struct screen *s, VTermRect where);
void screen_free_links(struct screen *s);

/* Copies of texts that must not fail: a test machine without memory ends at once. */
char *screen_copy(const char *text);
void *screen_memory(void *old, size_t size);

/* The directory tree of the tests and that of the build (EFLOW_SRCDIR, EFLOW_BUILDDIR). */
const char *screen_source_directory(void);
const char *screen_build_directory(void);

#endif
