#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "i18n.h"
#include "sys/file.h"
#include "sys/file_error.h"
#include "sys/text.h"

static bool is_folder(const char *path)
{
    struct stat seen;

    return stat(path, &seen) == 0 && S_ISDIR(seen.st_mode);
}

static int make_one(const char *path, struct error *err)
{
    if (mkdir(path, 0700) == 0 || (errno == EEXIST && is_folder(path)))
        return 0;
    /* A folder that is there but may not be written into is no obstacle on the way. */
    if ((errno == EACCES || errno == EROFS || errno == EPERM) && is_folder(path))
        return 0;
    if (errno == EEXIST || errno == ENOTDIR)
        return file_refuse(err, EXIT_CANNOT_WRITE, path,
                           _("The folder %s cannot be made: a file of this name is in the way."),
                           _("Move that file away, or choose another folder."));
    return file_cannot_write(err, path, errno);
}

int file_make_folder(const char *path, struct error *err)
{
    char *part = must_copy(path);
    int result = 0;

    for (char *slash = strchr(part + (*part == '/'), '/'); slash && result == 0;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (slash[-1] != '\0' && slash[-1] != '/')
            result = make_one(part, err);
        *slash = '/';
    }
    if (result == 0)
        result = make_one(part, err);
    free(part);
    return result;
}

/* The variable counts only if it is an absolute path, as the XDG rules say. */
static char *folder_of(const char *variable, const char *below_home)
{
    const char *folder = getenv(variable);
    const char *home = getenv("HOME");

    if (folder && folder[0] == '/')
        return text_format("%s/eflow-wizard", folder);
    if (home && home[0] == '/')
        return text_format("%s/%s/eflow-wizard", home, below_home);
    return NULL;
}

char *folder_config(void)
{
    return folder_of("XDG_CONFIG_HOME", ".config");
}

char *folder_state(void)
{
    return folder_of("XDG_STATE_HOME", ".local/state");
}
