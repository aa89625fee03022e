#include "config.h"

#include "sys/trace.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "i18n.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/file_error.h"
#include "sys/pipe.h"
#include "sys/secret.h"
#include "sys/text.h"
#include "sys/trace_secrets.h"

#define FIRST_LINE                                                                                 \
    TRACE_FORMAT " of " PACKAGE_STRING                                                             \
                 ": without passwords, but with names and addresses of machines; read it before "  \
                 "you pass it on\n"
#define CUT       " (cut)"
#define FULL_LINE "end the trace is full"
enum { ROOM_FOR_THE_END = 64 /* bytes, for the time and FULL_LINE */, LONGEST_CHARACTER = 4 };

static struct {
    int fd; /* only while is_on */
    bool is_on;
    char *path;
    size_t size;
    char *screen; /* as added last; NULL: none */
    struct error trouble;
    void (*on_trouble)(const struct error *err, void *user);
    void *user;
} trace;

/* --- beginning and ending -------------------------------------------------------------------- */

/* An empty file is nobody's. */
static bool may_replace(const char *path)
{
    size_t length = 1;
    char *bytes = file_read(path, 0, &length, NULL);
    bool is_empty = bytes != NULL && length == 0;

    free(bytes);
    return is_empty || file_starts(path, TRACE_FORMAT);
}

int trace_open(const char *path, bool is_forced, struct error *err)
{
    if (file_is_regular(path) && !is_forced && !may_replace(path)) {
        error_set(err, EXIT_CANNOT_WRITE, _("There is another file of this name."));
        error_at(err, "%s", path);
        return error_hint(err, _("Choose another name, or add --force to overwrite it."));
    }
    if (file_write(path, FIRST_LINE, strlen(FIRST_LINE), FILE_REPLACE, err) != 0)
        return -1;
    trace.fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY);
    if (trace.fd < 0)
        return file_cannot_write(err, path, errno);
    trace.is_on = true;
    trace.path = must_copy(path);
    trace.size = strlen(FIRST_LINE);
    return 0;
}

static void stop(void)
{
    trace.is_on = false;
    (void)close(trace.fd);
    trace.screen = secret_free(trace.screen);
    trace_secrets_forget();
}

int trace_close(struct error *err)
{
    bool is_whole = trace.trouble.what == NULL;

    if (trace.is_on)
        stop();
    free(trace.path);
    trace.path = NULL;
    trace.on_trouble = NULL;
    if (is_whole)
        return 0;
    error_set(err, trace.trouble.status, "%s", trace.trouble.what);
    error_clear(&trace.trouble);
    return -1;
}

bool trace_is_on(void)
{
    return trace.is_on;
}

void trace_listen(void (*on_trouble)(const struct error *err, void *user), void *user)
{
    trace.on_trouble = on_trouble;
    trace.user = user;
}

void trace_hide(const char *secret)
{
    if (trace.is_on && secret)
        trace_secrets_add(secret, strlen(secret));
}

/* --- writing --------------------------------------------------------------------------------- */

/* Half an entry would be a riddle: what there was room for goes again. */
static void fail(int number)
{
    int ignored = ftruncate(trace.fd, (off_t)trace.size);

    (void)ignored;
    stop();
    file_cannot_write(&trace.trouble, trace.path, number);
    if (trace.on_trouble)
        trace.on_trouble(&trace.trouble, trace.user);
}

static void write_all(const char *bytes, size_t length)
{
    if (pipe_write(trace.fd, bytes, length) == PIPE_OK)
        trace.size += length;
    else
        fail(errno);
}

/* "14:02:11.123 ", for the caller to free. */
static char *time_of_day(void)
{
    int64_t now = clock_now();
    char *seconds = clock_of_day(now);
    char *time = text_format("%s.%03d ", seconds, (int)(now % 1000));

    free(seconds);
    return time;
}

static void end_for_size(const char *time)
{
    char *line = text_format("%s" FULL_LINE " (%zu MiB)\n", time, TRACE_FILE_LIMIT >> 20);

    write_all(line, strlen(line));
    free(line);
    if (trace.is_on)
        stop();
}

/* Takes text over: one or more lines without their times. */
static void write_entry(char *text)
{
    char *time = time_of_day();
    struct text entry = {0};

    text_add(&entry, time);
    text_add(&entry, text);
    if (trace.size + entry.length + ROOM_FOR_THE_END > TRACE_FILE_LIMIT)
        end_for_size(time);
    else
        write_all(entry.s, entry.length);
    text_free(&entry);
    free(text);
    free(time);
}

/* --- entries --------------------------------------------------------------------------------- */

/* Adds one line that may come from outside; ends it. */
static void add_line(struct text *to, char *(*clean)(const char *raw, size_t limit),
                     const char *raw)
{
    char *line = clean(raw, TRACE_LINE_LIMIT + LONGEST_CHARACTER);

    if (strlen(line) > TRACE_LINE_LIMIT) {
        char *beginning = clean(line, TRACE_LINE_LIMIT - strlen(CUT));
        text_add(to, beginning);
        text_add(to, CUT);
        free(beginning);
    } else {
        text_add(to, line);
    }
    text_add(to, "\n");
    free(line);
}

void trace_add(const char *kind, const char *format, ...)
{
    va_list args;

    if (!trace.is_on)
        return;
    va_start(args, format);
    char *words = text_vformat(format, args);
    va_end(args);
    words = trace_secrets_remove(words);
    char *line = text_format("%s %s", kind, words);
    struct text entry = {0};
    add_line(&entry, text_clean, line);
    secret_free(words);
    secret_free(line);
    write_entry(text_take(&entry));
}

static void add_rows(struct text *to, char *rows)
{
    char *rest = rows;
    char *row;

    while ((row = strsep(&rest, "\n")) != NULL && (rest || *row)) {
        size_t length = strlen(row);
        while (length > 0 && row[length - 1] == ' ')
            row[--length] = '\0';
        text_add(to, "|");
        add_line(to, text_clean_row, row);
    }
}

void trace_screen(const char *size, const char *rows)
{
    struct text entry = {0};

    if (!trace.is_on)
        return;
    text_addf(&entry, "screen %s\n", size);
    char *hidden = trace_secrets_remove(must_copy(rows));
    add_rows(&entry, hidden);
    secret_free(hidden);
    if (trace.screen && strcmp(trace.screen, entry.s) == 0) {
        text_free(&entry);
        return;
    }
    free(trace.screen);
    trace.screen = must_copy(entry.s);
    write_entry(text_take(&entry));
}
