/* The files of screens/, built in and from a folder. */
#include "config.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kit.h"
#include "sys/text.h"

static struct screens *open_source_folder(void)
{
    struct error err = {0};
    char *folder = text_format("%s/screens", getenv("EFLOW_SRCDIR"));
    struct screens *screens = screens_open(folder, &err);
    cr_assert_not_null(screens, "%s: %s", folder, err.what);
    free(folder);
    return screens;
}

Test(screens, what_is_built_in_is_what_the_folder_has)
{
    struct screens *folder = open_source_folder();
    for (size_t i = 0; i < folder->count; i++) {
        const struct screen_file *there = &folder->files[i];
        if (strstr(there->name, ".schema.") != NULL) {
            continue;
        }
        const struct screen_file *here = screens_find(kit_screens(), there->name);
        cr_assert_not_null(here, "%s is not built in", there->name);
        cJSON *tree = cJSON_Parse(there->bytes);
        cr_expect(cJSON_Compare(here->json, tree, true), "%s", there->name);
        cJSON_Delete(tree);
    }
    screens_close(folder);
}

Test(screens, nothing_is_built_in_that_the_folder_has_not)
{
    struct screens *folder = open_source_folder();
    for (size_t i = 0; i < kit_screens()->count; i++) {
        const char *name = kit_screens()->files[i].name;
        cr_expect_not_null(screens_find(folder, name), "%s", name);
    }
    screens_close(folder);
}

Test(screens, files_are_sorted_by_name)
{
    for (size_t i = 1; i < kit_screens()->count; i++) {
        cr_expect_lt(strcmp(kit_screens()->files[i - 1].name, kit_screens()->files[i].name), 0);
    }
}

Test(screens, a_name_that_is_not_there_is_not_found)
{
    cr_expect_not_null(screens_find(kit_screens(), "lab/esxi.json"));
    cr_expect_null(screens_find(kit_screens(), "lab/none.json"));
    cr_expect_null(screens_find(kit_screens(), "esxi"));
}

Test(screens, the_folder_makes_the_same_library)
{
    struct error err = {0};
    struct screens *folder = open_source_folder();
    struct library *library = library_load(folder->files, folder->count, &err);
    cr_assert_not_null(library, "%s: %s", err.where, err.what);
    cr_expect_eq(library->guide_count, kit_library()->guide_count);
    library_free(library);
    screens_close(folder);
}

Test(screens, a_folder_that_is_not_there_is_refused_with_its_name)
{
    struct error err = {0};
    cr_assert_null(screens_open("/nonexistent/screens", &err));
    cr_expect_eq(err.status, EXIT_NO_INPUT);
    cr_expect_str_eq(err.where, "/nonexistent/screens");
    cr_expect_not_null(err.hint);
    error_clear(&err);
}

Test(screens, only_json_files_are_read_and_lab_may_be_missing)
{
    char folder[] = "/tmp/screens-XXXXXX";
    static const char *const names[] = {"b.json", "a.json", ".hidden.json", "notes.txt", ".json"};
    cr_assert_not_null(mkdtemp(folder));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *path = text_format("%s/%s", folder, names[i]);
        FILE *file = fopen(path, "w");
        cr_assert_not_null(file);
        fputs("{}", file);
        fclose(file);
        free(path);
    }
    struct error err = {0};
    struct screens *screens = screens_open(folder, &err);
    cr_assert_not_null(screens, "%s", err.what);
    cr_assert_eq(screens->count, 2);
    cr_expect_str_eq(screens->files[0].name, "a.json");
    cr_expect_str_eq(screens->files[1].name, "b.json");
    screens_close(screens);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *path = text_format("%s/%s", folder, names[i]);
        unlink(path);
        free(path);
    }
    rmdir(folder);
}
