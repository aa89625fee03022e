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

int words_index(const char *words, const char *word)
{
    size_t length, wanted = strlen(word);
    const char *next;

    for (int i = 0; (next = words_next(&words, &length)) != NULL; i++) {
        if (length == wanted && memcmp(next, word, length) == 0)
            return i;
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
