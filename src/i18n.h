/* The words of the person's language, with short names; sys/language.h says which language that is.
 *
 *   _("text")                 the text in the language of the person
 *   N_("text")                marks a text of a table; _() it where it is shown
 *   P_("%d day", "%d days", n)  the right plural form for n
 *
 * The returned strings belong to the catalogue; never free them. */
#ifndef EFLOW_I18N_H
#define EFLOW_I18N_H

#include "sys/language.h"

#define _(text)              language_text(text)
#define N_(text)             text
#define P_(one, many, count) language_plural(one, many, (unsigned long)(count))

#endif
