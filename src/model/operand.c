#include "config.h"

#include "model/operand.h"

#include "i18n.h"
#include "sys/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NAME_LIMIT 80 /* bytes of a wrong name that a message repeats */

bool operand_is_number(const struct operand *operand)
{
    return operand->kind.type == FACT_INT || operand->kind.type == FACT_NUMBER;
}

bool operand_is_text(const struct operand *operand)
{
    return operand->kind.type == FACT_STRING || operand->kind.type == FACT_WORD;
}

bool operand_is_list(const struct operand *operand)
{
    return operand->kind.type == FACT_LIST || operand->kind.type == FACT_STRINGS;
}

const char *value_text(const struct value *value)
{
    return value->text != NULL ? value->text : value->written;
}

static struct value value_of(const cJSON *json)
{
    if (cJSON_IsString(json))
        return (struct value){.type = VALUE_TEXT, .text = json->valuestring};
    if (cJSON_IsNumber(json))
        return (struct value){.type = VALUE_NUMBER, .number = json->valuedouble};
    if (cJSON_IsBool(json))
        return (struct value){.type = VALUE_BOOL, .yes = cJSON_IsTrue(json)};
    if (cJSON_IsArray(json))
        return (struct value){.type = VALUE_LIST, .list = json};
    return (struct value){.type = VALUE_UNKNOWN};
}

bool value_prefix_length(const struct value *value, unsigned *ret)
{
    if (value->type != VALUE_NUMBER || !(value->number >= 0 && value->number <= 32))
        return false;
    *ret = (unsigned)value->number;
    return *ret == value->number;
}

bool operand_may_be_length(const struct operand *operand)
{
    struct value value = value_of(operand->literal);
    unsigned length;

    if (operand->form != OPERAND_LITERAL)
        return operand_is_number(operand);
    return value_prefix_length(&value, &length);
}

bool operand_may_be_address(const struct operand *operand)
{
    uint32_t address;

    if (operand->form != OPERAND_LITERAL)
        return operand_is_text(operand);
    return cJSON_IsString(operand->literal) && ipv4_parse(operand->literal->valuestring, &address);
}

bool operand_may_be_prefix(const struct operand *operand)
{
    struct ipv4_prefix prefix;

    if (operand->form != OPERAND_LITERAL)
        return operand_is_text(operand);
    return cJSON_IsString(operand->literal) &&
           ipv4_prefix_parse(operand->literal->valuestring, &prefix);
}

static int unknown_fact(struct error *err, const struct json_at *at, const char *name)
{
    char *clean = text_clean(name, NAME_LIMIT);

    json_wrong(err, at, _("There is no fact \"%s\"."), clean);
    free(clean);
    return -1;
}

static int unknown_key(struct error *err, const struct json_at *at, const char *name)
{
    char *clean = text_clean(name, NAME_LIMIT);

    json_wrong(err, at, _("The elements of this list have no \"%s\"."), clean);
    free(clean);
    return -1;
}

/* name begins with "item". */
static int parse_item(const char *name, const struct json_at *at, const struct scope *scope,
                      struct operand *ret, struct error *err)
{
    const struct fact_key *keys = scope->item.keys;

    if (!scope->in_list)
        return json_wrong(err, at,
                          _("An element of a list exists only inside some, every or none."));
    ret->form = OPERAND_ITEM;
    if (name[4] == '\0' && keys == NULL) {
        ret->kind = scope->item;
        return 0;
    }
    for (; name[4] == '.' && keys != NULL && keys->name != NULL; keys++) {
        if (strcmp(keys->name, name + 5) != 0)
            continue;
        ret->key = keys->name;
        ret->kind = (struct operand_kind){keys->type, keys->words, NULL};
        return 0;
    }
    return unknown_key(err, at, name);
}

int operand_parse_name(const cJSON *name, const struct json_at *at, const struct scope *scope,
                       struct operand *ret, struct error *err)
{
    if (!cJSON_IsString(name))
        return json_wrong(err, at, _("Expected the name of a fact."));
    if (strncmp(name->valuestring, "item", 4) == 0 && strchr(".", name->valuestring[4]) != NULL)
        return parse_item(name->valuestring, at, scope, ret, err);
    ret->form = OPERAND_FACT;
    ret->fact = fact_find(name->valuestring);
    if (ret->fact == FACT_NONE)
        return unknown_fact(err, at, name->valuestring);
    const struct fact_kind *kind = fact_kind(ret->fact);
    ret->kind = (struct operand_kind){kind->type, kind->words, kind->keys};
    return 0;
}

static int parse_literal(const cJSON *json, const struct json_at *at, struct operand *ret,
                         struct error *err)
{
    ret->form = OPERAND_LITERAL;
    ret->literal = json;
    if (cJSON_IsString(json))
        ret->kind.type = FACT_STRING;
    else if (cJSON_IsNumber(json) && isfinite(json->valuedouble))
        ret->kind.type = FACT_NUMBER;
    else if (cJSON_IsBool(json))
        ret->kind.type = FACT_BOOL;
    else
        return json_wrong(err, at, _("Expected a text, a number, true, false or an operand."));
    return 0;
}

