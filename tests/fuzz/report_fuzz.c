/* Whatever is in a report file: it is refused with a reason, or every format of it, of its redacted
 * form, of its comparison with itself and of a class of it alone is text that can be shown. */
#include "config.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "report/report.h"
#include "report/report_class.h"
#include "report/report_diff.h"
#include "sys/text.h"

static void must_be(bool promise)
{
    if (!promise)
        abort();
}

static void must_show(char *text)
{
    must_be(text != NULL && text_is_utf8(text, strlen(text)));
    for (const char *c = text; *c != '\0'; c++)
        must_be((unsigned char)*c >= ' ' || *c == '\n');
    free(text);
}

static void render(const cJSON *report)
{
    for (int format = 0; format < REPORT_FORMAT_COUNT; format++)
        must_show(report_render(report, (enum report_format)format, NULL));
}

static void compare(const cJSON *report)
{
    cJSON *diff = report_diff(report, report);
    must_be(report_diff_status(diff) == EXIT_READY);
    must_show(report_diff_render(diff, REPORT_TEXT, NULL));
    must_show(report_diff_render(diff, REPORT_MARKDOWN, NULL));
    cJSON_Delete(diff);
}

static void collect(const uint8_t *data, size_t size)
{
    struct report_class *group = report_class_new();
    report_class_add(group, "fuzz", (const char *)data, size);
    cJSON *view = report_class_finish(group, 0);
    must_show(report_class_render(view, REPORT_TEXT, NULL));
    must_show(report_class_render(view, REPORT_HTML, NULL));
    cJSON_Delete(view);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct error err = {0};
    cJSON *report = report_parse((const char *)data, size, "fuzz", &err);
    collect(data, size);
    if (report == NULL) {
        must_be(err.status == EXIT_DATA && err.what != NULL);
        error_clear(&err);
        return 0;
    }
    cJSON *redacted = report_redact(report);
    render(report);
    render(redacted);
    compare(report);
    cJSON_Delete(redacted);
    cJSON_Delete(report);
    return 0;
}
