/* A flow without guides, probes and session: pages as rich as real ones, for tests of the face.
 *
 * flow_save appends a line to the file "saved", flow_submit writes one value per line to
 * "submitted" (both in the working directory), so that a test can see what the face handed over. */
#ifndef EFLOW_TESTS_FAKE_FLOW_H
#define EFLOW_TESTS_FAKE_FLOW_H

#include <stdbool.h>

#include "flow/flow.h"

struct fake_setup {
    enum page page;
    bool is_long;        /* 200 prerequisites */
    bool is_plain;       /* all items of Steps have the same details: only the pointer moves */
    const char *address; /* of the link's popups; NULL: that of the pages */
};

struct flow *fake_start(const struct fake_setup *setup);
void fake_end(struct flow *flow);

/* A fact changes: the virtualization becomes exposed, or hidden again. */
void fake_change_fact(struct flow *flow);

/* The mark of what has just changed goes away. */
void fake_calm_down(struct flow *flow);

#endif
