/* Popups that belong to no single page: help, link, confirmation, practice lab, old session. */
#include <stdlib.h>
#include <string.h>

#include "flow/flow_internal.h"
#include "i18n.h"
#include "sys/clock.h"
#include "sys/text.h"

/* --- help --- */

static void add_keys(struct flow *flow)
{
    const struct view *view = &flow->sheet.view;
    for (size_t i = 0; i < view->key_count; i++) {
        enum request request = flow->sheet.keys[i].request;
        char *names = request_key_names(request);
        sheet_popup_line(&flow->sheet, LINE_FIELD, names, request_help(request));
        free(names);
    }
}

static void build_help(struct flow *flow)
{
    struct sheet *sheet = &flow->sheet;
    flow_start_popup(flow, POPUP_TEXT, page_title(flow->page), _("close"));
    sheet_popup_line(sheet, LINE_PARAGRAPH, NULL, _(page_rooms[flow->page].help));
    sheet_popup_line(sheet, LINE_BLANK, NULL, NULL);
    const struct legend *legend = page_rooms[flow->page].legend;
    for (size_t i = 0; legend != NULL && legend[i].text != NULL; i++) {
        sheet_popup_mark_line(sheet, legend[i].mark, _(legend[i].text));
    }
    if (legend != NULL) {
        sheet_popup_line(sheet, LINE_BLANK, NULL, NULL);
    }
    add_keys(flow);
    sheet_popup_line(sheet, LINE_FIELD, _("arrows"),
                     _("Up and down move in the list; left and right go from page to page."));
    sheet_popup_line(sheet, LINE_FIELD, _("Tab"),
                     _("Moves between the list and the details, which then scroll."));
    sheet_popup_line(sheet, LINE_FIELD, request_key_name(REQUEST_PRESENT),
                     request_help(REQUEST_PRESENT));
}

const struct popup popup_help = {.build = build_help};

/* --- link --- */

static const struct qr *qr_of_address(struct flow *flow)
{
    struct qr *qr = qr_make(flow->popup_about);
    return qr != NULL ? pool_keep(&flow->sheet.pool, qr) : NULL;
}

static void build_link(struct flow *flow)
{
    flow_start_popup(flow, POPUP_TEXT, _("Where to read more"), _("close"));
    sheet_popup_line(&flow->sheet, LINE_LINK, NULL, flow->popup_about);
    sheet_popup_line(&flow->sheet, LINE_BLANK, NULL, NULL);
    sheet_popup_line(&flow->sheet, LINE_PARAGRAPH, NULL,
                     _("Open this address in a browser; the wizard itself opens nothing."));
    flow->sheet.popup.qr = qr_of_address(flow);
}

const struct popup popup_link = {.build = build_link};

/* An address that is too long for a code is shown all the same. */
static void build_qr(struct flow *flow)
{
    const char *title = flow->sheet.view.detail_title;
    const struct qr *qr = qr_of_address(flow);
    if (qr == NULL) {
        build_link(flow);
        return;
    }
    flow_start_popup(flow, POPUP_QR, title != NULL ? title : _("QR code"), _("close"));
    flow->sheet.popup.qr = qr;
    sheet_popup_line(&flow->sheet, LINE_LINK, NULL, flow->popup_about);
}

const struct popup popup_qr = {.build = build_qr};

/* --- confirmation by hand --- */

static const char *what_is_confirmed(struct flow *flow)
{
    const struct assessment *all = flow_assessment(flow);
    int check = assessment_check(all, flow->popup_about);
    int step = assessment_step(all, flow->popup_about);
    const char *text = check >= 0  ? all->checks[check].check->confirm
                       : step >= 0 ? all->steps[step].step->confirm
                                   : NULL;
    if (text == NULL) {
        return "";
    }
    return pool_keep(&flow->sheet.pool, fill(_(text), all->facts, FILL_PLAIN));
}

static void build_confirm(struct flow *flow)
{
    struct sheet *sheet = &flow->sheet;
    flow_start_popup(flow, POPUP_FORM, _("Confirm by hand"), _("confirm"));
    sheet_popup_line(sheet, LINE_PARAGRAPH, NULL, what_is_confirmed(flow));
    sheet_popup_line(sheet, LINE_PARAGRAPH, NULL,
                     _("The report will say that you confirmed it, when, and why."));
    sheet_popup_field(sheet, (struct view_field){
                                 .kind = FIELD_TEXT,
                                 .label = _("How do you know?"),
                                 .help = _("For example: \"seen in the settings of the VM\"."),
                             });
}

