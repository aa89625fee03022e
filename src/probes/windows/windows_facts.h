/* Makes facts of what the PowerShell scripts report ("eflow-raw/1"): a pure mapping, the same here
 * and wherever the output was carried.
 *
 *   if (windows_is_raw(json))
 *       windows_facts_from_raw(json, facts, unknown);
 *
 * Which raw value says what: reference keys W32-OS, W32-CPU, W32-CS, W32-OPT, PSD-*, EF-AUTO, IMDS;
 * names and words of facts as in README of this folder. */
#ifndef EFLOW_PROBES_WINDOWS_FACTS_H
#define EFLOW_PROBES_WINDOWS_FACTS_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#define WINDOWS_RAW_FORMAT "eflow-raw/1"

/* Whether this is the output of one of the scripts, of either role. */
bool windows_is_raw(const cJSON *json);

/* Adds the facts of the raw output to facts, and to unknown the reason for each that it should tell
 * and does not. Both are objects and stay the caller's, as does raw. 0; -1 where raw is no raw
 * output. */
int windows_facts_from_raw(const cJSON *raw, cJSON *facts, cJSON *unknown);

#endif
