#include "config.h"

#include "report/report_html.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "report/escape.h"
#include "report/report_formats.h"
#include "report/report_parts.h"

enum { NEXT_SHOWN = 4 };

const char *html_tone(enum mark mark)
{
    static const char *const classes[] = {"plain",  "good", "bad",   "warn",
                                          "unsure", "dim",  "lively"};
    return classes[mark_tone(mark)];
}

void html_commands(struct text *out, const cJSON *commands)
{
    const cJSON *command = NULL;
    cJSON_ArrayForEach(command, commands)
    {
        const char *where = string_at(command, "where");
        text_add(out, "<div class=\"command\">");
        if (where[0] != '\0')
            escape_addf(out, "<p class=\"where\">%s</p>", where);
        escape_addf(out, "<pre><code>%s</code></pre></div>\n", string_at(command, "run"));
    }
}

void html_link(struct text *out, const char *link)
{
    if (link[0] == '\0')
        return;
    text_add(out, "<p class=\"link\">");
    if (escape_is_link(link))
        escape_addf(out, "<a href=\"%s\" rel=\"noreferrer\">%s</a>", link, strstr(link, "://") + 3);
    else
        escape_add(out, link);
    text_add(out, "</p>\n");
}

/* The language of the texts as HTML names it: "zh-CN". The caller frees. */
static char *language_tag(void)
{
    char *tag = must_copy(language_now());
    for (char *c = tag; *c != '\0'; c++)
        *c = *c == '_' ? '-' : *c;
    return tag;
}

void html_begin(struct text *out, const char *title)
{
    char *tag = language_tag();
    escape_addf(out,
                "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                "<meta name=\"color-scheme\" content=\"light dark\">\n"
                "<meta http-equiv=\"Content-Security-Policy\" "
                "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
                "<title>%s</title>\n<style>\n",
                tag, title);
    for (size_t i = 0; html_style[i] != NULL; i++)
        text_add(out, html_style[i]);
    text_add(out, "</style>\n</head>\n<body>\n");
    free(tag);
}

void html_end(struct text *out)
{
    text_add(out, "</body>\n</html>\n");
}

/* --- sections, from the top --- */

static void begin_section(struct text *out, const char *id, const char *title)
{
    escape_addf(out, "<section class=\"card %s\" aria-labelledby=\"%s\">\n<h2 id=\"%s\">%s</h2>\n",
                id, id, id, title);
}

static void end_section(struct text *out)
{
    text_add(out, "</section>\n");
}

static void add_fact(struct text *out, const char *label, const char *value)
{
    if (value[0] != '\0')
        escape_addf(out, "<div><dt>%s</dt><dd>%s</dd></div>\n", label, value);
}

static const char *verdict_class(const cJSON *report)
{
    if (is_set(report, "verdict", "ready"))
        return "good";
    return is_set(report, "verdict", "not-ready") ? "bad" : "unsure";
}

static enum mark verdict_mark(const cJSON *report)
{
    if (is_set(report, "verdict", "ready"))
        return MARK_OK;
    return is_set(report, "verdict", "not-ready") ? MARK_FAIL : MARK_UNKNOWN;
}

static void add_head(struct text *out, const cJSON *report)
{
    const cJSON *tool = object_at(report, "tool");
    char *time = time_title(string_at(report, "created"));
    char *program = text_format("%s %s", string_at(tool, "name"), string_at(tool, "version"));
    escape_addf(
        out,
        "<header class=\"verdict %s\">\n<div class=\"wide\">\n"
        "<p class=\"word\"><span aria-hidden=\"true\">%s</span> %s</p>\n<h1>%s</h1>\n<dl>\n",
        verdict_class(report), mark_symbol(verdict_mark(report)), verdict_title(report),
        string_at(report, "sentence"));
    add_fact(out, _("Path"), string_at(report, "title"));
    add_fact(out, _("Machine"), report_machine(report));
    add_fact(out, _("Written"), time);
    add_fact(out, _("By"), program);
    text_add(out, "</dl>\n</div>\n</header>\n");
    free(program);
    free(time);
}

