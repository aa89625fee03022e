#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/file.h"
#include "sys/text.h"

#define FILE_LIMIT ((size_t)1 << 24)

static void end(const char *what, const struct error *err)
{
    (void)fprintf(stderr, "%s: %s %s\n", what, err->what != NULL ? err->what : "",
                  err->where != NULL ? err->where : "");
    exit(EXIT_BUG);
}

static const char *source_folder(void)
{
    const char *folder = getenv("EFLOW_SRCDIR");
    return folder != NULL ? folder : ".";
}

char *fixture_read(const char *folder, const char *name, const char *ending)
{
    struct error err = {0};
    char *path = text_format("%s/%s/%s%s", source_folder(), folder, name, ending);
    char *bytes = file_read(path, FILE_LIMIT, NULL, &err);
    if (bytes == NULL)
        end(path, &err);
    free(path);
    return bytes;
}

static struct library *load_library(const char *folder)
{
    static const char *const names[] = {"hyperv.json", "esxi.json", "azure.json", "common.json",
                                        "azure-sizes.json"};
    enum { COUNT = sizeof names / sizeof *names };
    struct screen_file files[COUNT];
    char *bytes[COUNT];
    struct error err = {0};
    size_t count = 0;
    for (size_t i = 0; i < COUNT; i++) {
        char *path = text_format("%s/%s/%s", source_folder(), folder, names[i]);
        bool is_there = file_exists(path);
        free(path);
        if (!is_there)
            continue;
        bytes[count] = fixture_read(folder, names[i], "");
        files[count] = (struct screen_file){
            .name = names[i], .bytes = bytes[count], .length = strlen(bytes[count])};
        count++;
    }
    struct library *library = library_load(files, count, &err);
    if (library == NULL)
        end("screens", &err);
    for (size_t i = 0; i < count; i++)
        free(bytes[i]);
    return library;
}

static struct facts *read_facts(const cJSON *sources)
{
    struct facts *facts = facts_new();
    const cJSON *source = NULL;
    cJSON_ArrayForEach(source, sources)
    {
        const cJSON *age = cJSON_GetObjectItemCaseSensitive(source, "age_s");
        (void)facts_merge(facts,
                          cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(source, "id")),
                          source, FIXTURE_NOW - (int64_t)(cJSON_GetNumberValue(age) * 1000), NULL);
    }
    return facts;
}

cJSON *fixture_report(const char *name)
{
    char *bytes = fixture_read("tests/data/reports", name, ".json");
    cJSON *data = cJSON_Parse(bytes);
    const char *screens = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(data, "screens"));
    struct library *library = load_library(screens != NULL ? screens : "screens");
    struct facts *facts = read_facts(cJSON_GetObjectItemCaseSensitive(data, "sources"));
    struct confirmations confirmations = {0};
    const cJSON *confirm = NULL;
    cJSON_ArrayForEach(confirm, cJSON_GetObjectItemCaseSensitive(data, "confirm"))
    {
        confirmation_set(&confirmations, confirm->string, confirm->valuestring,
                         FIXTURE_NOW - 600000, 0);
    }
    const char *path = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(data, "path"));
    struct assessment *all = assess(&(struct assess_input){
        .guide = library_guide(library, path),
        .sizes = library->sizes,
        .facts = facts,
        .choices = cJSON_GetObjectItemCaseSensitive(data, "plan"),
        .confirmations = &confirmations,
        .now = FIXTURE_NOW,
    });
    cJSON *report = report_build(
        all, &(struct report_about){
                 .created = FIXTURE_NOW,
                 .lab = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(data, "lab"))});
    cJSON_ReplaceItemInObject(cJSON_GetObjectItem(report, "tool"), "version",
                              cJSON_CreateString("0.0.0"));
    assessment_free(all);
    confirmations_clear(&confirmations);
    facts_free(facts);
    library_free(library);
    cJSON_Delete(data);
    free(bytes);
    return report;
}

char *fixture_render(const cJSON *report, enum report_format format)
{
    struct error err = {0};
    char *text = report_render(report, format, &err);
    if (text == NULL)
        end("report", &err);
    return text;
}
