#include "model/confirmation.h"

#include <stdlib.h>
#include <string.h>

#include "sys/text.h"

#define REASON_LIMIT ((size_t)500) /* bytes */

static struct confirmation *find(const struct confirmations *all, const char *id)
{
    for (size_t i = 0; all != NULL && i < all->count; i++) {
        if (strcmp(all->items[i].id, id) == 0) {
            return &all->items[i];
        }
    }
    return NULL;
}

static void clear(struct confirmation *item)
{
    free(item->id);
    free(item->reason);
}

void confirmation_set(struct confirmations *all, const char *id, const char *reason, int64_t at,
                      int64_t until)
{
    struct confirmation *item = find(all, id);
    if (item == NULL) {
        all->items = must_realloc(all->items, (all->count + 1) * sizeof *all->items);
        item = &all->items[all->count++];
    } else {
        clear(item);
    }
    *item = (struct confirmation){
        .id = must_copy(id), .reason = text_clean(reason, REASON_LIMIT), .at = at, .until = until};
}

void confirmation_remove(struct confirmations *all, const char *id)
{
    struct confirmation *item = find(all, id);
    if (item == NULL) {
        return;
    }
    size_t index = (size_t)(item - all->items);
    clear(item);
    memmove(item, item + 1, (all->count - index - 1) * sizeof *item);
    all->count--;
}

const struct confirmation *confirmation_find(const struct confirmations *all, const char *id,
                                             int64_t now)
{
    const struct confirmation *item = find(all, id);
    return item != NULL && (item->until == 0 || now < item->until) ? item : NULL;
}

void confirmations_clear(struct confirmations *all)
{
    for (size_t i = 0; i < all->count; i++) {
        clear(&all->items[i]);
    }
    free(all->items);
    *all = (struct confirmations){0};
}
