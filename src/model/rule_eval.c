#include "config.h"

#include "model/rule_internal.h"

#include "sys/text.h"

#include <string.h>

enum truth truth_not(enum truth truth)
{
    static const enum truth opposite[] = {TRUTH_TRUE, TRUTH_FALSE, TRUTH_UNKNOWN};

    return opposite[truth];
}

static enum truth truth_of(bool yes)
{
    return yes ? TRUTH_TRUE : TRUTH_FALSE;
}

static void evidence_join(struct evidence *to, const struct evidence *from)
{
    for (size_t i = 0; i < from->count; i++)
        evidence_add(to, from->facts[i]);
}

/* --- rules that look at values --- */

static enum truth compare_orders(enum comparison comparison, double order)
{
    switch (comparison) {
    case COMPARE_IS: break;
    case COMPARE_AT_LEAST: return truth_of(order >= 0);
    case COMPARE_AT_MOST: return truth_of(order <= 0);
    case COMPARE_BELOW: return truth_of(order < 0);
    case COMPARE_ABOVE: return truth_of(order > 0);
    }
    return truth_of(order >= 0 && order <= 0);
}

static enum truth compare_numbers(enum comparison comparison, double a, double b)
{
    return compare_orders(comparison, a < b ? -1 : a > b);
}

static enum truth compare_values(enum comparison comparison, const struct value *a,
                                 const struct value *b)
{
    int order;

    if (a->type != b->type)
        return TRUTH_UNKNOWN;
    if (a->type == VALUE_NUMBER)
        return compare_numbers(comparison, a->number, b->number);
    if (a->type == VALUE_BOOL)
        return truth_of(a->yes == b->yes);
    if (a->type != VALUE_TEXT)
        return TRUTH_UNKNOWN;
    if (comparison == COMPARE_IS)
        return truth_of(strcmp(value_text(a), value_text(b)) == 0);
    if (!version_compare(value_text(a), value_text(b), &order))
        return TRUTH_UNKNOWN;
    return compare_orders(comparison, order);
}

static enum truth eval_compare(const struct rule *rule, const struct view *view,
                               struct trace *trace)
{
    struct value left = operand_value(&rule->operands[0], view, trace);
    struct value right = operand_value(&rule->operands[1], view, trace);

    return compare_values(rule->comparison, &left, &right);
}

/* True: only the choice that matched is evidence besides the fact. */
static enum truth eval_in(const struct rule *rule, const struct view *view, struct trace *trace)
{
    struct value left = operand_value(&rule->operands[0], view, trace);
    struct trace before = *trace;
    enum truth result = TRUTH_FALSE;

    for (size_t i = 1; i < rule->operand_count; i++) {
        struct trace with_match = before;
        struct value right = operand_value(&rule->operands[i], view, &with_match);
        enum truth same = compare_values(COMPARE_IS, &left, &right);
        if (same == TRUTH_TRUE) {
            *trace = with_match;
            return TRUTH_TRUE;
        }
        evidence_join(&trace->known, &with_match.known);
        evidence_join(&trace->missing, &with_match.missing);
        if (same == TRUTH_UNKNOWN)
            result = TRUTH_UNKNOWN;
    }
    return result;
}

static enum truth eval_starts(const struct rule *rule, const struct view *view, struct trace *trace)
{
    struct value text = operand_value(&rule->operands[0], view, trace);
    struct value start = operand_value(&rule->operands[1], view, trace);

    if (text.type != VALUE_TEXT || start.type != VALUE_TEXT)
        return TRUTH_UNKNOWN;
    return truth_of(text_starts(value_text(&text), value_text(&start)));
}

static enum truth eval_known(const struct rule *rule, const struct view *view, struct trace *trace)
{
    struct value value = operand_value(&rule->operands[0], view, trace);

    evidence_join(&trace->known, &trace->missing);
    return truth_of(value.type != VALUE_UNKNOWN);
}

static enum truth eval_sum(const struct rule *rule, const struct view *view, struct trace *trace)
{
    double sum = 0;
    bool known = true;
    struct value value = {.type = VALUE_UNKNOWN};

