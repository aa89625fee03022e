/* What came over the line, how long it took, and what the program needed for it. */
#include "config.h"

#include "screen.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>

#include "screen_internal.h"

enum { STATUS_SIZE = 256 /* of a line of /proc/PID/status */ };

const char *screen_raw(const struct screen *s, size_t *ret_length)
{
    *ret_length = s->raw_length;
    return s->raw_length > 0 ? s->raw : "";
}

size_t screen_mark(struct screen *s)
{
    while (screen_pump(s, 0))
        continue;
    return s->raw_length;
}

size_t screen_bytes_since(const struct screen *s, size_t mark)
{
    return s->raw_length - mark;
}

bool screen_sent_only_ascii(const struct screen *s, size_t mark)
{
    for (size_t i = mark; i < s->raw_length; i++) {
        if ((unsigned char)s->raw[i] >= 0x80)
            return screen_fail(NULL, "byte %zu from the program is 0x%02x, not ASCII", i,
                               (unsigned)(unsigned char)s->raw[i]);
    }
    return true;
}

static bool is_colour_parameter(long number)
{
    return (number >= 30 && number <= 49) || (number >= 90 && number <= 107);
}

/* at stands behind "ESC ["; true for "parameters m" with a colour among them. */
static bool is_colour_sequence(const char *at, const char *end)
{
    bool has_colour = false;
    long number = 0;

    for (; at < end && (isdigit((unsigned char)*at) || *at == ';' || *at == ':'); at++) {
        if (isdigit((unsigned char)*at)) {
            number = (number * 10 + *at - '0') % 1000000;
        } else {
            has_colour = has_colour || is_colour_parameter(number);
            number = 0;
        }
    }
    return at < end && *at == 'm' && (has_colour || is_colour_parameter(number));
}

bool screen_sent_no_colour(const struct screen *s, size_t mark)
{
    for (size_t i = mark; i + 2 < s->raw_length; i++) {
        if (memcmp(s->raw + i, "\x1b[", 2) == 0 &&
            is_colour_sequence(s->raw + i + 2, s->raw + s->raw_length))
            return screen_fail(NULL,
                               "byte %zu from the program begins a sequence that sets a colour", i);
    }
    return true;
}

/* --- time and memory --------------------------------------------------------------------------- */

double screen_clock(const struct screen *s)
{
    return (screen_now() - s->started) * 1e3;
}

double screen_last_output(const struct screen *s)
{
    return (s->last_output - s->started) * 1e3;
}

/* What stands behind the name in /proc/PID/status; false where there is none. */
static bool read_status(const struct screen *s, const char *name, char value[STATUS_SIZE])
{
    char line[STATUS_SIZE];
    bool is_found = false;

    snprintf(line, sizeof line, "/proc/%ld/status", (long)s->pid);
    FILE *file = fopen(line, "r");
    if (file == NULL)
        return false;
    while (!is_found && fgets(line, sizeof line, file) != NULL) {
        is_found = strncmp(line, name, strlen(name)) == 0;
        if (is_found)
            strcpy(value, line + strlen(name));
    }
    fclose(file);
    return is_found;
}

static long status_number(const struct screen *s, const char *name)
{
    char value[STATUS_SIZE];

    return read_status(s, name, value) ? strtol(value, NULL, 10) : -1;
}

/* Whether it waits for the line to take more; unknown where the system does not tell. */
static bool is_writing(const struct screen *s)
{
    char path[64];
    long call = -1;

    snprintf(path, sizeof path, "/proc/%ld/syscall", (long)s->pid);
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return false;
    bool is_known = fscanf(file, "%ld", &call) == 1;
    fclose(file);
    return is_known && call == SYS_write;
}

bool screen_sleeps(const struct screen *s)
{
    char value[STATUS_SIZE];

    return !is_writing(s) && read_status(s, "State:", value) &&
           strchr("STt", value[strspn(value, " \t")]) != NULL;
}

long screen_peak_memory(const struct screen *s)
{
    return status_number(s, "VmHWM:");
}

long screen_wakeups(const struct screen *s)
{
    return status_number(s, "voluntary_ctxt_switches:");
}
