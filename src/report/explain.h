/* What error texts of Deploy-Eflow and its neighbours mean (screens/known-errors.json).
 *
 *   struct known_errors *known = known_errors_of(screens_find(screens, "known-errors.json"), &err);
 *   cJSON *explained = explain(known, library, pasted, pasted_length);
 *   char *text = explain_render(explained, REPORT_TEXT, &err);
 *   known_errors_free(known);
 *
 * A known text is found wherever it stands in a pasted log, however the lines of that were
 * broken. */
#ifndef EFLOW_REPORT_EXPLAIN_H
#define EFLOW_REPORT_EXPLAIN_H

#include <cjson/cJSON.h>
#include <stddef.h>

#include "model/guide.h"
#include "report/report.h"

struct known_errors;

/* Reads the file strictly. NULL with err (EXIT_DATA). */
struct known_errors *known_errors_load(const char *bytes, size_t length, const char *name,
                                       struct error *err);
struct known_errors *known_errors_free(struct known_errors *known); /* always NULL */

/* The same of a file of screens/. */
struct known_errors *known_errors_of(const struct screen_file *file, struct error *err);

/* Calls visit with every check id that the file names, so that they can be held against the
 * guides. */
void known_errors_visit_checks(const struct known_errors *known,
                               void (*visit)(const char *error_id, const char *check_id,
                                             void *user),
                               void *user);

/* What the text says that is known, the surest first:
 *
 *   {"format": "eflow-explain/1",
 *    "found": [{"id", "means", "do", "link", "source", "sure": BOOL, "line", "excerpt",
 *               "causes": [{"text", "checks": [{"id", "title"}]}]}]}
 *
 * "sure" is false where only a common word was found. Titles come from the library, which may be
 * NULL. The text may hold anything, and is not changed. The caller frees. */
cJSON *explain(const struct known_errors *known, const struct library *library, const char *text,
               size_t length);

/* As text, Markdown or JSON. NULL with err (EXIT_USAGE) for another format. The caller frees. */
char *explain_render(const cJSON *explained, enum report_format format, struct error *err);

#endif
