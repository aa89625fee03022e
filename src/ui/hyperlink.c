#include "config.h"

#include "ui/hyperlink.h"

#include <stdlib.h>
#include <string.h>

#include "sys/text.h"
#include "ui/terminal.h"

enum {
    LONGEST_ADDRESS = 2000, /* bytes; terminals drop what is longer than 2083 */
    VTE_SOUND = 5202,       /* older ones have hyperlinks too, and crash now and then */
    KONSOLE_FIRST = 201200,
    TMUX_MAJOR = 3,
    TMUX_MINOR = 4,
};

struct hyperlink {
    int row;
    int column;
    char *text; /* printable ASCII */
    char *address;
    attr_t attributes;
};

/* --- which terminals ------------------------------------------------------------------------- */

static bool is_one_of(const char *text, const char *const *words)
{
    for (; *words; words++) {
        if (strcmp(text, *words) == 0)
            return true;
    }
    return false;
}

/* "3.4", "3.5a", "next-3.6". */
static bool is_new_tmux(const char *version)
{
    char *end = NULL;

    if (strncmp(version, "next-", 5) == 0)
        version += 5;
    long major = strtol(version, &end, 10);
    long minor = *end == '.' ? strtol(end + 1, NULL, 10) : 0;
    return major > TMUX_MAJOR || (major == TMUX_MAJOR && minor >= TMUX_MINOR);
}

/* Terminals that call themselves xterm and leave their own name in another variable. */
static bool is_known_by_variable(const char *(*variable)(const char *name))
{
    static const char *const programs[] = {"iTerm.app", "WezTerm", "vscode", "ghostty", NULL};
    const char *program = variable("TERM_PROGRAM");
    const char *vte = variable("VTE_VERSION");
    const char *konsole = variable("KONSOLE_VERSION");

    return (program && is_one_of(program, programs)) || (vte && atol(vte) >= VTE_SOUND) ||
           (konsole && atol(konsole) >= KONSOLE_FIRST) || variable("WT_SESSION");
}

/* Inside tmux and screen the variables of the terminal around them are still there, and mean
 * nothing. */
bool hyperlink_is_known(const char *(*variable)(const char *name))
{
    static const char *const names[] = {"alacritty",   "foot",    "wezterm",
                                        "contour",     "ghostty", "xterm-ghostty",
                                        "xterm-kitty", "kitty",   NULL};
    static const char *const disguises[] = {"xterm", "konsole", "vte", NULL};
    static const char *const tmux[] = {"tmux", NULL};
    const char *term = variable("TERM") ? variable("TERM") : "";
    const char *program = variable("TERM_PROGRAM") ? variable("TERM_PROGRAM") : "";
    const char *version = variable("TERM_PROGRAM_VERSION");

    if (terminal_is_one_of(term, tmux))
        return strcmp(program, "tmux") == 0 && version && is_new_tmux(version);
    if (variable("TMUX") || variable("STY"))
        return false;
    if (terminal_is_one_of(term, names))
        return true;
    return terminal_is_one_of(term, disguises) && is_known_by_variable(variable);
}

/* --- bytes ----------------------------------------------------------------------------------- */

static bool is_of_the_web(const char *address)
{
    return text_starts(address, "https://") || text_starts(address, "http://");
}

/* What is not printable ASCII is written as %XX, as in every address that is sent. */
static void add_address(struct text *out, const char *address)
{
    for (; *address; address++) {
        unsigned char byte = (unsigned char)*address;
        if (byte > 0x20 && byte < 0x7F)
            text_add_n(out, address, 1);
        else
            text_addf(out, "%%%02X", byte);
    }
}

/* Terminals join rows of one id; not all of them compare the addresses too. */
static unsigned id_of(const char *address)
{
    unsigned hash = 2166136261U;

    for (; *address; address++)
        hash = (hash ^ (unsigned char)*address) * 16777619U;
    return hash;
}

char *hyperlink_sequence(const char *address, const char *text)
{
    struct text out = {0};

    if (!is_of_the_web(address) || strlen(address) > LONGEST_ADDRESS)
        return NULL;
    text_addf(&out, "\x1b]8;id=%x;", id_of(address));
    add_address(&out, address);
    text_addf(&out, "\x1b\\%s\x1b]8;;\x1b\\", text);
    return text_take(&out);
}

/* --- sets ------------------------------------------------------------------------------------ */

static void drop(struct hyperlink_set *set, size_t at)
{
    free(set->all[at].text);
    free(set->all[at].address);
    set->all[at] = set->all[--set->count];
}

static void clear_set(struct hyperlink_set *set)
{
    while (set->count > 0)
        drop(set, set->count - 1);
    free(set->all);
    *set = (struct hyperlink_set){0};
}

/* Takes the place of one that begins at the same cell. */
static void add(struct hyperlink_set *set, const struct hyperlink *link)
{
    for (size_t i = set->count; i-- > 0;) {
        if (set->all[i].row == link->row && set->all[i].column == link->column)
            drop(set, i);
    }
    set->all = must_realloc(set->all, (set->count + 1) * sizeof *set->all);
    set->all[set->count] = *link;
    set->all[set->count].text = must_copy(link->text);
    set->all[set->count++].address = must_copy(link->address);
}

static bool contains(const struct hyperlink_set *set, const struct hyperlink *link)
{
    for (size_t i = 0; i < set->count; i++) {
        const struct hyperlink *other = &set->all[i];
        if (other->row == link->row && other->column == link->column &&
            strcmp(other->text, link->text) == 0 && strcmp(other->address, link->address) == 0)
            return true;
    }
    return false;
}

