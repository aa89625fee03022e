/* Transcripts: from steps to a program on a screen. */
#include "config.h"

#include "transcript.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "golden.h"
#include "screen_internal.h"
#include "screen_launch.h"

enum {
    PATIENCE = 6, /* "wait" waits so many times longer than "expect" */
    SETTLED = 30, /* milliseconds without output before bytes are counted */
    FILE_LIMIT = 4 * 1024 * 1024
};

struct run {
    struct screen *screen; /* of the last start; NULL before */
    struct screen_setup setup;
    const char *program;
    char *home;                /* shared by all starts of a transcript; removed at its end */
    char **environment;        /* ended by NULL, or NULL */
    struct golden_mask *masks; /* ended by GOLDEN_END */
    size_t environment_count;
    size_t mask_count;
    size_t mark;  /* bytes received before the last start, key, text, new size or signal */
    int deadline; /* 0: as screen.h has it */
};

/* --- texts and files --------------------------------------------------------------------------- */

struct placeholder {
    const char *name;
    const char *value;
};

/* A new string in which {srcdir}, {builddir} and {home} are filled in. */
static char *fill_in(const struct run *run, const char *text)
{
    const struct placeholder known[] = {
        {"{srcdir}",   screen_source_directory()},
        {"{builddir}", screen_build_directory() },
        {"{home}",     run->home                },
    };
    char *result = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&result, &length);

    if (out == NULL)
        abort();
    while (*text != '\0') {
        const char *value = NULL;

        for (size_t i = 0; i < sizeof known / sizeof known[0] && value == NULL; i++) {
            if (strncmp(text, known[i].name, strlen(known[i].name)) == 0) {
                value = known[i].value;
                text += strlen(known[i].name);
            }
        }
        if (value != NULL)
            fputs(value, out);
        else
            fputc(*text++, out);
    }
    fclose(out);
    return result;
}

/* The path of a file of the scratch HOME; the caller frees it. */
static char *path_at_home(const struct run *run, const char *name)
{
    char *path = NULL;

    if (asprintf(&path, "%s/%s", run->home, name) < 0)
        abort();
    return path;
}

/* The whole file as a text, or NULL; the caller frees it. */
static char *read_whole(const char *path, size_t *ret_length)
{
    FILE *file = fopen(path, "r");

    if (file == NULL)
        return NULL;
    char *text = screen_memory(NULL, FILE_LIMIT + 1);
    *ret_length = fread(text, 1, FILE_LIMIT, file);
    text[*ret_length] = '\0';
    fclose(file);
    return text;
}

/* Makes the directories that lead to the path, from the place behind the scratch HOME on. */
static void make_directories(char *path, size_t home_length)
{
    for (size_t i = home_length + 1; path[i] != '\0'; i++) {
        if (path[i] != '/')
            continue;
        path[i] = '\0';
        mkdir(path, 0777);
        path[i] = '/';
    }
}

/* Puts a file into the scratch HOME at once, by its new name: the program never sees half of it. */
static bool put_file(struct run *run, const char *name, const char *bytes, size_t length)
{
    char *path = path_at_home(run, name);
    char *half = path_at_home(run, ".half-written");

    make_directories(path, strlen(run->home));
    FILE *file = fopen(half, "w");
    bool is_written = file != NULL && fwrite(bytes, 1, length, file) == length;
    is_written = (file == NULL || fclose(file) == 0) && is_written && rename(half, path) == 0;
    if (!is_written)
        screen_fail(run->screen, "cannot write %s: %s", path, strerror(errno));
    free(half);
    free(path);
    return is_written;
}

static bool do_write(struct run *run, const struct step *step)
{
    return put_file(run, step->words[0], step->words[1], strlen(step->words[1]));
}

static bool do_copy(struct run *run, const struct step *step)
{
    char *from = fill_in(run, step->words[0]);
    size_t length = 0;
    char *bytes = read_whole(from, &length);
    bool is_copied = bytes != NULL
                         ? put_file(run, step->words[1], bytes, length)
                         : screen_fail(run->screen, "cannot read %s: %s", from, strerror(errno));

    free(bytes);
    free(from);
    return is_copied;
}

struct wanted_file {
    const char *path;
    const char *text; /* NULL: any */
};

static bool has_file(struct screen *s, const void *data)
{
    const struct wanted_file *wanted = data;
    size_t length = 0;
    char *text = read_whole(wanted->path, &length);
    bool is_there = text != NULL && (wanted->text == NULL || strstr(text, wanted->text) != NULL);

    (void)s;
    free(text);
    return is_there;
}

