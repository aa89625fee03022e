#include "config.h"

#include "model/json_at.h"

#include "i18n.h"
#include "sys/text.h"

#include <stdlib.h>
#include <string.h>

#define NESTING_LIMIT 64

/* Where in the text a byte is; columns count characters. */
static int wrong_at(struct error *err, const char *name, const char *text, size_t offset,
                    const char *what)
{
    size_t line = 1, column = 1;

    for (size_t i = 0; i < offset; i++) {
        if (text[i] == '\n') {
            line++;
            column = 1;
        } else if (((unsigned char)text[i] & 0xC0) != 0x80) {
            column++;
        }
    }
    error_set(err, EXIT_DATA, "%s", what);
    return error_at(err, "%s:%zu:%zu", name, line, column);
}

/* --- encodings --- */

static void add_code(struct text *text, unsigned code)
{
    char bytes[4];
    size_t count = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};

    for (size_t i = count - 1; i > 0; i--) {
        bytes[i] = (char)(0x80 | (code & 0x3F));
        code >>= 6;
    }
    bytes[0] = (char)(lead[count] | code);
    text_add_n(text, bytes, count);
}

/* Half a pair, and half a unit at the end, become U+FFFD. */
static void add_utf16(struct text *text, const char *bytes, size_t length, bool big)
{
    const unsigned char *u = (const unsigned char *)bytes;
    unsigned high = 0;

    for (size_t i = 0; i + 1 < length; i += 2) {
        unsigned unit = big ? (unsigned)u[i] << 8 | u[i + 1] : (unsigned)u[i + 1] << 8 | u[i];
        bool low = unit >= 0xDC00 && unit < 0xE000;
        if (high != 0 && low) {
            add_code(text, 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
            high = 0;
            continue;
        }
        if (high != 0)
            add_code(text, 0xFFFD);
        high = unit >= 0xD800 && unit < 0xDC00 ? unit : 0;
        if (high == 0)
            add_code(text, low ? 0xFFFD : unit);
    }
    if (high != 0 || length % 2 != 0)
        add_code(text, 0xFFFD);
}

/* The bytes as UTF-8 without BOM; what is no UTF-8 stays as it is. */
static void add_decoded(struct text *text, const char *bytes, size_t length)
{
    if (length >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0))
        add_utf16(text, bytes + 2, length - 2, *bytes == '\xFE');
    else if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        text_add_n(text, bytes + 3, length - 3);
    else
        text_add_n(text, bytes, length);
}

/* --- checks that cJSON leaves out --- */

static int check_encoding(const struct text *text, const char *name, struct error *err)
{
    unsigned code;
    size_t offset = 0, size;

    if (text_is_utf8(text->s, text->length) && memchr(text->s, '\0', text->length) == NULL)
        return 0;
    while ((size = text_decode(text->s + offset, &code)) > 1 || (size == 1 && code < 0x80))
        offset += size;
    wrong_at(err, name, text->s, offset, _("This is no text in UTF-8 or UTF-16."));
    return error_hint(err, _("Save the file as UTF-8 and try again."));
}

static int check_nesting(const struct text *text, const char *name, struct error *err)
{
    size_t depth = 0;
    bool quoted = false;

    for (size_t i = 0; i < text->length; i++) {
        char c = text->s[i];
        if (c == '"')
            quoted = !quoted;
        else if (quoted)
            i += c == '\\';
        else if (c == ']' || c == '}')
            depth -= depth > 0;
        else if ((c == '[' || c == '{') && ++depth > NESTING_LIMIT)
            return wrong_at(err, name, text->s, i,
                            _("Lists and objects are inside each other more than 64 deep."));
    }
    return 0;
}

static cJSON *parse(const struct text *text, const char *name, struct error *err)
{
    const char *end = text->s;
    cJSON *json = cJSON_ParseWithLengthOpts(text->s, text->length + 1, &end, false);
    size_t offset = (size_t)(end - text->s);

    if (json == NULL) {
        offset = offset < text->length ? offset : text->length;
        wrong_at(err, name, text->s, offset,
                 offset < text->length ? _("This is no JSON.") : _("The JSON ends too early."));
        return NULL;
    }
    offset += strspn(end, " \t\r\n");
    if (offset < text->length) {
        wrong_at(err, name, text->s, offset, _("There is more text after the end of the JSON."));
        cJSON_Delete(json);
        return NULL;
    }
    return json;
}

cJSON *json_parse_text(const char *bytes, size_t length, const char *name, struct error *err)
{
    struct text text = {0};
    cJSON *json = NULL;

    text_add(&text, "");
    if (length > 0)
        add_decoded(&text, bytes, length);
    size_t blank = strspn(text.s, " \t\r\n");
    if (blank == text.length)
        wrong_at(err, name, text.s, blank, _("There is no JSON in here: it is empty."));
    else if (check_encoding(&text, name, err) == 0 && check_nesting(&text, name, err) == 0)
        json = parse(&text, name, err);
    text_free(&text);
    return json;
}
