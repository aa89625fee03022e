/* Text: growing strings, and text from outside made safe to show.
 *
 * Text from outside (probe output, file contents, names of machines) is poison until text_clean has
 * seen it: it may carry escape sequences, broken UTF-8, or be endless. Every function that returns
 * a char * returns a new string that the caller frees; none returns NULL (running out of memory
 * ends the program with a message: there is nothing sensible to save that is not on disk already).
 */
#ifndef EFLOW_SYS_TEXT_H
#define EFLOW_SYS_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/* Memory that is there: like malloc, realloc and strdup, but they never return NULL. */
void *must_alloc(size_t size);
void *must_realloc(void *old, size_t size);
char *must_copy(const char *text);
char *must_copy_n(const char *text, size_t length);

/* A string that grows. Start with {0}; text_take hands the string over and leaves it empty. */
struct text {
    char *s;         /* always terminated once something was added; NULL before */
    size_t length;   /* bytes without the terminator */
    size_t capacity; /* bytes reserved */
};

void text_add(struct text *text, const char *more);
void text_add_n(struct text *text, const char *more, size_t length);
void text_addf(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *text_take(struct text *text);
void text_free(struct text *text);

char *text_format(const char *format, ...) __attribute__((format(printf, 1, 2)));
char *text_vformat(const char *format, va_list args) __attribute__((format(printf, 1, 0)));

/* A copy that is valid UTF-8 on one line, without control characters (C0, DEL, C1) and without
 * direction overrides: each is replaced by U+FFFD, runs of white space by one space. At most limit
 * bytes (0: no limit), cut at a character. */
char *text_clean(const char *raw, size_t limit);

/* The same, but line feeds stay (for texts of several lines). */
char *text_clean_lines(const char *raw, size_t limit);

/* The same on one line, but spaces stay as they are (for the row of a screen). */
char *text_clean_row(const char *raw, size_t limit);

/* Whether the bytes are valid UTF-8 (no overlong forms, no surrogates). */
bool text_is_utf8(const char *bytes, size_t length);

/* Columns that the text takes on a terminal: wide characters two, combining ones none. Works on
 * UTF-8 whatever the locale says. */
size_t text_width(const char *utf8);

/* The bytes of the longest beginning that takes at most columns. */
size_t text_fit(const char *utf8, size_t columns);

/* Decodes one character at utf8 into *ret_code; its length in bytes (at least 1; a broken byte
 * gives U+FFFD), 0 at the end. */
size_t text_decode(const char *utf8, unsigned *ret_code);

/* The columns of one character: 0, 1 or 2. */
int text_code_width(unsigned code);

/* Whether two strings are equal without regard to the case of ASCII letters. */
bool text_same_word(const char *a, const char *b);

/* Whether text begins with start, without regard to the case of ASCII letters. */
bool text_starts(const char *text, const char *start);

#endif
