#include "config.h"

#include "model/rule_internal.h"

#include <string.h>

static bool is_version(const char *text)
{
    while (*text >= '0' && *text <= '9') {
        text += strspn(text, "0123456789");
        if (*text == '\0')
            return true;
        if (*text++ != '.')
            return false;
    }
    return false;
}

/* The digits of the next part without leading zeros; *cursor goes behind its dot. */
static size_t next_part(const char **cursor, const char **ret_digits)
{
    const char *digits = *cursor + strspn(*cursor, "0");
    size_t length = strspn(digits, "0123456789");

    *ret_digits = digits;
    *cursor = digits + length + (digits[length] == '.');
    return length;
}

bool version_compare(const char *a, const char *b, int *ret_order)
{
    int order = 0;

    if (!is_version(a) || !is_version(b))
        return false;
    while (order == 0 && (*a != '\0' || *b != '\0')) {
        const char *digits_a, *digits_b;
        size_t length_a = next_part(&a, &digits_a), length_b = next_part(&b, &digits_b);
        if (length_a != length_b)
            order = length_a < length_b ? -1 : 1;
        else
            order = strncmp(digits_a, digits_b, length_a);
    }
    *ret_order = order;
    return true;
}
