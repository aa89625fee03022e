/* Operands of rules: what can stand where a rule wants a value. A literal of the JSON, a fact, a
 * key of the list element at hand, an IPv4 prefix put together of two others, or one of these
 * with the sign changed. */
#ifndef EFLOW_MODEL_OPERAND_H
#define EFLOW_MODEL_OPERAND_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>

#include "model/fact.h"
#include "model/ipv4.h"
#include "model/json_at.h"
#include "model/rule.h"

enum operand_form {
    OPERAND_LITERAL,
    OPERAND_FACT,
    OPERAND_ITEM, /* of the list element: key, or NULL for the element itself */
    OPERAND_PREFIX,
    OPERAND_MINUS,
};

/* What values an operand can have. */
struct operand_kind {
    enum fact_type type;
    const char *words;
    const struct fact_key *keys;
};

struct operand {
    enum operand_form form;
    struct operand_kind kind;
    int fact;
    const char *key;
    const cJSON *literal;
    struct operand *parts; /* two of a prefix, one of a minus */
};

/* Where a rule stands: inside the rule of a list, item tells what the elements are. */
struct scope {
    bool in_list;
    struct operand_kind item;
};

/* What an evaluation looks at. */
struct view {
    const struct facts *facts;
    const cJSON *item; /* the list element */
    int list;          /* the fact that the element belongs to */
};

/* The facts that were met on the way to a result. */
struct trace {
    struct evidence known, missing;
};

enum value_type { VALUE_UNKNOWN, VALUE_NUMBER, VALUE_BOOL, VALUE_TEXT, VALUE_LIST };

struct value {
    enum value_type type;
    double number;
    bool yes;
    const char *text; /* NULL: it is in written */
    const cJSON *list;
    char written[IPV4_PREFIX_TEXT];
};

/* Reads an operand, 0 or -1; ret is to be cleared in both cases. signs: whether {"minus": X} may
 * stand here. */
int operand_parse(const cJSON *json, const struct json_at *at, const struct scope *scope,
                  bool signs, struct operand *ret, struct error *err);

/* Reads the name of a fact or of a key of the list element: "vm.power", "item.name", "item". */
int operand_parse_name(const cJSON *name, const struct json_at *at, const struct scope *scope,
                       struct operand *ret, struct error *err);

void operand_clear(struct operand *operand);

bool operand_is_number(const struct operand *operand);
bool operand_is_text(const struct operand *operand); /* strings and words */
bool operand_is_list(const struct operand *operand);

/* Whether it can ever be one: a literal must be, of a fact the type tells. */
bool operand_may_be_address(const struct operand *operand);
bool operand_may_be_prefix(const struct operand *operand);
bool operand_may_be_length(const struct operand *operand);

/* The value now; the facts it rests on are added to the trace. */
struct value operand_value(const struct operand *operand, const struct view *view,
                           struct trace *trace);

/* The text of a VALUE_TEXT. */
const char *value_text(const struct value *value);

/* The value as the length of an IPv4 prefix; false where it is none. */
bool value_prefix_length(const struct value *value, unsigned *ret);

void operand_visit_facts(const struct operand *operand, void (*visit)(int fact, void *user),
                         void *user);

/* Adds a fact once. */
void evidence_add(struct evidence *evidence, int fact);

#endif
