/* The files of screens/: built into the program, or read from a folder instead.
 *
 *   struct screens *screens = screens_open(NULL, &err);
 *   struct library *library = library_load(screens->files, screens->count, &err);
 *   screens_close(screens);            after everything that borrows from the files is gone */
#ifndef EFLOW_SYS_SCREENS_H
#define EFLOW_SYS_SCREENS_H

#include <stdbool.h>
#include <stddef.h>

#include "model/guide.h"
#include "sys/error.h"

#define SCREEN_FILE_LIMIT ((size_t)4 << 20) /* bytes of one file */

struct screens {
    size_t count;
    struct screen_file *files; /* sorted by name; labs as "lab/esxi.json" */
    bool is_folder;            /* the files were read, not built in */
};

/* The built-in files (folder NULL), or those of a folder and its lab/ folder. NULL with err when
 * the folder cannot be read. */
struct screens *screens_open(const char *folder, struct error *err);
struct screens *screens_close(struct screens *screens); /* always NULL */

/* The file of that name, NULL if there is none. */
const struct screen_file *screens_find(const struct screens *screens, const char *name);

#endif
