#include "sys/language.h"

#include <langinfo.h>
#include <locale.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "i18n.h"
#include "sys/language_files.h"
#include "sys/pseudo.h"
#include "sys/text.h"

#define CONTEXT_END '\004' /* as gettext's files have it */

static struct {
    struct language_files *files;
    const struct catalog *catalog; /* NULL: English, or the pseudo-language */
    bool is_pseudo;
    bool is_ascii;
    bool is_held; /* English for a moment */
    char *now;
    char *unshowable;
} state;

static struct language_files *files(void)
{
    if (state.files == NULL) {
        state.files = language_files_open();
    }
    return state.files;
}

/* What a language calls itself; NULL: its catalogue does not say. */
static const char *own_title(const char *name)
{
    /* TRANSLATORS: what your language calls itself, such as "Deutsch". */
    const char *text = N_("English");
    const struct catalog *catalog = language_files_catalog(files(), name);
    return catalog != NULL ? catalog_find(catalog, text) : NULL;
}

/* --- what the terminal can show --- */

static bool is_utf8(void)
{
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

/* The console of Linux has room for 512 different characters. */
static bool is_console_without(const char *name)
{
    const char *terminal = getenv("TERM");
    bool is_console = terminal != NULL && strcmp(terminal, "linux") == 0;
    return is_console && (text_starts(name, "ja") || text_starts(name, "zh"));
}

/* The faces write letters such as these without their accents where they have to. */
static bool is_latin(const char *name)
{
    unsigned code = 0;
    const char *title = own_title(name);
    if (title == NULL) {
        return false;
    }
    for (size_t size = 0; (size = text_decode(title, &code)) > 0; title += size) {
        if (code >= 0x250) {
            return false;
        }
    }
    return true;
}

static bool can_show(const char *name)
{
    if (strcmp(name, LANGUAGE_ENGLISH) == 0) {
        return true;
    }
    if ((state.is_ascii || !is_utf8()) && !is_latin(name)) {
        return false;
    }
    return !isatty(STDOUT_FILENO) || (is_utf8() && !is_console_without(name));
}

/* --- choosing --- */

static void replace(char **slot, const char *text)
{
    char *copy = text != NULL ? must_copy(text) : NULL;
    free(*slot);
    *slot = copy;
}

static void speak(const char *name)
{
    state.is_pseudo = strcmp(name, PSEUDO_LANGUAGE) == 0;
    state.catalog =
        strcmp(name, LANGUAGE_ENGLISH) == 0 ? NULL : language_files_catalog(files(), name);
    replace(&state.now, name);
    setenv("EFLOW_LANGUAGE", name, 1);
}

static bool is_english(const char *name)
{
    return strcmp(name, LANGUAGE_ENGLISH) == 0 ||
           (text_starts(name, LANGUAGE_ENGLISH) && (name[2] == '_' || name[2] == '-'));
}

/* The name of what there is for a wish such as "de_AT.UTF-8"; NULL: nothing. */
static const char *find(const char *wish)
{
    if (is_english(wish)) {
        return LANGUAGE_ENGLISH;
    }
    if (strcmp(wish, PSEUDO_LANGUAGE) == 0) {
        return PSEUDO_LANGUAGE;
    }
    return language_files_find(files(), wish);
}

enum language_choice language_choose(const char *wish)
{
    const char *name = find(wish);
    if (name == NULL) {
        return LANGUAGE_MISSING;
    }
    bool is_shown = can_show(name);
    replace(&state.unshowable, is_shown ? NULL : name);
    speak(is_shown ? name : LANGUAGE_ENGLISH);
    return is_shown ? LANGUAGE_CHOSEN : LANGUAGE_UNSHOWABLE;
}

void language_keep_to_ascii(void)
{
    state.is_ascii = true;
    char *now = must_copy(language_now());
    language_choose(now);
    free(now);
}

static const char *from_environment(const char *name)
{
    const char *value = getenv(name);
    return value != NULL && *value != '\0' ? value : NULL;
}

static const char *environment_locale(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = from_environment(names[i]);
        if (value != NULL) {
            return value;
        }
    }
    return "C";
}

