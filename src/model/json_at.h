/* Where in a JSON file one is, and strict reading with errors that say so.
 *
 *   struct json_at top = {.file = "esxi.json"};
 *   struct json_at checks = json_at_key(&top, "checks");
 *   struct json_at first = json_at_index(&checks, 0);
 *   json_wrong(err, &first, "...");         where: "esxi.json: checks[0]"
 *
 * A struct json_at lives on the stack and borrows its parent and its strings. */
#ifndef EFLOW_MODEL_JSON_AT_H
#define EFLOW_MODEL_JSON_AT_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>

#include "sys/error.h"

struct json_at {
    const char *file;             /* of the outermost only */
    const struct json_at *parent; /* NULL: the outermost */
    const char *key;              /* NULL: an index */
    size_t index;
};

struct json_at json_at_key(const struct json_at *parent, const char *key);
struct json_at json_at_index(const struct json_at *parent, size_t index);

/* "esxi.json: checks[3].pass"; the caller frees. */
char *json_at_text(const struct json_at *at);

/* Sets err (status EXIT_DATA) with the place. Returns -1. */
int json_wrong(struct error *err, const struct json_at *at, const char *what, ...)
    __attribute__((format(printf, 3, 4)));

/* Refuses an object that has a key not listed (keys: separated by spaces), or a key twice, or what
 * is no object. 0 or -1. */
int json_only_keys(const cJSON *object, const struct json_at *at, const char *keys,
                   struct error *err);

/* The string under key. Missing, empty or no string is an error where required; else *ret is NULL.
 * 0 or -1. The string belongs to the JSON. */
int json_string(const cJSON *object, const struct json_at *at, const char *key, bool required,
                const char **ret, struct error *err);

/* The array under key; missing is an empty one (*ret NULL). 0 or -1. */
int json_array(const cJSON *object, const struct json_at *at, const char *key, const cJSON **ret,
               struct error *err);

/* The index of the string under key in words (separated by spaces); -1 in *ret when missing and not
 * required. */
int json_word(const cJSON *object, const struct json_at *at, const char *key, const char *words,
              bool required, int *ret, struct error *err);

/* Parses text of a given length as one JSON value and nothing after it. Errors say line and column.
 * UTF-8 with or without BOM, UTF-16 with BOM. Deeper than 64 levels is refused. name is the file's
 * name for messages. */
cJSON *json_parse_text(const char *bytes, size_t length, const char *name, struct error *err);

#endif
