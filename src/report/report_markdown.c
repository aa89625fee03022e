#include "config.h"

#include "report/report_formats.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "report/markdown.h"
#include "report/report_parts.h"

static size_t longest_run(const char *text, char sign)
{
    size_t longest = 0;
    size_t run = 0;
    for (; *text != '\0'; text++) {
        run = *text == sign ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

static void add_times(struct text *out, char sign, size_t count)
{
    for (size_t i = 0; i < count; i++)
        text_add_n(out, &sign, 1);
}

/* A value on one line, as it is. */
static void add_code(struct text *out, const char *text)
{
    size_t ticks = longest_run(text, '`') + 1;
    add_times(out, '`', ticks);
    text_addf(out, ticks > 1 ? " %s " : "%s", text);
    add_times(out, '`', ticks);
}

static void add_block(struct text *out, size_t indent, const char *run)
{
    size_t ticks = longest_run(run, '`') + 1;
    ticks = ticks < 3 ? 3 : ticks;
    text_addf(out, "%*s", (int)indent, "");
    add_times(out, '`', ticks);
    text_add(out, "\n");
    while (*run != '\0') {
        size_t length = strcspn(run, "\n");
        text_addf(out, "%*s%.*s\n", (int)indent, "", (int)length, run);
        run += length + (run[length] == '\n');
    }
    text_addf(out, "%*s", (int)indent, "");
    add_times(out, '`', ticks);
    text_add(out, "\n");
}

static void add_paragraph(struct text *out, size_t indent, const char *text)
{
    if (text[0] == '\0')
        return;
    text_addf(out, "%*s", (int)indent, "");
    markdown_begin(out, text);
    text_add(out, "\n\n");
}

static void add_link(struct text *out, size_t indent, const char *link)
{
    bool is_web = strncmp(link, "https://", 8) == 0 || strncmp(link, "http://", 7) == 0;
    if (!is_web || strpbrk(link, " <>\"\\") != NULL)
        add_paragraph(out, indent, link);
    else
        text_addf(out, "%*s<%s>\n\n", (int)indent, "", link);
}

static void add_commands(struct text *out, size_t indent, const cJSON *commands)
{
    const cJSON *command = NULL;
    cJSON_ArrayForEach(command, commands)
    {
        add_paragraph(out, indent, string_at(command, "where"));
        add_block(out, indent, string_at(command, "run"));
        text_add(out, "\n");
    }
}

static void add_section(struct text *out, const char *title)
{
    text_addf(out, "## %s\n\n", title);
}

/* --- sections, from the top --- */

static void add_fact(struct text *out, const char *label, const char *value)
{
    if (value[0] == '\0')
        return;
    text_addf(out, "| %s | ", label);
    markdown_add(out, value);
    text_add(out, " |\n");
}

static void add_head(struct text *out, const cJSON *report)
{
    const cJSON *tool = object_at(report, "tool");
    const cJSON *guide = object_at(report, "guide");
    char *time = time_title(string_at(report, "created"));
    char *program = text_format("%s %s", string_at(tool, "name"), string_at(tool, "version"));
    char *source = text_format("%s, %s", string_at(guide, "title"), string_at(guide, "date"));
    text_add(out, "# ");
    markdown_add(out, string_at(report, "sentence"));
    text_add(out, "\n\n| | |\n|---|---|\n");
    add_fact(out, _("Path"), string_at(report, "title"));
    add_fact(out, _("Machine"), report_machine(report));
    add_fact(out, _("Practice lab, not a real machine"), string_at(report, "lab"));
    add_fact(out, _("Written"), time);
    add_fact(out, _("By"), program);
    add_fact(out, _("Guide"), source);
    text_add(out, "\n");
    if (report_hides_names(report)) {
        text_add(out, "> ");
        add_paragraph(out, 0, report_redacted_note());
    }
    const cJSON *end = report_support_end(report);
    if (end != NULL) {
        text_add(out, "> ");
        add_paragraph(out, 0, string_at(end, "text"));
    }
    free(source);
    free(program);
    free(time);
}

static void add_next(struct text *out, const cJSON *report)
{
    const cJSON *item = NULL;
    size_t number = 0;
    if (list_length(report, "next") == 0)
        return;
    add_section(out, _("What to do next"));
    cJSON_ArrayForEach(item, list_at(report, "next"))
    {
        text_addf(out, "%zu. **", ++number);
        markdown_add(out, string_at(item, "title"));
        text_add(out, "**\n\n");
        size_t indent = number < 10 ? 3 : number < 100 ? 4 : 5;
        add_paragraph(out, indent, string_at(item, "reason"));
        add_paragraph(out, indent, string_at(item, "text"));
        add_commands(out, indent, list_at(item, "commands"));
    }
}

static void add_layers(struct text *out, const cJSON *report)
{
    const cJSON *layer = NULL;
    if (list_length(report, "layers") == 0)
        return;
    add_section(out, _("Layers"));
    text_addf(out, "| %s | %s |\n|---|---|\n", _("Layer, from outside"), _("State"));
    cJSON_ArrayForEach(layer, list_at(report, "layers"))
    {
        text_add(out, "| ");
        markdown_add(out, string_at(layer, "title"));
        text_addf(out, " | %s ", mark_symbol(layer_mark_of(string_at(layer, "mark"))));
        markdown_add(out, string_at(layer, "state"));
        text_add(out, " |\n");
    }
    text_add(out, "\n");
}

static void add_check_row(struct text *out, const cJSON *check)
{
    enum check_status status = report_check_status(check);
    text_addf(out, "| %s %s | ", mark_symbol(check_mark(status)), check_status_title(status));
    markdown_add(out, string_at(check, "title"));
    text_add(out, " | ");
    markdown_add(out, string_at(check, "value"));
    text_add(out, " | ");
    markdown_add(out, status == CHECK_PASS ? "" : string_at(check, "reason"));
    text_add(out, " |\n");
}

static void add_seen(struct text *out, const cJSON *check, const cJSON *report)
{
    const cJSON *seen = NULL;
    cJSON_ArrayForEach(seen, list_at(check, "seen"))
    {
        char *value = seen_value(seen);
        char *source = seen_source(seen, report);
        text_add(out, "- ");
        add_code(out, string_at(seen, "fact"));
        text_add(out, ": ");
        add_code(out, value);
        if (source[0] != '\0')
            text_add(out, ", ");
        markdown_add(out, source);
        text_add(out, "\n");
        free(source);
        free(value);
    }
    text_add(out, "\n");
}

static void add_checks(struct text *out, const cJSON *report)
{
    size_t count = 0;
    const cJSON **checks = report_checks_by_weight(report, &count);
    add_section(out, _("Checks"));
    text_addf(out, "| %s | %s | %s | %s |\n|---|---|---|---|\n", _("Result"), _("Check"),
              _("Value"), _("Reason"));
    for (size_t i = 0; i < count; i++)
        add_check_row(out, checks[i]);
    text_add(out, "\n");
    add_section(out, _("Evidence"));
    for (size_t i = 0; i < count; i++) {
        enum check_status status = report_check_status(checks[i]);
        if (status == CHECK_SKIPPED || list_length(checks[i], "seen") == 0)
            continue;
        text_add(out, "### ");
        markdown_add(out, string_at(checks[i], "title"));
        text_addf(out, ": %s\n\n", check_status_title(status));
        if (status != CHECK_PASS && status != CHECK_CONFIRMED) {
            add_paragraph(out, 0, string_at(checks[i], "why"));
            add_paragraph(out, 0, string_at(checks[i], "fix"));
            add_link(out, 0, string_at(checks[i], "link"));
        }
        add_seen(out, checks[i], report);
    }
    free(checks);
}

static void add_steps(struct text *out, const cJSON *report)
{
    const cJSON *step = NULL;
    add_section(out, _("Steps"));
    text_addf(out, "| %s | %s | %s |\n|---|---|---|\n", _("State"), _("Step"), _("Reason"));
    cJSON_ArrayForEach(step, list_at(report, "steps"))
    {
        enum step_status status = report_step_status(step);
        const char *indicator = string_at(step, "indicator");
        text_addf(out, "| %s %s | %ld. ", mark_symbol(step_mark(status)), step_status_title(status),
                  number_at(step, "number"));
        markdown_add(out, string_at(step, "title"));
        text_add(out, " | ");
        markdown_add(out, indicator);
        text_add(out, indicator[0] != '\0' && string_at(step, "reason")[0] != '\0' ? "; " : "");
        markdown_add(out, string_at(step, "reason"));
        text_add(out, " |\n");
    }
    text_add(out, "\n");
}

static void add_plan(struct text *out, const cJSON *report)
{
    const cJSON *item = NULL;
    add_section(out, _("Plan"));
    text_addf(out, "| %s | %s |\n|---|---|\n", _("What"), _("Value"));
    cJSON_ArrayForEach(item, object_at(report, "plan"))
    {
        char *label = plan_label(item);
        char *value = plan_value(item);
        add_fact(out, label, value);
        free(value);
        free(label);
    }
    text_add(out, "\n");
    if (string_at(report, "deploy_command")[0] != '\0') {
        add_block(out, 0, string_at(report, "deploy_command"));
        text_add(out, "\n");
    }
}

static void add_confirmations(struct text *out, const cJSON *report)
{
    const cJSON *item = NULL;
    if (list_length(report, "confirmations") == 0)
        return;
    add_section(out, _("Confirmed by hand"));
    text_addf(out, "| %s | %s | %s | %s |\n|---|---|---|---|\n", _("What"), _("Reason"), _("Said"),
              _("Holds until"));
    cJSON_ArrayForEach(item, list_at(report, "confirmations"))
    {
        static const char *const keys[] = {"title", "reason", "at", "until"};
        for (size_t i = 0; i < 4; i++) {
            char *text =
                i < 2 ? must_copy(string_at(item, keys[i])) : time_title(string_at(item, keys[i]));
            text_add(out, "| ");
            markdown_add(out, text);
            text_add(out, " ");
            free(text);
        }
        text_add(out, "|\n");
    }
    text_add(out, "\n");
}

static void add_list(struct text *out, const cJSON *list, const char *title)
{
    const cJSON *item = NULL;
    if (cJSON_GetArraySize(list) == 0)
        return;
    add_section(out, title);
    cJSON_ArrayForEach(item, list)
    {
        text_add(out, "- **");
        markdown_add(out, string_at(item, "title"));
        text_add(out, "** ");
        markdown_add(out, string_at(item, "text"));
        text_add(out, "\n\n");
        add_commands(out, 2, list_at(item, "commands"));
        add_link(out, 2, string_at(item, "link"));
    }
}

static void add_support(struct text *out, const cJSON *report)
{
    struct text lines = {0};
    cJSON *safe = report_redacted_support(report);
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, safe)
    {
        text_addf(&lines, "%s: %s\n", string_at(item, "label"), string_at(item, "text"));
    }
    if (lines.length > 0) {
        add_section(out, _("For an issue: what the maintainers of EFLOW ask first"));
        add_block(out, 0, lines.s);
    }
    text_free(&lines);
    cJSON_Delete(safe);
}

char *report_markdown(const cJSON *report)
{
    struct text out = {0};
    add_head(&out, report);
    add_next(&out, report);
    add_layers(&out, report);
    add_checks(&out, report);
    add_steps(&out, report);
    add_plan(&out, report);
    add_confirmations(&out, report);
    add_list(&out, list_at(report, "afterwards"),
             _("What cannot be checked beforehand, and how to see it afterwards"));
    add_list(&out, list_at(report, "notes"), _("Notes"));
    add_support(&out, report);
    return text_take(&out);
}
