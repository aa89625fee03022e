/* Measuring a program through the terminal of the screen tests. */
#include "config.h"

#include "measure.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "screen.h"

/* Cursor keys as every program here has them once it has switched the keypad on. */
#define DOWN "\x1bOB"
#define UP   "\x1bOA"

enum {
    COLUMNS = 80,
    ROWS = 24,
    SILENCE = 60,    /* ms without output that end a burst */
    REACTION = 1500, /* ms until a key counts as without effect; curses waits 1000 after Esc */
    IDLE_SECONDS = 2,
    KIB_PER_MIB = 1024
};

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Sorts the numbers. */
static double median(double *numbers, int count)
{
    qsort(numbers, (size_t)count, sizeof *numbers, compare);
    return count % 2 == 1 ? numbers[count / 2] : (numbers[count / 2 - 1] + numbers[count / 2]) / 2;
}

static bool has_sent_more(struct screen *s, const void *mark)
{
    return screen_bytes_since(s, *(const size_t *)mark) > 0;
}

/* Waits for output after the mark and until it pauses; false when there is none. */
static bool wait_for_burst(struct screen *s, size_t mark)
{
    return screen_wait_until(s, has_sent_more, &mark, "output") && screen_wait_quiet(s, SILENCE);
}

/* Starts the program and waits for its first page. NULL when that does not come. */
static struct screen *open_page(const struct program *program, const char *term)
{
    struct screen_setup setup = {.term = term, .columns = COLUMNS, .rows = ROWS};
    struct screen *s = screen_start(&setup, program->arguments);

    if (s != NULL && screen_wait_text(s, program->ready) && wait_for_burst(s, 0) &&
        screen_exit_status(s) < 0)
        return s;
    screen_stop(s);
    return NULL;
}

void cost_start(struct cost *cost, const struct program *program)
{
    struct screen *s = open_page(program, NULL);

    if (s == NULL) {
        cost->is_missing = true;
        return;
    }
    double sorted[MOST_RUNS];
    cost->starts[cost->runs++] = screen_last_output(s);
    memcpy(sorted, cost->starts, sizeof sorted);
    cost->start = median(sorted, cost->runs);
    screen_stop(s);
}

/* --- the first page ---------------------------------------------------------------------------- */

typedef struct screen_cell picture[ROWS][COLUMNS];

static void take_picture(struct screen *s, picture ret_picture)
{
    for (int row = 0; row < ROWS; row++) {
        for (int column = 0; column < COLUMNS; column++)
            ret_picture[row][column] = screen_cell(s, row + 1, column + 1);
    }
}

static int count_cells(picture seen)
{
    int count = 0;

    for (int i = 0; i < ROWS * COLUMNS; i++)
        count += !screen_cell_is_blank(&seen[i / COLUMNS][i % COLUMNS]);
    return count;
}

static int count_changes(picture before, picture after)
{
    int count = 0;

    for (int i = 0; i < ROWS * COLUMNS; i++)
        count += !screen_cell_equals(&before[i / COLUMNS][i % COLUMNS],
                                     &after[i / COLUMNS][i % COLUMNS]);
    return count;
}

/* --- keys -------------------------------------------------------------------------------------- */

/* Presses keys; returns the ms until the last byte they cause, -1 when they cause none. */
static double react(struct screen *s, const char *keys, size_t *ret_bytes)
{
    size_t mark = screen_mark(s);
    double pressed = screen_clock(s);
    bool has_effect = screen_press(s, keys) && wait_for_burst(s, mark);

    *ret_bytes = screen_bytes_since(s, mark);
    return has_effect || *ret_bytes > 0 ? screen_last_output(s) - pressed : -1;
}

/* How much of the bytes that a key may cost it takes: 1 is all of them. */
static double load_of(double bytes, double cells)
{
    return bytes / (1.3 * cells + 40);
}

static void measure_cursor_keys(struct cost *cost, struct screen *s)
{
    static picture before;
    static picture after;
    double bytes[CURSOR_KEYS];
    double cells[CURSOR_KEYS];
    double times[CURSOR_KEYS];

    for (int i = 0; i < CURSOR_KEYS; i++) {
        size_t count = 0;

        take_picture(s, before);
        times[i] = react(s, i % 2 == 0 ? "Down" : "Up", &count);
        take_picture(s, after);
        bytes[i] = (double)count;
        cells[i] = count_changes(before, after);
        if (load_of(bytes[i], cells[i]) > cost->key_load)
            cost->key_load = load_of(bytes[i], cells[i]);
    }
    cost->key_bytes = median(bytes, CURSOR_KEYS);
    cost->key_cells = median(cells, CURSOR_KEYS);
    cost->key_ms = median(times, CURSOR_KEYS);
}

/* Nine keys in one write, as they lie there when a line was slow. Stopping the program meanwhile would
 * make it draw the whole screen anew when it goes on. */
static void measure_keys_ahead(struct cost *cost, struct screen *s)
{
    static picture before;
    static picture after;
    size_t mark = screen_mark(s);

    take_picture(s, before);
    screen_type(s, DOWN UP DOWN UP DOWN UP DOWN UP DOWN);
    wait_for_burst(s, mark);
    take_picture(s, after);
    cost->ahead_load = load_of((double)screen_bytes_since(s, mark), count_changes(before, after));
}

static void measure_idle(struct cost *cost, struct screen *s)
{
    size_t mark = screen_mark(s);
    long wakeups = screen_wakeups(s);

    screen_watch(s, IDLE_SECONDS * 1000);
    cost->idle_bytes = (double)screen_bytes_since(s, mark) / IDLE_SECONDS;
    cost->idle_wakeups = (double)(screen_wakeups(s) - wakeups) / IDLE_SECONDS;
}

/* Memory comes before the last key, which may end the program. */
static void measure_esc(struct cost *cost, struct screen *s, const char *before)
{
    size_t bytes = 0;

    if (before[0] != '\0')
        react(s, before, &bytes);
    cost->memory = (double)screen_peak_memory(s) / KIB_PER_MIB;
    cost->esc_ms = react(s, "Esc", &bytes);
}

static void measure_vt100(struct cost *cost, const struct program *program)
{
    struct screen *s = open_page(program, "vt100");

    if (s == NULL)
        return;
    cost->first_vt100 = (double)screen_bytes_since(s, 0);
    double dropped = screen_clock(s);
    screen_hang_up(s);
    screen_wait_exit(s, 128 + SIGHUP);
    cost->gone_ms = screen_exit_status(s) >= 0 ? screen_clock(s) - dropped : -1;
    screen_stop(s);
}

void cost_rest(struct cost *cost, const struct program *program)
{
    static picture first;
    struct screen *s = open_page(program, NULL);

    if (s == NULL) {
        cost->is_missing = true;
        return;
    }
    screen_set_deadline(s, REACTION);
    take_picture(s, first);
    cost->first_xterm = (double)screen_bytes_since(s, 0);
    cost->bytes_per_cell = cost->first_xterm / count_cells(first);
    measure_idle(cost, s);
    measure_cursor_keys(cost, s);
    measure_keys_ahead(cost, s);
    measure_esc(cost, s, program->before_esc);
    screen_stop(s);
    measure_vt100(cost, program);
}
