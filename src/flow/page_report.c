/* Report: the verdict, and a file to keep. */
#include <stdlib.h>
#include <string.h>

#include "flow/pages.h"
#include "i18n.h"
#include "report/report.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/text.h"

#define ITEM_WRITE  "write"
#define ITEM_FORMAT "format"
#define ITEM_REDACT "redact"
#define ITEM_FILE   "file"

void report_want(struct flow *flow, const char *key, cJSON *value)
{
    if (flow->session->report == NULL) {
        flow->session->report = cJSON_CreateObject();
    }
    cJSON_DeleteItemFromObjectCaseSensitive(flow->session->report, key);
    cJSON_AddItemToObject(flow->session->report, key, value);
    flow_changed(flow);
}

enum report_format report_wanted_format(const struct flow *flow)
{
    const char *name =
        cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(flow->session->report, "format"));
    int format = name != NULL ? report_format_find(name) : -1;
    return format >= 0 ? (enum report_format)format : REPORT_TEXT;
}

bool report_is_redacted(const struct flow *flow)
{
    return cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(flow->session->report, "redacted"));
}

const char *report_wanted_file(struct flow *flow)
{
    const char *file =
        cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(flow->session->report, "file"));
    if (file != NULL && *file != '\0') {
        return pool_copy(&flow->sheet.pool, file);
    }
    char *date = clock_iso(clock_now());
    const char *name = pool_format(&flow->sheet.pool, "eflow-readiness-%.10s.%s", date,
                                   report_format_ending(report_wanted_format(flow)));
    free(date);
    return name;
}

void page_report_list(struct flow *flow)
{
    struct sheet *sheet = &flow->sheet;
    const struct assessment *all = flow_assessment(flow);
    sheet->view.lead = pool_copy(&sheet->pool, all->sentence);
    sheet_item(sheet, ITEM_WRITE,
               (struct view_item){.mark = flow->written != NULL ? MARK_DONE : MARK_NONE,
                                  .title = _("Write the report"),
                                  .value = flow->written != NULL ? _("written") : NULL});
    sheet_item(sheet, ITEM_FORMAT,
               (struct view_item){.title = _("Format"),
                                  .value = report_format_name(report_wanted_format(flow))});
    sheet_item(sheet, ITEM_REDACT,
               (struct view_item){.title = _("Names and addresses"),
                                  .value = report_is_redacted(flow)
                                               ? _("replaced, fit to be posted")
                                               : _("as they are")});
    sheet_item(sheet, ITEM_FILE,
               (struct view_item){.title = _("File"), .value = report_wanted_file(flow)});
    sheet_key(sheet, REQUEST_SAVE, NULL);
    sheet_key(sheet, REQUEST_OPEN, _("change"));
    sheet_key(sheet, REQUEST_FORMAT, NULL);
    sheet_key(sheet, REQUEST_REDACT, NULL);
    sheet_key(sheet, REQUEST_BACK, NULL);
    sheet_key(sheet, REQUEST_HELP, NULL);
    sheet_key(sheet, REQUEST_QUIT, NULL);
}

static void add_open_checks(struct flow *flow, const struct assessment *all,
                            enum check_status status)
{
    for (size_t i = 0; i < all->check_count; i++) {
        const struct check_result *check = &all->checks[i];
        bool counts = check->check->severity == SEVERITY_REQUIRED || status == CHECK_WARN;
        if (check->status == status && counts && check->check->severity != SEVERITY_INFO) {
            char *line = text_format(_("%s: %s"), check->title, check->reason);
            sheet_mark_line(&flow->sheet, mark_of_check(status), line);
            free(line);
            if (status == CHECK_FAIL && !assessment_has_cure(all, check)) {
                sheet_line(&flow->sheet, LINE_FIELD, _("Do"), check->fix);
            }
        }
    }
}

/* Whether there is still something to do; says what. */
static bool add_next_step(struct flow *flow, const struct assessment *all)
{
    for (size_t i = 0; i < all->step_count; i++) {
        const struct step_result *step = &all->steps[i];
        if (step->status == STEP_NOW) {
            char *line = text_format(_("Step %zu: %s"), step->number, step->title);
            sheet_line(&flow->sheet, LINE_FIELD, _("Next"), line);
            free(line);
            return true;
        }
    }
    return false;
}

