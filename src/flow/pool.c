#include "flow/pool.h"

#include <stdarg.h>
#include <stdlib.h>

#include "sys/text.h"

void *pool_keep(struct pool *pool, void *allocated)
{
    if (pool->count == pool->capacity) {
        pool->capacity = pool->capacity * 2 + 64;
        pool->items = must_realloc(pool->items, pool->capacity * sizeof *pool->items);
    }
    pool->items[pool->count++] = allocated;
    return allocated;
}

const char *pool_copy(struct pool *pool, const char *text)
{
    return text != NULL ? pool_keep(pool, must_copy(text)) : NULL;
}

const char *pool_format(struct pool *pool, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = text_vformat(format, args);
    va_end(args);
    return pool_keep(pool, text);
}

void pool_clear(struct pool *pool)
{
    for (size_t i = 0; i < pool->count; i++) {
        free(pool->items[i]);
    }
    free(pool->items);
    *pool = (struct pool){0};
}
