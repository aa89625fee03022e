#include "config.h"

#include "report/report_class.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "model/json_at.h"
#include "report/report_formats.h"
#include "report/report_parts.h"
#include "sys/clock.h"

#define TEXT_LIMIT ((size_t)2000) /* bytes of one text in the view */

/* One row: worse ones have more weight. */
struct row {
    cJSON *item;
    long weight;
};

/* One check over all machines. */
struct column {
    cJSON *item;
    char *id;
    long counts[CHECK_STATUS_COUNT + 1];
    cJSON *machines; /* names of those where it fails */
};

struct report_class {
    size_t row_count;
    struct row *rows;
    size_t column_count;
    struct column *columns;
    size_t verdicts[VERDICT_COUNT];
    cJSON *broken;
};

struct report_class *report_class_new(void)
{
    struct report_class *group = must_alloc(sizeof *group);
    *group = (struct report_class){.broken = cJSON_CreateArray()};
    return group;
}

static void put_clean(cJSON *object, const char *key, const char *value)
{
    if (value[0] == '\0')
        return;
    char *clean = text_clean(value, TEXT_LIMIT);
    put(object, key, clean);
    free(clean);
}

void report_class_add_broken(struct report_class *group, const char *file, const char *reason)
{
    cJSON *item = cJSON_CreateObject();
    put_clean(item, "file", file);
    put_clean(item, "reason", reason);
    cJSON_AddItemToArray(group->broken, item);
}

/* Reports of one path have their checks in the same order: the guess is nearly always right. */
static struct column *find_column(struct report_class *group, const char *id, size_t guess)
{
    for (size_t i = 0; i < group->column_count; i++) {
        struct column *column = &group->columns[(guess + i) % group->column_count];
        if (strcmp(column->id, id) == 0)
            return column;
    }
    return NULL;
}

static struct column *add_column(struct report_class *group, const char *id)
{
    group->columns =
        must_realloc(group->columns, (group->column_count + 1) * sizeof *group->columns);
    struct column *column = &group->columns[group->column_count++];
    *column = (struct column){
        .item = cJSON_CreateObject(), .id = must_copy(id), .machines = cJSON_CreateArray()};
    put_clean(column->item, "id", id);
    return column;
}

/* Texts are taken from the first machine where it fails: there they say what to do. */
static void describe(struct column *column, const cJSON *check)
{
    static const char *const keys[] = {"title", "fix", "link"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        cJSON_DeleteItemFromObjectCaseSensitive(column->item, keys[i]);
        put_clean(column->item, keys[i], string_at(check, keys[i]));
    }
}

static long weight_of(enum check_status status, const cJSON *check)
{
    if (status == CHECK_FAIL)
        return 10000;
    if (status == CHECK_UNKNOWN)
        return is_set(check, "severity", "required") ? 100 : 0;
    return status == CHECK_WARN ? 1 : 0;
}

static long add_checks(struct report_class *group, const cJSON *report, const char *machine,
                       cJSON *results)
{
    long weight = 0;
    size_t guess = 0;
    const cJSON *check = NULL;
    cJSON_ArrayForEach(check, list_at(report, "checks"))
    {
        const char *id = string_at(check, "id");
        if (id[0] == '\0')
            continue;
        enum check_status status = report_check_status(check);
        struct column *column = find_column(group, id, guess);
        bool is_new = column == NULL;
        if (is_new)
            column = add_column(group, id);
        if (is_new || (status == CHECK_FAIL && column->counts[CHECK_FAIL] == 0))
            describe(column, check);
        guess = (size_t)(column - group->columns) + 1;
        column->counts[status]++;
        weight += weight_of(status, check);
        if (status == CHECK_FAIL)
            cJSON_AddItemToArray(column->machines, cJSON_CreateString(machine));
        put_clean(results, id, status < CHECK_STATUS_COUNT ? check_status_name(status) : "unknown");
    }
    return weight;
}

static enum verdict verdict_of(const cJSON *report)
{
    for (int verdict = 0; verdict < VERDICT_COUNT; verdict++) {
        if (is_set(report, "verdict", verdict_name((enum verdict)verdict)))
            return (enum verdict)verdict;
    }
    return VERDICT_UNKNOWN;
}

static void add_report(struct report_class *group, const char *file, const cJSON *report)
{
    static const long verdict_weights[] = {0, 200000000, 100000000};
    enum verdict verdict = verdict_of(report);
    const char *known = report_machine(report);
    const char *base = strrchr(file, '/') != NULL ? strrchr(file, '/') + 1 : file;
    char *name = text_clean(known[0] != '\0' ? known : base, TEXT_LIMIT);
    cJSON *item = cJSON_CreateObject();
    put(item, "name", name);
    put_clean(item, "file", file);
    put_clean(item, "path", string_at(report, "path"));
    put(item, "verdict", verdict_name(verdict));
    put_clean(item, "sentence", string_at(report, "sentence"));
    put_clean(item, "created", string_at(report, "created"));
    put_clean(item, "lab", string_at(report, "lab"));
    long weight = add_checks(group, report, name, cJSON_AddObjectToObject(item, "checks"));
    group->rows = must_realloc(group->rows, (group->row_count + 1) * sizeof *group->rows);
    group->rows[group->row_count++] =
        (struct row){.item = item, .weight = weight + verdict_weights[verdict]};
    group->verdicts[verdict]++;
    free(name);
}

