#include "config.h"

#include "report/report.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "report/redact.h"
#include "report/report_parts.h"

#define NAME_SPACES 2 /* a piece of a list with more of them is a sentence, no name */

/* Keys whose values come from the program or a guide, not from a machine. */
static bool is_our_own(const char *key)
{
    static const char *const keys[] = {"format", "id",   "fact", "status", "severity", "area",
                                       "kind",   "mark", "date", "at",     "until",    "created"};
    for (size_t i = 0; key != NULL && i < sizeof keys / sizeof *keys; i++) {
        if (strcmp(key, keys[i]) == 0)
            return true;
    }
    return false;
}

/* What stands in text where the template has its "%s"; NULL: it is another text. The caller frees. */
static char *filled_in(const char *template, const char *text)
{
    const char *place = strstr(template, "%s");
    if (place == NULL) /* a catalogue that is broken */
        return NULL;
    size_t before = (size_t)(place - template);
    size_t after = strlen(place + 2);
    size_t length = strlen(text);
    if (length <= before + after || strncmp(text, template, before) != 0 ||
        strcmp(text + length - after, place + 2) != 0)
        return NULL;
    return must_copy_n(text + before, length - before - after);
}

/* "vSphere API, esx-01" */
static char *after_comma(const char *source)
{
    const char *comma = strstr(source, ", ");
    return comma != NULL && strchr(comma + 2, ' ') == NULL ? must_copy(comma + 2) : NULL;
}

/* A last word with signs that words of a language do not have. */
static char *name_at_the_end(const char *source)
{
    const char *last = strrchr(source, ' ');
    const char *word = last != NULL ? last + 1 : source;
    bool is_name = strpbrk(word, "0123456789./@:-_\\") != NULL;
    return is_name ? must_copy(word) : NULL;
}

/* Who was asked, in what the program calls a source, in the language of now or in English; NULL:
 * nobody by name. The caller frees. */
static char *name_in_source(const char *source)
{
    static const char here[] = N_("Windows PowerShell on this machine");
    static const char *const templates[] = {N_("Windows PowerShell on %s"), "vSphere API, %s",
                                            N_("az vm show, %s")};
    if (strcmp(source, here) == 0 || strcmp(source, _(here)) == 0)
        return NULL;
    char *name = NULL;
    for (size_t i = 0; name == NULL && i < sizeof templates / sizeof *templates; i++) {
        name = filled_in(_(templates[i]), source);
        name = name != NULL ? name : filled_in(templates[i], source);
    }
    name = name != NULL ? name : after_comma(source);
    return name != NULL ? name : name_at_the_end(source);
}

static void learn_group_and_vm(struct redactor *redactor, const char *name, const char *slash)
{
    char *group = must_copy_n(name, (size_t)(slash - name));
    redactor_learn(redactor, "group", group);
    redactor_learn(redactor, "vm", slash + 1);
    free(group);
}

static void learn_source(struct redactor *redactor, const char *source)
{
    char *name = name_in_source(source);
    const char *slash = name != NULL ? strchr(name, '/') : NULL;
    const char *at = name != NULL ? strchr(name, '@') : NULL;
    if (slash != NULL && slash > name && slash[1] != '\0')
        learn_group_and_vm(redactor, name, slash);
    else if (at != NULL || (name != NULL && strlen(name) > 1))
        (void)redactor_host(redactor, at != NULL ? at + 1 : name);
    free(name);
}

static void learn_piece(struct redactor *redactor, const char *piece, size_t length)
{
    char *name = must_copy_n(piece, length);
    size_t spaces = 0;
    for (const char *c = name; *c != '\0'; c++)
        spaces += *c == ' ';
    if (spaces <= NAME_SPACES)
        redactor_learn(redactor, "name", name);
    free(name);
}

/* The first of several signs in text, and how long it is; NULL: none stands there. */
static const char *first_of(const char *text, const char *const *signs, size_t *ret_length)
{
    const char *first = NULL;
    for (; *signs != NULL; signs++) {
        const char *found = strstr(text, *signs);
        if (found != NULL && (first == NULL || found < first)) {
            first = found;
            *ret_length = strlen(*signs);
        }
    }
    return first;
}

/* The names of a list: "esx-01 has several virtual machines: edge-01, till-7. Say which one ...".
 */
