/* Reports for tests: assessments of guides over facts in a file, as if made at a fixed time. The
 * files small-* use a small guide of their own (tests/data/reports/screens), the others the real
 * ones (screens). */
#ifndef EFLOW_TESTS_REPORTS_FIXTURE_H
#define EFLOW_TESTS_REPORTS_FIXTURE_H

#include "report/report.h"

/* 2026-11-22T14:02:14Z */
#define FIXTURE_NOW INT64_C(1795356134000)

/* The report about tests/data/reports/NAME.json: {"path", "screens", "plan", "confirm": {ID:
 * REASON}, "sources": [{"id", "source", "age_s", "facts", "unknown"}]}. Ends the program where
 * anything is wrong. The caller frees. */
cJSON *fixture_report(const char *name);

/* The same in a format; the caller frees. */
char *fixture_render(const cJSON *report, enum report_format format);

/* A file of the test data, whole; the caller frees. */
char *fixture_read(const char *folder, const char *name, const char *ending);

/* Fails the test when text is not what tests/data/reports/golden/NAME.ENDING holds;
 * EFLOW_GOLDEN=update writes it. */
void fixture_golden(const char *name, const char *ending, const char *text);

#endif
