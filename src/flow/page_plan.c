/* Plan: what will be passed to Deploy-Eflow. */
#include <stdlib.h>
#include <string.h>

#include "flow/pages.h"
#include "i18n.h"
#include "sys/text.h"

#define GO_ON "go-on"

const struct question *plan_question(const struct flow *flow, const char *fact)
{
    for (size_t i = 0; i < flow->guide->question_count; i++) {
        if (strcmp(fact_name(flow->guide->questions[i]->fact), fact) == 0) {
            return flow->guide->questions[i];
        }
    }
    return NULL;
}

const char *plan_value_text(struct flow *flow, const struct question *question)
{
    const cJSON *value = facts_get(flow_assessment(flow)->facts, question->fact)->value;
    if (value == NULL) {
        return _("not set");
    }
    for (size_t i = 0; i < question->choice_count; i++) {
        if (fact_value_same(question->choices[i].value, value)) {
            return _(question->choices[i].label);
        }
    }
    char *text = pool_keep(&flow->sheet.pool, fact_value_text(question->fact, value));
    const char *unit = fact_kind(question->fact)->unit;
    return unit != NULL ? pool_format(&flow->sheet.pool, "%s %s", text, unit) : text;
}

static bool is_about(const struct check_result *check, int fact)
{
    for (size_t i = 0; i < check->evidence.count; i++) {
        if (check->evidence.facts[i] == fact) {
            return true;
        }
    }
    return false;
}

static bool is_objection(const struct check_result *check)
{
    return check->check->area == AREA_PLAN && check->check->severity != SEVERITY_INFO &&
           (check->status == CHECK_FAIL || check->status == CHECK_WARN);
}

/* The worst that the checks say about one answer. */
static enum mark mark_of_answer(const struct assessment *all, int fact)
{
    enum mark mark = MARK_NONE;
    for (size_t i = 0; i < all->check_count; i++) {
        const struct check_result *check = &all->checks[i];
        if (is_objection(check) && is_about(check, fact) && mark != MARK_FAIL) {
            mark = mark_of_check(check->status);
        }
    }
    return mark;
}

static void add_questions(struct flow *flow, const struct assessment *all)
{
    for (size_t i = 0; i < all->guide->question_count; i++) {
        const struct plan_answer *answer = &all->answers[i];
        int fact = answer->question->fact;
        if (answer->asked != TRUTH_TRUE) {
            continue;
        }
        sheet_item(&flow->sheet, fact_name(fact),
                   (struct view_item){
                       .mark = mark_of_answer(all, fact),
                       .title = _(answer->question->ask),
                       .value = plan_value_text(flow, answer->question),
                   });
    }
}

static size_t add_objections(struct flow *flow, const struct assessment *all)
{
    size_t count = 0;
    for (size_t i = 0; i < all->check_count; i++) {
        const struct check_result *check = &all->checks[i];
        if (is_objection(check)) {
            sheet_item(&flow->sheet, check->check->id,
                       (struct view_item){.mark = mark_of_check(check->status),
                                          .title = check->title,
                                          .value = check->value});
            count++;
        }
    }
    return count;
}

void page_plan_list(struct flow *flow)
{
    struct sheet *sheet = &flow->sheet;
    const struct assessment *all = flow_assessment(flow);
    add_questions(flow, all);
    size_t objections = add_objections(flow, all);
    sheet_item(sheet, GO_ON, (struct view_item){.title = _("Go on to Connect")});
    sheet->view.lead =
        objections == 0
            ? _("What you will pass to Deploy-Eflow. What fits is filled in already.")
            : pool_format(&sheet->pool,
                          P_("%zu thing in this plan does not fit; it is marked below.",
                             "%zu things in this plan do not fit; they are marked below.",
                             objections),
                          objections);
    sheet_key(sheet, REQUEST_OPEN, _("change"));
    sheet_key(sheet, REQUEST_NEXT_PAGE, NULL);
    sheet_key(sheet, REQUEST_BACK, NULL);
    sheet_key(sheet, REQUEST_HELP, NULL);
    sheet_key(sheet, REQUEST_QUIT, NULL);
}

