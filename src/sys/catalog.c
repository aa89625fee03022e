#include "sys/catalog.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "sys/file.h"
#include "sys/plural.h"
#include "sys/text.h"

#define CATALOG_LIMIT ((size_t)16 << 20)
#define MAGIC         0x950412deu
#define MAGIC_SWAPPED 0xde120495u
#define MAJOR_VERSION 0u

/* Words of the file's head, each of 4 bytes. */
enum { WORD_MAGIC, WORD_VERSION, WORD_COUNT, WORD_TEXTS, WORD_TRANSLATIONS, HEAD_WORDS };
enum { WORD_SIZE = 4, ENTRY_SIZE = 8 };

struct catalog {
    char *bytes;
    size_t length;
    bool is_swapped;
    size_t count;
    size_t texts;        /* offset of the table of texts, in the order of strcmp */
    size_t translations; /* and of that of their translations */
    char *plural_rule;
    unsigned long plural_count;
};

static uint32_t word_at(const struct catalog *catalog, size_t offset)
{
    uint32_t word = 0;
    memcpy(&word, catalog->bytes + offset, sizeof word);
    if (!catalog->is_swapped) {
        return word;
    }
    return word >> 24 | (word >> 8 & 0xff00u) | (word << 8 & 0xff0000u) | word << 24;
}

static const char *string_at(const struct catalog *catalog, size_t table, size_t index)
{
    return catalog->bytes + word_at(catalog, table + index * ENTRY_SIZE + WORD_SIZE);
}

static size_t length_at(const struct catalog *catalog, size_t table, size_t index)
{
    return word_at(catalog, table + index * ENTRY_SIZE);
}

static bool is_table(const struct catalog *catalog, size_t table)
{
    if (table > catalog->length || catalog->count > (catalog->length - table) / ENTRY_SIZE) {
        return false;
    }
    for (size_t i = 0; i < catalog->count; i++) {
        size_t length = length_at(catalog, table, i);
        size_t offset = word_at(catalog, table + i * ENTRY_SIZE + WORD_SIZE);
        if (offset >= catalog->length || length >= catalog->length - offset ||
            catalog->bytes[offset + length] != '\0' ||
            !text_is_utf8(catalog->bytes + offset, length)) {
            return false;
        }
    }
    return true;
}

static bool read_head(struct catalog *catalog)
{
    if (catalog->length < HEAD_WORDS * WORD_SIZE) {
        return false;
    }
    catalog->is_swapped = word_at(catalog, WORD_MAGIC * WORD_SIZE) == MAGIC_SWAPPED;
    if (word_at(catalog, WORD_MAGIC * WORD_SIZE) != MAGIC ||
        word_at(catalog, WORD_VERSION * WORD_SIZE) >> 16 != MAJOR_VERSION) {
        return false;
    }
    catalog->count = word_at(catalog, WORD_COUNT * WORD_SIZE);
    catalog->texts = word_at(catalog, WORD_TEXTS * WORD_SIZE);
    catalog->translations = word_at(catalog, WORD_TRANSLATIONS * WORD_SIZE);
    return is_table(catalog, catalog->texts) && is_table(catalog, catalog->translations);
}

/* "Plural-Forms: nplurals=2; plural=(n != 1);" in the catalogue's own head, the translation of "".
 */
static void read_plurals(struct catalog *catalog)
{
    const char *head = catalog_find(catalog, "");
    const char *count = head != NULL ? strstr(head, "nplurals=") : NULL;
    const char *rule = count != NULL ? strstr(count, "plural=") : NULL;
    if (rule == NULL) {
        catalog->plural_count = 2;
        catalog->plural_rule = must_copy("n != 1");
        return;
    }
    rule += strlen("plural=");
    catalog->plural_count = strtoul(count + strlen("nplurals="), NULL, 10);
    catalog->plural_rule = must_copy_n(rule, strcspn(rule, ";\n"));
}

struct catalog *catalog_load(const char *path)
{
    struct catalog *catalog = must_alloc(sizeof *catalog);
    *catalog = (struct catalog){0};
    catalog->bytes = file_read(path, CATALOG_LIMIT, &catalog->length, NULL);
    if (catalog->bytes == NULL || !read_head(catalog)) {
        return catalog_free(catalog);
    }
    read_plurals(catalog);
    return catalog;
}

struct catalog *catalog_free(struct catalog *catalog)
{
    if (catalog != NULL) {
        free(catalog->bytes);
        free(catalog->plural_rule);
        free(catalog);
    }
    return NULL;
}

/* The place of the text in the tables; count: it is not there. */
static size_t place_of(const struct catalog *catalog, const char *text)
{
    size_t from = 0;
    size_t to = catalog->count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = strcmp(text, string_at(catalog, catalog->texts, middle));
        if (order == 0) {
            return middle;
        }
        if (order < 0) {
            to = middle;
        } else {
            from = middle + 1;
        }
    }
    return catalog->count;
}

const char *catalog_find(const struct catalog *catalog, const char *text)
{
    size_t place = place_of(catalog, text);
    if (place == catalog->count || length_at(catalog, catalog->translations, place) == 0) {
        return NULL;
    }
    return string_at(catalog, catalog->translations, place);
}

const char *catalog_find_plural(const struct catalog *catalog, const char *one, unsigned long n)
{
    const char *form = catalog_find(catalog, one);
    if (form == NULL) {
        return NULL;
    }
    size_t place = place_of(catalog, one);
    const char *end = form + length_at(catalog, catalog->translations, place);
    unsigned long wanted = plural_form(catalog->plural_rule, n);
    for (unsigned long i = 0; i < wanted && wanted < catalog->plural_count; i++) {
        const char *next = form + strlen(form) + 1;
        if (next > end) {
            return NULL;
        }
        form = next;
    }
    return form;
}
