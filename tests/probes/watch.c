#include "config.h"

#include "watch.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sys/file.h"
#include "sys/text.h"

uv_loop_t loop;
struct watch one;
struct watch two;
char *count;

static uv_timer_t deadline;
static char folder[] = "/tmp/eflow-client-test-XXXXXX";
static char *lock;

/* --- the loop ------------------------------------------------------------------------------- */

static void on_too_late(uv_timer_t *timer)
{
    *(bool *)timer->data = true;
}

bool run_until(bool (*is_true)(void))
{
    bool too_late = false;

    deadline.data = &too_late;
    uv_update_time(&loop);
    uv_timer_start(&deadline, on_too_late, DEADLINE_MS, 0);
    while (!is_true() && !too_late)
        uv_run(&loop, UV_RUN_ONCE);
    uv_timer_stop(&deadline);
    return !too_late;
}

bool all_is_closed(void)
{
    uv_unref((uv_handle_t *)&deadline);
    if (uv_loop_alive(&loop)) {
        uv_ref((uv_handle_t *)&deadline);
        return false;
    }
    return true;
}

void watch_setup(void)
{
    char *probes = text_format("%s/tests/probes", getenv("EFLOW_BUILDDIR"));

    setenv("EFLOW_PROBES", probes, 1);
    free(probes);
    cr_assert_not_null(mkdtemp(folder));
    lock = text_format("%s/lock", folder);
    count = text_format("%s/count", folder);
    cr_assert_eq(uv_loop_init(&loop), 0);
    uv_timer_init(&loop, &deadline);
    uv_unref((uv_handle_t *)&deadline);
}

/* Whatever happened: nothing is left in the loop, and no process. */
void watch_teardown(void)
{
    struct watch *watches[] = {&one, &two};

    for (int i = 0; i < 2; i++)
        probe_client_stop(watches[i]->client);
    cr_expect(run_until(all_is_closed), "something of a probe stays in the loop for ever");
    uv_close((uv_handle_t *)&deadline, NULL);
    uv_run(&loop, UV_RUN_DEFAULT);
    cr_expect_eq(uv_loop_close(&loop), 0);
    cr_expect(waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD, "a process is left");
    for (int i = 0; i < 2; i++) {
        free(watches[i]->text);
        free(watches[i]->message);
    }
    unlink(lock);
    unlink(count);
    rmdir(folder);
    free(lock);
    free(count);
}

/* --- watching ------------------------------------------------------------------------------- */

static void take(struct watch *watch, const cJSON *answer)
{
    const cJSON *facts = cJSON_GetObjectItem(answer, "facts");
    const cJSON *name = cJSON_GetObjectItem(facts, "vm.name");

    watch->answers++;
    watch->value = cJSON_GetNumberValue(cJSON_GetObjectItem(facts, "vm.cpus"));
    free(watch->text);
    watch->text = cJSON_IsObject(name)   ? cJSON_PrintUnformatted(name)
                  : cJSON_IsString(name) ? must_copy(name->valuestring)
                                         : NULL;
}

static void on_event(struct probe_client *client, const struct probe_status *status,
                     const cJSON *answer, void *user)
{
    struct watch *watch = user;

    cr_expect_eq(probe_client_status(client), status);
    if (answer)
        take(watch, answer);
    watch->retries += !answer && status->state == PROBE_RETRYING;
    watch->refusals += !answer && status->state == PROBE_REFUSED;
    if (status->message) {
        free(watch->message);
        watch->message = must_copy(status->message);
    }
    if (watch->stop_soon) {
        probe_client_stop(client);
        watch->client = NULL;
    }
}

void begin(struct watch *watch, struct wishes wishes)
{
    cJSON *target = cJSON_CreateObject();
    struct probe_order order = {
        .program = wishes.program ? wishes.program : "bad_probe",
        .target = target,
        .secret = wishes.secret,
        .interval = wishes.interval,
        .deadline = wishes.deadline,
    };

    if (wishes.mode)
        cJSON_AddStringToObject(target, "mode", wishes.mode);
    cJSON_AddStringToObject(target, "count", count);
    if (watch == &one)
        cJSON_AddStringToObject(target, "lock", lock);
    if (wishes.kind)
        cJSON_AddStringToObject(target, "kind", wishes.kind);
    watch->client = probe_client_start(&loop, &order, on_event, watch);
    cJSON_Delete(target);
}

const struct probe_status *status(void)
{
    return probe_client_status(one.client);
}

bool has_answer(void)
{
    return one.answers > 0;
}

bool has_retry(void)
{
    return one.retries > 0;
}

bool has_refusal(void)
{
    return one.refusals > 0;
}

bool is_live(void)
{
    return status()->state == PROBE_LIVE;
}

bool is_checking(void)
{
    return status()->state == PROBE_CHECKING;
}

bool is_gone(void)
{
    bool held = false;
    int fd = file_lock(lock, &held, NULL);

    file_unlock(fd);
    return fd >= 0;
}

void says(const char *words)
{
    cr_assert_not_null(one.message);
    cr_expect(strstr(one.message, words) != NULL, "\"%s\" does not say \"%s\"", one.message, words);
    cr_expect_null(strchr(one.message, '\033'));
}

void becomes_refused(const char *kind, const char *words)
{
    cr_assert(run_until(has_refusal));
    cr_expect_eq(status()->state, PROBE_REFUSED);
    cr_expect_str_eq(status()->error_kind, kind);
    cr_expect_eq(status()->retry_at, 0, "nothing is tried again by itself");
    cr_expect_eq(status()->answered_at, 0);
    says(words);
}

void will_be_retried(const char *kind, const char *words)
{
    cr_assert(run_until(has_retry));
    cr_expect_eq(status()->state, PROBE_RETRYING);
    cr_expect_str_eq(status()->error_kind, kind);
    cr_expect_gt(status()->retry_at, status()->asked_at);
    says(words);
}

bool has_three_answers(void)
{
    return one.answers >= 3;
}