static bool has_no_file(struct screen *s, const void *data)
{
    const struct wanted_file *wanted = data;

    (void)s;
    return access(wanted->path, F_OK) != 0;
}

static bool wait_for_file(struct run *run, const struct step *step, screen_predicate *holds)
{
    char *path = path_at_home(run, step->words[0]);
    struct wanted_file wanted = {path, step->word_count > 1 ? step->words[1] : NULL};
    bool is_as_wanted = screen_wait_until(run->screen, holds, &wanted, step->source);

    free(path);
    return is_as_wanted;
}

static bool do_file(struct run *run, const struct step *step)
{
    return wait_for_file(run, step, has_file);
}

static bool do_no_file(struct run *run, const struct step *step)
{
    return wait_for_file(run, step, has_no_file);
}

/* --- settings ---------------------------------------------------------------------------------- */

static bool do_program(struct run *run, const struct step *step)
{
    run->program = step->words[0];
    return true;
}

static bool do_size(struct run *run, const struct step *step)
{
    run->setup.columns = (int)step->number;
    run->setup.rows = (int)step->second_number;
    return true;
}

static bool do_term(struct run *run, const struct step *step)
{
    run->setup.term = step->words[0];
    return true;
}

static bool do_charset(struct run *run, const struct step *step)
{
    run->setup.charset = step->words[0];
    return true;
}

static bool do_set(struct run *run, const struct step *step)
{
    size_t count = run->environment_count++;

    run->environment = screen_memory(run->environment, (count + 2) * sizeof *run->environment);
    run->environment[count] = fill_in(run, step->words[0]);
    run->environment[count + 1] = NULL;
    run->setup.environment = (const char *const *)run->environment;
    return true;
}

static bool do_deadline(struct run *run, const struct step *step)
{
    run->deadline = (int)step->number;
    if (run->screen != NULL)
        screen_set_deadline(run->screen, run->deadline);
    return true;
}

static struct golden_mask named_mask(const char *name)
{
    static const struct golden_mask time = GOLDEN_TIME;
    static const struct golden_mask date = GOLDEN_DATE;
    static const struct golden_mask age = GOLDEN_AGE;

    return name[0] == 't' ? time : name[0] == 'd' ? date : age;
}

static bool do_mask(struct run *run, const struct step *step)
{
    size_t count = run->mask_count++;

    run->masks = screen_memory(run->masks, (count + 2) * sizeof *run->masks);
    run->masks[count] = step->word_count == 2 ? (struct golden_mask){step->words[0], step->words[1]}
                                              : named_mask(step->words[0]);
    run->masks[count + 1] = (struct golden_mask)GOLDEN_END;
    return true;
}

/* --- what happens to the program --------------------------------------------------------------- */

static bool do_start(struct run *run, const struct step *step)
{
    char **arguments = screen_memory(NULL, (step->word_count + 2) * sizeof *arguments);

    arguments[0] = fill_in(run, run->program);
    for (size_t i = 0; i < step->word_count; i++)
        arguments[i + 1] = fill_in(run, step->words[i]);
    arguments[step->word_count + 1] = NULL;
    screen_stop(run->screen);
    run->setup.home = run->home;
    run->screen = screen_start(&run->setup, (const char *const *)arguments);
    run->mark = 0;
    if (run->screen != NULL && run->deadline > 0)
        screen_set_deadline(run->screen, run->deadline);
    for (size_t i = 0; arguments[i] != NULL; i++)
        free(arguments[i]);
    free(arguments);
    return run->screen != NULL;
}

static bool do_key(struct run *run, const struct step *step)
{
    bool is_pressed = true;

    run->mark = screen_mark(run->screen);
    for (size_t i = 0; i < step->word_count && is_pressed; i++)
        is_pressed = screen_press(run->screen, step->words[i]);
    return is_pressed;
}

static bool do_type(struct run *run, const struct step *step)
{
    run->mark = screen_mark(run->screen);
    return screen_type(run->screen, step->words[0]);
}

static bool do_resize(struct run *run, const struct step *step)
{
    run->mark = screen_mark(run->screen);
    return screen_resize(run->screen, (int)step->number, (int)step->second_number);
}

static bool do_signal(struct run *run, const struct step *step)
{
    run->mark = screen_mark(run->screen);
    return screen_signal(run->screen, (int)step->number);
}

static bool do_hang_up(struct run *run, const struct step *step)
{
    (void)step;
    screen_hang_up(run->screen);
    return true;
}

