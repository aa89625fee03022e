#include "fixture.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "sys/file.h"
#include "sys/text.h"

/* Where two texts part, with a little before it. */
static char *difference(const char *found, const char *wanted)
{
    size_t line = 1;
    size_t start = 0;
    size_t i = 0;
    for (; found[i] != '\0' && found[i] == wanted[i]; i++) {
        if (found[i] == '\n') {
            line++;
            start = i + 1;
        }
    }
    return text_format("line %zu:\n  found  %.*s\n  wanted %.*s", line,
                       (int)strcspn(found + start, "\n"), found + start,
                       (int)strcspn(wanted + start, "\n"), wanted + start);
}

void fixture_golden(const char *name, const char *ending, const char *text)
{
    const char *mode = getenv("EFLOW_GOLDEN");
    struct error err = {0};
    if (mode != NULL && strcmp(mode, "update") == 0) {
        char *path =
            text_format("%s/tests/data/reports/golden/%s.%s", getenv("EFLOW_SRCDIR"), name, ending);
        cr_assert_eq(file_write(path, text, strlen(text), FILE_REPLACE, &err), 0, "%s", err.what);
        free(path);
        return;
    }
    char *dotted = text_format(".%s", ending);
    char *wanted = fixture_read("tests/data/reports/golden", name, dotted);
    char *where = difference(text, wanted);
    cr_expect_str_eq(text, wanted, "%s.%s, %s", name, ending, where);
    free(where);
    free(wanted);
    free(dotted);
}
