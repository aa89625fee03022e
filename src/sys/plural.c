#include "sys/plural.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define DEPTH_LIMIT 64

struct reader {
    const char *at;
    unsigned long n;
    int depth;
    bool is_broken;
};

/* Weakest first; what binds alike stands together. The longer of two that begin alike comes first.
 */
static const struct {
    const char *sign;
    int strength;
} operators[] = {
    {"||", 1},
    {"&&", 2},
    {"==", 3},
    {"!=", 3},
    {"<=", 4},
    {">=", 4},
    {"<",  4},
    {">",  4},
    {"+",  5},
    {"-",  5},
    {"*",  6},
    {"/",  6},
    {"%",  6},
};
enum { OPERATOR_COUNT = sizeof operators / sizeof *operators, NO_OPERATOR = OPERATOR_COUNT };

static unsigned long read_choice(struct reader *reader);

static void skip_blanks(struct reader *reader)
{
    while (*reader->at == ' ' || *reader->at == '\t') {
        reader->at++;
    }
}

static bool take(struct reader *reader, const char *sign)
{
    skip_blanks(reader);
    size_t length = strlen(sign);
    if (strncmp(reader->at, sign, length) != 0) {
        return false;
    }
    reader->at += length;
    return true;
}

static unsigned long read_value(struct reader *reader)
{
    unsigned long value = 0;
    if (++reader->depth > DEPTH_LIMIT) {
        reader->is_broken = true;
    } else if (take(reader, "!")) {
        value = read_value(reader) == 0;
    } else if (take(reader, "(")) {
        value = read_choice(reader);
        reader->is_broken = reader->is_broken || !take(reader, ")");
    } else if (take(reader, "n")) {
        value = reader->n;
    } else if (*reader->at >= '0' && *reader->at <= '9') {
        char *end = NULL;
        value = strtoul(reader->at, &end, 10);
        reader->at = end;
    } else {
        reader->is_broken = true;
    }
    reader->depth--;
    return value;
}

static size_t operator_at(struct reader *reader)
{
    skip_blanks(reader);
    for (size_t i = 0; i < OPERATOR_COUNT; i++) {
        if (strncmp(reader->at, operators[i].sign, strlen(operators[i].sign)) == 0) {
            return i;
        }
    }
    return NO_OPERATOR;
}

static unsigned long apply(const char *sign, unsigned long a, unsigned long b)
{
    switch (sign[0]) {
    case '|': return a || b;
    case '&': return a && b;
    case '=': return a == b;
    case '!': return a != b;
    case '<': return sign[1] == '=' ? a <= b : a < b;
    case '>': return sign[1] == '=' ? a >= b : a > b;
    case '+': return a + b;
    case '-': return a - b;
    case '*': return a * b;
    case '/': return b != 0 ? a / b : 0;
    default: return b != 0 ? a % b : 0;
    }
}

/* Everything that binds at least so strongly. */
static unsigned long read_operation(struct reader *reader, int strength)
{
    unsigned long value = read_value(reader);
    size_t found = 0;
    while (!reader->is_broken && (found = operator_at(reader)) != NO_OPERATOR &&
           operators[found].strength >= strength) {
        reader->at += strlen(operators[found].sign);
        value = apply(operators[found].sign, value,
                      read_operation(reader, operators[found].strength + 1));
    }
    return value;
}

static unsigned long read_choice(struct reader *reader)
{
    unsigned long value = 0;
    if (++reader->depth > DEPTH_LIMIT) {
        reader->is_broken = true;
    } else {
        value = read_operation(reader, 1);
    }
    if (!reader->is_broken && take(reader, "?")) {
        unsigned long yes = read_choice(reader);
        reader->is_broken = reader->is_broken || !take(reader, ":");
        unsigned long no = read_choice(reader);
        value = value != 0 ? yes : no;
    }
    reader->depth--;
    return value;
}

unsigned long plural_form(const char *rule, unsigned long n)
{
    struct reader reader = {.at = rule, .n = n};
    unsigned long form = read_choice(&reader);
    return reader.is_broken ? 0 : form;
}
