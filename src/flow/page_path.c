/* Path: where will the Windows machine run? */
#include <string.h>

#include "flow/pages.h"
#include "i18n.h"

static bool is_suggested(struct flow *flow, const struct guide *guide)
{
    return guide->own->suggest_when != NULL &&
           rule_eval(guide->own->suggest_when, flow->facts, NULL) == TRUTH_TRUE;
}

/* Until the person moves: the path of the session, else what the facts say. */
static void preselect(struct flow *flow)
{
    if (flow->session->path != NULL && flow_selected_id(flow) == NULL) {
        flow_select_id(flow, PAGE_PATH, flow->session->path);
    }
    if (flow->is_path_touched || flow->session->path != NULL) {
        return;
    }
    for (size_t i = 0; i < flow->library->guide_count; i++) {
        if (is_suggested(flow, &flow->library->guides[i])) {
            flow_select_id(flow, PAGE_PATH, flow->library->guides[i].own->id);
            return;
        }
    }
}

void page_path_list(struct flow *flow)
{
    struct sheet *sheet = &flow->sheet;
    preselect(flow);
    sheet->view.lead = _("Where will the Windows machine that hosts EFLOW run?");
    sheet->view.picture_is_large = true;
    for (size_t i = 0; i < flow->library->guide_count; i++) {
        const struct guide *guide = &flow->library->guides[i];
        sheet_item(sheet, guide->own->id,
                   (struct view_item){
                       .title = _(guide->own->title),
                       .value = is_suggested(flow, guide) ? _("suggested") : "",
                   });
    }
    sheet_key(sheet, REQUEST_OPEN, _("next"));
    sheet_key(sheet, REQUEST_LINK, _("the document"));
    sheet_spare_key(sheet, REQUEST_QR);
    if (flow->lab != NULL) {
        sheet_key(sheet, REQUEST_ACTIONS, NULL);
    }
    sheet_key(sheet, REQUEST_HELP, NULL);
    sheet_key(sheet, REQUEST_QUIT, NULL);
}

/* Nothing is judged on this page: its notes only look at what was seen. */
static void add_notes(struct flow *flow, const struct guide *guide)
{
    struct pool *pool = &flow->sheet.pool;
    for (size_t i = 0; i < guide->note_count; i++) {
        const struct note *note = guide->notes[i];
        if (note->place == NOTE_PATH && rule_eval(note->when, flow->facts, NULL) == TRUTH_TRUE) {
            sheet_line(&flow->sheet, LINE_HEADING, NULL,
                       pool_keep(pool, fill(_(note->title), flow->facts, FILL_PLAIN)));
            sheet_line(&flow->sheet, LINE_PARAGRAPH, NULL,
                       pool_keep(pool, fill(_(note->text), flow->facts, FILL_PLAIN)));
        }
    }
}

void page_path_details(struct flow *flow, const char *id)
{
    struct sheet *sheet = &flow->sheet;
    const struct guide *guide = id != NULL ? library_guide(flow->library, id) : NULL;
    if (guide == NULL) {
        return;
    }
    if (flow->guide != guide) {
        flow->guide = guide;
        flow->is_assessment_old = true;
    }
    const struct guide_file *own = guide->own;
    if (is_suggested(flow, guide)) {
        char *because = fill(_(own->suggest_because), flow->facts, FILL_PLAIN);
        sheet_line(sheet, LINE_PARAGRAPH, NULL, pool_keep(&sheet->pool, because));
    }
    char *summary = fill(_(own->summary), flow->no_facts, FILL_PLAIN);
    sheet_line(sheet, LINE_PARAGRAPH, NULL, pool_keep(&sheet->pool, summary));
    sheet_line(sheet, LINE_PARAGRAPH, NULL,
               pool_format(&sheet->pool, _("Document: %s, %s"), _(own->document.title),
                           own->document.date));
    if (flow->lab != NULL && strcmp(lab_path(flow->lab), own->id) == 0) {
        sheet_line(sheet, LINE_FIELD, _("Lab"), _(lab_summary(flow->lab)));
    }
    add_notes(flow, guide);
    sheet_line(sheet, LINE_LINK, NULL, own->document.url);
}

bool page_path_request(struct flow *flow, enum request request, const char *id,
                       struct effect *ret_effect)
{
    (void)ret_effect;
    if ((request != REQUEST_OPEN && request != REQUEST_NEXT_PAGE) || id == NULL) {
        return request == REQUEST_BACK;
    }
    flow_choose_path(flow, id);
    flow_go(flow, PAGE_PLAN);
    return true;
}
