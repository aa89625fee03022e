/* Confirmations: what the person says of something that could not be seen. They turn an unknown
 * into "confirmed", never a fail into a pass. */
#ifndef EFLOW_MODEL_CONFIRMATION_H
#define EFLOW_MODEL_CONFIRMATION_H

#include <cjson/cJSON.h>
#include <stddef.h>
#include <stdint.h>

#include "sys/error.h"

struct confirmation {
    char *id;      /* of the check or step */
    char *reason;  /* in the person's words; never empty */
    int64_t at;    /* ms since 1970 */
    int64_t until; /* ms since 1970 when it ends; 0: never */
};

struct confirmations {
    size_t count;
    struct confirmation *items;
};

/* Adds or replaces the confirmation of id. The texts are copied and cleaned. */
void confirmation_set(struct confirmations *all, const char *id, const char *reason, int64_t at,
                      int64_t until);
void confirmation_remove(struct confirmations *all, const char *id);

/* The confirmation of id that holds at that time, or NULL. */
const struct confirmation *confirmation_find(const struct confirmations *all, const char *id,
                                             int64_t now);

void confirmations_clear(struct confirmations *all);

#endif
