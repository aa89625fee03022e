#include "config.h"

#include "report/redact.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "model/fact.h"

struct kind_number {
    char *kind;
    size_t last;
};

/* Words that every report contains, whoever it is about. */
static bool is_common(const char *word)
{
    static const char *const words[] = {
        "admin",     "administrator", "root",  "user",    "system",    "azure",    "client",
        "default",   "edge",          "eflow", "esxi",    "external",  "guest",    "host",
        "hyperv",    "hyper-v",       "iot",   "linux",   "localhost", "internal", "machine",
        "microsoft", "name",          "none",  "off",     "on",        "pro",      "server",
        "switch",    "test",          "the",   "virtual", "vm",        "vmware",   "windows"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (text_same_word(word, words[i]))
            return true;
    }
    return strlen(word) < 2 || strspn(word, "0123456789") == strlen(word);
}

/* Names made of such words only ("Windows 11") tell nothing about anybody. */
static bool says_nothing(const char *name)
{
    bool is_nothing = true;
    while (is_nothing && *name != '\0') {
        size_t length = strcspn(name, " ");
        char *word = must_copy_n(name, length);
        is_nothing = is_common(word);
        free(word);
        name += length + strspn(name + length, " ");
    }
    return is_nothing;
}

static size_t next_number(struct redactor *redactor, const char *kind)
{
    for (size_t i = 0; i < redactor->kind_count; i++) {
        if (strcmp(redactor->kinds[i].kind, kind) == 0)
            return ++redactor->kinds[i].last;
    }
    redactor->kinds =
        must_realloc(redactor->kinds, (redactor->kind_count + 1) * sizeof *redactor->kinds);
    redactor->kinds[redactor->kind_count++] =
        (struct kind_number){.kind = must_copy(kind), .last = 1};
    return 1;
}

static struct alias *find(const struct redactor *redactor, const char *original)
{
    for (size_t i = 0; i < redactor->count; i++) {
        if (text_same_word(redactor->aliases[i].original, original))
            return &redactor->aliases[i];
    }
    return NULL;
}

static struct alias *add(struct redactor *redactor, const char *original, char *word, bool is_name)
{
    size_t at = 0;
    while (at < redactor->count && strlen(redactor->aliases[at].original) >= strlen(original))
        at++;
    redactor->aliases =
        must_realloc(redactor->aliases, (redactor->count + 1) * sizeof *redactor->aliases);
    memmove(&redactor->aliases[at + 1], &redactor->aliases[at],
            (redactor->count - at) * sizeof *redactor->aliases);
    redactor->aliases[at] =
        (struct alias){.original = must_copy(original), .word = word, .is_name = is_name};
    redactor->count++;
    return &redactor->aliases[at];
}

const char *redactor_word(struct redactor *redactor, const char *kind, const char *original,
                          size_t length)
{
    char *copy = must_copy_n(original, length);
    const struct alias *alias = find(redactor, copy);
    if (alias == NULL)
        alias =
            add(redactor, copy, text_format("%s-%zu", kind, next_number(redactor, kind)), false);
    free(copy);
    return alias->word;
}

static const char *learn_name(struct redactor *redactor, const char *kind, const char *original)
{
    const char *word = redactor_word(redactor, kind, original, strlen(original));
    find(redactor, original)->is_name = true;
    return word;
}

