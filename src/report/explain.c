#include "config.h"

#include "report/explain.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "model/json_at.h"
#include "report/report_parts.h"

#define EXCERPT_LIMIT ((size_t)200) /* bytes of the line that is shown */
#define SURE_LENGTH   12            /* a shorter word alone is too common to be sure */

struct known_errors {
    cJSON *json;
    bool is_json_ours;
};

/* --- reading --- */

static int check_strings(const cJSON *object, const struct json_at *at, const char *key,
                         bool required, struct error *err)
{
    const cJSON *list = NULL;
    const cJSON *item = NULL;
    struct json_at here = json_at_key(at, key);
    size_t index = 0;
    if (json_array(object, at, key, &list, err) != 0)
        return -1;
    if (required && cJSON_GetArraySize(list) == 0)
        return json_wrong(err, &here, _("This list must not be empty."));
    cJSON_ArrayForEach(item, list)
    {
        struct json_at place = json_at_index(&here, index++);
        if (!cJSON_IsString(item) || item->valuestring[0] == '\0')
            return json_wrong(err, &place, _("A text is expected here."));
    }
    return 0;
}

static int check_cause(const cJSON *cause, const struct json_at *at, struct error *err)
{
    const char *text = NULL;
    if (json_only_keys(cause, at, "text checks", err) != 0 ||
        json_string(cause, at, "text", true, &text, err) != 0)
        return -1;
    return check_strings(cause, at, "checks", false, err);
}

static int check_error(const cJSON *error, const struct json_at *at, struct error *err)
{
    static const char *const texts[] = {"id", "means", "do", "link", "source"};
    const char *text = NULL;
    const cJSON *causes = NULL;
    const cJSON *cause = NULL;
    size_t index = 0;
    if (json_only_keys(error, at, "id matches means causes do link source", err) != 0)
        return -1;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (json_string(error, at, texts[i], true, &text, err) != 0)
            return -1;
    }
    if (check_strings(error, at, "matches", true, err) != 0 ||
        json_array(error, at, "causes", &causes, err) != 0)
        return -1;
    struct json_at here = json_at_key(at, "causes");
    cJSON_ArrayForEach(cause, causes)
    {
        struct json_at place = json_at_index(&here, index++);
        if (check_cause(cause, &place, err) != 0)
            return -1;
    }
    return 0;
}

static int check_file(const cJSON *json, const char *name, struct error *err)
{
    struct json_at top = {.file = name};
    const cJSON *errors = NULL;
    const cJSON *error = NULL;
    size_t index = 0;
    if (!is_set(json, "format", "eflow-known-errors/1"))
        return json_wrong(err, &top, _("The format \"%s\" is expected."), "eflow-known-errors/1");
    if (json_only_keys(json, &top, "format errors", err) != 0 ||
        json_array(json, &top, "errors", &errors, err) != 0)
        return -1;
    struct json_at here = json_at_key(&top, "errors");
    cJSON_ArrayForEach(error, errors)
    {
        struct json_at place = json_at_index(&here, index++);
        if (check_error(error, &place, err) != 0)
            return -1;
    }
    return 0;
}

struct known_errors *known_errors_of(const struct screen_file *file, struct error *err)
{
    struct known_errors *known = must_alloc(sizeof *known);
    *known = (struct known_errors){0};
    known->json = screen_file_json(file, &known->is_json_ours, err);
    if (known->json == NULL || check_file(known->json, file->name, err) != 0)
        return known_errors_free(known);
    return known;
}

struct known_errors *known_errors_load(const char *bytes, size_t length, const char *name,
                                       struct error *err)
{
    struct screen_file file = {.name = name, .bytes = bytes, .length = length};
    return known_errors_of(&file, err);
}

struct known_errors *known_errors_free(struct known_errors *known)
{
    if (known != NULL && known->is_json_ours)
        cJSON_Delete(known->json);
    free(known);
    return NULL;
}

void known_errors_visit_checks(const struct known_errors *known,
                               void (*visit)(const char *error_id, const char *check_id,
                                             void *user),
                               void *user)
{
    const cJSON *error = NULL;
    cJSON_ArrayForEach(error, list_at(known->json, "errors"))
    {
        const cJSON *cause = NULL;
        cJSON_ArrayForEach(cause, list_at(error, "causes"))
        {
            const cJSON *check = NULL;
            cJSON_ArrayForEach(check, list_at(cause, "checks"))
            {
                visit(string_at(error, "id"), check->valuestring, user);
            }
        }
    }
}

