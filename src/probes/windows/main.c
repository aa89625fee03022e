/* eflow-probe-windows: facts of a Windows machine, or of a Hyper-V host and one VM on it. Starts
 * Windows PowerShell once, here or behind ssh, hands it the script, and asks for a look whenever
 * one is due. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "probes/probe_io.h"
#include "probes/windows/windows_complaint.h"
#include "probes/windows/windows_facts.h"
#include "probes/windows/windows_script.h"
#include "probes/windows/windows_target.h"
#include "sys/command.h"
#include "sys/text.h"

enum {
    QUICK_SECONDS = 6,     /* what the first look may take there: facts on the screen soon */
    FULL_SECONDS = 12,     /* what every other look may take; what is late comes with the next */
    PAUSE_MS = 500,        /* at least between two looks */
    NOISE_LIMIT = 1 << 18, /* bytes of other output before an answer (banners, profiles) */
};

#define ANSWER_START "{\"format\":\"" WINDOWS_RAW_FORMAT "\""

enum outcome { ANSWERED, FAILED, ALONE };

struct session {
    const struct probe_request *request;
    const struct windows_target *target;
    struct command *child;
    char *source;
    struct text broken; /* the beginning of an answer that a console broke into lines */
    char *noise;        /* the first line that was no answer */
    size_t noise_size;  /* bytes of such lines since the last answer */
    bool answered;
    bool asked; /* the wizard wants a fresh look now */
};

/* One line of ASCII for the script. */
static void ask(struct session *session, bool fresh, bool quick)
{
    cJSON *json = cJSON_CreateObject();
    char *plain;
    struct text line = {0};

    cJSON_AddStringToObject(json, "vm", session->target->vm ? session->target->vm : "");
    cJSON_AddBoolToObject(json, "fresh", fresh);
    cJSON_AddBoolToObject(json, "quick", quick);
    cJSON_AddNumberToObject(json, "seconds", quick ? QUICK_SECONDS : FULL_SECONDS);
    plain = cJSON_PrintUnformatted(json);
    windows_add_ascii(&line, plain);
    text_add(&line, "\n");
    command_send(session->child, line.s, line.length);
    text_free(&line);
    cJSON_free(plain);
    cJSON_Delete(json);
}

static enum outcome fail(enum probe_error kind, char *message)
{
    (void)probe_write_error(kind, message, NULL);
    free(message);
    return FAILED;
}

static const char *place(const struct session *session)
{
    return session->target->remote ? session->target->host : _("this machine");
}

static enum outcome fail_by_flood(const struct session *session)
{
    return fail(
        PROBE_ERROR_DATA,
        text_format(_("%s prints a great deal that is no answer of the script. Does a profile or a "
                      "login script there write to the screen?"),
                    place(session)));
}

static enum outcome fail_by_end(const struct session *session)
{
    struct complaint complaint =
        windows_complaint(session->target, command_status(session->child),
                          command_errors(session->child), session->noise, session->answered);

    return fail(complaint.kind, complaint.message);
}

static enum outcome fail_by_silence(const struct session *session)
{
    return fail(PROBE_ERROR_TIMEOUT,
                text_format(_("%s has not answered for %d seconds."), place(session),
                            session->target->patience_ms / 1000));
}

/* The answer of the script in this text, or NULL: other programs may print too. */
static cJSON *read_answer(const struct session *session, const char *text)
{
    cJSON *json = strlen(text) <= PROBE_LINE_LIMIT ? cJSON_Parse(text) : NULL;
    const cJSON *role = cJSON_GetObjectItemCaseSensitive(json, "role");

    if (windows_is_raw(json) && strcmp(role->valuestring, session->target->role) == 0)
        return json;
    cJSON_Delete(json);
    return NULL;
}

static bool ends_object(const char *text)
{
    size_t length = strlen(text);

    return length > 0 && text[length - 1] == '}';
}

/* A PowerShell that is the login shell may break what passes through it at the width of a console
 * that is not there: lines are joined again from the beginning of an answer on. */
static cJSON *read_line(struct session *session, const char *line)
{
    struct text *broken = &session->broken;
    cJSON *json;

    if (strncmp(line, ANSWER_START, strlen(ANSWER_START)) == 0)
        text_free(broken);
    else if (broken->length == 0)
        return NULL;
    if (broken->length + strlen(line) > PROBE_LINE_LIMIT) {
        text_free(broken);
        return NULL;
    }
    text_add(broken, line);
    json = ends_object(line) ? read_answer(session, broken->s) : NULL;
    if (json)
        text_free(broken);
    return json;
}

static void note_noise(struct session *session, char *line)
{
    session->noise_size += strlen(line) + 1;
    if (session->noise || !*line)
        free(line);
    else
        session->noise = line;
}

/* The next answer among the lines that are there; NULL where there is none. */
static cJSON *take_answer(struct session *session)
{
    char *line;

    while (session->noise_size <= NOISE_LIMIT && (line = command_take_line(session->child))) {
        cJSON *json = read_line(session, line);

        if (!json) {
            note_noise(session, line);
            continue;
        }
        free(line);
        session->noise_size = 0;
        session->answered = true;
        return json;
    }
    return NULL;
}

