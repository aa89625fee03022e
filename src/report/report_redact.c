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
    static const char there[] = N_("Windows PowerShell on %s");
    if (strcmp(source, here) == 0 || strcmp(source, _(here)) == 0)
        return NULL;
    char *name = filled_in(_(there), source);
    name = name != NULL ? name : filled_in(there, source);
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

/* The names of a list: "esx-01 has several virtual machines: edge-01, till-7. Say which one ...".
 */
static void learn_list(struct redactor *redactor, const char *list)
{
    const char *end = strstr(list, ". ");
    size_t length = end != NULL ? (size_t)(end - list) : strlen(list);
    length -= length > 0 && list[length - 1] == '.';
    const char *comma = strstr(list, ", ");
    if (comma == NULL || (size_t)(comma - list) > length)
        return;
    while (length > 0) {
        comma = strstr(list, ", ");
        bool is_last = comma == NULL || (size_t)(comma - list) > length;
        size_t piece = is_last ? length : (size_t)(comma - list);
        learn_piece(redactor, list, piece);
        list += is_last ? length : piece + 2;
        length -= is_last ? length : piece + 2;
    }
}

/* Why something is unknown is often what a server said, and it may name machines that no fact tells
 * of: in quotes, or as a list. */
static void learn_reason(struct redactor *redactor, const char *reason)
{
    const char *quote = strchr(reason, '"');
    const char *list = strstr(reason, ": ");
    while (quote != NULL) {
        const char *end = strchr(quote + 1, '"');
        if (end != NULL)
            learn_piece(redactor, quote + 1, (size_t)(end - quote - 1));
        quote = end != NULL ? strchr(end + 1, '"') : NULL;
    }
    for (; list != NULL; list = strstr(list + 2, ": "))
        learn_list(redactor, list + 2);
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
