/* Terminals, sizes and charsets against the whole flow of a lab: after every key the screen is
 * whole. Each terminal meets each size, each of both meets both charsets; the ways without colour
 * and without Unicode come on top. */
#include "config.h"

#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screen_test.h"
#include "whole.h"

enum { TERM_COUNT = 9, SIZE_COUNT = 4, MATRIX_COUNT = TERM_COUNT * SIZE_COUNT };

static const char *const terms[TERM_COUNT] = {"xterm-256color", "tmux-256color", "screen",
                                              "linux",          "vt100",         "vt220",
                                              "xterm-mono",     "putty",         "ansi"};
static const struct {
    int columns, rows;
} sizes[SIZE_COUNT] = {
    {60,  16 },
    {80,  24 },
    {132, 43 },
    {300, 100}
};

struct variant {
    const char *term;
    int size;
    const char *charset;
    const char *option;  /* of the command line; NULL */
    const char *setting; /* of the environment; NULL */
};

static const struct variant extra[] = {
    {"xterm-256color", 1, "UTF-8", "--ascii",    NULL        },
    {"tmux-256color",  3, "UTF-8", "--ascii",    "NO_COLOR=1"},
    {"linux",          0, "UTF-8", NULL,         "NO_COLOR=1"},
    {"putty",          2, "UTF-8", "--no-color", NULL        },
    {"screen",         1, "C",     NULL,         "NO_COLOR=1"},
    {"ansi",           2, "C",     "--no-color", NULL        },
};
enum { EXTRA_COUNT = sizeof extra / sizeof *extra };

static struct variant variant_at(int index)
{
    int term = index / SIZE_COUNT, size = index % SIZE_COUNT;

    if (index >= MATRIX_COUNT)
        return extra[index - MATRIX_COUNT];
    return (struct variant){terms[term], size, (term + size) % 2 ? "C" : "UTF-8", NULL, NULL};
}

static bool is_ascii(const struct variant *variant)
{
    return strcmp(variant->charset, "C") == 0 ||
           (variant->option != NULL && strcmp(variant->option, "--ascii") == 0);
}

static bool is_colourless(const struct variant *variant)
{
    return strncmp(variant->term, "vt", 2) == 0 || strcmp(variant->term, "xterm-mono") == 0 ||
           (variant->option != NULL && strcmp(variant->option, "--no-color") == 0) ||
           variant->setting != NULL;
}

/* --- the walk ---------------------------------------------------------------------------------- */

/* Keys, each looked at, and what is to be seen at their end. Columns beyond 60 may be missing. */
struct step {
    const char *keys;
    const char *seen;
};

static const struct step steps[] = {
    {"Down Up",                    "[Path]"                           },
    {"? End",                      "Tab"                              },
    {"Esc Enter",                  "[Plan]"                           },
    {"Down Down Enter Down Up",    "> ("                              },
    {"Esc Down Enter 7 Left 5",    "57"                               },
    {"Esc Right Down Enter Down",  "> "                               },
    {"Esc Right",                  "[Prerequisites]"                  },
    {"Down Tab Down End Home Esc", "[Prerequisites]"                  },
    {"End PageUp Home",            "fail"                             },
    {"/ m e m Enter Esc",          "[Prerequisites]"                  },
    {"/ z z z",                    "No check contains these words."   },
    {"Esc Right",                  "[Steps]"                          },
    {"Down c s e e n Left x",      "seexn"                            },
    {"Esc Up a Down Up",           "> "                               },
    {"Down Down Down Down Enter",  "AllSigned"                        },
    {"o Esc Right",                "[Report]"                         },
    {"f Down Down Enter d",        "replaced"                         },
    {"Down Down Down Enter x Esc", "[Report]"                         },
    {"w",                          "The report is in eflow-readiness-"},
    {"Left y",                     "[Steps]"                          },
};
enum { STEP_COUNT = sizeof steps / sizeof *steps };

/* Each key by itself, and a look at the screen after each; where there is much to look at, after the
 * last one. */
static void do_step(struct screen *s, const struct step *step)
{
    bool is_large = screen_columns(s) > 200;
    char *keys = strdup(step->keys);
    char *rest = NULL;

    for (char *key = strtok_r(keys, " ", &rest); key; key = strtok_r(NULL, " ", &rest)) {
        press(s, key);
        bool is_looked_at = !is_large || rest == NULL || *rest == '\0';
        cr_assert(screen_settle(s) && (!is_looked_at || screen_is_whole(s)),
                  "after %s of \"%s\": %s", key, step->keys, screen_failure());
    }
    free(keys);
    sees(s, step->seen);
}

static void walk(struct screen *s)
{
    sees(s, "[Path]");
    for (size_t i = 0; i < STEP_COUNT; i++) {
        do_step(s, &steps[i]);
        must(screen_is_as_redrawn(s));
    }
    press(s, "q");
    exits(s, 0);
    is_restored(s);
}

static struct screen *start_variant(const struct variant *variant)
{
    const char *const environment[] = {"ESCDELAY=0", variant->setting, NULL};
    struct screen_setup setup = {.term = variant->term,
                                 .charset = variant->charset,
                                 .columns = sizes[variant->size].columns,
                                 .rows = sizes[variant->size].rows,
                                 .environment = environment};

    return start_on(&setup, "eflow-wizard", "--lab", "esxi", variant->option);
}