/* "esx-01.plant.example" is also known as "esx-01", and tells "plant.example". */
static void learn_parts(struct redactor *redactor, const char *original, const char *word)
{
    const char *dot = strchr(original, '.');
    bool is_host = dot != NULL && dot > original && dot[1] != '\0' &&
                   strpbrk(original, " /:@") == NULL &&
                   strpbrk(original, "abcdefghijklmnopqrstuvwxyz"
                                     "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != NULL;
    if (!is_host)
        return;
    char *label = must_copy_n(original, (size_t)(dot - original));
    if (find(redactor, label) == NULL && !says_nothing(label))
        (void)add(redactor, label, must_copy(word), true);
    if (strchr(dot + 1, '.') != NULL)
        learn_name(redactor, "domain", dot + 1);
    free(label);
}

/* The name as it looks inside quotes of PowerShell and of a POSIX shell. */
static void learn_quoted(struct redactor *redactor, const char *original, const char *word)
{
    static const char *const escapes[] = {"''", "'\\''"};
    for (size_t i = 0; strchr(original, '\'') != NULL && i < 2; i++) {
        struct text quoted = {0};
        for (const char *c = original; *c != '\0'; c++) {
            if (*c == '\'')
                text_add(&quoted, escapes[i]);
            else
                text_add_n(&quoted, c, 1);
        }
        if (find(redactor, quoted.s) == NULL)
            (void)add(redactor, quoted.s, must_copy(word), true);
        text_free(&quoted);
    }
}

void redactor_learn(struct redactor *redactor, const char *kind, const char *original)
{
    if (says_nothing(original))
        return;
    char *word = must_copy(learn_name(redactor, kind, original));
    learn_parts(redactor, original, word);
    learn_quoted(redactor, original, word);
    free(word);
}

const char *redactor_host(struct redactor *redactor, const char *host)
{
    char *label = must_copy_n(host, strcspn(host, "."));
    const struct alias *known = find(redactor, host);
    const struct alias *named = find(redactor, label);
    if (known == NULL && named != NULL && named->is_name)
        (void)add(redactor, host, must_copy(named->word), true);
    else
        redactor_learn(redactor, "host", host);
    free(label);
    return redactor_word(redactor, "host", host, strlen(host));
}

/* Whether a name cannot begin or end beside this character. Chinese and Japanese signs stand beside
 * names without a blank, and so do quotes. */
static bool is_word_code(unsigned code)
{
    bool is_latin = code >= 0xC0 && code < 0x250;
    bool is_greek_or_cyrillic = code >= 0x370 && code < 0x530;
    return (code < 0x80 && isalnum((int)code)) || is_latin || is_greek_or_cyrillic;
}

static unsigned code_at(const char *text)
{
    unsigned code = 0;
    return text_decode(text, &code) > 0 ? code : 0;
}

/* The character that ends at text. */
static unsigned code_before(const char *text)
{
    do {
        text--;
    } while (((unsigned char)*text & 0xC0) == 0x80);
    return code_at(text);
}

/* How much of text is this original (any white space for a space); 0 when it is not. */
static size_t match(const char *text, const char *original)
{
    const char *at = text;
    for (; *original != '\0'; original++) {
        if (isspace((unsigned char)*original) && isspace((unsigned char)*at)) {
            at += strspn(at, " \t\n");
            continue;
        }
        if (tolower((unsigned char)*at) != tolower((unsigned char)*original))
            return 0;
        at++;
    }
    bool ends = !is_word_code(code_before(at)) || !is_word_code(code_at(at));
    return ends ? (size_t)(at - text) : 0;
}

static size_t apply_alias(const struct redactor *redactor, const char *text, struct text *out)
{
    for (size_t i = 0; i < redactor->count; i++) {
        const struct alias *alias = &redactor->aliases[i];
        size_t length = alias->is_name ? match(text, alias->original) : 0;
        if (length > 0) {
            text_add(out, alias->word);
            return length;
        }
    }
    return 0;
}

/* The name of a fact, which is no name of anybody even where it contains one. */
static size_t skip_fact(const char *text, struct text *out)
{
    size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_.");
    while (length > 0 && text[length - 1] == '.')
        length--;
    char *name = must_copy_n(text, length);
    bool is_fact = fact_find(name) != FACT_NONE;
    if (is_fact)
        text_add(out, name);
    free(name);
    return is_fact ? length : 0;
}

char *redactor_apply(struct redactor *redactor, const char *text)
{
    struct text out = {0};
    redactor->before = ' ';
    text_add(&out, "");
    while (*text != '\0') {
        bool may_begin = !is_word_code(redactor->before) || !is_word_code(code_at(text));
        size_t length = may_begin ? skip_fact(text, &out) : 0;
        if (length == 0 && may_begin)
            length = redact_pattern(redactor, text, &out);
        if (length == 0 && may_begin)
            length = apply_alias(redactor, text, &out);
        if (length == 0) {
            unsigned code = 0;
            length = text_decode(text, &code);
            text_add_n(&out, text, length);
        }
        redactor->before = code_before(text + length);
        text += length;
    }
    return text_take(&out);
}

void redactor_clear(struct redactor *redactor)
{
    for (size_t i = 0; i < redactor->count; i++) {
        free(redactor->aliases[i].original);
        free(redactor->aliases[i].word);
    }
    for (size_t i = 0; i < redactor->kind_count; i++)
        free(redactor->kinds[i].kind);
    free(redactor->aliases);
    free(redactor->kinds);
    *redactor = (struct redactor){0};
}
