/* Text inside Markdown. */
#ifndef EFLOW_REPORT_MARKDOWN_H
#define EFLOW_REPORT_MARKDOWN_H

#include "sys/text.h"

/* Adds text from anywhere so that it shows and does nothing else; not for the beginning of a
 * paragraph. */
void markdown_add(struct text *out, const char *text);

/* The same at the beginning of a paragraph, where "- " and "1." would begin a list. */
void markdown_begin(struct text *out, const char *text);

#endif
