#include "config.h"

#include "model/rule_internal.h"

#include "i18n.h"
#include "model/words.h"
#include "sys/text.h"

#include <stdlib.h>
#include <string.h>

#define FORMS "all any not fact sum same_network contains overlaps"
#define FACT_TESTS                                                                                 \
    "is at_least at_most below above in starts known some every none" /* begins with comparisons */

/* Where the reader is. */
struct reader {
    const struct json_at *at;
    const struct scope *scope;
    int depth;
    struct error *err;
};

static int parse_rule(const cJSON *json, const struct reader *reader, struct rule *ret);

static void rule_clear(struct rule *rule)
{
    for (size_t i = 0; i < rule->operand_count; i++)
        operand_clear(&rule->operands[i]);
    for (size_t i = 0; i < rule->part_count; i++)
        rule_clear(&rule->parts[i]);
    free(rule->operands);
    free(rule->parts);
    *rule = (struct rule){.form = RULE_CONSTANT};
}

static struct reader reader_at(const struct reader *reader, const struct json_at *at)
{
    return (struct reader){at, reader->scope, reader->depth, reader->err};
}

static size_t child_count(const cJSON *list)
{
    size_t count = 0;

    for (const cJSON *item = list->child; item != NULL; item = item->next)
        count++;
    return count;
}

static void reserve_operands(struct rule *rule, size_t count)
{
    rule->operands = must_alloc(count * sizeof *rule->operands);
}

static struct operand *next_operand(struct rule *rule)
{
    struct operand *operand = &rule->operands[rule->operand_count++];

    *operand = (struct operand){.fact = FACT_NONE};
    return operand;
}

/* Adds the operands of a list that must not be empty; room for extra ones is kept behind them. */
static int parse_operands(const cJSON *list, const struct reader *reader, bool signs, size_t extra,
                          struct rule *ret)
{
    size_t index = 0;

    if (!cJSON_IsArray(list) || list->child == NULL)
        return json_wrong(reader->err, reader->at, _("Expected a list with at least one value."));
    if (ret->operands == NULL)
        reserve_operands(ret, child_count(list) + extra);
    for (const cJSON *item = list->child; item != NULL; item = item->next) {
        struct json_at there = json_at_index(reader->at, index++);
        if (operand_parse(item, &there, reader->scope, signs, next_operand(ret), reader->err) != 0)
            return -1;
    }
    return 0;
}

/* --- comparisons --- */

/* Whether a literal can be a value of what stands on the left. */
static int check_word(const struct operand *left, const struct operand *right,
                      const struct reader *reader)
{
    const char *word = right->form == OPERAND_LITERAL ? cJSON_GetStringValue(right->literal) : NULL;

    if (left->kind.type != FACT_WORD || word == NULL || words_index(left->kind.words, word) >= 0)
        return 0;
    char *listed = words_listed(left->kind.words);
    char *clean = text_clean(word, 80);
    json_wrong(reader->err, reader->at, _("Expected one of %s, got \"%s\"."), listed, clean);
    free(clean);
    free(listed);
    return -1;
}

static int check_equal(const struct operand *left, const struct operand *right,
                       const struct reader *reader)
{
    if (operand_is_list(left))
        return json_wrong(reader->err, reader->at,
                          _("A list is looked at with some, every or none."));
    if (operand_is_number(left) && !operand_is_number(right))
        return json_wrong(reader->err, reader->at, _("Expected a number."));
    if (operand_is_text(left) && !operand_is_text(right))
        return json_wrong(reader->err, reader->at, _("Expected a text."));
    if (left->kind.type == FACT_BOOL && right->kind.type != FACT_BOOL)
        return json_wrong(reader->err, reader->at, _("Expected true or false."));
    return check_word(left, right, reader);
}

