/* Whatever a terminal sends: every key is one that the tables can hold, nothing stays behind, and it
 * does not matter in which pieces the bytes come. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "ui/keys.h"

static void must_be(bool promise)
{
    if (!promise)
        abort();
}

static size_t work_off(struct keys *keys, bool is_all, unsigned *found, size_t count)
{
    unsigned key = 0;

    while (keys_next(keys, is_all, &key)) {
        must_be(key > 0 && key < SPECIAL_END_OF_LIST);
        found[count++] = key;
    }
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct keys whole, pieces;
    static unsigned at_once[KEY_BYTES], one_by_one[KEY_BYTES];
    size_t count = 0;

    if (size > KEY_BYTES)
        size = KEY_BYTES;
    whole = pieces = (struct keys){.is_utf8 = true};
    keys_feed(&whole, (const char *)data, size);
    size_t wanted = work_off(&whole, false, at_once, 0);
    for (size_t i = 0; i < size; i++) {
        keys_feed(&pieces, (const char *)data + i, 1);
        count = work_off(&pieces, false, one_by_one, count);
    }
    must_be(count == wanted && memcmp(at_once, one_by_one, count * sizeof *at_once) == 0);
    work_off(&whole, true, at_once, 0);
    must_be(!keys_are_pending(&whole));
    return 0;
}
