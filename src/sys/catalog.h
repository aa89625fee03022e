/* A catalogue of translations: the .mo file that msgfmt makes of i18n/LANGUAGE.po.
 *
 *   struct catalog *catalog = catalog_load("locale/de/LC_MESSAGES/eflow-wizard.mo");
 *   catalog_find(catalog, "Steps")
 *   catalog_free(catalog);
 *
 * Why not gettext() of the C library: since version 2.39 glibc translates nothing while the locale
 * is "C.UTF-8", which is all that many servers and containers have; other C libraries have other
 * rules, and none can change the language while the program runs. The files are gettext's all the
 * same. */
#ifndef EFLOW_SYS_CATALOG_H
#define EFLOW_SYS_CATALOG_H

struct catalog;

/* NULL when there is no such file, or it is not a whole and well-formed catalogue in UTF-8. */
struct catalog *catalog_load(const char *path);
struct catalog *catalog_free(struct catalog *catalog); /* always NULL */

/* The translation, which belongs to the catalogue; NULL: there is none. */
const char *catalog_find(const struct catalog *catalog, const char *text);

/* The translation in the right plural form for n. */
const char *catalog_find_plural(const struct catalog *catalog, const char *one, unsigned long n);

#endif
