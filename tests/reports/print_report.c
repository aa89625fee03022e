/* Prints a report about a file of tests/data/reports: print_report NAME FORMAT [redacted]; or the
 * class view of report files: print_report class FORMAT FILE... */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "report/report_class.h"
#include "sys/file.h"

#define FILE_LIMIT ((size_t)1 << 24)

static char *print_class(enum report_format format, char **files)
{
    struct report_class *group = report_class_new();
    for (; *files != NULL; files++) {
        struct error err = {0};
        size_t length = 0;
        char *bytes = file_read(*files, FILE_LIMIT, &length, &err);
        if (bytes != NULL)
            report_class_add(group, *files, bytes, length);
        else
            report_class_add_broken(group, *files, err.what);
        error_clear(&err);
        free(bytes);
    }
    cJSON *view = report_class_finish(group, FIXTURE_NOW);
    char *text = report_class_render(view, format, NULL);
    cJSON_Delete(view);
    return text;
}

static char *print_one(enum report_format format, const char *name, bool is_redacted)
{
    cJSON *report = fixture_report(name);
    if (is_redacted) {
        cJSON *redacted = report_redact(report);
        cJSON_Delete(report);
        report = redacted;
    }
    char *text = fixture_render(report, format);
    cJSON_Delete(report);
    return text;
}

int main(int argc, char **argv)
{
    int format = argc >= 3 ? report_format_find(argv[2]) : -1;
    if (format < 0) {
        (void)fprintf(stderr, "print_report NAME|class FORMAT [redacted|FILE...]\n");
        return EXIT_USAGE;
    }
    char *text = strcmp(argv[1], "class") == 0
                     ? print_class((enum report_format)format, argv + 3)
                     : print_one((enum report_format)format, argv[1], argc > 3);
    (void)fputs(text != NULL ? text : "", stdout);
    free(text);
    return 0;
}
