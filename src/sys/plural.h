/* Plural rules of catalogues: "n%10==1 && n%100!=11 ? 0 : 1", as gettext writes them. */
#ifndef EFLOW_SYS_PLURAL_H
#define EFLOW_SYS_PLURAL_H

/* What the rule gives for n. A rule that is none, or is nested too deeply, gives 0; so does a
 * division by nothing. */
unsigned long plural_form(const char *rule, unsigned long n);

#endif
