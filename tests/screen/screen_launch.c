/* A program of a test, before it runs. */
#include "config.h"

#include "screen_launch.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "screen_internal.h"

enum { FILES_OPEN_AT_ONCE = 16, NOT_STARTED = 127, MOST_FILES = 256 };

struct list {
    char **items; /* ended by NULL */
    size_t count;
};

struct launch {
    char *program;
    char *directory;
    struct list arguments;
    struct list environment;
};

static void list_add(struct list *list, char *item)
{
    list->items = screen_memory(list->items, (list->count + 2) * sizeof *list->items);
    list->items[list->count++] = item;
    list->items[list->count] = NULL;
}

static void list_free(struct list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->items[i]);
    free(list->items);
}

__attribute__((format(printf, 1, 2))) static char *make_text(const char *format, ...)
{
    char *text = NULL;
    va_list values;

    va_start(values, format);
    int length = vasprintf(&text, format, values);
    va_end(values);
    if (length < 0)
        abort();
    return text;
}

const char *screen_source_directory(void)
{
    const char *directory = getenv("EFLOW_SRCDIR");

    return directory != NULL ? directory : TEST_SRCDIR;
}

const char *screen_build_directory(void)
{
    const char *directory = getenv("EFLOW_BUILDDIR");

    return directory != NULL ? directory : TEST_BUILDDIR;
}

/* The program just built comes before one of the same name that is installed. */
static char *find_program(const char *name)
{
    static const char *const places[] = {"", "/tests/screen"};

    if (strchr(name, '/') != NULL)
        return screen_copy(name);
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        char *path = make_text("%s%s/%s", screen_build_directory(), places[i], name);
        struct stat found;

        if (stat(path, &found) == 0 && S_ISREG(found.st_mode) && access(path, X_OK) == 0)
            return path;
        free(path);
    }
    return screen_copy(name);
}

static bool is_in(const struct list *environment, const char *name)
{
    size_t length = strlen(name);

    for (size_t i = 0; i < environment->count; i++) {
        const char *item = environment->items[i];

        if (strncmp(item, name, length) == 0 && item[length] == '=')
            return true;
    }
    return false;
}

/* Adds NAME=valuesuffix, unless the test has set that name itself. */
static void set_default(struct list *environment, const char *name, const char *value,
                        const char *suffix)
{
    if (!is_in(environment, name))
        list_add(environment, make_text("%s=%s%s", name, value, suffix));
}

/* What a build with sanitizers, or one with libraries of its own, cannot run without. */
static void pass_on(struct list *environment)
{
    static const char *const names[] = {"ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS",
                                        "LD_LIBRARY_PATH"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *value = getenv(names[i]);

        if (value != NULL)
            set_default(environment, names[i], value, "");
    }
}

static void set_directories(struct list *environment, const char *home)
{
    const char *path = getenv("PATH");
    char *installed = make_text(":%s", path != NULL ? path : "/usr/bin:/bin");

    set_default(environment, "PATH", screen_build_directory(), installed);
    set_default(environment, "HOME", home, "");
    set_default(environment, "TMPDIR", home, "");
    set_default(environment, "XDG_CONFIG_HOME", home, "/.config");
    set_default(environment, "XDG_STATE_HOME", home, "/.local/state");
    set_default(environment, "XDG_DATA_HOME", home, "/.local/share");
    set_default(environment, "XDG_CACHE_HOME", home, "/.cache");
    set_default(environment, "EFLOW_SRCDIR", screen_source_directory(), "");
    set_default(environment, "EFLOW_BUILDDIR", screen_build_directory(), "");
    free(installed);
}

static struct list make_environment(const struct screen_setup *setup, const char *home)
{
    bool is_c = setup->charset != NULL && strcmp(setup->charset, "C") == 0;
    const char *term = setup->term != NULL ? setup->term : "xterm-256color";
    struct list list = {0};

    for (const char *const *item = setup->environment; item != NULL && *item != NULL; item++)
        list_add(&list, screen_copy(*item));
    if (term[0] != '\0')
        set_default(&list, "TERM", term, "");
    set_default(&list, "LC_ALL", is_c ? "C" : "C.UTF-8", "");
    set_default(&list, "TZ", "UTC", "");
    set_directories(&list, home);
    pass_on(&list);
    return list;
}

struct launch *launch_new(const struct screen_setup *setup, const char *home,
                          const char *const arguments[])
{
    struct launch *launch = screen_memory(NULL, sizeof *launch);

    *launch =
        (struct launch){.program = find_program(arguments[0]), .directory = screen_copy(home)};
    for (const char *const *item = arguments; *item != NULL; item++)
        list_add(&launch->arguments, screen_copy(*item));
    launch->environment = make_environment(setup, home);
    return launch;
}

/* A test framework may ignore or block signals; the program shall not inherit that. */
static void reset_signals(void)
{
    static const int numbers[] = {SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGTERM, SIGTSTP, SIGCHLD};
    sigset_t none;

    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        signal(numbers[i], SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Nor what the test has open: its own files, or the pipes of make. */
static void close_files_at_exec(void)
{
    for (int file = STDERR_FILENO + 1; file < MOST_FILES; file++)
        fcntl(file, F_SETFD, FD_CLOEXEC);
}

_Noreturn void launch_run(const struct launch *launch)
{
    reset_signals();
    close_files_at_exec();
    if (chdir(launch->directory) == 0)
        execvpe(launch->program, launch->arguments.items, launch->environment.items);
    dprintf(STDERR_FILENO, "cannot start %s: %s\r\n", launch->program, strerror(errno));
    _exit(NOT_STARTED);
}

void launch_free(struct launch *launch)
{
    free(launch->program);
    free(launch->directory);
    list_free(&launch->arguments);
    list_free(&launch->environment);
    free(launch);
}

char *launch_make_home(void)
{
    const char *parent = getenv("TMPDIR");
    char *home = make_text("%s/eflow-screen-XXXXXX", parent != NULL ? parent : "/tmp");

    if (mkdtemp(home) == NULL) {
        perror(home);
        abort();
    }
    return home;
}

static int remove_entry(const char *path, const struct stat *about, int kind, struct FTW *place)
{
    (void)about;
    (void)kind;
    (void)place;
    return remove(path);
}

void launch_remove_home(const char *home)
{
    nftw(home, remove_entry, FILES_OPEN_AT_ONCE, FTW_DEPTH | FTW_PHYS);
}

void launch_keep_home(const char *home, const char *raw, size_t length)
{
    char *path = make_text("%s/screen.raw", home);
    FILE *file = fopen(path, "wb");

    if (file != NULL) {
        if (length > 0)
            fwrite(raw, 1, length, file);
        fclose(file);
    }
    fprintf(stderr, "# kept: %s\n", path);
    free(path);
}
