#include "config.h"

#include "plain/output.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "i18n.h"
#include "plain/standard.h"
#include "report/ascii.h"
#include "report/wrap.h"
#include "sys/clock.h"
#include "sys/pipe.h"
#include "sys/text.h"
#include "sys/trace.h"

enum { COLUMNS_USUAL = 80, COLUMNS_LEAST = 20, COLUMNS_MOST = 1000 };

struct output {
    struct standard to;
    bool is_ascii;
    bool is_in_line; /* a question waits for its answer */
    bool has_failed;
    struct text said;
    void (*on_drained)(void *user);
    void *user;
};

struct writing {
    uv_write_t request; /* first: the request is the writing */
    struct output *out;
    char *bytes;
};

/* --- opening --------------------------------------------------------------------------------- */

struct output *output_open(uv_loop_t *loop, bool is_ascii, void (*on_drained)(void *user),
                           void *user, struct error *err)
{
    struct output *out = must_alloc(sizeof *out);

    *out = (struct output){.is_ascii = is_ascii, .on_drained = on_drained, .user = user};
    if (standard_open(&out->to, loop, STDOUT_FILENO))
        return out;
    standard_close(&out->to, out);
    error_set(err, EXIT_CANNOT_WRITE, _("Standard output cannot be written."));
    error_hint(err, _("Check the pipe or the disk behind it."));
    return NULL;
}

void output_close(struct output *out, uv_loop_t *loop, unsigned milliseconds)
{
    int64_t until = clock_now() + milliseconds;

    output_send(out);
    out->on_drained = NULL;
    while (output_is_busy(out) && !out->has_failed && clock_now() < until) {
        pipe_wait(-1, STDOUT_FILENO, 1);
        uv_run(loop, UV_RUN_NOWAIT);
    }
    text_free(&out->said);
    standard_close(&out->to, out);
}

/* --- writing --------------------------------------------------------------------------------- */

static void on_written(uv_write_t *request, int status)
{
    struct writing *writing = (struct writing *)request;
    struct output *out = writing->out;

    if (status < 0 && status != UV_ECANCELED)
        out->has_failed = true;
    free(writing->bytes);
    free(writing);
    if (out->on_drained && !output_is_busy(out))
        out->on_drained(out->user);
}

static void write_stream(struct output *out, char *bytes, size_t length)
{
    struct writing *writing = must_alloc(sizeof *writing);
    uv_buf_t buffer = uv_buf_init(bytes, (unsigned)length);

    writing->out = out;
    writing->bytes = bytes;
    if (uv_write(&writing->request, &out->to.as.stream, &buffer, 1, on_written) != 0) {
        out->has_failed = true;
        free(bytes);
        free(writing);
    }
}

void output_send(struct output *out)
{
    size_t length = out->said.length;

    if (length == 0)
        return;
    char *bytes = text_take(&out->said);
    if (!standard_is_stream(&out->to)) {
        out->has_failed |= pipe_write(STDOUT_FILENO, bytes, length) != PIPE_OK;
        free(bytes);
    } else {
        write_stream(out, bytes, length);
    }
}

bool output_is_busy(const struct output *out)
{
    return standard_is_stream(&out->to) && uv_stream_get_write_queue_size(&out->to.as.stream) > 0;
}

bool output_has_failed(const struct output *out)
{
    return out->has_failed;
}

/* --- saying ---------------------------------------------------------------------------------- */

static size_t columns_of_terminal(struct output *out)
{
    int columns = 0, rows = 0;

    if (out->to.kind != UV_TTY || uv_tty_get_winsize(&out->to.as.terminal, &columns, &rows) != 0)
        return COLUMNS_USUAL;
    return columns > 0 ? (size_t)columns : COLUMNS_USUAL;
}

/* Asked anew each time: a window may have changed. The last column stays free, since some terminals
 * go to the next line there by themselves. */
static size_t columns_of(struct output *out)
{
    const char *wanted = getenv("COLUMNS");
    unsigned long columns = wanted ? strtoul(wanted, NULL, 10) : 0;

    if (columns < COLUMNS_LEAST || columns > COLUMNS_MOST)
        columns = columns_of_terminal(out);
    return (columns < COLUMNS_LEAST ? COLUMNS_LEAST : columns) - 1;
}

static char *displayable(const struct output *out, const char *text)
{
    char *clean = text_clean(text, 0);

    if (!out->is_ascii)
        return clean;
    char *ascii = ascii_text(clean);
    free(clean);
    return ascii;
}

static void indent_by(struct output *out, size_t columns)
{
    while (columns-- > 0)
        text_add(&out->said, " ");
}

static void begin_line(struct output *out)
{
    if (out->is_in_line)
        text_add(&out->said, "\n");
    out->is_in_line = false;
}

static void say_wrapped(struct output *out, const char *text, size_t indent)
{
    size_t columns = columns_of(out);
    struct wrapped wrapped = wrap_words(text, columns, columns - indent);

    for (size_t i = 0; i < wrapped.count; i++) {
        if (i > 0) {
            text_add(&out->said, "\n");
            indent_by(out, indent);
        }
        text_add_n(&out->said, wrapped.lines[i].from, wrapped.lines[i].bytes);
    }
    wrap_clear(&wrapped);
}

void output_paragraph(struct output *out, const char *text, size_t indent)
{
    char *shown = displayable(out, text);

    trace_add("said", "%s", text);
    begin_line(out);
    say_wrapped(out, shown, indent);
    text_add(&out->said, "\n");
    free(shown);
}

void output_exactly(struct output *out, const char *text, size_t indent)
{
    char *shown = displayable(out, text);

    trace_add("said", "%s", text);
    begin_line(out);
    indent_by(out, indent);
    text_add(&out->said, shown);
    text_add(&out->said, "\n");
    free(shown);
}

void output_blank(struct output *out)
{
    begin_line(out);
    text_add(&out->said, "\n");
}

void output_prompt(struct output *out, const char *text)
{
    char *shown = displayable(out, text);

    trace_add("asked", "%s", text);
    begin_line(out);
    say_wrapped(out, shown, 0);
    text_add(&out->said, " ");
    out->is_in_line = true;
    free(shown);
}

void output_answered(struct output *out, const char *text)
{
    if (text) {
        char *shown = displayable(out, text);
        text_add(&out->said, shown);
        text_add(&out->said, "\n");
        free(shown);
    }
    out->is_in_line = false;
}
