/* The pages, one file each; flow/pages.c is their table. */
#ifndef EFLOW_FLOW_PAGES_H
#define EFLOW_FLOW_PAGES_H

#include "flow/flow_internal.h"
#include "report/report.h"

/* What each page brings: its list, the details of an item, and its own requests (see struct
 * page_room). */
#define DECLARE_PAGE(name)                                                                         \
    void page_##name##_list(struct flow *flow);                                                    \
    void page_##name##_details(struct flow *flow, const char *id);                                 \
    bool page_##name##_request(struct flow *flow, enum request request, const char *id,            \
                               struct effect *ret_effect)

DECLARE_PAGE(path);
DECLARE_PAGE(plan);
DECLARE_PAGE(connect);
DECLARE_PAGE(prerequisites);
DECLARE_PAGE(steps);
DECLARE_PAGE(report);

/* The answer to a question as the list shows it. */
const char *plan_value_text(struct flow *flow, const struct question *question);

/* The question about a fact; NULL: there is none. */
const struct question *plan_question(const struct flow *flow, const char *fact);

/* The role of that id; NULL: the path has none. */
const struct role *connect_role(const struct flow *flow, const char *id);

/* How the report is to be written; kept in the session. */
enum report_format report_wanted_format(const struct flow *flow);
bool report_is_redacted(const struct flow *flow);
const char *report_wanted_file(struct flow *flow); /* belongs to the sheet */
void report_want(struct flow *flow, const char *key, cJSON *value);

#endif
