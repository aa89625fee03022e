/* The test terminal tests itself: with a list of fruit in curses, and with the shell. */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "screen_test.h"

enum { SOON = 150 /* milliseconds: the deadline of a wait that shall fail */ };

static struct screen *sample(void)
{
    struct screen *s = start("sample");

    sees(s, "quince");
    return s;
}

static bool failure_says(const char *text)
{
    return strstr(screen_failure(), text) != NULL;
}

/* --- waiting ----------------------------------------------------------------------------------- */

Test(screen, shows_what_the_program_paints)
{
    struct screen *s = sample();

    sees_in_row(s, 1, "Fruit, na\xc3\xafve list");
    sees_in_row(s, 3, "> apple");
    must(screen_wait_match(s, "^ +pl.m$"));
    cr_assert_str_eq(screen_row(s, 4), "   pear");
    screen_stop(s);
}

Test(screen, a_wait_that_fails_says_what_it_waited_for_and_shows_the_screen)
{
    struct screen *s = sample();

    screen_set_deadline(s, SOON);
    cr_assert_not(screen_wait_text(s, "banana"));
    cr_assert(failure_says("waited 150 ms for the text \"banana\""));
    cr_assert(failure_says("  3 | > apple"));
    cr_assert_not(screen_wait_gone(s, "pear"));
    cr_assert_not(screen_wait_row(s, 4, "plum"));
    cr_assert(failure_says("row 4 to show \"plum\""));
    cr_assert_not(screen_wait_row(s, 0, "plum"));
    cr_assert(failure_says("rows count from 1"));
    screen_stop(s);
}

Test(screen, a_wait_ends_at_once_when_the_program_has_ended)
{
    struct screen *s = sample();

    press(s, "x");
    cr_assert_not(screen_wait_text(s, "banana"));
    cr_assert(failure_says("the program ended with status 3; waited for the text \"banana\""));
    cr_assert_lt(screen_clock(s), 4000);
    screen_stop(s);
}

Test(screen, a_program_that_does_not_exist_says_so)
{
    struct screen *s = start("no-such-program");

    sees(s, "cannot start no-such-program");
    exits(s, 127);
    screen_stop(s);
}

Test(screen, waits_until_a_text_is_gone)
{
    struct screen *s = sample();

    press(s, "Down");
    sees_no(s, "> apple");
    screen_stop(s);
}

/* --- input ------------------------------------------------------------------------------------- */

Test(screen, cursor_keys_follow_the_mode_of_the_program)
{
    struct screen *s = sample();

    press(s, "Down Down");
    cursor_on(s, "> plum");
    press(s, "Up");
    cursor_on(s, "> pear");
    cr_assert_eq(screen_cursor(s).row, 4);
    cr_assert_eq(screen_cursor(s).column, 2);
    screen_stop(s);
}

Test(screen, named_keys_arrive_as_what_they_are)
{
    static const char *const names[][2] = {
        {"F1",        "KEY_F(1)"     },
        {"F12",       "KEY_F(12)"    },
        {"PageDown",  "KEY_NPAGE"    },
        {"Home",      "KEY_HOME"     },
        {"Shift-Tab", "KEY_BTAB"     },
        {"Esc",       "^["           },
        {"Enter",     "^J"           },
        {"Ctrl-R",    "^R"           },
        {"/",         "/"            },
        {"Delete",    "KEY_DC"       },
        {"Backspace", "KEY_BACKSPACE"},
        {"Tab",       "^I"           },
    };
    struct screen *s = sample();
    char wanted[32];

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        press(s, names[i][0]);
        snprintf(wanted, sizeof wanted, "key %s", names[i][1]);
        sees(s, wanted);
    }
    screen_stop(s);
}

Test(screen, a_misspelt_key_is_refused)
{
    struct screen *s = sample();

    cr_assert_not(screen_press(s, "Dwon"));
    cr_assert(failure_says("there is no key named Dwon"));
    cr_assert_not(screen_press(s, "F13"));
    screen_stop(s);
}

