/* Passwords within addresses are found wherever they stand, and nothing else is. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "sys/hide.h"

static void becomes(const char *text, const char *wanted)
{
    char *hidden = hide_passwords(text);

    cr_expect_not_null(hidden, "nothing was found in: %s", text);
    cr_expect_str_eq(hidden ? hidden : "", wanted);
    free(hidden);
}

static void stays(const char *text)
{
    char *hidden = hide_passwords(text);

    cr_expect_null(hidden, "%s became %s", text, hidden);
    free(hidden);
}

Test(hide, a_password_of_an_address_is_replaced)
{
    becomes("http://anna:s3cret@proxy:8080/", "http://anna:***@proxy:8080/");
    becomes("https://root:a:b@c@esx-01", "https://root:***@esx-01");
    becomes("{\"url\":\"https://root:s3cret@esx-01\",\"vm\":\"b\"}",
            "{\"url\":\"https://root:***@esx-01\",\"vm\":\"b\"}");
}

Test(hide, every_one_of_them)
{
    becomes("http://a:one@x, http://b:two@y; http://c@z",
            "http://a:***@x, http://b:***@y; http://c@z");
}

Test(hide, signs_that_should_have_been_encoded_end_no_password)
{
    becomes("https://root:pa/ss@esx-01:443", "https://root:***@esx-01:443");
    becomes("https://root:pa?s'#s@esx-01", "https://root:***@esx-01");
}

Test(hide, an_address_that_is_cut_off_counts_too)
{
    becomes("https://root:s3cr", "https://root:***");
    becomes("https://root:12ab", "https://root:***");
    becomes("https://root:s3c…", "https://root:***");
}

Test(hide, addresses_without_a_password_stay)
{
    stays("");
    stays("anna:s3cret@proxy");
    stays("https://root@esx-01:443/sdk?a=b:c");
    stays("https://esx-01:8443/a:b@c");
    stays("https://esx-01:443.");
    stays("https://esx-01: connection refused");
    stays("https://[USER@]HOST[:PORT]");
    stays("https://HOST[:PORT], ssh://USER@HOST:PORT");
    stays("https://[fe80::1]:443/");
}
