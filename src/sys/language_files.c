#include "config.h"

#include "sys/language_files.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sys/file.h"
#include "sys/text.h"

enum { PATH_SIZE = 64 * 1024, LANGUAGE_LIMIT = 1000 };

struct language_file {
    char *name;
    bool is_read;
    struct catalog *catalog;
};

struct language_files {
    char *folder;
    size_t count;
    struct language_file *items;
};

/* --- where --- */

/* The folder "locale" beside the running program; NULL: there is none. */
static char *folder_beside(void)
{
    char *path = must_alloc(PATH_SIZE);
    ssize_t length = readlink("/proc/self/exe", path, PATH_SIZE - 1);
    path[length > 0 ? length : 0] = '\0';
    char *slash = strrchr(path, '/');
    char *folder = NULL;
    if (slash != NULL) {
        *slash = '\0';
        folder = text_format("%s/locale", path);
    }
    free(path);
    DIR *opened = folder != NULL ? opendir(folder) : NULL;
    if (opened != NULL) {
        closedir(opened);
        return folder;
    }
    free(folder);
    return NULL;
}

static char *find_folder(void)
{
    const char *named = getenv("EFLOW_LOCALEDIR");
    if (named != NULL && *named != '\0') {
        return must_copy(named);
    }
    char *beside = folder_beside();
    return beside != NULL ? beside : must_copy(LOCALEDIR);
}

static char *path_of(const struct language_files *files, const char *name)
{
    return text_format("%s/%s/LC_MESSAGES/%s.mo", files->folder, name, PACKAGE_TARNAME);
}

/* --- which --- */

static void add(struct language_files *files, const char *name)
{
    char *path = path_of(files, name);
    if (*name != '.' && files->count < LANGUAGE_LIMIT && file_exists(path)) {
        files->items = must_realloc(files->items, (files->count + 1) * sizeof *files->items);
        files->items[files->count++] = (struct language_file){.name = must_copy(name)};
    }
    free(path);
}

static int compare(const void *a, const void *b)
{
    const struct language_file *first = a;
    const struct language_file *second = b;
    return strcmp(first->name, second->name);
}

struct language_files *language_files_open(void)
{
    struct language_files *files = must_alloc(sizeof *files);
    *files = (struct language_files){.folder = find_folder()};
    DIR *folder = opendir(files->folder);
    const struct dirent *entry = NULL;
    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        add(files, entry->d_name);
    }
    if (folder != NULL) {
        closedir(folder);
    }
    if (files->count > 1) {
        qsort(files->items, files->count, sizeof *files->items, compare);
    }
    return files;
}

struct language_files *language_files_close(struct language_files *files)
{
    for (size_t i = 0; i < language_files_count(files); i++) {
        free(files->items[i].name);
        catalog_free(files->items[i].catalog);
    }
    if (files != NULL) {
        free(files->items);
        free(files->folder);
        free(files);
    }
    return NULL;
}

size_t language_files_count(const struct language_files *files)
{
    return files != NULL ? files->count : 0;
}

const char *language_files_name(const struct language_files *files, size_t index)
{
    return files->items[index].name;
}

/* --- finding --- */

static const char *find_exactly(const struct language_files *files, const char *name)
{
    for (size_t i = 0; i < language_files_count(files); i++) {
        if (text_same_word(files->items[i].name, name)) {
            return files->items[i].name;
        }
    }
    return NULL;
}

static const char *find_country(const struct language_files *files, const char *language)
{
    size_t length = strlen(language);
    for (size_t i = 0; i < language_files_count(files); i++) {
        const char *name = files->items[i].name;
        if (text_starts(name, language) && name[length] == '_') {
            return name;
        }
    }
    return NULL;
}

const char *language_files_find(const struct language_files *files, const char *wish)
{
    char *name = must_copy_n(wish, strcspn(wish, ".@"));
    char *country = strpbrk(name, "_-");
    if (country != NULL) {
        *country = '_';
    }
    const char *found = find_exactly(files, name);
    if (found == NULL && country != NULL) {
        *country = '\0';
        found = find_exactly(files, name);
    } else if (found == NULL) {
        found = find_country(files, name);
    }
    free(name);
    return found;
}

const struct catalog *language_files_catalog(struct language_files *files, const char *name)
{
    for (size_t i = 0; i < language_files_count(files); i++) {
        struct language_file *file = &files->items[i];
        if (strcmp(file->name, name) == 0) {
            char *path = file->is_read ? NULL : path_of(files, name);
            file->catalog = file->is_read ? file->catalog : catalog_load(path);
            file->is_read = true;
            free(path);
            return file->catalog;
        }
    }
    return NULL;
}
