/* IPv4 addresses and prefixes in the dotted notation, read strictly: four decimal numbers without
 * leading zeros, nothing before or after. Addresses are numbers in host order: 10.0.0.1 is
 * 0x0A000001. */
#ifndef EFLOW_MODEL_IPV4_H
#define EFLOW_MODEL_IPV4_H

#include <stdbool.h>
#include <stdint.h>

#define IPV4_PREFIX_TEXT 19 /* bytes of "255.255.255.255/32" with its terminator */

struct ipv4_prefix {
    uint32_t address; /* bits behind the prefix may be set */
    unsigned length;  /* 0 .. 32 */
};

/* "10.0.0.1". False, and *ret as it was, where the text is no address. */
bool ipv4_parse(const char *text, uint32_t *ret);

/* "10.0.0.0/24". */
bool ipv4_prefix_parse(const char *text, struct ipv4_prefix *ret);

bool ipv4_same_network(uint32_t a, uint32_t b, unsigned length);
bool ipv4_contains(struct ipv4_prefix outer, struct ipv4_prefix inner);
bool ipv4_overlaps(struct ipv4_prefix a, struct ipv4_prefix b);

/* Writes "10.0.0.0/24", bits behind the prefix as they are. */
void ipv4_prefix_write(struct ipv4_prefix prefix, char text[IPV4_PREFIX_TEXT]);

#endif
