#include "config.h"

#include "sys/clock.h"

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "sys/text.h"

enum { MS = 1000, MINUTE = 60, HOUR = 3600, DAY = 86400 };

int64_t clock_now(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * MS + now.tv_nsec / 1000000;
}

/* Whole seconds, also before 1970. */
static time_t seconds_of(int64_t at)
{
    return (time_t)(at / MS - (at % MS < 0 ? 1 : 0));
}

char *clock_iso(int64_t at)
{
    time_t seconds = seconds_of(at);
    struct tm utc = {.tm_year = 70, .tm_mday = 1};

    (void)gmtime_r(&seconds, &utc);
    return text_format("%04ld-%02d-%02dT%02d:%02d:%02dZ", utc.tm_year + 1900L, utc.tm_mon + 1,
                       utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec);
}

char *clock_of_day(int64_t at)
{
    time_t seconds = seconds_of(at);
    struct tm local = {0};

    tzset();
    (void)localtime_r(&seconds, &local);
    return text_format("%02d:%02d:%02d", local.tm_hour, local.tm_min, local.tm_sec);
}

/* --- reading ISO 8601 ----------------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Exactly count digits with a value from low to high. */
static bool take_number(const char **text, int count, int low, int high, int *ret)
{
    int value = 0;

    for (int i = 0; i < count; i++) {
        if (!is_digit(**text))
            return false;
        value = value * 10 + (*(*text)++ - '0');
    }
    *ret = value;
    return value >= low && value <= high;
}

static bool take(const char **text, const char *one_of)
{
    for (; *one_of; one_of++) {
        if (**text == *one_of) {
            (*text)++;
            return true;
        }
    }
    return false;
}

static bool is_leap_year(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return days[month - 1] + (month == 2 && is_leap_year(year) ? 1 : 0);
}

static int64_t days_since_1970(int year, int month, int day)
{
    int64_t before = year - 1;
    int64_t days = 365 * before + before / 4 - before / 100 + before / 400 - 719162;

    for (int m = 1; m < month; m++)
        days += days_in_month(year, m);
    return days + day - 1;
}

static bool take_date(const char **text, int64_t *ret_seconds)
{
    int year = 0;
    int month = 0;
    int day = 0;

    if (!take_number(text, 4, 1, 9999, &year) || !take(text, "-") ||
        !take_number(text, 2, 1, 12, &month) || !take(text, "-") ||
        !take_number(text, 2, 1, days_in_month(year, month), &day))
        return false;
    *ret_seconds = days_since_1970(year, month, day) * DAY;
    return true;
}

/* Milliseconds of a fraction of any length; what is finer is cut off. */
static bool take_fraction(const char **text, int64_t *ret_ms)
{
    int64_t unit = MS / 10;

    if (!is_digit(**text))
        return false;
    for (; is_digit(**text); (*text)++) {
        *ret_ms += (**text - '0') * unit;
        unit /= 10;
    }
    return true;
}

static bool take_time(const char **text, int64_t *ret_seconds, int64_t *ret_ms)
{
    int hours = 0;
    int minutes = 0;
    int seconds = 0;

    if (!take_number(text, 2, 0, 23, &hours) || !take(text, ":") ||
        !take_number(text, 2, 0, 59, &minutes))
        return false;
    if (take(text, ":")) {
        if (!take_number(text, 2, 0, 60, &seconds))
            return false;
        if (take(text, ".,") && !take_fraction(text, ret_ms))
            return false;
    }
    *ret_seconds = (int64_t)hours * HOUR + (int64_t)minutes * MINUTE + seconds;
    return true;
}

/* How far the zone is ahead of UTC. */
static bool take_zone(const char **text, int64_t *ret_seconds)
{
    bool behind = **text == '-';
    int hours = 0;
    int minutes = 0;

    if (take(text, "Zz"))
        return true;
    if (!take(text, "+-") || !take_number(text, 2, 0, 23, &hours))
        return false;
    (void)take(text, ":");
    if (!take_number(text, 2, 0, 59, &minutes))
        return false;
    *ret_seconds = ((int64_t)hours * HOUR + (int64_t)minutes * MINUTE) * (behind ? -1 : 1);
    return true;
}

int64_t clock_from_iso(const char *text)
{
    int64_t date = 0;
    int64_t time_of_day = 0;
    int64_t ms = 0;
    int64_t zone = 0;
    int64_t at;

    if (!text || !take_date(&text, &date))
        return -1;
    if (*text && (!take(&text, "Tt ") || !take_time(&text, &time_of_day, &ms) ||
                  !take_zone(&text, &zone) || *text))
        return -1;
    at = (date + time_of_day - zone) * MS + ms;
    return at < 0 ? -1 : at;
}

void clock_earlier(int64_t *next, int64_t candidate)
{
    if (candidate >= 0 && (*next < 0 || candidate < *next)) {
        *next = candidate;
    }
}
