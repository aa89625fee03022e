/* The language of the texts: which there are, which is spoken, and a text in it.
 *
 *   language_start();                                 as the environment says
 *   if (language_choose("de") != LANGUAGE_CHOSEN) ... as the person says
 *   language_text("Steps")                            what _() stands for, see i18n.h
 *   language_end();
 *
 * The order is that of gettext: the languages of LANGUAGE ("de:fr"), then LC_ALL, LC_MESSAGES or
 * LANG, whichever is set first; where those say "C" or "POSIX", or nothing, the texts are English.
 * C.UTF-8 is no language: LANGUAGE counts there. EFLOW_LANGUAGE goes before all of them: the wizard
 * sets it, so that its probes speak as it does.
 *
 * Catalogues are looked for in EFLOW_LOCALEDIR, else in the folder "locale" beside the program (a
 * build tree), else where "make install" puts them: LANGUAGE/LC_MESSAGES/eflow-wizard.mo. A
 * catalogue stays in memory, so texts stay valid when the language is changed. */
#ifndef EFLOW_SYS_LANGUAGE_H
#define EFLOW_SYS_LANGUAGE_H

#include <stdbool.h>

#include <stddef.h>

#define LANGUAGE_ENGLISH "en"

enum language_choice {
    LANGUAGE_CHOSEN,
    LANGUAGE_MISSING,    /* there is no such language; nothing changed */
    LANGUAGE_UNSHOWABLE, /* the terminal lacks its letters; the texts are English now */
};

/* Takes the locale of the system, and the language from the environment. */
void language_start(void);
void language_end(void);

/* Chooses by name: "de", "de_AT", "zh" (the one catalogue that begins so), "en", or the
 * pseudo-language of sys/pseudo.h. */
enum language_choice language_choose(const char *name);

/* From now on nothing but ASCII may be shown: languages with other letters than Latin ones are out.
 */
void language_keep_to_ascii(void);

/* All texts are English until the call with false: for words that go to other people. */
void language_hold_english(bool is_held);

/* The name of the language that is spoken: "en", "de". */
const char *language_now(void);

/* The name of the language that was wanted and cannot be shown on this terminal; NULL: all is well.
 */
const char *language_unshowable(void);

/* The languages that can be shown here, English first, then by name. */
size_t language_count(void);
const char *language_name(size_t index);

/* What it calls itself: "Deutsch". */
const char *language_title(size_t index);

/* The text in the language that is spoken; itself where no translation is there. */
const char *language_text(const char *text) __attribute__((format_arg(1)));
const char *language_plural(const char *one, const char *many, unsigned long count)
    __attribute__((format_arg(1), format_arg(2)));

/* The same for a text that begins with a context, which tells it from the same word elsewhere
 * ("sign\004done"); without a translation it is what follows the context. */
const char *language_text_in_context(const char *text);

#endif
