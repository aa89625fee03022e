#include "flow/keep.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "model/json_at.h"
#include "sys/file.h"
#include "sys/text.h"

#define SESSION_LIMIT ((size_t)32 << 20) /* bytes */
#define WRITE_DELAY   200                /* ms; changes in quick succession become one write */

struct keeper {
    uv_loop_t *loop;
    uv_timer_t timer;
    char *path;
    cJSON *waiting; /* to be written; NULL: nothing */
    uv_work_t work;
    bool is_writing;
    bool is_ending;
    uv_mutex_t mutex; /* held while the file is being written */
    bool is_flushed;  /* newer content is on disk than what the thread has */
    char *bytes;      /* being written */
    struct error err;
    bool is_in_trouble;
    void (*on_trouble)(const struct error *err, void *user);
    void *user;
};

struct keeper *keeper_new(uv_loop_t *loop, const char *path,
                          void (*on_trouble)(const struct error *err, void *user), void *user)
{
    struct keeper *keeper = must_alloc(sizeof *keeper);
    setenv("UV_THREADPOOL_SIZE", "1", 0); /* one file at a time needs one thread, not four */
    memset(keeper, 0, sizeof *keeper);
    keeper->loop = loop;
    keeper->path = must_copy(path);
    keeper->on_trouble = on_trouble;
    keeper->user = user;
    keeper->work.data = keeper;
    uv_timer_init(loop, &keeper->timer);
    keeper->timer.data = keeper;
    uv_mutex_init(&keeper->mutex);
    return keeper;
}

const char *keeper_path(const struct keeper *keeper)
{
    return keeper->path;
}

struct session *keeper_load(const struct keeper *keeper, struct error *err)
{
    if (!file_exists(keeper->path)) {
        return NULL;
    }
    size_t length = 0;
    char *bytes = file_read(keeper->path, SESSION_LIMIT, &length, err);
    cJSON *json = bytes != NULL ? json_parse_text(bytes, length, keeper->path, err) : NULL;
    struct session *session = json != NULL ? session_from_json(json, keeper->path, err) : NULL;
    cJSON_Delete(json);
    free(bytes);
    return session;
}

static int write_bytes(const struct keeper *keeper, const char *bytes, struct error *err)
{
    const char *slash = strrchr(keeper->path, '/');
    if (slash != NULL && slash != keeper->path) {
        char *folder = must_copy_n(keeper->path, (size_t)(slash - keeper->path));
        int made = file_make_folder(folder, err);
        free(folder);
        if (made != 0) {
            return -1;
        }
    }
    return file_write(keeper->path, bytes, strlen(bytes), FILE_REPLACE, err);
}

static char *print(cJSON *json)
{
    char *bytes = cJSON_PrintUnformatted(json);
    cJSON_Delete(json);
    return bytes;
}

static void write_in_thread(uv_work_t *work)
{
    struct keeper *keeper = work->data;
    uv_mutex_lock(&keeper->mutex);
    if (!keeper->is_flushed) {
        write_bytes(keeper, keeper->bytes, &keeper->err);
    }
    uv_mutex_unlock(&keeper->mutex);
}

static void start_writing(struct keeper *keeper);

static void destroy(uv_handle_t *handle)
{
    struct keeper *keeper = handle->data;
    cJSON_Delete(keeper->waiting);
    error_clear(&keeper->err);
    cJSON_free(keeper->bytes);
    uv_mutex_destroy(&keeper->mutex);
    free(keeper->path);
    free(keeper);
}

static void on_written(uv_work_t *work, int status)
{
    struct keeper *keeper = work->data;
    (void)status;
    bool failed = keeper->err.what != NULL;
    keeper->is_writing = false;
    cJSON_free(keeper->bytes);
    keeper->bytes = NULL;
    if (keeper->is_ending) {
        uv_close((uv_handle_t *)&keeper->timer, destroy);
        return;
    }
    if (failed && !keeper->is_in_trouble) {
        keeper->on_trouble(&keeper->err, keeper->user);
    }
    keeper->is_in_trouble = failed;
    error_clear(&keeper->err);
    start_writing(keeper);
}

static void start_writing(struct keeper *keeper)
{
    if (keeper->waiting == NULL || keeper->is_writing) {
        return;
    }
    keeper->bytes = print(keeper->waiting);
    keeper->waiting = NULL;
    keeper->is_flushed = false;
    keeper->is_writing =
        uv_queue_work(keeper->loop, &keeper->work, write_in_thread, on_written) == 0;
}

static void on_timer(uv_timer_t *timer)
{
    start_writing(timer->data);
}

void keeper_keep(struct keeper *keeper, cJSON *json)
{
    cJSON_Delete(keeper->waiting);
    keeper->waiting = json;
    if (!uv_is_active((uv_handle_t *)&keeper->timer)) {
        uv_timer_start(&keeper->timer, on_timer, WRITE_DELAY, 0);
    }
}

int keeper_flush(struct keeper *keeper, cJSON *json, struct error *err)
{
    cJSON_Delete(keeper->waiting);
    keeper->waiting = NULL;
    uv_timer_stop(&keeper->timer);
    char *bytes = print(json);
    uv_mutex_lock(&keeper->mutex);
    keeper->is_flushed = true;
    int result = write_bytes(keeper, bytes, err);
    uv_mutex_unlock(&keeper->mutex);
    cJSON_free(bytes);
    return result;
}

void keeper_free(struct keeper *keeper)
{
    if (keeper == NULL) {
        return;
    }
    keeper->is_ending = true;
    uv_timer_stop(&keeper->timer);
    if (!keeper->is_writing) {
        uv_close((uv_handle_t *)&keeper->timer, destroy);
    }
}
