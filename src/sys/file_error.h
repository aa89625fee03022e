/* The sentences about files that cannot be read or written; for src/sys only. */
#ifndef EFLOW_SYS_FILE_ERROR_H
#define EFLOW_SYS_FILE_ERROR_H

#include "sys/error.h"

/* what has one %s for the name, which is made safe to show and quoted; hint may be NULL. Returns
 * -1. */
int file_refuse(struct error *err, enum exit_status status, const char *path, const char *what,
                const char *hint) __attribute__((format(printf, 4, 0)));

/* The sentence for a failed system call (number is its errno). Both return -1. */
int file_cannot_read(struct error *err, const char *path, int number);
int file_cannot_write(struct error *err, const char *path, int number);

#endif
