#include "config.h"

#include "report/report_parts.h"

#include <stdlib.h>
#include <string.h>

/* How long the password is in "anna:secret@proxy" at text, *ret_from bytes after its beginning;
 * 0: none. */
static size_t find_password(const char *text, size_t *ret_from)
{
    size_t length = strcspn(text, "/?# \t\n\"'<>");
    const char *at = NULL;
    for (const char *c = text; c < text + length; c++)
        at = *c == '@' ? c : at;
    const char *colon = at != NULL ? memchr(text, ':', (size_t)(at - text)) : NULL;
    if (colon == NULL)
        return 0;
    *ret_from = (size_t)(colon + 1 - text);
    return (size_t)(at - colon - 1);
}

/* A copy without the passwords of addresses; NULL when there are none. */
static char *without_passwords(const char *text)
{
    struct text out = {0};
    bool has_password = false;
    const char *scheme = NULL;
    while ((scheme = strstr(text, "://")) != NULL) {
        size_t from = 0;
        size_t length = find_password(scheme + 3, &from);
        text_add_n(&out, text, (size_t)(scheme + 3 + from - text));
        text_add(&out, length > 0 ? "***" : "");
        has_password = has_password || length > 0;
        text = scheme + 3 + from + length;
    }
    text_add(&out, text);
    if (!has_password)
        text_free(&out);
    return has_password ? text_take(&out) : NULL;
}

void report_hide_passwords(cJSON *item)
{
    char *hidden = cJSON_IsString(item) ? without_passwords(item->valuestring) : NULL;
    if (hidden != NULL)
        cJSON_SetValuestring(item, hidden);
    free(hidden);
    cJSON *child = NULL;
    cJSON_ArrayForEach(child, item)
    {
        report_hide_passwords(child);
    }
}
