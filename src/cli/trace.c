/* --trace: how the trace begins and ends. */
#include "config.h"

#include <cjson/cJSON.h>
#include <langinfo.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/utsname.h>
#include <unistd.h>
#include <uv.h>

#include "cli/commands.h"
#include "i18n.h"
#include "sys/clock.h"
#include "sys/text.h"
#include "sys/trace.h"

static bool has_been_said;

/* The wizard's flow listens itself, and says it on the screen. */
static void say_trouble(const struct error *err, void *user)
{
    (void)user;
    has_been_said = true;
    say_note(_("The trace ends here: %s"), err->what);
}

int begin_trace(const struct options *options, struct error *err)
{
    bool is_wanted = options->trace != NULL && options->command != COMMAND_HELP &&
                     options->command != COMMAND_VERSION;
    if (!is_wanted) {
        return 0;
    }
    trace_listen(say_trouble, NULL);
    return trace_open(options->trace, options->is_forced, err);
}

static void add_terminal(void)
{
    const char *term = getenv("TERM");
    struct winsize size = {0};
    bool is_terminal = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0;
    char *shown = is_terminal ? text_format("%dx%d", size.ws_col, size.ws_row)
                              : must_copy("output is no terminal");
    trace_add("start", "TERM=%s, %s, %s, language %s", term != NULL ? term : "", shown,
              nl_langinfo(CODESET), language_now());
    free(shown);
}

static void add_versions(void)
{
    struct utsname system = {0};
    uname(&system);
    trace_add("start", "%s %s %s, libuv %s, cJSON %s", system.sysname, system.release,
              system.machine, uv_version_string(), cJSON_Version());
}

void describe_in_trace(const struct options *options, int argc, char **argv)
{
    if (!trace_is_on()) {
        return;
    }
    char *now = clock_iso(clock_now());
    struct text words = {0};
    for (int i = 1; i < argc; i++) {
        text_addf(&words, "%s%s", i > 1 ? " " : "", argv[i]);
    }
    trace_add("start", "%s, %s", PACKAGE_STRING, now);
    trace_add("start", "arguments: %s", words.s);
    add_terminal();
    add_versions();
    trace_add("start", "screens: %s", options->screens != NULL ? options->screens : "built in");
    text_free(&words);
    free(now);
}

void end_trace(int status)
{
    struct error err = {0};
    trace_add("end", "exit status %d", status);
    if (trace_close(&err) != 0 && !has_been_said) {
        say_note(_("The trace ends here: %s"), err.what);
    }
    error_clear(&err);
}
