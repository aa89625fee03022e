#include "config.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "report/page.h"
#include "report/report_formats.h"
#include "report/report_parts.h"

enum { NAME = 24, VERDICT = 14, COLUMN = 3, SHOWN = 13 };

/* "12 not ready, 3 not known, 15 ready": the caller frees. */
static char *verdict_counts(const cJSON *view)
{
    const cJSON *summary = object_at(view, "summary");
    long broken = number_at(summary, "broken");
    struct text line = {0};
    text_addf(&line, _("%ld not ready, %ld not yet known, %ld ready"),
              number_at(summary, "not-ready"), number_at(summary, "unknown"),
              number_at(summary, "ready"));
    if (broken > 0)
        text_addf(&line, P_(", %ld file broken", ", %ld files broken", broken), broken);
    return text_take(&line);
}

bool report_class_matters(const cJSON *check)
{
    return number_at(check, "fail") + number_at(check, "unknown") + number_at(check, "warn") > 0;
}

char *report_class_commonest(const cJSON *view)
{
    const cJSON *first = cJSON_GetArrayItem(list_at(view, "checks"), 0);
    if (number_at(first, "fail") == 0)
        return NULL;
    return text_format(_("Most often \"%s\" fails, on %ld of %zu. %s"), string_at(first, "title"),
                       number_at(first, "fail"), list_length(view, "machines"),
                       string_at(first, "fix"));
}

/* "12 fail, 3 not known": the caller frees. */
static char *check_counts(const cJSON *check)
{
    static const enum check_status order[] = {CHECK_FAIL, CHECK_UNKNOWN, CHECK_WARN};
    struct text line = {0};
    text_add(&line, "");
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        long count = number_at(check, check_status_name(order[i]));
        char *said = check_status_count(order[i], count);
        if (count > 0)
            text_addf(&line, "%s%s", line.length > 0 ? ", " : "", said);
        free(said);
    }
    return text_take(&line);
}

static void add_checks(struct text *out, const cJSON *view)
{
    const cJSON *check = NULL;
    size_t number = 0;
    page_section(out, _("What stands in the way, the commonest first"));
    cJSON_ArrayForEach(check, list_at(view, "checks"))
    {
        if (!report_class_matters(check))
            break;
        char *first = text_format("%3zu. ", ++number);
        char *counts = check_counts(check);
        char *line = text_format(_("%s: %s"), string_at(check, "title"), counts);
        page_text(out, 5, first, line);
        if (number_at(check, "fail") > 0) {
            page_text(out, 5, "", string_at(check, "fix"));
            page_link(out, 5, "", string_at(check, "link"));
        }
        free(line);
        free(counts);
        free(first);
    }
}

static void add_padded(struct text *out, const char *text, size_t columns)
{
    size_t length = text_width(text) <= columns ? strlen(text) : text_fit(text, columns - 1);
    text_add_n(out, text, length);
    if (text[length] != '\0')
        text_add(out, "…");
    char *shown = must_copy_n(text, length);
    size_t used = text_width(shown) + (text[length] != '\0');
    free(shown);
    text_addf(out, "%*s", (int)(used < columns ? columns - used : 0), "");
}

/* One sign of one column for a result, and what it means in ASCII. */
static const char *sign_of(enum check_status status, bool is_ascii)
{
    static const char *const signs[] = {"+", "x", "!", "?", "-", "y", " "};
    static_assert(sizeof signs / sizeof *signs == CHECK_STATUS_COUNT + 1, "a sign for each");
    return is_ascii || status == CHECK_STATUS_COUNT ? signs[status]
                                                    : mark_symbol(check_mark(status));
}

static void add_row(struct text *out, const cJSON *machine, const cJSON *checks, bool is_ascii)
{
    const cJSON *results = object_at(machine, "checks");
    const cJSON *check = NULL;
    size_t shown = 0;
    add_padded(out, string_at(machine, "label"), NAME);
    text_add(out, "  ");
    add_padded(out, verdict_title(machine), VERDICT);
    cJSON_ArrayForEach(check, checks)
    {
        if (shown++ == SHOWN || !report_class_matters(check))
            break;
        enum check_status status = report_status_find(string_at(results, string_at(check, "id")));
        text_addf(out, "%*s%s", COLUMN - 1, "", sign_of(status, is_ascii));
    }
    while (out->length > 0 && out->s[out->length - 1] == ' ')
        out->s[--out->length] = '\0';
    text_add(out, "\n");
}

static void add_machines(struct text *out, const cJSON *view, bool is_ascii)
{
    const cJSON *checks = list_at(view, "checks");
    const cJSON *check = NULL;
    const cJSON *machine = NULL;
    int number = 0;
    page_section(out, _("Machines, the worst first"));
    text_addf(out, "%*s", NAME + 2 + VERDICT, "");
    cJSON_ArrayForEach(check, checks)
    {
        if (number == SHOWN || !report_class_matters(check))
            break;
        text_addf(out, "%*d", COLUMN, ++number);
    }
    text_add(out, "\n");
    cJSON_ArrayForEach(machine, list_at(view, "machines"))
    {
        add_row(out, machine, checks, is_ascii);
    }
}

static void add_broken(struct text *out, const cJSON *view)
{
    const cJSON *item = NULL;
    if (list_length(view, "broken") > 0)
        page_section(out, _("Files that are no report"));
    cJSON_ArrayForEach(item, list_at(view, "broken"))
    {
        page_text(out, 2, "- ", string_at(item, "file"));
        page_text(out, 2, "", string_at(item, "reason"));
    }
}

static char *whole(const cJSON *view, bool is_ascii)
{
    struct text out = {0};
    size_t count = list_length(view, "machines");
    char *counts = verdict_counts(view);
    char *head = text_format(P_("%zu machine: %s.", "%zu machines: %s.", count), count, counts);
    page_text(&out, 0, "", head);
    char *commonest = report_class_commonest(view);
    if (commonest != NULL)
        page_text(&out, 0, "", commonest);
    free(commonest);
    if (count > 0) {
        add_checks(&out, view);
        add_machines(&out, view, is_ascii);
    }
    add_broken(&out, view);
    free(head);
    free(counts);
    return text_take(&out);
}

char *report_class_text(const cJSON *view)
{
    return whole(view, false);
}

char *report_class_text_ascii(const cJSON *view)
{
    char *text = whole(view, true);
    char *ascii = page_ascii(text);
    free(text);
    return ascii;
}
