/* The words of the person's language: gettext with short names.
 *
 *   _("text")                 the text in the language of the person
 *   N_("text")                marks a text of a table; _() it where it is shown
 *   P_("%d day", "%d days", n)  the right plural form for n
 *
 * The returned strings belong to gettext; never free them. */
#ifndef EFLOW_I18N_H
#define EFLOW_I18N_H

#include <libintl.h>

#define _(text)             gettext(text)
#define N_(text)            text
#define P_(one, many, count) ngettext(one, many, (unsigned long)(count))

#endif
