/* The wizard is ended in every way at every place; the next start goes on exactly there. */
#include "config.h"

#include <cjson/cJSON.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "screen_launch.h"
#include "screen_test.h"

#define SESSION ".local/state/eflow-wizard/session-lab-esxi.json"

enum { HANG_UP = 0 /* instead of a signal: the line drops */, FILE_LIMIT = 1 << 20 };

/* How to get there from the place before, once the session went on there. */
struct place {
    const char *name;
    const char *moves; /* the last key changes what is kept */
    const char *opens; /* what is open when the end comes, and not kept; "" */
    bool is_small;     /* the window shrinks before the end */
};

static const struct place places[] = {
    {"Path",           "Up Down",         "",          false},
    {"Plan",           "Right Down Down", "",          false},
    {"Connect",        "Right Down",      "",          false},
    {"Prerequisites",  "Right Down Down", "",          false},
    {"Steps",          "Right Down Down", "",          false},
    {"Report",         "Right Down",      "",          false},
    {"a menu",         "Down",            "f Down",    false},
    {"a help",         "Up",              "? Down",    false},
    {"a filter",       "Left Left Down",  "/ h o s t", false},
    {"a form",         "Right Up",        "c s e e",   false},
    {"a small window", "Down",            "",          true },
};

/* --- what is kept ------------------------------------------------------------------------------ */

static double now_in_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    return (double)now.tv_sec * 1e3 + (double)(now.tv_nsec / 1000000);
}

static bool is_saved_since(struct screen *s, const void *data)
{
    static char text[FILE_LIMIT];
    char *path = NULL;

    cr_assert(asprintf(&path, "%s/" SESSION, screen_home(s)) > 0);
    FILE *file = fopen(path, "r");
    free(path);
    if (!file)
        return false;
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    cJSON *json = cJSON_Parse(text);
    double saved_at = cJSON_GetNumberValue(cJSON_GetObjectItem(json, "saved_at"));
    cJSON_Delete(json);
    return saved_at >= *(const double *)data;
}

/* Each key by itself; once all have been pressed and what the last one changed is on disk. */
static void move(struct screen *s, const char *keys)
{
    char *copy = strdup(keys), *rest = NULL;
    double before = 0;

    for (char *key = strtok_r(copy, " ", &rest); key; key = strtok_r(NULL, " ", &rest)) {
        before = now_in_ms();
        press(s, key);
        must(screen_settle(s));
    }
    must(screen_wait_until(s, is_saved_since, &before, "the session to be saved"));
    free(copy);
}

static bool is_time(const char *at)
{
    int hours, minutes, seconds, length = 0;

    return sscanf(at, "%2d:%2d:%2d%n", &hours, &minutes, &seconds, &length) == 3 && length == 8;
}

/* The screen without the time at which the lab was seen, and without the stars of what is new. */
static char *timeless(struct screen *s)
{
    char *text = strdup(screen_text(s));

    for (char *at = text; *at; at++) {
        if (is_time(at))
            memcpy(at, "hh:mm:ss", 8);
        if (*at == '*')
            *at = ' ';
    }
    return text;
}

/* --- starts and ends --------------------------------------------------------------------------- */

static struct screen *start_in(const char *home)
{
    char *locale = NULL;
    cr_assert(asprintf(&locale, "EFLOW_LOCALEDIR=%s/tests/locale", getenv("EFLOW_BUILDDIR")) > 0);
    const char *const environment[] = {"ESCDELAY=0", locale, NULL};
    struct screen_setup setup = {.home = home, .environment = environment};
    struct screen *s = start_on(&setup, "eflow-wizard", "--lab", "esxi");

    free(locale);
    return s;
}

/* What a person has done before, to be found again: language, plan, lab, a confirmation. */
static void prepare(struct screen *s)
{
    sees(s, "[Path]");
    move(s, "Home Down L Down Enter");
    sees(s, "EFLOW-Einrichtung");
    move(s, "Right Down Down Down Enter Ctrl-U 2 0 4 8 Enter");
    sees(s, "2048 MiB");
    move(s, "Right Right Right a Down Down Down Down Enter");
    sees(s, "AllSigned");
    move(s, "Down Down c s e e n Enter");
    sees(s, "seen");
    move(s, "Left Left Left Left");
}

static void end_by(struct screen *s, int signal_number)
{
    if (signal_number == HANG_UP)
        screen_hang_up(s);
    else
        must(screen_signal(s, signal_number));
    exits(s, 128 + (signal_number == HANG_UP ? SIGHUP : signal_number));
    if (signal_number != HANG_UP && signal_number != SIGKILL)
        is_restored(s);
    screen_stop(s);
}

