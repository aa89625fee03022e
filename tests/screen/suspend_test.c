/* The wizard is stopped and goes on, in another size, wherever it is. */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screen_test.h"
#include "whole.h"

/* What is on the screen, and a text by which it is known. */
struct place {
    const char *keys;
    const char *seen;
};

static const struct place places[] = {
    {"Up Down",      "[Path]"         },
    {"Right Down",   "[Plan]"         },
    {"Enter",        "Esc cancel"     },
    {"Esc Right",    "[Connect]"      },
    {"Right",        "[Prerequisites]"},
    {"Tab",          "[Prerequisites]"},
    {"Tab / f a",    "Filter: fa"     },
    {"Esc Right",    "[Steps]"        },
    {"Down c s e e", "see"            },
    {"Esc ? Down",   "Esc"            },
    {"Esc Right",    "[Report]"       },
    {"f Down",       "Esc cancel"     },
};
enum { PLACE_COUNT = sizeof places / sizeof *places };

static const struct {
    int columns, rows;
} sizes[] = {
    {100, 30},
    {60,  16},
    {132, 43},
    {80,  24},
    {20,  5 },
    {110, 30}
};
enum { SIZE_COUNT = sizeof sizes / sizeof *sizes };

static void go_to(struct screen *s, const struct place *place)
{
    char *keys = strdup(place->keys), *rest = NULL;

    for (char *key = strtok_r(keys, " ", &rest); key; key = strtok_r(NULL, " ", &rest)) {
        press(s, key);
        must(screen_settle(s));
    }
    free(keys);
    sees(s, place->seen);
}

static void look(struct screen *s)
{
    must(screen_settle(s));
    must(screen_is_whole(s));
    must(screen_is_as_redrawn(s));
}

static struct screen *start_lab(void)
{
    static const char *const environment[] = {"ESCDELAY=0", NULL};
    struct screen_setup setup = {.environment = environment};
    struct screen *s = start_on(&setup, "eflow-wizard", "--lab", "esxi");

    sees(s, "[Path]");
    return s;
}

/* A stop that nobody can catch: only the signal to go on tells that there was one. */
Test(suspend, everywhere_in_another_size)
{
    struct screen *s = start_lab();

    for (size_t i = 0; i < PLACE_COUNT; i++) {
        go_to(s, &places[i]);
        char *before = strdup(screen_text(s));
        must(screen_signal(s, SIGSTOP));
        resize(s, sizes[i % SIZE_COUNT].columns, sizes[i % SIZE_COUNT].rows);
        must(screen_signal(s, SIGCONT));
        look(s);
        must(screen_is_alternate(s));
        resize(s, 80, 24);
        look(s);
        cr_assert_str_eq(before, screen_text(s), "%s\n%s", before, screen_text(s));
        free(before);
    }
    screen_stop(s);
}

/* Without a shell that could make it go on the wizard does not stop, and the screen comes back. */
Test(suspend, where_nobody_could_make_it_go_on)
{
    struct screen *s = start_lab();

    for (size_t i = 0; i < PLACE_COUNT; i++) {
        go_to(s, &places[i]);
        must(screen_signal(s, SIGTSTP));
        look(s);
        sees(s, places[i].seen);
    }
    screen_stop(s);
}

static bool is_whole(struct screen *s, const void *data)
{
    (void)data;
    return screen_is_alternate(s) && screen_is_whole(s);
}

/* As a person does it, with Ctrl-Z and fg in a shell. What was pressed is waited for: Ctrl-Z throws
 * away what is not read yet. */
Test(suspend, by_a_person_in_a_shell)
{
    static const struct place seen[] = {
        {"Up",        "> Windows virtual machine on VMware"},
        {"Right",     "[Plan]"                             },
        {"?",         "Explains this page"                 },
        {"Esc Enter", "Esc cancel"                         },
        {"Esc Right", "[Connect]"                          },
    };
    char *command = NULL;

    cr_assert(asprintf(&command,
                       "set -m; %s/eflow-wizard --lab esxi; for i in 1 2 3 4 5; do"
                       " echo stopped $i; read x; fg; done; echo end $?",
                       getenv("EFLOW_BUILDDIR")) > 0);
    struct screen *s = start("sh", "-c", command);
    free(command);
    sees(s, "[Path]");
    press(s, "End");
    cursor_on(s, "> Azure");
    for (size_t i = 0; i < sizeof seen / sizeof *seen; i++) {
        char stopped[16];
        snprintf(stopped, sizeof stopped, "stopped %zu", i + 1);
        press(s, seen[i].keys);
        sees(s, seen[i].seen);
        press(s, "Ctrl-Z");
        sees(s, stopped);
        is_restored(s);
        resize(s, sizes[i % 4].columns, sizes[i % 4].rows);
        press(s, "Enter");
        must(screen_wait_until(s, is_whole, NULL, "the whole screen in its new size"));
    }
    press(s, "q");
    sees(s, "end 0");
    screen_stop(s);
}
