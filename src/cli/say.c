#include <fcntl.h>
#include <langinfo.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "i18n.h"
#include "probe/lab.h"
#include "sys/file.h"
#include "sys/secret.h"
#include "sys/text.h"
#include "sys/trace.h"

int say_error(const struct error *err)
{
    trace_add("said", "%s", err->what != NULL ? err->what : "Something went wrong.");
    fprintf(stderr, "eflow-wizard: %s\n",
            err->what != NULL ? err->what : _("Something went wrong."));
    if (err->where != NULL) {
        fprintf(stderr, "  %s\n", err->where);
    }
    if (err->hint != NULL) {
        fprintf(stderr, "  %s\n", err->hint);
    }
    return err->status != 0 ? (int)err->status : EXIT_BUG;
}

void say_note(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = text_vformat(format, args);
    va_end(args);
    trace_add("said", "%s", text);
    fprintf(stderr, "eflow-wizard: %s\n", text);
    free(text);
}

/* Whether a file that is there already was written by this program. */
static bool is_ours(const char *path)
{
    size_t length = 0;
    char *bytes = file_read(path, (size_t)64 << 20, &length, NULL);
    bool is = bytes != NULL &&
              (length == 0 || strstr(bytes, "eflow-wizard") != NULL ||
               strstr(bytes, "eflow-report/") != NULL || strstr(bytes, "eflow-facts/") != NULL);
    free(bytes);
    return is;
}

static int write_stdout(const char *text, struct error *err)
{
    size_t length = strlen(text);
    if (fwrite(text, 1, length, stdout) != length || fflush(stdout) != 0) {
        error_set(err, EXIT_CANNOT_WRITE, _("Standard output cannot be written."));
        return error_hint(err, _("Check the pipe or the disk behind it."));
    }
    return 0;
}

int write_output(const struct options *options, const char *text, struct error *err)
{
    const char *path = options->output;
    trace_add("output", "%zu bytes to %s", strlen(text), path != NULL ? path : "-");
    if (path == NULL || strcmp(path, "-") == 0) {
        return write_stdout(text, err);
    }
    if (file_is_regular(path) && !options->is_forced && !is_ours(path)) {
        error_set(err, EXIT_CANNOT_WRITE, _("There is another file of this name."));
        error_at(err, "%s", path);
        return error_hint(err, _("Choose another name, or add --force to overwrite it."));
    }
    return file_write(path, text, strlen(text), FILE_REPLACE, err);
}

bool needs_ascii(const struct options *options)
{
    bool is_file = options->output != NULL && strcmp(options->output, "-") != 0;
    return options->is_ascii || (!is_file && strcmp(nl_langinfo(CODESET), "UTF-8") != 0);
}

char *render_report(const struct options *options, const cJSON *report, struct error *err)
{
    enum report_format format =
        options->format >= 0 ? (enum report_format)options->format : REPORT_TEXT;
    return format == REPORT_TEXT && needs_ascii(options) ? report_render_ascii(report, err)
                                                         : report_render(report, format, err);
}

char *find_password(const struct options *options, struct error *err)
{
    if (options->vsphere == NULL) {
        return NULL;
    }
    if (options->password_file != NULL) {
        bool is_open = false;
        char *secret = secret_from_file(options->password_file, &is_open, err);
        if (secret != NULL && is_open) {
            say_note(_("Others may read the password file %s; chmod 600 keeps it private."),
                     options->password_file);
        }
        return secret;
    }
    char *secret = secret_from_environment();
    if (secret != NULL) {
        return secret;
    }
    char *prompt = text_format(_("Password for %s: "), options->vsphere);
    secret = secret_ask(prompt, err);
    free(prompt);
    return secret;
}

struct lab *open_lab(const struct program *program, struct error *err)
{
    const struct options *options = program->options;
    if (!options->has_lab) {
        return NULL;
    }
    const char *id = *options->lab != '\0' ? options->lab : program->library->guides[0].own->id;
    return lab_open(program->screens, id, program->library->sizes, err);
}
