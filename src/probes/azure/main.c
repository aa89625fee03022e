/* eflow-probe-azure: facts of an Azure VM from the control plane, by way of the Azure CLI. Each
 * look is one run of "az vm show -d". That takes seconds and a sign-in of the person, so it is not
 * run more often than every 15 seconds; in between the last answer is repeated with the time when
 * it was seen. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "probes/azure/azure_complaint.h"
#include "probes/azure/azure_facts.h"
#include "probes/probe_io.h"
#include "sys/command.h"
#include "sys/clock.h"
#include "sys/text.h"

enum {
    PATIENCE_MS = 26000, /* for one run of az; the target may say otherwise, in seconds */
    PATIENCE_MOST_MS = 600000,
    BETWEEN_RUNS_MS = 15000,
    OUTPUT_LIMIT = 1 << 20,
    WORDS_MOST = 16,
};

/* ALONE and FAILED end the probe at once; what is behind them has not been told yet. */
enum outcome { ANSWERED, FAILED, ALONE, SILENT, FLOODED, NOT_THERE };

struct target {
    char *group;
    char *name;
    char *subscription; /* NULL: the one that az has chosen */
    int patience_ms;
};

struct session {
    const struct probe_request *request;
    const struct target *target;
    cJSON *facts, *unknown;
    char *source;
    bool asked;
};

static const char *text_of(const cJSON *json, const char *key)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, key));

    return text && *text ? text : NULL;
}

static int read_patience(const cJSON *json)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(json, "patience");
    double wanted = cJSON_IsNumber(item) ? item->valuedouble * 1000 : 0;

    if (wanted <= 0)
        return PATIENCE_MS;
    return wanted < PATIENCE_MOST_MS ? (int)wanted : PATIENCE_MOST_MS;
}

/* A word that begins with a dash would be an option of az. */
static int read_target(const cJSON *json, struct target *target, struct error *err)
{
    const char *vm = text_of(json, "vm");
    const char *subscription = text_of(json, "subscription");
    const char *slash = vm ? strchr(vm, '/') : NULL;

    if (!slash || slash == vm || !slash[1] || strchr(slash + 1, '/') || *vm == '-' ||
        slash[1] == '-' || (subscription && *subscription == '-'))
        return error_set(err, EXIT_DATA,
                         _("An Azure VM is named by its resource group and its name: GROUP/NAME."));
    target->group = must_copy_n(vm, (size_t)(slash - vm));
    target->name = must_copy(slash + 1);
    target->subscription = subscription ? must_copy(subscription) : NULL;
    target->patience_ms = read_patience(json);
    return 0;
}

static void clear_target(struct target *target)
{
    free(target->group);
    free(target->name);
    free(target->subscription);
}

static enum outcome fail(enum probe_error kind, char *message)
{
    (void)probe_write_error(kind, message, NULL);
    free(message);
    return FAILED;
}

static void start_words(const struct target *target, const char *words[])
{
    const char *const all[] = {
        "az",
        "vm",
        "show",
        "-d",
        "-g",
        target->group,
        "-n",
        target->name,
        "-o",
        "json",
        "--only-show-errors",
        target->subscription ? "--subscription" : NULL,
        target->subscription,
        NULL,
    };

    memcpy(words, all, sizeof all);
}

/* Reads everything that az prints; the text is the caller's. */
static enum outcome read_output(struct session *session, struct command *az, struct text *ret_text)
{
    int64_t deadline = command_clock() + session->target->patience_ms;

    for (;;) {
        int64_t left = deadline - command_clock();
        enum command_event event =
            command_wait(az, session->request->interval > 0, left > 0 ? (int)left : 0);
        char *line;

        while ((line = command_take_line(az))) {
            text_add(ret_text, line);
            text_add(ret_text, "\n");
            free(line);
        }
        if (event == COMMAND_ALONE)
            return ALONE;
        if (event == COMMAND_ENDED)
            return ANSWERED;
        if (event == COMMAND_FLOOD || ret_text->length > OUTPUT_LIMIT)
            return FLOODED;
        if (command_clock() >= deadline)
            return SILENT;
        session->asked |= event == COMMAND_ASKED;
    }
}

/* Runs az with these words and reads all that it prints. Whoever calls stops the command, also
 * after a failure; it is NULL where az is not there. */
static enum outcome run_az(struct session *session, const char *const words[],
                           struct command **ret_command, struct text *ret_output)
{
    *ret_command = command_start(words, NULL);
    if (!*ret_command)
        return NOT_THERE;
    command_end_input(*ret_command);
    return read_output(session, *ret_command, ret_output);
}

/* Looking in the wrong one of several subscriptions is the usual reason for a VM that is not there;
 * az knows them without asking Azure. The better message, or NULL. */
static char *blame_subscription(struct session *session)
{
    static const char *const words[] = {"az", "account", "list", "-o", "json", "--only-show-errors",
                                        NULL};
    const struct target *target = session->target;
    struct command *command = NULL;
    struct text output = {0};
    char *better = NULL;

    if (!target->subscription && run_az(session, words, &command, &output) == ANSWERED &&
        output.s) {
        cJSON *json = cJSON_Parse(output.s);

        better = azure_wrong_subscription(target->group, target->name, json);
        cJSON_Delete(json);
    }
    command_stop(command);
    text_free(&output);
    return better;
}

