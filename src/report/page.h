/* Plain text of eighty columns: paragraphs, labels and sections (private to src/report). */
#ifndef EFLOW_REPORT_PAGE_H
#define EFLOW_REPORT_PAGE_H

#include <stddef.h>

#include "sys/text.h"

enum { PAGE_COLUMNS = 80, PAGE_LABEL = 6 };

/* Adds a text of several lines, wrapped and indented; first stands before its first line. */
void page_text(struct text *out, size_t indent, const char *first, const char *text);

/* Adds a text with a label before it; nothing when the text is empty. */
void page_labelled(struct text *out, size_t indent, const char *label, const char *text);

/* A heading, underlined, with an empty line before it. */
void page_section(struct text *out, const char *title);

/* A link on a line of its own, never wrapped: it is there to be copied. */
void page_link(struct text *out, size_t indent, const char *label, const char *link);

/* A page in printable ASCII; the caller frees. */
char *page_ascii(const char *page);

#endif