static const struct plan_answer *find_answer(const struct assessment *all, int fact)
{
    for (size_t i = 0; i < all->guide->question_count; i++) {
        if (all->answers[i].question->fact == fact) {
            return &all->answers[i];
        }
    }
    return NULL;
}

static void explain_origin(struct flow *flow, const struct plan_answer *answer)
{
    static const char *const texts[] = {
        [PLAN_CHOSEN] = N_("This was chosen; Enter changes it."),
        [PLAN_DEFAULT] = N_("This fits the path; Enter changes it."),
        [PLAN_FROM_FACT] = N_("This is what was seen on the machine; Enter changes it."),
    };
    sheet_line(&flow->sheet, LINE_PARAGRAPH, NULL, _(texts[answer->origin]));
}

static void explain_question(struct flow *flow, const struct question *question)
{
    struct sheet *sheet = &flow->sheet;
    const struct assessment *all = flow_assessment(flow);
    sheet->view.detail_title = _(question->ask);
    for (size_t i = 0; i < all->check_count; i++) {
        const struct check_result *check = &all->checks[i];
        if (is_objection(check) && is_about(check, question->fact)) {
            sheet_mark_line(sheet, mark_of_check(check->status), check->reason);
            sheet_line(sheet, LINE_FIELD, _("Do"), check->fix);
        }
    }
    sheet_line(sheet, LINE_PARAGRAPH, NULL,
               pool_keep(&sheet->pool, fill(_(question->help), all->facts, FILL_PLAIN)));
    const struct plan_answer *answer = find_answer(all, question->fact);
    if (answer != NULL) {
        explain_origin(flow, answer);
    }
}

static void explain_objection(struct flow *flow, const struct check_result *check)
{
    struct sheet *sheet = &flow->sheet;
    sheet->view.detail_title = pool_copy(&sheet->pool, check->title);
    sheet_line(sheet, LINE_PARAGRAPH, NULL, check->reason);
    sheet_line(sheet, LINE_PARAGRAPH, NULL, check->why);
    sheet_line(sheet, LINE_FIELD, _("Do"), check->fix);
    sheet_line(sheet, LINE_LINK, _("Read"), check->check->link);
}

void page_plan_details(struct flow *flow, const char *id)
{
    const struct assessment *all = flow_assessment(flow);
    const struct question *question = id != NULL ? plan_question(flow, id) : NULL;
    int check = id != NULL ? assessment_check(all, id) : -1;
    if (question != NULL) {
        explain_question(flow, question);
    } else if (check >= 0) {
        sheet_rename_key(&flow->sheet, REQUEST_OPEN, _("change the plan"));
        explain_objection(flow, &all->checks[check]);
    } else {
        sheet_rename_key(&flow->sheet, REQUEST_OPEN, _("go on"));
        flow->sheet.view.detail_title = _("This will start the deployment later:");
        sheet_line(&flow->sheet, LINE_COMMAND, _("PowerShell"), all->deploy_command);
        flow_notes(flow, NOTE_PLAN);
    }
}

/* The first planned value that a check objects to; NULL: it is about nothing that is asked. */
static const char *fact_of_objection(struct flow *flow, const char *id)
{
    const struct assessment *all = flow_assessment(flow);
    int index = assessment_check(all, id);
    const struct evidence *evidence = index >= 0 ? &all->checks[index].evidence : NULL;
    for (size_t i = 0; evidence != NULL && i < evidence->count; i++) {
        const char *fact = fact_name(evidence->facts[i]);
        if (plan_question(flow, fact) != NULL) {
            return fact;
        }
    }
    return NULL;
}

bool page_plan_request(struct flow *flow, enum request request, const char *id,
                       struct effect *ret_effect)
{
    (void)ret_effect;
    const struct question *question = id != NULL ? plan_question(flow, id) : NULL;
    if (request != REQUEST_OPEN || id == NULL) {
        return false;
    }
    if (strcmp(id, GO_ON) == 0) {
        flow_go(flow, PAGE_CONNECT);
    } else {
        const char *fact = question != NULL ? id : fact_of_objection(flow, id);
        question = fact != NULL ? plan_question(flow, fact) : NULL;
        if (question != NULL) {
            flow_popup(flow, question->choice_count > 0 ? &popup_choice : &popup_value, fact, 0);
        }
    }
    return true;
}
