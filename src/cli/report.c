/* report: a report or a session in another format. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "flow/keep.h"
#include "i18n.h"
#include "model/assess.h"
#include "model/json_at.h"
#include "probe/lab.h"
#include "report/report_class.h"
#include "report/report_diff.h"
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
    cJSON *names = session_names(session);
    struct report_about about = {.created = session->saved_at, .lab = session->lab, .names = names};
    cJSON *report = all != NULL ? report_build(all, &about) : NULL;
    cJSON_Delete(names);
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

static enum report_format wanted_format(const struct options *options)
{
    return options->format >= 0 ? (enum report_format)options->format : REPORT_TEXT;
}

/* Writes and frees; 0 or -1. */
static int write_rendered(const struct options *options, char *text, struct error *err)
{
    int result = text != NULL ? write_output(options, text, err) : -1;
    free(text);
    return result;
}

static int convert(struct program *program, cJSON *report, struct error *err)
{
    const struct options *options = program->options;
    report = options->is_redacted ? redacted(report) : report;
    int result = write_rendered(options, render_report(options, report, err), err);
    cJSON_Delete(report);
    return result;
}

/* What changed since the old report; the status says whether anything got worse. */
static int compare(struct program *program, cJSON *old, struct error *err)
{
    const struct options *options = program->options;
    cJSON *new = read_report(program, options->diff, err);
    if (new == NULL) {
        cJSON_Delete(old);
        return -1;
    }
    cJSON *diff = report_diff(old, new);
    int result =
        write_rendered(options, report_diff_render(diff, wanted_format(options), err), err);
    int status = result == 0 ? (int)report_diff_status(diff) : -1;
    cJSON_Delete(diff);
    cJSON_Delete(new);
    cJSON_Delete(old);
    return status;
}

/* --- many reports as one table --- */

static void add_file(struct report_class *group, const char *path)
{
    struct error err = {0};
    size_t length = 0;
    char *bytes = file_read(path, REPORT_LIMIT, &length, &err);
    if (bytes != NULL) {
        report_class_add(group, path, bytes, length);
    } else {
        report_class_add_broken(group, path, err.what);
    }
    free(bytes);
    error_clear(&err);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Every .json file of a folder, by name. */
static void add_folder(struct report_class *group, const char *folder, DIR *entries)
{
    char **paths = NULL;
    size_t count = 0;
    const struct dirent *entry = NULL;
    while ((entry = readdir(entries)) != NULL) {
        size_t length = strlen(entry->d_name);
        if (length > 5 && strcmp(entry->d_name + length - 5, ".json") == 0) {
            paths = must_realloc(paths, (count + 1) * sizeof *paths);
            paths[count++] = text_format("%s/%s", folder, entry->d_name);
        }
    }
    if (count > 0) {
        qsort(paths, count, sizeof *paths, by_name);
    }
    for (size_t i = 0; i < count; i++) {
        add_file(group, paths[i]);
        free(paths[i]);
    }
    free(paths);
}

static int show_class(struct program *program, struct error *err)
{
    const struct options *options = program->options;
    struct report_class *group = report_class_new();
    const cJSON *word = NULL;
    cJSON_ArrayForEach(word, options->words)
    {
        DIR *entries = opendir(word->valuestring);
        if (entries != NULL) {
            add_folder(group, word->valuestring, entries);
            closedir(entries);
        } else {
            add_file(group, word->valuestring);
        }
    }
    cJSON *view = report_class_finish(group, clock_now());
    int result =
        write_rendered(options, report_class_render(view, wanted_format(options), err), err);
    int status = result == 0 ? (int)report_class_status(view) : -1;
    cJSON_Delete(view);
    return status;
}

int command_report(struct program *program, struct error *err)
{
    const struct options *options = program->options;
    const cJSON *file = cJSON_GetArrayItem(options->words, 0);
    if (file != NULL && options->is_class) {
        return show_class(program, err);
    }
    if (file == NULL || cJSON_GetArraySize(options->words) > 1) {
        error_set(err, EXIT_USAGE, _("\"report\" takes one report or session file."));
        return error_hint(err, _("Add --class for many reports as one table."));
    }
    cJSON *report = read_report(program, file->valuestring, err);
    if (report == NULL) {
        return -1;
    }
    return options->diff != NULL ? compare(program, report, err) : convert(program, report, err);
}