static enum outcome wait_for_answer(struct session *session, int64_t deadline, cJSON **ret_raw)
{
    for (;;) {
        int64_t left = deadline - command_clock();
        enum command_event event =
            command_wait(session->child, session->request->interval > 0, left > 0 ? (int)left : 0);

        *ret_raw = take_answer(session);
        if (*ret_raw)
            return ANSWERED;
        if (session->noise_size > NOISE_LIMIT)
            return fail_by_flood(session);
        switch (event) {
        case COMMAND_OUTPUT: break;
        case COMMAND_ASKED: session->asked = true; break;
        case COMMAND_ALONE: return ALONE;
        case COMMAND_FLOOD: return fail_by_flood(session);
        case COMMAND_ENDED: return fail_by_end(session);
        case COMMAND_QUIET:
        default: break;
        }
        if (command_clock() >= deadline)
            return fail_by_silence(session);
    }
}

/* Takes raw over. */
static enum outcome tell(const struct session *session, cJSON *raw)
{
    cJSON *facts = cJSON_CreateObject();
    cJSON *unknown = cJSON_CreateObject();
    int result;

    (void)windows_facts_from_raw(raw, facts, unknown);
    result = probe_write_answer(facts, unknown, session->source);
    cJSON_Delete(facts);
    cJSON_Delete(unknown);
    cJSON_Delete(raw);
    return result == 0 ? ANSWERED : ALONE;
}

/* Whether the script has left something for the next look. */
static bool is_partial(const cJSON *raw)
{
    const cJSON *problem;

    cJSON_ArrayForEach(problem, cJSON_GetObjectItemCaseSensitive(raw, "problems"))
    {
        const cJSON *kind = cJSON_GetObjectItemCaseSensitive(problem, "kind");

        if (cJSON_IsString(kind) && strcmp(kind->valuestring, "later") == 0)
            return true;
    }
    return false;
}

/* One answer, as complete as there is time for. */
static enum outcome look_once(struct session *session)
{
    int64_t deadline = command_clock() + session->target->patience_ms;
    int64_t enough = deadline - (int64_t)FULL_SECONDS * 1000;
    enum outcome outcome;
    cJSON *raw = NULL;

    for (;;) {
        cJSON_Delete(raw);
        ask(session, false, false);
        outcome = wait_for_answer(session, deadline, &raw);
        if (outcome != ANSWERED)
            return outcome;
        if (!is_partial(raw) || command_clock() > enough)
            return tell(session, raw);
    }
}

/* Waits for the next look to be due; unasked output in between is noise. */
static enum outcome rest(struct session *session, int64_t until)
{
    while (!session->asked && command_clock() < until) {
        int64_t left = until - command_clock();
        enum command_event event = command_wait(session->child, true, left > 0 ? (int)left : 0);
        cJSON *late = take_answer(session);

        cJSON_Delete(late);
        if (event == COMMAND_ALONE)
            return ALONE;
        if (event == COMMAND_ENDED)
            return fail_by_end(session);
        if (event == COMMAND_FLOOD || session->noise_size > NOISE_LIMIT)
            return fail_by_flood(session);
        session->asked |= event == COMMAND_ASKED;
    }
    return ANSWERED;
}

static enum outcome look(struct session *session, bool quick, bool *ret_partial)
{
    bool fresh = session->asked;
    enum outcome outcome;
    cJSON *raw = NULL;

    session->asked = false;
    ask(session, fresh, quick);
    outcome = wait_for_answer(session, command_clock() + session->target->patience_ms, &raw);
    if (outcome != ANSWERED)
        return outcome;
    *ret_partial = is_partial(raw);
    return tell(session, raw);
}

/* The first look is quick, so that there is something to see; then one whenever the interval is
 * over, and at once where something was left. */
static enum outcome keep_looking(struct session *session)
{
    int64_t interval = (int64_t)(session->request->interval * 1000);
    bool quick = true, partial = false;

    for (;;) {
        int64_t began = command_clock();
        enum outcome outcome = look(session, quick, &partial);

        quick = false;
        if (outcome == ANSWERED) {
            int64_t due = began + (partial ? 0 : interval);
            int64_t soon = command_clock() + PAUSE_MS;

            outcome = rest(session, due > soon ? due : soon);
        }
        if (outcome != ANSWERED)
            return outcome;
    }
}

static int run(const struct probe_request *request, const struct windows_target *target)
{
    struct session session = {.request = request, .target = target};
    char **words = windows_target_words(target);
    struct error err = {0};
    char *script = windows_script_line(target->role);
    enum outcome outcome;

    session.child = command_start((const char *const *)words, &err);
    if (!session.child) {
        outcome = fail(PROBE_ERROR_MISSING, must_copy(err.what));
    } else {
        session.source = windows_target_source(target);
        command_send(session.child, script, strlen(script));
        outcome = request->interval > 0 ? keep_looking(&session) : look_once(&session);
    }
    command_stop(session.child);
    free(session.source);
    free(session.noise);
    text_free(&session.broken);
    free(script);
    windows_words_free(words);
    error_clear(&err);
    return outcome == FAILED ? EXIT_UNKNOWN : EXIT_READY;
}

int main(void)
{
    struct probe_request request;
    struct windows_target target;
    struct error err = {0};
    int status;

    language_start();
    if (probe_read_request(&request, &err) != 0)
        return probe_refuse_request(&err);
    if (windows_target_read(request.target, &target, &err) != 0) {
        status = probe_refuse_request(&err);
    } else {
        status = run(&request, &target);
        windows_target_clear(&target);
    }
    probe_request_clear(&request);
    return status;
}