Test(screen, a_new_size_reaches_the_program)
{
    struct screen *s = sample();

    sees_in_row(s, 24, "size 80x24");
    resize(s, 60, 16);
    sees_in_row(s, 16, "size 60x16");
    resize(s, 300, 100);
    sees_in_row(s, 100, "size 300x100");
    screen_stop(s);
}

Test(screen, the_terminal_survives_every_size)
{
    struct screen *s = sample();

    for (int i = 1; i <= 200; i++)
        resize(s, 1 + (i * 37) % 200, 1 + (i * 23) % 80);
    resize(s, 80, 24);
    sees_in_row(s, 24, "size 80x24");
    screen_stop(s);
}

/* --- looking ----------------------------------------------------------------------------------- */

Test(screen, cells_tell_attributes_and_colours)
{
    struct screen *s = sample();
    int row = 0;
    int column = 0;

    cr_assert(screen_cell(s, 3, 2).reverse);
    cr_assert_not(screen_cell(s, 4, 4).reverse);
    cr_assert_str_eq(screen_cell(s, 1, 11).text, "\xc3\xaf");
    cr_assert_eq(screen_cell(s, 4, 4).foreground, SCREEN_DEFAULT);
    must(screen_sent_no_colour(s, 0));
    press(s, "c");
    sees(s, "coloured");
    cr_assert(screen_find(s, "coloured", &row, &column));
    struct screen_cell cell = screen_cell(s, row, column);
    cr_assert_eq(cell.foreground, 1);
    cr_assert_eq(cell.background, 4);
    cr_assert(cell.bold);
    cr_assert_not(screen_sent_no_colour(s, 0));
    screen_stop(s);
}

Test(screen, counts_bytes_since_a_mark)
{
    struct screen *s = start("sh", "-c", "printf 12345; read line; printf abc; read line");

    sees(s, "12345");
    size_t mark = screen_mark(s);
    cr_assert_eq(mark, 5);
    type(s, "\n"); /* echoed as two bytes */
    sees(s, "abc");
    cr_assert_eq(screen_bytes_since(s, mark), 5);
    must(screen_wait_raw(s, mark, "abc"));
    screen_set_deadline(s, SOON);
    cr_assert_not(screen_wait_raw(s, mark, "12345"));
    screen_stop(s);
}

Test(screen, tells_ascii_from_the_rest)
{
    struct screen *s = sample();

    cr_assert_not(screen_sent_only_ascii(s, 0));
    screen_stop(s);
    s = start("sh", "-c", "echo plain");
    exits(s, 0);
    must(screen_sent_only_ascii(s, 0));
    screen_stop(s);
}

Test(screen, wide_and_combining_characters_keep_their_columns)
{
    struct screen *s = start("printf", "\xe6\xbc\xa2\xe5\xad\x97 e\xcc\x81 end");
    int column = 0;

    sees(s, "end");
    cr_assert_str_eq(screen_row(s, 1), "\xe6\xbc\xa2\xe5\xad\x97 e\xcc\x81 end");
    cr_assert(screen_find(s, "end", NULL, &column));
    cr_assert_eq(column, 8);
    cr_assert_eq(screen_cell(s, 1, 1).width, 2);
    screen_stop(s);
}

Test(screen, answers_the_queries_of_a_program)
{
    struct screen *s =
        start("sh", "-c",
              "stty raw -echo; printf 'ab\\033[6n'; answer=$(dd bs=1 count=6 2>/dev/null);"
              " stty sane; printf '%s' \"$answer\" | od -c | head -n 1");

    sees(s, "[   1   ;   3   R");
    screen_stop(s);
}

/* --- the end ----------------------------------------------------------------------------------- */

Test(screen, exit_statuses_and_signals_are_told_apart)
{
    struct screen *s = sample();

    press(s, "x");
    exits(s, 3);
    screen_stop(s);
    s = start("sleep", "60");
    cr_assert_eq(screen_exit_status(s), -1);
    must(screen_signal(s, SIGTERM));
    exits(s, 128 + SIGTERM);
    cr_assert_not(screen_signal(s, SIGTERM));
    screen_stop(s);
}

