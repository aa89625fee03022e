/* Between the files of the fact store. */
#ifndef EFLOW_MODEL_FACT_INTERNAL_H
#define EFLOW_MODEL_FACT_INTERNAL_H

#include <cjson/cJSON.h>

#include "model/fact.h"

#define FACT_TEXT_LIMIT     1024 /* bytes of a string value */
#define FACT_REASON_LIMIT   512  /* bytes of a reason, and of the words for a source */
#define FACT_NAME_LIMIT     128  /* bytes of a name that the table does not have */
#define FACT_LIST_LIMIT     4096 /* entries of a list value */
#define FACT_STRANGER_LIMIT 256  /* names that the table does not have */
#define FACT_NESTING_LIMIT  64   /* of values that the table does not have */

/* --- values on their way in (fact_value.c) --- */

/* A value as the store keeps it: words in lower case, strings cleaned and cut, list entries with
 * exactly the keys of the table. NULL where raw does not fit the fact; *ret_reason (may be NULL)
 * is then a new string: "expected ..., got ...". */
cJSON *fact_value_take(int fact, const cJSON *raw, char **ret_reason);

/* A copy of any JSON value with its names and strings cleaned. */
cJSON *fact_value_clean(const cJSON *raw);

/* What a type takes, as a clause; the caller frees. */
char *fact_type_expected(enum fact_type type, const char *words, const struct fact_key *keys);

/* --- texts that travel with values (fact_label.c) --- */

/* A short text that many readings share. */
struct label {
    size_t uses;
    char text[];
};

struct label *label_new(const char *text);
struct label *label_share(struct label *label);
void label_drop(struct label *label);

/* The words for a source, cleaned; its id where there are none. */
struct label *fact_source_label(const char *source, const char *source_id);

/* A cleaned copy; NULL for NULL and for an empty one. */
char *fact_reason_clean(const char *raw);

/* Copies; NULL for NULL. */
char *fact_reason_copy(const char *reason);
cJSON *fact_value_copy(const cJSON *value);

/* --- facts that the table does not have (fact_stranger.c) --- */

struct stranger {
    char *name;
    cJSON *value; /* NULL: unknown */
    char *reason;
    struct label *source_id;
};

struct strangers {
    struct stranger *list; /* sorted by name */
    size_t count;
};

/* Takes over stranger, in place of an older one of its name. False, and the stranger is cleared,
 * where there is no room for another one. */
bool strangers_put(struct strangers *strangers, struct stranger stranger);
void strangers_forget(struct strangers *strangers, const char *source_id);
void strangers_copy(struct strangers *to, const struct strangers *from);
void strangers_clear(struct strangers *strangers);

/* --- the store (fact.c) --- */

/* Puts what a source says in the place of what it said before; raw NULL or JSON null is unknown.
 * Returns whether the fact now reads differently. */
bool facts_say(struct facts *facts, int fact, const cJSON *raw, const char *reason,
               struct label *source, struct label *source_id, int64_t at);

struct strangers *facts_strangers(struct facts *facts);
const struct strangers *facts_known_strangers(const struct facts *facts);

#endif
