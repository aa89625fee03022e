#include "config.h"

#include "report/report_formats.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "report/page.h"
#include "report/picture.h"
#include "report/report_parts.h"

enum { NEXT_SHOWN = 5, PICTURE_ROWS = 40 };

/* Commands are never wrapped: they are there to be copied. */
static void add_commands(struct text *out, size_t indent, const cJSON *commands)
{
    const cJSON *command = NULL;
    cJSON_ArrayForEach(command, commands)
    {
        const char *where = string_at(command, "where");
        if (where[0] != '\0') {
            text_addf(out, "%*s", (int)indent, "");
            text_addf(out, _("%s:"), where);
            text_add(out, "\n");
        }
        const char *run = string_at(command, "run");
        while (*run != '\0') {
            size_t length = strcspn(run, "\n");
            text_addf(out, "%*s%.*s\n", (int)indent + 2, "", (int)length, run);
            run += length + (run[length] == '\n');
        }
    }
}

/* --- sections, from the top --- */

/* Labels and values, the values under each other whatever the language. */
static void add_facts(struct text *out, const char *const facts[][2], size_t count)
{
    size_t widest = 0;
    for (size_t i = 0; i < count; i++) {
        size_t width = text_width(facts[i][0]);
        widest = facts[i][1][0] != '\0' && width > widest ? width : widest;
    }
    for (size_t i = 0; i < count; i++)
        page_text(out, widest + 2, facts[i][0], facts[i][1]);
}

static void add_paragraph(struct text *out, const char *text)
{
    text_add(out, "\n");
    page_text(out, 0, "", text);
}

static void add_head(struct text *out, const cJSON *report)
{
    const cJSON *tool = object_at(report, "tool");
    char *time = time_title(string_at(report, "created"));
    char *program = text_format("%s %s", string_at(tool, "name"), string_at(tool, "version"));
    const char *const facts[][2] = {
        {_("Path"), string_at(report, "title")},
        {_("Machine"),         report_machine(report)             },
        {_("Written"),         time},
        {_("By"),         program                  }
    };
    page_text(out, 0, "", string_at(report, "sentence"));
    text_add(out, "\n");
    add_facts(out, facts, sizeof facts / sizeof *facts);
    if (report_hides_names(report))
        add_paragraph(out, report_redacted_note());
    if (string_at(report, "lab")[0] != '\0') {
        char *lab = text_format(_("This is the practice lab \"%s\", not a real machine."),
                                string_at(report, "lab"));
        add_paragraph(out, lab);
        free(lab);
    }
    const cJSON *end = report_support_end(report);
    if (end != NULL)
        add_paragraph(out, string_at(end, "text"));
    free(program);
    free(time);
}

static void add_next_item(struct text *out, size_t number, const cJSON *item)
{
    char *first = text_format("%3zu. ", number);
    text_add(out, number > 1 ? "\n" : "");
    page_text(out, 5, first, string_at(item, "title"));
    page_text(out, 5, "", string_at(item, "reason"));
    page_text(out, 5, "", string_at(item, "text"));
    add_commands(out, 5, list_at(item, "commands"));
    free(first);
}

static void add_next(struct text *out, const cJSON *report)
{
    size_t count = list_length(report, "next");
    size_t number = 0;
    const cJSON *item = NULL;
    if (count == 0)
        return;
    page_section(out, _("What to do next"));
    cJSON_ArrayForEach(item, list_at(report, "next"))
    {
        if (number == NEXT_SHOWN)
            break;
        add_next_item(out, ++number, item);
    }
    if (count > number) {
        char *more = text_format(
            P_("Then %zu more, below.", "Then %zu more, below.", count - number), count - number);
        text_add(out, "\n");
        page_text(out, 5, "", more);
        free(more);
    }
}

