/* The list of all facts: the facts contract as a table. A new fact is one line in fact_table.c. */
#ifndef EFLOW_MODEL_FACT_TABLE_H
#define EFLOW_MODEL_FACT_TABLE_H

#include <stdbool.h>

enum fact_type {
    FACT_STRING,
    FACT_WORD, /* one of words */
    FACT_INT,  /* a whole number */
    FACT_NUMBER,
    FACT_BOOL,
    FACT_LIST,    /* a list of objects; keys says which */
    FACT_STRINGS, /* a list of strings */
};

/* A key of the objects of a list fact. */
struct fact_key {
    const char *name; /* NULL ends the list */
    enum fact_type type;
    bool required; /* may be neither null nor missing */
    const char *words;
};

struct fact_kind {
    const char *name; /* "vm.power" */
    enum fact_type type;
    const char *words;           /* separated by single spaces; of a FACT_INT: its few values */
    const struct fact_key *keys; /* of FACT_LIST */
    const char *unit;            /* "MiB", "GiB" or NULL */
    bool on_off;                 /* of FACT_BOOL: reads "on"/"off" instead of "yes"/"no" */
    bool is_ipv4;                /* each of its strings is meant as an IPv4 address */
    bool derived;                /* computed by the model, never taken from outside */
};

#define FACT_NONE (-1)
enum { FACT_COUNT = 104 };

extern const struct fact_kind fact_table[FACT_COUNT];

#endif
