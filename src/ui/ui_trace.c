#include "config.h"

#include "ui/ui_trace.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "sys/text.h"
#include "sys/trace.h"
#include "ui/popup_form.h"
#include "ui/utf8.h"

#define HIDDEN "(hidden)"

/* A part of a row that must not be told. */
struct cover {
    int column;
    int columns; /* 0: nothing */
};

static bool is_character(unsigned key)
{
    return key >= ' ' && key < SPECIAL_ENTER;
}

void ui_trace_terminal(void)
{
    trace_add("start", "%s, %d colours, %dx%d", curses_version(), COLORS, COLS, LINES);
}

/* --- where a password may be ----------------------------------------------------------------- */

static struct popup_form *open_form(const struct ui *ui)
{
    return ui->popup ? ui->popup->form : NULL;
}

static void begin_to_follow(struct entry *entry)
{
    if (entry->trace.is_followed || entry->kind != FIELD_TEXT)
        return;
    const char *scheme = strstr(entry->value, "://");
    entry->trace.is_followed = true;
    entry->trace.is_address = scheme != NULL;
    entry->trace.may_hold_password = scheme != NULL && strchr(scheme + 1, ':') != NULL;
}

/* A password in an address could be told from a port only when all of it is there, which is too
 * late: so all that is typed after a colon within an address is taken for one. */
static void follow(struct entry *entry, unsigned key)
{
    struct entry_trace *trace = &entry->trace;

    begin_to_follow(entry);
    if (entry->kind == FIELD_TEXT && key == KEY_CLEAR_FIELD)
        *trace = (struct entry_trace){.is_followed = true};
    if (entry->kind != FIELD_TEXT || !is_character(key))
        return;
    if (trace->is_address && trace->typed_last == ':')
        trace->may_hold_password = true;
    if (key == '/' && trace->typed_last == '/')
        trace->is_address = true;
    trace->typed_last = key;
}

static bool is_hidden(struct ui *ui, unsigned key)
{
    struct popup_form *form = open_form(ui);

    if (!form || form->count == 0)
        return false;
    struct entry *entry = &form->entries[form->current];
    follow(entry, key);
    return is_character(key) && (entry->kind == FIELD_SECRET || entry->trace.may_hold_password);
}

/* The field in this row of the screen, if it is to be covered. */
static struct cover cover_of_row(struct popup_form *form, int row)
{
    for (size_t i = 0; form && form->form && i < form->count; i++) {
        struct entry *entry = &form->entries[i];
        int place = getbegy(form->inside) + entry->row;
        begin_to_follow(entry);
        if (entry->trace.may_hold_password && entry->page == form_page(form->form) && place == row)
            return (struct cover){.column = getbegx(form->inside),
                                  .columns = getmaxx(form->inside)};
    }
    return (struct cover){0};
}

/* --- keys ------------------------------------------------------------------------------------ */

void ui_trace_key(struct ui *ui, unsigned key)
{
    char bytes[UTF8_SIZE];

    if (!trace_is_on())
        return;
    ui_view(ui); /* which opens what the keys before asked for */
    if (is_hidden(ui, key)) {
        trace_add("key", "%s", HIDDEN);
    } else if (key >= SPECIAL_ENTER) {
        trace_add("key", "%s", request_english_name(key));
    } else if (key < ' ') {
        trace_add("key", "Ctrl-%c", (int)key + '@');
    } else {
        utf8_encode(key, bytes);
        trace_add("key", "%s", key == ' ' ? "Space" : bytes);
    }
}

/* --- screens --------------------------------------------------------------------------------- */

/* Lines that the terminal draws with the letters of another character set. */
static wchar_t line_of_letter(wchar_t letter)
{
    switch (letter) {
    case L'q': return L'─';
    case L'x': return L'│';
    case L'l': return L'┌';
    case L'k': return L'┐';
    case L'm': return L'└';
    case L'j': return L'┘';
    default: return letter;
    }
}

/* Adds the characters of a cell. Returns how many columns they take. */
static int add_cell(struct text *to, const cchar_t *cell)
{
    wchar_t characters[CCHARW_MAX + 1] = {0};
    attr_t attributes = A_NORMAL;
    short pair = 0;
    char bytes[UTF8_SIZE];

    if (getcchar(cell, characters, &attributes, &pair, NULL) != OK || !*characters)
        *characters = L' ';
    if (attributes & A_ALTCHARSET)
        *characters = line_of_letter(*characters);
    for (size_t i = 0; characters[i]; i++)
        text_add_n(to, bytes, utf8_encode((unsigned)characters[i], bytes));
    return wcwidth(*characters) == 2 ? 2 : 1;
}

static void add_covered(struct text *to, int columns)
{
    char *word = must_copy_n(HIDDEN, text_fit(HIDDEN, (size_t)columns));

    text_addf(to, "%-*s", columns, word);
    free(word);
}

static void add_row(struct text *to, int row, int columns, struct cover cover)
{
    cchar_t cell;

    for (int i = 0; i < columns;) {
        if (i >= cover.column && i < cover.column + cover.columns) {
            add_covered(to, cover.columns);
            i = cover.column + cover.columns;
        } else {
            mvwin_wch(curscr, row, i, &cell);
            i += add_cell(to, &cell);
        }
    }
    text_add(to, "\n");
}

void ui_trace_screen(const struct ui *ui)
{
    struct text text = {0};

    if (!trace_is_on())
        return;
    int rows = getmaxy(curscr);
    int columns = getmaxx(curscr);
    int row = getcury(curscr);
    int column = getcurx(curscr);
    for (int i = 0; i < rows; i++)
        add_row(&text, i, columns, cover_of_row(open_form(ui), i));
    wmove(curscr, row, column); /* where the terminal's cursor is; reading has moved it */
    char *size =
        text_format("%dx%d, cursor in row %d, column %d", columns, rows, row + 1, column + 1);
    trace_screen(size, text.s);
    free(size);
    text_free(&text);
}
