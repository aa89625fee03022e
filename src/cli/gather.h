/* Gathering: all facts that the command line names, without a screen.
 *
 *   struct gathered *all = gather_start(program, is_live, &err);
 *   gather_until_answered(all);
 *   assess ... all->facts, all->session
 *   gather_end(all); */
#ifndef EFLOW_CLI_GATHER_H
#define EFLOW_CLI_GATHER_H

#include "cli/commands.h"
#include "model/assess.h"
#include "probe/collector.h"

struct gathered {
    const struct program *program;
    uv_loop_t loop;
    struct facts *facts;
    struct session *session;
    struct collector *collector;
    struct lab *lab;
    const struct guide *guide; /* of the path; NULL: not known */
    bool has_changed;          /* since gather_next last returned */
};

/* Reads files, opens the lab, starts probes. NULL with err. */
struct gathered *gather_start(struct program *program, bool is_live, struct error *err);

/* Waits until every source has answered or failed; says on standard error which failed and why. */
void gather_until_answered(struct gathered *all);

/* Waits for the next change, at most milliseconds. Whether there was one. */
bool gather_next(struct gathered *all, int64_t milliseconds);

/* Finds the path: as said, as the lab says, or as exactly one guide's suggestion says. -1 with a
 * usage error when it cannot be known. */
int gather_find_path(struct gathered *all, struct error *err);

struct assessment *gather_assess(struct gathered *all);

void gather_end(struct gathered *all);

#endif
