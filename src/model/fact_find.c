#include "config.h"

#include "model/fact.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

/* A hash table with open addressing, filled at the first look-up: facts of thousands of machines
 * are found in one run. */
enum { BUCKETS = 512 };

static short buckets[BUCKETS]; /* fact + 1; 0: empty */

static unsigned bucket_of(const char *name)
{
    uint32_t hash = 2166136261u; /* FNV-1a */

    for (; *name != '\0'; name++)
        hash = (hash ^ (unsigned char)*name) * 16777619u;
    return (hash ^ hash >> 15) % BUCKETS;
}

static void fill(void)
{
    static_assert(FACT_COUNT * 2 < BUCKETS, "the table of names stays half empty");
    for (short fact = 0; fact < FACT_COUNT; fact++) {
        unsigned bucket = bucket_of(fact_table[fact].name);
        while (buckets[bucket] != 0)
            bucket = (bucket + 1) % BUCKETS;
        buckets[bucket] = (short)(fact + 1);
    }
}

int fact_find(const char *name)
{
    static bool filled;

    if (!filled) {
        fill();
        filled = true;
    }
    for (unsigned bucket = bucket_of(name); buckets[bucket] != 0; bucket = (bucket + 1) % BUCKETS) {
        int fact = buckets[bucket] - 1;
        if (strcmp(fact_table[fact].name, name) == 0)
            return fact;
    }
    return FACT_NONE;
}

const struct fact_kind *fact_kind(int fact)
{
    assert(fact >= 0 && fact < FACT_COUNT);
    return &fact_table[fact];
}

const char *fact_name(int fact)
{
    return fact_kind(fact)->name;
}
