#include "config.h"

#include "ui/clipboard.h"

#include <stdlib.h>
#include <string.h>

#include "sys/text.h"
#include "ui/terminal.h"

enum {
    COPY_LIMIT = 48 * 1024, /* bytes: xterm takes some 74 k of base64 */
    SCREEN_PIECE = 252 /* bytes that screen passes on at once: its limit is 256 with the frame */
};

static char *base64(const char *text)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const unsigned char *bytes = (const unsigned char *)text;
    size_t length = strlen(text);
    struct text out = {0};

    for (size_t i = 0; i < length; i += 3) {
        size_t left = length - i;
        unsigned group = (unsigned)bytes[i] << 16 | (left > 1 ? (unsigned)bytes[i + 1] << 8 : 0) |
                         (left > 2 ? bytes[i + 2] : 0);
        char quad[4] = {digits[group >> 18], digits[group >> 12 & 63],
                        left > 1 ? digits[group >> 6 & 63] : '=',
                        left > 2 ? digits[group & 63] : '='};
        text_add_n(&out, quad, sizeof quad);
    }
    return text_take(&out);
}

/* GNU screen passes strings on to the terminal around it, in pieces. */
static char *through_screen(const char *sequence)
{
    struct text out = {0};
    size_t length = strlen(sequence);

    for (size_t i = 0; i < length; i += SCREEN_PIECE) {
        size_t piece = length - i < SCREEN_PIECE ? length - i : SCREEN_PIECE;
        text_add(&out, "\x1bP");
        text_add_n(&out, sequence + i, piece);
        text_add(&out, "\x1b\\");
    }
    return text_take(&out);
}

char *clipboard_sequence(const char *term, bool is_in_tmux, const char *text,
                         enum clipboard_result *ret_why)
{
    static const char *const direct[] = {"xterm", "tmux",    "alacritty", "foot",  "wezterm",
                                         "st-",   "contour", "ghostty",   "iterm", NULL};
    static const char *const screen[] = {"screen", NULL};
    bool is_screen = !is_in_tmux && terminal_is_one_of(term, screen);

    if (!is_screen && !is_in_tmux && !terminal_is_one_of(term, direct)) {
        *ret_why = CLIPBOARD_UNKNOWN_TERMINAL;
        return NULL;
    }
    if (strlen(text) > COPY_LIMIT) {
        *ret_why = CLIPBOARD_TOO_LONG;
        return NULL;
    }
    *ret_why = CLIPBOARD_SENT;
    char *encoded = base64(text);
    char *sequence = text_format("\x1b]52;c;%s\a", encoded);
    if (is_screen) {
        char *framed = through_screen(sequence);
        free(sequence);
        sequence = framed;
    }
    free(encoded);
    return sequence;
}

enum clipboard_result clipboard_copy(const char *text)
{
    const char *term = getenv("TERM");
    enum clipboard_result why = CLIPBOARD_UNKNOWN_TERMINAL;
    char *sequence = clipboard_sequence(term ? term : "", getenv("TMUX") != NULL, text, &why);

    if (sequence)
        terminal_send(sequence);
    free(sequence);
    return why;
}
