/* Between the files of the fact store: values from outside on their way in. */
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

/* A value as the store keeps it: words in lower case, strings cleaned and cut, list entries with exactly the
 * keys of the table. NULL where raw does not fit the fact; *ret_reason (may be NULL) is then a new string:
 * "expected ..., got ...". */
cJSON *fact_value_take(int fact, const cJSON *raw, char **ret_reason);

/* A copy of any JSON value with its names and strings cleaned. */
cJSON *fact_value_clean(const cJSON *raw);

/* What a type takes, as a clause; the caller frees. */
char *fact_type_expected(enum fact_type type, const char *words, const struct fact_key *keys);

#endif