static void learn_list(struct redactor *redactor, const char *list)
{
    static const char *const ends[] = {". ", "。", NULL};
    static const char *const commas[] = {", ", "、", "，", NULL};
    size_t sign = 0;
    const char *end = first_of(list, ends, &sign);
    size_t length = end != NULL ? (size_t)(end - list) : strlen(list);
    length -= length > 0 && list[length - 1] == '.';
    const char *comma = first_of(list, commas, &sign);
    if (comma == NULL || (size_t)(comma - list) > length)
        return;
    while (length > 0) {
        comma = first_of(list, commas, &sign);
        bool is_last = comma == NULL || (size_t)(comma - list) > length;
        size_t piece = is_last ? length : (size_t)(comma - list);
        learn_piece(redactor, list, piece);
        list += is_last ? length : piece + sign;
        length -= is_last ? length : piece + sign;
    }
}

/* French has blanks that do not break inside its quotes. */
static void learn_quoted(struct redactor *redactor, const char *from, const char *to)
{
    static const char blank[] = "\xC2\xA0";
    size_t width = sizeof blank - 1;
    size_t length = (size_t)(to - from);
    if (length >= 2 * width && strncmp(from, blank, width) == 0) {
        from += width;
        length -= 2 * width;
    }
    learn_piece(redactor, from, length);
}

static void learn_quotes(struct redactor *redactor, const char *reason)
{
    static const struct {
        const char *open, *close;
    } pairs[] = {
        {"\"",  "\"" },
        {"„", "“"},
        {"“", "”"},
        {"«",  "»" },
        {"「", "」"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        const char *open = strstr(reason, pairs[i].open);
        while (open != NULL) {
            const char *from = open + strlen(pairs[i].open);
            const char *to = strstr(from, pairs[i].close);
            if (to != NULL)
                learn_quoted(redactor, from, to);
            open = to != NULL ? strstr(to + strlen(pairs[i].close), pairs[i].open) : NULL;
        }
    }
}

/* Why something is unknown is often what a server said, and it may name machines that no fact tells
 * of: in quotes, or as a list. */
static void learn_reason(struct redactor *redactor, const char *reason)
{
    static const char *const colons[] = {": ", "：", NULL};
    size_t sign = 0;
    learn_quotes(redactor, reason);
    const char *list = first_of(reason, colons, &sign);
    while (list != NULL) {
        learn_list(redactor, list + sign);
        list = first_of(list + sign, colons, &sign);
    }
}

static void redact(struct redactor *redactor, cJSON *item, const char *key)
{
    if (cJSON_IsString(item) && !is_our_own(key)) {
        char *text = redactor_apply(redactor, item->valuestring);
        cJSON_SetValuestring(item, text);
        free(text);
    }
    cJSON *child = NULL;
    cJSON_ArrayForEach(child, item)
    {
        redact(redactor, child, cJSON_IsArray(item) ? key : child->string);
    }
}

static void learn(struct redactor *redactor, const cJSON *item, const char *key)
{
    if (cJSON_IsString(item) && !is_our_own(key))
        free(redactor_apply(redactor, item->valuestring));
    if (cJSON_HasObjectItem(item, "fact")) {
        learn_source(redactor, string_at(item, "source"));
        learn_reason(redactor, string_at(item, "reason"));
    }
    const cJSON *child = NULL;
    cJSON_ArrayForEach(child, item)
    {
        learn(redactor, child, cJSON_IsArray(item) ? key : child->string);
    }
}

static void learn_names(struct redactor *redactor, const cJSON *report)
{
    const cJSON *name = NULL;
    cJSON_ArrayForEach(name, list_at(report, "names"))
    {
        redactor_learn(redactor, string_at(name, "kind"), string_at(name, "name"));
    }
    redactor_learn(redactor, "vm", report_machine(report));
}

cJSON *report_redacted_support(const cJSON *report)
{
    struct redactor redactor = {0};
    cJSON *support = cJSON_Duplicate(list_at(report, "support"), true);
    if (!report_hides_names(report)) {
        learn_names(&redactor, report);
        redact(&redactor, support, NULL);
    }
    redactor_clear(&redactor);
    return support;
}

cJSON *report_redact(const cJSON *report)
{
    struct redactor redactor = {0};
    cJSON *copy = report_clean(report);
    learn_names(&redactor, copy);
    learn(&redactor, copy, NULL);
    redact(&redactor, copy, NULL);
    cJSON_DeleteItemFromObjectCaseSensitive(copy, "names");
    cJSON_DeleteItemFromObjectCaseSensitive(copy, "redacted");
    cJSON_AddTrueToObject(copy, "redacted");
    redactor_clear(&redactor);
    return copy;
}
