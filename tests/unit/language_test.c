#include "config.h"

#include <criterion/criterion.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/catalog.h"
#include "sys/language.h"
#include "sys/plural.h"
#include "sys/pseudo.h"
#include "sys/text.h"

#define CATALOGUE "locale/de/LC_MESSAGES/eflow-wizard.mo"

static char *in_build(const char *name)
{
    return text_format("%s/tests/%s", getenv("EFLOW_BUILDDIR"), name);
}

/* Starts with this environment and no other; NULL is not set. */
static void start_with(const char *language, const char *lc_all, const char *lang)
{
    static const char *const names[] = {"LANGUAGE", "LC_ALL", "LANG", "LC_MESSAGES",
                                        "EFLOW_LANGUAGE"};
    const char *values[] = {language, lc_all, lang, NULL, NULL};
    char *folder = in_build("locale");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (values[i] != NULL) {
            setenv(names[i], values[i], 1);
        } else {
            unsetenv(names[i]);
        }
    }
    setenv("EFLOW_LOCALEDIR", folder, 1);
    free(folder);
    language_end();
    language_start();
}

static void speaks(const char *expected)
{
    cr_expect_str_eq(language_now(), expected);
    bool is_german = strcmp(expected, "de") == 0;
    cr_expect_str_eq(language_text("Steps"), is_german ? "Schritte" : "Steps");
}

/* --- the environment --- */

Test(environment, language_counts_where_the_only_locale_is_c_utf8)
{
    start_with("de", "C.UTF-8", NULL);
    speaks("de");
}

Test(environment, plain_c_is_english_whatever_language_says)
{
    start_with("de", "C", "de_DE.UTF-8");
    speaks("en");
    start_with("de", NULL, NULL);
    speaks("en");
    start_with("de", "POSIX", NULL);
    speaks("en");
}

Test(environment, the_locale_decides_without_language)
{
    start_with(NULL, NULL, "de_AT.UTF-8");
    speaks("de");
    start_with("", "de_DE.UTF-8", "fr_FR.UTF-8");
    speaks("de");
    start_with(NULL, "C.UTF-8", "de_DE.UTF-8");
    speaks("en");
}

Test(environment, the_first_of_language_that_is_there_wins)
{
    start_with("tlh:de:en", "C.UTF-8", NULL);
    speaks("de");
    start_with("en:de", "C.UTF-8", NULL);
    speaks("en");
    start_with("tlh", NULL, "de_DE.UTF-8");
    speaks("de");
}

Test(environment, a_locale_that_is_not_installed_keeps_its_characters)
{
    start_with(NULL, NULL, "de_DE.UTF-8");
    cr_expect(strstr(setlocale(LC_CTYPE, NULL), "UTF-8") != NULL ||
              strstr(setlocale(LC_CTYPE, NULL), "utf8") != NULL);
}

/* --- choosing --- */

Test(choice, names_find_the_nearest_catalogue)
{
    start_with(NULL, "C.UTF-8", NULL);
    cr_expect_eq(language_choose("de-CH"), LANGUAGE_CHOSEN);
    speaks("de");
    cr_expect_eq(language_choose("en_GB"), LANGUAGE_CHOSEN);
    speaks("en");
}

Test(choice, what_is_not_there_changes_nothing)
{
    start_with("de", "C.UTF-8", NULL);
    cr_expect_eq(language_choose("tlh"), LANGUAGE_MISSING);
    cr_expect_eq(language_choose(""), LANGUAGE_MISSING);
    cr_expect_eq(language_choose("../de"), LANGUAGE_MISSING);
    speaks("de");
}

Test(choice, probes_inherit_the_language)
{
    start_with(NULL, "C", NULL);
    language_choose("de");
    cr_expect_str_eq(getenv("EFLOW_LANGUAGE"), "de");
    language_end();
    language_start();
    speaks("de");
}

Test(choice, the_menu_has_english_first_and_each_in_its_own_words)
{
    start_with(NULL, "C.UTF-8", NULL);
    cr_assert_eq(language_count(), 2);
    cr_expect_str_eq(language_name(0), "en");
    cr_expect_str_eq(language_title(0), "English");
    cr_expect_str_eq(language_name(1), "de");
    cr_expect_str_eq(language_title(1), "Deutsch");
}

Test(choice, ascii_keeps_latin_letters_but_not_the_brackets_of_the_pseudo_language)
{
    start_with("de", "C.UTF-8", NULL);
    language_keep_to_ascii();
    speaks("de");
    cr_expect_null(language_unshowable());
    cr_expect_eq(language_choose(PSEUDO_LANGUAGE), LANGUAGE_UNSHOWABLE);
    cr_expect_str_eq(language_unshowable(), PSEUDO_LANGUAGE);
    speaks("en");
}