/* --- what shall be seen ------------------------------------------------------------------------ */

static bool do_expect(struct run *run, const struct step *step)
{
    return screen_wait_text(run->screen, step->words[0]);
}

static bool do_wait(struct run *run, const struct step *step)
{
    int deadline = run->screen->deadline;

    screen_set_deadline(run->screen, PATIENCE * deadline);
    bool is_seen = screen_wait_text(run->screen, step->words[0]);
    screen_set_deadline(run->screen, deadline);
    return is_seen;
}

static bool do_gone(struct run *run, const struct step *step)
{
    return screen_wait_gone(run->screen, step->words[0]);
}

static bool do_row(struct run *run, const struct step *step)
{
    return screen_wait_row(run->screen, (int)step->number, step->words[1]);
}

static bool do_match(struct run *run, const struct step *step)
{
    return screen_wait_match(run->screen, step->words[0]);
}

static bool do_cursor_on(struct run *run, const struct step *step)
{
    return screen_wait_cursor(run->screen, step->words[0]);
}

static bool do_golden(struct run *run, const struct step *step)
{
    return golden_matches(run->screen, step->words[0], run->masks);
}

static bool do_bytes(struct run *run, const struct step *step)
{
    if (!screen_wait_quiet(run->screen, SETTLED))
        return false;
    size_t count = screen_bytes_since(run->screen, run->mark);
    return count <= (size_t)step->number ||
           screen_fail(run->screen,
                       "%zu bytes came since the last start, key, text, size or signal", count);
}

static bool do_ascii(struct run *run, const struct step *step)
{
    (void)step;
    return screen_sent_only_ascii(run->screen, 0);
}

static bool do_no_colour(struct run *run, const struct step *step)
{
    (void)step;
    return screen_sent_no_colour(run->screen, 0);
}

static bool do_restored(struct run *run, const struct step *step)
{
    (void)step;
    return screen_is_restored(run->screen);
}

static bool do_exit(struct run *run, const struct step *step)
{
    return screen_wait_exit(run->screen, (int)step->number);
}

/* --- all of it --------------------------------------------------------------------------------- */

typedef bool do_step(struct run *run, const struct step *step);

static do_step *const actions[] = {
    [VERB_PROGRAM] = do_program,
    [VERB_SIZE] = do_size,
    [VERB_TERM] = do_term,
    [VERB_CHARSET] = do_charset,
    [VERB_SET] = do_set,
    [VERB_DEADLINE] = do_deadline,
    [VERB_MASK] = do_mask,
    [VERB_WRITE] = do_write,
    [VERB_COPY] = do_copy,
    [VERB_FILE] = do_file,
    [VERB_NO_FILE] = do_no_file,
    [VERB_START] = do_start,
    [VERB_KEY] = do_key,
    [VERB_TYPE] = do_type,
    [VERB_RESIZE] = do_resize,
    [VERB_SIGNAL] = do_signal,
    [VERB_HANG_UP] = do_hang_up,
    [VERB_EXPECT] = do_expect,
    [VERB_WAIT] = do_wait,
    [VERB_GONE] = do_gone,
    [VERB_ROW] = do_row,
    [VERB_MATCH] = do_match,
    [VERB_CURSOR_ON] = do_cursor_on,
    [VERB_GOLDEN] = do_golden,
    [VERB_BYTES] = do_bytes,
    [VERB_ASCII] = do_ascii,
    [VERB_NO_COLOUR] = do_no_colour,
    [VERB_RESTORED] = do_restored,
    [VERB_EXIT] = do_exit,
};
static_assert(sizeof actions / sizeof actions[0] == VERB_COUNT, "a verb without an action");

static void finish(struct run *run)
{
    screen_stop(run->screen);
    if (getenv("EFLOW_KEEP") == NULL)
        launch_remove_home(run->home);
    free(run->home);
    for (size_t i = 0; i < run->environment_count; i++)
        free(run->environment[i]);
    free(run->environment);
    free(run->masks);
}

bool transcript_run(const struct transcript *transcript, char **ret_failure)
{
    struct run run = {.program = "eflow-wizard", .home = launch_make_home()};
    const struct step *step = transcript->steps;
    const struct step *end = step + transcript->step_count;

    while (step < end && actions[step->verb](&run, step))
        step++;
    if (step < end && asprintf(ret_failure, "%s:%d: %s\n%s", transcript->name, step->line,
                               step->source, screen_failure()) < 0)
        abort();
    finish(&run);
    return step == end;
}
