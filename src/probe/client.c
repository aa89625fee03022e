#include "config.h"

#include "probe/client.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "probe/answer.h"
#include "probe/child.h"
#include "probe/probe_trace.h"
#include "probe/request.h"
#include "probes/probe_io.h"
#include "sys/clock.h"
#include "sys/pipe.h"
#include "sys/secret.h"
#include "sys/text.h"
#include "sys/trace.h"

enum {
    DEADLINE = 30,          /* seconds */
    DEADLINE_INTERVALS = 3, /* that a probe may leave out */
    LAST_LOOK = 50,         /* ms */
};

/* Beside the words of the protocol, which only probes say of themselves. */
static const char crash[] = "crash";

struct probe_client {
    uv_loop_t *loop;
    char *program;
    char *name;   /* of the program, for messages */
    char *role;   /* for the trace */
    char *traced; /* the last answer in it */
    cJSON *target;
    char *secret;
    double interval;
    uint64_t deadline; /* ms */
    probe_event *on_event;
    void *user;
    struct probe_child *child; /* NULL: none is asked */
    uv_timer_t timer;          /* the next try, or the deadline of this one */
    bool last_look;
    unsigned failures; /* in a row */
    struct probe_status status;
    char *message;
    cJSON *detail;
};

static void tell(struct probe_client *client, const cJSON *answer)
{
    client->on_event(client, &client->status, answer, client->user);
}

static bool is_stopped(const struct probe_client *client)
{
    return client->status.state == PROBE_STOPPED;
}

/* --- failing -------------------------------------------------------------------------------- */

static void forget_failure(struct probe_client *client)
{
    free(client->message);
    cJSON_Delete(client->detail);
    client->message = NULL;
    client->detail = NULL;
    client->status.error_kind = NULL;
    client->status.message = NULL;
    client->status.detail = NULL;
}

static void drop_child(struct probe_client *client)
{
    child_release(client->child);
    client->child = NULL;
}

static bool is_for_the_person(const char *kind)
{
    static const enum probe_error kinds[] = {PROBE_ERROR_AUTH, PROBE_ERROR_TRUST,
                                             PROBE_ERROR_MISSING, PROBE_ERROR_DATA};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(kind, probe_error_name(kinds[i])) == 0)
            return true;
    }
    return false;
}

static void on_start_due(uv_timer_t *timer);

/* Ends this try. Takes message over, copies detail. */
static void fail(struct probe_client *client, const char *kind, char *message, const cJSON *detail)
{
    trace_add("probe", "%s failed (%s): %s", client->role, kind, message);
    drop_child(client);
    forget_failure(client);
    client->failures++;
    client->message = message;
    client->detail = detail ? cJSON_Duplicate(detail, true) : NULL;
    client->status.error_kind = kind;
    client->status.message = client->message;
    client->status.detail = client->detail;
    if (is_for_the_person(kind)) {
        client->status.state = PROBE_REFUSED;
        (void)uv_timer_stop(&client->timer);
    } else {
        unsigned delay = retry_delay(client->failures);

        client->status.state = PROBE_RETRYING;
        client->status.retry_at = clock_now() + delay;
        (void)uv_timer_start(&client->timer, on_start_due, delay, 0);
    }
    tell(client, NULL);
}

static void fail_for(struct probe_client *client, const char *kind, struct error *err)
{
    char *message = must_copy(err->what);

    error_clear(err);
    fail(client, kind, message, NULL);
}

/* --- listening ------------------------------------------------------------------------------ */

static void on_deadline(uv_timer_t *timer);

static void expect_answer(struct probe_client *client)
{
    client->last_look = false;
    (void)uv_timer_start(&client->timer, on_deadline, client->deadline, 0);
}

static void take_answer(struct probe_client *client, const cJSON *answer)
{
    client->failures = 0;
    forget_failure(client);
    client->status.answered_at = clock_now();
    if (client->interval > 0) {
        client->status.state = PROBE_LIVE;
        expect_answer(client);
    } else {
        client->status.state = PROBE_DONE;
    }
    tell(client, answer);
}

