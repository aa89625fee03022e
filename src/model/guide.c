#include "model/guide.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "model/guide_read.h"
#include "model/words.h"
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

/* The lists of a file whose entries have ids. */
enum id_list { CHECK_IDS, STEP_IDS, NOTE_IDS, ID_LIST_COUNT };

static size_t id_count(const struct guide_file *file, enum id_list list)
{
    const size_t counts[] = {file->check_count, file->step_count, file->note_count};
    return counts[list];
}

static const char *id_at(const struct guide_file *file, enum id_list list, size_t index)
{
    return list == CHECK_IDS  ? file->checks[index].id
           : list == STEP_IDS ? file->steps[index].id
                              : file->notes[index].id;
}

static bool is_id_taken(const struct guide_file *file, enum id_list list, size_t index)
{
    const char *id = id_at(file, list, index);
    for (enum id_list other = 0; other <= list; other++) {
        size_t end = other == list ? index : id_count(file, other);
        for (size_t i = 0; i < end; i++) {
            if (strcmp(id_at(file, other, i), id) == 0) {
                return true;
            }
        }
    }
    return false;
}

static int check_id(const struct guide_file *file, enum id_list list, size_t index,
                    struct error *err)
{
    static const char *const keys[] = {"checks", "steps", "notes"};
    struct json_at top = {.file = file->name};
    struct json_at list_at = json_at_key(&top, keys[list]);
    struct json_at entry_at = json_at_index(&list_at, index);
    struct json_at at = json_at_key(&entry_at, "id");
    const char *id = id_at(file, list, index);
    size_t length = strlen(file->id);
    if (strncmp(id, file->id, length) != 0 || id[length] != '.') {
        return json_wrong(err, &at, _("The id \"%s\" has to begin with \"%s.\"."), id, file->id);
    }
    if (is_id_taken(file, list, index)) {
        return json_wrong(err, &at, _("The id \"%s\" is used twice."), id);
    }
    return 0;
}

/* Ids begin with that of their file: what is unique in its file is unique everywhere. */
static int check_ids(const struct guide_file *file, struct error *err)
{
    for (enum id_list list = 0; list < ID_LIST_COUNT; list++) {
        for (size_t i = 0; i < id_count(file, list); i++) {
            if (check_id(file, list, i, err) != 0) {
                return -1;
            }
        }
    }
    return 0;
}

static int check_step_names(const struct guide *guide, const struct guide_file *file,
                            struct error *err)
{
    struct json_at top = {.file = file->name};
    struct json_at list_at = json_at_key(&top, "checks");
    for (size_t i = 0; i < file->check_count; i++) {
        struct json_at check_at = json_at_index(&list_at, i);
        struct json_at steps_at = json_at_key(&check_at, "steps");
        size_t index = 0;
        const cJSON *id = NULL;
        cJSON_ArrayForEach(id, file->checks[i].steps)
        {
            struct json_at at = json_at_index(&steps_at, index++);
            if (guide_step_find(guide, id->valuestring) < 0) {
                return json_wrong(err, &at, _("The guide \"%s\" has no step \"%s\"."),
                                  guide->own->id, id->valuestring);
            }
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

static void add_guide(struct library *library, struct guide_file *file)
{
    library->guides =
        must_realloc(library->guides, (library->guide_count + 1) * sizeof *library->guides);
    library->guides[library->guide_count++] = (struct guide){.own = file};
}

/* What all paths share is in common.json and nowhere else; of each path there is one guide. */
static int check_guide_id(const struct library *library, const struct guide_file *file,
                          struct error *err)
{
    struct json_at top = {.file = file->name};
    struct json_at at = json_at_key(&top, "id");
    bool is_common = strcmp(file->name, "common.json") == 0;
    if (is_common != (strcmp(file->id, "common") == 0)) {
        return json_wrong(err, &at, _("The id \"common\" is that of common.json."));
    }
    if (library_guide(library, file->id) != NULL) {
        return json_wrong(err, &at, _("The id \"%s\" is used twice."), file->id);
    }
    return 0;
}

static int add_guide_file(struct library *library, cJSON *json, bool is_ours, const char *name,
                          struct error *err)
{
    struct guide_file *guide = guide_file_read(json, is_ours, name, err);
    if (guide == NULL || check_ids(guide, err) != 0 || check_guide_id(library, guide, err) != 0) {
        guide_file_free(guide);
        return -1;
    }
    if (strcmp(guide->id, "common") == 0) {
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

static int by_path(const void *a, const void *b)
{
    const char *words = fact_kind(fact_find("plan.path"))->words;
    const struct guide *first = a;
    const struct guide *second = b;
    unsigned place =
        (unsigned)words_index(words, first->own->id); /* a path that is no word: last */
    unsigned other = (unsigned)words_index(words, second->own->id);
    return place != other ? (place > other) - (place < other)
                          : strcmp(first->own->id, second->own->id);
}

static int complete(struct library *library, struct error *err)
{
    if (library->common == NULL || library->sizes == NULL || library->guide_count == 0) {
        error_set(err, EXIT_DATA,
                  _("The screens are not complete: common.json, azure-sizes.json and "
                    "at least one guide are needed."));
        return error_hint(err, _("Use the screens that came with this program."));
    }
    qsort(library->guides, library->guide_count, sizeof *library->guides, by_path);
    for (size_t i = 0; i < library->guide_count; i++) {
        struct guide *guide = &library->guides[i];
        join(guide, library->common);
        if (check_step_names(guide, guide->own, err) != 0 ||
            check_step_names(guide, library->common, err) != 0) {
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
