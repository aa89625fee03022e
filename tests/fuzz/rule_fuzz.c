/* Bytes as JSON, the JSON as a rule and as an answer of a probe: whatever comes in, nothing
 * breaks, and what was taken over is clean. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "model/rule.h"
#include "sys/text.h"

static void promise(bool right, const char *wrong)
{
    if (right)
        return;
    fprintf(stderr, "rule_fuzz: %s\n", wrong);
    abort();
}

static const char facts_json[] =
    "{\"facts\": {\"vm.power\": \"on\", \"vm.nested\": true, \"vm.cpus\": 4, \"vm.name\": \"edge\","
    " \"host.version\": \"7.0.3\", \"plan.ip4_address\": \"10.0.0.5\", \"plan.dns\": [\"1.1.1.1\"],"
    " \"guest.nats\": [{\"name\": \"n\", \"prefix\": \"10.0.0.0/8\"}, {\"name\": \"m\"}],"
    " \"guest.switches\": [{\"name\": \"s\", \"type\": \"internal\", \"prefix_length\": 24}]}}";

static struct facts *some_facts(void)
{
    struct facts *facts = facts_new();
    cJSON *answer = json_parse_text(facts_json, sizeof facts_json - 1, "facts", NULL);

    facts_merge(facts, "plan", answer, 1, NULL);
    cJSON_Delete(answer);
    return facts;
}

/* The same question has the same answer, and an unknown names what is to blame. */
static void judge(const struct rule *rule, const struct facts *facts)
{
    struct evidence evidence = {0};
    enum truth truth = rule_eval(rule, facts, &evidence);

    promise(truth == rule_eval(rule, facts, NULL), "a rule answers twice in two ways");
    promise(truth != TRUTH_UNKNOWN || evidence.count > 0, "unknown, and nobody knows why");
}

static void read_as_rule(const cJSON *json, const struct facts *facts)
{
    struct json_at at = {.file = "rule"};
    struct error err = {0};
    struct rule *rule = rule_parse(json, &at, &err);

    promise((rule == NULL) == (err.what != NULL), "a refusal has a reason, and only a refusal");
    if (rule != NULL)
        judge(rule, facts);
    rule_free(rule);
    error_clear(&err);
}

static void read_as_answer(const cJSON *json, struct facts *facts)
{
    cJSON *strangers = cJSON_CreateArray();

    facts_merge(facts, "probe", json, 2, strangers);
    facts_merge(facts, "probe", json, 3, NULL);
    struct facts *copy = facts_copy(facts);
    cJSON *file = facts_to_json(copy, "fuzz", NULL);
    char *text = cJSON_PrintUnformatted(file);
    promise(text_is_utf8(text, strlen(text)), "the store holds what is no UTF-8");
    for (int fact = 0; fact < FACT_COUNT; fact++) {
        const cJSON *value = facts_get(copy, fact)->value;
        promise(value == NULL || fact_value_fits(fact, value), "a value does not fit its fact");
        free(fact_value_text(fact, value));
    }
    free(text);
    cJSON_Delete(file);
    facts_free(copy);
    cJSON_Delete(strangers);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct error err = {0};
    char *copy = must_copy_n((const char *)bytes, length);
    cJSON *json = json_parse_text(copy, length, "input", &err);

    promise((json == NULL) == (err.where != NULL), "an error has a place");
    if (json != NULL) {
        struct facts *facts = some_facts();
        read_as_rule(json, facts);
        read_as_answer(json, facts);
        facts_free(facts);
    }
    error_clear(&err);
    cJSON_Delete(json);
    free(copy);
    return 0;
}
