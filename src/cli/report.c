/* report: a report or a session in another format. */
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "flow/keep.h"
#include "i18n.h"
#include "model/assess.h"
#include "model/json_at.h"
#include "probe/lab.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/text.h"

#define REPORT_LIMIT ((size_t)32 << 20) /* bytes of a report or session file */

static struct assessment *assess_session(struct program *program, const struct session *session,
                                         struct facts *facts, struct error *err)
{
    const struct guide *guide =
        session->path != NULL ? library_guide(program->library, session->path) : NULL;
    if (guide == NULL) {
        error_set(err, EXIT_DATA, _("The session has not chosen a path yet."));
        error_hint(err, _("Go through the wizard first, or name a report."));
        return NULL;
    }
    if (session->facts != NULL) {
        facts_merge(facts, "session", session->facts, session->saved_at, NULL);
    }
    return assess(&(struct assess_input){.guide = guide,
                                         .sizes = program->library->sizes,
                                         .facts = facts,
                                         .choices = session->choices,
                                         .confirmations = &session->confirmations,
                                         .now = session->saved_at});
}

/* The report that a session would write, from the facts it saw last. */
static cJSON *report_of_session(struct program *program, const cJSON *json, const char *file,
                                struct error *err)
{
    struct session *session = session_from_json(json, file, err);
    if (session == NULL) {
        return NULL;
    }
    struct facts *facts = facts_new();
    struct assessment *all = assess_session(program, session, facts, err);
    struct report_about about = {.created = session->saved_at, .lab = session->lab};
    cJSON *report = all != NULL ? report_build(all, &about) : NULL;
    assessment_free(all);
    facts_free(facts);
    session_free(session);
    return report;
}

static bool is_session(const cJSON *json)
{
    const char *format = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, "format"));
    return format != NULL && text_starts(format, "eflow-session/");
}

static cJSON *read_report(struct program *program, const char *path, struct error *err)
{
    size_t length = 0;
    char *bytes = file_read(path, REPORT_LIMIT, &length, err);
    if (bytes == NULL) {
        return NULL;
    }
    cJSON *report = NULL;
    cJSON *json = json_parse_text(bytes, length, path, err);
    if (json != NULL && is_session(json)) {
        report = report_of_session(program, json, path, err);
    } else if (json != NULL) {
        report = report_parse(bytes, length, path, err);
    }
    cJSON_Delete(json);
    free(bytes);
    return report;
}

static cJSON *redacted(cJSON *report)
{
    cJSON *copy = report_redact(report);
    cJSON_Delete(report);
    return copy;
}

int command_report(struct program *program, struct error *err)
{
    const struct options *options = program->options;
    const cJSON *file = cJSON_GetArrayItem(options->words, 0);
    if (file == NULL || cJSON_GetArraySize(options->words) > 1) {
        error_set(err, EXIT_USAGE, _("\"report\" takes one report or session file."));
        return error_hint(err, _("\"eflow-wizard --help\" shows how."));
    }
    cJSON *report = read_report(program, file->valuestring, err);
    if (report == NULL) {
        return -1;
    }
    report = options->is_redacted ? redacted(report) : report;
    enum report_format format =
        options->format >= 0 ? (enum report_format)options->format : REPORT_TEXT;
    char *text = report_render(report, format, err);
    int result = text != NULL ? write_output(options, text, err) : -1;
    free(text);
    cJSON_Delete(report);
    return result;
}