ParameterizedTestParameters(matrix, the_screen_is_whole_after_every_key)
{
    static int indexes[MATRIX_COUNT + EXTRA_COUNT];

    for (int i = 0; i < MATRIX_COUNT + EXTRA_COUNT; i++)
        indexes[i] = i;
    return cr_make_param_array(int, indexes, MATRIX_COUNT + EXTRA_COUNT);
}

ParameterizedTest(int *index, matrix, the_screen_is_whole_after_every_key)
{
    struct variant variant = variant_at(*index);
    struct screen *s = start_variant(&variant);

    walk(s);
    if (is_ascii(&variant))
        must(screen_sent_only_ascii(s, 0));
    if (is_colourless(&variant))
        must(screen_sent_no_colour(s, 0));
    screen_stop(s);
}

/* --- the same is said -------------------------------------------------------------------------- */

/* Marks are words where there are no symbols for them; some symbols stand for two marks. */
static const char *const marks[][2] = {
    {"✓",  "ok"  },
    {"done", "ok"  },
    {"✗",  "FAIL"},
    {"!",    "warn"},
    {"?",    "??"  },
    {"☑",  "you" },
    {"i",    "note"},
    {"»",   ">>"  },
    {"…",  "wait"},
    {"○",  "off" },
    {"todo", "off" },
    {"~",    "..." },
};

/* The word as both screens have it; NULL: lines, and signs that stand for nothing. */
static const char *common_word(const char *word)
{
    static const char *const strokes[] = {"─", "│", "┌", "┐", "└", "┘", "·", "-", "+", "|", "_"};
    const char *at = word;

    for (size_t i = 0; i < sizeof strokes / sizeof *strokes; i++) {
        if (strncmp(at, strokes[i], strlen(strokes[i])) == 0) {
            at += strlen(strokes[i]);
            i = (size_t)-1;
        }
    }
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (strcmp(word, marks[i][0]) == 0)
            return marks[i][1];
    }
    return *at == '\0' || strcmp(word, "skip") == 0 ? NULL : word;
}

/* "17:54:59)": two programs are not asked in the same second. */
static bool is_time(const char *word)
{
    return strlen(word) >= 8 && word[2] == ':' && word[5] == ':' &&
           strspn(word, "0123456789:") >= 8;
}

static bool ends_in(const char *word, const char *end)
{
    size_t length = strlen(word), size = strlen(end);

    return length >= size && strcmp(word + length - size, end) == 0;
}

/* What is cut is cut one column earlier where the sign for it takes two. */
static bool is_cut(const char *word, bool is_first)
{
    return !is_first && (ends_in(word, "…") || (ends_in(word, "..") && !ends_in(word, "...")));
}

static void add_words_of_row(FILE *out, char *row)
{
    const char *kept = NULL; /* until it is known that no sign of a cut stands behind it */
    char *rest = NULL;
    bool is_first = true;

    for (char *word = strtok_r(row, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
        if (is_cut(word, is_first)) {
            kept = strcmp(word, "…") == 0 ? NULL : kept;
            continue;
        }
        if (kept)
            fprintf(out, "%s ", kept);
        kept = is_time(word) ? NULL : common_word(word);
        is_first = is_first && strcmp(word, ">") == 0;
    }
    if (kept)
        fprintf(out, "%s ", kept);
}

/* The words between two columns, row by row, so that it does not matter where a line is broken. */
static char *words_between(struct screen *s, int left, int right)
{
    char *words = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&words, &size);

    for (int row = 1; row <= screen_rows(s); row++) {
        char text[2048] = "";
        for (int column = left; column <= right; column++) {
            const struct screen_cell cell = screen_cell(s, row, column);
            strcat(text, *cell.text ? cell.text : " ");
        }
        add_words_of_row(out, text);
    }
    fclose(out);
    return words;
}

static void say_the_same(struct screen *a, struct screen *b, int left, int right)
{
    char *words = words_between(a, left, right);
    char *others = words_between(b, left, right);

    cr_assert_str_eq(words, others, "%s\n%s\n%s", words, others, screen_text(b));
    free(words);
    free(others);
}

/* What is in a popup by itself, and what is left and right of the picture. */
static void compare(struct screen *a, struct screen *b)
{
    struct screen_cursor cursor = screen_cursor(a);
    struct screen_box box = {.left = 251};

    if (screen_find_box(a, cursor.row, cursor.column, &box)) {
        say_the_same(a, b, box.left + 1, box.right - 1);
    } else {
        say_the_same(a, b, 1, box.left - 1);
        say_the_same(a, b, box.left, screen_columns(a));
    }
}

Test(matrix, the_same_is_said_without_unicode_and_without_colours)
{
    /* Without other languages: outside of UTF-8 none is offered. */
    struct variant rich = {"xterm-256color", 3, "UTF-8", NULL, "EFLOW_LOCALEDIR=/nowhere"};
    struct variant poor = {"vt100", 3, "C", NULL, "EFLOW_LOCALEDIR=/nowhere"};
    struct screen *a = start_variant(&rich), *b = start_variant(&poor);

    for (size_t i = 0; i + 2 < STEP_COUNT;
         i++) { /* without the path of the file, and the clipboard */
        do_step(a, &steps[i]);
        do_step(b, &steps[i]);
        compare(a, b);
    }
    screen_stop(a);
    screen_stop(b);
}
