/* Texts for those who know ASCII only. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "report/ascii.h"

static void expect(const char *utf8, const char *ascii)
{
    char *text = ascii_text(utf8);

    cr_expect_str_eq(text, ascii);
    free(text);
}

Test(ascii, leaves_ascii_alone)
{
    expect("Shutdown-VMGuest -VM \"edge-01\" ~ 100 %", "Shutdown-VMGuest -VM \"edge-01\" ~ 100 %");
    expect("", "");
}

Test(ascii, finds_something_near)
{
    expect("Käse, Straße, Łódź, ça", "Kaese, Strasse, Lodz, ca");
    expect("“on” → ‘off’ …", "\"on\" -> 'off' ...");
    expect("≥ 1 – ≤ 4", ">= 1 - <= 4");
}

Test(ascii, shows_that_something_was_there)
{
    expect("仮想", "??");
    expect("a\x1b[2J\x7f", "a?[2J?");
    expect("broken \xff", "broken ?");
}

Test(ascii, leaves_marks_of_letters_out)
{
    expect("e\xcc\x81t\xc3\xa9", "ete");
}

Test(ascii, one_sign_is_one_printable_sign)
{
    for (unsigned code = 0; code < 0x3000; code++) {
        const char *sign = ascii_sign(code);
        cr_assert(strlen(sign) == 1 && *sign >= ' ' && *sign <= '~', "U+%04X", code);
    }
}
