/* The picture: rows, cells, cursor, and the state of the terminal. */
#include "config.h"

#include "screen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "screen_internal.h"

/* --- what the terminal tells ------------------------------------------------------------------- */

static int on_property(VTermProp property, VTermValue *value, void *data)
{
    struct screen *s = data;

    if (property == VTERM_PROP_CURSORVISIBLE)
        s->is_cursor_visible = value->boolean != 0;
    else if (property == VTERM_PROP_ALTSCREEN)
        s->is_alternate = value->boolean != 0;
    else if (property == VTERM_PROP_MOUSE)
        s->mouse = value->number;
    else if (property == VTERM_PROP_TITLE) {
        free(s->title);
        s->title = screen_copy(value->string);
    }
    return 1;
}

static int on_bell(void *data)
{
    struct screen *s = data;

    s->bells++;
    return 1;
}

static int on_damage(VTermRect where, void *data)
{
    screen_forget_links(data, where);
    return 1;
}

void screen_watch_terminal(struct screen *s)
{
    static const VTermScreenCallbacks callbacks = {
        .damage = on_damage, .settermprop = on_property, .bell = on_bell};

    vterm_screen_set_callbacks(s->picture, &callbacks, s);
    vterm_screen_enable_altscreen(s->picture, 1);
    vterm_screen_reset(s->picture, 1);
}

/* --- text -------------------------------------------------------------------------------------- */

int screen_rows(const struct screen *s)
{
    int rows = 0;
    int columns = 0;

    vterm_get_size(s->terminal, &rows, &columns);
    return rows;
}

int screen_columns(const struct screen *s)
{
    int rows = 0;
    int columns = 0;

    vterm_get_size(s->terminal, &rows, &columns);
    return columns;
}

/* Writes one character as UTF-8 and returns how many bytes that took. */
static size_t encode(uint32_t c, char *out)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t count = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned char leads[] = {0, 0, 0xc0, 0xe0, 0xf0};

    out[0] = (char)(leads[count] | (c >> (6 * (count - 1))));
    for (size_t i = 1; i < count; i++)
        out[i] = (char)(0x80 | ((c >> (6 * (count - 1 - i))) & 0x3f));
    return count;
}

static int colour_number(const VTermColor *colour)
{
    if (VTERM_COLOR_IS_DEFAULT_FG(colour) || VTERM_COLOR_IS_DEFAULT_BG(colour))
        return SCREEN_DEFAULT;
    if (VTERM_COLOR_IS_INDEXED(colour))
        return colour->indexed.idx;
    return SCREEN_RGB + (colour->rgb.red << 16) + (colour->rgb.green << 8) + colour->rgb.blue;
}

static void copy_characters(struct screen_cell *cell, const uint32_t *characters)
{
    size_t length = 0;

    if (characters[0] == (uint32_t)-1 || characters[0] == ' ')
        return;
    for (size_t i = 0; i < VTERM_MAX_CHARS_PER_CELL && characters[i] != 0; i++)
        length += encode(characters[i], cell->text + length);
}

struct screen_cell screen_cell(const struct screen *s, int row, int column)
{
    struct screen_cell cell = {
        .width = 1, .foreground = SCREEN_DEFAULT, .background = SCREEN_DEFAULT};
    VTermScreenCell seen;

    if (!vterm_screen_get_cell(s->picture, (VTermPos){row - 1, column - 1}, &seen))
        return cell;
    copy_characters(&cell, seen.chars);
    cell.width = seen.width;
    cell.foreground = colour_number(&seen.fg);
    cell.background = colour_number(&seen.bg);
    cell.bold = seen.attrs.bold;
    cell.underline = seen.attrs.underline != VTERM_UNDERLINE_OFF;
    cell.italic = seen.attrs.italic;
    cell.blink = seen.attrs.blink;
    cell.reverse = seen.attrs.reverse;
    return cell;
}

bool screen_cell_is_blank(const struct screen_cell *cell)
{
    return cell->text[0] == '\0' && !cell->reverse && !cell->underline &&
           cell->background == SCREEN_DEFAULT;
}

bool screen_cell_equals(const struct screen_cell *a, const struct screen_cell *b)
{
    return strcmp(a->text, b->text) == 0 && a->width == b->width &&
           a->foreground == b->foreground && a->background == b->background && a->bold == b->bold &&
           a->underline == b->underline && a->italic == b->italic && a->blink == b->blink &&
           a->reverse == b->reverse;
}

