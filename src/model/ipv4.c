#include "config.h"

#include "model/ipv4.h"

#include <stddef.h>
#include <stdio.h>

/* A decimal number of one to three digits; NULL, or what comes behind it. */
static const char *parse_number(const char *text, unsigned limit, unsigned *ret)
{
    unsigned number = 0;
    const char *c = text;

    for (; *c >= '0' && *c <= '9' && c - text < 3; c++)
        number = number * 10 + (unsigned)(*c - '0');
    if (c == text || (c[0] >= '0' && c[0] <= '9') || (*text == '0' && c - text > 1) ||
        number > limit)
        return NULL;
    *ret = number;
    return c;
}

static const char *parse_address(const char *text, uint32_t *ret)
{
    uint32_t address = 0;
    unsigned part = 0;

    for (int i = 0; i < 4; i++) {
        if (i > 0 && *text++ != '.')
            return NULL;
        text = parse_number(text, 255, &part);
        if (text == NULL)
            return NULL;
        address = address << 8 | part;
    }
    *ret = address;
    return text;
}

bool ipv4_parse(const char *text, uint32_t *ret)
{
    uint32_t address = 0;
    const char *end = parse_address(text, &address);

    if (end == NULL || *end != '\0')
        return false;
    *ret = address;
    return true;
}

bool ipv4_prefix_parse(const char *text, struct ipv4_prefix *ret)
{
    struct ipv4_prefix prefix = {0};
    const char *end = parse_address(text, &prefix.address);

    if (end == NULL || *end != '/')
        return false;
    end = parse_number(end + 1, 32, &prefix.length);
    if (end == NULL || *end != '\0')
        return false;
    *ret = prefix;
    return true;
}

static uint32_t mask(unsigned length)
{
    return length == 0 ? 0 : UINT32_MAX << (32 - length);
}

bool ipv4_same_network(uint32_t a, uint32_t b, unsigned length)
{
    return ((a ^ b) & mask(length)) == 0;
}

bool ipv4_contains(struct ipv4_prefix outer, struct ipv4_prefix inner)
{
    return inner.length >= outer.length &&
           ipv4_same_network(outer.address, inner.address, outer.length);
}

bool ipv4_overlaps(struct ipv4_prefix a, struct ipv4_prefix b)
{
    return ipv4_same_network(a.address, b.address, a.length < b.length ? a.length : b.length);
}

void ipv4_prefix_write(struct ipv4_prefix prefix, char text[IPV4_PREFIX_TEXT])
{
    uint32_t a = prefix.address;

    snprintf(text, IPV4_PREFIX_TEXT, "%u.%u.%u.%u/%u", a >> 24 & 255u, a >> 16 & 255u,
             a >> 8 & 255u, a & 255u, prefix.length % 100);
}
