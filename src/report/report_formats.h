/* The formats, one file each (private to src/report). Every function takes a report that
 * report_clean has cleaned, and returns the whole file; the caller frees. */
#ifndef EFLOW_REPORT_REPORT_FORMATS_H
#define EFLOW_REPORT_REPORT_FORMATS_H

#include <cjson/cJSON.h>

char *report_text(const cJSON *report);
char *report_markdown(const cJSON *report);
char *report_json(const cJSON *report);
char *report_html(const cJSON *report);
char *report_junit(const cJSON *report);

#endif
