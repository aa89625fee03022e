#include "config.h"

#include "report/page.h"

#include <stdlib.h>
#include <string.h>

#include "report/ascii.h"
#include "report/wrap.h"

/* Lines of a text of several paragraphs, wrapped, with a word before the first. */
static void add_lines(struct text *out, size_t indent, const char *first, const char *text)
{
    struct wrapped wrapped = wrap_words(text, PAGE_COLUMNS - indent, PAGE_COLUMNS - indent);
    for (size_t i = 0; i < wrapped.count; i++) {
        size_t used = i == 0 ? text_width(first) : 0;
        text_addf(out, "%s%*s", i == 0 ? first : "", (int)(indent > used ? indent - used : 0), "");
        text_add_n(out, wrapped.lines[i].from, wrapped.lines[i].bytes);
        text_add(out, "\n");
    }
    wrap_clear(&wrapped);
}

void page_text(struct text *out, size_t indent, const char *first, const char *text)
{
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        char *line = must_copy_n(text, length);
        add_lines(out, indent, first, line);
        free(line);
        text += length + (text[length] == '\n');
        first = "";
    }
}

void page_labelled(struct text *out, size_t indent, const char *label, const char *text)
{
    if (text[0] == '\0')
        return;
    char *first = text_format("%*s%s", (int)indent, "", label);
    size_t width = text_width(first) + 1;
    page_text(out, width > indent + PAGE_LABEL + 1 ? width : indent + PAGE_LABEL + 1, first, text);
    free(first);
}

void page_section(struct text *out, const char *title)
{
    text_addf(out, "\n%s\n", title);
    for (size_t i = text_width(title); i > 0; i--)
        text_add(out, "-");
    text_add(out, "\n");
}

void page_link(struct text *out, size_t indent, const char *label, const char *link)
{
    size_t width = text_width(label);
    size_t room = width == 0 ? 0 : width >= PAGE_LABEL ? width + 1 : PAGE_LABEL + 1;
    if (link[0] != '\0')
        text_addf(out, "%*s%s%*s%s\n", (int)indent, "", label, (int)(room - width), "", link);
}

char *page_ascii(const char *page)
{
    struct text out = {0};
    text_add(&out, "");
    while (*page != '\0') {
        size_t length = strcspn(page, "\n");
        char *line = must_copy_n(page, length);
        char *ascii = ascii_text(line);
        text_addf(&out, "%s%s", ascii, page[length] == '\n' ? "\n" : "");
        free(ascii);
        free(line);
        page += length + (page[length] == '\n');
    }
    return text_take(&out);
}
