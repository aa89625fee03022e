/* Whatever a probe writes on a line: it is an answer, an error of a known kind, or refused. */
#include "config.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "probe/answer.h"
#include "sys/text.h"

static void must_be(bool promise)
{
    if (!promise)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct answer answer = {0};
    struct error err = {0};

    if (answer_read((const char *)data, size, &answer, &err) != 0) {
        must_be(!answer.json && err.what);
    } else if (answer.kind) {
        must_be(!answer.message || text_is_utf8(answer.message, strlen(answer.message)));
    } else {
        must_be(cJSON_IsObject(cJSON_GetObjectItemCaseSensitive(answer.json, "facts")));
    }
    answer_clear(&answer);
    error_clear(&err);
    return 0;
}
