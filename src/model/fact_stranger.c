#include "config.h"

#include "model/fact_internal.h"

#include "sys/text.h"

#include <stdlib.h>
#include <string.h>

static void stranger_clear(struct stranger *stranger)
{
    free(stranger->name);
    cJSON_Delete(stranger->value);
    free(stranger->reason);
    label_drop(stranger->source_id);
}

/* Where a stranger of this name is, or would go. */
static size_t place_of(const struct strangers *strangers, const char *name)
{
    size_t low = 0, high = strangers->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(strangers->list[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void make_room(struct strangers *strangers, size_t place)
{
    size_t behind = strangers->count - place;

    strangers->list =
        must_realloc(strangers->list, (strangers->count + 1) * sizeof *strangers->list);
    memmove(&strangers->list[place + 1], &strangers->list[place], behind * sizeof *strangers->list);
    strangers->count++;
}

bool strangers_put(struct strangers *strangers, struct stranger stranger)
{
    size_t place = place_of(strangers, stranger.name);

    if (place < strangers->count && strcmp(strangers->list[place].name, stranger.name) == 0) {
        stranger_clear(&strangers->list[place]);
    } else if (strangers->count >= FACT_STRANGER_LIMIT) {
        stranger_clear(&stranger);
        return false;
    } else {
        make_room(strangers, place);
    }
    strangers->list[place] = stranger;
    return true;
}

void strangers_forget(struct strangers *strangers, const char *source_id)
{
    size_t kept = 0;

    for (size_t i = 0; i < strangers->count; i++) {
        if (strcmp(strangers->list[i].source_id->text, source_id) == 0)
            stranger_clear(&strangers->list[i]);
        else
            strangers->list[kept++] = strangers->list[i];
    }
    strangers->count = kept;
}

void strangers_copy(struct strangers *to, const struct strangers *from)
{
    to->count = from->count;
    to->list = from->count > 0 ? must_alloc(from->count * sizeof *to->list) : NULL;
    for (size_t i = 0; i < from->count; i++) {
        const struct stranger *stranger = &from->list[i];
        to->list[i] = (struct stranger){
            must_copy(stranger->name),
            fact_value_copy(stranger->value),
            fact_reason_copy(stranger->reason),
            label_share(stranger->source_id),
        };
    }
}

void strangers_clear(struct strangers *strangers)
{
    for (size_t i = 0; i < strangers->count; i++)
        stranger_clear(&strangers->list[i]);
    free(strangers->list);
    *strangers = (struct strangers){0};
}