Test(screen, a_program_that_does_not_end_is_a_failure)
{
    struct screen *s = sample();

    screen_set_deadline(s, SOON);
    cr_assert_not(screen_wait_exit(s, 0));
    cr_assert(failure_says("waited 150 ms for the program to end with status 0"));
    press(s, "x");
    screen_set_deadline(s, 5000);
    cr_assert_not(screen_wait_exit(s, 0));
    cr_assert(failure_says("the program ended with status 3, not 0"));
    screen_stop(s);
}

Test(screen, a_restored_terminal_is_told_from_one_left_behind)
{
    struct screen *s = sample();

    cr_assert(screen_is_alternate(s));
    cr_assert_not(screen_is_restored(s));
    cr_assert(failure_says("(alternate screen) (application keys) (no line mode or no echo)"));
    press(s, "q");
    exits(s, 0);
    is_restored(s);
    cr_assert_not(screen_is_alternate(s));
    screen_stop(s);
    s = sample();
    press(s, "Q");
    exits(s, 0);
    cr_assert_not(screen_is_restored(s));
    screen_stop(s);
}

Test(screen, a_dropped_line_ends_the_program)
{
    struct screen *s = start("sleep", "60");

    screen_hang_up(s); /* nothing to wait for: screen_start() returns when the program runs */
    exits(s, 128 + SIGHUP);
    cr_assert_not(screen_press(s, "q"));
    screen_stop(s);
}

Test(screen, stops_a_program_that_ignores_everything)
{
    struct screen *s =
        start("sh", "-c", "trap '' HUP TERM INT; echo deaf; while :; do sleep 1; done");
    pid_t pid = screen_pid(s);

    sees(s, "deaf");
    screen_stop(s);
    cr_assert_neq(kill(pid, 0), 0);
}

/* --- surroundings ------------------------------------------------------------------------------ */

Test(screen, the_environment_is_clean)
{
    setenv("COLUMNS", "33", 1);
    setenv("SECRET_OF_THE_TESTER", "yes", 1);
    static const char *const extra[] = {"TZ=Europe/Paris", "COLOUR=none", NULL};
    struct screen_setup setup = {.term = "vt100", .charset = "C", .environment = extra};
    struct screen *s = start_on(&setup, "env");

    exits(s, 0);
    sees(s, "TERM=vt100");
    sees(s, "LC_ALL=C");
    sees(s, "COLOUR=none");
    sees(s, "TZ=Europe/Paris");
    sees_no(s, "TZ=UTC");
    sees_no(s, "COLUMNS");
    sees_no(s, "SECRET");
    screen_stop(s);
}

Test(screen, the_home_is_empty_and_removed)
{
    struct screen *s =
        start("sh", "-c", "ls -A | wc -l; mkdir -p a/b; echo x >a/b/c; pwd; echo ready");
    char home[4096];

    exits(s, 0);
    sees_in_row(s, 1, "0");
    snprintf(home, sizeof home, "%s", screen_home(s));
    cr_assert_eq(access(home, F_OK), 0);
    screen_stop(s);
    cr_assert_neq(access(home, F_OK), 0);
}

/* The kernel counts when the program goes to sleep again, which may be after its last byte. */
static bool has_slept_since(struct screen *s, const void *before)
{
    return screen_wakeups(s) > *(const long *)before;
}

Test(screen, memory_and_wakeups_of_a_running_program)
{
    struct screen *s = sample();
    long none = 0;

    cr_assert_gt(screen_peak_memory(s), 100);
    must(screen_wait_until(s, has_slept_since, &none, "the program to sleep"));
    long before = screen_wakeups(s);
    press(s, "Down");
    cursor_on(s, "> pear");
    must(screen_wait_until(s, has_slept_since, &before, "the program to sleep again"));
    screen_stop(s);
}