static void add_picture(struct text *out, const cJSON *report, enum picture_style style)
{
    struct picture_layer *layers = must_alloc((list_length(report, "layers") + 1) * sizeof *layers);
    struct picture picture = {.layers = layers};
    const cJSON *layer = NULL;
    cJSON_ArrayForEach(layer, list_at(report, "layers"))
    {
        layers[picture.layer_count++] = (struct picture_layer){
            .title = string_at(layer, "title"),
            .name = string_at(layer, "name"),
            .mark = layer_mark_of(string_at(layer, "mark")),
            .state = string_at(layer, "state"),
            .brief = string_at(layer, "brief"),
        };
    }
    struct picture_text drawn = picture_draw(&picture, 64, PICTURE_ROWS, style);
    if (drawn.line_count > 0)
        page_section(out, _("Layers"));
    for (size_t i = 0; i < drawn.line_count; i++)
        text_addf(out, "%s\n", drawn.lines[i].text);
    picture_text_clear(&drawn);
    free(layers);
}

static void add_summary(struct text *out, const cJSON *report)
{
    static const enum check_status order[] = {CHECK_FAIL,      CHECK_UNKNOWN, CHECK_WARN,
                                              CHECK_CONFIRMED, CHECK_PASS,    CHECK_SKIPPED};
    const cJSON *summary = object_at(report, "summary");
    struct text line = {0};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        long count = number_at(summary, check_status_name(order[i]));
        char *said = check_status_count(order[i], count);
        if (count > 0)
            text_addf(&line, "%s%s", line.length > 0 ? ", " : "", said);
        free(said);
    }
    if (line.length > 0)
        text_addf(out, "%s\n", line.s);
    text_free(&line);
}

/* Facts of one source stand together, so that the source is named once. */
static void add_seen(struct text *out, const cJSON *check, const cJSON *report)
{
    struct text line = {0};
    const cJSON *seen = NULL;
    cJSON_ArrayForEach(seen, list_at(check, "seen"))
    {
        char *value = seen_value(seen);
        char *source = seen_source(seen, report);
        char *next = seen->next != NULL ? seen_source(seen->next, report) : must_copy("");
        text_addf(&line, "%s%s: %s", line.length > 0 ? "; " : "", string_at(seen, "fact"), value);
        if (seen->next == NULL || strcmp(source, next) != 0) {
            text_addf(&line, source[0] != '\0' ? " (%s)" : "%s", source);
            page_labelled(out, PAGE_LABEL, _("Seen"), line.s);
            text_free(&line);
        }
        free(next);
        free(source);
        free(value);
    }
}

static void add_check(struct text *out, const cJSON *check, const cJSON *report)
{
    enum check_status status = report_check_status(check);
    const char *value = string_at(check, "value");
    char *title =
        text_format(value[0] != '\0' ? _("%s: %s") : "%s", string_at(check, "title"), value);
    text_add(out, "\n");
    page_text(out, PAGE_LABEL, mark_word(check_mark(status)), title);
    free(title);
    if (status != CHECK_PASS)
        page_text(out, PAGE_LABEL, "", string_at(check, "reason"));
    if (status != CHECK_PASS && status != CHECK_CONFIRMED) {
        page_labelled(out, PAGE_LABEL, _("Why"), string_at(check, "why"));
        page_labelled(out, PAGE_LABEL, _("Do"), string_at(check, "fix"));
        page_link(out, PAGE_LABEL, _("Read"), string_at(check, "link"));
    }
    add_seen(out, check, report);
}

static void add_checks(struct text *out, const cJSON *report)
{
    size_t count = 0;
    const cJSON **checks = report_checks_by_weight(report, &count);
    page_section(out, _("Checks"));
    add_summary(out, report);
    size_t i = 0;
    while (i < count && report_check_status(checks[i]) != CHECK_SKIPPED)
        add_check(out, checks[i++], report);
    if (i < count)
        text_add(out, "\n");
    for (; i < count; i++)
        page_text(out, PAGE_LABEL, mark_word(MARK_SKIPPED), string_at(checks[i], "title"));
    free(checks);
}

enum { STEP_SIGN = MARK_WORD_COLUMNS + 1 }; /* columns */

static void add_steps(struct text *out, const cJSON *report)
{
    const cJSON *step = NULL;
    page_section(out, _("Steps"));
    cJSON_ArrayForEach(step, list_at(report, "steps"))
    {
        enum step_status status = report_step_status(step);
        const char *sign = mark_word(step_mark(status));
        int blanks = STEP_SIGN - (int)text_width(sign);
        char *first =
            text_format("%s%*s %2ld", sign, blanks > 0 ? blanks : 0, "", number_at(step, "number"));
        page_text(out, 10, first, string_at(step, "title"));
        free(first);
        page_text(out, 10, "", string_at(step, "indicator"));
        page_text(out, 10, "", string_at(step, "reason"));
        if (status != STEP_DONE && status != STEP_CONFIRMED && status != STEP_SKIPPED)
            add_commands(out, 10, list_at(step, "commands"));
    }
}

