/* Text inside XML and HTML. */
#ifndef EFLOW_REPORT_ESCAPE_H
#define EFLOW_REPORT_ESCAPE_H

#include <stdbool.h>

#include "sys/text.h"

/* Adds text so that it is only text there, in elements and in quoted attributes: & < > " ' are
 * written as references, and characters that XML forbids are left out. */
void escape_add(struct text *out, const char *text);

/* A format whose %s are escaped; takes only %s, %d, %ld, %zu and %%. */
void escape_addf(struct text *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Whether it is a link to the web that can be followed safely ("https://..."). */
bool escape_is_link(const char *text);

#endif
