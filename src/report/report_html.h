/* The parts of the HTML report (private to src/report). */
#ifndef EFLOW_REPORT_REPORT_HTML_H
#define EFLOW_REPORT_REPORT_HTML_H

#include <cjson/cJSON.h>

#include "report/mark.h"
#include "sys/text.h"

/* The style sheet of all HTML reports: light and dark, screen and paper. */
extern const char *const html_style[]; /* pieces; NULL ends them */

/* The class of a tone ("good", "bad" ...), which gives the colour. */
const char *html_tone(enum mark mark);

/* "<pre>" with the commands and where to run them. */
void html_commands(struct text *out, const cJSON *commands);

/* A link to the web, or the text where it is none; "" adds nothing. */
void html_link(struct text *out, const char *link);

/* The beginning of a page up to <main>, and its end. */
void html_begin(struct text *out, const char *title);
void html_end(struct text *out);

/* The layers as an SVG picture; nothing when the report has none. */
void svg_layers(struct text *out, const cJSON *report);

/* The results of the checks as one bar, and in words. */
void svg_summary(struct text *out, const cJSON *report);

/* Checks with their evidence. */
void html_checks(struct text *out, const cJSON *report);

#endif
