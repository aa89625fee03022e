/* Reports: one JSON object (eflow-report/1, screens/report.schema.json) made of one assessment;
 * every other format is made of that object, so that all of them say the same, now or from a file
 * years later.
 *
 *   cJSON *report = report_build(assessment, &about);
 *   char *text = report_render(report, REPORT_TEXT, &err);
 *
 * The caller frees what is returned. */
#ifndef EFLOW_REPORT_REPORT_H
#define EFLOW_REPORT_REPORT_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "model/assess.h"
#include "sys/error.h"

enum report_format {
    REPORT_TEXT,
    REPORT_MARKDOWN,
    REPORT_JSON,
    REPORT_HTML,
    REPORT_JUNIT,
    REPORT_FORMAT_COUNT,
};

/* What the report says besides the assessment. */
struct report_about {
    int64_t created; /* ms since 1970 */
    const char *lab; /* the practice lab it is about; NULL: real systems */

    /* Names that no fact tells, but that may stand in reasons, so that they can be redacted: hosts,
     * machines and users that were asked. A list of {"kind": "host", "name": "esx-01"}; may be
     * NULL. */
    const cJSON *names;
};

cJSON *report_build(const struct assessment *all, const struct report_about *about);

/* The report as a file of that format (text: 80 columns, UTF-8). NULL with err when the object
 * is no report of a version that this program knows. */
char *report_render(const cJSON *report, enum report_format format, struct error *err);

/* The text format in printable ASCII, with words for signs, for terminals that show no more.
 * NULL with err likewise. */
char *report_render_ascii(const cJSON *report, struct error *err);

/* Reads a report file. NULL with err (EXIT_DATA) when it is none. */
cJSON *report_parse(const char *bytes, size_t length, const char *name, struct error *err);

/* A copy in which names of hosts, machines and people, addresses and ids are replaced, each
 * original always by the same word. */
cJSON *report_redact(const cJSON *report);

/* "text" "markdown" "json" "html" "junit"; -1 for another word. */
int report_format_find(const char *name);
const char *report_format_name(enum report_format format);
const char *report_format_ending(enum report_format format); /* "txt" "md" "json" "html" "xml" */

#endif