static int parse_prefix(const cJSON *json, const struct json_at *at, const struct scope *scope,
                        struct operand *ret, struct error *err)
{
    const cJSON *address = cJSON_IsArray(json) ? json->child : NULL;
    const cJSON *length = address != NULL ? address->next : NULL;
    struct json_at first = json_at_index(at, 0), second = json_at_index(at, 1);

    ret->form = OPERAND_PREFIX;
    ret->kind.type = FACT_STRING;
    if (length == NULL || length->next != NULL)
        return json_wrong(err, at, _("Expected a list of an address and a prefix length."));
    ret->parts = must_alloc(2 * sizeof *ret->parts);
    if (operand_parse(address, &first, scope, false, &ret->parts[0], err) != 0 ||
        operand_parse(length, &second, scope, false, &ret->parts[1], err) != 0)
        return -1;
    if (!operand_may_be_address(&ret->parts[0]))
        return json_wrong(err, &first, _("Expected an IPv4 address, like \"10.0.0.1\"."));
    if (!operand_may_be_length(&ret->parts[1]))
        return json_wrong(err, &second, _("Expected a prefix length."));
    return 0;
}

static int parse_minus(const cJSON *json, const struct json_at *at, const struct scope *scope,
                       struct operand *ret, struct error *err)
{
    ret->form = OPERAND_MINUS;
    ret->kind.type = FACT_NUMBER;
    ret->parts = must_alloc(sizeof *ret->parts);
    if (operand_parse(json, at, scope, false, ret->parts, err) != 0)
        return -1;
    if (!operand_is_number(ret->parts))
        return json_wrong(err, at, _("Expected a number."));
    return 0;
}

int operand_parse(const cJSON *json, const struct json_at *at, const struct scope *scope,
                  bool signs, struct operand *ret, struct error *err)
{
    const cJSON *only = cJSON_IsObject(json) ? json->child : NULL;
    const char *keys = signs ? "fact prefix minus" : "fact prefix";

    *ret = (struct operand){.fact = FACT_NONE};
    if (!cJSON_IsObject(json))
        return parse_literal(json, at, ret, err);
    if (json_only_keys(json, at, keys, err) != 0)
        return -1;
    if (only == NULL || only->next != NULL)
        return json_wrong(err, at, _("An operand has one key, \"fact\" for example."));
    struct json_at there = json_at_key(at, only->string);
    if (strcmp(only->string, "fact") == 0)
        return operand_parse_name(only, &there, scope, ret, err);
    if (strcmp(only->string, "prefix") == 0)
        return parse_prefix(only, &there, scope, ret, err);
    return parse_minus(only, &there, scope, ret, err);
}

static size_t part_count(const struct operand *operand)
{
    if (operand->parts == NULL)
        return 0;
    return operand->form == OPERAND_PREFIX ? 2 : 1;
}

void operand_clear(struct operand *operand)
{
    for (size_t i = 0; i < part_count(operand); i++)
        operand_clear(&operand->parts[i]);
    free(operand->parts);
    *operand = (struct operand){.fact = FACT_NONE};
}

void operand_visit_facts(const struct operand *operand, void (*visit)(int fact, void *user),
                         void *user)
{
    if (operand->form == OPERAND_FACT)
        visit(operand->fact, user);
    for (size_t i = 0; i < part_count(operand); i++)
        operand_visit_facts(&operand->parts[i], visit, user);
}

/* --- values --- */

void evidence_add(struct evidence *evidence, int fact)
{
    for (size_t i = 0; i < evidence->count; i++) {
        if (evidence->facts[i] == fact)
            return;
    }
    evidence->facts[evidence->count++] = (short)fact;
}

static struct value traced(const cJSON *json, int fact, struct trace *trace)
{
    struct value value = value_of(json);

    evidence_add(value.type == VALUE_UNKNOWN ? &trace->missing : &trace->known, fact);
    return value;
}

/* Unknown, too, where the parts are known but make no prefix. */
static struct value prefix_value(const struct operand *parts, const struct view *view,
                                 struct trace *trace)
{
    struct value address = operand_value(&parts[0], view, trace);
    struct value length = operand_value(&parts[1], view, trace);
    struct value value = {.type = VALUE_UNKNOWN};
    struct ipv4_prefix prefix;

    if (address.type != VALUE_TEXT || !ipv4_parse(value_text(&address), &prefix.address) ||
        !value_prefix_length(&length, &prefix.length))
        return value;
    value.type = VALUE_TEXT;
    ipv4_prefix_write(prefix, value.written);
    return value;
}

struct value operand_value(const struct operand *operand, const struct view *view,
                           struct trace *trace)
{
    const cJSON *item = view->item;
    struct value value;

    switch (operand->form) {
    case OPERAND_LITERAL: break;
    case OPERAND_FACT:
        return traced(facts_get(view->facts, operand->fact)->value, operand->fact, trace);
    case OPERAND_ITEM:
        if (operand->key != NULL)
            item = cJSON_GetObjectItemCaseSensitive(item, operand->key);
        return traced(item, view->list, trace);
    case OPERAND_PREFIX: return prefix_value(operand->parts, view, trace);
    case OPERAND_MINUS:
        value = operand_value(operand->parts, view, trace);
        value.number = -value.number;
        return value;
    }
    return value_of(operand->literal);
}
