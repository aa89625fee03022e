#include "config.h"

#include "ui/keys.h"

#include <ncurses.h>
#include <string.h>

#include "sys/text.h"

#define ESC '\x1b'

/* What looking at the beginning of the bytes found. */
enum found { FOUND_KEY, FOUND_NOTHING, FOUND_PART };

static const struct {
    const char *capability;
    unsigned key;
} capabilities[] = {
    {"kcuu1", SPECIAL_UP       },
    {"kcud1", SPECIAL_DOWN     },
    {"kcub1", SPECIAL_LEFT     },
    {"kcuf1", SPECIAL_RIGHT    },
    {"kpp",   SPECIAL_PAGE_UP  },
    {"knp",   SPECIAL_PAGE_DOWN},
    {"khome", SPECIAL_HOME     },
    {"kend",  SPECIAL_END      },
    {"kf1",   SPECIAL_F1       },
    {"kcbt",  SPECIAL_BACK_TAB },
    {"kdch1", SPECIAL_DELETE   },
    {"kent",  SPECIAL_ENTER    },
};

void keys_start(struct keys *keys, bool is_utf8)
{
    *keys = (struct keys){.is_utf8 = is_utf8};
    for (size_t i = 0; i < sizeof capabilities / sizeof *capabilities; i++) {
        const char *bytes = tigetstr(capabilities[i].capability);
        if (bytes && bytes != (char *)-1 && *bytes == ESC)
            keys->sequences[keys->sequence_count++] =
                (struct key_sequence){bytes, capabilities[i].key};
    }
}

size_t keys_room(const struct keys *keys)
{
    return KEY_BYTES - keys->length;
}

void keys_feed(struct keys *keys, const char *bytes, size_t count)
{
    if (count > keys_room(keys))
        count = keys_room(keys);
    memcpy(keys->bytes + keys->length, bytes, count);
    keys->length += count;
}

bool keys_are_pending(const struct keys *keys)
{
    return keys->length > 0;
}

static void drop(struct keys *keys, size_t count)
{
    keys->length -= count;
    memmove(keys->bytes, keys->bytes + count, keys->length);
}

/* The sequences that terminfo knows. */
static enum found find_known(const struct keys *keys, size_t *ret_size, unsigned *ret_key)
{
    enum found found = FOUND_NOTHING;

    for (size_t i = 0; i < keys->sequence_count; i++) {
        const char *bytes = keys->sequences[i].bytes;
        size_t size = strlen(bytes);
        if (size <= keys->length && memcmp(bytes, keys->bytes, size) == 0) {
            *ret_size = size;
            *ret_key = keys->sequences[i].key;
            return FOUND_KEY;
        }
        if (size > keys->length && memcmp(bytes, keys->bytes, keys->length) == 0)
            found = FOUND_PART;
    }
    return found;
}

static unsigned key_of_letter(char letter)
{
    switch (letter) {
    case 'A': return SPECIAL_UP;
    case 'B': return SPECIAL_DOWN;
    case 'C': return SPECIAL_RIGHT;
    case 'D': return SPECIAL_LEFT;
    case 'F': return SPECIAL_END;
    case 'H': return SPECIAL_HOME;
    case 'M': return SPECIAL_ENTER;
    case 'P': return SPECIAL_F1;
    case 'Z': return SPECIAL_BACK_TAB;
    default: return 0;
    }
}

static unsigned key_of_number(const char *digits)
{
    static const unsigned keys[] = {
        [1] = SPECIAL_HOME,      [3] = SPECIAL_DELETE, [4] = SPECIAL_END, [5] = SPECIAL_PAGE_UP,
        [6] = SPECIAL_PAGE_DOWN, [7] = SPECIAL_HOME,   [8] = SPECIAL_END, [11] = SPECIAL_F1};
    size_t number = 0;

    for (; *digits >= '0' && *digits <= '9' && number < 100; digits++)
        number = number * 10 + (size_t)(*digits - '0');
    return number < sizeof keys / sizeof *keys ? keys[number] : 0;
}

/* ESC [ ..., as nearly every terminal sends it; sequences that mean nothing to us become key 0. */
static enum found find_control(const struct keys *keys, size_t *ret_size, unsigned *ret_key)
{
    size_t at = 2;

    if (keys->length > 3 && keys->bytes[2] == '[') {
        *ret_size = 4; /* the Linux console's function keys: ESC [ [ A */
        *ret_key = keys->bytes[3] == 'A' ? SPECIAL_F1 : 0;
        return FOUND_KEY;
    }
    while (at < keys->length && keys->bytes[at] >= 0x20 && keys->bytes[at] < 0x40)
        at++;
    if (at == keys->length || (keys->length == 3 && keys->bytes[2] == '['))
        return FOUND_PART;
    *ret_size = at + 1;
    *ret_key =
        keys->bytes[at] == '~' ? key_of_number(keys->bytes + 2) : key_of_letter(keys->bytes[at]);
    return FOUND_KEY;
}

static enum found find_escape(const struct keys *keys, size_t *ret_size, unsigned *ret_key)
{
    if (keys->length == 1)
        return FOUND_PART;
    if (keys->bytes[1] == '[')
        return find_control(keys, ret_size, ret_key);
    if (keys->bytes[1] == 'O') {
        if (keys->length == 2)
            return FOUND_PART;
        *ret_size = 3;
        *ret_key = key_of_letter(keys->bytes[2]);
        return FOUND_KEY;
    }
    *ret_size = 1;
    *ret_key = SPECIAL_ESCAPE;
    return FOUND_KEY;
}

static unsigned key_of_control(char c)
{
    switch (c) {
    case '\r':
    case '\n': return SPECIAL_ENTER;
    case '\t': return SPECIAL_TAB;
    case '\b':
    case 0x7F: return SPECIAL_BACKSPACE;
    case 0x0C: return SPECIAL_CTRL_L;
    case 0x1A: return SPECIAL_CTRL_Z;
    case 0x03: return SPECIAL_CTRL_C;
    case ESC: return SPECIAL_ESCAPE;
    default: return (unsigned char)c;
    }
}

static enum found find_character(const struct keys *keys, size_t *ret_size, unsigned *ret_key)
{
    unsigned char first = (unsigned char)keys->bytes[0];
    char bytes[5] = {0};
    unsigned code = 0;

    *ret_size = 1;
    *ret_key = 0;
    if (first < 0x80)
        *ret_key = key_of_control(keys->bytes[0]);
    if (first < 0xC0 || !keys->is_utf8)
        return FOUND_KEY;
    size_t needed = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    memcpy(bytes, keys->bytes, keys->length < needed ? keys->length : needed);
    if (keys->length < needed)
        return FOUND_PART;
    *ret_size = text_decode(bytes, &code);
    *ret_key = *ret_size > 1 ? code : 0;
    return FOUND_KEY;
}

bool keys_next(struct keys *keys, bool is_all, unsigned *ret_key)
{
    while (keys->length > 0) {
        size_t size = 1;
        unsigned key = 0;
        enum found found = find_known(keys, &size, &key);

        if (found == FOUND_NOTHING)
            found = keys->bytes[0] == ESC ? find_escape(keys, &size, &key)
                                          : find_character(keys, &size, &key);
        if (found == FOUND_PART && !is_all)
            return false;
        if (found == FOUND_PART) {
            size = 1;
            key = (unsigned char)keys->bytes[0] < 0x80 ? key_of_control(keys->bytes[0]) : 0;
        }
        drop(keys, size);
        if (key) {
            *ret_key = key;
            return true;
        }
    }
    return false;
}
