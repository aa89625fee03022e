/* The catalogues that are on this machine, each loaded when it is first needed. */
#ifndef EFLOW_SYS_LANGUAGE_FILES_H
#define EFLOW_SYS_LANGUAGE_FILES_H

#include <stddef.h>

#include "sys/catalog.h"

struct language_files;

/* Looks where sys/language.h says. */
struct language_files *language_files_open(void);
struct language_files *language_files_close(struct language_files *files); /* always NULL */

/* Their names, sorted: "de", "zh_CN". files may be NULL: there are none. */
size_t language_files_count(const struct language_files *files);
const char *language_files_name(const struct language_files *files, size_t index);

/* The name that fits a wish best: "de_AT.UTF-8" finds "de_AT", else "de"; "zh" finds the first that
 * begins with "zh_". NULL: none. */
const char *language_files_find(const struct language_files *files, const char *wish);

/* NULL: there is none, or it cannot be read. */
const struct catalog *language_files_catalog(struct language_files *files, const char *name);

#endif
