/* The class view: many reports as one table, machines by checks, the worst first and the
 * commonest failure on top.
 *
 *   struct report_class *group = report_class_new();
 *   report_class_add(group, "pc-07.json", bytes, length);        for every file
 *   report_class_add_broken(group, "pc-08.json", "...");         that could not even be read
 *   cJSON *view = report_class_finish(group, created);           "eflow-class/1"
 *   char *text = report_class_render(view, REPORT_TEXT, &err);
 *
 * One broken file never spoils the others: it is listed as broken. A report is read and dropped
 * again, so a thousand of them need little memory. */
#ifndef EFLOW_REPORT_REPORT_CLASS_H
#define EFLOW_REPORT_REPORT_CLASS_H

#include <cjson/cJSON.h>
#include <stddef.h>
#include <stdint.h>

#include "report/report.h"

struct report_class;

struct report_class *report_class_new(void);

/* Takes one report file into account. */
void report_class_add(struct report_class *group, const char *file, const char *bytes,
                      size_t length);

/* Lists a file that could not be read, with the reason as a sentence. */
void report_class_add_broken(struct report_class *group, const char *file, const char *reason);

/* The view as one object; frees the group. created is in ms since 1970. Checks that fail anywhere
 * come first, by how often.
 *
 *   {"format": "eflow-class/1", "created", "tool",
 *    "summary": {"ready", "not-ready", "unknown", "broken"},
 *    "checks": [{"id", "title", "fix", "link", "fail", "unknown", "warn", "machines": [NAME]}],
 *    "machines": [{"name", "label", "file", "path", "verdict", "sentence", "created", "lab",
 *                  "checks": {ID: STATUS}}],
 *    "broken": [{"file", "reason"}]}
 *
 * The caller frees. */
cJSON *report_class_finish(struct report_class *group, int64_t created);

/* The view as text, HTML or JSON. NULL with err (EXIT_USAGE) for another format. The caller
 * frees. */
char *report_class_render(const cJSON *view, enum report_format format, struct error *err);

/* The text in printable ASCII. The caller frees. */
char *report_class_render_ascii(const cJSON *view);

/* What the exit status says of all together: the worst of them; a broken file is unknown. */
enum exit_status report_class_status(const cJSON *view);

#endif
