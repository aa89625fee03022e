#include "config.h"

#include "sys/file_error.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "sys/text.h"

enum { NAME_SHOWN = 300 /* bytes of a name in a message */ };

/* The sentences come as parameters; the format attributes have them checked where they stand. */
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

static char *shown(const char *path)
{
    char *clean = text_clean(path, NAME_SHOWN);
    char *quoted = text_format("\"%s\"", clean);

    free(clean);
    return quoted;
}

int file_refuse(struct error *err, enum exit_status status, const char *path, const char *what,
                const char *hint)
{
    char *name = shown(path);

    error_set(err, status, what, name);
    if (hint)
        error_hint(err, "%s", hint);
    free(name);
    return -1;
}

/* For failures without a sentence of their own: the system's words. */
__attribute__((format(printf, 4, 0))) static int refuse_with_reason(struct error *err,
                                                                    enum exit_status status,
                                                                    const char *path,
                                                                    const char *what, int number)
{
    char *name = shown(path);

    error_set(err, status, what, name, strerror(number));
    free(name);
    return -1;
}

int file_cannot_read(struct error *err, const char *path, int number)
{
    switch (number) {
    case ENOENT:
    case ENOTDIR:
        return file_refuse(err, EXIT_NO_INPUT, path, _("The file %s does not exist."),
                           _("Check its name and the folder you are in."));
    case EACCES:
    case EPERM:
        return file_refuse(err, EXIT_NO_INPUT, path, _("You are not allowed to read %s."),
                           _("Ask its owner for permission to read it, or copy it to a place of "
                             "your own."));
    default:
        return refuse_with_reason(err, EXIT_NO_INPUT, path, _("The file %s cannot be read: %s."),
                                  number);
    }
}

int file_cannot_write(struct error *err, const char *path, int number)
{
    switch (number) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return file_refuse(err, EXIT_CANNOT_WRITE, path, _("There is no room left to write %s."),
                           _("Make room on that disk, or choose another place. What was there "
                             "before is untouched."));
    case EACCES:
    case EPERM:
        return file_refuse(err, EXIT_CANNOT_WRITE, path,
                           _("You are not allowed to write %s in its folder."),
                           _("Choose a folder of your own, or ask for permission to write there."));
    case EROFS:
        return file_refuse(err, EXIT_CANNOT_WRITE, path,
                           _("The file %s lies on a disk that can only be read."),
                           _("Choose another place."));
    case ENOENT:
    case ENOTDIR:
        return file_refuse(err, EXIT_CANNOT_WRITE, path, _("The folder of %s does not exist."),
                           _("Make the folder first, or choose another place."));
    case EEXIST:
        return file_refuse(err, EXIT_CANNOT_WRITE, path, _("The file %s is there already."),
                           _("Choose another name, or move the old file away."));
    default:
        return refuse_with_reason(err, EXIT_CANNOT_WRITE, path,
                                  _("The file %s cannot be written: %s."), number);
    }
}