void report_class_add(struct report_class *group, const char *file, const char *bytes,
                      size_t length)
{
    struct error err = {0};
    cJSON *report = report_parse(bytes, length, file, &err);
    if (report != NULL)
        add_report(group, file, report);
    else
        report_class_add_broken(group, file, err.what);
    cJSON_Delete(report);
    error_clear(&err);
}

/* --- the view --- */

static int compare_rows(const void *a, const void *b)
{
    const struct row *left = a;
    const struct row *right = b;
    if (left->weight != right->weight)
        return left->weight < right->weight ? 1 : -1;
    return strcmp(string_at(left->item, "name"), string_at(right->item, "name"));
}

static int compare_columns(const void *a, const void *b)
{
    static const enum check_status order[] = {CHECK_FAIL, CHECK_UNKNOWN, CHECK_WARN};
    const struct column *left = a;
    const struct column *right = b;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        long difference = right->counts[order[i]] - left->counts[order[i]];
        if (difference != 0)
            return difference > 0 ? 1 : -1;
    }
    return strcmp(left->id, right->id);
}

static int compare_names(const void *a, const void *b)
{
    const struct row *left = *(const struct row *const *)a;
    const struct row *right = *(const struct row *const *)b;
    return strcmp(string_at(left->item, "name"), string_at(right->item, "name"));
}

/* Machines made of one template have one name: then the file says which is which. */
static void label_rows(struct report_class *group)
{
    struct row **sorted = must_alloc((group->row_count + 1) * sizeof *sorted);
    for (size_t i = 0; i < group->row_count; i++)
        sorted[i] = &group->rows[i];
    if (group->row_count > 0)
        qsort(sorted, group->row_count, sizeof *sorted, compare_names);
    for (size_t i = 0; i < group->row_count; i++) {
        bool is_shared =
            (i > 0 && compare_names(&sorted[i - 1], &sorted[i]) == 0) ||
            (i + 1 < group->row_count && compare_names(&sorted[i], &sorted[i + 1]) == 0);
        const char *file = string_at(sorted[i]->item, "file");
        const char *base = strrchr(file, '/') != NULL ? strrchr(file, '/') + 1 : file;
        char *label = must_copy(is_shared ? base : string_at(sorted[i]->item, "name"));
        put(sorted[i]->item, "label", label);
        free(label);
    }
    free(sorted);
}

static cJSON *summary_of(const struct report_class *group)
{
    cJSON *summary = cJSON_CreateObject();
    for (int verdict = 0; verdict < VERDICT_COUNT; verdict++)
        cJSON_AddNumberToObject(summary, verdict_name((enum verdict)verdict),
                                (double)group->verdicts[verdict]);
    cJSON_AddNumberToObject(summary, "broken", cJSON_GetArraySize(group->broken));
    return summary;
}

static void add_counts(struct column *column)
{
    static const enum check_status shown[] = {CHECK_FAIL, CHECK_UNKNOWN, CHECK_WARN};
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        cJSON_AddNumberToObject(column->item, check_status_name(shown[i]),
                                (double)column->counts[shown[i]]);
    cJSON_AddItemToObject(column->item, "machines", column->machines);
}

cJSON *report_class_finish(struct report_class *group, int64_t created)
{
    cJSON *view = cJSON_CreateObject();
    char *iso = clock_iso(created);
    if (group->row_count > 0)
        qsort(group->rows, group->row_count, sizeof *group->rows, compare_rows);
    if (group->column_count > 0)
        qsort(group->columns, group->column_count, sizeof *group->columns, compare_columns);
    label_rows(group);
    put(view, "format", "eflow-class/1");
    put(view, "created", iso);
    cJSON *tool = cJSON_AddObjectToObject(view, "tool");
    put(tool, "name", PACKAGE_NAME);
    put(tool, "version", PACKAGE_VERSION);
    cJSON_AddItemToObject(view, "summary", summary_of(group));
    cJSON *checks = cJSON_AddArrayToObject(view, "checks");
    for (size_t i = 0; i < group->column_count; i++) {
        add_counts(&group->columns[i]);
        cJSON_AddItemToArray(checks, group->columns[i].item);
        free(group->columns[i].id);
    }
    cJSON *machines = cJSON_AddArrayToObject(view, "machines");
    for (size_t i = 0; i < group->row_count; i++)
        cJSON_AddItemToArray(machines, group->rows[i].item);
    cJSON_AddItemToObject(view, "broken", group->broken);
    free(iso);
    free(group->columns);
    free(group->rows);
    free(group);
    return view;
}

enum exit_status report_class_status(const cJSON *view)
{
    const cJSON *summary = object_at(view, "summary");
    if (number_at(summary, "not-ready") > 0)
        return EXIT_NOT_READY;
    bool is_unknown = number_at(summary, "unknown") > 0 || number_at(summary, "broken") > 0 ||
                      number_at(summary, "ready") == 0;
    return is_unknown ? EXIT_UNKNOWN : EXIT_READY;
}

char *report_class_render(const cJSON *view, enum report_format format, struct error *err)
{
    switch (format) {
    case REPORT_TEXT: return report_class_text(view);
    case REPORT_HTML: return report_class_html(view);
    case REPORT_JSON: return report_json(view);
    case REPORT_MARKDOWN:
    case REPORT_JUNIT:
    case REPORT_FORMAT_COUNT: break;
    }
    error_set(err, EXIT_USAGE, _("The class view comes as text, html or json."));
    return NULL;
}

char *report_class_render_ascii(const cJSON *view)
{
    return report_class_text_ascii(view);
}
