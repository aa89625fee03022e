/* Whatever text is wrapped: lines are no wider than asked, and nothing but blanks at breaks is lost. */
#include "config.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "report/wrap.h"
#include "sys/text.h"

static void must_be(bool promise)
{
    if (!promise)
        abort();
}

/* Lines follow each other in the text; between them are blanks, or nothing where all must stay. */
static void check(const char *text, size_t columns, struct wrapped wrapped, bool may_drop_blanks)
{
    const char *at = text;

    must_be(wrapped.count > 0);
    for (size_t i = 0; i < wrapped.count; i++) {
        const struct wrap_line *line = &wrapped.lines[i];
        for (; may_drop_blanks && at < line->from; at++)
            must_be(*at == ' ');
        must_be(at == line->from);
        must_be(line->columns <= columns);
        at += line->bytes;
    }
    while (may_drop_blanks && *at == ' ')
        at++;
    must_be(*at == '\0');
    wrap_clear(&wrapped);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *raw = must_copy_n((const char *)data, size);
    char *text = text_clean(raw, 0);

    for (size_t columns = 2; columns < 90; columns += 11) {
        check(text, columns, wrap_words(text, columns, columns), true);
        check(text, columns, wrap_exactly(text, columns), false);
        check(text, columns, wrap_address(text, columns), false);
    }
    free(text);
    free(raw);
    return 0;
}
