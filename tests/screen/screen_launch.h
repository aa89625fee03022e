/* How a program of a test is started: where it is, its environment, its scratch HOME.
 *
 *   struct launch *launch = launch_new(setup, home, arguments);
 *   if (forkpty(...) == 0)
 *       launch_run(launch);               does not return
 *   launch_free(launch);
 *
 * All is prepared before the fork; the child only changes its directory and becomes the program. */
#ifndef EFLOW_TESTS_SCREEN_LAUNCH_H
#define EFLOW_TESTS_SCREEN_LAUNCH_H

#include <stddef.h>

#include "screen.h"

struct launch;

struct launch *launch_new(const struct screen_setup *setup, const char *home,
                          const char *const arguments[]);
_Noreturn void launch_run(const struct launch *launch);
void launch_free(struct launch *launch);

/* A new empty directory; the caller frees the name. Ends the test program where that is impossible. */
char *launch_make_home(void);

/* Removes the directory and all that is in it. */
void launch_remove_home(const char *home);

/* Writes the bytes to screen.raw in the directory and says on stderr where that is. */
void launch_keep_home(const char *home, const char *raw, size_t length);

#endif