    for (size_t i = 0; i < rule->operand_count; i++) {
        value = operand_value(&rule->operands[i], view, trace);
        known = known && value.type == VALUE_NUMBER;
        if (i + 1 < rule->operand_count)
            sum += value.number;
    }
    return known ? compare_numbers(rule->comparison, sum, value.number) : TRUTH_UNKNOWN;
}

/* --- networks --- */

static bool read_prefix(const struct operand *operand, const struct view *view, struct trace *trace,
                        struct ipv4_prefix *ret)
{
    struct value value = operand_value(operand, view, trace);

    return value.type == VALUE_TEXT && ipv4_prefix_parse(value_text(&value), ret);
}

/* An address alone is a prefix of 32. */
static bool read_address(const struct operand *operand, const struct view *view,
                         struct trace *trace, struct ipv4_prefix *ret)
{
    struct value value = operand_value(operand, view, trace);

    ret->length = 32;
    return value.type == VALUE_TEXT && ipv4_parse(value_text(&value), &ret->address);
}

static bool read_either(const struct operand *operand, const struct view *view, struct trace *trace,
                        struct ipv4_prefix *ret)
{
    return read_address(operand, view, trace, ret) || read_prefix(operand, view, trace, ret);
}

static enum truth eval_same_network(const struct rule *rule, const struct view *view,
                                    struct trace *trace)
{
    struct ipv4_prefix a, b;
    unsigned length;
    bool known_a = read_address(&rule->operands[0], view, trace, &a);
    bool known_b = read_address(&rule->operands[1], view, trace, &b);
    struct value third = operand_value(&rule->operands[2], view, trace);

    if (!known_a || !known_b || !value_prefix_length(&third, &length))
        return TRUTH_UNKNOWN;
    return truth_of(ipv4_same_network(a.address, b.address, length));
}

static enum truth eval_contains(const struct rule *rule, const struct view *view,
                                struct trace *trace)
{
    struct ipv4_prefix outer, inner;
    bool known_outer = read_prefix(&rule->operands[0], view, trace, &outer);
    bool known_inner = read_either(&rule->operands[1], view, trace, &inner);

    return known_outer && known_inner ? truth_of(ipv4_contains(outer, inner)) : TRUTH_UNKNOWN;
}

static enum truth eval_overlaps(const struct rule *rule, const struct view *view,
                                struct trace *trace)
{
    struct ipv4_prefix a, b;
    bool known_a = read_prefix(&rule->operands[0], view, trace, &a);
    bool known_b = read_prefix(&rule->operands[1], view, trace, &b);

    return known_a && known_b ? truth_of(ipv4_overlaps(a, b)) : TRUTH_UNKNOWN;
}

/* Of an unknown result the missing facts are the evidence; where none is missing, a value that
 * could not be read is to blame. */
static void keep_trace(const struct trace *trace, enum truth result, struct evidence *evidence)
{
    bool missing = result == TRUTH_UNKNOWN && trace->missing.count > 0;

    evidence_join(evidence, missing ? &trace->missing : &trace->known);
}

static enum truth eval_leaf(const struct rule *rule, const struct view *view,
                            struct evidence *evidence)
{
    static enum truth (*const evals[])(const struct rule *, const struct view *, struct trace *) = {
        [RULE_COMPARE] = eval_compare,   [RULE_IN] = eval_in,
        [RULE_STARTS] = eval_starts,     [RULE_KNOWN] = eval_known,
        [RULE_SUM] = eval_sum,           [RULE_SAME_NETWORK] = eval_same_network,
        [RULE_CONTAINS] = eval_contains, [RULE_OVERLAPS] = eval_overlaps,
    };
    struct trace trace;

    trace.known.count = trace.missing.count = 0;
    enum truth result = evals[rule->form](rule, view, &trace);
    keep_trace(&trace, result, evidence);
    return result;
}

/* --- rules made of rules --- */

static enum truth eval(const struct rule *rule, const struct view *view, struct evidence *evidence);

/* One result of many: decisive (false of "all", true of "any") beats unknown beats the rest. For
 * each of the three the facts of its parts are kept until it is clear which of them counts. */
struct verdict {
    enum truth decisive, result;
    struct evidence facts;
};

static int weight(const struct verdict *verdict, enum truth truth)
{
    if (truth == verdict->decisive)
        return 2;
    return truth == TRUTH_UNKNOWN;
}

