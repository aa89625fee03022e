/* Prerequisites: every check, the worst first. */
#include <stdlib.h>
#include <string.h>

#include "flow/pages.h"
#include "i18n.h"
#include "sys/clock.h"
#include "sys/text.h"

/* The worst first, then the order of the document. */
static int rank(const struct check_result *check)
{
    bool is_required = check->check->severity == SEVERITY_REQUIRED;
    switch (check->status) {
    case CHECK_FAIL: return 0;
    case CHECK_UNKNOWN: return is_required ? 1 : 3;
    case CHECK_WARN: return check->check->severity == SEVERITY_INFO ? 4 : 2;
    case CHECK_PASS:
    case CHECK_CONFIRMED: return 5;
    case CHECK_SKIPPED:
    case CHECK_STATUS_COUNT: break;
    }
    return 6;
}

static enum mark mark_of(const struct check_result *check)
{
    bool is_only_told = check->status == CHECK_WARN && check->check->severity == SEVERITY_INFO;
    return is_only_told ? MARK_INFO : mark_of_check(check->status);
}

/* Right of the title; a value with a gap in it is none. */
static const char *value_of(const struct check_result *check)
{
    if (check->status == CHECK_SKIPPED) {
        return _("does not apply");
    }
    if (check->status == CHECK_CONFIRMED) {
        return _("confirmed by hand");
    }
    bool has_gap = check->status == CHECK_UNKNOWN && strchr(check->value, '?') != NULL;
    return has_gap ? _("not known") : check->value;
}

static void add_checks(struct flow *flow, const struct assessment *all)
{
    int64_t now = clock_now();
    for (int wanted = 0; wanted <= 6; wanted++) {
        for (size_t i = 0; i < all->check_count; i++) {
            const struct check_result *check = &all->checks[i];
            if (rank(check) == wanted) {
                bool is_new = changes_is_new(&flow->changes, check->check->id, now);
                sheet_item(&flow->sheet, check->check->id,
                           (struct view_item){.mark = mark_of(check),
                                              .title = check->title,
                                              .value = value_of(check),
                                              .changed = is_new});
            }
        }
    }
}

static const char *lead(struct flow *flow, const struct assessment *all)
{
    const size_t *counts = all->counts;
    struct text text = {0};
    text_addf(&text, _("%zu pass"), counts[CHECK_PASS]);
    text_addf(&text, _("  %zu fail"), counts[CHECK_FAIL]);
    text_addf(&text, _("  %zu warn"), counts[CHECK_WARN]);
    text_addf(&text, _("  %zu unknown"), counts[CHECK_UNKNOWN]);
    if (counts[CHECK_CONFIRMED] > 0) {
        text_addf(&text, _("  %zu confirmed"), counts[CHECK_CONFIRMED]);
    }
    return pool_keep(&flow->sheet.pool, text_take(&text));
}

void page_prerequisites_list(struct flow *flow)
{
    struct sheet *sheet = &flow->sheet;
    const struct assessment *all = flow_assessment(flow);
    sheet->view.lead = lead(flow, all);
    sheet->view.lead_total = all->check_count - all->counts[CHECK_SKIPPED];
    sheet->view.lead_done = all->counts[CHECK_PASS] + all->counts[CHECK_CONFIRMED];
    add_checks(flow, all);
    sheet->view.empty = _("No check contains these words.");
    sheet_key(sheet, REQUEST_OPEN, _("steps"));
    sheet_key(sheet, REQUEST_NEXT_PAGE, NULL);
    sheet_key(sheet, REQUEST_CHECK_NOW, NULL);
    sheet_key(sheet, REQUEST_CONFIRM, NULL);
    if (flow->lab != NULL) {
        sheet_key(sheet, REQUEST_ACTIONS, NULL);
    }
    sheet_key(sheet, REQUEST_FILTER, NULL);
    sheet_key(sheet, REQUEST_LINK, NULL);
    sheet_spare_key(sheet, REQUEST_QR);
    sheet_key(sheet, REQUEST_BACK, NULL);
    sheet_key(sheet, REQUEST_HELP, NULL);
    sheet_key(sheet, REQUEST_QUIT, NULL);
}

static const char *tag_of(enum severity severity)
{
    static const char *const tags[] = {N_("REQUIRED"), N_("RECOMMENDED"), N_("INFORMATION")};
    return _(tags[severity]);
}

