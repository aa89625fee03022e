/* check: all checks without a screen. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/gather.h"
#include "i18n.h"
#include "probes/windows/windows_script.h"
#include "report/report_events.h"
#include "sys/clock.h"
#include "sys/text.h"

/* Every id of --skip and --accept has to be one of the path. */
static int check_ids(const struct gathered *all, struct error *err)
{
    const cJSON *id = NULL;
    cJSON_ArrayForEach(id, all->program->options->skip)
    {
        if (guide_check_find(all->guide, id->valuestring) < 0) {
            error_set(err, EXIT_USAGE, _("There is no check \"%s\" on this path."),
                      id->valuestring);
            return error_hint(err, _("\"eflow-wizard checks --path %s\" lists them."),
                              all->guide->own->id);
        }
    }
    for (size_t i = 0; i < all->session->confirmations.count; i++) {
        const char *name = all->session->confirmations.items[i].id;
        if (guide_check_find(all->guide, name) < 0 && guide_step_find(all->guide, name) < 0) {
            error_set(err, EXIT_USAGE, _("There is no check \"%s\" on this path."), name);
            return error_hint(err, _("\"eflow-wizard checks --path %s\" lists them."),
                              all->guide->own->id);
        }
    }
    return 0;
}

static cJSON *report_of(const struct gathered *all, const struct assessment *assessment)
{
    cJSON *names = session_names(all->session);
    struct report_about about = {
        .created = clock_now(), .lab = all->lab != NULL ? lab_id(all->lab) : NULL, .names = names};
    cJSON *report = report_build(assessment, &about);
    cJSON_Delete(names);
    if (!all->program->options->is_redacted) {
        return report;
    }
    cJSON *redacted = report_redact(report);
    cJSON_Delete(report);
    return redacted;
}

/* Lines of JSON for what changed since the last report, which is replaced. */
static void follow(const struct gathered *all, const struct assessment *assessment, cJSON **last)
{
    cJSON *report = report_of(all, assessment);
    char *lines = report_events(*last, report);
    fputs(lines, stdout);
    fflush(stdout);
    free(lines);
    cJSON_Delete(*last);
    *last = report;
}

static void say_what_is_awaited(const struct assessment *assessment, char **last)
{
    if (*last == NULL || strcmp(*last, assessment->sentence) != 0) {
        say_note("%s", assessment->sentence);
        free(*last);
        *last = must_copy(assessment->sentence);
    }
}

/* Watches until ready, or until the time is over (wait 0 with --follow: for ever). */
static struct assessment *watch(struct gathered *all)
{
    const struct options *options = all->program->options;
    bool is_endless = options->is_following && options->wait <= 0;
    int64_t end = clock_now() + (int64_t)(options->wait * 1000);
    cJSON *last = NULL;
    char *sentence = NULL;
    struct assessment *assessment = gather_assess(all);
    for (;;) {
        if (options->is_following) {
            follow(all, assessment, &last);
        } else {
            say_what_is_awaited(assessment, &sentence);
        }
        bool is_ready = assessment->verdict == VERDICT_READY && !is_endless;
        int64_t left = is_endless ? 60000 : end - clock_now();
        if (is_ready || left <= 0 || (options->is_following && ferror(stdout))) {
            break;
        }
        gather_next(all, left);
        assessment_free(assessment);
        assessment = gather_assess(all);
    }
    cJSON_Delete(last);
    free(sentence);
    return assessment;
}

static int write_report(const struct gathered *all, const struct assessment *assessment,
                        struct error *err)
{
    const struct options *options = all->program->options;
    cJSON *report = report_of(all, assessment);
    char *text = render_report(options, report, err);
    int result = text != NULL ? write_output(options, text, err) : -1;
    free(text);
    cJSON_Delete(report);
    return result;
}

