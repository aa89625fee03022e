/* Texts for terminals and readers that know ASCII only. */
#ifndef EFLOW_REPORT_ASCII_H
#define EFLOW_REPORT_ASCII_H

/* The one sign that stands for a character where columns count: "a" for "ä", "-" for a dash, "?"
 * where nothing comes near it. A static text. */
const char *ascii_sign(unsigned code);

/* The text in printable ASCII: "->" for an arrow, "..." for an ellipsis, "?" where nothing comes
 * near. Control characters become "?", combining ones are left out. The caller frees. */
char *ascii_text(const char *utf8);

#endif
