#include "config.h"

#include "report/escape.h"

#include <assert.h>
#include <string.h>

void escape_add(struct text *out, const char *text)
{
    size_t length = 0;
    unsigned code = 0;
    for (; (length = text_decode(text, &code)) > 0; text += length) {
        switch (code) {
        case '&': text_add(out, "&amp;"); break;
        case '<': text_add(out, "&lt;"); break;
        case '>': text_add(out, "&gt;"); break;
        case '"': text_add(out, "&quot;"); break;
        case '\'': text_add(out, "&#39;"); break;
        default:
            if ((code >= ' ' || code == '\n' || code == '\t') && code != 0x7F && code != 0xFFFE &&
                code != 0xFFFF)
                text_add_n(out, text, length);
        }
    }
}

/* One directive at format ("%s", "%ld"): adds its argument, and returns how long it is. */
static size_t add_directive(struct text *out, const char *format, va_list *args)
{
    switch (format[1]) {
    case 's': escape_add(out, va_arg(*args, const char *)); return 2;
    case 'd': text_addf(out, "%d", va_arg(*args, int)); return 2;
    case 'l': text_addf(out, "%ld", va_arg(*args, long)); return 3;
    case 'z': text_addf(out, "%zu", va_arg(*args, size_t)); return 3;
    default:
        assert(format[1] == '%');
        text_add(out, "%");
        return 2;
    }
}

void escape_addf(struct text *out, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    while (*format != '\0') {
        size_t plain = strcspn(format, "%");
        text_add_n(out, format, plain);
        format += plain;
        if (*format == '%')
            format += add_directive(out, format, &args);
    }
    va_end(args);
}

bool escape_is_link(const char *text)
{
    return text_starts(text, "https://") || text_starts(text, "http://");
}
