/* The parts of an assessment (private to the model). */
#ifndef EFLOW_MODEL_ASSESS_PARTS_H
#define EFLOW_MODEL_ASSESS_PARTS_H

#include "model/assess.h"

/* Fills checks and counts; facts are complete already. */
void assess_checks(struct assessment *all, const struct assess_input *input);

/* Fills steps. */
void assess_steps(struct assessment *all, const struct assess_input *input);

/* "vm.nested is off": the first fact of the evidence that is known; NULL without one. The caller
 * frees. */
char *assess_what_was_seen(const struct facts *facts, const struct evidence *evidence);

/* The reason of the first fact of the evidence that is unknown, as assess_why_unknown. */
char *assess_what_is_missing(const struct facts *facts, const struct evidence *evidence);

#endif
