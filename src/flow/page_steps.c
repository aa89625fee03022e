/* Steps: what to do, in the order of the document, with live states. */
#include <stdlib.h>
#include <string.h>

#include "flow/pages.h"
#include "i18n.h"
#include "sys/clock.h"
#include "sys/text.h"

/* What stands right of the title: what it waits for, else how far it is. */
static const char *value_of(const struct step_result *step)
{
    if (step->status == STEP_WAITING && step->indicator[0] == '\0') {
        return step->reason;
    }
    if (step->status == STEP_SKIPPED || step->status == STEP_CONFIRMED) {
        return step->reason;
    }
    return step->indicator[0] != '\0' ? step->indicator : step->reason;
}

static void add_steps(struct flow *flow, const struct assessment *all, bool are_needed)
{
    int64_t now = clock_now();
    for (size_t i = 0; i < all->step_count; i++) {
        const struct step_result *step = &all->steps[i];
        if ((step->status != STEP_SKIPPED) != are_needed) {
            continue;
        }
        sheet_item(&flow->sheet, step->step->id,
                   (struct view_item){
                       .mark = mark_of_step(step->status),
                       .number = pool_format(&flow->sheet.pool, "%zu", step->number),
                       .title = step->title,
                       .value = value_of(step),
                       .changed = changes_is_new(&flow->changes, step->step->id, now),
                   });
    }
}

/* Required checks that fail and that no step to come will mend. */
static size_t count_failures_beside_the_steps(const struct assessment *all)
{
    size_t count = 0;
    for (size_t i = 0; i < all->check_count; i++) {
        const struct check_result *check = &all->checks[i];
        count += check->status == CHECK_FAIL && !assessment_has_cure(all, check);
    }
    return count;
}

static void count_steps(struct flow *flow, const struct assessment *all)
{
    struct view *view = &flow->sheet.view;
    for (size_t i = 0; i < all->step_count; i++) {
        enum step_status status = all->steps[i].status;
        view->lead_done += status == STEP_DONE || status == STEP_CONFIRMED;
        view->lead_total += status != STEP_SKIPPED;
    }
    view->lead = pool_format(&flow->sheet.pool, _("%zu of %zu steps done"), view->lead_done,
                             view->lead_total);
    size_t others = count_failures_beside_the_steps(all);
    if (others > 0) {
        view->lead =
            pool_format(&flow->sheet.pool,
                        P_("%zu of %zu steps done; %zu failing check needs something else",
                           "%zu of %zu steps done; %zu failing checks need something else", others),
                        view->lead_done, view->lead_total, others);
    }
}

/* Steps in their order; those that are not needed here stand below, out of the way. */
void page_steps_list(struct flow *flow)
{
    struct sheet *sheet = &flow->sheet;
    const struct assessment *all = flow_assessment(flow);
    count_steps(flow, all);
    add_steps(flow, all, true);
    add_steps(flow, all, false);
    sheet->view.empty = _("No step contains these words.");
    sheet_key(sheet, REQUEST_OPEN, _("report"));
    if (flow->lab != NULL) {
        sheet_key(sheet, REQUEST_ACTIONS, NULL);
    }
    sheet_key(sheet, REQUEST_CONFIRM, NULL);
    sheet_key(sheet, REQUEST_COPY, NULL);
    sheet_key(sheet, REQUEST_CHECK_NOW, NULL);
    sheet_key(sheet, REQUEST_LINK, NULL);
    sheet_spare_key(sheet, REQUEST_QR);
    sheet_key(sheet, REQUEST_BACK, NULL);
    sheet_key(sheet, REQUEST_HELP, NULL);
    sheet_key(sheet, REQUEST_QUIT, NULL);
}

static void say_state(struct flow *flow, const struct step_result *step)
{
    struct sheet *sheet = &flow->sheet;
    if (step->status == STEP_WAITING && step->waits_for != 0) {
        const struct assessment *all = flow_assessment(flow);
        sheet_line(sheet, LINE_FIELD, _("Waits"),
                   pool_format(&sheet->pool, _("for step %zu: %s"), step->waits_for,
                               all->steps[step->waits_for - 1].title));
    } else {
        sheet_line(sheet, LINE_FIELD, _("State"), step->reason);
    }
    sheet_line(sheet, LINE_FIELD, _("Now"), step->indicator);
}

static void add_commands(struct flow *flow, const struct step_result *step)
{
    for (size_t i = 0; i < step->command_count; i++) {
        sheet_line(&flow->sheet, LINE_COMMAND, step->commands[i].where, step->commands[i].run);
    }
}

void page_steps_details(struct flow *flow, const char *id)
{
    struct sheet *sheet = &flow->sheet;
    const struct assessment *all = flow_assessment(flow);
    int index = id != NULL ? assessment_step(all, id) : -1;
    if (index < 0) {
        return;
    }
    const struct step_result *step = &all->steps[index];
    bool is_from_document = strcmp(step->step->source, "document") == 0;
    sheet->view.detail_title = pool_format(&sheet->pool, "%zu  %s", step->number, step->title);
    sheet->view.detail_tag =
        is_from_document && step->step->number != NULL
            ? pool_format(&sheet->pool, _("document, step %s"), step->step->number)
        : is_from_document ? _("document")
                           : _("added by the wizard");
    sheet_line(sheet, LINE_PARAGRAPH, NULL, step->body);
    add_commands(flow, step);
    say_state(flow, step);
    flow_evidence(flow, &step->evidence);
    sheet_line(sheet, LINE_LINK, _("Read"), step->step->link);
    if (index == 0 || step->status == STEP_NOW) {
        flow_notes(flow, NOTE_STEPS);
    }
}

static void open_confirmation(struct flow *flow, const char *id)
{
    const struct assessment *all = flow_assessment(flow);
    const struct step_result *step = &all->steps[assessment_step(all, id)];
    if (step->status == STEP_CONFIRMED) {
        confirmation_remove(&flow->session->confirmations, id);
        flow_reassess(flow);
        flow_say(flow, MARK_INFO, _("The confirmation is taken back."));
    } else if (step->status == STEP_DONE || step->status == STEP_SKIPPED) {
        flow_say(flow, MARK_INFO, _("There is nothing to confirm: the step is over."));
    } else if (step->step->confirm == NULL) {
        flow_say(flow, MARK_INFO, _("This can only be seen, not confirmed by hand."));
    } else {
        flow_popup(flow, &popup_confirm, id, 0);
    }
}

bool page_steps_request(struct flow *flow, enum request request, const char *id,
                        struct effect *ret_effect)
{
    (void)ret_effect;
    if (request == REQUEST_OPEN) {
        flow_go(flow, PAGE_REPORT);
        return true;
    }
    if (id != NULL && request == REQUEST_CONFIRM) {
        open_confirmation(flow, id);
        return true;
    }
    return false;
}
