#include "config.h"

#include "probe/child.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "probe/lines.h"
#include "sys/pipe.h"
#include "sys/text.h"

enum {
    READ_SIZE = 64 * 1024,
    WINDOW_MS = 1000,
    COMPLAINT_SHOWN = 300, /* bytes */
};

struct probe_child {
    struct child_order order;
    uv_process_t process;
    uv_pipe_t input;
    uv_pipe_t output;
    uv_pipe_t complaints;
    uv_idle_t work;   /* active while lines wait to be looked at */
    uv_timer_t timer; /* for what has to come after an end: the exit, the last output, or SIGKILL */
    int open_handles;
    bool released;
    bool exited;
    bool output_over;
    bool complaints_over;
    bool reading;
    bool told; /* on_end was called */
    struct child_end end;
    struct lines lines;
    uint64_t window; /* when the current second began */
    size_t window_bytes;
    size_t window_lines;
    size_t complaint_length;
    char complaint[CHILD_STDERR_KEPT];
    char chunk[READ_SIZE];
};

/* --- the end -------------------------------------------------------------------------------- */

static void on_closed(uv_handle_t *handle)
{
    struct probe_child *child = handle->data;

    if (--child->open_handles > 0)
        return;
    lines_clear(&child->lines);
    free(child);
}

static void close_handle(void *handle)
{
    if (!uv_is_closing(handle))
        uv_close(handle, on_closed);
}

/* The group is what the program started, unless that left it on purpose. */
static void signal_group(struct probe_child *child, int number)
{
    if (uv_kill(-child->process.pid, number) != 0 && !child->exited)
        (void)uv_process_kill(&child->process, number);
}

static void close_all_if_gone(struct probe_child *child)
{
    if (!child->released || !child->exited)
        return;
    close_handle(&child->process);
    close_handle(&child->timer);
    close_handle(&child->work);
}

static void on_grace_over(uv_timer_t *timer)
{
    struct probe_child *child = timer->data;

    if (!child->exited)
        signal_group(child, SIGKILL);
}

static void on_farewell_over(uv_timer_t *timer)
{
    struct probe_child *child = timer->data;

    if (child->exited)
        return;
    signal_group(child, SIGTERM);
    (void)uv_timer_start(timer, on_grace_over, CHILD_GRACE_MS, 0);
}

void child_release(struct probe_child *child)
{
    if (!child || child->released)
        return;
    child->released = true;
    close_handle(&child->input);
    close_handle(&child->output);
    close_handle(&child->complaints);
    (void)uv_idle_stop(&child->work);
    if (!child->exited)
        (void)uv_timer_start(&child->timer, on_farewell_over, CHILD_FAREWELL_MS, 0);
    close_all_if_gone(child);
}

/* The last line that is not blank. */
static char *last_complaint(struct probe_child *child)
{
    size_t end = child->complaint_length;
    size_t begin;
    char *raw;
    char *clean;

    while (end > 0 && strchr(" \t\r\n", child->complaint[end - 1]))
        end--;
    for (begin = end; begin > 0 && child->complaint[begin - 1] != '\n';)
        begin--;
    if (begin == end)
        return NULL;
    raw = must_copy_n(child->complaint + begin, end - begin);
    clean = text_clean(raw, COMPLAINT_SHOWN);
    free(raw);
    return clean;
}

static void tell_end(struct probe_child *child)
{
    char *complaint = last_complaint(child);

    child->told = true;
    (void)uv_timer_stop(&child->timer);
    child->end.complaint = complaint;
    child->order.on_end(&child->end, child->order.user);
    free(complaint);
}

/* Ends the run because of what the program did. */
static void give_up(struct probe_child *child, enum child_outcome outcome)
{
    child->end.outcome = outcome;
    (void)uv_idle_stop(&child->work);
    tell_end(child);
}

static void hand_out_rest(struct probe_child *child)
{
    char *line;
    size_t length;

    if (lines_rest(&child->lines, &line, &length))
        child->order.on_line(line, length, true, child->order.user);
}

/* Tells the owner once the program is gone and all that it said was looked at. */
static void settle(struct probe_child *child)
{
    if (child->released || child->told || uv_is_active((uv_handle_t *)&child->work))
        return;
    if (!child->exited || !child->output_over || !child->complaints_over)
        return;
    hand_out_rest(child);
    if (!child->released && !child->told)
        tell_end(child);
}