static void take_error(struct probe_client *client, const struct answer *answer)
{
    fail(client, answer->kind,
         answer->message ? must_copy(answer->message)
                         : text_format(_("%s failed and did not say why."), client->name),
         answer->detail);
}

static void take_garbage(struct probe_client *client)
{
    fail(client, probe_error_name(PROBE_ERROR_DATA),
         text_format(_("%s wrote something that is no answer. It may be of another version than "
                       "this program."),
                     client->name),
         NULL);
}

static bool is_blank(const char *line)
{
    return line[strspn(line, " \t\r")] == '\0';
}

static void on_line(char *line, size_t length, bool rest, void *user)
{
    struct probe_client *client = user;
    struct answer answer;

    if (is_blank(line) && strlen(line) == length)
        return;
    probe_trace_answer(client->role, line, &client->traced);
    /* Half a line at the end is what a crash leaves; on_end has the better words for that. */
    if (answer_read(line, length, &answer, NULL) != 0) {
        if (!rest)
            take_garbage(client);
        return;
    }
    if (answer.kind)
        take_error(client, &answer);
    else
        take_answer(client, answer.json);
    answer_clear(&answer);
}

/* --- ending --------------------------------------------------------------------------------- */

static char *end_sentence(const char *program, const struct child_end *end)
{
    switch (end->outcome) {
    case CHILD_EXITED:
        return end->complaint
                   ? text_format(_("%s ended without an answer (exit status %d). It said: %s"),
                                 program, end->status, end->complaint)
                   : text_format(_("%s ended without an answer (exit status %d)."), program,
                                 end->status);
    case CHILD_KILLED:
        return end->complaint ? text_format(_("%s crashed (signal %d). It said: %s"), program,
                                            end->signal, end->complaint)
                              : text_format(_("%s crashed (signal %d)."), program, end->signal);
    case CHILD_SILENCED:
        return text_format(_("%s closed its output but did not end; it was stopped."), program);
    case CHILD_TOO_LONG:
        return text_format(_("%s wrote a line longer than 1 MiB; it was stopped."), program);
    case CHILD_FLOODED:
    default:
        return text_format(_("%s wrote more than this program can use; it was stopped."), program);
    }
}

static void on_end(const struct child_end *end, void *user)
{
    struct probe_client *client = user;
    bool is_data = end->outcome == CHILD_TOO_LONG || end->outcome == CHILD_FLOODED;

    probe_trace_end(client->role, end);
    if (client->status.state == PROBE_DONE) {
        (void)uv_timer_stop(&client->timer);
        drop_child(client);
        return;
    }
    fail(client, is_data ? probe_error_name(PROBE_ERROR_DATA) : crash,
         end_sentence(client->name, end), NULL);
}

/* The answer may lie in the pipe, because this program was stopped or busy: then one more turn
 * of the loop shows it. */
static void on_deadline(uv_timer_t *timer)
{
    struct probe_client *client = timer->data;
    int seconds = (int)((client->deadline + 999) / 1000);

    if (client->status.state == PROBE_DONE) {
        drop_child(client);
    } else if (!client->last_look) {
        client->last_look = true;
        (void)uv_timer_start(timer, on_deadline, LAST_LOOK, 0);
    } else {
        fail(client, probe_error_name(PROBE_ERROR_TIMEOUT),
             text_format(P_("%s gave no answer for %d second; it was stopped.",
                            "%s gave no answer for %d seconds; it was stopped.", seconds),
                         client->name, seconds),
             NULL);
    }
}

/* --- starting ------------------------------------------------------------------------------- */

static void send_request(struct probe_client *client)
{
    size_t length = 0;
    char *line = request_line(client->interval, client->target, client->secret, &length);

    probe_trace_request(client->role, client->interval, client->target, client->secret);
    child_write(client->child, line, length, true);
    pipe_wipe(line, length);
    free(line);
    if (client->interval <= 0)
        child_close_input(client->child);
}

