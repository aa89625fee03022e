#include "config.h"

#include "ui/utf8.h"

size_t utf8_encode(unsigned code, char bytes[UTF8_SIZE])
{
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    size_t size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;

    bytes[size] = '\0';
    for (size_t i = size - 1; i > 0; i--) {
        bytes[i] = (char)(0x80 | (code & 0x3F));
        code >>= 6;
    }
    bytes[0] = (char)(lead[size] | code);
    return size;
}

size_t utf8_before(const char *text, size_t at)
{
    if (at > 0)
        at--;
    while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80)
        at--;
    return at;
}
