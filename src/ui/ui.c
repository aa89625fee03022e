/* The loop of the face: bytes come in, keys act, and each turn draws at most once. */
#include "config.h"

#include "ui/ui.h"

#include <errno.h>
#include <panel.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "i18n.h"
#include "sys/trace.h"
#include "ui/act.h"
#include "ui/keys.h"
#include "ui/popup.h"
#include "ui/state.h"
#include "ui/terminal.h"
#include "ui/ui_trace.h"

static const int signals[] = {SIGWINCH, SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGTSTP, SIGCONT};
enum { SIGNAL_COUNT = sizeof signals / sizeof *signals, READ_BYTES = 1024 };

struct face {
    struct ui ui;
    struct keys keys;
    uv_loop_t *loop;
    int input;
    uv_poll_t terminal;
    uv_timer_t escape; /* runs while a key sequence is not complete */
    uv_prepare_t turn; /* before the loop waits: the place to draw */
    uv_signal_t signals[SIGNAL_COUNT];
    bool must_paint;
    bool is_resized;
    bool is_over;
    int status;
};

static void watch_terminal(struct face *face, int events);

static void end(struct face *face, int status)
{
    if (face->is_over)
        return;
    face->is_over = true;
    face->status = status;
    uv_stop(face->loop);
}

/* --- drawing --------------------------------------------------------------------------------- */

static void paint(struct face *face)
{
    struct ui *ui = &face->ui;

    face->must_paint = false;
    act_settle(ui);
    ui_view(ui);
    draw_page(ui);
    if (!ui_is_cramped())
        popup_draw(ui);
    update_panels();
    wmove(ui->cursor_window, ui->cursor_row, ui->cursor_column);
    wnoutrefresh(ui->cursor_window);
    hyperlinks_prepare(&ui->links);
    doupdate();
    hyperlinks_mark(&ui->links);
    ui_trace_screen(ui);
}

/* Terminals move their content about when their size changes, so all of it is drawn anew. */
static void fit(struct face *face)
{
    face->is_resized = false;
    terminal_fit();
    clearok(curscr, true);
    ui_view(&face->ui);
    popup_fit(&face->ui);
    face->must_paint = true;
}

/* A terminal that is still busy with the last picture gets the next one when it is done, and
 * only the last of all that could have been painted in between. */
static void on_turn(uv_prepare_t *handle)
{
    struct face *face = handle->data;

    if (face->is_resized)
        fit(face);
    if (!face->must_paint || face->is_over)
        return;
    if (terminal_is_ready())
        paint(face);
    else
        watch_terminal(face, UV_READABLE | UV_WRITABLE);
}

/* --- suspending ------------------------------------------------------------------------------ */

static uv_signal_t *watcher_of(struct face *face, int number)
{
    for (size_t i = 0; i < SIGNAL_COUNT; i++) {
        if (signals[i] == number)
            return &face->signals[i];
    }
    return NULL;
}

static void on_signal(uv_signal_t *handle, int number);

static void come_back(struct face *face)
{
    terminal_return();
    ui_view(&face->ui);
    popup_fit(&face->ui);
    face->must_paint = true;
}

/* Stops as every program does: with the default action of the signal, so that a shell without job
 * control is not left alone with a stopped program. */
static void suspend(struct face *face)
{
    uv_signal_t *stop = watcher_of(face, SIGTSTP);
    uv_signal_t *go_on = watcher_of(face, SIGCONT);

    face->ui.must_suspend = false;
    flow_save(face->ui.flow);
    terminal_leave();
    uv_signal_stop(stop);
    uv_signal_stop(go_on);
    raise(SIGTSTP);
    uv_signal_start(stop, on_signal, SIGTSTP);
    uv_signal_start(go_on, on_signal, SIGCONT);
    come_back(face);
}

/* --- what happens ---------------------------------------------------------------------------- */

static void on_change(void *user)
{
    struct face *face = user;

    face->ui.view_is_old = true;
    face->must_paint = true;
}

static void work_off_keys(struct face *face, bool is_all)
{
    unsigned key;

    while (!face->is_over && keys_next(&face->keys, is_all, &key)) {
        ui_trace_key(&face->ui, key);
        act_on_key(&face->ui, key);
        face->must_paint = true;
        if (face->ui.must_quit)
            end(face, 0);
    }
    if (face->ui.must_suspend && !face->is_over)
        suspend(face);
}

static void on_escape(uv_timer_t *timer)
{
    work_off_keys(timer->data, true);
}