static enum outcome fail_by_words(struct session *session, struct azure_complaint complaint)
{
    char *better = complaint.no_such_vm ? blame_subscription(session) : NULL;

    if (!better)
        return fail(complaint.kind, complaint.message);
    free(complaint.message);
    return fail(complaint.kind, better);
}

/* Takes the new facts over. */
static void remember(struct session *session, const cJSON *shown)
{
    char *at = clock_iso(clock_now());

    cJSON_Delete(session->facts);
    cJSON_Delete(session->unknown);
    free(session->source);
    session->facts = cJSON_CreateObject();
    session->unknown = cJSON_CreateObject();
    azure_facts_from_show(shown, session->facts, session->unknown);
    session->source = text_format(_("az vm show, %s"), at);
    free(at);
}

static enum outcome understand(struct session *session, const struct command *az,
                               const struct text *output)
{
    const struct target *target = session->target;
    cJSON *json = NULL;
    enum outcome outcome = ANSWERED;

    if (command_status(az) != 0)
        return fail_by_words(session, azure_complaint(command_status(az), command_errors(az),
                                                      target->group, target->name));
    json = output->s ? cJSON_Parse(output->s) : NULL;
    if (cJSON_IsObject(json) && text_of(json, "name"))
        remember(session, json);
    else
        outcome =
            fail(PROBE_ERROR_DATA,
                 must_copy(_("az answered, but not with a virtual machine as JSON. Try az vm show "
                             "-d by hand; an old Azure CLI may need an update.")));
    cJSON_Delete(json);
    return outcome;
}

/* Says what happened where nobody has said it yet. */
static enum outcome explain(const struct session *session, enum outcome outcome)
{
    switch (outcome) {
    case SILENT:
        return fail(PROBE_ERROR_TIMEOUT, text_format(_("az has not answered for %d seconds."),
                                                     session->target->patience_ms / 1000));
    case FLOODED: return fail(PROBE_ERROR_DATA, must_copy(_("az printed more than 1 MiB.")));
    case NOT_THERE:
        return fail(
            PROBE_ERROR_MISSING,
            must_copy(
                _("The Azure CLI (az) is not installed here. Install it, then sign in with az "
                  "login: https://learn.microsoft.com/cli/azure/install-azure-cli")));
    case ANSWERED:
    case FAILED:
    case ALONE:
    default: return outcome;
    }
}

static enum outcome look(struct session *session)
{
    const char *words[WORDS_MOST] = {0};
    struct text output = {0};
    struct command *command = NULL;
    enum outcome outcome;

    session->asked = false;
    start_words(session->target, words);
    outcome = run_az(session, words, &command, &output);
    if (outcome == ANSWERED)
        outcome = understand(session, command, &output);
    outcome = explain(session, outcome);
    command_stop(command);
    text_free(&output);
    return outcome;
}

static enum outcome tell(const struct session *session)
{
    return probe_write_answer(session->facts, session->unknown, session->source) == 0 ? ANSWERED
                                                                                      : ALONE;
}

/* Repeats what is known until the next run is due, so that the wizard sees that somebody is there.
 */
static enum outcome rest(struct session *session, int64_t until)
{
    int64_t interval = (int64_t)(session->request->interval * 1000);

    while (!session->asked && command_clock() < until) {
        int64_t left = until - command_clock();

        switch (probe_wait(session->request, (int)(left < interval ? left : interval))) {
        case PIPE_GONE: return ALONE;
        case PIPE_LINE: session->asked = true; break;
        case PIPE_QUIET:
        default:
            if (command_clock() < until && tell(session) != ANSWERED)
                return ALONE;
        }
    }
    return ANSWERED;
}

static enum outcome keep_looking(struct session *session)
{
    int64_t interval = (int64_t)(session->request->interval * 1000);
    int64_t between = interval > BETWEEN_RUNS_MS ? interval : BETWEEN_RUNS_MS;

    for (;;) {
        int64_t due = command_clock() + between;
        enum outcome outcome = look(session);

        if (outcome == ANSWERED)
            outcome = tell(session);
        if (outcome == ANSWERED)
            outcome = rest(session, due);
        if (outcome != ANSWERED)
            return outcome;
    }
}

static int run(const struct probe_request *request, const struct target *target)
{
    struct session session = {.request = request, .target = target};
    enum outcome outcome;

    if (request->interval > 0) {
        outcome = keep_looking(&session);
    } else {
        outcome = look(&session);
        if (outcome == ANSWERED)
            outcome = tell(&session);
    }
    cJSON_Delete(session.facts);
    cJSON_Delete(session.unknown);
    free(session.source);
    return outcome == FAILED ? EXIT_UNKNOWN : EXIT_READY;
}

int main(void)
{
    struct probe_request request;
    struct target target = {0};
    struct error err = {0};
    int status;

    language_start();
    if (probe_read_request(&request, &err) != 0)
        return probe_refuse_request(&err);
    if (read_target(request.target, &target, &err) != 0)
        status = probe_refuse_request(&err);
    else
        status = run(&request, &target);
    clear_target(&target);
    probe_request_clear(&request);
    return status;
}