/* "Steps 2, 3, 4", by their numbers in the list. */
static const char *steps_of(struct flow *flow, const struct check *check)
{
    const struct assessment *all = flow_assessment(flow);
    struct text numbers = {0};
    const cJSON *id = NULL;
    cJSON_ArrayForEach(id, check->steps)
    {
        const struct step_result *step = &all->steps[assessment_step(all, id->valuestring)];
        if (step->status != STEP_SKIPPED) {
            text_addf(&numbers, "%s%zu", numbers.length > 0 ? ", " : "", step->number);
        }
    }
    return numbers.length > 0 ? pool_keep(&flow->sheet.pool, text_take(&numbers)) : NULL;
}

static void say_what_to_do(struct flow *flow, const struct check_result *check)
{
    struct sheet *sheet = &flow->sheet;
    if (check->status == CHECK_FAIL || check->status == CHECK_WARN) {
        sheet_line(sheet, LINE_FIELD, _("Do"), check->fix);
        sheet_line(sheet, LINE_FIELD, _("Steps"), steps_of(flow, check->check));
    }
    if (check->status == CHECK_UNKNOWN) {
        sheet_line(sheet, LINE_FIELD, _("Do"),
                   _("Let the wizard look at it; the page Connect shows how."));
    }
    if (check->status == CHECK_UNKNOWN && check->check->confirm != NULL) {
        const struct facts *facts = flow_assessment(flow)->facts;
        char *confirm = fill(_(check->check->confirm), facts, FILL_PLAIN);
        sheet_line(sheet, LINE_FIELD, _("Or"),
                   pool_format(&sheet->pool, _("Press c to confirm by hand: %s"), confirm));
        free(confirm);
    }
}

void page_prerequisites_details(struct flow *flow, const char *id)
{
    struct sheet *sheet = &flow->sheet;
    const struct assessment *all = flow_assessment(flow);
    int index = id != NULL ? assessment_check(all, id) : -1;
    if (index < 0) {
        return;
    }
    const struct check_result *check = &all->checks[index];
    sheet->view.detail_title = pool_copy(&sheet->pool, check->title);
    sheet->view.detail_tag = tag_of(check->check->severity);
    if (check->status == CHECK_CONFIRMED) {
        sheet_rename_key(sheet, REQUEST_CONFIRM, _("take back"));
    }
    sheet_line(sheet, LINE_PARAGRAPH, NULL, check->reason);
    if (check->status != CHECK_PASS) {
        sheet_line(sheet, LINE_PARAGRAPH, NULL, check->why);
    }
    say_what_to_do(flow, check);
    flow_evidence(flow, &check->evidence);
    if (check->status == CHECK_PASS) {
        sheet_line(sheet, LINE_FIELD, _("Why"), check->why);
    }
    sheet_line(sheet, LINE_LINK, _("Read"), check->check->link);
}

/* The first step of the check that is still to be done, else its first. */
static const char *step_to_open(const struct assessment *all, const struct check *check)
{
    const cJSON *id = NULL;
    cJSON_ArrayForEach(id, check->steps)
    {
        enum step_status status = all->steps[assessment_step(all, id->valuestring)].status;
        if (status != STEP_DONE && status != STEP_SKIPPED) {
            return id->valuestring;
        }
    }
    return cJSON_GetStringValue(cJSON_GetArrayItem(check->steps, 0));
}

static void open_steps(struct flow *flow, const char *id)
{
    const struct assessment *all = flow_assessment(flow);
    int index = assessment_check(all, id);
    const char *step = index >= 0 ? step_to_open(all, all->checks[index].check) : NULL;
    if (step != NULL) {
        flow_select_id(flow, PAGE_STEPS, step);
    }
    flow_go(flow, PAGE_STEPS);
}

static void open_confirmation(struct flow *flow, const char *id)
{
    const struct assessment *all = flow_assessment(flow);
    const struct check_result *check = &all->checks[assessment_check(all, id)];
    if (check->status == CHECK_CONFIRMED) {
        confirmation_remove(&flow->session->confirmations, id);
        flow_reassess(flow);
        flow_say(flow, MARK_INFO, _("The confirmation is taken back."));
    } else if (check->status != CHECK_UNKNOWN) {
        flow_say(flow, MARK_INFO, _("Only what could not be seen can be confirmed by hand."));
    } else if (check->check->confirm == NULL) {
        flow_say(flow, MARK_INFO, _("This can only be seen, not confirmed by hand."));
    } else {
        flow_popup(flow, &popup_confirm, id, 0);
    }
}

bool page_prerequisites_request(struct flow *flow, enum request request, const char *id,
                                struct effect *ret_effect)
{
    (void)ret_effect;
    if (id != NULL && (request == REQUEST_OPEN || request == REQUEST_STEPS)) {
        open_steps(flow, id);
        return true;
    }
    if (id != NULL && request == REQUEST_CONFIRM) {
        open_confirmation(flow, id);
        return true;
    }
    return false;
}
