/* paths and checks: what the wizard knows, as tables. */
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "i18n.h"
#include "sys/text.h"

/* Prints a text and fills the column up to its width by what the text takes on a terminal. */
static void put(const char *text, int columns)
{
    int width = (int)text_width(text);
    printf("%s%*s", text, width < columns ? columns - width : 1, "");
}

int command_paths(struct program *program, struct error *err)
{
    (void)err;
    for (size_t i = 0; i < program->library->guide_count; i++) {
        const struct guide_file *own = program->library->guides[i].own;
        put(own->id, 10);
        printf("%s\n", _(own->title));
    }
    return ferror(stdout) ? EXIT_CANNOT_WRITE : 0;
}

static void print_check(const struct check *check)
{
    put(check->id, 34);
    put(severity_name(check->severity), 13);
    put(_(check->title), 40);
    printf("%s\n", check->source);
}

int command_checks(struct program *program, struct error *err)
{
    const char *path = program->options->path;
    const struct library *library = program->library;
    if (path != NULL && library_guide(library, path) == NULL) {
        error_set(err, EXIT_USAGE, _("There is no path \"%s\"."), path);
        return error_hint(err, _("\"eflow-wizard paths\" lists them."));
    }
    for (size_t i = 0; i < library->guide_count; i++) {
        const struct guide_file *own = library->guides[i].own;
        for (size_t k = 0; k < own->check_count && (path == NULL || strcmp(path, own->id) == 0);
             k++) {
            print_check(&own->checks[k]);
        }
    }
    for (size_t k = 0; k < library->common->check_count; k++) {
        print_check(&library->common->checks[k]);
    }
    return ferror(stdout) ? EXIT_CANNOT_WRITE : 0;
}