/* --- finding --- */

/* A text without white space and case, and where each of its bytes came from. Consoles break
 * lines in the middle of words, and UTF-16 puts a zero byte beside each letter: both are gone
 * here. */
struct packed {
    char *bytes;
    size_t *from;
    size_t length;
};

/* The plain sign for a typographic quote at text (three bytes of UTF-8); 0: it is none. */
static char plain_quote(const char *text, size_t left)
{
    if (left < 3 || text[0] != '\xE2' || text[1] != '\x80')
        return 0;
    if (text[2] == '\x98' || text[2] == '\x99')
        return '\'';
    return text[2] == '\x9C' || text[2] == '\x9D' ? '"' : 0;
}

/* The bytes of a colour or cursor sequence of a terminal at text, 0 when there is none. */
static size_t sequence_length(const char *text, size_t left)
{
    if (left < 2 || text[0] != '\033' || text[1] != '[')
        return 0;
    size_t length = 2;
    while (length < left && (text[length] < 0x40 || text[length] > 0x7E))
        length++;
    return length < left ? length + 1 : left;
}

static struct packed pack(const char *text, size_t length)
{
    struct packed packed = {.bytes = must_alloc(length + 1),
                            .from = must_alloc((length + 1) * sizeof *packed.from)};
    for (size_t i = 0; i < length; i++) {
        size_t skipped = sequence_length(text + i, length - i);
        char quote = plain_quote(text + i, length - i);
        if (skipped > 0) {
            i += skipped - 1;
            continue;
        }
        if (quote == 0 && (text[i] == '\0' || isspace((unsigned char)text[i])))
            continue;
        packed.from[packed.length] = i;
        packed.bytes[packed.length++] = quote != 0 ? quote : (char)tolower((unsigned char)text[i]);
        i += quote != 0 ? 2 : 0;
    }
    packed.bytes[packed.length] = '\0';
    packed.from[packed.length] = length;
    return packed;
}

static void packed_clear(struct packed *packed)
{
    free(packed->bytes);
    free(packed->from);
}

static bool is_word(char byte)
{
    return isalnum((unsigned char)byte) || byte == '_';
}

/* Whether what begins or ends here is a whole word in the text as it was. */
static bool is_edge(const char *text, const struct packed *packed, size_t before, size_t after)
{
    bool touch =
        packed->from[after] == packed->from[before] + 1 ||
        (packed->from[after] == packed->from[before] + 2 && text[packed->from[before] + 1] == '\0');
    return !touch || !is_word(packed->bytes[before]) || !is_word(packed->bytes[after]);
}

/* Where needle stands as whole words, from the beginning; (size_t)-1: nowhere. */
static size_t find(const char *text, const struct packed *hay, const struct packed *needle)
{
    size_t at = 0;
    while (needle->length > 0 && at + needle->length <= hay->length) {
        const char *found = memchr(hay->bytes + at, needle->bytes[0], hay->length - at);
        if (found == NULL)
            break;
        at = (size_t)(found - hay->bytes);
        size_t end = at + needle->length;
        if (end <= hay->length && memcmp(found, needle->bytes, needle->length) == 0 &&
            (at == 0 || is_edge(text, hay, at - 1, at)) &&
            (end == hay->length || is_edge(text, hay, end - 1, end)))
            return at;
        at++;
    }
    return (size_t)-1;
}

/* --- telling --- */

struct hit {
    const cJSON *error;
    size_t score; /* how sure: letters that match, and how many texts do */
    size_t begin; /* in the text as it was */
    size_t end;
    bool is_sure;
};

static struct hit look(const cJSON *error, const char *text, const struct packed *hay)
{
    struct hit hit = {.error = error};
    const cJSON *match = NULL;
    size_t longest = 0;
    cJSON_ArrayForEach(match, list_at(error, "matches"))
    {
        struct packed needle = pack(match->valuestring, strlen(match->valuestring));
        size_t at = find(text, hay, &needle);
        if (at != (size_t)-1) {
            bool is_phrase = strpbrk(match->valuestring, " 0123456789'") != NULL;
            hit.is_sure = hit.is_sure || is_phrase || needle.length >= SURE_LENGTH;
            hit.score += 10;
        }
        if (at != (size_t)-1 && needle.length > longest) {
            longest = needle.length;
            hit.begin = hay->from[at];
            hit.end = hay->from[at + needle.length - 1] + 1;
        }
        packed_clear(&needle);
    }
    hit.score += longest;
    return hit;
}

