#include "config.h"

#include "probes/vsphere/names.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum { COMPARED = 64 }; /* bytes of a name that count for its likeness */

static unsigned least(unsigned a, unsigned b, unsigned c)
{
    unsigned smaller = a < b ? a : b;

    return smaller < c ? smaller : c;
}

static bool same_letter(char a, char b)
{
    return tolower((unsigned char)a) == tolower((unsigned char)b);
}

unsigned name_distance(const char *wanted, const char *name)
{
    size_t rows = strnlen(wanted, COMPARED), columns = strnlen(name, COMPARED);
    unsigned row[COMPARED + 1];

    for (size_t j = 0; j <= columns; j++)
        row[j] = (unsigned)j;
    for (size_t i = 1; i <= rows; i++) {
        unsigned diagonal = row[0];

        row[0] = (unsigned)i;
        for (size_t j = 1; j <= columns; j++) {
            unsigned above = row[j];
            unsigned change = diagonal + (same_letter(wanted[i - 1], name[j - 1]) ? 0 : 1);

            row[j] = least(change, above + 1, row[j - 1] + 1);
            diagonal = above;
        }
    }
    return row[columns];
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)tolower((unsigned char)c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

void name_decode(char *name)
{
    char *out = name;

    for (const char *in = name; *in; out++) {
        int high = *in == '%' ? hex_value(in[1]) : -1;
        int low = high >= 0 ? hex_value(in[2]) : -1;
        int code = low >= 0 ? high * 16 + low : 0;

        if (code == '%' || code == '/' || code == '\\') {
            *out = (char)code;
            in += 3;
        } else {
            *out = *in++;
        }
    }
    *out = '\0';
}

bool name_is_end_of_path(const char *path, const char *wanted)
{
    size_t length = strlen(path), cut = strlen(wanted);

    if (*wanted == '/')
        return strcmp(path, wanted) == 0;
    return strchr(wanted, '/') && cut < length && path[length - cut - 1] == '/' &&
           strcmp(path + length - cut, wanted) == 0;
}