static void say_how_to_deploy(struct flow *flow, const struct assessment *all, bool has_steps)
{
    struct sheet *sheet = &flow->sheet;
    if (!has_steps) {
        sheet_line(sheet, LINE_PARAGRAPH, NULL, _("Every step is done, so far as it can be seen."));
        return;
    }
    sheet_line(sheet, LINE_PARAGRAPH, NULL,
               _("After the steps before it, the deployment is started with:"));
    sheet_line(sheet, LINE_COMMAND, _("PowerShell"), all->deploy_command);
    sheet_line(
        sheet, LINE_PARAGRAPH, NULL,
        _("This does not promise that Deploy-Eflow succeeds; the last steps show how to check "
          "it afterwards."));
}

void page_report_details(struct flow *flow, const char *id)
{
    struct sheet *sheet = &flow->sheet;
    const struct assessment *all = flow_assessment(flow);
    if (id != NULL && strcmp(id, ITEM_WRITE) == 0) {
        sheet_rename_key(sheet, REQUEST_OPEN, _("write"));
    }
    sheet->view.detail_title = _("What the report says");
    sheet_line(sheet, LINE_FIELD, _("File"), flow->written);
    add_open_checks(flow, all, CHECK_FAIL);
    add_open_checks(flow, all, CHECK_UNKNOWN);
    bool has_steps = add_next_step(flow, all);
    add_open_checks(flow, all, CHECK_WARN);
    if (all->verdict == VERDICT_READY) {
        say_how_to_deploy(flow, all, has_steps);
    }
    flow_notes(flow, NOTE_REPORT);
}

static char *render(struct flow *flow, struct error *err)
{
    cJSON *names = session_names(flow->session);
    struct report_about about = {.created = clock_now(),
                                 .lab = flow->lab != NULL ? lab_id(flow->lab) : NULL,
                                 .names = names};
    cJSON *report = report_build(flow_assessment(flow), &about);
    cJSON_Delete(names);
    if (report_is_redacted(flow)) {
        cJSON *redacted = report_redact(report);
        cJSON_Delete(report);
        report = redacted;
    }
    char *text = report_render(report, report_wanted_format(flow), err);
    cJSON_Delete(report);
    return text;
}

static void write_report(struct flow *flow)
{
    struct error err = {0};
    char *text = render(flow, &err);
    char *path = file_free_name(report_wanted_file(flow));
    char *said = NULL;
    if (text != NULL && file_write(path, text, strlen(text), FILE_NEW, &err) == 0) {
        free(flow->written);
        flow->written = file_full_path(path);
        said = text_format(_("The report is in %s"), path);
    } else {
        said = text_format(_("The report is not written: %s"), err.what);
    }
    flow_say(flow, err.what == NULL ? MARK_DONE : MARK_FAIL, said);
    free(said);
    free(path);
    free(text);
    error_clear(&err);
}

static void toggle_redaction(struct flow *flow)
{
    report_want(flow, "redacted", cJSON_CreateBool(!report_is_redacted(flow)));
}

static bool open_item(struct flow *flow, const char *id)
{
    if (strcmp(id, ITEM_WRITE) == 0) {
        write_report(flow);
    } else if (strcmp(id, ITEM_FORMAT) == 0) {
        flow_popup(flow, &popup_format, NULL, 0);
    } else if (strcmp(id, ITEM_REDACT) == 0) {
        toggle_redaction(flow);
    } else {
        flow_popup(flow, &popup_file, NULL, 0);
    }
    return true;
}

bool page_report_request(struct flow *flow, enum request request, const char *id,
                         struct effect *ret_effect)
{
    (void)ret_effect;
    if (request == REQUEST_SAVE) {
        write_report(flow);
    } else if (request == REQUEST_FORMAT) {
        flow_popup(flow, &popup_format, NULL, 0);
    } else if (request == REQUEST_REDACT) {
        toggle_redaction(flow);
    } else if (request == REQUEST_OPEN && id != NULL) {
        return open_item(flow, id);
    } else {
        return false;
    }
    return true;
}
