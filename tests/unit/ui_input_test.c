/* What the full-screen face makes of bytes, and which bytes it sends to a clipboard and for links. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "ui/clipboard.h"
#include "ui/filter.h"
#include "ui/hyperlink.h"
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
TestSuite(hyperlink);
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

/* Variables as NAME=VALUE, ended by NULL. */
static const char *const *environment;

static const char *variable(const char *name)
{
    size_t length = strlen(name);

    for (size_t i = 0; environment[i]; i++) {
        if (strncmp(environment[i], name, length) == 0 && environment[i][length] == '=')
            return environment[i] + length + 1;
    }
    return NULL;
}

#define KNOWN(...)                                                                                 \
    (environment = (const char *const[]){__VA_ARGS__, NULL}, hyperlink_is_known(variable))

Test(hyperlink, terminals_are_known_by_their_name)
{
    cr_expect(KNOWN("TERM=foot"));
    cr_expect(KNOWN("TERM=foot-direct"));
    cr_expect(KNOWN("TERM=alacritty"));
    cr_expect(KNOWN("TERM=wezterm"));
    cr_expect(KNOWN("TERM=contour"));
    cr_expect(KNOWN("TERM=xterm-kitty"));
    cr_expect(KNOWN("TERM=xterm-ghostty"));
}

Test(hyperlink, terminals_are_known_by_a_variable)
{
    cr_expect(KNOWN("TERM=xterm-256color", "VTE_VERSION=7000"));
    cr_expect(KNOWN("TERM=xterm-256color", "VTE_VERSION=5202"));
    cr_expect(KNOWN("TERM=xterm-256color", "WT_SESSION=12-34"));
    cr_expect(KNOWN("TERM=xterm-256color", "TERM_PROGRAM=iTerm.app"));
    cr_expect(KNOWN("TERM=xterm-256color", "TERM_PROGRAM=WezTerm"));
    cr_expect(KNOWN("TERM=xterm-256color", "TERM_PROGRAM=vscode"));
    cr_expect(KNOWN("TERM=xterm-256color", "TERM_PROGRAM=ghostty"));
    cr_expect(KNOWN("TERM=xterm-256color", "KONSOLE_VERSION=201200"));
    cr_expect(KNOWN("TERM=konsole-256color", "KONSOLE_VERSION=230800"));
}

Test(hyperlink, others_are_not)
{
    cr_expect_not(KNOWN(NULL));
    cr_expect_not(KNOWN("TERM=xterm-256color"));
    cr_expect_not(KNOWN("TERM=xterm-256color", "VTE_VERSION=4600"));
    cr_expect_not(KNOWN("TERM=xterm-256color", "VTE_VERSION=new"));
    cr_expect_not(KNOWN("TERM=xterm-256color", "KONSOLE_VERSION=200400"));
    cr_expect_not(KNOWN("TERM=xterm-256color", "TERM_PROGRAM=Apple_Terminal"));
    cr_expect_not(KNOWN("TERM=linux", "VTE_VERSION=7000"));
    cr_expect_not(KNOWN("TERM=vt100", "WT_SESSION=1"));
    cr_expect_not(KNOWN("TERM=screen-256color", "TERM_PROGRAM=WezTerm"));
}

/* The terminal around it has left its variables. */
Test(hyperlink, inside_tmux_only_tmux_counts)
{
    cr_expect(KNOWN("TERM=tmux-256color", "TERM_PROGRAM=tmux", "TERM_PROGRAM_VERSION=3.4"));
    cr_expect(KNOWN("TERM=tmux-256color", "TERM_PROGRAM=tmux", "TERM_PROGRAM_VERSION=3.5a"));
    cr_expect(KNOWN("TERM=tmux", "TERM_PROGRAM=tmux", "TERM_PROGRAM_VERSION=next-3.6"));
    cr_expect(KNOWN("TERM=tmux", "TERM_PROGRAM=tmux", "TERM_PROGRAM_VERSION=4.0"));
    cr_expect_not(KNOWN("TERM=tmux", "TERM_PROGRAM=tmux", "TERM_PROGRAM_VERSION=3.3a"));
    cr_expect_not(KNOWN("TERM=tmux", "TERM_PROGRAM=tmux", "TERM_PROGRAM_VERSION=master"));
    cr_expect_not(KNOWN("TERM=tmux-256color", "VTE_VERSION=7000"));
    cr_expect_not(KNOWN("TERM=xterm-256color", "VTE_VERSION=7000", "TMUX=/tmp/tmux-0/default"));
    cr_expect_not(KNOWN("TERM=foot", "STY=1.pts-0"));
}

/* The id, eight digits at most, does not matter here. */
static char *without_id(char *sequence)
{
    char *id = strstr(sequence, "id=");

    cr_assert_not_null(id);
    memmove(id, strchr(id, ';'), strlen(strchr(id, ';')) + 1);
    return sequence;
}

Test(hyperlink, the_address_stands_around_the_text)
{
    char *sequence = hyperlink_sequence("https://example.org/a?b;c", "example");

    cr_expect_str_eq(without_id(sequence),
                     "\x1b]8;;https://example.org/a?b;c\x1b\\example\x1b]8;;\x1b\\");
    free(sequence);
}

Test(hyperlink, only_printable_ascii_is_sent)
{
    char *sequence = hyperlink_sequence("https://example.org/\x1b\\\a \x7fé", "text");

    cr_expect_str_eq(without_id(sequence),
                     "\x1b]8;;https://example.org/%1B\\%07%20%7F%C3%A9\x1b\\text\x1b]8;;\x1b\\");
    free(sequence);
}

Test(hyperlink, rows_of_one_address_have_one_id)
{
    char *first = hyperlink_sequence("https://example.org/a", "x");
    char *second = hyperlink_sequence("https://example.org/a", "x");
    char *other = hyperlink_sequence("https://example.org/b", "x");

    cr_expect_str_eq(first, second);
    cr_expect_neq(strncmp(first, other, strlen("\x1b]8;id=1234")), 0);
    free(first);
    free(second);
    free(other);
}

Test(hyperlink, what_is_no_address_of_the_web_is_no_link)
{
    char *address = calloc(1, 3001);

    memcpy(memset(address, 'a', 3000), "https://", 8);
    cr_expect_null(hyperlink_sequence("file:///etc/passwd", "x"));
    cr_expect_null(hyperlink_sequence("javascript:alert(1)", "x"));
    cr_expect_null(hyperlink_sequence("", "x"));
    cr_expect_null(hyperlink_sequence(address, "x"));
    free(address);
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
