#include "config.h"

#include "report/ascii.h"

#include <stddef.h>

#include "sys/text.h"

/* Letters of Latin-1 (from U+00C0) and Latin Extended-A (from U+0100) without their accents. */
static const char latin[] = "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTs"
                            "aaaaaaaceeeeiiiidnooooo/ouuuuyty"
                            "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGg"
                            "GgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlL"
                            "lLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSs"
                            "SsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";
enum { LATIN_FIRST = 0xC0, LATIN_COUNT = sizeof latin - 1 };

/* Every printable sign, each with a terminator, so that one of them is a text. */
static const char *sign(char one)
{
    static char texts['~' - ' ' + 1][2];

    texts[one - ' '][0] = one;
    return texts[one - ' '];
}

const char *ascii_sign(unsigned code)
{
    if (code >= ' ' && code <= '~')
        return sign((char)code);
    if (code >= LATIN_FIRST && code < LATIN_FIRST + LATIN_COUNT)
        return sign(latin[code - LATIN_FIRST]);
    switch (code) {
    case 0x00A0: return " ";
    case 0x00B7:
    case 0x2010:
    case 0x2011:
    case 0x2013:
    case 0x2014:
    case 0x2212:
    case 0x2500: return "-";
    case 0x2022: return "*";
    case 0x2502: return "|";
    case 0x250C:
    case 0x2510:
    case 0x2514:
    case 0x2518: return "+";
    case 0x2018:
    case 0x2019: return "'";
    case 0x00AB:
    case 0x00BB:
    case 0x201C:
    case 0x201D:
    case 0x201E: return "\"";
    case 0x2026: return ".";
    case 0x2190: return "<";
    case 0x2192: return ">";
    default: return "?";
    }
}

/* What reads better where columns do not count. */
static const char *words_of(unsigned code)
{
    switch (code) {
    case 0x00C4: return "Ae";
    case 0x00D6: return "Oe";
    case 0x00DC: return "Ue";
    case 0x00E4: return "ae";
    case 0x00F6: return "oe";
    case 0x00FC: return "ue";
    case 0x00DF: return "ss";
    case 0x2014: return "--";
    case 0x2026: return "...";
    case 0x2190: return "<-";
    case 0x2192: return "->";
    case 0x2264: return "<=";
    case 0x2265: return ">=";
    default: return ascii_sign(code);
    }
}

char *ascii_text(const char *utf8)
{
    struct text text = {0};
    unsigned code = 0;

    text_add(&text, "");
    for (size_t size; (size = text_decode(utf8, &code)) > 0; utf8 += size) {
        if (code < 0x80 || text_code_width(code) > 0)
            text_add(&text, words_of(code));
    }
    return text_take(&text);
}
