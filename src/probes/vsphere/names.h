/* Names of virtual machines as people write them. */
#ifndef EFLOW_PROBES_VSPHERE_NAMES_H
#define EFLOW_PROBES_VSPHERE_NAMES_H

#include <stdbool.h>

/* How unlike two names are, without regard to case: the number of letters to change, insert or
 * remove so that one becomes the other. Only their first 64 bytes count. */
unsigned name_distance(const char *wanted, const char *name);

/* vSphere hands out '%', '/' and '\\' in names as %25, %2f and %5c: puts the real letters back in
 * place. */
void name_decode(char *name);

/* Whether the path /DC/vm/folder/name is what the person wrote: the same where that begins with a
 * slash, else an end of the path of at least two names. */
bool name_is_end_of_path(const char *path, const char *wanted);

#endif
