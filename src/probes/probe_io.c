#include "config.h"

#include "probes/probe_io.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "i18n.h"
#include "sys/text.h"

static const char *const error_names[] = {
    [PROBE_ERROR_AUTH] = "auth",       [PROBE_ERROR_TRUST] = "trust",
    [PROBE_ERROR_NETWORK] = "network", [PROBE_ERROR_TIMEOUT] = "timeout",
    [PROBE_ERROR_MISSING] = "missing", [PROBE_ERROR_DATA] = "data",
};
static_assert(sizeof error_names / sizeof *error_names == PROBE_ERROR_COUNT,
              "every kind of error has its word");

const char *probe_error_name(enum probe_error kind)
{
    assert(kind >= 0 && kind < PROBE_ERROR_COUNT);
    return error_names[kind];
}

/* cJSON recurses for each level, so the depth is counted before it sees the line. */
static bool nesting_is_fair(const char *json, size_t length)
{
    size_t depth = 0;
    bool in_string = false;

    for (size_t i = 0; i < length; i++) {
        if (in_string && json[i] == '\\')
            i++;
        else if (json[i] == '"')
            in_string = !in_string;
        else if (!in_string && (json[i] == '{' || json[i] == '['))
            depth++;
        else if (!in_string && (json[i] == '}' || json[i] == ']') && depth > 0)
            depth--;
        if (depth > PROBE_NESTING_LIMIT)
            return false;
    }
    return true;
}

static void wipe_string(char *text)
{
    if (text)
        pipe_wipe(text, strlen(text));
}

static bool type_is(const cJSON *item, bool matches)
{
    return !item || cJSON_IsNull(item) || matches;
}

/* Moves what the request needs out of the parsed line. */
static int take_request(cJSON *json, struct probe_request *request, struct error *err)
{
    const cJSON *interval = cJSON_GetObjectItemCaseSensitive(json, "interval");
    const cJSON *secret = cJSON_GetObjectItemCaseSensitive(json, "secret");
    const cJSON *target = cJSON_GetObjectItemCaseSensitive(json, "target");

    if (!type_is(interval, cJSON_IsNumber(interval)) || (interval && interval->valuedouble < 0))
        return error_set(err, EXIT_DATA, _("The request's \"interval\" is no number of seconds."));
    if (!type_is(target, cJSON_IsObject(target)))
        return error_set(err, EXIT_DATA, _("The request's \"target\" is no JSON object."));
    if (!type_is(secret, cJSON_IsString(secret)))
        return error_set(err, EXIT_DATA, _("The request's \"secret\" is no text."));
    request->interval = cJSON_IsNumber(interval) ? interval->valuedouble : 0;
    request->secret = cJSON_IsString(secret) ? must_copy(secret->valuestring) : NULL;
    request->target = cJSON_IsObject(target)
                          ? cJSON_DetachItemFromObjectCaseSensitive(json, "target")
                          : cJSON_CreateObject();
    return 0;
}

static int parse(const char *line, size_t length, struct probe_request *ret, struct error *err)
{
    struct probe_request request = {0};
    cJSON *json;
    int result;

    if (!text_is_utf8(line, length) || strlen(line) != length || !nesting_is_fair(line, length))
        return error_set(err, EXIT_DATA, _("The request is no fair JSON text in UTF-8."));
    json = cJSON_ParseWithOpts(line, NULL, true);
    if (!cJSON_IsObject(json))
        result = error_set(err, EXIT_DATA, _("The request is no JSON object on one line."));
    else
        result = take_request(json, &request, err);
    if (json)
        wipe_string(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, "secret")));
    cJSON_Delete(json);
    if (result == 0)
        *ret = request;
    return result;
}

int probe_parse_request(char *line, size_t length, struct probe_request *ret, struct error *err)
{
    int result;

    *ret = (struct probe_request){0};
    result = parse(line, length, ret, err);
    pipe_wipe(line, length);
    return result;
}

int probe_read_request(struct probe_request *ret, struct error *err)
{
    char *line = NULL;
    size_t length = 0;
    int result;

    *ret = (struct probe_request){0};
    pipe_ignore_sigpipe();
    switch (pipe_read_line(STDIN_FILENO, PROBE_LINE_LIMIT, &line, &length)) {
    case PIPE_OK: break;
    case PIPE_TOO_LONG: return error_set(err, EXIT_DATA, _("The request is longer than 1 MiB."));
    case PIPE_ENDED: return error_set(err, EXIT_NO_INPUT, _("No request came on standard input."));
    case PIPE_FAILED:
    default: return error_set(err, EXIT_NO_INPUT, _("Standard input cannot be read."));
    }
    result = probe_parse_request(line, length, ret, err);
    free(line);
    return result;
}

void probe_request_forget_secret(struct probe_request *request)
{
    wipe_string(request->secret);
    free(request->secret);
    request->secret = NULL;
}

void probe_request_clear(struct probe_request *request)
{
    probe_request_forget_secret(request);
    cJSON_Delete(request->target);
    *request = (struct probe_request){0};
}

/* Takes the object over. */
static int write_line(cJSON *object)
{
    char *json = cJSON_PrintUnformatted(object);
    struct text line = {0};
    enum pipe_result result;

    cJSON_Delete(object);
    if (!json)
        return -1;
    text_add(&line, json);
    text_add(&line, "\n");
    cJSON_free(json);
    result = pipe_write(STDOUT_FILENO, line.s, line.length);
    text_free(&line);
    return result == PIPE_OK ? 0 : -1;
}

static void add_copy(cJSON *object, const char *name, const cJSON *value)
{
    cJSON_AddItemToObject(object, name,
                          value ? cJSON_Duplicate(value, true) : cJSON_CreateObject());
}

int probe_write_answer(const cJSON *facts, const cJSON *unknown, const char *source)
{
    cJSON *answer = cJSON_CreateObject();

    add_copy(answer, "facts", facts);
    add_copy(answer, "unknown", unknown);
    cJSON_AddStringToObject(answer, "source", source);
    return write_line(answer);
}

int probe_write_error(enum probe_error kind, const char *message, const cJSON *detail)
{
    cJSON *answer = cJSON_CreateObject();
    cJSON *error = cJSON_AddObjectToObject(answer, "error");

    cJSON_AddStringToObject(error, "kind", probe_error_name(kind));
    cJSON_AddStringToObject(error, "message", message);
    if (detail)
        add_copy(error, "detail", detail);
    return write_line(answer);
}

int probe_refuse_request(struct error *err)
{
    enum exit_status status = err->status;

    (void)probe_write_error(PROBE_ERROR_DATA, err->what, NULL);
    error_clear(err);
    return (int)status;
}

enum pipe_event probe_wait(const struct probe_request *request, int milliseconds)
{
    return pipe_wait(request->interval > 0 ? STDIN_FILENO : -1, STDOUT_FILENO, milliseconds);
}
