#include "config.h"

#include "probe/answer.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "model/json_at.h"
#include "probes/probe_io.h"
#include "sys/text.h"

enum { MESSAGE_SHOWN = 1000 /* bytes */ };

/* A word that the protocol does not have counts as bad data. */
static const char *known_kind(const cJSON *kind)
{
    const char *word = cJSON_GetStringValue(kind);

    for (int i = 0; word && i < PROBE_ERROR_COUNT; i++) {
        if (strcmp(word, probe_error_name((enum probe_error)i)) == 0)
            return probe_error_name((enum probe_error)i);
    }
    return probe_error_name(PROBE_ERROR_DATA);
}

static void take_error(struct answer *answer, const cJSON *error)
{
    const char *message = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(error, "message"));
    const cJSON *detail = cJSON_GetObjectItemCaseSensitive(error, "detail");

    answer->kind = known_kind(cJSON_GetObjectItemCaseSensitive(error, "kind"));
    answer->message = message && *message ? text_clean(message, MESSAGE_SHOWN) : NULL;
    answer->detail = detail && !cJSON_IsNull(detail) ? detail : NULL;
}

static bool may_be_object(const cJSON *item)
{
    return !item || cJSON_IsNull(item) || cJSON_IsObject(item);
}

int answer_read(const char *line, size_t length, struct answer *ret, struct error *err)
{
    struct answer answer = {.json = json_parse_text(line, length, "line", err)};
    const cJSON *error;

    if (!answer.json)
        return -1;
    error = cJSON_GetObjectItemCaseSensitive(answer.json, "error");
    if (cJSON_IsObject(error)) {
        take_error(&answer, error);
    } else if (!cJSON_IsObject(cJSON_GetObjectItemCaseSensitive(answer.json, "facts")) ||
               !may_be_object(cJSON_GetObjectItemCaseSensitive(answer.json, "unknown"))) {
        answer_clear(&answer);
        return error_set(err, EXIT_DATA, _("The line has neither \"facts\" nor \"error\"."));
    }
    *ret = answer;
    return 0;
}

void answer_clear(struct answer *answer)
{
    cJSON_Delete(answer->json);
    free(answer->message);
    *answer = (struct answer){0};
}
