/* The loop of the face: each turn works off at most one answer, and says what is new. */
#include "config.h"

#include "plain/plain.h"

#include <langinfo.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "plain/input.h"
#include "plain/state.h"
#include "sys/echo.h"
#include "sys/secret.h"
#include "sys/text.h"
#include "sys/trace.h"

static const int signals[] = {SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGTSTP, SIGCONT};
enum {
    SIGNAL_COUNT = sizeof signals / sizeof *signals,
    GATHERING_MS = 150, /* changes that come together are told together */
    WAITING_MS = 60000, /* that "wait" waits at most */
    LEAVING_MS = 1000   /* for the last words to be read */
};

struct face {
    struct plain plain;
    uv_loop_t *loop;
    struct input *in;
    uv_timer_t gathering;
    uv_timer_t waiting;
    uv_prepare_t turn;
    uv_idle_t busy; /* runs while an answer is there to be worked off: the loop does not sleep */
    uv_signal_t signals[SIGNAL_COUNT];
    bool is_answered; /* ahead of the question */
    bool is_over;
    int status; /* -1: nobody reads */
};

static void end(struct face *face, int status)
{
    if (face->is_over)
        return;
    face->is_over = true;
    face->status = status;
    echo_show();
    uv_stop(face->loop);
}

/* --- what is said ---------------------------------------------------------------------------- */

static void prompt(struct face *face)
{
    struct plain *plain = &face->plain;

    if (plain_wants_secret(plain))
        echo_hide();
    else
        echo_show();
    face->is_answered = input_is_ahead(face->in);
    if (!plain->waits_for && !plain->must_quit)
        plain_say_prompt(plain);
    output_send(plain->out);
}

static void stop_waiting(struct face *face)
{
    uv_timer_stop(&face->waiting);
    free(face->plain.waits_for);
    face->plain.waits_for = NULL;
}

static void on_waited_long(uv_timer_t *timer)
{
    struct face *face = timer->data;
    struct plain *plain = &face->plain;
    bool has_words = plain->waits_for && *plain->waits_for;
    char *sentence = has_words
                         ? text_format(_("A minute has passed, and the page does not say \"%s\"."),
                                       plain->waits_for)
                         : must_copy(_("A minute has passed, and nothing has changed."));

    output_paragraph(plain->out, sentence, 0);
    free(sentence);
    stop_waiting(face);
    prompt(face);
}

/* What came by itself is told, and the question is asked again. */
static void tell_news(struct face *face)
{
    struct plain *plain = &face->plain;
    bool waited = plain->waits_for != NULL;
    bool has_said = plain_settle(plain);

    if (waited && (plain_sees(plain) || (has_said && *plain->waits_for == '\0')))
        stop_waiting(face);
    if (has_said || (waited && !plain->waits_for))
        prompt(face);
}

static void on_gathered(uv_timer_t *timer)
{
    struct face *face = timer->data;

    if (output_is_busy(face->plain.out))
        uv_timer_start(timer, on_gathered, GATHERING_MS, 0);
    else if (!face->is_over)
        tell_news(face);
}

static void on_change(void *user)
{
    struct face *face = user;

    if (!uv_is_active((uv_handle_t *)&face->gathering))
        uv_timer_start(&face->gathering, on_gathered, GATHERING_MS, 0);
}

/* --- answers --------------------------------------------------------------------------------- */

static void begin_to_wait(struct face *face)
{
    if (plain_sees(&face->plain))
        stop_waiting(face);
    else
        uv_timer_start(&face->waiting, on_waited_long, WAITING_MS, 0);
}

/* Answers that the terminal does not show after the question are repeated, but no passwords. */
static void repeat(struct face *face, const char *line)
{
    bool is_shown = face->plain.is_typed_here && !face->is_answered;

    output_answered(face->plain.out, is_shown                           ? NULL
                                     : plain_wants_secret(&face->plain) ? ""
                                                                        : line);
}

static void take_answer(struct face *face, char *line)
{
    struct plain *plain = &face->plain;
    bool only_ends_waiting = plain->waits_for && *line == '\0';
    bool is_secret = plain_wants_secret(plain);

    repeat(face, line);
    stop_waiting(face);
    plain_settle(plain);
    trace_add("typed", "%s", is_secret || plain_wants_secret(plain) ? "(hidden)" : line);
    if (!only_ends_waiting)
        plain_answer(plain, line);
    secret_free(line);
    plain_settle(plain);
    if (plain->waits_for)
        begin_to_wait(face);
    prompt(face);
    if (plain->must_quit)
        end(face, 0);
}

/* A script waits until it sees what it waits for; a person who types does not want to wait. */
static bool may_answer(struct face *face)
{
    const struct plain *plain = &face->plain;

    return !face->is_over && !output_is_busy(plain->out) &&
           (!plain->waits_for || plain->is_typed_here);
}