static struct screen *go_on(const char *home)
{
    struct screen *s = start_in(home);

    sees(s, "You have been here before");
    sees(s, "EFLOW-Einrichtung");
    press(s, "Enter");
    sees_no(s, "You have been here before");
    must(screen_settle(s));
    return s;
}

static void ends_everywhere(int signal_number)
{
    char *home = launch_make_home();
    struct screen *s = start_in(home);

    prepare(s);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        move(s, places[i].moves);
        char *before = timeless(s);
        press(s, places[i].opens);
        must(screen_settle(s));
        if (places[i].is_small)
            resize(s, 20, 5);
        end_by(s, signal_number);
        s = go_on(home);
        char *after = timeless(s);
        cr_assert_str_eq(before, after, "%s:\n%s\n%s", places[i].name, before, after);
        free(before);
        free(after);
    }
    screen_stop(s);
    launch_remove_home(home);
}

Test(ends, sighup)
{
    ends_everywhere(SIGHUP);
}

Test(ends, sigterm)
{
    ends_everywhere(SIGTERM);
}

Test(ends, sigint)
{
    ends_everywhere(SIGINT);
}

Test(ends, a_dropped_line)
{
    ends_everywhere(HANG_UP);
}

Test(ends, kill)
{
    ends_everywhere(SIGKILL);
}

/* --- a probe that looks ------------------------------------------------------------------------ */

/* Windows PowerShell on this machine is played by a script; the probe in between is the real one. */
static struct screen *start_looking(const char *home, bool is_first)
{
    char *far = NULL, *path = NULL;

    cr_assert(asprintf(&far, "FAR_FOLDER=%s", home) > 0);
    cr_assert(asprintf(&path, "PATH=%s/tests/probes/stand-ins:%s", getenv("EFLOW_SRCDIR"),
                       getenv("PATH")) > 0);
    const char *const environment[] = {far, path, NULL};
    struct screen_setup setup = {.home = home, .environment = environment};
    struct screen *s =
        is_first ? start_on(&setup, "eflow-wizard", "--path", "hyperv", "--guest", "local")
                 : start_on(&setup, "eflow-wizard");
    free(far);
    free(path);
    return s;
}

static void write_far(const char *home)
{
    char *command = NULL;

    cr_assert(asprintf(&command,
                       "echo replay >%s/mode && "
                       "cp %s/tests/data/windows/hyperv-win11-pro-ready.json %s/answer.json",
                       home, getenv("EFLOW_SRCDIR"), home) > 0);
    cr_assert_eq(system(command), 0);
    free(command);
}

/* The processes below one, as "ps" would list them; how many there are. */
static int descendants(pid_t pid, pid_t pids[], int count, int limit)
{
    char path[64];
    int child = 0;

    snprintf(path, sizeof path, "/proc/%ld/task/%ld/children", (long)pid, (long)pid);
    FILE *file = fopen(path, "r");
    while (file && count < limit && fscanf(file, "%d", &child) == 1) {
        pids[count++] = child;
        count = descendants(child, pids, count, limit);
    }
    if (file)
        fclose(file);
    return count;
}

/* One that nobody waits for stays behind as a zombie, which runs no more. */
static bool has_ended(pid_t pid)
{
    char line[256] = "";

    snprintf(line, sizeof line, "/proc/%ld/stat", (long)pid);
    FILE *file = fopen(line, "r");
    if (!file)
        return true;
    bool is_zombie = fgets(line, sizeof line, file) && strstr(line, ") Z ");
    fclose(file);
    return is_zombie;
}

static void wait_for_ends(const pid_t pids[], int count)
{
    double end = now_in_ms() + 5000;

    for (int i = 0; i < count; i++) {
        while (!has_ended(pids[i]) && now_in_ms() < end)
            sched_yield();
        cr_assert(has_ended(pids[i]), "process %d of %d runs on", i + 1, count);
    }
}

Test(ends, of_the_wizard_are_ends_of_its_probes)
{
    static const int signals[] = {SIGHUP, SIGTERM, SIGINT, HANG_UP, SIGKILL};
    char *home = launch_make_home();
    pid_t pids[16];

    write_far(home);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct screen *s = start_looking(home, i == 0);
        if (i == 0)
            press(s, "Right Right");
        else
            sees(s, "Passwords were not kept");
        press(s, "Enter");
        sees(s, "[Connect]");
        sees(s, "live: ");
        int count = descendants(screen_pid(s), pids, 0, 16);
        cr_assert_geq(count, 2, "%d processes", count);
        end_by(s, signals[i]);
        wait_for_ends(pids, count);
    }
    launch_remove_home(home);
}
