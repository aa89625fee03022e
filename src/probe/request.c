#include "config.h"

#include "probe/request.h"

#include <stdlib.h>
#include <string.h>

#include "sys/text.h"

enum {
    FIRST_DELAY = 1000, /* ms */
    LAST_DELAY = 60000,
    ESCAPED_AT_MOST = 6, /* bytes for one byte: \u001f */
    SLACK = 64,          /* for quotes, and what cJSON wants to have spare */
};

/* The object without its closing brace; numbers are cJSON's affair, so that no locale changes
 * their point. */
static char *open_object(double interval, const cJSON *target)
{
    cJSON *object = cJSON_CreateObject();
    char *json;

    cJSON_AddNumberToObject(object, "interval", interval);
    cJSON_AddItemToObject(object, "target",
                          target ? cJSON_Duplicate(target, true) : cJSON_CreateObject());
    json = cJSON_PrintUnformatted(object);
    cJSON_Delete(object);
    json[strlen(json) - 1] = '\0';
    return json;
}

/* Printed into memory reserved before, because cJSON's own buffer would leave copies when it
 * grows. */
static void add_secret(char *line, size_t size, const char *secret)
{
    cJSON *item = cJSON_CreateStringReference(secret);
    size_t length = strlen(strcat(line, ",\"secret\":"));

    (void)cJSON_PrintPreallocated(item, line + length, (int)(size - length), false);
    cJSON_Delete(item);
}

char *request_line(double interval, const cJSON *target, const char *secret, size_t *ret_length)
{
    char *begin = open_object(interval, target);
    size_t size = strlen(begin) + (secret ? ESCAPED_AT_MOST * strlen(secret) : 0) + SLACK;
    char *line = must_alloc(size);

    strcpy(line, begin);
    cJSON_free(begin);
    if (secret)
        add_secret(line, size - sizeof "}\n", secret);
    strcat(line, "}\n");
    *ret_length = strlen(line);
    return line;
}

unsigned retry_delay(unsigned failures)
{
    unsigned delay = FIRST_DELAY;

    while (failures-- > 1 && delay < LAST_DELAY)
        delay *= 2;
    return delay < LAST_DELAY ? delay : LAST_DELAY;
}