static int check_order(const struct operand *left, const struct operand *right,
                       const struct reader *reader)
{
    const char *version =
        right->form == OPERAND_LITERAL ? cJSON_GetStringValue(right->literal) : NULL;
    int order;

    if (!operand_is_number(left) && left->kind.type != FACT_STRING)
        return json_wrong(reader->err, reader->at, _("Only numbers and versions have an order."));
    if (operand_is_number(left) != operand_is_number(right) ||
        (!operand_is_number(right) && !operand_is_text(right)))
        return json_wrong(reader->err, reader->at,
                          operand_is_number(left) ? _("Expected a number.")
                                                  : _("Expected a version, like \"7.0.3\"."));
    if (version != NULL && !version_compare(version, version, &order))
        return json_wrong(reader->err, reader->at, _("Expected a version, like \"7.0.3\"."));
    return 0;
}

static int check_comparison(const struct rule *rule, const struct operand *left,
                            const struct operand *right, const struct reader *reader)
{
    if (rule->comparison == COMPARE_IS)
        return check_equal(left, right, reader);
    return check_order(left, right, reader);
}

static int parse_compare(const cJSON *json, const struct reader *reader, struct rule *ret)
{
    struct operand *right = next_operand(ret);

    if (operand_parse(json, reader->at, reader->scope, false, right, reader->err) != 0)
        return -1;
    return check_comparison(ret, &ret->operands[0], right, reader);
}

static int parse_in(const cJSON *json, const struct reader *reader, struct rule *ret)
{
    ret->form = RULE_IN;
    if (parse_operands(json, reader, false, 0, ret) != 0)
        return -1;
    for (size_t i = 1; i < ret->operand_count; i++) {
        struct json_at there = json_at_index(reader->at, i - 1);
        struct reader inside = reader_at(reader, &there);
        if (check_equal(&ret->operands[0], &ret->operands[i], &inside) != 0)
            return -1;
    }
    return 0;
}

static int parse_starts(const cJSON *json, const struct reader *reader, struct rule *ret)
{
    struct operand *start = next_operand(ret);

    ret->form = RULE_STARTS;
    if (operand_parse(json, reader->at, reader->scope, false, start, reader->err) != 0)
        return -1;
    if (!operand_is_text(&ret->operands[0]) || !operand_is_text(start))
        return json_wrong(reader->err, reader->at, _("Only texts have a beginning."));
    return 0;
}

static int parse_known(const cJSON *json, const struct reader *reader, struct rule *ret)
{
    ret->form = RULE_KNOWN;
    if (!cJSON_IsTrue(json))
        return json_wrong(reader->err, reader->at, _("Expected true."));
    return 0;
}

/* --- lists --- */

static struct rule *only_part(struct rule *rule)
{
    rule->parts = must_alloc(sizeof *rule->parts);
    rule->part_count = 1;
    return rule->parts;
}

static int parse_list(const cJSON *json, const struct reader *reader, enum rule_form form,
                      struct rule *ret)
{
    const struct operand_kind *list = &ret->operands[0].kind;
    struct scope scope = {
        .in_list = true,
        .item = {list->type == FACT_LIST ? FACT_LIST : FACT_STRING, NULL, list->keys}
    };
    struct reader inside = {reader->at, &scope, reader->depth + 1, reader->err};

    ret->form = form;
    if (!operand_is_list(&ret->operands[0]))
        return json_wrong(reader->err, reader->at, _("This fact is no list."));
    return parse_rule(json, &inside, only_part(ret));
}

/* --- the forms --- */

static int parse_test(const cJSON *json, const struct reader *reader, int test, struct rule *ret)
{
    static const enum rule_form list_forms[] = {RULE_SOME, RULE_EVERY, RULE_NONE};

    if (test <= COMPARE_ABOVE) {
        ret->form = RULE_COMPARE;
        ret->comparison = (enum comparison)test;
        return parse_compare(json, reader, ret);
    }
    switch (test - COMPARE_ABOVE - 1) {
    case 0: return parse_in(json, reader, ret);
    case 1: return parse_starts(json, reader, ret);
    case 2: return parse_known(json, reader, ret);
    default: return parse_list(json, reader, list_forms[test - COMPARE_ABOVE - 4], ret);
    }
}