static bool has_row(const struct hyperlink_set *set, int row)
{
    for (size_t i = 0; i < set->count; i++) {
        if (set->all[i].row == row)
            return true;
    }
    return false;
}

static void drop_row(struct hyperlink_set *set, int row)
{
    for (size_t i = set->count; i-- > 0;) {
        if (set->all[i].row == row)
            drop(set, i);
    }
}

/* --- what curses knows ----------------------------------------------------------------------- */

/* A window of curses' own, looked at without moving its cursor, which is the terminal's. */
static void read_row(WINDOW *screen, int row, cchar_t *cells)
{
    int cursor_row = 0;
    int cursor_column = 0;

    getyx(screen, cursor_row, cursor_column);
    for (int column = 0; column < COLS; column++)
        mvwin_wch(screen, row, column, &cells[column]);
    wmove(screen, cursor_row, cursor_column);
}

static bool shows(WINDOW *screen, const struct hyperlink *link)
{
    cchar_t *cells = must_alloc((size_t)COLS * sizeof *cells);
    size_t length = strlen(link->text);
    bool is_there = link->row < LINES && link->column + (int)length <= COLS;

    if (is_there)
        read_row(screen, link->row, cells);
    for (size_t i = 0; is_there && i < length; i++) {
        const wchar_t *character = cells[link->column + (int)i].chars;
        is_there = character[0] == (wchar_t)link->text[i] && character[1] == L'\0';
    }
    free(cells);
    return is_there;
}

/* Whether doupdate will write in the row. */
static bool is_about_to_change(int row)
{
    size_t size = (size_t)COLS * sizeof(cchar_t);
    cchar_t *now = must_alloc(size);
    cchar_t *next = must_alloc(size);

    read_row(curscr, row, now);
    read_row(newscr, row, next);
    bool differs = memcmp(now, next, size) != 0;
    free(now);
    free(next);
    return differs;
}

/* --- marking --------------------------------------------------------------------------------- */

static const char *variable_of_process(const char *name)
{
    return getenv(name);
}

void hyperlinks_start(struct hyperlinks *links)
{
    links->are_known = hyperlink_is_known(variable_of_process);
}

void hyperlinks_begin(struct hyperlinks *links)
{
    clear_set(&links->wanted);
}

static bool is_printable(const char *text)
{
    for (; *text; text++) {
        if (*text < 0x20 || *text > 0x7E)
            return false;
    }
    return true;
}

void hyperlinks_want(struct hyperlinks *links, WINDOW *window, const struct rows *rows,
                     size_t first, int row, int column, int height)
{
    if (!links->are_known)
        return;
    for (int i = 0; i < height && first + (size_t)i < rows->count; i++) {
        const struct row *shown = &rows->rows[first + (size_t)i];
        for (size_t p = 0; p < shown->count; p++) {
            const struct row_piece *piece = &shown->pieces[p];
            if (piece->link && is_printable(piece->text))
                add(&links->wanted,
                    &(struct hyperlink){getbegy(window) + row + i,
                                        getbegx(window) + column + piece->column, piece->text,
                                        piece->link, piece->attributes});
        }
    }
}

/* What a message or a popup covers is not to be seen. */
static void drop_covered(struct hyperlink_set *wanted)
{
    for (size_t i = wanted->count; i-- > 0;) {
        if (!shows(newscr, &wanted->all[i]))
            drop(wanted, i);
    }
}

static bool is_right(const struct hyperlinks *links, int row)
{
    for (size_t i = 0; i < links->marked.count; i++) {
        if (links->marked.all[i].row == row && !contains(&links->wanted, &links->marked.all[i]))
            return false;
    }
    return row < LINES && !is_about_to_change(row);
}

/* curses writes the cells that differ, and may move others along: only a row that is written whole
 * has surely no link left. */
void hyperlinks_prepare(struct hyperlinks *links)
{
    if (!links->are_known)
        return;
    drop_covered(&links->wanted);
    if (is_cleared(curscr) || is_cleared(newscr))
        clear_set(&links->marked);
    for (int row = 0; links->marked.count > 0 && row < LINES; row++) {
        if (has_row(&links->marked, row) && !is_right(links, row)) {
            wredrawln(newscr, row, 1);
            drop_row(&links->marked, row);
        }
    }
}

static struct text *collected;

static int collect(int byte)
{
    char character = (char)byte;

    text_add_n(collected, &character, 1);
    return byte;
}

/* Cursor and attributes are as curses believes them to be, before and after. */
static void add_mark(struct text *out, const struct hyperlink *link, const char *sequence)
{
    text_addf(out, "\x1b[%d;%dH", link->row + 1, link->column + 1);
    collected = out;
    vid_puts(link->attributes, (short)PAIR_NUMBER(link->attributes), NULL, collect);
    text_add(out, sequence);
    vid_puts(A_NORMAL, 0, NULL, collect);
}

void hyperlinks_mark(struct hyperlinks *links)
{
    struct text out = {0};

    for (size_t i = 0; i < links->wanted.count; i++) {
        const struct hyperlink *link = &links->wanted.all[i];
        char *sequence =
            contains(&links->marked, link) ? NULL : hyperlink_sequence(link->address, link->text);
        if (!sequence)
            continue;
        add_mark(&out, link, sequence);
        add(&links->marked, link);
        free(sequence);
    }
    if (out.length > 0) {
        text_addf(&out, "\x1b[%d;%dH", getcury(curscr) + 1, getcurx(curscr) + 1);
        terminal_send(out.s);
    }
    text_free(&out);
}

void hyperlinks_clear(struct hyperlinks *links)
{
    clear_set(&links->wanted);
    clear_set(&links->marked);
}
