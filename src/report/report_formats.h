/* The formats, one file each (private to src/report). Every function takes a report that
 * report_clean has cleaned, and returns the whole file; the caller frees. */
#ifndef EFLOW_REPORT_REPORT_FORMATS_H
#define EFLOW_REPORT_REPORT_FORMATS_H

#include <cjson/cJSON.h>
#include <stdbool.h>

char *report_text(const cJSON *report);
char *report_text_ascii(const cJSON *report);
char *report_markdown(const cJSON *report);
char *report_json(const cJSON *report);
char *report_html(const cJSON *report);
char *report_junit(const cJSON *report);

/* The class view, which report_class_finish has cleaned. */
char *report_class_text(const cJSON *view);
char *report_class_text_ascii(const cJSON *view);
char *report_class_html(const cJSON *view);

/* Whether a check of the class view fails, warns or is unknown anywhere. */
bool report_class_matters(const cJSON *check);

/* The commonest failure with its remedy, in two sentences; NULL when nothing fails. The caller
 * frees. */
char *report_class_commonest(const cJSON *view);

/* The difference of two reports. */
char *report_diff_text(const cJSON *diff);
char *report_diff_markdown(const cJSON *diff);

#endif
