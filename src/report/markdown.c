#include "config.h"

#include "report/markdown.h"

#include <string.h>

void markdown_add(struct text *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '\n')
            text_add(out, " ");
        else
            text_addf(out, strchr("\\`*_[]<>|~#$&", *text) != NULL ? "\\%c" : "%c", *text);
    }
}

void markdown_begin(struct text *out, const char *text)
{
    size_t digits = strspn(text, "0123456789");
    text_add_n(out, text, digits);
    if (text[digits] != '\0' && strchr(digits > 0 ? ".)" : "-+=", text[digits]) != NULL)
        text_add(out, "\\");
    markdown_add(out, text + digits);
}