/* A confirmation that changes nothing is better said than swallowed. */
static void tell_idle_confirmations(const struct gathered *all, const struct assessment *assessment)
{
    for (size_t i = 0; i < all->session->confirmations.count; i++) {
        const struct confirmation *item = &all->session->confirmations.items[i];
        int check = assessment_check(assessment, item->id);
        if (item->until != 0 && item->until <= clock_now()) {
            say_note(_("%s: the date of --accept is over; it counts no more."), item->id);
        } else if (check >= 0 && assessment->checks[check].status != CHECK_CONFIRMED) {
            say_note(_("%s: --accept changes nothing, because it is not unknown but \"%s\"."),
                     item->id, check_status_name(assessment->checks[check].status));
        }
    }
}

static int judge(struct gathered *all, struct error *err)
{
    static const int statuses[VERDICT_COUNT] = {
        [VERDICT_READY] = EXIT_READY,
        [VERDICT_NOT_READY] = EXIT_NOT_READY,
        [VERDICT_UNKNOWN] = EXIT_UNKNOWN,
    };
    const struct options *options = all->program->options;
    gather_until_answered(all);
    if (gather_find_path(all, err) != 0 || check_ids(all, err) != 0) {
        return -1;
    }
    bool is_live = options->wait > 0 || options->is_following;
    struct assessment *assessment = is_live ? watch(all) : gather_assess(all);
    tell_idle_confirmations(all, assessment);
    int status = statuses[assessment->verdict];
    if (!options->is_following && write_report(all, assessment, err) != 0) {
        status = -1;
    }
    assessment_free(assessment);
    return status;
}

static int check_has_sources(const struct program *program, struct error *err)
{
    const struct options *options = program->options;
    bool has = options->has_lab || cJSON_GetArraySize(options->files) > 0 ||
               options->guest != NULL || options->hyperv_host != NULL || options->vsphere != NULL ||
               options->azure_vm != NULL;
    if (has) {
        return 0;
    }
    error_set(err, EXIT_USAGE, _("No source of facts is named."));
    return error_hint(err,
                      _("Add --lab, --facts, --guest, --hyperv-host, --vsphere or --azure-vm."));
}

static int check_path(const struct program *program, struct error *err)
{
    const char *path = program->options->path;
    if (path == NULL || library_guide(program->library, path) != NULL) {
        return 0;
    }
    error_set(err, EXIT_USAGE, _("There is no path \"%s\"."), path);
    return error_hint(err, _("\"eflow-wizard paths\" lists them."));
}

int command_check(struct program *program, struct error *err)
{
    const struct options *options = program->options;
    bool is_live = options->wait > 0 || options->is_following;
    if (check_path(program, err) != 0) {
        return -1;
    }
    if (check_has_sources(program, err) != 0) {
        return -1;
    }
    struct gathered *all = gather_start(program, is_live, err);
    if (all == NULL) {
        return -1;
    }
    int status = judge(all, err);
    gather_end(all);
    return status;
}

/* The PowerShell script of a role, for people who read it first or run it by hand. */
static int print_script(const struct options *options, struct error *err)
{
    const char *script = windows_script(options->script);
    if (script == NULL) {
        error_set(err, EXIT_USAGE, _("There is no script \"%s\"."), options->script);
        return error_hint(err, _("The scripts are guest and host."));
    }
    return write_output(options, script, err);
}

/* Facts of a practice lab say so wherever they are taken. */
static const char *source_of(const struct gathered *all)
{
    return all->lab != NULL ? "practice lab, not a real machine" : "eflow-wizard facts";
}

/* facts: collect only. */
int command_facts(struct program *program, struct error *err)
{
    if (program->options->script != NULL) {
        return print_script(program->options, err);
    }
    if (check_has_sources(program, err) != 0) {
        return -1;
    }
    struct gathered *all = gather_start(program, false, err);
    if (all == NULL) {
        return -1;
    }
    gather_until_answered(all);
    char *now = clock_iso(clock_now());
    cJSON *json = facts_to_json(all->facts, source_of(all), now);
    char *printed = cJSON_Print(json);
    char *text = text_format("%s\n", printed);
    int result = write_output(program->options, text, err);
    free(text);
    cJSON_free(printed);
    cJSON_Delete(json);
    free(now);
    gather_end(all);
    return result;
}
