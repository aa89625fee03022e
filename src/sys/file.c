#include "config.h"

#include "sys/file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "i18n.h"
#include "sys/file_error.h"
#include "sys/pipe.h"
#include "sys/text.h"

enum { CHUNK = 64 * 1024 };

/* --- reading -------------------------------------------------------------------------------- */

static int too_large(const char *name, size_t limit, struct error *err)
{
    char *clean = text_clean(name, 0);

    if (limit >= (size_t)1 << 20)
        error_set(err, EXIT_DATA, _("\"%s\" is larger than %zu MiB, the most that is read."), clean,
                  limit >> 20);
    else
        error_set(err, EXIT_DATA, _("\"%s\" is larger than %zu bytes, the most that is read."),
                  clean, limit);
    free(clean);
    return -1;
}

/* At least one byte more than what is there; small files must not cost a whole chunk. */
static void make_room(struct text *bytes)
{
    if (bytes->capacity - bytes->length > 1)
        return;
    bytes->capacity = bytes->capacity ? bytes->capacity * 2 : CHUNK;
    bytes->s = must_realloc(bytes->s, bytes->capacity);
}

char *file_read_fd(int fd, const char *name, size_t limit, size_t *ret_length, struct error *err)
{
    struct text bytes = {0};
    ssize_t got = 1;

    while (got != 0 && bytes.length <= limit) {
        make_room(&bytes);
        got = read(fd, bytes.s + bytes.length, bytes.capacity - bytes.length - 1);
        if (got < 0 && errno != EINTR) {
            file_cannot_read(err, name, errno);
            text_free(&bytes);
            return NULL;
        }
        bytes.length += got > 0 ? (size_t)got : 0;
    }
    if (bytes.length > limit) {
        too_large(name, limit, err);
        text_free(&bytes);
        return NULL;
    }
    bytes.s[bytes.length] = '\0';
    if (ret_length)
        *ret_length = bytes.length;
    return bytes.s;
}

/* Looked at before opening, because opening some devices does something. */
static int refuse_unreadable_kind(const char *path, struct error *err)
{
    struct stat seen;

    if (stat(path, &seen) != 0)
        return file_cannot_read(err, path, errno);
    if (S_ISDIR(seen.st_mode))
        return file_refuse(err, EXIT_NO_INPUT, path, _("%s is a folder, not a file."),
                           _("Name a file in it."));
    if (!S_ISREG(seen.st_mode) && !S_ISFIFO(seen.st_mode))
        return file_refuse(err, EXIT_NO_INPUT, path, _("%s is a device, not a file."),
                           _("Name a file, or a pipe."));
    return 0;
}

char *file_read(const char *path, size_t limit, size_t *ret_length, struct error *err)
{
    char *bytes;
    int fd;

    if (refuse_unreadable_kind(path, err) != 0)
        return NULL;
    fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        file_cannot_read(err, path, errno);
        return NULL;
    }
    bytes = file_read_fd(fd, path, limit, ret_length, err);
    (void)close(fd);
    return bytes;
}

/* --- writing -------------------------------------------------------------------------------- */

static char *folder_above(const char *path)
{
    const char *slash = strrchr(path, '/');

    if (!slash)
        return must_copy(".");
    return must_copy_n(path, slash == path ? 1 : (size_t)(slash - path));
}

static int refuse_target(const char *path, enum file_mode mode, struct error *err)
{
    struct stat seen;

    if (lstat(path, &seen) != 0)
        return errno == ENOENT ? 0 : file_cannot_write(err, path, errno);
    if (S_ISLNK(seen.st_mode))
        return file_refuse(err, EXIT_CANNOT_WRITE, path,
                           _("%s is a symbolic link, and those are not written through."),
                           _("Name the file that the link leads to."));
    if (S_ISDIR(seen.st_mode))
        return file_refuse(err, EXIT_CANNOT_WRITE, path, _("%s is a folder, not a file."),
                           _("Name a file in it."));
    if (!S_ISREG(seen.st_mode))
        return file_refuse(err, EXIT_CANNOT_WRITE, path,
                           _("%s is a device or a pipe, not a file that can be replaced."),
                           _("Name a file; without one, the output goes to standard output."));
    return mode == FILE_NEW ? file_cannot_write(err, path, EEXIST) : 0;
}

/* The error of a full disk may come as late as fsync or close. Returns an errno, or 0. */
static int fill(int fd, const char *bytes, size_t length)
{
    int number = 0;

    if (pipe_write(fd, bytes, length) != PIPE_OK || fsync(fd) != 0)
        number = errno;
    if (close(fd) != 0 && number == 0)
        number = errno;
    return number;
}

