/* What is no rule: each refusal says where and why. */
#include <criterion/criterion.h>

#include "model/rule.h"

/* clang-format off */

static const struct {
    const char *json, *where, *what;
} wrong[] = {
    {"1", "g.json",
     "Expected a rule: true, false or an object."},
    {"null", "g.json",
     "Expected a rule: true, false or an object."},
    {"[]", "g.json",
     "Expected a rule: true, false or an object."},
    {"{}", "g.json",
     "Expected a rule with one of all, any, not, fact, sum, same_network, contains, overlaps."},
    {"{\"al\": []}", "g.json",
     "Expected a rule with one of all, any, not, fact, sum, same_network, contains, overlaps."},
    {"{\"all\": []}", "g.json: all",
     "Expected a list with at least one rule."},
    {"{\"any\": true}", "g.json: any",
     "Expected a list with at least one rule."},
    {"{\"all\": [true, 3]}", "g.json: all[1]",
     "Expected a rule: true, false or an object."},
    {"{\"all\": [true], \"any\": [true]}", "g.json: any",
     "There is no key \"any\" here. Expected: all."},
    {"{\"all\": [true], \"all\": [true]}", "g.json: all",
     "The key \"all\" is here twice."},
    {"{\"not\": {\"not\": 1}}", "g.json: not.not",
     "Expected a rule: true, false or an object."},
    {"{\"fact\": \"vm.power\"}", "g.json",
     "A comparison is missing: one of is, at_least, at_most, below, above, in, starts, known, "
     "some, every, none."},
    {"{\"fact\": \"vm.pwoer\", \"is\": \"on\"}", "g.json: fact",
     "There is no fact \"vm.pwoer\"."},
    {"{\"fact\": 3, \"is\": \"on\"}", "g.json: fact",
     "Expected the name of a fact."},
    {"{\"fact\": \"vm.power\", \"is\": \"onn\"}", "g.json: is",
     "Expected one of on, off, saved, paused, suspended, changing, got \"onn\"."},
    {"{\"fact\": \"vm.power\", \"is\": 3}", "g.json: is",
     "Expected a text."},
    {"{\"fact\": \"vm.cpus\", \"is\": \"4\"}", "g.json: is",
     "Expected a number."},
    {"{\"fact\": \"vm.nested\", \"is\": \"on\"}", "g.json: is",
     "Expected true or false."},
    {"{\"fact\": \"vm.nested\", \"is\": null}", "g.json: is",
     "Expected a text, a number, true, false or an operand."},
    {"{\"fact\": \"plan.dns\", \"is\": \"1.1.1.1\"}", "g.json: is",
     "A list is looked at with some, every or none."},
    {"{\"fact\": \"vm.power\", \"was\": \"on\"}", "g.json: was",
     "There is no key \"was\" here. Expected: fact, is, at_least, at_most, below, above, in, "
     "starts, known, some, every, none."},
    {"{\"fact\": \"vm.cpus\", \"at_least\": 1, \"at_most\": 2}", "g.json: at_most",
     "One comparison is enough."},
    {"{\"fact\": \"vm.power\", \"in\": \"on\"}", "g.json: in",
     "Expected a list with at least one value."},
    {"{\"fact\": \"vm.power\", \"in\": []}", "g.json: in",
     "Expected a list with at least one value."},
    {"{\"fact\": \"vm.power\", \"in\": [\"on\", 1]}", "g.json: in[1]",
     "Expected a text."},
    {"{\"fact\": \"vm.power\", \"at_least\": \"on\"}", "g.json: at_least",
     "Only numbers and versions have an order."},
    {"{\"fact\": \"vm.cpus\", \"at_least\": \"4\"}", "g.json: at_least",
     "Expected a number."},
    {"{\"fact\": \"host.version\", \"at_least\": 7}", "g.json: at_least",
     "Expected a version, like \"7.0.3\"."},
    {"{\"fact\": \"host.version\", \"at_least\": \"7.x\"}", "g.json: at_least",
     "Expected a version, like \"7.0.3\"."},
    {"{\"fact\": \"host.version\", \"at_least\": \"7.\"}", "g.json: at_least",
     "Expected a version, like \"7.0.3\"."},
    {"{\"fact\": \"vm.cpus\", \"starts\": \"4\"}", "g.json: starts",
     "Only texts have a beginning."},
    {"{\"fact\": \"vm.name\", \"starts\": null}", "g.json: starts",
     "Expected a text, a number, true, false or an operand."},
    {"{\"sum\": [1], \"is\": null}", "g.json: is",
     "Expected a text, a number, true, false or an operand."},
    {"{\"sum\": [{\"minus\": null}], \"is\": 1}", "g.json: sum[0].minus",
     "Expected a text, a number, true, false or an operand."},
    {"{\"overlaps\": [\"10.0.0.0/8\", {\"prefix\": [null, 8]}]}",
     "g.json: overlaps[1].prefix[0]",
     "Expected a text, a number, true, false or an operand."},
    {"{\"fact\": \"host.version\", \"below\": \"7x\"}", "g.json: below",
     "Expected a version, like \"7.0.3\"."},
    {"{\"fact\": \"vm.cpus\", \"known\": false}", "g.json: known",
     "Expected true."},
    {"{\"fact\": \"vm.cpus\", \"some\": true}", "g.json: some",
     "This fact is no list."},
    {"{\"fact\": \"item.name\", \"is\": \"x\"}", "g.json: fact",
     "An element of a list exists only inside some, every or none."},
    {"{\"fact\": \"guest.nats\", \"some\": {\"fact\": \"item.nmae\", \"is\": \"x\"}}",
     "g.json: some.fact",
     "The elements of this list have no \"item.nmae\"."},
    {"{\"fact\": \"guest.nats\", \"some\": {\"fact\": \"item\", \"is\": \"x\"}}",
     "g.json: some.fact",
     "The elements of this list have no \"item\"."},
    {"{\"fact\": \"plan.dns\", \"some\": {\"fact\": \"item.name\", \"is\": \"x\"}}",
     "g.json: some.fact",
     "The elements of this list have no \"item.name\"."},
    {"{\"fact\": \"guest.switches\", \"some\": {\"fact\": \"item.type\", \"is\": \"outer\"}}",
     "g.json: some.is",
     "Expected one of internal, external, private, got \"outer\"."},
    {"{\"sum\": [1]}", "g.json",
     "A comparison is missing: one of is, at_least, at_most, below, above."},
    {"{\"sum\": [], \"is\": 1}", "g.json: sum",
     "Expected a list with at least one value."},
    {"{\"sum\": [1, \"2\"], \"is\": 1}", "g.json: sum[1]",
     "Expected a number."},
    {"{\"sum\": [1], \"is\": \"1\"}", "g.json: is",
     "Expected a number."},
    {"{\"sum\": [1], \"is\": {\"minus\": 1}}", "g.json: is.minus",
     "There is no key \"minus\" here. Expected: fact, prefix."},
    {"{\"sum\": [{\"minus\": \"a\"}], \"is\": 1}", "g.json: sum[0].minus",
     "Expected a number."},
    {"{\"sum\": [{}], \"is\": 1}", "g.json: sum[0]",
     "An operand has one key, \"fact\" for example."},
    {"{\"same_network\": [\"10.0.0.1\", \"10.0.0.2\"]}", "g.json: same_network",
     "Expected 3 values."},
    {"{\"same_network\": [\"10.0.0.1\", \"10.0.0.256\", 8]}", "g.json: same_network[1]",
     "Expected an IPv4 address, like \"10.0.0.1\"."},
    {"{\"same_network\": [\"10.0.0.1\", \"10.0.0.2\", 33]}", "g.json: same_network[2]",
     "Expected a prefix length."},
    {"{\"same_network\": [\"10.0.0.1\", \"10.0.0.2\", 8.5]}", "g.json: same_network[2]",
     "Expected a prefix length."},
    {"{\"overlaps\": [\"10.0.0.0/8\", {\"prefix\": [\"x\", 8]}]}", "g.json: overlaps[1].prefix[0]",
     "Expected an IPv4 address, like \"10.0.0.1\"."},
    {"{\"overlaps\": [\"10.0.0.0/8\", {\"prefix\": [\"10.0.0.0\", 33]}]}",
     "g.json: overlaps[1].prefix[1]",
     "Expected a prefix length."},
    {"{\"contains\": [\"10.0.0.1\", \"10.0.0.1\"]}", "g.json: contains[0]",
     "Expected an IPv4 prefix, like \"10.0.0.0/24\"."},
    {"{\"contains\": [\"10.0.0.1/8\", 3]}", "g.json: contains[1]",
     "Expected an IPv4 prefix, like \"10.0.0.0/24\"."},
    {"{\"overlaps\": [\"10.0.0.0/8\", {\"prefix\": [\"10.0.0.0\"]}]}", "g.json: overlaps[1].prefix",
     "Expected a list of an address and a prefix length."},
    {"{\"overlaps\": [\"10.0.0.0/8\", {\"prefix\": [8, 8]}]}", "g.json: overlaps[1].prefix[0]",
     "Expected an IPv4 address, like \"10.0.0.1\"."},
    {"{\"overlaps\": [\"10.0.0.0/8\", {\"prefix\": [\"10.0.0.0\", \"8\"]}]}",
     "g.json: overlaps[1].prefix[1]",
     "Expected a prefix length."},
};

