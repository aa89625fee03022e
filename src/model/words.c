#include "config.h"

#include "model/words.h"

#include "sys/text.h"

#include <string.h>

const char *words_next(const char **cursor, size_t *ret_length)
{
    const char *word = *cursor + strspn(*cursor, " ");

    *ret_length = strcspn(word, " ");
    *cursor = word + *ret_length;
    return *ret_length > 0 ? word : NULL;
}

/* Loading the screens asks this some ten thousand times: one pass, no calls. */
int words_index(const char *words, const char *word)
{
    for (int index = 0; *words != '\0'; index++) {
        size_t length = 0;

        while (words[length] == word[length] && word[length] != '\0' && word[length] != ' ')
            length++;
        if (word[length] == '\0' && length > 0 && (words[length] == ' ' || words[length] == '\0'))
            return index;
        while (*words != ' ' && *words != '\0')
            words++;
        while (*words == ' ')
            words++;
    }
    return -1;
}

char *words_listed(const char *words)
{
    struct text listed = {0};
    size_t length;
    const char *next;

    while ((next = words_next(&words, &length)) != NULL) {
        if (listed.length > 0)
            text_add(&listed, ", ");
        text_add_n(&listed, next, length);
    }
    return text_take(&listed);
}

char *words_lower(const char *text)
{
    char *lower = must_copy(text);

    for (char *c = lower; *c != '\0'; c++) {
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
    }
    return lower;
}
