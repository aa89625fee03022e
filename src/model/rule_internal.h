/* The inside of a rule, for the reader and the evaluation. */
#ifndef EFLOW_MODEL_RULE_INTERNAL_H
#define EFLOW_MODEL_RULE_INTERNAL_H

#include "model/operand.h"
#include "model/rule.h"

enum rule_form {
    RULE_CONSTANT,
    RULE_COMPARE,      /* operands: left, right */
    RULE_IN,           /* operands: left, then the choices */
    RULE_STARTS,       /* operands: text, beginning */
    RULE_KNOWN,        /* operands: one */
    RULE_SUM,          /* operands: what is added, then the limit */
    RULE_SAME_NETWORK, /* operands: address, address, prefix length */
    RULE_CONTAINS,     /* operands: prefix, address or prefix */
    RULE_OVERLAPS,     /* operands: prefix, prefix */
    RULE_SOME,         /* operands: the list; one part */
    RULE_EVERY,
    RULE_NONE,
    RULE_ALL, /* parts */
    RULE_ANY,
    RULE_NOT, /* one part */
};

/* In the order of COMPARISON_WORDS. */
enum comparison { COMPARE_IS, COMPARE_AT_LEAST, COMPARE_AT_MOST, COMPARE_BELOW, COMPARE_ABOVE };
#define COMPARISON_WORDS "is at_least at_most below above"

struct rule {
    enum rule_form form;
    enum comparison comparison;
    bool constant;
    struct operand *operands;
    size_t operand_count;
    struct rule *parts;
    size_t part_count;
};

/* Compares version strings part by part: *ret_order is below, at or above 0. False where one of
 * them is no version ("7.0.3": numbers separated by dots). */
bool version_compare(const char *a, const char *b, int *ret_order);

#endif
