#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <uv.h>

#include "i18n.h"
#include "probe/client.h"
#include "sys/text.h"

enum { EXE_PATH_SIZE = 64 * 1024 };

static bool is_program(const char *path)
{
    struct stat seen;

    return stat(path, &seen) == 0 && S_ISREG(seen.st_mode) && access(path, X_OK) == 0;
}

/* The folder of the running program; NULL where the system does not tell. */
static char *own_folder(void)
{
    char *path = must_alloc(EXE_PATH_SIZE);
    size_t size = EXE_PATH_SIZE;
    char *slash;

    if (uv_exepath(path, &size) != 0 || !(slash = strrchr(path, '/'))) {
        free(path);
        return NULL;
    }
    *(slash == path ? slash + 1 : slash) = '\0';
    return path;
}

/* The path if the program is in folder; else NULL, and folder is added to the places that were
 * searched. */
static char *look_in(const char *folder, const char *program, struct text *searched)
{
    char *path;

    if (!folder || !*folder)
        return NULL;
    path = text_format("%s/%s", folder, program);
    if (is_program(path))
        return path;
    free(path);
    if (searched->length > 0)
        text_add(searched, ", ");
    text_add(searched, folder);
    return NULL;
}

static int refuse(struct error *err, const char *program, const char *searched)
{
    char *places = text_clean(searched, 0);

    error_set(err, EXIT_MISSING, _("The program %s is not installed; it was looked for in: %s."),
              program, places);
    free(places);
    return error_hint(err, _("Install eflow-wizard completely, or let EFLOW_PROBES name the folder "
                             "of the probes."));
}

static char *find_path(const char *path, struct error *err)
{
    char *clean;

    if (is_program(path))
        return must_copy(path);
    clean = text_clean(path, 0);
    error_set(err, EXIT_MISSING, _("There is no program %s that can be run."), clean);
    free(clean);
    return NULL;
}

char *probe_find(const char *program, struct error *err)
{
    struct text searched = {0};
    char *beside;
    char *path;

    if (strchr(program, '/'))
        return find_path(program, err);
    beside = own_folder();
    path = look_in(getenv("EFLOW_PROBES"), program, &searched);
    if (!path)
        path = look_in(beside, program, &searched);
    if (!path)
        path = look_in(LIBEXECDIR, program, &searched);
    if (!path)
        refuse(err, program, searched.s);
    free(beside);
    text_free(&searched);
    return path;
}
