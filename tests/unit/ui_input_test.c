/* What the full-screen face makes of bytes, and which bytes it sends to a clipboard. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "ui/clipboard.h"
#include "ui/filter.h"
#include "ui/keys.h"
#include "ui/utf8.h"

static struct keys keys;

static void feed(const char *bytes)
{
    keys_feed(&keys, bytes, strlen(bytes));
}

/* The next key; 0 when there is none yet. */
static unsigned next(bool is_all)
{
    unsigned key = 0;

    return keys_next(&keys, is_all, &key) ? key : 0;
}

static void start(void)
{
    keys = (struct keys){.is_utf8 = true};
}

TestSuite(keys, .init = start);
TestSuite(clipboard);
TestSuite(filter);

Test(keys, cursor_keys_of_both_modes)
{
    feed("\x1b[A\x1bOB\x1b[1;5C\x1b[5~\x1b[6~\x1b[H\x1b[4~");
    cr_expect_eq(next(false), SPECIAL_UP);
    cr_expect_eq(next(false), SPECIAL_DOWN);
    cr_expect_eq(next(false), SPECIAL_RIGHT);
    cr_expect_eq(next(false), SPECIAL_PAGE_UP);
    cr_expect_eq(next(false), SPECIAL_PAGE_DOWN);
    cr_expect_eq(next(false), SPECIAL_HOME);
    cr_expect_eq(next(false), SPECIAL_END);
    cr_expect_eq(next(false), 0);
}

Test(keys, f1_of_several_terminals)
{
    feed("\x1bOP\x1b[11~\x1b[[A");
    for (int i = 0; i < 3; i++)
        cr_expect_eq(next(false), SPECIAL_F1);
}

Test(keys, a_lone_escape_waits_until_nothing_can_follow)
{
    feed("\x1b");
    cr_expect_eq(next(false), 0);
    cr_expect(keys_are_pending(&keys));
    cr_expect_eq(next(true), SPECIAL_ESCAPE);
    cr_expect_not(keys_are_pending(&keys));
}

Test(keys, a_sequence_may_come_in_pieces)
{
    feed("\x1b");
    cr_expect_eq(next(false), 0);
    feed("[");
    cr_expect_eq(next(false), 0);
    feed("B");
    cr_expect_eq(next(false), SPECIAL_DOWN);
}

Test(keys, escape_and_a_letter_are_two_keys)
{
    feed("\x1bq");
    cr_expect_eq(next(false), SPECIAL_ESCAPE);
    cr_expect_eq(next(false), 'q');
}

Test(keys, unknown_sequences_are_swallowed_whole)
{
    feed("\x1b[200~\x1b[?64;1c\x1b[24;3~x");
    cr_expect_eq(next(false), 'x');
    cr_expect_eq(next(false), 0);
}

Test(keys, characters_beyond_ascii_arrive_whole)
{
    feed("\xe9\x9b");
    cr_expect_eq(next(false), 0);
    feed("\xbb"
         "\xc3\xa9");
    cr_expect_eq(next(false), 0x96FB);
    cr_expect_eq(next(false), 0xE9);
}

Test(keys, broken_bytes_are_dropped)
{
    feed("\xff\x80\xc3"
         "a");
    cr_expect_eq(next(false), 'a');
    keys.is_utf8 = false;
    feed("\xe9"
         "b");
    cr_expect_eq(next(false), 'b');
}

Test(keys, enter_tab_and_backspace)
{
    feed("\r\n\t\x7f\b");
    cr_expect_eq(next(false), SPECIAL_ENTER);
    cr_expect_eq(next(false), SPECIAL_ENTER);
    cr_expect_eq(next(false), SPECIAL_TAB);
    cr_expect_eq(next(false), SPECIAL_BACKSPACE);
    cr_expect_eq(next(false), SPECIAL_BACKSPACE);
}

Test(keys, more_than_fits_is_lost_not_written)
{
    for (size_t i = 0; i < KEY_BYTES + 10; i++)
        feed("a");
    cr_expect_eq(keys_room(&keys), 0);
}

static void expect_sequence(const char *term, bool is_in_tmux, const char *wanted)
{
    enum clipboard_result why;
    char *sequence = clipboard_sequence(term, is_in_tmux, "hello", &why);

    cr_expect_eq(why, CLIPBOARD_SENT);
    cr_expect_str_eq(sequence, wanted);
    free(sequence);
}

Test(clipboard, known_terminals_get_the_text)
{
    expect_sequence("xterm-256color", false, "\x1b]52;c;aGVsbG8=\a");
    expect_sequence("tmux-256color", true, "\x1b]52;c;aGVsbG8=\a");
    expect_sequence("screen-256color", true, "\x1b]52;c;aGVsbG8=\a");
}

Test(clipboard, screen_passes_it_on)
{
    expect_sequence("screen", false, "\x1bP\x1b]52;c;aGVsbG8=\a\x1b\\");
}

Test(clipboard, unknown_terminals_get_nothing)
{
    static const char *const terms[] = {"vt100", "linux", "ansi", ""};

    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        enum clipboard_result why;
        cr_expect_null(clipboard_sequence(terms[i], false, "hello", &why));
        cr_expect_eq(why, CLIPBOARD_UNKNOWN_TERMINAL);
    }
}

Test(clipboard, there_is_a_limit)
{
    enum clipboard_result why;
    char *text = calloc(1, 100001);

    memset(text, 'x', 100000);
    cr_expect_null(clipboard_sequence("xterm", false, text, &why));
    cr_expect_eq(why, CLIPBOARD_TOO_LONG);
    free(text);
}

Test(filter, words_are_typed_and_erased)
{
    struct filter filter = {0};

    filter_open(&filter, NULL);
    cr_expect_eq(filter_key(&filter, 'a', true), FILTER_CHANGED);
    cr_expect_eq(filter_key(&filter, 0x96FB, true), FILTER_CHANGED);
    cr_expect_str_eq(filter.words, "a電");
    cr_expect_eq(filter_key(&filter, SPECIAL_BACKSPACE, true), FILTER_CHANGED);
    cr_expect_str_eq(filter.words, "a");
    cr_expect_eq(filter_key(&filter, 0x15, true), FILTER_CHANGED);
    cr_expect_eq(filter_key(&filter, SPECIAL_BACKSPACE, true), FILTER_SAME);
    cr_expect_eq(filter_key(&filter, 0x96FB, false), FILTER_SAME);
    cr_expect_eq(filter_key(&filter, SPECIAL_ESCAPE, true), FILTER_DROPPED);
    cr_expect_not(filter.is_open);
}

Test(filter, the_last_word_can_be_erased)
{
    struct filter filter = {0};

    filter_open(&filter, "two words");
    cr_expect_eq(filter_key(&filter, 0x17, true), FILTER_CHANGED);
    cr_expect_str_eq(filter.words, "two ");
    filter_close(&filter);
}

Test(utf8, characters_of_all_lengths)
{
    static const struct {
        unsigned code;
        const char *bytes;
    } samples[] = {
        {'a',     "a"               },
        {0xE9,    "é"              },
        {0x96FB,  "電"             },
        {0x1F600, "\xf0\x9f\x98\x80"}
    };

    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        char bytes[UTF8_SIZE];
        cr_expect_eq(utf8_encode(samples[i].code, bytes), strlen(samples[i].bytes));
        cr_expect_str_eq(bytes, samples[i].bytes);
        cr_expect_eq(utf8_before(samples[i].bytes, strlen(samples[i].bytes)), 0);
    }
}
