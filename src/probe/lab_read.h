/* How a lab is kept, and how it is read (private to the lab). */
#ifndef EFLOW_PROBE_LAB_READ_H
#define EFLOW_PROBE_LAB_READ_H

#include "model/fact.h"
#include "model/json_at.h"
#include "model/rule.h"
#include "probe/lab.h"

struct lab_hide {
    struct rule *when;
    const cJSON *facts;
    const char *because;
};

struct lab_refusal {
    struct rule *when;
    const char *text;
};

struct lab_outcome {
    struct rule *when;
    const cJSON *set;
};

struct lab_deed {
    struct lab_action shown;
    struct rule *offer;
    size_t refuse_count;
    struct lab_refusal *refuse;
    const cJSON *during;
    int64_t takes_ms;
    size_t then_count;
    struct lab_outcome *then;
    const char *says;
};

struct lab {
    const char *id;
    const char *path;
    const char *title;
    const char *summary;
    cJSON *plan;
    size_t hide_count;
    struct lab_hide *hides;
    size_t action_count;
    struct lab_deed *actions;
    const struct azure_sizes *sizes;
    struct facts *world;            /* as it really is */
    cJSON *pending;                 /* what the action under way will set; NULL: none */
    const struct lab_deed *running; /* NULL: none */
    int64_t ends_at;
    char *news;  /* what the last action said at its end; NULL */
    cJSON *json; /* all strings are its */
    bool is_json_ours;
    cJSON *twin; /* the derived lab's own JSON; NULL */
    bool is_twin_ours;
};

/* Refuses values that name no fact or do not fit it. 0 or -1. */
int lab_check_values(const cJSON *values, const struct json_at *at, struct error *err);

/* Sets facts of the world. */
void lab_apply(struct lab *lab, const cJSON *values);

#endif
