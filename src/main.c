/* eflow-wizard: options -> front -> exit status. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "cli/commands.h"
#include "i18n.h"
#include "sys/file.h"
#include "sys/pipe.h"
#include "sys/text.h"

static int print_help(void)
{
    char *help = options_help();
    fputs(help, stdout);
    free(help);
    return fflush(stdout) == 0 ? 0 : EXIT_CANNOT_WRITE;
}

static int print_version(void)
{
    printf("%s\n", PACKAGE_STRING);
    return fflush(stdout) == 0 ? 0 : EXIT_CANNOT_WRITE;
}

static int refuse_language(const char *name, struct error *err)
{
    struct text names = {0};
    for (size_t i = 0; i < language_count(); i++) {
        text_addf(&names, "%s%s", i > 0 ? ", " : "", language_name(i));
    }
    error_set(err, EXIT_USAGE, _("There is no language \"%s\"."), name);
    error_hint(err, _("These can be shown here: %s."), names.s);
    text_free(&names);
    return -1;
}

static int run_command(struct program *program, struct error *err)
{
    switch (program->options->command) {
    case COMMAND_WIZARD: return command_wizard(program, err);
    case COMMAND_CHECK: return command_check(program, err);
    case COMMAND_FACTS: return command_facts(program, err);
    case COMMAND_REPORT: return command_report(program, err);
    case COMMAND_EXPLAIN: return command_explain(program, err);
    case COMMAND_PATHS: return command_paths(program, err);
    case COMMAND_CHECKS: return command_checks(program, err);
    case COMMAND_HELP:
    case COMMAND_VERSION:
    case COMMAND_WORD_COUNT: break;
    }
    return EXIT_BUG;
}

/* Everything but help and version works with the screens. */
static int with_screens(const struct options *options, struct error *err)
{
    struct program program = {.options = options};
    int status = -1;
    program.screens = screens_open(options->screens, err);
    if (program.screens != NULL) {
        program.library = library_load(program.screens->files, program.screens->count, err);
    }
    if (program.library != NULL) {
        status = run_command(&program, err);
    }
    library_free(program.library);
    screens_close(program.screens);
    return status;
}

static int choose_language(const struct options *options, struct error *err)
{
    if (options->lang != NULL && language_choose(options->lang) == LANGUAGE_MISSING) {
        return refuse_language(options->lang, err);
    }
    if (options->is_ascii) {
        language_keep_to_ascii();
    }
    if (language_unshowable() != NULL && options->command != COMMAND_WIZARD) {
        say_note(
            _("This terminal cannot show the letters of the language %s; the texts are English."),
            language_unshowable());
    }
    return 0;
}

static int run(int argc, char **argv, struct error *err)
{
    struct options options;
    const char *wish = options_language(argc, argv);
    if (wish != NULL) {
        language_choose(wish); /* whether there is such a language is said later */
    }
    int status = options_read(argc, argv, &options, err);
    if (status == 0) {
        status = begin_trace(&options, err);
    }
    if (status == 0) {
        status = choose_language(&options, err);
        describe_in_trace(&options, argc, argv);
    }
    if (status == 0 && options.command == COMMAND_HELP) {
        status = print_help();
    } else if (status == 0 && options.command == COMMAND_VERSION) {
        status = print_version();
    } else if (status == 0) {
        status = with_screens(&options, err);
    }
    options_clear(&options);
    return status;
}

int main(int argc, char **argv)
{
    struct error err = {0};
    pipe_hold_standard();
    language_start();
    pipe_ignore_sigpipe();
    file_survive_limits();
    int status = run(argc, argv, &err);
    if (status < 0) {
        status = say_error(&err);
    }
    error_clear(&err);
    end_trace(status);
    language_end();
    return status;
}
