/* Popups of the pages Plan and Report: pick a choice, type a value, format and file of the report.
 */
#include <stdlib.h>
#include <string.h>

#include "flow/pages.h"
#include "i18n.h"
#include "report/report.h"
#include "sys/text.h"

static void set_choice(struct flow *flow, int fact, cJSON *value)
{
    cJSON_DeleteItemFromObjectCaseSensitive(flow->session->choices, fact_name(fact));
    if (value != NULL) {
        cJSON_AddItemToObject(flow->session->choices, fact_name(fact), value);
    }
    flow_close_popup(flow);
    flow_reassess(flow);
}

/* --- one of several choices --- */

/* The choice at that place of the menu: only those whose rule is not false are shown. */
static const struct choice *choice_at(struct flow *flow, const struct question *question,
                                      size_t place)
{
    const struct facts *facts = flow_assessment(flow)->facts;
    for (size_t i = 0; i < question->choice_count; i++) {
        if (rule_eval(question->choices[i].when, facts, NULL) != TRUTH_FALSE && place-- == 0) {
            return &question->choices[i];
        }
    }
    return NULL;
}

static void build_choice(struct flow *flow)
{
    struct sheet *sheet = &flow->sheet;
    const struct question *question = plan_question(flow, flow->popup_about);
    const struct facts *facts = flow_assessment(flow)->facts;
    const cJSON *now = facts_get(facts, question->fact)->value;
    flow_start_popup(flow, POPUP_MENU, _(question->ask), _("take this"));
    sheet_popup_line(sheet, LINE_PARAGRAPH, NULL,
                     pool_keep(&sheet->pool, fill(_(question->help), facts, FILL_PLAIN)));
    const struct choice *choice = NULL;
    for (size_t i = 0; (choice = choice_at(flow, question, i)) != NULL; i++) {
        bool is_chosen = now != NULL && fact_value_same(choice->value, now);
        if (is_chosen) {
            sheet->popup.selected = i;
        }
        sheet_popup_item(sheet, (struct view_item){
                                    .title = _(choice->label),
                                    .value = choice->help != NULL ? _(choice->help) : NULL,
                                    .chosen = is_chosen,
                                });
    }
    sheet_popup_item(sheet, (struct view_item){.title = _("What fits the path (the default)")});
}

static struct effect pick_choice(struct flow *flow, size_t item)
{
    const struct question *question = plan_question(flow, flow->popup_about);
    const struct choice *choice = choice_at(flow, question, item);
    set_choice(flow, question->fact, choice != NULL ? cJSON_Duplicate(choice->value, true) : NULL);
    return no_effect();
}

const struct popup popup_choice = {.build = build_choice, .pick = pick_choice};

/* --- a value to type --- */

static void build_value(struct flow *flow)
{
    struct sheet *sheet = &flow->sheet;
    const struct question *question = plan_question(flow, flow->popup_about);
    const struct facts *facts = flow_assessment(flow)->facts;
    const cJSON *now = facts_get(facts, question->fact)->value;
    char *expected = fact_expected(question->fact);
    flow_start_popup(flow, POPUP_FORM, _(question->ask), _("save"));
    sheet_popup_line(sheet, LINE_PARAGRAPH, NULL,
                     pool_keep(&sheet->pool, fill(_(question->help), facts, FILL_PLAIN)));
    sheet_popup_line(sheet, LINE_PARAGRAPH, NULL,
                     _("An empty field takes what fits the path (the default)."));
    sheet_popup_field(
        sheet,
        (struct view_field){
            .kind = FIELD_TEXT,
            .label = _(question->ask),
            .help = pool_format(&sheet->pool, _("Expected: %s."), expected),
            .value =
                now != NULL ? pool_keep(&sheet->pool, fact_value_text(question->fact, now)) : "",
        });
    free(expected);
}

static struct effect submit_value(struct flow *flow, const char *const *values, size_t count)
{
    const struct question *question = plan_question(flow, flow->popup_about);
    bool is_ok = false;
    cJSON *value = fact_value_from_text(question->fact, count > 0 ? values[0] : "", &is_ok);
    if (is_ok) {
        set_choice(flow, question->fact, value);
        return no_effect();
    }
    char *expected = fact_expected(question->fact);
    char *why = text_format(_("This is not %s."), expected);
    flow_refuse(flow, 0, why);
    free(why);
    free(expected);
    return no_effect();
}

const struct popup popup_value = {.build = build_value, .submit = submit_value};

/* --- the report's format and file --- */

static void build_format(struct flow *flow)
{
    static const char *const about[REPORT_FORMAT_COUNT] = {
        [REPORT_TEXT] = N_("to read anywhere, 80 columns"),
        [REPORT_MARKDOWN] = N_("for issues and wikis"),
        [REPORT_JSON] = N_("for programs, and to make the other formats later"),
        [REPORT_HTML] = N_("to open in a browser and to print"),
        [REPORT_JUNIT] = N_("for CI systems"),
    };
    flow_start_popup(flow, POPUP_MENU, _("Format of the report"), _("take this"));
    flow->sheet.popup.selected = report_wanted_format(flow);
    for (enum report_format format = 0; format < REPORT_FORMAT_COUNT; format++) {
        sheet_popup_item(&flow->sheet,
                         (struct view_item){.title = report_format_name(format),
                                            .value = _(about[format]),
                                            .chosen = format == report_wanted_format(flow)});
    }
}

static struct effect pick_format(struct flow *flow, size_t item)
{
    flow_close_popup(flow);
    if (item < REPORT_FORMAT_COUNT) {
        report_want(flow, "format",
                    cJSON_CreateString(report_format_name((enum report_format)item)));
    }
    return no_effect();
}

const struct popup popup_format = {.build = build_format, .pick = pick_format};

static void build_file(struct flow *flow)
{
    struct sheet *sheet = &flow->sheet;
    flow_start_popup(flow, POPUP_FORM, _("File of the report"), _("save"));
    sheet_popup_line(sheet, LINE_PARAGRAPH, NULL,
                     _("A file that is there already is never overwritten: the next free number is "
                       "put into the name."));
    sheet_popup_field(sheet,
                      (struct view_field){
                          .kind = FIELD_TEXT,
                          .label = _("File"),
                          .help = _("A name, or a folder and a name. Empty: a name of its own."),
                          .value = report_wanted_file(flow),
                      });
}

static struct effect submit_file(struct flow *flow, const char *const *values, size_t count)
{
    char *name = text_clean(count > 0 ? values[0] : "", 4096);
    flow_close_popup(flow);
    report_want(flow, "file", cJSON_CreateString(name));
    free(name);
    return no_effect();
}

const struct popup popup_file = {.build = build_file, .submit = submit_file};
