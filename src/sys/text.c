#include "config.h"

#include "sys/text.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define REPLACEMENT 0xFFFDu

static void out_of_memory(void)
{
    fputs("eflow-wizard: out of memory\n", stderr);
    abort();
}

void *must_alloc(size_t size)
{
    void *memory = calloc(1, size ? size : 1);

    if (!memory)
        out_of_memory();
    return memory;
}

void *must_realloc(void *old, size_t size)
{
    void *memory = realloc(old, size ? size : 1);

    if (!memory)
        out_of_memory();
    return memory;
}

char *must_copy(const char *text)
{
    return must_copy_n(text, strlen(text));
}

char *must_copy_n(const char *text, size_t length)
{
    char *copy = must_alloc(length + 1);

    memcpy(copy, text, length);
    return copy;
}

static void reserve(struct text *text, size_t more)
{
    size_t needed = text->length + more + 1;

    if (needed <= text->capacity)
        return;
    text->capacity = needed < 64 ? 64 : needed * 2;
    text->s = must_realloc(text->s, text->capacity);
}

void text_add_n(struct text *text, const char *more, size_t length)
{
    reserve(text, length);
    memcpy(text->s + text->length, more, length);
    text->length += length;
    text->s[text->length] = '\0';
}

void text_add(struct text *text, const char *more)
{
    text_add_n(text, more, strlen(more));
}

void text_addf(struct text *text, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    char *more = text_vformat(format, args);
    va_end(args);
    text_add(text, more);
    free(more);
}

char *text_take(struct text *text)
{
    char *s = text->s ? text->s : must_copy("");

    *text = (struct text){0};
    return s;
}

void text_free(struct text *text)
{
    free(text->s);
    *text = (struct text){0};
}

char *text_format(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    char *s = text_vformat(format, args);
    va_end(args);
    return s;
}

char *text_vformat(const char *format, va_list args)
{
    va_list again;

    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *s = must_alloc(length < 0 ? 1 : (size_t)length + 1);
    if (length > 0)
        vsnprintf(s, (size_t)length + 1, format, args);
    return s;
}

static size_t sequence_length(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first < 0xE0)
        return 2;
    if (first >= 0xE0 && first < 0xF0)
        return 3;
    if (first >= 0xF0 && first < 0xF5)
        return 4;
    return 0;
}

/* Decodes one character within length bytes; 0 where the bytes are no character. */
static size_t decode(const char *bytes, size_t length, unsigned *ret_code)
{
    static const unsigned char lead_mask[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    static const unsigned smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *u = (const unsigned char *)bytes;
    size_t size = sequence_length(u[0]);

    if (size == 0 || size > length)
        return 0;
    unsigned code = u[0] & lead_mask[size];
    for (size_t i = 1; i < size; i++) {
        if ((u[i] & 0xC0) != 0x80)
            return 0;
        code = code << 6 | (u[i] & 0x3F);
    }
    if (code < smallest[size] || (code >= 0xD800 && code < 0xE000) || code > 0x10FFFF)
        return 0;
    *ret_code = code;
    return size;
}

size_t text_decode(const char *utf8, unsigned *ret_code)
{
    if (!*utf8)
        return 0;
    size_t size = decode(utf8, strnlen(utf8, 4), ret_code);
    if (size)
        return size;
    *ret_code = REPLACEMENT;
    return 1;
}

bool text_is_utf8(const char *bytes, size_t length)
{
    unsigned code;

    for (size_t i = 0, size; i < length; i += size) {
        size = decode(bytes + i, length - i, &code);
        if (size == 0)
            return false;
    }
    return true;
}

/* Controls, and the characters that turn the direction of the text round or hide in it. */
static bool is_harmful(unsigned code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069) || code == 0x200E || code == 0x200F ||
           code == 0x2028 || code == 0x2029 || code == 0xFEFF;
}

static bool is_blank(unsigned code)
{
    return code == ' ' || code == '\t' || code == '\r' || code == '\n';
}

enum clean_how { CLEAN_LINE, CLEAN_LINES, CLEAN_ROW };

static char *clean(const char *raw, size_t limit, enum clean_how how)
{
    struct text out = {0};
    unsigned code = 0;
    bool blank = false;

    for (size_t size; (size = text_decode(raw, &code)) > 0; raw += size) {
        const char *piece = raw;
        size_t length = size;
        if (how == CLEAN_LINES && code == '\n') {
            blank = false;
        } else if (how == CLEAN_ROW && code == ' ') {
            length = 1;
        } else if (is_blank(code)) {
            blank = out.length > 0 && out.s[out.length - 1] != '\n';
            continue;
        } else if (is_harmful(code) || (code == REPLACEMENT && size == 1)) {
            piece = "\xEF\xBF\xBD";
            length = 3;
        }
        if (limit && out.length + length + blank > limit)
            break;
        if (blank)
            text_add_n(&out, " ", 1);
        blank = false;
        text_add_n(&out, piece, length);
    }
    return text_take(&out);
}

char *text_clean(const char *raw, size_t limit)
{
    return clean(raw, limit, CLEAN_LINE);
}

char *text_clean_lines(const char *raw, size_t limit)
{
    return clean(raw, limit, CLEAN_LINES);
}

char *text_clean_row(const char *raw, size_t limit)
{
    return clean(raw, limit, CLEAN_ROW);
}

bool text_same_word(const char *a, const char *b)
{
    return strcasecmp(a, b) == 0;
}

bool text_starts(const char *text, const char *start)
{
    return strncasecmp(text, start, strlen(start)) == 0;
}
