/* Known hosts: which certificate a server showed when the person said "yes, this is it".
 *
 *   char *file = pins_file(config_directory);
 *   pins_find(file, "esx-01:443", &sha256, &err);         (sha256 stays NULL: never seen)
 *   pins_remember(file, "esx-01:443", sha256_hex, &err);  (after the person agreed)
 *   pins_forget(file, "esx-01:443", &err);                (the server has a new certificate)
 *
 * The file is JSON: {"format": "eflow-known-hosts/1", "hosts": {"esx-01:443": {"sha256": "..."}}}.
 * It is replaced in one go and only its owner may read it (file_write). Hosts are written HOST:PORT
 * and compared without regard to case. */
#ifndef EFLOW_SYS_PINS_H
#define EFLOW_SYS_PINS_H

#include "sys/error.h"

/* The file's name inside a directory. The caller frees. */
char *pins_file(const char *directory);

/* A SHA-256 fingerprint as 64 lower-case digits, from the same with colons, spaces or capitals;
 * NULL where it is none. The caller frees. */
char *pins_normal(const char *sha256);

/* Looks up a host. 0: *ret_sha256 is its fingerprint (the caller frees) or untouched where the host
 * or the file is not there. -1: the file cannot be read or is no file of known hosts. */
int pins_find(const char *file, const char *host, char **ret_sha256, struct error *err);

/* Writes a host's fingerprint, in place of the one it had. The directory must exist. 0 or -1. */
int pins_remember(const char *file, const char *host, const char *sha256, struct error *err);

/* Removes a host; one that is not there is no error. 0 or -1. */
int pins_forget(const char *file, const char *host, struct error *err);

#endif
