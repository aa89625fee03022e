#include "config.h"

#include "report/report.h"

#include <assert.h>

#include "report/report_formats.h"
#include "report/report_parts.h"

static char *(*const renderers[])(const cJSON *report) = {report_text, report_markdown, report_json,
                                                          report_html, report_junit};
static_assert(sizeof renderers / sizeof *renderers == REPORT_FORMAT_COUNT, "a renderer for each");

char *report_render(const cJSON *report, enum report_format format, struct error *err)
{
    if (report_check(report, err) != 0)
        return NULL;
    cJSON *cleaned = report_clean(report);
    char *rendered = renderers[format](cleaned);
    cJSON_Delete(cleaned);
    return rendered;
}

char *report_render_ascii(const cJSON *report, struct error *err)
{
    if (report_check(report, err) != 0)
        return NULL;
    cJSON *cleaned = report_clean(report);
    char *rendered = report_text_ascii(cleaned);
    cJSON_Delete(cleaned);
    return rendered;
}