/* 0, or -1 with the reason in err and its kind. */
static int start_child(struct probe_client *client, const char **ret_kind, struct error *err)
{
    struct child_order order = {.on_line = on_line, .on_end = on_end, .user = client};
    char *path = probe_find(client->program, err);
    int failed;

    *ret_kind = probe_error_name(PROBE_ERROR_MISSING);
    if (!path)
        return -1;
    order.path = path;
    trace_add("probe", "%s starts: %s", client->role, path);
    failed = child_start(client->loop, &order, &client->child);
    free(path);
    if (failed == 0)
        return 0;
    if (failed != UV_ENOENT && failed != UV_EACCES && failed != uv_translate_sys_error(ENOEXEC))
        *ret_kind = crash;
    return error_set(err, EXIT_MISSING, _("%s cannot be started: %s."), client->name,
                     uv_strerror(failed));
}

static void on_start_due(uv_timer_t *timer)
{
    struct probe_client *client = timer->data;
    const char *kind = NULL;
    struct error err = {0};
    bool is_news = client->status.state != PROBE_CHECKING;

    drop_child(client);
    client->status.state = PROBE_CHECKING;
    client->status.asked_at = clock_now();
    client->status.retry_at = 0;
    if (start_child(client, &kind, &err) != 0) {
        fail_for(client, kind, &err);
        return;
    }
    send_request(client);
    expect_answer(client);
    if (is_news)
        tell(client, NULL);
}

static char *name_of(const char *program)
{
    const char *slash = strrchr(program, '/');

    return text_clean(slash ? slash + 1 : program, 0);
}

static uint64_t deadline_of(const struct probe_order *order)
{
    double seconds = order->deadline;

    if (seconds <= 0)
        seconds = order->interval * DEADLINE_INTERVALS > DEADLINE
                      ? order->interval * DEADLINE_INTERVALS
                      : DEADLINE;
    return (uint64_t)(seconds * 1000);
}

struct probe_client *probe_client_start(uv_loop_t *loop, const struct probe_order *order,
                                        probe_event *on_event, void *user)
{
    struct probe_client *client = must_alloc(sizeof *client);

    assert(order->program && on_event);
    pipe_ignore_sigpipe();
    *client = (struct probe_client){
        .loop = loop,
        .program = must_copy(order->program),
        .name = name_of(order->program),
        .role = order->role ? must_copy(order->role) : name_of(order->program),
        .target = order->target ? cJSON_Duplicate(order->target, true) : NULL,
        .secret = order->secret ? must_copy(order->secret) : NULL,
        .interval = order->interval,
        .deadline = deadline_of(order),
        .on_event = on_event,
        .user = user,
        .status = {.state = PROBE_CHECKING, .asked_at = clock_now()},
    };
    trace_hide(client->secret);
    probe_trace_start(client->role, client->target);
    (void)uv_timer_init(loop, &client->timer);
    client->timer.data = client;
    (void)uv_timer_start(&client->timer, on_start_due, 0, 0);
    return client;
}

const struct probe_status *probe_client_status(const struct probe_client *client)
{
    return &client->status;
}

void probe_client_check_now(struct probe_client *client)
{
    if (is_stopped(client))
        return;
    if (client->status.state != PROBE_CHECKING && client->status.state != PROBE_LIVE) {
        (void)uv_timer_start(&client->timer, on_start_due, 0, 0);
    } else if (client->child && client->interval > 0) {
        client->status.asked_at = clock_now();
        trace_add("request", "%s now", client->role);
        child_write(client->child, "\n", 1, false);
    }
}

static void on_timer_closed(uv_handle_t *handle)
{
    struct probe_client *client = handle->data;

    forget_failure(client);
    cJSON_Delete(client->target);
    free(client->program);
    free(client->name);
    free(client->role);
    secret_free(client->traced);
    free(client);
}

void probe_client_stop(struct probe_client *client)
{
    if (!client || is_stopped(client))
        return;
    client->status.state = PROBE_STOPPED;
    trace_add("probe", "%s is stopped", client->role);
    drop_child(client);
    client->secret = secret_free(client->secret);
    uv_close((uv_handle_t *)&client->timer, on_timer_closed);
}
