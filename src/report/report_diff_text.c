#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "report/markdown.h"
#include "report/page.h"
#include "report/report_formats.h"
#include "report/report_parts.h"

/* The lists of a difference in the order in which they matter. */
static const struct {
    const char *key;
    const char *title;
} lists[] = {
    {"worse",   N_("Worse than before")     },
    {"better",  N_("Better than before")    },
    {"added",   N_("Only in the new report")},
    {"gone",    N_("Only in the old report")},
    {"changed", N_("Also changed")          },
};
enum { LISTS = sizeof lists / sizeof *lists };

/* "fails (off), 14:02:11 UTC"; "" for a missing side. The caller frees. */
static char *side_text(const cJSON *side)
{
    if (side == NULL)
        return must_copy("");
    const char *value = string_at(side, "value");
    char *time = time_title(string_at(side, "at"));
    const char *status = check_status_title(report_check_status(side));
    char *text = value[0] != '\0' ? text_format("%s (%s), %s", status, value, time)
                                  : text_format("%s, %s", status, time);
    free(time);
    return text;
}

/* One sentence about the whole; the caller frees. */
static char *summary(const cJSON *diff)
{
    size_t worse = list_length(diff, "worse");
    size_t better = list_length(diff, "better");
    if (worse == 0 && better == 0)
        return must_copy(_("Nothing got better or worse."));
    char *bad = text_format(P_("%zu check got worse", "%zu checks got worse", worse), worse);
    char *good = text_format(P_("%zu got better", "%zu got better", better), better);
    char *text = text_format("%s, %s.", bad, good);
    free(good);
    free(bad);
    return text;
}

static char *plan_change(const cJSON *change, const char *key)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(change, key);
    return value != NULL ? fact_text(string_at(change, "fact"), value) : must_copy(_("not set"));
}

static void add_change(struct text *out, const cJSON *change)
{
    const cJSON *new = object_at(change, "new");
    char *before = side_text(object_at(change, "old"));
    char *after = side_text(new);
    page_text(out, 2, "- ", string_at(change, "title"));
    page_labelled(out, 4, _("Before"), before);
    page_labelled(out, 4, _("Now"), after);
    page_text(out, 4, "", string_at(new, "reason"));
    page_text(out, 4, "", string_at(change, "fix"));
    free(after);
    free(before);
}

static void add_head(struct text *out, const cJSON *diff, const char *key, const char *label)
{
    const cJSON *head = object_at(diff, key);
    char *time = time_title(string_at(head, "created"));
    char *line = text_format("%s  %s", time, string_at(head, "sentence"));
    page_labelled(out, 0, label, line);
    free(line);
    free(time);
}

static void add_warnings(struct text *out, const cJSON *diff)
{
    const cJSON *warning = NULL;
    cJSON_ArrayForEach(warning, list_at(diff, "warnings"))
    {
        if (cJSON_IsString(warning))
            page_text(out, 0, "", warning->valuestring);
    }
}

static void add_plan(struct text *out, const cJSON *diff)
{
    const cJSON *change = NULL;
    if (list_length(diff, "plan") > 0)
        page_section(out, _("Plan"));
    cJSON_ArrayForEach(change, list_at(diff, "plan"))
    {
        char *old = plan_change(change, "old");
        char *new = plan_change(change, "new");
        char *line = text_format("%s: %s -> %s", string_at(change, "fact"), old, new);
        page_text(out, 2, "- ", line);
        free(line);
        free(new);
        free(old);
    }
}

char *report_diff_text(const cJSON *diff)
{
    struct text out = {0};
    char *sentence = summary(diff);
    page_text(&out, 0, "", sentence);
    text_add(&out, "\n");
    add_head(&out, diff, "old", _("Old:"));
    add_head(&out, diff, "new", _("New:"));
    add_warnings(&out, diff);
    for (size_t i = 0; i < LISTS; i++) {
        const cJSON *change = NULL;
        if (list_length(diff, lists[i].key) > 0)
            page_section(&out, _(lists[i].title));
        cJSON_ArrayForEach(change, list_at(diff, lists[i].key))
        {
            add_change(&out, change);
        }
    }
    add_plan(&out, diff);
    free(sentence);
    return text_take(&out);
}

/* --- Markdown --- */

static void add_row(struct text *out, const cJSON *change)
{
    const char *keys[] = {"old", "new"};
    text_add(out, "| ");
    markdown_add(out, string_at(change, "title"));
    for (size_t i = 0; i < 2; i++) {
        char *text = side_text(object_at(change, keys[i]));
        text_add(out, " | ");
        markdown_add(out, text);
        free(text);
    }
    text_add(out, " |\n");
}

char *report_diff_markdown(const cJSON *diff)
{
    struct text out = {0};
    char *sentence = summary(diff);
    text_addf(&out, "# %s\n\n", sentence);
    const cJSON *warning = NULL;
    cJSON_ArrayForEach(warning, list_at(diff, "warnings"))
    {
        text_addf(&out, "> %s\n\n", cJSON_IsString(warning) ? warning->valuestring : "");
    }
    for (size_t i = 0; i < LISTS; i++) {
        const cJSON *change = NULL;
        if (list_length(diff, lists[i].key) == 0)
            continue;
        text_addf(&out, "## %s\n\n| %s | %s | %s |\n|---|---|---|\n", _(lists[i].title), _("Check"),
                  _("Before"), _("Now"));
        cJSON_ArrayForEach(change, list_at(diff, lists[i].key))
        {
            add_row(&out, change);
        }
        text_add(&out, "\n");
    }
    cJSON_ArrayForEach(warning, list_at(diff, "plan"))
    {
        char *old = plan_change(warning, "old");
        char *new = plan_change(warning, "new");
        text_add(&out, "- ");
        markdown_add(&out, string_at(warning, "fact"));
        text_add(&out, ": ");
        markdown_add(&out, old);
        text_add(&out, " -> ");
        markdown_add(&out, new);
        text_add(&out, "\n");
        free(new);
        free(old);
    }
    free(sentence);
    return text_take(&out);
}