/* Somebody else holds its output open, or it goes on without one. */
static void on_waited_for_rest(uv_timer_t *timer)
{
    struct probe_child *child = timer->data;

    if (child->exited) {
        child->output_over = child->complaints_over = true;
        settle(child);
    } else {
        give_up(child, CHILD_SILENCED);
    }
}

static void wait_for_rest(struct probe_child *child)
{
    if (!child->released && !child->told && !uv_is_active((uv_handle_t *)&child->timer))
        (void)uv_timer_start(&child->timer, on_waited_for_rest, CHILD_GRACE_MS, 0);
}

static void on_gone(uv_process_t *process, int64_t status, int signal_number)
{
    struct probe_child *child = process->data;

    child->exited = true;
    child->end.outcome = signal_number != 0 ? CHILD_KILLED : CHILD_EXITED;
    child->end.status = (int)status;
    child->end.signal = signal_number;
    (void)uv_kill(-process->pid, SIGKILL);
    settle(child);
    wait_for_rest(child);
    close_all_if_gone(child);
}

/* --- what it says --------------------------------------------------------------------------- */

static void on_chunk_wanted(uv_handle_t *handle, size_t suggested, uv_buf_t *ret)
{
    struct probe_child *child = handle->data;
    size_t room = handle == (uv_handle_t *)&child->output ? lines_room(&child->lines) : READ_SIZE;

    (void)suggested;
    *ret = uv_buf_init(child->chunk, (unsigned)(room < READ_SIZE ? room : READ_SIZE));
}

/* Counts what came within the second; true when that is more than is fair. */
static bool is_flood(struct probe_child *child, size_t bytes, size_t lines)
{
    uint64_t now = uv_now(child->work.loop);

    if (now - child->window >= WINDOW_MS) {
        child->window = now;
        child->window_bytes = child->window_lines = 0;
    }
    child->window_bytes += bytes;
    child->window_lines += lines;
    return child->window_bytes > CHILD_BYTES_LIMIT || child->window_lines > CHILD_LINES_LIMIT;
}

static void on_work(uv_idle_t *work);
static void on_output(uv_stream_t *stream, ssize_t got, const uv_buf_t *chunk);

/* Reads only while there is room, so that a fast program has to wait instead of filling the
 * memory. */
static void keep_reading(struct probe_child *child)
{
    bool wanted = lines_room(&child->lines) >= READ_SIZE;

    if (child->released || child->output_over || wanted == child->reading)
        return;
    child->reading = wanted;
    if (wanted)
        (void)uv_read_start((uv_stream_t *)&child->output, on_chunk_wanted, on_output);
    else
        (void)uv_read_stop((uv_stream_t *)&child->output);
}

static void on_output(uv_stream_t *stream, ssize_t got, const uv_buf_t *chunk)
{
    struct probe_child *child = stream->data;

    if (got < 0) {
        child->output_over = true;
        (void)uv_read_stop(stream);
        settle(child);
        wait_for_rest(child);
        return;
    }
    lines_add(&child->lines, chunk->base, (size_t)got);
    (void)uv_idle_start(&child->work, on_work);
    if (is_flood(child, (size_t)got, 0))
        give_up(child, CHILD_FLOODED);
    else
        keep_reading(child);
}

/* Whether to go on with the next line. */
static bool take_line(struct probe_child *child)
{
    char *line;
    size_t length;

    if (!lines_next(&child->lines, &line, &length)) {
        (void)uv_idle_stop(&child->work);
        if (lines_too_long(&child->lines))
            give_up(child, CHILD_TOO_LONG);
        return false;
    }
    if (length > PROBE_LINE_LIMIT)
        give_up(child, CHILD_TOO_LONG);
    else if (is_flood(child, 0, 1))
        give_up(child, CHILD_FLOODED);
    else
        child->order.on_line(line, length, false, child->order.user);
    return !child->released && !child->told;
}

static void on_work(uv_idle_t *work)
{
    struct probe_child *child = work->data;
    uint64_t until = uv_hrtime() + (uint64_t)CHILD_TURN_MS * 1000000;

    while (take_line(child) && uv_hrtime() < until)
        ;
    if (child->released || child->told)
        return;
    keep_reading(child);
    settle(child);
}