/* What was confirmed goes to another place of the list; the person stays here. */
static void select_next_line(struct flow *flow)
{
    const struct view *view = &flow->sheet.view;
    if (flow->page == PAGE_PREREQUISITES && view->selected + 1 < view->item_count) {
        flow_select_id(flow, flow->page, flow->sheet.ids[view->selected + 1]);
    }
}

static struct effect submit_confirm(struct flow *flow, const char *const *values, size_t count)
{
    char *reason = text_clean(count > 0 ? values[0] : "", 0);
    if (strspn(reason, " ") == strlen(reason)) {
        flow_refuse(flow, 0, _("Say in a few words how you know it; the report keeps it."));
    } else {
        confirmation_set(&flow->session->confirmations, flow->popup_about, reason, clock_now(), 0);
        select_next_line(flow);
        flow_close_popup(flow);
        flow_reassess(flow);
    }
    free(reason);
    return no_effect();
}

const struct popup popup_confirm = {.build = build_confirm, .submit = submit_confirm};

/* --- the practice lab --- */

/* What is offered now: first what brings one forward, then what makes trouble. Calls visit with the
 * index of each; returns the action at that place in the menu, or -1. */
static int action_at(const struct flow *flow, size_t place)
{
    size_t count = 0;
    for (enum lab_kind kind = LAB_DO; kind <= LAB_BREAK; kind++) {
        for (size_t i = 0; i < lab_action_count(flow->lab); i++) {
            if (lab_action(flow->lab, i)->kind == kind && lab_is_offered(flow->lab, i) &&
                count++ == place) {
                return (int)i;
            }
        }
    }
    return -1;
}

static void build_actions(struct flow *flow)
{
    struct sheet *sheet = &flow->sheet;
    flow_start_popup(flow, POPUP_MENU, _("Practice lab: do it at the simulated system"),
                     _("do it"));
    sheet_popup_line(sheet, LINE_PARAGRAPH, NULL, _(lab_summary(flow->lab)));
    if (flow->message != NULL && clock_now() < flow->message_until) {
        sheet_popup_line(sheet, LINE_PARAGRAPH, NULL, flow->message);
    }
    int action = 0;
    for (size_t place = 0; (action = action_at(flow, place)) >= 0; place++) {
        const struct lab_action *shown = lab_action(flow->lab, (size_t)action);
        sheet_popup_item(
            sheet, (struct view_item){
                       .mark = shown->kind == LAB_BREAK ? MARK_WARN : MARK_NONE,
                       .title = _(shown->title),
                       .value = shown->kind == LAB_BREAK ? _("makes trouble") : _(shown->where),
                   });
    }
}

static struct effect pick_action(struct flow *flow, size_t item)
{
    int action = action_at(flow, item);
    char *said = NULL;
    flow_close_popup(flow);
    if (action < 0) {
        return no_effect();
    }
    bool is_done = lab_do(flow->lab, (size_t)action, clock_now(), &said) == 0;
    flow_say(flow, is_done ? MARK_INFO : MARK_FAIL, said);
    collector_lab_changed(flow->collector);
    free(said);
    return no_effect();
}

const struct popup popup_actions = {.build = build_actions, .pick = pick_action};

/* --- the session of last time --- */

static void build_resume(struct flow *flow)
{
    struct sheet *sheet = &flow->sheet;
    const struct session *old = flow->old_session;
    const struct guide *guide = old->path != NULL ? library_guide(flow->library, old->path) : NULL;
    enum page page = old->page < PAGE_COUNT ? (enum page)old->page : PAGE_PATH;
    char *when = old->saved_at != 0 ? clock_iso(old->saved_at) : must_copy("?");
    flow_start_popup(flow, POPUP_MENU, _("You have been here before"), _("choose"));
    sheet_popup_line(sheet, LINE_PARAGRAPH, NULL,
                     pool_format(&sheet->pool, _("The last session ended on the page %s (%s), %s."),
                                 page_title(page),
                                 guide != NULL ? _(guide->own->brief) : _("no path chosen"), when));
    if (old->connection_count > 0) {
        sheet_popup_line(sheet, LINE_PARAGRAPH, NULL,
                         _("Passwords were not kept; the page Connect asks for them again."));
    }
    sheet_popup_item(sheet, (struct view_item){.title = _("Go on where you were")});
    sheet_popup_item(sheet, (struct view_item){.title = _("Begin a new session")});
    free(when);
}

static struct effect pick_resume(struct flow *flow, size_t item)
{
    flow_close_popup(flow);
    if (item == 0) {
        flow_resume(flow);
    } else {
        flow_drop_old_session(flow);
        flow_changed(flow);
    }
    return no_effect();
}

static void cancel_resume(struct flow *flow)
{
    pick_resume(flow, 0);
}

const struct popup popup_resume = {
    .build = build_resume, .pick = pick_resume, .cancel = cancel_resume};
