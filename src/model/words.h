/* Lists of words kept in one string, separated by single spaces: "on off saved". */
#ifndef EFLOW_MODEL_WORDS_H
#define EFLOW_MODEL_WORDS_H

#include <stddef.h>

/* The position of word in words; -1 where it is none of them. Case matters. */
int words_index(const char *words, const char *word);

/* Steps through words: the word at *cursor and its length, *cursor behind it; NULL at the end. */
const char *words_next(const char **cursor, size_t *ret_length);

/* "on, off, saved"; the caller frees. */
char *words_listed(const char *words);

/* A copy with the letters A to Z in lower case, whatever the locale says. The caller frees. */
char *words_lower(const char *text);

#endif