/* The first language of the list ("de:fr") that there is. */
static bool choose_first(const char *list)
{
    bool is_found = false;
    while (list != NULL && !is_found) {
        const char *colon = strchr(list, ':');
        char *wish = must_copy_n(list, colon != NULL ? (size_t)(colon - list) : strlen(list));
        is_found = *wish != '\0' && language_choose(wish) != LANGUAGE_MISSING;
        free(wish);
        list = colon != NULL ? colon + 1 : NULL;
    }
    return is_found;
}

static void choose_by_environment(void)
{
    const char *locale = environment_locale();
    bool is_plain = strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0;
    if (choose_first(from_environment("EFLOW_LANGUAGE")) || is_plain) {
        return;
    }
    if (!choose_first(from_environment("LANGUAGE")) && !text_starts(locale, "C.")) {
        choose_first(locale);
    }
}

/* A locale that the environment names and the system lacks: its characters are still those. */
static void take_locale(void)
{
    setlocale(LC_ALL, "");
    const char *locale = environment_locale();
    if (!is_utf8() && (strstr(locale, "UTF-8") != NULL || strstr(locale, "utf8") != NULL)) {
        setlocale(LC_CTYPE, "C.UTF-8");
    }
}

void language_start(void)
{
    take_locale();
    choose_by_environment();
}

void language_end(void)
{
    state.files = language_files_close(state.files);
    state.catalog = NULL;
    state.is_pseudo = false;
    state.is_ascii = false;
    replace(&state.now, NULL);
    replace(&state.unshowable, NULL);
    pseudo_forget();
}

const char *language_now(void)
{
    return state.now != NULL ? state.now : LANGUAGE_ENGLISH;
}

const char *language_unshowable(void)
{
    return state.unshowable;
}

/* --- the languages there are --- */

/* The place in the list of files of the index-th language that can be shown; English is none of
 * them. */
static size_t place_of(size_t index)
{
    size_t count = language_files_count(files());
    for (size_t i = 0; i < count; i++) {
        if (can_show(language_files_name(files(), i)) && --index == 0) {
            return i;
        }
    }
    return count;
}

size_t language_count(void)
{
    size_t count = 1;
    while (place_of(count) < language_files_count(files())) {
        count++;
    }
    return count;
}

const char *language_name(size_t index)
{
    return index == 0 ? LANGUAGE_ENGLISH : language_files_name(files(), place_of(index));
}

const char *language_title(size_t index)
{
    const char *name = language_name(index);
    const char *title = index == 0 ? "English" : own_title(name);
    return title != NULL ? title : name;
}

/* --- texts --- */

void language_hold_english(bool is_held)
{
    state.is_held = is_held;
}

const char *language_text(const char *text)
{
    const char *found = NULL;
    if (text == NULL || *text == '\0' || state.is_held) {
        return text;
    }
    if (state.is_pseudo) {
        return pseudo_text(text);
    }
    if (state.catalog != NULL) {
        found = catalog_find(state.catalog, text);
    }
    return found != NULL ? found : text;
}

const char *language_text_in_context(const char *text)
{
    const char *bare = strchr(text, CONTEXT_END) + 1;
    const char *found = NULL;
    if (state.is_held) {
        return bare;
    }
    if (state.is_pseudo) {
        return pseudo_text(bare);
    }
    if (state.catalog != NULL) {
        found = catalog_find(state.catalog, text);
    }
    return found != NULL ? found : bare;
}

const char *language_plural(const char *one, const char *many, unsigned long count)
{
    const char *found = NULL;
    if (state.is_held) {
        return count == 1 ? one : many;
    }
    if (state.is_pseudo) {
        return pseudo_text(count == 1 ? one : many);
    }
    if (state.catalog != NULL) {
        found = catalog_find_plural(state.catalog, one, count);
    }
    return found != NULL ? found : count == 1 ? one : many;
}