/* The one key of object besides first that is in words; its index, -1 and an error where there is
 * none or more than one. */
static int the_other_key(const cJSON *object, const char *first, const char *words,
                         const struct reader *reader, const cJSON **ret)
{
    int found = -1;

    for (const cJSON *item = object->child; item != NULL; item = item->next) {
        if (strcmp(item->string, first) == 0)
            continue;
        if (found >= 0) {
            struct json_at there = json_at_key(reader->at, item->string);
            return json_wrong(reader->err, &there, _("One comparison is enough."));
        }
        found = words_index(words, item->string);
        *ret = item;
    }
    if (found < 0) {
        char *listed = words_listed(words);
        json_wrong(reader->err, reader->at, _("A comparison is missing: one of %s."), listed);
        free(listed);
    }
    return found;
}

static int parse_fact(const cJSON *json, const cJSON *name, const struct reader *reader,
                      struct rule *ret)
{
    struct json_at at_name = json_at_key(reader->at, "fact");
    const cJSON *value = NULL;

    if (json_only_keys(json, reader->at, "fact " FACT_TESTS, reader->err) != 0)
        return -1;
    int test = the_other_key(json, "fact", FACT_TESTS, reader, &value);
    if (test < 0)
        return -1;
    reserve_operands(ret, 1 + (cJSON_IsArray(value) ? child_count(value) : 1));
    if (operand_parse_name(name, &at_name, reader->scope, next_operand(ret), reader->err) != 0)
        return -1;
    struct json_at at_value = json_at_key(reader->at, value->string);
    struct reader inside = reader_at(reader, &at_value);
    return parse_test(value, &inside, test, ret);
}

static int parse_sum(const cJSON *json, const cJSON *list, const struct reader *reader,
                     struct rule *ret)
{
    struct json_at at_list = json_at_key(reader->at, "sum");
    struct reader in_list = reader_at(reader, &at_list);
    const cJSON *limit = NULL;

    ret->form = RULE_SUM;
    if (json_only_keys(json, reader->at, "sum " COMPARISON_WORDS, reader->err) != 0)
        return -1;
    int comparison = the_other_key(json, "sum", COMPARISON_WORDS, reader, &limit);
    if (comparison < 0 || parse_operands(list, &in_list, true, 1, ret) != 0)
        return -1;
    ret->comparison = (enum comparison)comparison;
    for (size_t i = 0; i < ret->operand_count; i++) {
        struct json_at there = json_at_index(&at_list, i);
        if (!operand_is_number(&ret->operands[i]))
            return json_wrong(reader->err, &there, _("Expected a number."));
    }
    struct json_at at_limit = json_at_key(reader->at, limit->string);
    struct reader in_limit = reader_at(reader, &at_limit);
    if (operand_parse(limit, &at_limit, reader->scope, false, next_operand(ret), reader->err) != 0)
        return -1;
    return check_comparison(ret, &ret->operands[0], &ret->operands[ret->operand_count - 1],
                            &in_limit);
}

/* kind: 'a' address, 'p' prefix, '?' one of these, 'l' prefix length. */
static int check_network(const struct operand *operand, char kind, const struct reader *reader)
{
    bool address = kind != 'p' && operand_may_be_address(operand);
    bool prefix = kind != 'a' && operand_may_be_prefix(operand);

    if (kind == 'l')
        return operand_may_be_length(operand)
                   ? 0
                   : json_wrong(reader->err, reader->at, _("Expected a prefix length."));
    if (address || prefix)
        return 0;
    return json_wrong(reader->err, reader->at,
                      kind == 'a' ? _("Expected an IPv4 address, like \"10.0.0.1\".")
                                  : _("Expected an IPv4 prefix, like \"10.0.0.0/24\"."));
}

