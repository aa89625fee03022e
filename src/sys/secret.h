/* Passwords: where they come from, and that they do not stay behind.
 *
 *   char *password = secret_from_environment();
 *   if (!password)
 *       password = secret_ask("Password of root@esx-01: ", &err);
 *   ...
 *   secret_free(password);
 *
 * Every function returns a string of the caller's, or NULL; secret_free overwrites it before
 * freeing. A password has at most SECRET_LIMIT bytes. */
#ifndef EFLOW_SYS_SECRET_H
#define EFLOW_SYS_SECRET_H

#include <stdbool.h>
#include <stddef.h>

#include "sys/error.h"

#define SECRET_LIMIT ((size_t)4096) /* bytes */

/* Asks on the terminal of this process, whatever standard input and output are, and shows
 * nothing of what is typed. Blocks. A signal that ends or stops the program is obeyed after the
 * terminal is as it was; after a stop it asks again. NULL with EXIT_NO_INPUT: there is no
 * terminal, or the person ended the input (Ctrl-D). */
char *secret_ask(const char *prompt, struct error *err);

/* The first line of a file, or of a pipe. *ret_open tells whether others than its owner may read
 * it: that deserves a warning. NULL with EXIT_NO_INPUT when it cannot be read, EXIT_DATA when
 * its first line is empty or too long. */
char *secret_from_file(const char *path, bool *ret_open, struct error *err);

/* The value of EFLOW_PASSWORD, which is taken out of the environment; NULL when it is not set or
 * empty. */
char *secret_from_environment(void);

/* Overwrites and frees; takes NULL, returns NULL. */
char *secret_free(char *secret);

#endif