static void save_and_end(struct face *face, int number)
{
    if (!face->is_over)
        flow_save(face->ui.flow);
    end(face, 128 + number);
}

static void read_keys(struct face *face)
{
    char bytes[READ_BYTES];
    size_t room = keys_room(&face->keys);
    ssize_t count = read(face->input, bytes, room < sizeof bytes ? room : sizeof bytes);

    if (count > 0) {
        keys_feed(&face->keys, bytes, (size_t)count);
        work_off_keys(face, false);
    } else if (count == 0 || (errno != EAGAIN && errno != EINTR)) {
        save_and_end(face, SIGHUP);
    }
    if (keys_are_pending(&face->keys))
        uv_timer_start(&face->escape, on_escape, terminal_escape_delay(), 0);
    else
        uv_timer_stop(&face->escape);
}

static void on_terminal(uv_poll_t *handle, int status, int events)
{
    struct face *face = handle->data;

    if (status < 0) {
        save_and_end(face, SIGHUP);
        return;
    }
    if (events & UV_READABLE)
        read_keys(face);
    if (events & UV_WRITABLE)
        watch_terminal(face, UV_READABLE);
}

static void watch_terminal(struct face *face, int events)
{
    uv_poll_start(&face->terminal, events, on_terminal);
}

static void on_signal(uv_signal_t *handle, int number)
{
    struct face *face = handle->data;

    trace_add("signal", "%d", number);
    switch (number) {
    case SIGWINCH: face->is_resized = true; break;
    case SIGTSTP: suspend(face); break;
    case SIGCONT: come_back(face); break;
    default: save_and_end(face, number); break;
    }
}

/* --- start and end --------------------------------------------------------------------------- */

static void watch_signals(struct face *face)
{
    for (size_t i = 0; i < SIGNAL_COUNT; i++) {
        uv_signal_init(face->loop, &face->signals[i]);
        face->signals[i].data = face;
        uv_signal_start(&face->signals[i], on_signal, signals[i]);
    }
}

static void watch(struct face *face)
{
    uv_poll_init(face->loop, &face->terminal, face->input);
    uv_timer_init(face->loop, &face->escape);
    uv_prepare_init(face->loop, &face->turn);
    face->terminal.data = face;
    face->escape.data = face;
    face->turn.data = face;
    watch_terminal(face, UV_READABLE);
    uv_prepare_start(&face->turn, on_turn);
    flow_listen(face->ui.flow, on_change, face);
}

static void unwatch(struct face *face)
{
    flow_listen(face->ui.flow, NULL, NULL);
    uv_close((uv_handle_t *)&face->terminal, NULL);
    uv_close((uv_handle_t *)&face->escape, NULL);
    uv_close((uv_handle_t *)&face->turn, NULL);
}

static void unwatch_signals(struct face *face)
{
    for (size_t i = 0; i < SIGNAL_COUNT; i++)
        uv_close((uv_handle_t *)&face->signals[i], NULL);
    uv_run(face->loop, UV_RUN_NOWAIT);
}

static void forget(struct ui *ui)
{
    popup_close(ui);
    filter_close(&ui->filter);
    hyperlinks_clear(&ui->links);
    free(ui->list_name);
    free(ui->detail_title);
    free(ui->note);
    for (size_t i = 0; i < KEYS_PRESSED; i++)
        free(ui->pressed[i]);
}

int ui_run(uv_loop_t *loop, struct flow *flow, const struct ui_options *options, struct error *err)
{
    struct face face = {.loop = loop, .ui.flow = flow, .must_paint = true};
    const char *wish = getenv("NO_COLOR");
    bool no_color = options->no_color || (wish && *wish);

    face.input = terminal_open_input();
    if (face.input < 0)
        return error_set(err, EXIT_MISSING, _("The terminal cannot be opened for reading."));
    watch_signals(&face);
    if (terminal_start(no_color, err) != 0) {
        unwatch_signals(&face);
        close(face.input);
        return -1;
    }
    face.ui.look = theme_start(options->ascii, no_color);
    hyperlinks_start(&face.ui.links);
    ui_trace_terminal();
    keys_start(&face.keys, face.ui.look.is_utf8);
    watch(&face);
    while (!face.is_over)
        uv_run(loop, UV_RUN_DEFAULT);
    unwatch(&face);
    forget(&face.ui);
    terminal_stop();
    unwatch_signals(&face);
    close(face.input);
    return face.status;
}
