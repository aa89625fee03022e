#include "config.h"

#include "ui/filter.h"

#include <stdlib.h>
#include <string.h>

#include "flow/request.h"
#include "sys/text.h"
#include "ui/utf8.h"

enum { WORDS_LIMIT = 200 /* bytes */, CTRL_U = 0x15, CTRL_W = 0x17 };

void filter_open(struct filter *filter, const char *words)
{
    free(filter->words);
    filter->words = must_copy(words ? words : "");
    filter->is_open = true;
}

void filter_close(struct filter *filter)
{
    free(filter->words);
    *filter = (struct filter){0};
}

static enum filter_result cut_at(struct filter *filter, size_t length)
{
    if (length == strlen(filter->words))
        return FILTER_SAME;
    filter->words[length] = '\0';
    return FILTER_CHANGED;
}

static enum filter_result erase_word(struct filter *filter)
{
    size_t length = strlen(filter->words);

    while (length > 0 && filter->words[length - 1] == ' ')
        length--;
    while (length > 0 && filter->words[length - 1] != ' ')
        length--;
    return cut_at(filter, length);
}

static enum filter_result type_character(struct filter *filter, unsigned key, bool is_utf8)
{
    char bytes[UTF8_SIZE];

    if (key < 0x20 || (key > 0x7E && !is_utf8) || key >= SPECIAL_ENTER ||
        strlen(filter->words) >= WORDS_LIMIT)
        return FILTER_SAME;
    utf8_encode(key, bytes);
    struct text words = {0};
    text_add(&words, filter->words);
    text_add(&words, bytes);
    free(filter->words);
    filter->words = text_take(&words);
    return FILTER_CHANGED;
}

enum filter_result filter_key(struct filter *filter, unsigned key, bool is_utf8)
{
    switch (key) {
    case SPECIAL_ESCAPE: filter_close(filter); return FILTER_DROPPED;
    case SPECIAL_ENTER: filter_close(filter); return FILTER_KEPT;
    case SPECIAL_BACKSPACE:
        return cut_at(filter, utf8_before(filter->words, strlen(filter->words)));
    case CTRL_U: return cut_at(filter, 0);
    case CTRL_W: return erase_word(filter);
    default: return type_character(filter, key, is_utf8);
    }
}