/* clang-format on */

Test(rule_parse, refuses_with_place_and_reason)
{
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct json_at at = {.file = "g.json"};
        struct error err = {0};
        cJSON *json = cJSON_Parse(wrong[i].json);
        cr_assert_not_null(json, "%s", wrong[i].json);
        cr_expect_null(rule_parse(json, &at, &err), "%s", wrong[i].json);
        cr_expect_eq(err.status, EXIT_DATA);
        cr_expect_str_eq(err.what, wrong[i].what, "%s: %s", wrong[i].json, err.what);
        cr_expect_str_eq(err.where, wrong[i].where, "%s: %s", wrong[i].json, err.where);
        error_clear(&err);
        cJSON_Delete(json);
    }
}

static cJSON *nested_nots(int depth)
{
    cJSON *rule = cJSON_CreateTrue();

    for (int i = 0; i < depth; i++) {
        cJSON *outer = cJSON_CreateObject();
        cJSON_AddItemToObject(outer, "not", rule);
        rule = outer;
    }
    return rule;
}

Test(rule_parse, depth_has_a_limit)
{
    struct json_at at = {.file = "g.json"};
    struct error err = {0};
    cJSON *deep = nested_nots(RULE_DEPTH_LIMIT), *deeper = nested_nots(RULE_DEPTH_LIMIT + 1);
    struct rule *rule = rule_parse(deep, &at, &err);

    cr_expect_not_null(rule);
    cr_expect_null(rule_parse(deeper, &at, &err));
    cr_expect_str_eq(err.what, "Rules are inside each other more than 32 deep.");
    error_clear(&err);
    rule_free(rule);
    cJSON_Delete(deep);
    cJSON_Delete(deeper);
}