static int compare_hits(const void *a, const void *b)
{
    const struct hit *left = a;
    const struct hit *right = b;
    if (left->is_sure != right->is_sure)
        return left->is_sure ? -1 : 1;
    if (left->score != right->score)
        return left->score > right->score ? -1 : 1;
    return left->begin < right->begin ? -1 : 1;
}

/* The lines around a hit, on one line. The caller frees. */
static char *excerpt(const char *text, size_t length, const struct hit *hit)
{
    size_t begin = hit->begin;
    size_t end = hit->end;
    while (begin > 0 && text[begin - 1] != '\n' && hit->begin - begin < EXCERPT_LIMIT / 2)
        begin--;
    while (end < length && text[end] != '\n' && end - hit->end < EXCERPT_LIMIT / 2)
        end++;
    struct text raw = {0};
    text_add(&raw, "");
    for (size_t i = begin; i < end; i++) {
        if (text[i] != '\0')
            text_add_n(&raw, text + i, 1);
    }
    char *clean = text_clean(raw.s, EXCERPT_LIMIT);
    text_free(&raw);
    return clean;
}

static size_t line_of(const char *text, size_t offset)
{
    size_t line = 1;
    for (size_t i = 0; i < offset; i++)
        line += text[i] == '\n';
    return line;
}

/* The title of a check, whichever path it belongs to; NULL: there is none. */
static const char *title_of(const struct library *library, const char *id)
{
    for (size_t i = 0; library != NULL && i < library->guide_count; i++) {
        int check = guide_check_find(&library->guides[i], id);
        if (check >= 0)
            return library->guides[i].checks[check]->title;
    }
    return NULL;
}

static cJSON *causes_of(const cJSON *error, const struct library *library)
{
    cJSON *list = cJSON_CreateArray();
    const cJSON *cause = NULL;
    cJSON_ArrayForEach(cause, list_at(error, "causes"))
    {
        cJSON *item = cJSON_CreateObject();
        put(item, "text", _(string_at(cause, "text")));
        cJSON *checks = cJSON_AddArrayToObject(item, "checks");
        const cJSON *id = NULL;
        cJSON_ArrayForEach(id, list_at(cause, "checks"))
        {
            const char *title = title_of(library, id->valuestring);
            cJSON *check = cJSON_CreateObject();
            put(check, "id", id->valuestring);
            put(check, "title", title != NULL ? _(title) : NULL);
            cJSON_AddItemToArray(checks, check);
        }
        cJSON_AddItemToArray(list, item);
    }
    return list;
}

static cJSON *told(const struct hit *hit, const struct library *library, const char *text,
                   size_t length)
{
    cJSON *item = cJSON_CreateObject();
    char *line = excerpt(text, length, hit);
    put(item, "id", string_at(hit->error, "id"));
    put(item, "means", _(string_at(hit->error, "means")));
    put(item, "do", _(string_at(hit->error, "do")));
    put(item, "link", string_at(hit->error, "link"));
    put(item, "source", string_at(hit->error, "source"));
    cJSON_AddBoolToObject(item, "sure", hit->is_sure);
    cJSON_AddNumberToObject(item, "line", (double)line_of(text, hit->begin));
    put(item, "excerpt", line);
    cJSON_AddItemToObject(item, "causes", causes_of(hit->error, library));
    free(line);
    return item;
}

cJSON *explain(const struct known_errors *known, const struct library *library, const char *text,
               size_t length)
{
    const cJSON *errors = list_at(known->json, "errors");
    struct hit *hits = must_alloc(((size_t)cJSON_GetArraySize(errors) + 1) * sizeof *hits);
    size_t count = 0;
    struct packed hay = pack(text, length);
    const cJSON *error = NULL;
    cJSON_ArrayForEach(error, errors)
    {
        struct hit hit = look(error, text, &hay);
        if (hit.score > 0)
            hits[count++] = hit;
    }
    if (count > 0)
        qsort(hits, count, sizeof *hits, compare_hits);
    cJSON *explained = cJSON_CreateObject();
    put(explained, "format", "eflow-explain/1");
    cJSON *found = cJSON_AddArrayToObject(explained, "found");
    for (size_t i = 0; i < count; i++)
        cJSON_AddItemToArray(found, told(&hits[i], library, text, length));
    packed_clear(&hay);
    free(hits);
    return explained;
}