/* Keeps the end of what it complains about. */
static void on_complaint(uv_stream_t *stream, ssize_t got, const uv_buf_t *chunk)
{
    struct probe_child *child = stream->data;
    size_t count = got > 0 ? (size_t)got : 0;
    const char *bytes = chunk->base;
    size_t kept = child->complaint_length;

    if (got < 0) {
        child->complaints_over = true;
        (void)uv_read_stop(stream);
        settle(child);
        return;
    }
    if (count > CHILD_STDERR_KEPT) {
        bytes += count - CHILD_STDERR_KEPT;
        count = CHILD_STDERR_KEPT;
    }
    if (kept > CHILD_STDERR_KEPT - count) {
        memmove(child->complaint, child->complaint + kept - (CHILD_STDERR_KEPT - count),
                CHILD_STDERR_KEPT - count);
        kept = CHILD_STDERR_KEPT - count;
    }
    memcpy(child->complaint + kept, bytes, count);
    child->complaint_length = kept + count;
}

/* --- what it is told ------------------------------------------------------------------------ */

struct message {
    uv_write_t request;
    size_t length;
    char bytes[];
};

static void on_sent(uv_write_t *request, int failed)
{
    struct message *message = request->data;

    (void)failed; /* a program that does not listen ends, or is silent until its deadline */
    pipe_wipe(message->bytes, message->length);
    free(message);
}

void child_write(struct probe_child *child, const char *bytes, size_t length, bool patient)
{
    uv_stream_t *input = (uv_stream_t *)&child->input;
    struct message *message;
    uv_buf_t buffer;

    if (uv_is_closing((uv_handle_t *)input) || !uv_is_writable(input))
        return;
    if (!patient && uv_stream_get_write_queue_size(input) > 0)
        return;
    message = must_alloc(sizeof *message + length);
    message->request.data = message;
    message->length = length;
    memcpy(message->bytes, bytes, length);
    buffer = uv_buf_init(message->bytes, (unsigned)length);
    if (uv_write(&message->request, input, &buffer, 1, on_sent) != 0)
        on_sent(&message->request, -1);
}

static void on_input_shut(uv_shutdown_t *request, int failed)
{
    (void)failed;
    if (!uv_is_closing((uv_handle_t *)request->handle))
        uv_close((uv_handle_t *)request->handle, on_closed);
    free(request);
}

void child_close_input(struct probe_child *child)
{
    uv_shutdown_t *request = must_alloc(sizeof *request);

    if (uv_shutdown(request, (uv_stream_t *)&child->input, on_input_shut) != 0) {
        free(request);
        close_handle(&child->input);
    }
}

/* --- the start ------------------------------------------------------------------------------ */

static void init_handles(uv_loop_t *loop, struct probe_child *child)
{
    void *handles[] = {&child->input, &child->output, &child->complaints,
                       &child->work,  &child->timer,  &child->process};
    size_t count = sizeof handles / sizeof *handles;

    (void)uv_pipe_init(loop, &child->input, 0);
    (void)uv_pipe_init(loop, &child->output, 0);
    (void)uv_pipe_init(loop, &child->complaints, 0);
    (void)uv_idle_init(loop, &child->work);
    (void)uv_timer_init(loop, &child->timer);
    for (size_t i = 0; i < count; i++)
        uv_handle_set_data(handles[i], child);
    child->open_handles = (int)count;
}

static int spawn(uv_loop_t *loop, struct probe_child *child)
{
    char *path = must_copy(child->order.path);
    char *arguments[] = {path, NULL};
    uv_stdio_container_t pipes[] = {
        {.flags = UV_CREATE_PIPE | UV_READABLE_PIPE, .data.stream = (uv_stream_t *)&child->input },
        {.flags = UV_CREATE_PIPE | UV_WRITABLE_PIPE, .data.stream = (uv_stream_t *)&child->output},
        {.flags = UV_CREATE_PIPE | UV_WRITABLE_PIPE,
         .data.stream = (uv_stream_t *)&child->complaints                                        },
    };
    uv_process_options_t options = {
        .file = path,
        .args = arguments,
        .exit_cb = on_gone,
        .stdio = pipes,
        .stdio_count = 3,
        .flags = UV_PROCESS_DETACHED | UV_PROCESS_WINDOWS_HIDE,
    };
    int failed = uv_spawn(loop, &child->process, &options);

    free(path);
    return failed;
}

int child_start(uv_loop_t *loop, const struct child_order *order, struct probe_child **ret)
{
    struct probe_child *child = must_alloc(sizeof *child);
    int failed;

    memset(child, 0, sizeof *child);
    child->order = *order;
    init_handles(loop, child);
    failed = spawn(loop, child);
    if (failed) {
        child->exited = true;
        child->process.pid = 0;
        child_release(child);
        return failed;
    }
    child->window = uv_now(loop);
    keep_reading(child);
    (void)uv_read_start((uv_stream_t *)&child->complaints, on_chunk_wanted, on_complaint);
    *ret = child;
    return 0;
}
