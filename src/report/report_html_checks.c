#include "config.h"

#include "report/report_html.h"

#include <stdlib.h>

#include "i18n.h"
#include "report/escape.h"
#include "report/report_parts.h"

static void add_seen(struct text *out, const cJSON *seen, const cJSON *report)
{
    char *value = seen_value(seen);
    char *source = seen_source(seen, report);
    escape_addf(out, "<tr><th scope=\"row\"><code>%s</code></th><td>%s</td><td>%s</td></tr>\n",
                string_at(seen, "fact"), value, source);
    free(source);
    free(value);
}

static void add_evidence(struct text *out, const cJSON *check, const cJSON *report)
{
    const cJSON *seen = NULL;
    if (list_length(check, "seen") == 0)
        return;
    escape_addf(out,
                "<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">%s</th>"
                "<th scope=\"col\">%s</th><th scope=\"col\">%s</th></tr></thead>\n<tbody>\n",
                _("Fact"), _("Value"), _("Source"));
    cJSON_ArrayForEach(seen, list_at(check, "seen"))
    {
        add_seen(out, seen, report);
    }
    text_add(out, "</tbody></table></div>\n");
}

static void add_labelled(struct text *out, const char *label, const char *text)
{
    if (text[0] != '\0')
        escape_addf(out, "<p><b>%s</b> %s</p>\n", label, text);
}

static void add_check(struct text *out, const cJSON *check, const cJSON *report)
{
    enum check_status status = report_check_status(check);
    enum mark mark = check_mark(status);
    bool is_open = status == CHECK_FAIL || status == CHECK_UNKNOWN || status == CHECK_STATUS_COUNT;
    escape_addf(
        out,
        "<details%s>\n<summary><span class=\"state %s\"><span aria-hidden=\"true\">%s</span>"
        " %s</span> <span class=\"title\">%s</span> <span class=\"value\">%s</span>"
        " <span class=\"quiet severity\">%s</span></summary>\n<div class=\"inside\">\n",
        is_open ? " open" : "", html_tone(mark), mark_symbol(mark), check_status_title(status),
        string_at(check, "title"), string_at(check, "value"),
        report_severity_title(string_at(check, "severity")));
    escape_addf(out, "<p>%s</p>\n", string_at(check, "reason"));
    add_labelled(out, _("Why:"), string_at(check, "why"));
    if (status != CHECK_PASS)
        add_labelled(out, _("Do:"), string_at(check, "fix"));
    html_link(out, string_at(check, "link"));
    add_evidence(out, check, report);
    text_add(out, "</div>\n</details>\n");
}

void html_checks(struct text *out, const cJSON *report)
{
    size_t count = 0;
    const cJSON **checks = report_checks_by_weight(report, &count);
    for (size_t i = 0; i < count; i++)
        add_check(out, checks[i], report);
    free(checks);
}