static void on_busy(uv_idle_t *handle)
{
    (void)handle;
}

static void come_to_end(struct face *face)
{
    enum input_end how = input_end(face->in);

    if (how == INPUT_GOES_ON)
        return;
    output_answered(face->plain.out, "");
    end(face, how == INPUT_ENDED ? 0 : 128 + SIGHUP);
}

static void on_turn(uv_prepare_t *handle)
{
    struct face *face = handle->data;
    char *line = may_answer(face) ? input_line(face->in) : NULL;

    if (line)
        take_answer(face, line);
    if (may_answer(face))
        come_to_end(face);
    if (output_has_failed(face->plain.out))
        end(face, face->plain.is_typed_here ? 128 + SIGHUP : -1);
    if (may_answer(face) && input_has_line(face->in))
        uv_idle_start(&face->busy, on_busy);
    else
        uv_idle_stop(&face->busy);
}

static void on_ready(void *user)
{
    (void)user; /* the turn of the loop that called does the rest */
}

/* --- signals --------------------------------------------------------------------------------- */

static uv_signal_t *watcher_of(struct face *face, int number)
{
    for (size_t i = 0; i < SIGNAL_COUNT; i++) {
        if (signals[i] == number)
            return &face->signals[i];
    }
    return NULL;
}

static void on_signal(uv_signal_t *handle, int number);

static void suspend(struct face *face)
{
    uv_signal_t *stop = watcher_of(face, SIGTSTP);

    flow_save(face->plain.flow);
    echo_show();
    uv_signal_stop(stop);
    raise(SIGTSTP);
    uv_signal_start(stop, on_signal, SIGTSTP);
}

static void on_signal(uv_signal_t *handle, int number)
{
    struct face *face = handle->data;

    trace_add("signal", "%d", number);
    if (number == SIGTSTP) {
        suspend(face);
    } else if (number == SIGCONT) {
        prompt(face);
    } else {
        flow_save(face->plain.flow);
        end(face, 128 + number);
    }
}

/* --- start and end --------------------------------------------------------------------------- */

static void watch(struct face *face)
{
    uv_timer_init(face->loop, &face->gathering);
    uv_timer_init(face->loop, &face->waiting);
    uv_prepare_init(face->loop, &face->turn);
    uv_idle_init(face->loop, &face->busy);
    face->gathering.data = face->waiting.data = face->turn.data = face;
    for (size_t i = 0; i < SIGNAL_COUNT; i++) {
        uv_signal_init(face->loop, &face->signals[i]);
        face->signals[i].data = face;
        uv_signal_start(&face->signals[i], on_signal, signals[i]);
    }
    uv_prepare_start(&face->turn, on_turn);
    flow_listen(face->plain.flow, on_change, face);
}

static void unwatch(struct face *face)
{
    flow_listen(face->plain.flow, NULL, NULL);
    uv_close((uv_handle_t *)&face->gathering, NULL);
    uv_close((uv_handle_t *)&face->waiting, NULL);
    uv_close((uv_handle_t *)&face->turn, NULL);
    uv_close((uv_handle_t *)&face->busy, NULL);
    for (size_t i = 0; i < SIGNAL_COUNT; i++)
        uv_close((uv_handle_t *)&face->signals[i], NULL);
}

static void welcome(struct face *face, const char *why)
{
    struct plain *plain = &face->plain;

    if (why) {
        output_paragraph(plain->out, why, 0);
        output_paragraph(plain->out, _("So here is the same wizard, line by line."), 0);
    }
    plain_settle(plain);
    prompt(face);
}

int plain_run(uv_loop_t *loop, struct flow *flow, const struct plain_options *options,
              struct error *err)
{
    struct face face = {.loop = loop, .plain.flow = flow};
    bool is_ascii = options->ascii || strcmp(nl_langinfo(CODESET), "UTF-8") != 0;

    face.plain.out = output_open(loop, is_ascii, on_ready, &face, err);
    if (!face.plain.out) {
        uv_run(loop, UV_RUN_NOWAIT);
        return -1;
    }
    face.in = input_open(loop, on_ready, &face);
    face.plain.is_typed_here = input_is_terminal(face.in);
    watch(&face);
    welcome(&face, options->why);
    while (!face.is_over)
        uv_run(loop, UV_RUN_DEFAULT);
    flow_save(flow);
    unwatch(&face);
    input_close(face.in);
    plain_clear(&face.plain);
    output_close(face.plain.out, loop, LEAVING_MS);
    uv_run(loop, UV_RUN_NOWAIT);
    if (face.status >= 0)
        return face.status;
    error_set(err, EXIT_CANNOT_WRITE, _("Standard output cannot be written."));
    return error_hint(err, _("Check the pipe or the disk behind it."));
}
