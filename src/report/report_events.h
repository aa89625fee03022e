/* What changed while somebody watches, for programs: NDJSON, one object on each line.
 *
 *   char *lines = report_events(NULL, report);       {"event": "start", ...}
 *   lines = report_events(report, later);            {"event": "check", ...} */
#ifndef EFLOW_REPORT_REPORT_EVENTS_H
#define EFLOW_REPORT_REPORT_EVENTS_H

#include <cjson/cJSON.h>

/* One line for each check, step and at last the verdict that differs between two reports; "" when
 * none does. Without an old report one line with the whole state. "at" is the time of the new
 * report.
 *
 *   {"format": "eflow-event/1", "event": "start", "at", "path", "machine", "verdict", "sentence",
 *    "summary", "checks": {ID: STATUS}, "steps": {ID: STATUS}}
 *   {"format", "event": "check" or "step", "at", "id", "title", "old", "new", "value", "reason"}
 *   {"format", "event": "verdict", "at", "old", "new", "sentence"}
 *
 * The caller frees. */
char *report_events(const cJSON *old, const cJSON *new);

#endif
