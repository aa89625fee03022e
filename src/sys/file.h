/* Files: read whole with a limit, written so that there is never half a file.
 *
 *   char *bytes = file_read(path, limit, &length, &err);
 *   if (file_write(path, bytes, length, FILE_REPLACE, &err) != 0) ...   then the old content is
 * intact
 *
 * "-" is no special name here. Errors name the file and say what to do. */
#ifndef EFLOW_SYS_FILE_H
#define EFLOW_SYS_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "sys/error.h"

enum file_mode {
    FILE_NEW,     /* the file must not exist */
    FILE_REPLACE, /* an older one is replaced in one step */
};

/* Reads all bytes, at most limit; the result is terminated, *ret_length counts its bytes (may be
 * NULL). Refuses folders and devices (but pipes are read). NULL with EXIT_NO_INPUT, or EXIT_DATA
 * when it is too large. */
char *file_read(const char *path, size_t limit, size_t *ret_length, struct error *err);

/* Reads an open stream to its end, likewise. name is for messages. */
char *file_read_fd(int fd, const char *name, size_t limit, size_t *ret_length, struct error *err);

/* Writes through a temporary file of mode 0600 in the same folder, fsync, rename (or link for
 * FILE_NEW), fsync of the folder. Never follows a symbolic link at path. -1 with
 * EXIT_CANNOT_WRITE; then no trace is left. */
int file_write(const char *path, const char *bytes, size_t length, enum file_mode mode,
               struct error *err);

/* From now on a write beyond the limit of the shell (ulimit -f) fails like on a full disk, instead
 * of ending the program. */
void file_survive_limits(void);

/* Renames a file that cannot be used to "PATH.broken", in place of an older one. Returns the new
 * name (the caller frees), NULL when it could not be renamed. */
char *file_set_aside(const char *path);

bool file_exists(const char *path);

/* Whether it is a file with content of its own: no folder, device, pipe or link. */
bool file_is_regular(const char *path);

/* Whether it is a regular file whose first bytes are these. */
bool file_starts(const char *path, const char *start);

/* The whole path from the root, for people; the caller frees. */
char *file_full_path(const char *path);

/* A name that does not exist yet: path itself, or with -2, -3 ... before its ending. The caller
 * frees. */
char *file_free_name(const char *path);

/* Makes the folder and those above it (mode 0700). 0 or -1. */
int file_make_folder(const char *path, struct error *err);

/* The folder of this program for settings (XDG_CONFIG_HOME) and for its session
 * (XDG_STATE_HOME), not made yet; the caller frees. NULL when there is no home folder: then
 * nothing is kept. */
char *folder_config(void);
char *folder_state(void);

/* A lock that only one living process can hold: creates and locks path. Returns a descriptor to
 * keep (file_unlock closes it), -1 when another process holds it or it cannot be made (err;
 * *ret_held tells which). */
int file_lock(const char *path, bool *ret_held, struct error *err);
void file_unlock(int fd);

#endif
