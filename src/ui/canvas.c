#include "config.h"

#include "ui/canvas.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <wchar.h>

#include "report/ascii.h"
#include "sys/text.h"

/* Signs that only steer how others look: joiners, directions, variants. Terminals take them each in
 * their own way, some with other widths, so none gets them. */
static bool is_steering(unsigned code)
{
    return (code >= 0x200B && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
           (code >= 0x2060 && code <= 0x206F) || (code >= 0xFE00 && code <= 0xFE0F) ||
           code == 0xFEFF || (code >= 0xE0000 && code <= 0xE0FFF);
}

const char *canvas_sign(const struct look *look, unsigned code, int width)
{
    if (code < 0x80)
        return width > 0 ? ascii_sign(code) : "";
    if (!look->is_utf8)
        return ascii_sign(code);
    if (width == 0 && is_steering(code))
        return "";
    return wcwidth((wchar_t)code) == width ? NULL : "?";
}

/* The terminal's own line for a stroke of a box; 0: the character is none. */
static chtype own_line(unsigned code)
{
    switch (code) {
    case 0x2500: return ACS_HLINE;
    case 0x2502: return ACS_VLINE;
    case 0x250C: return ACS_ULCORNER;
    case 0x2510: return ACS_URCORNER;
    case 0x2514: return ACS_LLCORNER;
    case 0x2518: return ACS_LRCORNER;
    default: return 0;
    }
}

static void put_code(WINDOW *window, const struct look *look, unsigned code, int width)
{
    const char *sign = canvas_sign(look, code, width);
    wchar_t wide[2] = {(wchar_t)code, L'\0'};

    if (!sign)
        waddnwstr(window, wide, 1);
    else if (!look->is_utf8 && look->has_lines && own_line(code))
        waddch(window, own_line(code));
    else
        for (int i = 0; i < width && *sign; i++)
            waddch(window, (chtype)*sign);
}

int canvas_put(WINDOW *window, const struct look *look, int row, int column, int columns,
               attr_t attributes, const char *text)
{
    unsigned code = 0;
    int used = 0;

    if (columns <= 0 || row < 0 || row >= getmaxy(window) || column >= getmaxx(window))
        return 0;
    if (columns > getmaxx(window) - column)
        columns = getmaxx(window) - column;
    wmove(window, row, column);
    wattrset(window, (int)attributes);
    for (size_t size; (size = text_decode(text, &code)) > 0; text += size) {
        int width = text_code_width(code);
        if (used + width > columns)
            break;
        if (width > 0 || used > 0) /* what combines needs something before it */
            put_code(window, look, code, width);
        used += width;
    }
    wattrset(window, A_NORMAL);
    return used;
}

int canvas_put_cut(WINDOW *window, const struct look *look, int row, int column, int columns,
                   attr_t attributes, const char *text)
{
    const char *sign = look->is_utf8 ? "…" : "..";
    int sign_columns = look->is_utf8 ? 1 : 2;

    if (columns <= sign_columns || text_width(text) <= (size_t)columns)
        return canvas_put(window, look, row, column, columns, attributes, text);
    char *beginning = must_copy_n(text, text_fit(text, (size_t)(columns - sign_columns)));
    int used = canvas_put(window, look, row, column, columns, attributes, beginning);
    free(beginning);
    return used + canvas_put(window, look, row, column + used, sign_columns, attributes, sign);
}

int canvas_put_right(WINDOW *window, const struct look *look, int row, int column, int columns,
                     attr_t attributes, const char *text)
{
    size_t width = text_width(text);
    int from = column - (width < (size_t)columns ? (int)width : columns);

    canvas_put_cut(window, look, row, from, column - from, attributes, text);
    return from;
}

void canvas_rule(WINDOW *window, int row, int column, int columns)
{
    mvwhline(window, row, column, '_', columns);
}

void canvas_box(WINDOW *window, const struct look *look)
{
    if (look->has_lines) /* Unicode in a UTF-8 locale, else the terminal's own lines */
        wborder_set(window, WACS_VLINE, WACS_VLINE, WACS_HLINE, WACS_HLINE, WACS_ULCORNER,
                    WACS_URCORNER, WACS_LLCORNER, WACS_LRCORNER);
    else
        wborder(window, '|', '|', '-', '-', '+', '+', '+', '+');
}