/* Appends one row to out, which has room for it, and returns its end without trailing blanks. */
static char *append_row(const struct screen *s, int row, char *out)
{
    int columns = screen_columns(s);
    char *end = out;

    for (int column = 1; column <= columns; column++) {
        struct screen_cell cell = screen_cell(s, row, column);

        if (cell.text[0] == '\0') {
            *out++ = ' ';
            continue;
        }
        size_t length = strlen(cell.text);
        memcpy(out, cell.text, length);
        out += length;
        end = out;
        column += cell.width - 1;
    }
    *end = '\0';
    return end;
}

static char *room_for(struct screen *s, int rows)
{
    size_t row_size = (size_t)screen_columns(s) * sizeof((struct screen_cell *)NULL)->text + 2;

    s->text = screen_memory(s->text, row_size * (size_t)rows);
    return s->text;
}

const char *screen_row(struct screen *s, int row)
{
    append_row(s, row, room_for(s, 1));
    return s->text;
}

const char *screen_text(struct screen *s)
{
    int rows = screen_rows(s);
    char *out = room_for(s, rows);

    for (int row = 1; row <= rows; row++) {
        out = append_row(s, row, out);
        *out++ = '\n';
    }
    *out = '\0';
    return s->text;
}

/* The column of a place in a row's text: combining characters and wide ones make it differ from the
 * number of characters. */
static int column_of(const struct screen *s, int row, ptrdiff_t offset)
{
    int column = 1;

    while (offset > 0 && column <= screen_columns(s)) {
        struct screen_cell cell = screen_cell(s, row, column);

        offset -= cell.text[0] != '\0' ? (ptrdiff_t)strlen(cell.text) : 1;
        column += cell.width;
    }
    return column;
}

bool screen_find(struct screen *s, const char *text, int *ret_row, int *ret_column)
{
    for (int row = 1; row <= screen_rows(s); row++) {
        const char *line = screen_row(s, row);
        const char *found = strstr(line, text);

        if (found == NULL)
            continue;
        if (ret_row != NULL)
            *ret_row = row;
        if (ret_column != NULL)
            *ret_column = column_of(s, row, found - line);
        return true;
    }
    return false;
}

/* --- cursor and modes -------------------------------------------------------------------------- */

struct screen_cursor screen_cursor(const struct screen *s)
{
    VTermPos at = {0};

    vterm_state_get_cursorpos(vterm_obtain_state(s->terminal), &at);
    return (struct screen_cursor){at.row + 1, at.col + 1, s->is_cursor_visible};
}

bool screen_is_alternate(const struct screen *s)
{
    return s->is_alternate;
}

const char *screen_title(const struct screen *s)
{
    return s->title;
}

int screen_bells(const struct screen *s)
{
    return s->bells;
}

/* libvterm does not tell the mode of the cursor keys, but it encodes a key by it. */
static bool has_application_keys(struct screen *s)
{
    char bytes[16] = "";

    vterm_keyboard_key(s->terminal, VTERM_KEY_UP, VTERM_MOD_NONE);
    vterm_output_read(s->terminal, bytes, sizeof bytes - 1);
    return bytes[1] == 'O';
}

static bool has_plain_pen(const struct screen *s)
{
    static const VTermAttr flags[] = {VTERM_ATTR_BOLD, VTERM_ATTR_UNDERLINE, VTERM_ATTR_BLINK,
                                      VTERM_ATTR_REVERSE};
    const VTermState *state = vterm_obtain_state(s->terminal);
    VTermValue value;

    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++) {
        if (vterm_state_get_penattr(state, flags[i], &value) && value.number != 0)
            return false;
    }
    vterm_state_get_penattr(state, VTERM_ATTR_FOREGROUND, &value);
    if (!VTERM_COLOR_IS_DEFAULT_FG(&value.color))
        return false;
    vterm_state_get_penattr(state, VTERM_ATTR_BACKGROUND, &value);
    return VTERM_COLOR_IS_DEFAULT_BG(&value.color);
}

static bool has_line_mode(const struct screen *s)
{
    struct termios modes;

    return tcgetattr(s->line, &modes) == 0 && (modes.c_lflag & ICANON) != 0 &&
           (modes.c_lflag & ECHO) != 0;
}

bool screen_is_restored(struct screen *s)
{
    char left[256];

    while (screen_pump(s, 0))
        continue;
    snprintf(left, sizeof left, "%s%s%s%s%s%s", s->is_alternate ? " (alternate screen)" : "",
             s->is_cursor_visible ? "" : " (hidden cursor)",
             has_plain_pen(s) ? "" : " (attributes)",
             has_application_keys(s) ? " (application keys)" : "", s->mouse != 0 ? " (mouse)" : "",
             has_line_mode(s) ? "" : " (no line mode or no echo)");
    return left[0] == '\0' || screen_fail(s, "the terminal is not restored:%s", left);
}
