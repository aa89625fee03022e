#include "config.h"

#include "report/report_parts.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "sys/clock.h"

static const enum mark check_marks[] = {MARK_OK,      MARK_FAIL,    MARK_WARN,
                                        MARK_UNKNOWN, MARK_SKIPPED, MARK_CONFIRMED};
static const enum mark step_marks[] = {MARK_DONE, MARK_CONFIRMED, MARK_NOW,
                                       MARK_WAIT, MARK_SKIPPED,   MARK_UNKNOWN};
static_assert(sizeof check_marks / sizeof *check_marks == CHECK_STATUS_COUNT, "a mark for each");
static_assert(sizeof step_marks / sizeof *step_marks == STEP_STATUS_COUNT, "a mark for each");

enum check_status report_status_find(const char *word)
{
    int status = 0;
    while (status < CHECK_STATUS_COUNT &&
           strcmp(word, check_status_name((enum check_status)status)) != 0)
        status++;
    return (enum check_status)status;
}

enum check_status report_check_status(const cJSON *check)
{
    return report_status_find(string_at(check, "status"));
}

enum step_status report_step_status(const cJSON *step)
{
    int status = 0;
    while (status < STEP_STATUS_COUNT &&
           !is_set(step, "status", step_status_name((enum step_status)status)))
        status++;
    return (enum step_status)status;
}

enum mark check_mark(enum check_status status)
{
    return status < CHECK_STATUS_COUNT ? check_marks[status] : MARK_UNKNOWN;
}

enum mark step_mark(enum step_status status)
{
    return status < STEP_STATUS_COUNT ? step_marks[status] : MARK_UNKNOWN;
}

enum mark layer_mark_of(const char *word)
{
    static const struct {
        const char *word;
        enum mark mark;
    } marks[] = {
        {"ok",   MARK_OK  },
        {"bad",  MARK_FAIL},
        {"warn", MARK_WARN},
        {"off",  MARK_OFF }
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (strcmp(word, marks[i].word) == 0)
            return marks[i].mark;
    }
    return MARK_UNKNOWN;
}

const char *check_status_title(enum check_status status)
{
    switch (status) {
    case CHECK_PASS: return _("passes");
    case CHECK_FAIL: return _("fails");
    case CHECK_WARN: return _("warns");
    case CHECK_SKIPPED: return _("does not apply");
    case CHECK_CONFIRMED: return _("confirmed by hand");
    case CHECK_UNKNOWN:
    case CHECK_STATUS_COUNT: break;
    }
    return _("not known");
}

char *check_status_count(enum check_status status, long count)
{
    const char *format = NULL;
    switch (status) {
    case CHECK_PASS: format = P_("%ld passes", "%ld pass", count); break;
    case CHECK_FAIL: format = P_("%ld fails", "%ld fail", count); break;
    case CHECK_WARN: format = P_("%ld warns", "%ld warn", count); break;
    case CHECK_SKIPPED: format = P_("%ld does not apply", "%ld do not apply", count); break;
    case CHECK_CONFIRMED:
        format = P_("%ld confirmed by hand", "%ld confirmed by hand", count);
        break;
    case CHECK_UNKNOWN:
    case CHECK_STATUS_COUNT: format = P_("%ld not known", "%ld not known", count); break;
    }
    char *number = text_format("%ld", count);
    const char *place = strstr(format, "%ld");
    char *said = place == NULL
                     ? must_copy(format)
                     : text_format("%.*s%s%s", (int)(place - format), format, number, place + 3);
    free(number);
    return said;
}

const char *step_status_title(enum step_status status)
{
    switch (status) {
    case STEP_DONE: return _("done");
    case STEP_CONFIRMED: return _("done by you");
    case STEP_NOW: return _("now");
    case STEP_WAITING: return _("waits");
    case STEP_SKIPPED: return _("not needed");
    case STEP_UNKNOWN:
    case STEP_STATUS_COUNT: break;
    }
    return _("not known");
}

const char *verdict_title(const cJSON *report)
{
    if (is_set(report, "verdict", verdict_name(VERDICT_READY)))
        return _("READY");
    if (is_set(report, "verdict", verdict_name(VERDICT_NOT_READY)))
        return _("NOT READY");
    return _("NOT YET KNOWN");
}

const char *report_severity_title(const char *word)
{
    if (strcmp(word, "required") == 0)
        return _("required");
    if (strcmp(word, "recommended") == 0)
        return _("recommended");
    return _("for information");
}

/* --- order --- */

static int weight_of(const cJSON *check)
{
    static const int weights[] = {5, 0, 2, 1, 6, 4, 3};
    static_assert(sizeof weights / sizeof *weights == CHECK_STATUS_COUNT + 1, "a weight for each");
    int weight = weights[report_check_status(check)] * 3;
    return weight + (is_set(check, "severity", "required")      ? 0
                     : is_set(check, "severity", "recommended") ? 1
                                                                : 2);
}

