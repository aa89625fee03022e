#include "sys/pseudo.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "sys/text.h"

#define PAD_WORD 4 /* columns of one word of the padding, so that lines can be broken there */

struct entry {
    char *text;
    char *shown;
    struct entry *next;
};

enum { BUCKET_COUNT = 1024 };
static struct entry *buckets[BUCKET_COUNT];

static size_t bucket_of(const char *text)
{
    uint32_t hash = 2166136261u;
    for (const unsigned char *c = (const unsigned char *)text; *c != '\0'; c++) {
        hash = (hash ^ *c) * 16777619u;
    }
    return hash % BUCKET_COUNT;
}

/* The end of a placeholder's name: of "{vm.name|the VM}", what follows the bar is text. */
static const char *skip_placeholder(const char *at)
{
    at++;
    while (islower((unsigned char)*at) || isdigit((unsigned char)*at) || *at == '.' || *at == '_') {
        at++;
    }
    return at;
}

static const char *skip_format(const char *at)
{
    at++;
    at += strspn(at, "-+ #0123456789.*lhzjt");
    return *at != '\0' ? at + 1 : at;
}

/* Columns of the text without the names of its placeholders, which are gone when it is shown. */
static size_t own_columns(const char *text)
{
    size_t columns = text_width(text);
    for (const char *brace = strchr(text, '{'); brace != NULL; brace = strchr(brace, '{')) {
        const char *end = skip_placeholder(brace);
        columns -= (size_t)(end - brace);
        brace = end;
    }
    return columns;
}

static bool has_words(const char *text)
{
    while (*text != '\0') {
        if (*text == '{') {
            text = skip_placeholder(text);
        } else if (*text == '%') {
            text = skip_format(text);
        } else if (isalpha((unsigned char)*text) || (unsigned char)*text >= 0x80) {
            return true;
        } else {
            text++;
        }
    }
    return false;
}

/* Words only where the text has some: a line must not break where it could not before. */
static void add_padding(struct text *out, const char *body, size_t length)
{
    bool has_blanks = memchr(body, ' ', length) != NULL;
    char *copy = must_copy_n(body, length);
    size_t columns = (own_columns(copy) + 1) / 2;
    for (size_t i = 0; i < columns; i++) {
        bool is_blank = has_blanks && i % (PAD_WORD + 1) == 0 && i + 1 < columns;
        text_add(out, is_blank ? " " : "~");
    }
    free(copy);
}

static char *make(const char *text)
{
    struct text out = {0};
    size_t lead = strspn(text, " \n");
    size_t length = strlen(text);
    while (length > lead && strchr(" \n", text[length - 1]) != NULL) {
        length--;
    }
    text_add_n(&out, text, lead);
    text_add(&out, "\u27e6");
    text_add_n(&out, text + lead, length - lead);
    add_padding(&out, text + lead, length - lead);
    text_add(&out, "\u27e7");
    text_add(&out, text + length);
    return text_take(&out);
}

const char *pseudo_text(const char *text)
{
    if (!has_words(text)) {
        return text;
    }
    struct entry **bucket = &buckets[bucket_of(text)];
    for (struct entry *entry = *bucket; entry != NULL; entry = entry->next) {
        if (strcmp(entry->text, text) == 0) {
            return entry->shown;
        }
    }
    struct entry *entry = must_alloc(sizeof *entry);
    *entry = (struct entry){.text = must_copy(text), .shown = make(text), .next = *bucket};
    *bucket = entry;
    return entry->shown;
}

void pseudo_forget(void)
{
    for (size_t i = 0; i < BUCKET_COUNT; i++) {
        while (buckets[i] != NULL) {
            struct entry *entry = buckets[i];
            buckets[i] = entry->next;
            free(entry->text);
            free(entry->shown);
            free(entry);
        }
    }
}