static void add_banners(struct text *out, const cJSON *report)
{
    const char *lab = string_at(report, "lab");
    const cJSON *end = report_support_end(report);
    if (report_hides_names(report))
        escape_addf(out, "<p class=\"banner\">%s</p>\n", report_redacted_note());
    if (lab[0] != '\0') {
        char *line = text_format(_("This is the practice lab \"%s\", not a real machine."), lab);
        escape_addf(out, "<p class=\"banner\">%s</p>\n", line);
        free(line);
    }
    if (end != NULL) {
        escape_addf(out, "<div class=\"banner\"><p><b>%s.</b> %s</p>", string_at(end, "title"),
                    string_at(end, "text"));
        html_link(out, string_at(end, "link"));
        text_add(out, "</div>\n");
    }
}

static void add_next_item(struct text *out, const cJSON *item)
{
    escape_addf(out, "<li><h3>%s</h3>\n", string_at(item, "title"));
    if (string_at(item, "reason")[0] != '\0')
        escape_addf(out, "<p class=\"reason\">%s</p>\n", string_at(item, "reason"));
    if (string_at(item, "text")[0] != '\0')
        escape_addf(out, "<p>%s</p>\n", string_at(item, "text"));
    html_commands(out, list_at(item, "commands"));
    html_link(out, string_at(item, "link"));
    text_add(out, "</li>\n");
}

/* The first ones are what counts now; the others wait behind one line. */
static void add_next(struct text *out, const cJSON *report)
{
    size_t count = list_length(report, "next");
    size_t number = 0;
    const cJSON *item = NULL;
    if (count == 0)
        return;
    begin_section(out, "next", _("What to do next"));
    text_add(out, "<ol>\n");
    cJSON_ArrayForEach(item, list_at(report, "next"))
    {
        if (number == NEXT_SHOWN && count > NEXT_SHOWN + 1) {
            char *more =
                text_format(P_("Then %zu more", "Then %zu more", count - number), count - number);
            escape_addf(out, "</ol>\n<details class=\"more\"><summary>%s</summary>\n", more);
            text_addf(out, "<ol start=\"%zu\">\n", number + 1);
            free(more);
        }
        add_next_item(out, item);
        number++;
    }
    text_add(out, number > NEXT_SHOWN && count > NEXT_SHOWN + 1 ? "</ol></details>\n" : "</ol>\n");
    end_section(out);
}

static void add_overview(struct text *out, const cJSON *report)
{
    begin_section(out, "overview", _("At a glance"));
    svg_layers(out, report);
    svg_summary(out, report);
    end_section(out);
}

static void add_step(struct text *out, const cJSON *step)
{
    enum step_status status = report_step_status(step);
    enum mark mark = step_mark(status);
    const char *indicator = string_at(step, "indicator");
    escape_addf(out,
                "<tr><td class=\"state %s\"><span aria-hidden=\"true\">%s</span> %s</td>"
                "<td class=\"number\">%ld</td><td>%s",
                html_tone(mark), mark_symbol(mark), step_status_title(status),
                number_at(step, "number"), string_at(step, "title"));
    if (indicator[0] != '\0')
        escape_addf(out, "<br><span class=\"quiet\">%s</span>", indicator);
    escape_addf(out, "</td><td class=\"quiet\">%s</td></tr>\n", string_at(step, "reason"));
}

static void add_steps(struct text *out, const cJSON *report)
{
    const cJSON *step = NULL;
    if (list_length(report, "steps") == 0)
        return;
    begin_section(out, "steps", _("Steps"));
    escape_addf(out,
                "<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">%s</th>"
                "<th scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th></tr>"
                "</thead>\n<tbody>\n",
                _("State"), _("No."), _("Step"), _("Reason"));
    cJSON_ArrayForEach(step, list_at(report, "steps"))
    {
        add_step(out, step);
    }
    text_add(out, "</tbody></table></div>\n");
    end_section(out);
}