static void add_plan(struct text *out, const cJSON *report)
{
    const cJSON *item = NULL;
    page_section(out, _("Plan"));
    cJSON_ArrayForEach(item, object_at(report, "plan"))
    {
        char *label = plan_label(item);
        char *value = plan_value(item);
        page_text(out, 19, label, value[0] != '\0' ? value : "-");
        free(value);
        free(label);
    }
    if (string_at(report, "deploy_command")[0] != '\0')
        text_addf(out, "\n%s\n", string_at(report, "deploy_command"));
}

static void add_confirmations(struct text *out, const cJSON *report)
{
    const cJSON *item = NULL;
    if (list_length(report, "confirmations") > 0)
        page_section(out, _("Confirmed by hand"));
    cJSON_ArrayForEach(item, list_at(report, "confirmations"))
    {
        char *at = time_title(string_at(item, "at"));
        char *until = time_title(string_at(item, "until"));
        page_text(out, 2, "- ", string_at(item, "title"));
        page_text(out, 2, "", string_at(item, "reason"));
        char *when = until[0] != '\0' ? text_format(_("said %s, holds until %s"), at, until)
                                      : text_format(_("said %s"), at);
        page_text(out, 2, "", when);
        free(when);
        free(until);
        free(at);
    }
}

static void add_afterwards(struct text *out, const cJSON *report)
{
    const cJSON *item = NULL;
    if (list_length(report, "afterwards") == 0)
        return;
    page_section(out, _("What cannot be checked beforehand, and how to see it afterwards"));
    cJSON_ArrayForEach(item, list_at(report, "afterwards"))
    {
        page_text(out, 2, "- ", string_at(item, "title"));
        page_text(out, 2, "", string_at(item, "text"));
        add_commands(out, 2, list_at(item, "commands"));
    }
}

static void add_notes(struct text *out, const cJSON *report)
{
    const cJSON *end = report_support_end(report);
    const cJSON *note = NULL;
    if (list_length(report, "notes") > (end != NULL))
        page_section(out, _("Notes"));
    cJSON_ArrayForEach(note, list_at(report, "notes"))
    {
        if (note == end)
            continue;
        page_text(out, 2, "- ", string_at(note, "title"));
        page_text(out, 2, "", string_at(note, "text"));
        page_link(out, 2, "", string_at(note, "link"));
    }
}

static void add_support(struct text *out, const cJSON *report)
{
    const cJSON *item = NULL;
    if (list_length(report, "support") == 0)
        return;
    cJSON *safe = report_redacted_support(report);
    page_section(out, _("For an issue: what the maintainers of EFLOW ask first"));
    cJSON_ArrayForEach(item, safe)
    {
        char *label = text_format(_("%s:"), string_at(item, "label"));
        page_text(out, 19, label, string_at(item, "text"));
        free(label);
    }
    cJSON_Delete(safe);
}

static void add_foot(struct text *out, const cJSON *report)
{
    const cJSON *guide = object_at(report, "guide");
    page_section(out, _("Made from"));
    char *line = text_format("%s, %s", string_at(guide, "title"), string_at(guide, "date"));
    page_text(out, 0, "", line);
    text_addf(out, "%s\n", string_at(guide, "url"));
    free(line);
}

static char *whole(const cJSON *report, enum picture_style style)
{
    struct text out = {0};
    add_head(&out, report);
    add_next(&out, report);
    add_picture(&out, report, style);
    add_checks(&out, report);
    add_steps(&out, report);
    add_plan(&out, report);
    add_confirmations(&out, report);
    add_afterwards(&out, report);
    add_notes(&out, report);
    add_foot(&out, report);
    add_support(&out, report);
    return text_take(&out);
}

char *report_text(const cJSON *report)
{
    return whole(report, PICTURE_UTF8);
}

char *report_text_ascii(const cJSON *report)
{
    char *text = whole(report, PICTURE_ASCII);
    char *ascii = page_ascii(text);
    free(text);
    return ascii;
}
