#include "model/guide.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "model/guide_read.h"
#include "sys/text.h"

static const char *const severity_names[] = {"required", "recommended", "info"};
static const char *const area_names[] = {"host", "vm",    "windows", "network",
                                         "plan", "azure", "eflow"};
static const char *const area_titles[] = {
    N_("Host"), N_("Virtual machine"), N_("Windows"), N_("Network"),
    N_("Plan"), N_("Azure"),           "EFLOW",
};
static const char *const way_names[] = {"local", "ssh", "vsphere", "az"};
static_assert(sizeof area_names / sizeof *area_names == AREA_COUNT, "a name for every area");
static_assert(sizeof area_titles / sizeof *area_titles == AREA_COUNT, "a title for every area");
static_assert(sizeof way_names / sizeof *way_names == WAY_COUNT, "a name for every way");

const char *severity_name(enum severity severity)
{
    return severity_names[severity];
}

const char *area_name(enum area area)
{
    return area_names[area];
}

const char *area_title(enum area area)
{
    return _(area_titles[area]);
}

const char *way_name(enum way way)
{
    return way_names[way];
}

int guide_check_find(const struct guide *guide, const char *id)
{
    for (size_t i = 0; i < guide->check_count; i++) {
        if (strcmp(guide->checks[i]->id, id) == 0) {
            return (int)i;
        }
    }
    return -1;
}

int guide_step_find(const struct guide *guide, const char *id)
{
    for (size_t i = 0; i < guide->step_count; i++) {
        if (strcmp(guide->steps[i]->id, id) == 0) {
            return (int)i;
        }
    }
    return -1;
}

const struct guide *library_guide(const struct library *library, const char *id)
{
    for (size_t i = 0; i < library->guide_count; i++) {
        if (strcmp(library->guides[i].own->id, id) == 0) {
            return &library->guides[i];
        }
    }
    return NULL;
}

/* --- a path and what all paths share become one guide --- */

/* JOIN fills one array of pointers of the guide from its own file and the common one. */
#define JOIN(guide, count, items, own, common)                                                     \
    do {                                                                                           \
        (guide)->count = 0;                                                                        \
        (guide)->items =                                                                           \
            must_alloc(((own)->count + (common)->count + 1) * sizeof *(guide)->items);             \
        for (size_t join_i = 0; join_i < (own)->count; join_i++) {                                 \
            (guide)->items[(guide)->count++] = &(own)->items[join_i];                              \
        }                                                                                          \
        for (size_t join_i = 0; join_i < (common)->count; join_i++) {                              \
            (guide)->items[(guide)->count++] = &(common)->items[join_i];                           \
        }                                                                                          \
    } while (0)

static void join(struct guide *guide, const struct guide_file *common)
{
    const struct guide_file *own = guide->own;
    JOIN(guide, question_count, questions, own, common);
    JOIN(guide, check_count, checks, own, common);
    JOIN(guide, step_count, steps, own, common);
    JOIN(guide, note_count, notes, own, common);
}

/* --- what can only be checked once everything is there --- */

static int check_id(const struct guide_file *file, const char *id, const char *list, size_t index,
                    const char *name, struct error *err)
{
    struct json_at top = {.file = name};
    struct json_at list_at = json_at_key(&top, list);
    struct json_at at = json_at_index(&list_at, index);
    size_t length = strlen(file->id);
    if (strncmp(id, file->id, length) != 0 || id[length] != '.') {
        return json_wrong(err, &at, _("The id \"%s\" has to begin with \"%s.\"."), id, file->id);
    }
    return 0;
}

static int check_step_names(const struct guide *guide, const struct check *check, const char *file,
                            struct error *err)
{
    struct json_at top = {.file = file};
    struct json_at at = json_at_key(&top, check->id);
    const cJSON *id = NULL;
    cJSON_ArrayForEach(id, check->steps)
    {
        if (!cJSON_IsString(id) || guide_step_find(guide, id->valuestring) < 0) {
            return json_wrong(err, &at, _("It names a step that nobody defines: \"%s\"."),
                              cJSON_IsString(id) ? id->valuestring : "?");
        }
    }
    return 0;
}

static int check_ids(const struct guide_file *file, const char *name, struct error *err)
{
    for (size_t i = 0; i < file->check_count; i++) {
        if (check_id(file, file->checks[i].id, "checks", i, name, err) != 0) {
            return -1;
        }
    }
    for (size_t i = 0; i < file->step_count; i++) {
        if (check_id(file, file->steps[i].id, "steps", i, name, err) != 0) {
            return -1;
        }
    }
    return 0;
}

