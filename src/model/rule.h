/* Rules over facts, three-valued: true, false, or unknown because a fact is.
 *
 *   struct rule *rule = rule_parse(json, at, &err);
 *   struct evidence evidence = {0};
 *   enum truth truth = rule_eval(rule, facts, &evidence);
 *   evidence_clear(&evidence); rule_free(rule);
 *
 * The forms and their meaning are in screens/README.md ("RULE"). A rule borrows strings and numbers
 * from the JSON it was made from: that must live as long as the rule. Evaluating is pure. */
#ifndef EFLOW_MODEL_RULE_H
#define EFLOW_MODEL_RULE_H

#include <cjson/cJSON.h>
#include <stddef.h>

#include "model/fact.h"
#include "model/json_at.h"

enum truth { TRUTH_FALSE, TRUTH_TRUE, TRUTH_UNKNOWN };

#define RULE_DEPTH_LIMIT 32 /* rules inside rules */

struct rule;

/* The facts that decided a result, each once, in the order of the rule. Of an unknown result: the
 * facts that are missing. Of an "any" that is true or an "all" that is false: only the facts of the
 * parts that made it so. Of all other results: the facts of every part that was looked at. */
struct evidence {
    size_t count;
    short facts[FACT_COUNT];
};

/* Makes a rule of its JSON form, or returns NULL with the reason and the JSON path in err. The
 * caller frees. */
struct rule *rule_parse(const cJSON *json, const struct json_at *at, struct error *err);
struct rule *rule_free(struct rule *rule); /* takes NULL, returns NULL */

/* Evaluates. NULL is no rule and reads true. Adds to evidence (may be NULL). */
enum truth rule_eval(const struct rule *rule, const struct facts *facts, struct evidence *evidence);

/* Calls visit for every fact the rule names. */
void rule_visit_facts(const struct rule *rule, void (*visit)(int fact, void *user), void *user);

enum truth truth_not(enum truth truth);

#endif
