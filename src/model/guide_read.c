#include "model/guide_read.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "sys/text.h"

int guide_read_rule(const cJSON *object, const struct json_at *at, const char *key, bool required,
                    struct rule **ret, struct error *err)
{
    const cJSON *json = cJSON_GetObjectItemCaseSensitive(object, key);
    struct json_at here = json_at_key(at, key);
    if (json == NULL) {
        return required ? json_wrong(err, &here, _("A rule is missing here.")) : 0;
    }
    *ret = rule_parse(json, &here, err);
    return *ret != NULL ? 0 : -1;
}

int guide_read_text(const cJSON *object, const struct json_at *at, const char *key, bool required,
                    const char **ret, struct error *err)
{
    struct json_at here = json_at_key(at, key);
    if (json_string(object, at, key, required, ret, err) != 0) {
        return -1;
    }
    return *ret != NULL ? fill_check(*ret, &here, err) : 0;
}

int guide_read_words(const cJSON *object, const struct json_at *at, const char *key,
                     const cJSON **ret, struct error *err)
{
    struct json_at list_at = json_at_key(at, key);
    if (json_array(object, at, key, ret, err) != 0) {
        return -1;
    }
    size_t index = 0;
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, *ret)
    {
        struct json_at here = json_at_index(&list_at, index++);
        if (!cJSON_IsString(item) || *item->valuestring == '\0') {
            return json_wrong(err, &here, _("Expected a text."));
        }
    }
    return 0;
}

int guide_read_array(const cJSON *object, const struct json_at *at, const char *key,
                     size_t element_size, guide_read_element *read, void *ret_array,
                     size_t *ret_count, struct error *err)
{
    const cJSON *list = NULL;
    struct json_at list_at = json_at_key(at, key);
    if (json_array(object, at, key, &list, err) != 0) {
        return -1;
    }
    size_t size = list != NULL ? (size_t)cJSON_GetArraySize(list) : 0;
    char *elements = must_alloc(size * element_size + 1);
    memset(elements, 0, size * element_size + 1);
    memcpy(ret_array, &elements, sizeof elements);
    const cJSON *json = NULL;
    cJSON_ArrayForEach(json, list)
    {
        struct json_at here = json_at_index(&list_at, *ret_count);
        void *element = elements + element_size * *ret_count;
        ++*ret_count;
        if (read(json, &here, element, err) != 0) {
            return -1;
        }
    }
    return 0;
}

static int read_document(const cJSON *json, const struct json_at *top, struct document *ret,
                         struct error *err)
{
    const cJSON *document = cJSON_GetObjectItemCaseSensitive(json, "document");
    struct json_at at = json_at_key(top, "document");
    if (json_only_keys(document, &at, "title url date", err) != 0 ||
        json_string(document, &at, "title", true, &ret->title, err) != 0 ||
        json_string(document, &at, "url", true, &ret->url, err) != 0 ||
        json_string(document, &at, "date", true, &ret->date, err) != 0) {
        return -1;
    }
    return 0;
}

static int read_suggest(const cJSON *json, const struct json_at *top, struct guide_file *file,
                        struct error *err)
{
    const cJSON *suggest = cJSON_GetObjectItemCaseSensitive(json, "suggest");
    struct json_at at = json_at_key(top, "suggest");
    if (suggest == NULL) {
        return 0;
    }
    if (json_only_keys(suggest, &at, "when because", err) != 0 ||
        guide_read_rule(suggest, &at, "when", true, &file->suggest_when, err) != 0 ||
        guide_read_text(suggest, &at, "because", true, &file->suggest_because, err) != 0) {
        return -1;
    }
    return 0;
}

static int read_path_parts(const cJSON *json, const struct json_at *at, struct guide_file *file,
                           struct error *err)
{
    if (json_string(json, at, "title", true, &file->title, err) != 0 ||
        json_string(json, at, "short", true, &file->brief, err) != 0 ||
        guide_read_text(json, at, "summary", true, &file->summary, err) != 0 ||
        read_document(json, at, &file->document, err) != 0 ||
        read_suggest(json, at, file, err) != 0 ||
        guide_read_array(json, at, "roles", sizeof *file->roles, guide_read_role, &file->roles,
                         &file->role_count, err) != 0 ||
        guide_read_array(json, at, "layers", sizeof *file->layers, guide_read_layer, &file->layers,
                         &file->layer_count, err) != 0) {
        return -1;
    }
    return 0;
}

static int read_shared_parts(const cJSON *json, const struct json_at *at, struct guide_file *file,
                             struct error *err)
{
    if (guide_read_array(json, at, "plan", sizeof *file->questions, guide_read_question,
                         &file->questions, &file->question_count, err) != 0 ||
        guide_read_array(json, at, "checks", sizeof *file->checks, guide_read_check, &file->checks,
                         &file->check_count, err) != 0 ||
        guide_read_array(json, at, "steps", sizeof *file->steps, guide_read_step, &file->steps,
                         &file->step_count, err) != 0 ||
        guide_read_array(json, at, "notes", sizeof *file->notes, guide_read_note, &file->notes,
                         &file->note_count, err) != 0) {
        return -1;
    }
    return 0;
}

static int read_file(struct guide_file *file, const char *name, struct error *err)
{
    struct json_at top = {.file = name};
    int format = 0;
    if (json_word(file->json, &top, "format", "eflow-guide/1", true, &format, err) != 0 ||
        json_string(file->json, &top, "id", true, &file->id, err) != 0) {
        return -1;
    }
    bool is_common = strcmp(file->id, "common") == 0;
    const char *keys = is_common ? "format id plan checks steps notes"
                                 : "format id title short summary document suggest roles layers "
                                   "plan checks steps notes";
    if (json_only_keys(file->json, &top, keys, err) != 0 ||
        (!is_common && read_path_parts(file->json, &top, file, err) != 0)) {
        return -1;
    }
    return read_shared_parts(file->json, &top, file, err);
}

struct guide_file *guide_file_read(cJSON *json, bool is_ours, const char *name, struct error *err)
{
    struct guide_file *file = must_alloc(sizeof *file);
    *file = (struct guide_file){.json = json, .is_json_ours = is_ours, .name = name};
    return read_file(file, name, err) == 0 ? file : guide_file_free(file);
}

struct guide_file *guide_file_free(struct guide_file *file)
{
    if (file == NULL) {
        return NULL;
    }
    rule_free(file->suggest_when);
    for (size_t i = 0; i < file->layer_count; i++) {
        guide_free_layer(&file->layers[i]);
    }
    for (size_t i = 0; i < file->question_count; i++) {
        guide_free_question(&file->questions[i]);
    }
    for (size_t i = 0; i < file->check_count; i++) {
        guide_free_check(&file->checks[i]);
    }
    for (size_t i = 0; i < file->step_count; i++) {
        guide_free_step(&file->steps[i]);
    }
    for (size_t i = 0; i < file->note_count; i++) {
        rule_free(file->notes[i].when);
    }
    free(file->roles);
    free(file->layers);
    free(file->questions);
    free(file->checks);
    free(file->steps);
    free(file->notes);
    if (file->is_json_ours) {
        cJSON_Delete(file->json);
    }
    free(file);
    return NULL;
}