static int check_guide(const struct guide *guide, const char *name, struct error *err)
{
    struct json_at top = {.file = name};
    for (size_t i = 0; i < guide->check_count; i++) {
        if (guide_check_find(guide, guide->checks[i]->id) != (int)i) {
            return json_wrong(err, &top, _("The id \"%s\" is used twice."), guide->checks[i]->id);
        }
        if (check_step_names(guide, guide->checks[i], name, err) != 0) {
            return -1;
        }
    }
    for (size_t i = 0; i < guide->step_count; i++) {
        if (guide_step_find(guide, guide->steps[i]->id) != (int)i ||
            guide_check_find(guide, guide->steps[i]->id) >= 0) {
            return json_wrong(err, &top, _("The id \"%s\" is used twice."), guide->steps[i]->id);
        }
    }
    return 0;
}

/* --- the library --- */

static bool is_guide(const cJSON *json)
{
    const char *format = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, "format"));
    return format != NULL && strncmp(format, "eflow-guide/", strlen("eflow-guide/")) == 0;
}

static bool is_top_level_json(const char *name)
{
    const char *ending = strrchr(name, '.');
    return strchr(name, '/') == NULL && ending != NULL && strcmp(ending, ".json") == 0 &&
           strstr(name, ".schema.") == NULL;
}

/* The place of a path among the words of plan.path; unknown ones come last. */
static size_t rank(const char *id)
{
    const char *words = fact_kind(fact_find("plan.path"))->words;
    const char *found = strstr(words, id);
    return found != NULL ? (size_t)(found - words) : strlen(words);
}

static void add_guide(struct library *library, struct guide_file *file)
{
    size_t at = library->guide_count++;
    library->guides = must_realloc(library->guides, library->guide_count * sizeof *library->guides);
    for (; at > 0 && rank(library->guides[at - 1].own->id) > rank(file->id); at--) {
        library->guides[at] = library->guides[at - 1];
    }
    library->guides[at] = (struct guide){.own = file};
}

static int add_guide_file(struct library *library, cJSON *json, bool is_ours, const char *name,
                          struct error *err)
{
    struct guide_file *guide = guide_file_read(json, is_ours, name, err);
    if (guide == NULL || check_ids(guide, name, err) != 0) {
        guide_file_free(guide);
        return -1;
    }
    if (strcmp(guide->id, "common") == 0 && library->common == NULL) {
        library->common = guide;
    } else {
        add_guide(library, guide);
    }
    return 0;
}

cJSON *screen_file_json(const struct screen_file *file, bool *ret_is_ours, struct error *err)
{
    *ret_is_ours = file->json == NULL;
    return file->json != NULL ? file->json
                              : json_parse_text(file->bytes, file->length, file->name, err);
}

static int add_file(struct library *library, const struct screen_file *file, struct error *err)
{
    bool is_ours = false;
    cJSON *json = screen_file_json(file, &is_ours, err);
    if (json == NULL) {
        return -1;
    }
    if (strcmp(file->name, "azure-sizes.json") == 0 && library->sizes == NULL) {
        library->sizes = azure_sizes_load(json, is_ours, file->name, err);
        return library->sizes != NULL ? 0 : -1;
    }
    if (strcmp(file->name, "common.json") == 0 || is_guide(json)) {
        return add_guide_file(library, json, is_ours, file->name, err);
    }
    if (is_ours) {
        cJSON_Delete(json);
    }
    return 0;
}

static int complete(struct library *library, struct error *err)
{
    if (library->common == NULL || library->sizes == NULL || library->guide_count == 0) {
        error_set(err, EXIT_DATA,
                  _("The screens are not complete: common.json, azure-sizes.json and "
                    "at least one guide are needed."));
        return error_hint(err, _("Use the screens that came with this program."));
    }
    for (size_t i = 0; i < library->guide_count; i++) {
        struct guide *guide = &library->guides[i];
        join(guide, library->common);
        if (check_guide(guide, guide->own->id, err) != 0) {
            return -1;
        }
    }
    return 0;
}

struct library *library_load(const struct screen_file *files, size_t count, struct error *err)
{
    struct library *library = must_alloc(sizeof *library);
    *library = (struct library){0};
    for (size_t i = 0; i < count; i++) {
        if (is_top_level_json(files[i].name) && add_file(library, &files[i], err) != 0) {
            return library_free(library);
        }
    }
    return complete(library, err) == 0 ? library : library_free(library);
}

struct library *library_free(struct library *library)
{
    if (library == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < library->guide_count; i++) {
        struct guide *guide = &library->guides[i];
        free(guide->questions);
        free(guide->checks);
        free(guide->steps);
        free(guide->notes);
        guide_file_free(guide->own);
    }
    free(library->guides);
    guide_file_free(library->common);
    azure_sizes_free(library->sizes);
    free(library);
    return NULL;
}
