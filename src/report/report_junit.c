#include "config.h"

#include "report/report_formats.h"

#include <stdlib.h>
#include <string.h>

#include "report/escape.h"
#include "report/report_parts.h"
#include "sys/clock.h"

/* Required checks decide a build, as tests: a failing one is a failure, an unknown one an error
 * (nobody may take it for a pass), one that does not apply is skipped. The others cannot break a
 * build: when they do not pass they say so in system-out. */

static bool is_required(const cJSON *check)
{
    return is_set(check, "severity", "required");
}

static size_t count_of(const cJSON *report, enum check_status status)
{
    size_t count = 0;
    const cJSON *check = NULL;
    cJSON_ArrayForEach(check, list_at(report, "checks"))
    {
        enum check_status is = report_check_status(check);
        is = is == CHECK_STATUS_COUNT ? CHECK_UNKNOWN : is;
        bool counts = is_required(check) || status == CHECK_SKIPPED;
        count += cJSON_IsObject(check) && counts && is == status;
    }
    return count;
}

static void add_details(struct text *out, const cJSON *check, const cJSON *report)
{
    const cJSON *seen = NULL;
    escape_addf(out, "%s\n%s\n", string_at(check, "reason"), string_at(check, "fix"));
    cJSON_ArrayForEach(seen, list_at(check, "seen"))
    {
        char *value = seen_value(seen);
        char *source = seen_source(seen, report);
        escape_addf(out, "%s: %s (%s)\n", string_at(seen, "fact"), value, source);
        free(source);
        free(value);
    }
    escape_add(out, string_at(check, "link"));
}

static void add_outcome(struct text *out, const char *element, const char *type, const cJSON *check,
                        const cJSON *report)
{
    text_addf(out, "      <%s type=\"%s\" message=\"", element, type);
    escape_add(out, string_at(check, "reason"));
    text_add(out, "\">");
    add_details(out, check, report);
    text_addf(out, "</%s>\n", element);
}

static void add_case(struct text *out, const cJSON *check, const cJSON *report)
{
    enum check_status status = report_check_status(check);
    escape_addf(out, "    <testcase classname=\"eflow.%s.%s\" name=\"%s\" time=\"0\">\n",
                string_at(report, "path"), string_at(check, "area"), string_at(check, "id"));
    bool is_bad = status != CHECK_PASS && status != CHECK_SKIPPED;
    if (status == CHECK_SKIPPED) {
        escape_addf(out, "      <skipped message=\"%s\"/>\n", string_at(check, "reason"));
    } else if (is_required(check) && status == CHECK_FAIL) {
        add_outcome(out, "failure", "fail", check, report);
    } else if (is_required(check) && (status == CHECK_UNKNOWN || status == CHECK_STATUS_COUNT)) {
        add_outcome(out, "error", "unknown", check, report);
    } else if (is_bad) {
        escape_addf(out, "      <system-out>%s: ", check_status_title(status));
        add_details(out, check, report);
        text_add(out, "</system-out>\n");
    }
    text_add(out, "    </testcase>\n");
}

static void add_property(struct text *out, const char *name, const char *value)
{
    if (value[0] != '\0')
        escape_addf(out, "      <property name=\"%s\" value=\"%s\"/>\n", name, value);
}

static void add_properties(struct text *out, const cJSON *report)
{
    const cJSON *tool = object_at(report, "tool");
    text_add(out, "    <properties>\n");
    add_property(out, "verdict", string_at(report, "verdict"));
    add_property(out, "sentence", string_at(report, "sentence"));
    add_property(out, "path", string_at(report, "path"));
    add_property(out, "machine", report_machine(report));
    add_property(out, "lab", string_at(report, "lab"));
    add_property(out, "deploy_command", string_at(report, "deploy_command"));
    add_property(out, "tool", string_at(tool, "name"));
    add_property(out, "version", string_at(tool, "version"));
    text_add(out, "    </properties>\n");
}

/* "2026-11-22T14:02:11": the form that the common schema asks for, without a zone. */
static void add_timestamp(struct text *out, const cJSON *report)
{
    int64_t at = time_at(report, "created");
    if (at < 0)
        return;
    char *iso = clock_iso(at);
    text_addf(out, " timestamp=\"%.19s\"", iso);
    free(iso);
}

char *report_junit(const cJSON *report)
{
    struct text out = {0};
    size_t failures = count_of(report, CHECK_FAIL);
    size_t errors = count_of(report, CHECK_UNKNOWN);
    size_t skipped = count_of(report, CHECK_SKIPPED);
    size_t tests = 0;
    const cJSON *check = NULL;
    cJSON_ArrayForEach(check, list_at(report, "checks"))
    {
        tests += (size_t)cJSON_IsObject(check);
    }
    text_add(&out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    text_addf(&out, "<testsuites tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" time=\"0\">\n",
              tests, failures, errors);
    escape_addf(&out, "  <testsuite name=\"%s\" id=\"0\" hostname=\"%s\" package=\"eflow\"",
                string_at(report, "title"), report_machine(report));
    text_addf(&out, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\" time=\"0\"",
              tests, failures, errors, skipped);
    add_timestamp(&out, report);
    text_add(&out, ">\n");
    add_properties(&out, report);
    cJSON_ArrayForEach(check, list_at(report, "checks"))
    {
        if (cJSON_IsObject(check))
            add_case(&out, check, report);
    }
    text_add(&out, "  </testsuite>\n</testsuites>\n");
    return text_take(&out);
}