const cJSON **report_checks_by_weight(const cJSON *report, size_t *ret_count)
{
    const cJSON **checks = must_alloc((list_length(report, "checks") + 1) * sizeof *checks);
    size_t count = 0;
    for (int weight = 0; weight < 3 * (CHECK_STATUS_COUNT + 1); weight++) {
        const cJSON *check = NULL;
        cJSON_ArrayForEach(check, list_at(report, "checks"))
        {
            if (cJSON_IsObject(check) && weight_of(check) == weight)
                checks[count++] = check;
        }
    }
    *ret_count = count;
    return checks;
}

/* --- values and times --- */

char *fact_text(const char *name, const cJSON *value)
{
    int fact = fact_find(name);
    if (fact != FACT_NONE && fact_value_fits(fact, value))
        return fact_value_text(fact, value);
    if (cJSON_IsString(value))
        return must_copy(value->valuestring);
    char *json = cJSON_PrintUnformatted(value);
    char *text = must_copy(json != NULL ? json : "");
    cJSON_free(json);
    return text;
}

char *seen_value(const cJSON *seen)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(seen, "value");
    if (value != NULL && !cJSON_IsNull(value))
        return fact_text(string_at(seen, "fact"), value);
    const char *reason = string_at(seen, "reason");
    return reason[0] != '\0' ? text_format(_("not known: %s"), reason) : must_copy(_("not known"));
}

char *plan_label(const cJSON *item)
{
    const char *name = item->string != NULL ? item->string : "";
    char *label = must_copy(strncmp(name, "plan.", 5) == 0 ? name + 5 : name);
    for (char *c = label; *c != '\0'; c++)
        *c = *c == '_' ? ' ' : *c;
    return label;
}

char *plan_value(const cJSON *item)
{
    return fact_text(item->string != NULL ? item->string : "", item);
}

char *time_title(const char *iso)
{
    int64_t at = clock_from_iso(iso);
    if (at < 0)
        return must_copy(iso);
    char *plain = clock_iso(at);
    char *title = text_format("%.10s %.8s UTC", plain, plain + 11);
    free(plain);
    return title;
}

char *age_title(int64_t ms)
{
    long seconds = ms / 1000 > LONG_MAX ? LONG_MAX : (long)(ms / 1000);
    long minutes = seconds / 60;
    long hours = minutes / 60;
    long days = hours / 24;
    if (seconds < 120)
        return text_format(P_("%ld second", "%ld seconds", seconds), seconds);
    if (minutes < 120)
        return text_format(P_("%ld minute", "%ld minutes", minutes), minutes);
    if (hours < 48)
        return text_format(P_("%ld hour", "%ld hours", hours), hours);
    return text_format(P_("%ld day", "%ld days", days), days);
}

/* "14:02:11 UTC", with the day where it is not the day of the report. */
static char *time_beside(int64_t at, int64_t created)
{
    char *seen = clock_iso(at);
    char *report = clock_iso(created < 0 ? 0 : created);
    char *title =
        strncmp(seen, report, 10) == 0 ? text_format("%.8s UTC", seen + 11) : time_title(seen);
    free(report);
    free(seen);
    return title;
}

char *seen_source(const cJSON *seen, const cJSON *report)
{
    const char *source = string_at(seen, "source");
    int64_t at = time_at(seen, "at");
    int64_t created = time_at(report, "created");
    if (at < 0)
        return must_copy(source);
    char *time = time_beside(at, created);
    char *said = source[0] != '\0' ? text_format("%s, %s", source, time) : must_copy(time);
    free(time);
    if (created < at)
        return said;
    char *age = age_title(created - at);
    char *all = text_format(_("%s, %s before this report"), said, age);
    free(age);
    free(said);
    return all;
}

const char *report_machine(const cJSON *report)
{
    return string_at(report, "machine");
}

bool report_is_support_end(const char *id)
{
    static const char ending[] = ".support-end";
    size_t length = strlen(id);
    return length >= sizeof ending - 1 && strcmp(id + length - (sizeof ending - 1), ending) == 0;
}

const cJSON *report_support_end(const cJSON *report)
{
    const cJSON *note = NULL;
    cJSON_ArrayForEach(note, list_at(report, "notes"))
    {
        if (report_is_support_end(string_at(note, "id")))
            return note;
    }
    return NULL;
}

bool report_hides_names(const cJSON *report)
{
    return cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(report, "redacted"));
}

const char *report_redacted_note(void)
{
    return _("Names, addresses and ids are replaced here. What somebody wrote as a reason is kept: "
             "read it before you post this.");
}
