/* What changed between two reports: what got better, worse, new, gone.
 *
 *   cJSON *diff = report_diff(old, new);            "eflow-diff/1"
 *   char *text = report_diff_render(diff, REPORT_TEXT, &err);
 *   ... report_diff_status(diff) */
#ifndef EFLOW_REPORT_REPORT_DIFF_H
#define EFLOW_REPORT_REPORT_DIFF_H

#include <cjson/cJSON.h>

#include "report/report.h"

/* The difference as one object:
 *
 *   {"format": "eflow-diff/1", "old": {"verdict", "sentence", "created", "machine", "path"},
 *    "new": {the same}, "worse": [CHANGE], "better": [CHANGE], "changed": [CHANGE],
 *    "gone": [CHANGE], "added": [CHANGE], "plan": [{"fact", "old", "new"}],
 *    "warnings": [SENTENCE]}
 *   CHANGE: {"id", "title", "severity", "fix", "old": {"status", "value", "reason", "at"},
 *            "new": {the same}}
 *
 * "old" or "new" is missing where the check is only in one report. Checks that do not apply, and
 * those only for information, are neither better nor worse. warnings say where the two reports do
 * not belong together. The caller frees. */
cJSON *report_diff(const cJSON *old, const cJSON *new);

/* The difference as text, Markdown or JSON. NULL with err (EXIT_USAGE) for another format. The
 * caller frees. */
char *report_diff_render(const cJSON *diff, enum report_format format, struct error *err);

/* EXIT_READY when nothing got worse, EXIT_NOT_READY when anything did. */
enum exit_status report_diff_status(const cJSON *diff);

#endif
