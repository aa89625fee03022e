/* Facts files: what "eflow-wizard facts" writes and people carry along.
 *
 *   cJSON *answer = facts_file_read("guest.json", &err);
 *   facts_merge(facts, "file:guest.json", answer, now, NULL); */
#ifndef EFLOW_PROBE_FACTS_FILE_H
#define EFLOW_PROBE_FACTS_FILE_H

#include <cjson/cJSON.h>
#include <stdint.h>

#include "sys/error.h"

#define FACTS_FILE_LIMIT ((size_t)16 << 20) /* bytes */

/* Reads a facts file ("-": standard input). Returns an object with "facts", "unknown" (empty where
 * the file has none), "source" (what the file says, else its name) and "collected" where the file
 * has it; the caller frees. NULL with err: EXIT_NO_INPUT when it is not there or unreadable,
 * EXIT_DATA when it is no facts file (with line and column, or the key that is wrong). What the
 * PowerShell scripts of the windows probe print ("eflow-raw/1") is taken likewise, as facts. */
cJSON *facts_file_read(const char *path, struct error *err);

/* When the facts of such an object were collected, ms since 1970; what it does not say is now. */
int64_t facts_file_time(const cJSON *answer, int64_t now);

/* The same from memory. */
cJSON *facts_file_parse(const char *bytes, size_t length, const char *name, struct error *err);

#endif