/* A program that a shell runs in the foreground can be stopped and continued: job control works. */
Test(screen, ctrl_z_and_fg_under_a_shell)
{
    static const char *const prompt[] = {"PS1=ready> ", NULL};
    struct screen_setup setup = {.environment = prompt};
    struct screen *s = start_on(&setup, "sh", "-i");

    sees(s, "ready>");
    type(s, "$EFLOW_BUILDDIR/tests/screen/sample\n");
    cursor_on(s, "> apple");
    press(s, "Down");
    cursor_on(s, "> pear"); /* Ctrl-Z throws away what is typed ahead */
    press(s, "Ctrl-Z");
    cursor_on(s, "ready>");
    sees_no(s, "quince");
    type(s, "fg\n");
    cursor_on(s, "> pear");
    screen_stop(s);
}

/* --- golden files ------------------------------------------------------------------------------ */

static char scratch[] = "/tmp/eflow-golden-XXXXXX";

/* Golden files of these tests live in a directory of their own that looks like a source tree. */
static void golden_setup(void)
{
    char path[256];

    cr_assert_not_null(mkdtemp(scratch));
    setenv("EFLOW_SRCDIR", scratch, 1);
    snprintf(path, sizeof path, "mkdir -p %s/tests/screen", scratch);
    cr_assert_eq(system(path), 0);
}

static void golden_teardown(void)
{
    char command[256];

    snprintf(command, sizeof command, "rm -r %s", scratch);
    cr_assert_eq(system(command), 0);
}

static void update(struct screen *s, const char *name, const struct golden_mask *masks)
{
    setenv("EFLOW_GOLDEN", "update", 1);
    must(golden_matches(s, name, masks));
    unsetenv("EFLOW_GOLDEN");
}

Test(golden, a_file_written_once_matches, .init = golden_setup, .fini = golden_teardown)
{
    struct screen *s = sample();
    char path[256];
    char last[64] = "";

    cr_assert_not(golden_matches(s, "fruit", NULL));
    cr_assert(failure_says("there is no golden file"));
    update(s, "fruit", NULL);
    golden(s, "fruit");
    snprintf(path, sizeof path, "%s/tests/screen/golden/fruit.txt", scratch);
    FILE *file = fopen(path, "r");
    cr_assert_not_null(file);
    while (fgets(last, sizeof last, file) != NULL)
        continue;
    fclose(file);
    cr_assert_str_eq(last, "-- 80x24, cursor 3,2\n");
    screen_stop(s);
}

Test(golden, a_difference_is_shown_by_row, .init = golden_setup, .fini = golden_teardown)
{
    struct screen *s = sample();

    update(s, "fruit", NULL);
    press(s, "Down");
    cursor_on(s, "> pear");
    screen_set_deadline(s, SOON);
    cr_assert_not(golden_matches(s, "fruit", NULL));
    cr_assert(failure_says("  3 - | > apple\n  3 + |   apple\n         ^\n"));
    cr_assert(failure_says(" 25 - |-- 80x24, cursor 3,2\n 25 + |-- 80x24, cursor 4,2\n"));
    cr_assert_not(failure_says("plum\n  5"));
    screen_stop(s);
}

Test(golden, waits_until_the_screen_is_as_it_shall_be, .init = golden_setup,
     .fini = golden_teardown)
{
    struct screen *s = start("sh", "-c", "printf one; read line; printf '\\rtwo'; read line");

    sees(s, "one");
    type(s, "\n");
    sees(s, "two");
    update(s, "two", NULL);
    screen_stop(s);
    s = start("sh", "-c", "printf one; read line; sleep 0.1; printf '\\rtwo'; read line");
    sees(s, "one");
    type(s, "\n");
    golden(s, "two");
    screen_stop(s);
}

Test(golden, masks_hide_what_differs_between_runs, .init = golden_setup, .fini = golden_teardown)
{
    static const struct golden_mask masks[] = {GOLDEN_TIME, GOLDEN_DATE, GOLDEN_AGE, GOLDEN_END};
    struct screen *s = start("printf", "seen 2026-11-22 14:02:11, live,  9 s ago");

    exits(s, 0);
    update(s, "masked", masks);
    screen_stop(s);
    s = start("printf", "seen 2027-01-02 23:59:00, live, 12 s ago");
    exits(s, 0);
    must(golden_matches(s, "masked", masks));
    screen_set_deadline(s, SOON);
    cr_assert_not(golden_matches(s, "masked", NULL));
    screen_stop(s);
}