/* For file systems without hard links: the name is claimed first, so that nobody else's file can
 * be lost. */
static int claim_and_rename(const char *temporary, const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    int number;

    if (fd < 0)
        return errno;
    (void)close(fd);
    if (rename(temporary, path) == 0)
        return 0;
    number = errno;
    (void)unlink(path);
    return number;
}

static int put_in_place(const char *temporary, const char *path, enum file_mode mode)
{
    if (mode == FILE_REPLACE)
        return rename(temporary, path) == 0 ? 0 : errno;
    if (link(temporary, path) == 0) {
        (void)unlink(temporary);
        return 0;
    }
    if (errno == EPERM || errno == ENOSYS || errno == EOPNOTSUPP || errno == EMLINK)
        return claim_and_rename(temporary, path);
    return errno;
}

/* Some file systems cannot do this; the file is whole in any case. */
static void sync_folder(const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0)
        return;
    (void)fsync(fd);
    (void)close(fd);
}

int file_write(const char *path, const char *bytes, size_t length, enum file_mode mode,
               struct error *err)
{
    char *folder;
    char *temporary;
    int number;
    int fd;

    if (refuse_target(path, mode, err) != 0)
        return -1;
    folder = folder_above(path);
    temporary = text_format("%s/.eflow-wizard-XXXXXX", folder);
    fd = mkostemp(temporary, O_CLOEXEC);
    number = fd < 0 ? errno : fill(fd, bytes, length);
    if (number == 0)
        number = put_in_place(temporary, path, mode);
    if (number == 0)
        sync_folder(folder);
    else if (fd >= 0)
        (void)unlink(temporary);
    free(temporary);
    free(folder);
    return number == 0 ? 0 : file_cannot_write(err, path, number);
}

/* --- names and locks ------------------------------------------------------------------------ */

void file_survive_limits(void)
{
    signal(SIGXFSZ, SIG_IGN);
}

char *file_set_aside(const char *path)
{
    char *aside = text_format("%s.broken", path);
    if (rename(path, aside) != 0) {
        free(aside);
        return NULL;
    }
    return aside;
}

bool file_is_regular(const char *path)
{
    struct stat info;

    return lstat(path, &info) == 0 && S_ISREG(info.st_mode);
}

bool file_starts(const char *path, const char *start)
{
    size_t length = strlen(start);
    char *bytes = must_alloc(length);
    int fd =
        file_is_regular(path) ? open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK) : -1;
    bool is_same =
        fd >= 0 && read(fd, bytes, length) == (ssize_t)length && memcmp(bytes, start, length) == 0;

    if (fd >= 0)
        (void)close(fd);
    free(bytes);
    return is_same;
}

char *file_full_path(const char *path)
{
    char *full = realpath(path, NULL);

    return full != NULL ? full : must_copy(path);
}

bool file_exists(const char *path)
{
    struct stat seen;

    return lstat(path, &seen) == 0;
}

/* Where the ending of the name begins: its last dot, unless the name begins with it. */
static size_t stem_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    const char *dot = strrchr(name, '.');

    return dot && dot != name ? (size_t)(dot - path) : strlen(path);
}

char *file_free_name(const char *path)
{
    size_t stem = stem_length(path);
    char *name = must_copy(path);

    for (unsigned number = 2; file_exists(name); number++) {
        free(name);
        name = text_format("%.*s-%u%s", (int)stem, path, number, path + stem);
    }
    return name;
}

/* A lock of the open file where the system has those: it outlives that another part reads the
 * file. */
static int lock_whole(int fd)
{
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

#ifdef F_OFD_SETLK
    return fcntl(fd, F_OFD_SETLK, &whole);
#else
    return fcntl(fd, F_SETLK, &whole);
#endif
}

int file_lock(const char *path, bool *ret_held, struct error *err)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY, 0600);
    int number;

    *ret_held = false;
    if (fd < 0)
        return file_cannot_write(err, path, errno);
    if (lock_whole(fd) == 0)
        return fd;
    number = errno;
    (void)close(fd);
    if (number != EAGAIN && number != EACCES)
        return file_cannot_write(err, path, number);
    *ret_held = true;
    return file_refuse(err, EXIT_CANNOT_WRITE, path,
                       _("Another eflow-wizard that is still running uses %s."),
                       _("Go on in that one, or end it first."));
}

void file_unlock(int fd)
{
    if (fd >= 0)
        (void)close(fd);
}
