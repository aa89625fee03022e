/* eflow-probe-azure: facts of an Azure VM from the control plane, by way of the Azure CLI. Each look is one
 * run of "az vm show -d". That takes seconds and a sign-in of the person, so it is not run more often than
 * every 15 seconds; in between the last answer is repeated with the time when it was seen. */
#include "config.h"

#include <locale.h>
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
    ANSWER_MS = 26000,
    BETWEEN_RUNS_MS = 15000,
    OUTPUT_LIMIT = 1 << 20,
    WORDS_MOST = 16,
};

enum outcome { ANSWERED, FAILED, ALONE };

struct target {
    char *group;
    char *name;
    char *subscription; /* NULL: the one that az has chosen */
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
static enum outcome read_output(struct session *session, struct command *child, struct text *ret_text)
{
    int64_t deadline = command_clock() + ANSWER_MS;

    for (;;) {
        int64_t left = deadline - command_clock();
        enum command_event event =
            command_wait(child, session->request->interval > 0, left > 0 ? (int)left : 0);
        char *line;

        while ((line = command_take_line(child))) {
            text_add(ret_text, line);
            text_add(ret_text, "\n");
            free(line);
        }
        if (event == COMMAND_ALONE)
            return ALONE;
        if (event == COMMAND_ENDED)
            return ANSWERED;
        if (event == COMMAND_FLOOD || ret_text->length > OUTPUT_LIMIT)
            return fail(PROBE_ERROR_DATA, must_copy(_("az printed more than 1 MiB.")));
        if (command_clock() >= deadline)
            return fail(PROBE_ERROR_TIMEOUT,
                        text_format(_("az has not answered for %d seconds."), ANSWER_MS / 1000));
        session->asked |= event == COMMAND_ASKED;
    }
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

static enum outcome understand(struct session *session, const struct command *child,
                               const struct text *output)
{
    const struct target *target = session->target;
    cJSON *json = output->s ? cJSON_Parse(output->s) : NULL;
    enum outcome outcome = ANSWERED;

    if (command_status(child) != 0) {
        struct azure_complaint complaint =
            azure_complaint(command_status(child), command_errors(child), target->group, target->name);

        outcome = fail(complaint.kind, complaint.message);
    } else if (!cJSON_IsObject(json) || !text_of(json, "name")) {
        outcome =
            fail(PROBE_ERROR_DATA,
                 must_copy(_("az answered, but not with a virtual machine as JSON. Is it older "
                             "than version 2.0.60? Try az vm show -d by hand.")));
    } else {
        remember(session, json);
    }
    cJSON_Delete(json);
    return outcome;
}

static enum outcome look(struct session *session)
{
    const char *words[WORDS_MOST] = {0};
    struct text output = {0};
    struct error err = {0};
    struct command *child;
    enum outcome outcome;

    session->asked = false;
    start_words(session->target, words);
    child = command_start(words, &err);
    if (!child) {
        error_clear(&err);
        return fail(
            PROBE_ERROR_MISSING,
            must_copy(_("The Azure CLI (az) is not installed here. Install the package azure-cli, "
                        "then sign in with az login.")));
    }
    command_end_input(child);
    outcome = read_output(session, child, &output);
    if (outcome == ANSWERED)
        outcome = understand(session, child, &output);
    command_stop(child);
    text_free(&output);
    return outcome;
}

static enum outcome tell(const struct session *session)
{
    return probe_write_answer(session->facts, session->unknown, session->source) == 0 ? ANSWERED
                                                                                      : ALONE;
}

/* Repeats what is known until the next run is due, so that the wizard sees that somebody is there. */
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

static void speak(void)
{
    (void)setlocale(LC_CTYPE, "");
    (void)setlocale(LC_MESSAGES, "");
    (void)bindtextdomain(PACKAGE_TARNAME, LOCALEDIR);
    (void)textdomain(PACKAGE_TARNAME);
}

int main(void)
{
    struct probe_request request;
    struct target target = {0};
    struct error err = {0};
    int status;

    speak();
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