Test(choice, old_texts_stay_valid)
{
    start_with("de", "C.UTF-8", NULL);
    const char *old = language_text("Steps");
    language_choose("en");
    cr_expect_str_eq(old, "Schritte");
}

/* --- plural forms --- */

Test(plural, rules_of_real_languages)
{
    const char *russian =
        "(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2)";
    static const unsigned long expected[][2] = {
        {1,   0},
        {2,   1},
        {5,   2},
        {11,  2},
        {21,  0},
        {22,  1},
        {112, 2},
        {0,   2}
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        cr_expect_eq(plural_form(russian, expected[i][0]), expected[i][1], "%lu", expected[i][0]);
    }
    cr_expect_eq(plural_form("0", 7), 0);
    cr_expect_eq(plural_form("(n != 1)", 1), 0);
    cr_expect_eq(plural_form("n>1", 2), 1);
    cr_expect_eq(plural_form("!(n == 1) + 2 * 3 - 1", 1), 5);
}

Test(plural, what_is_no_rule_gives_the_first_form)
{
    char deep[2000];
    memset(deep, '(', sizeof deep - 1);
    deep[sizeof deep - 1] = '\0';
    cr_expect_eq(plural_form(deep, 1), 0);
    memset(deep, '!', sizeof deep - 1);
    cr_expect_eq(plural_form(deep, 1), 0);
    cr_expect_eq(plural_form("", 1), 0);
    cr_expect_eq(plural_form("n ? 1", 1), 0);
    cr_expect_eq(plural_form("n / 0 + n % 0", 1), 0);
}

Test(plural, a_count_chooses_the_form)
{
    start_with("de", "C.UTF-8", NULL);
    cr_expect_str_eq(language_plural("%d pass", "%d passes", 1), "%d bestanden");
    cr_expect_str_eq(language_plural("%d pass", "%d passes", 2), "%d alle bestanden");
    cr_expect_str_eq(language_plural("%d tree", "%d trees", 1), "%d tree");
    cr_expect_str_eq(language_plural("%d tree", "%d trees", 0), "%d trees");
}

/* --- catalogues --- */

static struct catalog *load_bytes(const char *bytes, size_t length)
{
    char path[] = "/tmp/language_test.XXXXXX";
    int file = mkstemp(path);
    FILE *out = fdopen(file, "wb");
    fwrite(bytes, 1, length, out);
    fclose(out);
    struct catalog *catalog = catalog_load(path);
    remove(path);
    return catalog;
}

static char *read_catalogue(size_t *ret_length)
{
    char *path = in_build(CATALOGUE);
    FILE *in = fopen(path, "rb");
    free(path);
    cr_assert_not_null(in);
    char *bytes = must_alloc(1 << 16);
    *ret_length = fread(bytes, 1, 1 << 16, in);
    fclose(in);
    return bytes;
}

Test(catalog, a_cut_or_broken_file_is_refused_or_read_safely)
{
    size_t length = 0;
    char *bytes = read_catalogue(&length);
    for (size_t cut = 0; cut < length - 1; cut += 7) {
        cr_expect_null(load_bytes(bytes, cut), "%zu bytes", cut);
    }
    for (size_t at = 0; at < length; at++) {
        char old = bytes[at];
        bytes[at] = (char)0xff;
        struct catalog *catalog = load_bytes(bytes, length);
        if (catalog != NULL) {
            catalog_find(catalog, "Steps");
            catalog_find_plural(catalog, "%d pass", 2);
        }
        catalog_free(catalog);
        bytes[at] = old;
    }
    struct catalog *whole = load_bytes(bytes, length);
    cr_assert_not_null(whole);
    cr_expect_str_eq(catalog_find(whole, "Path"), "Weg");
    cr_expect_null(catalog_find(whole, "Pathos"));
    catalog_free(whole);
    free(bytes);
}

/* --- the pseudo-language --- */

Test(pseudo, texts_are_bracketed_and_half_as_long_again)
{
    cr_expect_str_eq(pseudo_text("Steps"), "⟦Steps~~~⟧");
    cr_expect_str_eq(pseudo_text("Goes on.\n"), "⟦Goes on. ~~~⟧\n");
    cr_expect_str_eq(pseudo_text("%d of %s"), "⟦%d of %s ~~~⟧");
    cr_expect_str_eq(pseudo_text("{vm.name|VM}"), "⟦{vm.name|VM}~~⟧");
    pseudo_forget();
}

Test(pseudo, what_has_no_words_stays)
{
    cr_expect_str_eq(pseudo_text("%s (%-*s) %5.2f"), "%s (%-*s) %5.2f");
    cr_expect_str_eq(pseudo_text("{host.version} {vm.name|?}"), "{host.version} {vm.name|?}");
}
