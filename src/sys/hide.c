#include "config.h"

#include "sys/hide.h"

#include <stdbool.h>
#include <string.h>

#include "sys/text.h"

#define AUTHORITY_ENDS "/?# \t\n\"'<>" /* behind "anna:secret@proxy" */
#define WORD_ENDS      " \t\n\""       /* a password that should have been encoded has the others */
#define DIGITS         "0123456789"

static bool is_alphanumeric(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* Whether what stands behind "HOST:" is a port, or the "PORT" of a description, "HOST[:PORT]". */
static bool is_port(const char *text, size_t length, char before_colon)
{
    size_t digits = strspn(text, DIGITS);

    return length == 0 || before_colon == '[' ||
           (digits > 0 && digits <= 5 && (digits >= length || !is_alphanumeric(text[digits])));
}

/* The place of the last '@'; NULL: there is none. */
static const char *last_at(const char *text, size_t length)
{
    return memrchr(text, '@', length);
}

/* How long the password is in "anna:secret@proxy" at text, *ret_from bytes behind its beginning;
 * 0: none. */
static size_t password_in(const char *text, size_t *ret_from)
{
    size_t length = strcspn(text, AUTHORITY_ENDS);
    const char *at = last_at(text, length);
    const char *colon = memchr(text, ':', at ? (size_t)(at - text) : length);

    if (!colon || (!at && *text == '['))
        return 0;
    *ret_from = (size_t)(colon + 1 - text);
    if (at)
        return (size_t)(at - colon - 1);
    if (is_port(colon + 1, length - *ret_from, colon > text ? colon[-1] : '\0'))
        return 0;
    at = last_at(text, strcspn(text, WORD_ENDS));
    return at && at > colon ? (size_t)(at - colon - 1) : length - *ret_from;
}

size_t hide_find_password(const char *text, size_t *ret_from)
{
    const char *scheme = text;

    while ((scheme = strstr(scheme, "://")) != NULL) {
        size_t from = 0;
        size_t length = password_in(scheme + 3, &from);
        if (length > 0) {
            *ret_from = (size_t)(scheme + 3 - text) + from;
            return length;
        }
        scheme += 3;
    }
    return 0;
}

char *hide_passwords(const char *text)
{
    struct text out = {0};
    size_t from = 0;
    size_t length;

    while ((length = hide_find_password(text, &from)) > 0) {
        text_add_n(&out, text, from);
        text_add(&out, "***");
        text += from + length;
    }
    if (out.length == 0)
        return NULL;
    text_add(&out, text);
    return text_take(&out);
}
