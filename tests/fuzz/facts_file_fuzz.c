/* Whatever is in a facts file: it is taken with all its parts, or refused with a reason and a
 * place. */
#include "config.h"

#include <stdbool.h>
#include <stdlib.h>

#include "fuzz.h"
#include "probe/facts_file.h"

static void must_be(bool promise)
{
    if (!promise)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct error err = {0};
    cJSON *answer = facts_file_parse((const char *)data, size, "fuzz", &err);

    if (answer) {
        must_be(cJSON_IsObject(cJSON_GetObjectItemCaseSensitive(answer, "facts")));
        must_be(cJSON_IsObject(cJSON_GetObjectItemCaseSensitive(answer, "unknown")));
        must_be(cJSON_IsString(cJSON_GetObjectItemCaseSensitive(answer, "source")));
        must_be(err.what == NULL);
    } else {
        must_be(err.status == EXIT_DATA && err.what && err.where);
    }
    cJSON_Delete(answer);
    error_clear(&err);
    return 0;
}
