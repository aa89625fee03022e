/* Prints a report about a file of tests/data/reports: print_report NAME FORMAT [redacted]. */
#include <stdio.h>
#include <stdlib.h>

#include "fixture.h"

int main(int argc, char **argv)
{
    int format = argc >= 3 ? report_format_find(argv[2]) : -1;
    if (format < 0) {
        (void)fprintf(stderr, "print_report NAME FORMAT [redacted]\n");
        return EXIT_USAGE;
    }
    cJSON *report = fixture_report(argv[1]);
    if (argc > 3) {
        cJSON *redacted = report_redact(report);
        cJSON_Delete(report);
        report = redacted;
    }
    char *text = fixture_render(report, (enum report_format)format);
    (void)fputs(text, stdout);
    free(text);
    cJSON_Delete(report);
    return 0;
}