static void verdict_add(struct verdict *verdict, enum truth truth, const struct evidence *facts)
{
    int before = weight(verdict, verdict->result), now = weight(verdict, truth);

    if (now < before)
        return;
    if (now > before)
        verdict->facts.count = 0;
    verdict->result = truth;
    evidence_join(&verdict->facts, facts);
}

static enum truth eval_parts(const struct rule *rule, const struct view *view,
                             struct evidence *evidence)
{
    struct verdict verdict;
    struct evidence facts;

    verdict.decisive = rule->form == RULE_ALL ? TRUTH_FALSE : TRUTH_TRUE;
    verdict.result = truth_not(verdict.decisive);
    verdict.facts.count = 0;
    for (size_t i = 0; i < rule->part_count; i++) {
        facts.count = 0;
        enum truth truth = eval(&rule->parts[i], view, &facts);
        verdict_add(&verdict, truth, &facts);
    }
    evidence_join(evidence, &verdict.facts);
    return verdict.result;
}

/* "some" is an any, "every" an all over the elements, "none" the opposite of "some". */
static enum truth eval_elements(const struct rule *rule, const struct view *view, const cJSON *list,
                                int fact, struct evidence *evidence)
{
    struct view inside = {view->facts, NULL, fact};
    struct verdict verdict;
    struct evidence facts;

    verdict.decisive = rule->form == RULE_EVERY ? TRUTH_FALSE : TRUTH_TRUE;
    verdict.result = truth_not(verdict.decisive);
    verdict.facts.count = 0;
    for (inside.item = list->child; inside.item != NULL && verdict.result != verdict.decisive;
         inside.item = inside.item->next) {
        facts.count = 0;
        enum truth truth = eval(rule->parts, &inside, &facts);
        verdict_add(&verdict, truth, &facts);
    }
    if (verdict.result != TRUTH_UNKNOWN)
        evidence_add(evidence, fact);
    evidence_join(evidence, &verdict.facts);
    return rule->form == RULE_NONE ? truth_not(verdict.result) : verdict.result;
}

static enum truth eval_list(const struct rule *rule, const struct view *view,
                            struct evidence *evidence)
{
    const struct operand *operand = &rule->operands[0];
    int fact = operand->form == OPERAND_FACT ? operand->fact : view->list;
    struct trace trace;

    trace.known.count = trace.missing.count = 0;
    struct value list = operand_value(operand, view, &trace);
    if (list.type != VALUE_LIST) {
        keep_trace(&trace, TRUTH_UNKNOWN, evidence);
        return TRUTH_UNKNOWN;
    }
    return eval_elements(rule, view, list.list, fact, evidence);
}

static enum truth eval(const struct rule *rule, const struct view *view, struct evidence *evidence)
{
    switch (rule->form) {
    case RULE_CONSTANT: return truth_of(rule->constant);
    case RULE_ALL:
    case RULE_ANY: return eval_parts(rule, view, evidence);
    case RULE_NOT: return truth_not(eval(rule->parts, view, evidence));
    case RULE_SOME:
    case RULE_EVERY:
    case RULE_NONE: return eval_list(rule, view, evidence);
    case RULE_COMPARE:
    case RULE_IN:
    case RULE_STARTS:
    case RULE_KNOWN:
    case RULE_SUM:
    case RULE_SAME_NETWORK:
    case RULE_CONTAINS:
    case RULE_OVERLAPS: break;
    }
    return eval_leaf(rule, view, evidence);
}

enum truth rule_eval(const struct rule *rule, const struct facts *facts, struct evidence *evidence)
{
    struct view view = {facts, NULL, FACT_NONE};
    struct evidence unwanted;

    unwanted.count = 0;
    if (rule == NULL)
        return TRUTH_TRUE;
    return eval(rule, &view, evidence != NULL ? evidence : &unwanted);
}

void rule_visit_facts(const struct rule *rule, void (*visit)(int fact, void *user), void *user)
{
    if (rule == NULL)
        return;
    for (size_t i = 0; i < rule->operand_count; i++)
        operand_visit_facts(&rule->operands[i], visit, user);
    for (size_t i = 0; i < rule->part_count; i++)
        rule_visit_facts(&rule->parts[i], visit, user);
}