static void add_plan(struct text *out, const cJSON *report)
{
    const cJSON *item = NULL;
    begin_section(out, "plan", _("Plan"));
    text_add(out, "<dl class=\"facts\">\n");
    cJSON_ArrayForEach(item, object_at(report, "plan"))
    {
        char *label = plan_label(item);
        char *value = plan_value(item);
        add_fact(out, label, value);
        free(value);
        free(label);
    }
    text_add(out, "</dl>\n");
    if (string_at(report, "deploy_command")[0] != '\0')
        escape_addf(out, "<pre><code>%s</code></pre>\n", string_at(report, "deploy_command"));
    end_section(out);
}

static void add_confirmations(struct text *out, const cJSON *report)
{
    const cJSON *item = NULL;
    if (list_length(report, "confirmations") == 0)
        return;
    begin_section(out, "confirmed", _("Confirmed by hand"));
    escape_addf(out,
                "<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">%s</th>"
                "<th scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th></tr>"
                "</thead>\n<tbody>\n",
                _("What"), _("Reason"), _("Said"), _("Holds until"));
    cJSON_ArrayForEach(item, list_at(report, "confirmations"))
    {
        char *at = time_title(string_at(item, "at"));
        char *until = time_title(string_at(item, "until"));
        escape_addf(out, "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>\n",
                    string_at(item, "title"), string_at(item, "reason"), at, until);
        free(until);
        free(at);
    }
    text_add(out, "</tbody></table></div>\n");
    end_section(out);
}

static void add_list(struct text *out, const char *id, const char *title, const cJSON *list,
                     const cJSON *except)
{
    const cJSON *item = NULL;
    if (cJSON_GetArraySize(list) <= (except != NULL))
        return;
    begin_section(out, id, title);
    cJSON_ArrayForEach(item, list)
    {
        if (item == except)
            continue;
        escape_addf(out, "<h3>%s</h3>\n<p>%s</p>\n", string_at(item, "title"),
                    string_at(item, "text"));
        html_commands(out, list_at(item, "commands"));
        html_link(out, string_at(item, "link"));
    }
    end_section(out);
}

static void add_foot(struct text *out, const cJSON *report)
{
    const cJSON *guide = object_at(report, "guide");
    const char *url = string_at(guide, "url");
    text_add(out, "<footer class=\"wide\">\n");
    escape_addf(out, "<p>%s, %s</p>\n", string_at(guide, "title"), string_at(guide, "date"));
    html_link(out, url);
    escape_addf(out, "<p>%s</p>\n",
                _("Only read: nothing on these machines was changed to make this report."));
    text_add(out, "</footer>\n");
}

char *report_html(const cJSON *report)
{
    struct text out = {0};
    char *title = text_format(_("%s: %s"), verdict_title(report),
                              report_machine(report)[0] != '\0' ? report_machine(report)
                                                                : string_at(report, "title"));
    html_begin(&out, title);
    add_head(&out, report);
    text_add(&out, "<main class=\"wide\">\n");
    add_banners(&out, report);
    text_add(&out, "<div class=\"columns\">\n");
    add_next(&out, report);
    add_overview(&out, report);
    text_add(&out, "</div>\n");
    begin_section(&out, "checks", _("Checks"));
    html_checks(&out, report);
    end_section(&out);
    add_steps(&out, report);
    add_plan(&out, report);
    add_confirmations(&out, report);
    add_list(&out, "afterwards",
             _("What cannot be checked beforehand, and how to see it afterwards"),
             list_at(report, "afterwards"), NULL);
    add_list(&out, "notes", _("Notes"), list_at(report, "notes"), report_support_end(report));
    text_add(&out, "</main>\n");
    add_foot(&out, report);
    html_end(&out);
    free(title);
    return text_take(&out);
}
