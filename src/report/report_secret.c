#include "config.h"

#include "report/report_parts.h"

#include <stdlib.h>

#include "sys/hide.h"

void report_hide_passwords(cJSON *item)
{
    char *hidden = cJSON_IsString(item) ? hide_passwords(item->valuestring) : NULL;
    if (hidden != NULL)
        cJSON_SetValuestring(item, hidden);
    free(hidden);
    cJSON *child = NULL;
    cJSON_ArrayForEach(child, item)
    {
        report_hide_passwords(child);
    }
}
