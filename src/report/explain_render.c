#include "config.h"

#include "report/explain.h"

#include <stdlib.h>

#include "i18n.h"
#include "report/markdown.h"
#include "report/page.h"
#include "report/report_formats.h"
#include "report/report_parts.h"

static const char issues[] = "https://github.com/Azure/iotedge-eflow/issues";

/* "esxi.nested (Virtualization exposed to the VM)", separated by commas; "" without checks. The
 * caller frees. */
static char *checks_text(const cJSON *cause)
{
    struct text line = {0};
    const cJSON *check = NULL;
    text_add(&line, "");
    cJSON_ArrayForEach(check, list_at(cause, "checks"))
    {
        const char *title = string_at(check, "title");
        text_addf(&line, "%s%s", line.length > 0 ? ", " : "", string_at(check, "id"));
        if (title[0] != '\0')
            text_addf(&line, " (%s)", title);
    }
    return text_take(&line);
}

/* The sentence about the whole; the caller frees. */
static char *summary(const cJSON *explained)
{
    size_t count = list_length(explained, "found");
    return count == 0
               ? must_copy(_("Nothing in this text is known here."))
               : text_format(P_("%zu thing in this text is known here.",
                                "%zu things in this text are known here, the surest first.", count),
                             count);
}

static char *found_in(const cJSON *item)
{
    bool is_sure = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(item, "sure"));
    return text_format(is_sure ? _("Line %ld: %s") : _("Line %ld, only a common word: %s"),
                       number_at(item, "line"), string_at(item, "excerpt"));
}

/* --- text --- */

static void add_causes(struct text *out, const cJSON *item)
{
    const cJSON *cause = NULL;
    cJSON_ArrayForEach(cause, list_at(item, "causes"))
    {
        char *checks = checks_text(cause);
        char *tell = text_format(_("Checks that tell: %s"), checks);
        page_text(out, 7, "     - ", string_at(cause, "text"));
        if (checks[0] != '\0')
            page_text(out, 7, "", tell);
        free(tell);
        free(checks);
    }
}

static void add_item(struct text *out, size_t number, const cJSON *item)
{
    char *first = text_format("%3zu. ", number);
    char *where = found_in(item);
    text_add(out, "\n");
    page_text(out, 5, first, string_at(item, "means"));
    page_text(out, 5, "", where);
    if (list_length(item, "causes") > 0)
        page_text(out, 5, "", _("Likely causes, the likeliest first:"));
    add_causes(out, item);
    page_labelled(out, 5, _("Do"), string_at(item, "do"));
    page_link(out, 5, _("Read"), string_at(item, "link"));
    free(where);
    free(first);
}

static char *explain_text(const cJSON *explained)
{
    struct text out = {0};
    char *sentence = summary(explained);
    const cJSON *item = NULL;
    size_t number = 0;
    page_text(&out, 0, "", sentence);
    cJSON_ArrayForEach(item, list_at(explained, "found"))
    {
        add_item(&out, ++number, item);
    }
    if (number == 0) {
        page_text(&out, 0, "",
                  _("That does not mean that it is harmless. Run the checks, look for the first "
                    "error in the log, and search for it where EFLOW's users ask:"));
        page_link(&out, 0, "", issues);
    }
    free(sentence);
    return text_take(&out);
}

/* --- Markdown --- */

static void add_line(struct text *out, const char *before, const char *text, const char *after)
{
    if (text[0] == '\0')
        return;
    text_add(out, before);
    markdown_add(out, text);
    text_add(out, after);
}

static char *explain_markdown(const cJSON *explained)
{
    struct text out = {0};
    char *sentence = summary(explained);
    const cJSON *item = NULL;
    add_line(&out, "# ", sentence, "\n\n");
    cJSON_ArrayForEach(item, list_at(explained, "found"))
    {
        char *where = found_in(item);
        add_line(&out, "## ", string_at(item, "means"), "\n\n");
        add_line(&out, "", where, "\n\n");
        const cJSON *cause = NULL;
        cJSON_ArrayForEach(cause, list_at(item, "causes"))
        {
            char *checks = checks_text(cause);
            add_line(&out, "- ", string_at(cause, "text"), "\n");
            add_line(&out, "  ", checks, "\n");
            free(checks);
        }
        add_line(&out, "\n", string_at(item, "do"), "\n\n");
        text_addf(&out, "<%s>\n\n", string_at(item, "link"));
        free(where);
    }
    free(sentence);
    return text_take(&out);
}

char *explain_render(const cJSON *explained, enum report_format format, struct error *err)
{
    switch (format) {
    case REPORT_TEXT: return explain_text(explained);
    case REPORT_MARKDOWN: return explain_markdown(explained);
    case REPORT_JSON: return report_json(explained);
    case REPORT_HTML:
    case REPORT_JUNIT:
    case REPORT_FORMAT_COUNT: break;
    }
    error_set(err, EXIT_USAGE, _("An explanation comes as text, markdown or json."));
    return NULL;
}
