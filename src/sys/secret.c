#include "config.h"

#include "sys/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "i18n.h"
#include "sys/file_error.h"
#include "sys/pipe.h"
#include "sys/text.h"

static const char variable[] = "EFLOW_PASSWORD";

char *secret_free(char *secret)
{
    if (secret)
        pipe_wipe(secret, strlen(secret));
    free(secret);
    return NULL;
}

char *secret_from_environment(void)
{
    char *value = getenv(variable);
    char *secret = value && *value ? must_copy(value) : NULL;

    /* Overwritten where it lies too: other programs of the same user can read the memory of the
     * environment. */
    if (value)
        pipe_wipe(value, strlen(value));
    (void)unsetenv(variable);
    return secret;
}

/* A secret is a C string; line is wiped and freed if it is none. */
static char *take_line(char *line, size_t length, const char *path, struct error *err)
{
    if (length > 0 && line[length - 1] == '\r')
        line[--length] = '\0';
    if (length > 0 && strlen(line) == length)
        return line;
    file_refuse(err, EXIT_DATA, path, _("The first line of %s is no password."),
                _("Write the password alone into its first line."));
    pipe_wipe(line, length);
    free(line);
    return NULL;
}

static char *read_first_line(int fd, const char *path, struct error *err)
{
    char *line = NULL;
    size_t length = 0;

    switch (pipe_read_line(fd, SECRET_LIMIT, &line, &length)) {
    case PIPE_OK: return take_line(line, length, path, err);
    case PIPE_TOO_LONG:
        file_refuse(err, EXIT_DATA, path, _("The first line of %s is too long for a password."),
                    _("Write the password alone into its first line."));
        return NULL;
    case PIPE_ENDED:
        file_refuse(err, EXIT_DATA, path, _("The password file %s is empty."),
                    _("Write the password into its first line."));
        return NULL;
    case PIPE_FAILED:
    default: file_cannot_read(err, path, errno); return NULL;
    }
}

char *secret_from_file(const char *path, bool *ret_open, struct error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    struct stat seen = {0};
    char *secret = NULL;

    if (fd < 0 || fstat(fd, &seen) != 0)
        file_cannot_read(err, path, errno);
    else if (S_ISDIR(seen.st_mode))
        file_refuse(err, EXIT_NO_INPUT, path, _("%s is a folder, not a file."),
                    _("Name a file in it."));
    else
        secret = read_first_line(fd, path, err);
    if (secret)
        *ret_open = S_ISREG(seen.st_mode) && (seen.st_mode & (S_IRGRP | S_IROTH)) != 0;
    if (fd >= 0)
        (void)close(fd);
    return secret;
}
