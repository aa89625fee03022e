/* IPv4 addresses and prefixes: what is one, what is none, and where they meet. */
#include <criterion/criterion.h>

#include "model/ipv4.h"

static struct ipv4_prefix prefix(const char *text)
{
    struct ipv4_prefix prefix = {0};

    cr_assert(ipv4_prefix_parse(text, &prefix), "%s", text);
    return prefix;
}

Test(ipv4, reads_addresses)
{
    uint32_t address = 1;

    cr_assert(ipv4_parse("10.0.0.1", &address));
    cr_expect_eq(address, 0x0A000001);
    cr_assert(ipv4_parse("0.0.0.0", &address));
    cr_expect_eq(address, 0);
    cr_assert(ipv4_parse("255.255.255.255", &address));
    cr_expect_eq(address, 0xFFFFFFFF);
}

Test(ipv4, refuses_what_is_no_address)
{
    static const char *const wrong[] = {
        "",          "1",         "1.2.3",      "1.2.3.4.5", "1.2.3.256", "1.2.3.04",
        "01.2.3.4",  "1.2.3.4 ",  " 1.2.3.4",   "1.2.3.-4",  "1.2.3.+4",  "1..3.4",
        "1.2.3.4/8", "a.b.c.d",   "1.2.3.0x10", "1.2.3.",    "::1",       "1.2.3.1000",
        "1,2,3,4",   "1.2.3.4\n", "00.0.0.0",   ".1.2.3.4",  "999.1.1.1", "1.2.3.4294967297",
    };

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        uint32_t address = 7;
        cr_expect_not(ipv4_parse(wrong[i], &address), "%s", wrong[i]);
        cr_expect_eq(address, 7);
    }
}

Test(ipv4, refuses_what_is_no_prefix)
{
    static const char *const wrong[] = {
        "",
        "10.0.0.0",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/08",
        "10.0.0.0/-1",
        "10.0.0/8",
        "10.0.0.0/8 ",
        "10.0.0.0//8",
        "10.0.0.0/255.0.0.0",
        "/8",
        "10.0.0.0/100",
    };

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct ipv4_prefix kept = {7, 7};
        cr_expect_not(ipv4_prefix_parse(wrong[i], &kept), "%s", wrong[i]);
        cr_expect(kept.address == 7 && kept.length == 7);
    }
}

Test(ipv4, same_network)
{
    cr_expect(ipv4_same_network(0x0A000001, 0x0A0000FE, 24));
    cr_expect_not(ipv4_same_network(0x0A000001, 0x0A000101, 24));
    cr_expect(ipv4_same_network(0x00000000, 0xFFFFFFFF, 0));
    cr_expect(ipv4_same_network(0x0A000001, 0x0A000001, 32));
    cr_expect_not(ipv4_same_network(0x0A000001, 0x0A000000, 32));
    cr_expect_not(ipv4_same_network(0x00000000, 0x80000000, 1));
}

Test(ipv4, contains)
{
    cr_expect(ipv4_contains(prefix("10.0.0.0/8"), prefix("10.1.0.0/16")));
    cr_expect(ipv4_contains(prefix("10.0.0.0/8"), prefix("10.0.0.0/8")));
    cr_expect_not(ipv4_contains(prefix("10.1.0.0/16"), prefix("10.0.0.0/8")));
    cr_expect(ipv4_contains(prefix("0.0.0.0/0"), prefix("255.255.255.255/32")));
    cr_expect(ipv4_contains(prefix("10.0.0.77/24"), prefix("10.0.0.1/32")));
}

Test(ipv4, overlaps)
{
    cr_expect(ipv4_overlaps(prefix("10.0.0.0/8"), prefix("10.1.0.0/16")));
    cr_expect(ipv4_overlaps(prefix("10.1.0.0/16"), prefix("10.0.0.0/8")));
    cr_expect_not(ipv4_overlaps(prefix("10.1.0.0/16"), prefix("10.2.0.0/16")));
    cr_expect(ipv4_overlaps(prefix("0.0.0.0/0"), prefix("10.2.0.0/16")));
}

Test(ipv4, writes_prefixes)
{
    char text[IPV4_PREFIX_TEXT];

    ipv4_prefix_write(prefix("255.255.255.255/32"), text);
    cr_expect_str_eq(text, "255.255.255.255/32");
    ipv4_prefix_write(prefix("10.0.0.7/0"), text);
    cr_expect_str_eq(text, "10.0.0.7/0");
}
