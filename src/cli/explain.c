/* explain: what an error text of Deploy-Eflow means. */
#include "report/explain.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "i18n.h"
#include "sys/file.h"
#include "sys/text.h"

#define LOG_LIMIT ((size_t)16 << 20) /* bytes of a pasted log */

/* The words of the command line, or standard input for "-". The caller frees. */
static char *read_text(const cJSON *words, size_t *ret_length, struct error *err)
{
    const cJSON *first = cJSON_GetArrayItem(words, 0);
    if (first == NULL) {
        error_set(err, EXIT_USAGE, _("\"explain\" needs an error text."));
        error_hint(err, _("Give it in quotes, or - to read it from standard input."));
        return NULL;
    }
    if (strcmp(first->valuestring, "-") == 0) {
        return file_read_fd(STDIN_FILENO, _("standard input"), LOG_LIMIT, ret_length, err);
    }
    struct text text = {0};
    const cJSON *word = NULL;
    cJSON_ArrayForEach(word, words)
    {
        text_addf(&text, "%s%s", text.length > 0 ? " " : "", word->valuestring);
    }
    *ret_length = text.length;
    return text_take(&text);
}

static int print_explained(const struct program *program, const struct known_errors *known,
                           const char *text, size_t length, struct error *err)
{
    const struct options *options = program->options;
    enum report_format format =
        options->format >= 0 ? (enum report_format)options->format : REPORT_TEXT;
    cJSON *explained = explain(known, program->library, text, length);
    char *rendered = explain_render(explained, format, err);
    int result = rendered != NULL ? write_output(options, rendered, err) : -1;
    free(rendered);
    cJSON_Delete(explained);
    return result;
}

int command_explain(struct program *program, struct error *err)
{
    const struct screen_file *file = screens_find(program->screens, "known-errors.json");
    if (file == NULL) {
        error_set(err, EXIT_DATA, _("The screens have no known-errors.json."));
        return error_hint(err, _("Use the screens that came with this program."));
    }
    size_t length = 0;
    char *text = read_text(program->options->words, &length, err);
    struct known_errors *known = text != NULL ? known_errors_of(file, err) : NULL;
    int result = known != NULL ? print_explained(program, known, text, length, err) : -1;
    known_errors_free(known);
    free(text);
    return result;
}
