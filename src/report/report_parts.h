/* Between the files that make and read reports (private to src/report).
 *
 * A report may come from a file that somebody else wrote: everything is read through these
 * functions, which take NULL and wrong types for "not there". */
#ifndef EFLOW_REPORT_REPORT_PARTS_H
#define EFLOW_REPORT_REPORT_PARTS_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/assess.h"
#include "report/mark.h"
#include "sys/text.h"

#define REPORT_FORMAT_ID "eflow-report/1"

/* --- making --- */

/* Adds a string; NULL adds nothing. */
void put(cJSON *object, const char *key, const char *value);

/* Adds a time as ISO text; 0 adds nothing. */
void put_time(cJSON *object, const char *key, int64_t at);

/* A command: {where, run}, added to a list. */
void put_command(cJSON *commands, const char *where, const char *run);

/* The list "next": what to do now, in order. */
cJSON *report_next(const struct assessment *all);

/* The list "afterwards": what cannot be checked beforehand, and how to look afterwards. */
cJSON *report_afterwards(const struct assessment *all);

/* The command that gives the EFLOW VM its DNS servers; NULL when the plan needs none. The caller
 * frees. */
char *report_dns_command(const struct facts *facts);

/* The list "support": what the maintainers of EFLOW ask first. */
cJSON *report_support(const struct assessment *all);

/* The list "names": what names this report may hold, so that they can be replaced; more (may be
 * NULL) come first. */
cJSON *report_names(const struct assessment *all, const cJSON *more);

/* Replaces passwords in addresses ("http://anna:secret@proxy") everywhere in a report. */
void report_hide_passwords(cJSON *report);

/* --- reading --- */

/* The string under key, "" when there is none. */
const char *string_at(const cJSON *object, const char *key);

/* The list under key, NULL when there is none. */
const cJSON *list_at(const cJSON *object, const char *key);
const cJSON *object_at(const cJSON *object, const char *key); /* likewise */
size_t list_length(const cJSON *object, const char *key);

/* The whole number under key, 0 when there is none or it is out of range. */
long number_at(const cJSON *object, const char *key);

/* The time under key in ms since 1970, -1 when there is none. */
int64_t time_at(const cJSON *object, const char *key);

bool is_set(const cJSON *object, const char *key, const char *word);

/* A copy whose strings are valid UTF-8 without control characters; only where several lines make
 * sense they stay. Keys that are not plain words are left out. */
cJSON *report_clean(const cJSON *report);

/* 0 when it is a report of this version, else -1 with err. */
int report_check(const cJSON *report, struct error *err);

/* --- what several formats say alike --- */

enum check_status report_status_find(const char *word); /* CHECK_STATUS_COUNT: none that we know */
enum check_status
report_check_status(const cJSON *check);                /* CHECK_STATUS_COUNT: none that we know */
enum step_status report_step_status(const cJSON *step); /* STEP_STATUS_COUNT: likewise */
enum mark check_mark(enum check_status status);
enum mark step_mark(enum step_status status);
enum mark layer_mark_of(const char *word);
const char *check_status_title(enum check_status status); /* "fails", in the person's language */
const char *step_status_title(enum step_status status);

/* "5 fail": how many checks have that status. The caller frees. */
char *check_status_count(enum check_status status, long count);
const char *verdict_title(const cJSON *report); /* "NOT READY" */
const char *report_severity_title(const char *word);

/* The checks, worst first and otherwise in their order. The caller frees the array, not the
 * checks. */
const cJSON **report_checks_by_weight(const cJSON *report, size_t *ret_count);

/* The fact's value as the person would say it ("on", "8192"), or why it is unknown. The caller
 * frees. */
char *seen_value(const cJSON *seen);

/* "vSphere API, 14:02:11 UTC, 3 seconds before this report", with the day where it is another
 * one; "" without source and time. The caller frees. */
char *seen_source(const cJSON *seen, const cJSON *report);

/* "2026-11-22 14:02:11 UTC"; the text itself when it is no time. The caller frees. */
char *time_title(const char *iso);

/* "3 seconds", "5 minutes", "2 hours", "4 days". The caller frees. */
char *age_title(int64_t ms);

/* A value of the fact of that name as the person would say it; what does not fit as JSON. The
 * caller frees. */
char *fact_text(const char *name, const cJSON *value);

/* The list "support" without names; the caller frees. */
cJSON *report_redacted_support(const cJSON *report);

/* "switch type" for plan.switch_type. The caller frees. */
char *plan_label(const cJSON *item);

/* The value of plan.NAME as the person would say it. The caller frees. */
char *plan_value(const cJSON *item);

/* The name of the machine that this is about; "" when nobody knows. Borrowed. */
const char *report_machine(const cJSON *report);

/* The note about the end of EFLOW's support, NULL without one. */
bool report_is_support_end(const char *id);
const cJSON *report_support_end(const cJSON *report);

/* Whether names are replaced in it, and the sentence that says so. */
bool report_hides_names(const cJSON *report);
const char *report_redacted_note(void);

#endif
