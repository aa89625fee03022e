#include "config.h"

#include "ui/theme.h"

#include <assert.h>
#include <langinfo.h>
#include <stdlib.h>
#include <string.h>

#include "ui/terminal.h"

enum {
    OWN_COLOR = -1, /* of the terminal */
    PAPER_PAIR = TONE_COUNT + 1
};

/* No bold: next to a colour it costs more bytes than the sign itself. */
static const short tones[] = {
    [TONE_PLAIN] = OWN_COLOR,   [TONE_GOOD] = COLOR_GREEN,     [TONE_BAD] = COLOR_RED,
    [TONE_WARN] = COLOR_YELLOW, [TONE_UNSURE] = COLOR_MAGENTA, [TONE_DIM] = OWN_COLOR,
    [TONE_LIVELY] = COLOR_CYAN,
};
static_assert(sizeof tones / sizeof *tones == TONE_COUNT, "every tone has a colour");

/* Terminals whose usual fonts have lines and letters, but no check marks. */
static bool has_plain_font(const char *term)
{
    static const char *const plain[] = {"linux",  "vt1",  "vt2",    "vt3",    "ansi",
                                        "cons25", "wsvt", "pcansi", "cygwin", NULL};

    return terminal_is_one_of(term, plain);
}

/* The terminal's own lines where Unicode must not be sent: most have them, some (with the code page
 * of a PC) only in bytes that are not ASCII. Where there are none, curses draws + - | by itself. */
static bool has_own_lines(void)
{
    const char *pairs = tigetstr("acsc");

    if (!pairs || pairs == (char *)-1)
        return true;
    for (; pairs[0] && pairs[1]; pairs += 2) {
        if (strchr("qxlkmj", pairs[0]) && (unsigned char)pairs[1] > 0x7E)
            return false;
    }
    return true;
}

/* Of 256 colours those beyond the first sixteen are the same in every scheme of colours. */
static void start_paper(void)
{
    if (COLORS >= 256)
        init_pair(PAPER_PAIR, 16, 231);
    else
        init_pair(PAPER_PAIR, COLOR_BLACK, COLORS >= 16 ? 15 : COLOR_WHITE);
}

struct look theme_start(bool ascii, bool no_color)
{
    const char *term = getenv("TERM");
    struct look look = {.is_utf8 = !ascii && strcmp(nl_langinfo(CODESET), "UTF-8") == 0};

    look.has_lines = !ascii && (look.is_utf8 || has_own_lines());
    look.has_symbols = look.is_utf8 && !has_plain_font(term ? term : "");
    look.has_reverse = (termattrs() & A_REVERSE) != 0;
    bool may_color = !no_color && has_colors();
    /* Before start_color, or curses sends the terminal's own colours twice. */
    short own = may_color && use_default_colors() == OK ? OWN_COLOR : COLOR_BLACK;
    look.has_colors = may_color && start_color() == OK;
    if (!look.has_colors)
        return look;
    for (short tone = 0; tone < TONE_COUNT; tone++) {
        if (tones[tone] != OWN_COLOR)
            init_pair((short)(tone + 1), tones[tone], own);
    }
    start_paper();
    return look;
}

attr_t theme_tone(const struct look *look, enum tone tone)
{
    if (!look->has_colors || tones[tone] == OWN_COLOR)
        return A_NORMAL;
    return (attr_t)COLOR_PAIR((int)tone + 1);
}

attr_t theme_mark(const struct look *look, enum mark mark)
{
    return theme_tone(look, mark_tone(mark));
}

const char *theme_sign(const struct look *look, enum mark mark)
{
    return look->has_symbols ? mark_symbol(mark) : mark_word(mark);
}

int theme_sign_columns(const struct look *look)
{
    return look->has_symbols ? 1 : MARK_WORD_COLUMNS;
}

attr_t theme_paper(void)
{
    return (attr_t)COLOR_PAIR(PAPER_PAIR);
}

/* Terminals without colours have slow lines, too, and strokes of boxes cost several bytes each. */
enum picture_style theme_picture_style(const struct look *look)
{
    if (look->has_symbols)
        return PICTURE_UTF8;
    return look->has_lines && has_colors() ? PICTURE_LINES : PICTURE_ASCII;
}
