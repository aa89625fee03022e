/* Times as people and files write them. */
#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <time.h>

#include "sys/clock.h"

#define NOON 1795348800000 /* 2026-11-22T12:00:00Z, in milliseconds */

static void reads(const char *text, int64_t at)
{
    int64_t got = clock_from_iso(text);

    cr_expect_eq(got, at, "\"%s\" read as %lld, not %lld", text, (long long)got, (long long)at);
}

static void writes(int64_t at, const char *text)
{
    char *got = clock_iso(at);

    cr_expect_str_eq(got, text);
    free(got);
}

Test(clock, writes_iso_times_in_utc)
{
    writes(0, "1970-01-01T00:00:00Z");
    writes(NOON, "2026-11-22T12:00:00Z");
    writes(NOON + 999, "2026-11-22T12:00:00Z");
    writes(951782400000, "2000-02-29T00:00:00Z");
    writes(-1, "1969-12-31T23:59:59Z");
}

Test(clock, reads_what_it_writes)
{
    for (int64_t at = 0; at < 4102444800000; at += 86399000LL * 37) {
        char *text = clock_iso(at);

        reads(text, at);
        free(text);
    }
}

Test(clock, reads_zones_and_fractions)
{
    reads("2026-11-22T12:00:00Z", NOON);
    reads("2026-11-22t12:00:00z", NOON);
    reads("2026-11-22 12:00Z", NOON);
    reads("2026-11-22T13:00:00+01:00", NOON);
    reads("2026-11-22T13:00:00+0100", NOON);
    reads("2026-11-22T06:30:00-05:30", NOON);
    reads("2026-11-22T12:00:00.5Z", NOON + 500);
    reads("2026-11-22T12:00:00.1239999Z", NOON + 123);
    reads("2026-11-22T13:00:00.0070000+01:00", NOON + 7);
}

Test(clock, reads_a_date_as_its_beginning)
{
    reads("2026-11-22", NOON - 12 * 3600000);
    reads("2024-02-29", 1709164800000);
}

Test(clock, refuses_what_is_no_time)
{
    static const char *const wrong[] = {
        "",
        "now",
        "2026",
        "2026-11-2",
        "2026-13-01",
        "2026-00-01",
        "2026-02-29",
        "2026-11-31",
        "2026-11-22T",
        "2026-11-22T12",
        "2026-11-22T12:00:00",
        "2026-11-22T24:00:00Z",
        "2026-11-22T12:60:00Z",
        "2026-11-22T12:00:00.Z",
        "2026-11-22T12:00:00Zulu",
        "2026-11-22T12:00:00+1",
        "2026-11-22T12:00:00+01:99",
        " 2026-11-22",
        "+026-11-22",
        "1969-12-31T23:59:59Z",
    };

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        reads(wrong[i], -1);
    cr_expect_eq(clock_from_iso(NULL), -1);
}

Test(clock, tells_the_time_of_day_in_the_local_zone)
{
    char *utc = clock_of_day(NOON + 131000);
    char *ahead;

    cr_expect_str_eq(utc, "12:02:11");
    setenv("TZ", "XYZ-2", 1);
    ahead = clock_of_day(NOON + 131000);
    cr_expect_str_eq(ahead, "14:02:11");
    free(utc);
    free(ahead);
}

Test(clock, goes_on)
{
    int64_t before = (int64_t)time(NULL) * 1000;
    int64_t now = clock_now();

    cr_expect_geq(now, before);
    cr_expect_leq(now, before + 60000);
}
