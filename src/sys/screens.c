#include "sys/screens.h"

#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "sys/file.h"
#include "sys/text.h"

/* Made from screens/ by the build; a NULL name ends it. */
extern const struct screen_file screens_embedded[];

static void add(struct screens *screens, struct screen_file file)
{
    screens->files = must_realloc(screens->files, (screens->count + 1) * sizeof *screens->files);
    screens->files[screens->count++] = file;
}

static bool is_json(const char *name)
{
    size_t length = strlen(name);
    return name[0] != '.' && length > 5 && strcmp(name + length - 5, ".json") == 0;
}

static int read_one(struct screens *screens, const char *folder, char *name, struct error *err)
{
    char *path = text_format("%s/%s", folder, name);
    size_t length = 0;
    char *bytes = file_read(path, SCREEN_FILE_LIMIT, &length, err);
    free(path);
    if (bytes == NULL) {
        free(name);
        return -1;
    }
    add(screens, (struct screen_file){.name = name, .bytes = bytes, .length = length});
    return 0;
}

/* Reads every .json of folder/below; below is "" or "lab/". */
static int read_folder(struct screens *screens, const char *folder, const char *below,
                       struct error *err)
{
    char *path = text_format("%s/%s", folder, below);
    DIR *entries = opendir(path);
    int result = 0;
    if (entries == NULL && *below == '\0') {
        error_set(err, EXIT_NO_INPUT, _("The folder of the screens cannot be read: %s."),
                  strerror(errno));
        error_at(err, "%s", folder);
        result = error_hint(err, _("Name a folder with --screens, or leave the option out."));
    }
    free(path);
    while (entries != NULL && result == 0) {
        const struct dirent *entry = readdir(entries);
        if (entry == NULL) {
            break;
        }
        if (is_json(entry->d_name)) {
            result = read_one(screens, folder, text_format("%s%s", below, entry->d_name), err);
        }
    }
    if (entries != NULL) {
        closedir(entries);
    }
    return result;
}

static int by_name(const void *a, const void *b)
{
    const struct screen_file *first = a;
    const struct screen_file *second = b;
    return strcmp(first->name, second->name);
}

struct screens *screens_open(const char *folder, struct error *err)
{
    struct screens *screens = must_alloc(sizeof *screens);
    *screens = (struct screens){.is_folder = folder != NULL};
    if (folder == NULL) {
        for (const struct screen_file *file = screens_embedded; file->name != NULL; file++) {
            add(screens, *file);
        }
    } else if (read_folder(screens, folder, "", err) != 0 ||
               read_folder(screens, folder, "lab/", err) != 0) {
        return screens_close(screens);
    }
    if (screens->count > 0) {
        qsort(screens->files, screens->count, sizeof *screens->files, by_name);
    }
    return screens;
}

struct screens *screens_close(struct screens *screens)
{
    if (screens == NULL) {
        return NULL;
    }
    for (size_t i = 0; screens->is_folder && i < screens->count; i++) {
        free((char *)(uintptr_t)screens->files[i].name);
        free((char *)(uintptr_t)screens->files[i].bytes);
    }
    free(screens->files);
    free(screens);
    return NULL;
}

const struct screen_file *screens_find(const struct screens *screens, const char *name)
{
    for (size_t i = 0; i < screens->count; i++) {
        if (strcmp(screens->files[i].name, name) == 0) {
            return &screens->files[i];
        }
    }
    return NULL;
}
