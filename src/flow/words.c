/* Words and lines that several pages share. */
#include <stdlib.h>

#include "flow/flow_internal.h"
#include "i18n.h"
#include "sys/clock.h"
#include "sys/text.h"

enum mark mark_of_check(enum check_status status)
{
    static const enum mark marks[CHECK_STATUS_COUNT] = {
        [CHECK_PASS] = MARK_OK,         [CHECK_FAIL] = MARK_FAIL,
        [CHECK_WARN] = MARK_WARN,       [CHECK_UNKNOWN] = MARK_UNKNOWN,
        [CHECK_SKIPPED] = MARK_SKIPPED, [CHECK_CONFIRMED] = MARK_CONFIRMED,
    };
    return marks[status];
}

enum mark mark_of_step(enum step_status status)
{
    static const enum mark marks[STEP_STATUS_COUNT] = {
        [STEP_DONE] = MARK_DONE,       [STEP_CONFIRMED] = MARK_CONFIRMED,
        [STEP_NOW] = MARK_NOW,         [STEP_WAITING] = MARK_WAIT,
        [STEP_SKIPPED] = MARK_SKIPPED, [STEP_UNKNOWN] = MARK_UNKNOWN,
    };
    return marks[status];
}

enum mark mark_of_layer(enum layer_mark mark)
{
    static const enum mark marks[] = {
        [LAYER_OK] = MARK_OK,           [LAYER_BAD] = MARK_FAIL, [LAYER_WARN] = MARK_WARN,
        [LAYER_UNKNOWN] = MARK_UNKNOWN, [LAYER_OFF] = MARK_OFF,
    };
    return marks[mark];
}

/* "vSphere API, esx-01, 14:02:11" */
static char *origin(const struct reading *reading)
{
    char *time = reading->at != 0 ? clock_of_day(reading->at) : NULL;
    char *text =
        time != NULL ? text_format("%s, %s", reading->source, time) : must_copy(reading->source);
    free(time);
    return text;
}

static void add_known(struct flow *flow, int fact, const struct reading *reading, const char *label)
{
    char *value = fact_value_text(fact, reading->value);
    char *from = origin(reading);
    char *line = text_format(_("%s is %s (%s)"), fact_name(fact), value, from);
    sheet_line(&flow->sheet, LINE_FIELD, label, line);
    free(line);
    free(from);
    free(value);
}

static void add_other_opinions(struct flow *flow, int fact, const struct facts *facts)
{
    if (!facts_disagree(facts, fact)) {
        return;
    }
    const struct reading *counts = facts_get(facts, fact);
    for (size_t i = 0; i < facts_reading_count(facts, fact); i++) {
        const struct reading *other = facts_reading(facts, fact, i);
        if (other->value != NULL && !fact_value_same(other->value, counts->value)) {
            add_known(flow, fact, other, _("But"));
        }
    }
}

void flow_evidence(struct flow *flow, const struct evidence *evidence)
{
    const struct facts *facts = flow_assessment(flow)->facts;
    for (size_t i = 0; i < evidence->count; i++) {
        int fact = evidence->facts[i];
        const struct reading *reading = facts_get(facts, fact);
        if (reading->value != NULL) {
            add_known(flow, fact, reading, _("Seen"));
            add_other_opinions(flow, fact, facts);
        } else {
            char *why = assess_why_unknown(facts, fact);
            sheet_line(&flow->sheet, LINE_FIELD, _("Missing"), why);
            free(why);
        }
    }
}

void flow_notes(struct flow *flow, enum note_place place)
{
    const struct assessment *all = flow_assessment(flow);
    for (size_t i = 0; i < all->note_count; i++) {
        if (all->notes[i].note->place == place) {
            sheet_line(&flow->sheet, LINE_HEADING, NULL, all->notes[i].title);
            sheet_line(&flow->sheet, LINE_PARAGRAPH, NULL, all->notes[i].text);
        }
    }
}
