/* Wrapping: where lines may end, in any script. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "report/wrap.h"
#include "sys/text.h"

/* The lines, each ended by a bar. */
static char *joined(struct wrapped wrapped)
{
    struct text text = {0};

    for (size_t i = 0; i < wrapped.count; i++) {
        text_add_n(&text, wrapped.lines[i].from, wrapped.lines[i].bytes);
        text_add(&text, "|");
    }
    wrap_clear(&wrapped);
    return text_take(&text);
}

static void expect(struct wrapped wrapped, const char *lines)
{
    char *text = joined(wrapped);

    cr_expect_str_eq(text, lines);
    free(text);
}

Test(wrap, breaks_between_words)
{
    expect(wrap_words("Turn the machine off", 10, 10), "Turn the|machine|off|");
    expect(wrap_words("Turn the machine off", 100, 100), "Turn the machine off|");
    expect(wrap_words("exactly ten", 7, 7), "exactly|ten|");
}

Test(wrap, an_empty_text_is_one_empty_line)
{
    expect(wrap_words("", 10, 10), "|");
    expect(wrap_exactly("", 10), "|");
}

Test(wrap, blanks_at_a_break_belong_to_no_line)
{
    expect(wrap_words("one    two", 5, 5), "one|two|");
    expect(wrap_words("one two   ", 20, 20), "one two|");
}

Test(wrap, the_first_line_may_be_shorter)
{
    expect(wrap_words("Seen on the host itself", 8, 15), "Seen on|the host itself|");
}

Test(wrap, a_word_longer_than_the_line_is_broken_where_the_line_is_full)
{
    expect(wrap_words("see https://example.org/long", 10, 10), "see|https://ex|ample.org/|long|");
}

Test(wrap, breaks_between_ideographs)
{
    expect(wrap_words("仮想マシンの電源", 7, 7), "仮想マ|シンの|電源|");
    expect(wrap_words("電源 off 設定", 8, 8), "電源 off|設定|");
}

Test(wrap, no_line_begins_with_a_closing_sign_or_ends_with_an_opening_one)
{
    expect(wrap_words("設定変更。再起動", 8, 8), "設定変|更。再起|動|");
    expect(wrap_words("電源（切る）", 6, 6), "電源|（切|る）|");
}

Test(wrap, combining_characters_stay_with_their_letter_and_take_no_room)
{
    expect(wrap_words("cafe\xcc\x81 re\xcc\x81sume\xcc\x81", 6, 6),
           "cafe\xcc\x81|re\xcc\x81sume\xcc\x81|");
}

Test(wrap, counts_columns_not_bytes)
{
    struct wrapped wrapped = wrap_words("電源é", 80, 80);

    cr_expect_eq(wrapped.lines[0].columns, 5);
    wrap_clear(&wrapped);
}

Test(wrap, exact_text_loses_nothing)
{
    expect(wrap_exactly("Get-VM  -Name 'x y'  ", 8), "Get-VM  |-Name |'x y'  |");
    expect(wrap_exactly("Set-VMSwitch -Name", 8), "Set-VMSw|itch |-Name|");
}

Test(wrap, addresses_break_after_a_slash)
{
    expect(wrap_address("https://example.org/azure/iot-edge/nested", 24),
           "https://example.org/|azure/iot-edge/nested|");
    expect(wrap_address("https://x/abcdefghijklmnopqrstuvwxyz", 16),
           "https://x/|abcdefghijklmnop|qrstuvwxyz|");
    expect(wrap_address("http://a/bcdefghijklmnopqrstuvwxyz", 24),
           "http://a/bcdefghijklmnop|qrstuvwxyz|");
}

Test(wrap, ends_on_the_narrowest_lines)
{
    expect(wrap_words("電源を切る", 0, 1), "電|源|を|切|る|");
    expect(wrap_exactly("電源", 1), "電|源|");
}
