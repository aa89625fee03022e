/* The words of the person's language, with short names; sys/language.h says which language that is.
 *
 *   _("text")                 the text in the language of the person
 *   N_("text")                marks a text of a table; _() it where it is shown
 *   P_("%d day", "%d days", n)  the right plural form for n
 *   NC_("sign", "done")       marks a text that is not translated as the same word elsewhere;
 *                             C_() it where it is shown
 *
 * The returned strings belong to the catalogue; never free them. */
#ifndef EFLOW_I18N_H
#define EFLOW_I18N_H

#include "sys/language.h"

#define _(text)              language_text(text)
#define N_(text)             text
#define NC_(context, text)   context "\004" text
#define C_(text_in_context)  language_text_in_context(text_in_context)
#define P_(one, many, count) language_plural(one, many, (unsigned long)(count))

#endif
