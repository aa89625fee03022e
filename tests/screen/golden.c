/* Golden files: compare, show the difference, rewrite. */
#include "config.h"

#include "golden.h"

#include <errno.h>
#include <regex.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "screen_internal.h"

enum {
    SETTLED = 150,            /* milliseconds without output before a file is rewritten */
    GOLDEN_LIMIT = 256 * 1024 /* bytes of a golden file: a screen of 300x100 with room to spare */
};

struct golden {
    char *path;
    char *wanted; /* NULL when there is no file */
    const struct golden_mask *masks;
};

/* --- the text of a screen ---------------------------------------------------------------------- */

/* Replaces each match in text, which is freed, and returns the new text. */
static char *apply_mask(char *text, const struct golden_mask *mask)
{
    char *result = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&result, &length);
    const char *at = text;
    regex_t regex;
    regmatch_t match;

    if (out == NULL || regcomp(&regex, mask->regex, REG_EXTENDED | REG_NEWLINE) != 0)
        abort();
    while (regexec(&regex, at, 1, &match, at == text ? 0 : REG_NOTBOL) == 0 &&
           match.rm_eo > match.rm_so) {
        fprintf(out, "%.*s%s", (int)match.rm_so, at, mask->text);
        at += match.rm_eo;
    }
    fputs(at, out);
    fclose(out);
    regfree(&regex);
    free(text);
    return result;
}

static char *describe(struct screen *s, const struct golden_mask masks[])
{
    struct screen_cursor cursor = screen_cursor(s);
    char *text = screen_copy(screen_text(s));
    size_t length = strlen(text);
    char last[80];

    for (const struct golden_mask *mask = masks; mask != NULL && mask->regex != NULL; mask++)
        text = apply_mask(text, mask);
    length = strlen(text);
    if (cursor.visible)
        snprintf(last, sizeof last, "-- %dx%d, cursor %d,%d\n", screen_columns(s), screen_rows(s),
                 cursor.row, cursor.column);
    else
        snprintf(last, sizeof last, "-- %dx%d, cursor hidden\n", screen_columns(s), screen_rows(s));
    text = screen_memory(text, length + sizeof last);
    strcpy(text + length, last);
    return text;
}

/* --- the difference ---------------------------------------------------------------------------- */

/* Cuts the next line off a text; "" when there is none. */
static char *next_line(char **text)
{
    char *line = *text;
    char *end = strchr(line, '\n');

    if (end == NULL) {
        *text = line + strlen(line);
        return line;
    }
    *end = '\0';
    *text = end + 1;
    return line;
}

/* Shows where two lines part; counted in characters, so that the mark stands under the place. */
static void mark_first_difference(FILE *out, const char *wanted, const char *seen)
{
    int place = 0;

    for (; *wanted != '\0' && *wanted == *seen; wanted++, seen++)
        place += ((unsigned char)*wanted & 0xc0) != 0x80;
    fprintf(out, "%*s^\n", place + 8, "");
}

static char *difference(const char *wanted, const char *seen)
{
    char *wanted_copy = screen_copy(wanted);
    char *seen_copy = screen_copy(seen);
    char *wanted_rest = wanted_copy;
    char *seen_rest = seen_copy;
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);

    if (out == NULL)
        abort();
    for (int row = 1; *wanted_rest != '\0' || *seen_rest != '\0'; row++) {
        const char *left = next_line(&wanted_rest);
        const char *right = next_line(&seen_rest);

        if (strcmp(left, right) == 0)
            continue;
        fprintf(out, "%3d - |%s\n%3d + |%s\n", row, left, row, right);
        mark_first_difference(out, left, right);
    }
    fclose(out);
    free(wanted_copy);
    free(seen_copy);
    return text;
}

/* --- the file ---------------------------------------------------------------------------------- */

static char *golden_path(const char *name)
{
    char *path = NULL;

    if (asprintf(&path, "%s/tests/screen/golden/%s.txt", screen_source_directory(), name) < 0)
        abort();
    return path;
}

static char *read_golden(const char *path)
{
    FILE *file = fopen(path, "r");

    if (file == NULL)
        return NULL;
    char *text = screen_memory(NULL, GOLDEN_LIMIT + 1);
    text[fread(text, 1, GOLDEN_LIMIT, file)] = '\0';
    fclose(file);
    return text;
}

/* The first golden file of a checkout has no directory yet. */
static void make_directory_of(const char *path)
{
    char *directory = screen_copy(path);

    *strrchr(directory, '/') = '\0';
    mkdir(directory, 0777);
    free(directory);
}

static bool rewrite(struct screen *s, const struct golden *golden)
{
    screen_wait_quiet(s, SETTLED);
    make_directory_of(golden->path);
    FILE *file = fopen(golden->path, "w");
    if (file == NULL)
        return screen_fail(s, "cannot write %s: %s", golden->path, strerror(errno));
    char *text = describe(s, golden->masks);
    bool is_written = fputs(text, file) >= 0;
    free(text);
    return fclose(file) == 0 && is_written;
}

static bool equals_golden(struct screen *s, const void *data)
{
    const struct golden *golden = data;
    char *seen = describe(s, golden->masks);
    bool is_equal = strcmp(seen, golden->wanted) == 0;

    free(seen);
    return is_equal;
}

static bool compare(struct screen *s, const struct golden *golden, const char *name)
{
    if (golden->wanted == NULL)
        return screen_fail(s, "there is no golden file %s; EFLOW_GOLDEN=update writes it.",
                           golden->path);
    if (screen_wait_until(s, equals_golden, golden, "the golden screen"))
        return true;
    char *seen = describe(s, golden->masks);
    char *rows = difference(golden->wanted, seen);
    screen_fail(s, "the screen is not as in the golden file %s (- is the file, + the screen):\n%s",
                name, rows);
    free(rows);
    free(seen);
    return false;
}

bool golden_matches(struct screen *s, const char *name, const struct golden_mask masks[])
{
    const char *mode = getenv("EFLOW_GOLDEN");
    struct golden golden = {.path = golden_path(name), .masks = masks};
    bool is_good = false;

    if (mode != NULL && strcmp(mode, "update") == 0) {
        is_good = rewrite(s, &golden);
    } else {
        golden.wanted = read_golden(golden.path);
        is_good = compare(s, &golden, name);
    }
    free(golden.wanted);
    free(golden.path);
    return is_good;
}
