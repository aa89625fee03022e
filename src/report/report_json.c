#include "config.h"

#include "report/report_formats.h"

#include <stdbool.h>

#include "sys/text.h"

#define INLINE_LIMIT ((size_t)90) /* bytes of a list or object that stays on one line */

static void print(struct text *out, const cJSON *item, size_t indent);

static void print_compact(struct text *out, const cJSON *item)
{
    char *json = cJSON_PrintUnformatted(item);
    text_add(out, json != NULL ? json : "null");
    cJSON_free(json);
}

static void new_line(struct text *out, size_t indent)
{
    text_addf(out, "\n%*s", (int)indent, "");
}

static void print_key(struct text *out, const char *key)
{
    cJSON *name = cJSON_CreateString(key);
    print_compact(out, name);
    text_add(out, ": ");
    cJSON_Delete(name);
}

static void print_children(struct text *out, const cJSON *item, size_t indent)
{
    const cJSON *child = NULL;
    cJSON_ArrayForEach(child, item)
    {
        new_line(out, indent + 2);
        if (cJSON_IsObject(item))
            print_key(out, child->string);
        print(out, child, indent + 2);
        if (child->next != NULL)
            text_add(out, ",");
    }
    new_line(out, indent);
}

static bool fits_on_a_line(const cJSON *item)
{
    struct text compact = {0};
    print_compact(&compact, item);
    bool fits = compact.length <= INLINE_LIMIT;
    text_free(&compact);
    return fits;
}

static void print(struct text *out, const cJSON *item, size_t indent)
{
    bool has_parts = (cJSON_IsObject(item) || cJSON_IsArray(item)) && item->child != NULL;
    if (!has_parts || (indent > 0 && fits_on_a_line(item))) {
        print_compact(out, item);
        return;
    }
    text_add(out, cJSON_IsObject(item) ? "{" : "[");
    print_children(out, item, indent);
    text_add(out, cJSON_IsObject(item) ? "}" : "]");
}

char *report_json(const cJSON *report)
{
    struct text out = {0};
    print(&out, report, 0);
    text_add(&out, "\n");
    return text_take(&out);
}