static int parse_network(const cJSON *json, const cJSON *list, const struct reader *reader,
                         const char *kinds, struct rule *ret)
{
    struct json_at at_list = json_at_key(reader->at, list->string);
    struct reader in_list = reader_at(reader, &at_list);

    if (json_only_keys(json, reader->at, list->string, reader->err) != 0 ||
        parse_operands(list, &in_list, false, 0, ret) != 0)
        return -1;
    if (ret->operand_count != strlen(kinds))
        return json_wrong(reader->err, &at_list, _("Expected %d values."), (int)strlen(kinds));
    for (size_t i = 0; i < ret->operand_count; i++) {
        struct json_at there = json_at_index(&at_list, i);
        struct reader inside = reader_at(reader, &there);
        if (check_network(&ret->operands[i], kinds[i], &inside) != 0)
            return -1;
    }
    return 0;
}

static int parse_parts(const cJSON *list, const struct reader *reader, struct rule *ret)
{
    if (!cJSON_IsArray(list) || list->child == NULL)
        return json_wrong(reader->err, reader->at, _("Expected a list with at least one rule."));
    ret->parts = must_alloc(child_count(list) * sizeof *ret->parts);
    for (const cJSON *item = list->child; item != NULL; item = item->next) {
        struct json_at there = json_at_index(reader->at, ret->part_count);
        struct reader inside = reader_at(reader, &there);
        inside.depth++;
        if (parse_rule(item, &inside, &ret->parts[ret->part_count++]) != 0)
            return -1;
    }
    return 0;
}

static int parse_logic(const cJSON *json, const cJSON *value, const struct reader *reader,
                       struct rule *ret)
{
    struct json_at there = json_at_key(reader->at, value->string);
    struct reader inside = reader_at(reader, &there);

    if (json_only_keys(json, reader->at, value->string, reader->err) != 0)
        return -1;
    if (ret->form != RULE_NOT)
        return parse_parts(value, &inside, ret);
    inside.depth++;
    return parse_rule(value, &inside, only_part(ret));
}

static int parse_form(const cJSON *json, const cJSON *value, int form, const struct reader *reader,
                      struct rule *ret)
{
    static const enum rule_form forms[] = {RULE_ALL,      RULE_ANY,     RULE_NOT,
                                           RULE_COMPARE,  RULE_SUM,     RULE_SAME_NETWORK,
                                           RULE_CONTAINS, RULE_OVERLAPS};

    ret->form = forms[form];
    switch (form) {
    case 0:
    case 1:
    case 2: return parse_logic(json, value, reader, ret);
    case 3: return parse_fact(json, value, reader, ret);
    case 4: return parse_sum(json, value, reader, ret);
    case 5: return parse_network(json, value, reader, "aal", ret);
    case 6: return parse_network(json, value, reader, "p?", ret);
    default: return parse_network(json, value, reader, "pp", ret);
    }
}

static int parse_rule(const cJSON *json, const struct reader *reader, struct rule *ret)
{
    *ret = (struct rule){.form = RULE_CONSTANT, .constant = cJSON_IsTrue(json)};
    if (cJSON_IsBool(json))
        return 0;
    if (reader->depth >= RULE_DEPTH_LIMIT)
        return json_wrong(reader->err, reader->at,
                          _("Rules are inside each other more than %d deep."), RULE_DEPTH_LIMIT);
    if (!cJSON_IsObject(json))
        return json_wrong(reader->err, reader->at, _("Expected a rule: true, false or an object."));
    for (const cJSON *item = json->child; item != NULL; item = item->next) {
        int form = words_index(FORMS, item->string);
        if (form >= 0)
            return parse_form(json, item, form, reader, ret);
    }
    char *listed = words_listed(FORMS);
    json_wrong(reader->err, reader->at, _("Expected a rule with one of %s."), listed);
    free(listed);
    return -1;
}

struct rule *rule_parse(const cJSON *json, const struct json_at *at, struct error *err)
{
    static const struct scope outside;
    struct reader reader = {at, &outside, 0, err};
    struct rule *rule = must_alloc(sizeof *rule);

    if (parse_rule(json, &reader, rule) != 0)
        return rule_free(rule);
    return rule;
}

struct rule *rule_free(struct rule *rule)
{
    if (rule != NULL)
        rule_clear(rule);
    free(rule);
    return NULL;
}
