/* A pool of texts that live as long as a view: added one by one, freed together. */
#ifndef EFLOW_FLOW_POOL_H
#define EFLOW_FLOW_POOL_H

#include <stddef.h>

struct pool {
    size_t count;
    size_t capacity;
    void **items;
};

/* Takes over an allocated text (or any block) and returns it. */
void *pool_keep(struct pool *pool, void *allocated);

/* A copy; NULL stays NULL. */
const char *pool_copy(struct pool *pool, const char *text);

const char *pool_format(struct pool *pool, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

void pool_clear(struct pool *pool);

#endif
