#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "report/escape.h"
#include "report/report_formats.h"
#include "report/report_html.h"
#include "report/report_parts.h"

static void add_tile(struct text *out, const char *tone, long count, const char *title)
{
    escape_addf(out, "<div class=\"tile %s\"><b>%ld</b> <span>%s</span></div>\n", tone, count,
                title);
}

static void add_head(struct text *out, const cJSON *view)
{
    const cJSON *summary = object_at(view, "summary");
    char *time = time_title(string_at(view, "created"));
    long count = (long)list_length(view, "machines");
    char *title = text_format(P_("%ld machine", "%ld machines", count), count);
    escape_addf(out, "<header class=\"class-head\"><div class=\"wide\">\n<h1>%s</h1>\n<p>%s</p>\n",
                title, time);
    text_add(out, "<div class=\"tiles\">\n");
    add_tile(out, "bad", number_at(summary, "not-ready"), _("not ready"));
    add_tile(out, "unsure", number_at(summary, "unknown"), _("not yet known"));
    add_tile(out, "good", number_at(summary, "ready"), _("ready"));
    if (number_at(summary, "broken") > 0)
        add_tile(out, "warn", number_at(summary, "broken"),
                 P_("file broken", "files broken", number_at(summary, "broken")));
    text_add(out, "</div>\n</div></header>\n");
    free(title);
    free(time);
}

static void add_common_check(struct text *out, const cJSON *check, long machines)
{
    static const enum check_status order[] = {CHECK_FAIL, CHECK_UNKNOWN, CHECK_WARN};
    escape_addf(out, "<li><h3>%s</h3>\n<p>", string_at(check, "title"));
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        long count = number_at(check, check_status_name(order[i]));
        char *said = check_status_count(order[i], count);
        if (count > 0)
            escape_addf(out, "<span class=\"mark %s\">%s</span> ", html_tone(check_mark(order[i])),
                        said);
        free(said);
    }
    char *share = text_format(_("of %ld"), machines);
    escape_addf(out, "<span class=\"quiet\">%s</span></p>\n", share);
    free(share);
    if (number_at(check, "fail") > 0) {
        escape_addf(out, "<p>%s</p>\n", string_at(check, "fix"));
        html_link(out, string_at(check, "link"));
    }
    text_add(out, "</li>\n");
}

static void add_checks(struct text *out, const cJSON *view)
{
    const cJSON *check = NULL;
    escape_addf(out,
                "<section class=\"card next\" aria-labelledby=\"ways\">\n<h2 id=\"ways\">%s</h2>\n"
                "<ol>\n",
                _("What stands in the way, the commonest first"));
    cJSON_ArrayForEach(check, list_at(view, "checks"))
    {
        if (report_class_matters(check))
            add_common_check(out, check, (long)list_length(view, "machines"));
    }
    text_add(out, "</ol>\n</section>\n");
}

static void add_cell(struct text *out, enum check_status status)
{
    if (status == CHECK_STATUS_COUNT) {
        text_add(out, "<td></td>");
        return;
    }
    enum mark mark = check_mark(status);
    escape_addf(out,
                "<td class=\"cell %s\"><span aria-hidden=\"true\">%s</span>"
                "<span class=\"unseen\">%s</span></td>",
                html_tone(mark), mark_symbol(mark), check_status_title(status));
}

static void add_row(struct text *out, const cJSON *machine, const cJSON *checks)
{
    const cJSON *results = object_at(machine, "checks");
    bool is_ready = is_set(machine, "verdict", "ready");
    bool is_bad = is_set(machine, "verdict", "not-ready");
    escape_addf(out,
                "<tr><th scope=\"row\">%s<br><span class=\"quiet\">%s</span></th>"
                "<td class=\"state %s\">%s</td>",
                string_at(machine, "label"), string_at(machine, "path"),
                is_ready ? "good"
                : is_bad ? "bad"
                         : "unsure",
                verdict_title(machine));
    const cJSON *check = NULL;
    cJSON_ArrayForEach(check, checks)
    {
        if (!report_class_matters(check))
            break;
        add_cell(out, report_status_find(string_at(results, string_at(check, "id"))));
    }
    text_add(out, "</tr>\n");
}

static void add_machines(struct text *out, const cJSON *view)
{
    const cJSON *checks = list_at(view, "checks");
    const cJSON *check = NULL;
    const cJSON *machine = NULL;
    int number = 0;
    escape_addf(
        out,
        "<section class=\"card\" aria-labelledby=\"machines\">\n<h2 id=\"machines\">%s</h2>\n"
        "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-labelledby=\"machines\">"
        "<table class=\"matrix\">\n<thead><tr><th scope=\"col\">%s</th>"
        "<th scope=\"col\">%s</th>",
        _("Machines, the worst first"), _("Machine"), _("Verdict"));
    cJSON_ArrayForEach(check, checks)
    {
        if (!report_class_matters(check))
            break;
        escape_addf(out,
                    "<th scope=\"col\" title=\"%s\"><span aria-hidden=\"true\">%d</span>"
                    "<span class=\"unseen\">%s</span></th>",
                    string_at(check, "title"), ++number, string_at(check, "title"));
    }
    text_add(out, "</tr></thead>\n<tbody>\n");
    cJSON_ArrayForEach(machine, list_at(view, "machines"))
    {
        add_row(out, machine, checks);
    }
    text_add(out, "</tbody></table></div>\n</section>\n");
}

static void add_broken(struct text *out, const cJSON *view)
{
    const cJSON *item = NULL;
    if (list_length(view, "broken") == 0)
        return;
    escape_addf(
        out,
        "<section class=\"card\" aria-labelledby=\"broken\">\n<h2 id=\"broken\">%s</h2>\n<ul>\n",
        _("Files that are no report"));
    cJSON_ArrayForEach(item, list_at(view, "broken"))
    {
        escape_addf(out, "<li><b>%s</b> %s</li>\n", string_at(item, "file"),
                    string_at(item, "reason"));
    }
    text_add(out, "</ul>\n</section>\n");
}

char *report_class_html(const cJSON *view)
{
    struct text out = {0};
    html_begin(&out, _("Readiness of the class"));
    add_head(&out, view);
    text_add(&out, "<main class=\"wide\">\n");
    char *commonest = report_class_commonest(view);
    if (commonest != NULL)
        escape_addf(&out, "<p class=\"banner\">%s</p>\n", commonest);
    free(commonest);
    if (list_length(view, "machines") > 0) {
        add_machines(&out, view);
        add_checks(&out, view);
    }
    add_broken(&out, view);
    text_add(&out, "</main>\n");
    html_end(&out);
    return text_take(&out);
}
