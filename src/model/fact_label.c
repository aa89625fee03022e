#include "config.h"

#include "model/fact_internal.h"

#include "sys/text.h"

#include <stdlib.h>
#include <string.h>

struct label *label_new(const char *text)
{
    size_t size = strlen(text) + 1;
    struct label *label = must_alloc(sizeof *label + size);

    label->uses = 1;
    memcpy(label->text, text, size);
    return label;
}

struct label *label_share(struct label *label)
{
    label->uses++;
    return label;
}

void label_drop(struct label *label)
{
    if (--label->uses == 0)
        free(label);
}

char *fact_reason_clean(const char *raw)
{
    char *clean = raw != NULL ? text_clean(raw, FACT_REASON_LIMIT) : NULL;

    if (clean != NULL && *clean == '\0') {
        free(clean);
        return NULL;
    }
    return clean;
}

struct label *fact_source_label(const char *source, const char *source_id)
{
    char *clean = fact_reason_clean(source);
    struct label *label = label_new(clean != NULL ? clean : source_id);

    free(clean);
    return label;
}

char *fact_reason_copy(const char *reason)
{
    return reason != NULL ? must_copy(reason) : NULL;
}

cJSON *fact_value_copy(const cJSON *value)
{
    return value != NULL ? cJSON_Duplicate(value, true) : NULL;
}
