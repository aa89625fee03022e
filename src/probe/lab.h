/* The practice lab: a simulated system that behaves like the real one (format: screens/README.md).
 *
 *   struct lab *lab = lab_open(screens, "esxi", sizes, &err);
 *   cJSON *answer = lab_answer(lab);           facts, unknowns and source, like any probe's answer
 *   if (lab_do(lab, action, now, &said) != 0)  refused: said tells why
 *   if (lab_tick(lab, now)) ...                the world went on
 *   lab_close(lab);
 *
 * Times are milliseconds of any clock that does not jump; the caller always passes the same one. */
#ifndef EFLOW_PROBE_LAB_H
#define EFLOW_PROBE_LAB_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdint.h>

#include "model/azure_sizes.h"
#include "sys/error.h"
#include "sys/screens.h"

enum lab_kind { LAB_DO, LAB_BREAK };

/* What can be done in a lab. Texts are msgids. */
struct lab_action {
    const char *id;
    const char *title;
    const char *where; /* at which system a person would do it */
    enum lab_kind kind;
};

struct lab;

/* Opens the lab of that id; sizes may be NULL and must live as long as the lab. NULL with err:
 * EXIT_USAGE when there is no such lab (the hint names those there are), EXIT_DATA when it is
 * wrong. */
struct lab *lab_open(const struct screens *screens, const char *id, const struct azure_sizes *sizes,
                     struct error *err);
struct lab *lab_close(struct lab *lab); /* always NULL */

/* The ids of all labs, sorted, as a list of strings; the caller frees. */
cJSON *lab_ids(const struct screens *screens);

const char *lab_id(const struct lab *lab);
const char *lab_path(const struct lab *lab);    /* id of a guide */
const char *lab_title(const struct lab *lab);   /* msgid */
const char *lab_summary(const struct lab *lab); /* msgid */
const cJSON *lab_plan(const struct lab *lab);   /* choices that come with the lab; may be NULL */

/* What a probe would see now: what the lab hides is unknown, with the reason. The caller frees. */
cJSON *lab_answer(const struct lab *lab);

size_t lab_action_count(const struct lab *lab);
const struct lab_action *lab_action(const struct lab *lab, size_t index);

/* Whether the action is to be shown now. */
bool lab_is_offered(const struct lab *lab, size_t index);

/* The action of that id; -1: none. */
int lab_action_find(const struct lab *lab, const char *id);

/* Does an action. 0, or -1 when the system refuses. *ret_said gets the system's sentence in the
 * person's language (of what takes its time: that it is under way), the caller frees. */
int lab_do(struct lab *lab, size_t index, int64_t now, char **ret_said);

/* When the world will change next by itself; -1: not. */
int64_t lab_next(const struct lab *lab);

/* Lets the time pass; whether an action came to its end. */
bool lab_tick(struct lab *lab, int64_t now);

/* What the system said when the last action came to its end; NULL before the first. */
const char *lab_news(const struct lab *lab);

/* The world as it is, to go on with it later; an action under way counts as finished. */
cJSON *lab_save(const struct lab *lab);
int lab_restore(struct lab *lab, const cJSON *world, struct error *err);

#endif
