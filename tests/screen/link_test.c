/* Hyperlinks of the terminal (OSC 8): addresses on the screen lead where they say, and nothing
 * else leads anywhere. */
#include "config.h"

#include <signal.h>
#include <string.h>

#include "screen_test.h"

#define ADDRESS "https://learn.microsoft.com/azure/iot-edge/nested-virtualization"

/* A terminal of GNOME's kind, which calls itself xterm. */
static const char *const vte[] = {"VTE_VERSION=7000", NULL};
static const struct screen_setup known = {.environment = vte};

/* --- what is there --------------------------------------------------------------------------- */

/* Every cell that leads somewhere, as rows of the text there. */
static const char *linked(struct screen *s)
{
    static char all[8192];
    size_t length = 0;

    for (int row = 1; row <= screen_rows(s); row++) {
        size_t before = length;
        for (int column = 1; column <= screen_columns(s) && length < sizeof all - 8; column++) {
            struct screen_cell cell = screen_cell(s, row, column);
            if (*screen_link(s, row, column))
                all[length++] = cell.text[0] ? cell.text[0] : ' ';
        }
        if (length > before)
            all[length++] = '\n';
    }
    all[length] = '\0';
    return all;
}

static bool leads(struct screen *s, const void *text)
{
    return strcmp(linked(s), text) == 0;
}

static void links_are(struct screen *s, const char *text)
{
    must(screen_wait_until(s, leads, text, "the links of the page"));
    for (int row = 1; row <= screen_rows(s); row++) {
        for (int column = 1; column <= screen_columns(s); column++) {
            const char *address = screen_link(s, row, column);
            cr_expect(!*address || strcmp(address, ADDRESS) == 0, "%d, %d: %s", row, column,
                      address);
        }
    }
}

static bool sent_links(struct screen *s, size_t from)
{
    size_t length = 0;
    const char *raw = screen_raw(s, &length);

    return memmem(raw + from, length - from, "\x1b]8;", 4) != NULL;
}

/* --- which terminals ------------------------------------------------------------------------- */

Test(link, an_address_is_a_link_where_the_terminal_has_links)
{
    struct screen *s = start_on(&known, "ui_sample");

    links_are(s, ADDRESS "\n");
    cursor_on(s, "> ✗ Virtualization exposed");
    screen_stop(s);
}

Test(link, a_terminal_may_say_what_it_is_in_term)
{
    struct screen_setup setup = {.term = "alacritty"};
    struct screen *s = start_on(&setup, "ui_sample");

    links_are(s, ADDRESS "\n");
    screen_stop(s);
}

Test(link, the_wizard_has_them_too)
{
    struct screen *s = start_on(&known, "eflow-wizard", "--lab", "esxi");
    int row = 0;
    int column = 0;

    sees(s, "[Path]");
    press(s, "Right Right Right");
    sees(s, "[Prerequisites]");
    press(s, "o");
    sees(s, "p QR code");
    cr_assert(screen_find(s, " https://", &row, &column));
    must(screen_settle(s)); /* links are written after the screen */
    const char *address = screen_link(s, row, column + 1);
    cr_expect_not_null(strstr(screen_row(s, row), address), "\"%s\"", address);
    cr_expect_neq(*address, '\0');
    screen_stop(s);
}

Test(link, other_terminals_get_no_byte_of_it)
{
    static const char *const inside[] = {"VTE_VERSION=7000", "TMUX=/tmp/tmux", NULL};
    static const struct screen_setup setups[] = {
        {.term = "xterm-256color"},
        {                         .term = "vt100",          .charset = "C"},
        {                         .term = "linux"                       },
        { .term = "screen-256color",                        .environment = inside},
    };

    for (size_t i = 0; i < sizeof setups / sizeof *setups; i++) {
        struct screen *s = start_on(&setups[i], "ui_sample");
        sees(s, ADDRESS);
        press(s, "o");
        sees(s, "Where to read more");
        press(s, "Esc Down q");
        exits(s, 0);
        cr_expect_not(sent_links(s, 0), "%s", setups[i].term);
        screen_stop(s);
    }
}

Test(link, nothing_but_the_link_is_sent_in_addition)
{
    struct screen_setup plain = {.term = "xterm-256color"};
    static const char *const variables[] = {"WT_SESSION=1", NULL};
    struct screen_setup windows = {.term = "xterm-256color", .environment = variables};
    struct screen *a = start_on(&plain, "ui_sample");
    struct screen *b = start_on(&windows, "ui_sample");

    cursor_on(a, "> ✗ Virtualization exposed");
    links_are(b, ADDRESS "\n");
    cursor_on(b, "> ✗ Virtualization exposed");
    /* the address twice, the sequence around it, and two movements of the cursor */
    cr_expect_leq(screen_bytes_since(b, 0) - screen_bytes_since(a, 0), 2 * strlen(ADDRESS) + 48);
    screen_stop(a);
    screen_stop(b);
}

/* --- changes --------------------------------------------------------------------------------- */

Test(link, a_wrapped_address_is_one_link)
{
    struct screen_setup small = {.environment = vte, .columns = 60, .rows = 20};
    struct screen *s = start_on(&small, "ui_sample");

    press(s, "Tab PageDown");
    links_are(s, "https://learn.microsoft.com/azure/iot-edge/\nnested-virtualization\n");
    size_t length = 0;
    const char *raw = screen_raw(s, &length);
    const char *first = memmem(raw, length, "\x1b]8;id=", 7);
    cr_assert_not_null(first);
    const char *second = memmem(first + 7, length - (size_t)(first + 7 - raw), "\x1b]8;id=", 7);
    cr_assert_not_null(second);
    cr_expect_eq(memcmp(first, second, strlen("\x1b]8;id=12345678;" ADDRESS)), 0);
    screen_stop(s);
}

Test(link, what_stays_is_not_sent_again)
{
    struct screen *s = start_on(&known, "ui_sample", "--plain", "--page", "2");

    links_are(s, ADDRESS "\n");
    size_t mark = screen_mark(s);
    press(s, "Down");
    cursor_on(s, "> ~ ESXi host or vCenter");
    links_are(s, ADDRESS "\n");
    cr_expect_not(sent_links(s, mark));
    screen_stop(s);
}

Test(link, a_popup_leaves_no_link_behind)
{
    struct screen *s = start_on(&known, "ui_sample");

    links_are(s, ADDRESS "\n");
    press(s, "?");
    sees(s, "Help: Prerequisites");
    links_are(s, "");
    press(s, "Esc");
    links_are(s, ADDRESS "\n");
    press(s, "f");
    sees(s, "In which format");
    press(s, "Esc");
    links_are(s, ADDRESS "\n");
    screen_stop(s);
}

Test(link, a_popup_has_links_of_its_own)
{
    struct screen *s = start_on(&known, "ui_sample");

    links_are(s, ADDRESS "\n");
    press(s, "o");
    sees(s, "Where to read more");
    links_are(s, ADDRESS "\n" ADDRESS "\n");
    press(s, "p");
    sees_no(s, "[Prerequisites]");
    links_are(s, "https://learn.microsoft.com/azure/\niot-edge/nested-virtualization\n");
    press(s, "Esc");
    links_are(s, ADDRESS "\n");
    screen_stop(s);
}

Test(link, another_page_leaves_no_link_behind)
{
    struct screen *s = start_on(&known, "ui_sample");

    links_are(s, ADDRESS "\n");
    press(s, "Right");
    sees(s, "[Steps]");
    links_are(s, "");
    press(s, "Left");
    sees(s, "[Prerequisites]");
    links_are(s, ADDRESS "\n");
    screen_stop(s);
}

/* curses has nothing to write there. */
Test(link, the_same_text_may_be_no_link_any_more)
{
    struct screen *s = start_on(&known, "ui_sample", "--page", "2");

    links_are(s, ADDRESS "\n");
    must(screen_signal(s, SIGUSR1));
    sees(s, "ON, exposed");
    sees(s, ADDRESS);
    links_are(s, "");
    must(screen_signal(s, SIGUSR1));
    links_are(s, ADDRESS "\n");
    screen_stop(s);
}

Test(link, a_message_over_it_is_no_link)
{
    struct screen *s = start_on(&known, "ui_sample", "--page", "2");

    links_are(s, ADDRESS "\n");
    press(s, "r");
    sees(s, "All systems are being asked again.");
    links_are(s, ADDRESS "\n");
    screen_stop(s);
}

Test(link, details_that_scroll_take_their_link_along)
{
    struct screen_setup small = {.environment = vte, .columns = 80, .rows = 16};
    struct screen *s = start_on(&small, "ui_sample");

    press(s, "Tab");
    for (int i = 0; i < 6; i++)
        press(s, "Down");
    sees(s, "In other words");
    sees_no(s, ADDRESS);
    links_are(s, "");
    press(s, "Home");
    sees(s, "Hyper-V cannot start");
    press(s, "Down Down Down");
    sees(s, ADDRESS);
    links_are(s, ADDRESS "\n");
    screen_stop(s);
}

Test(link, all_is_marked_anew_when_all_is_drawn_anew)
{
    struct screen *s = start_on(&known, "ui_sample");

    links_are(s, ADDRESS "\n");
    size_t mark = screen_mark(s);
    press(s, "Ctrl-L");
    must(screen_wait_raw(s, mark, "\x1b]8;;"));
    links_are(s, ADDRESS "\n");
    resize(s, 90, 30);
    sees_in_row(s, 30, "Enter steps");
    links_are(s, ADDRESS "\n");
    resize(s, 80, 24);
    sees_in_row(s, 24, "Enter steps");
    links_are(s, ADDRESS "\n");
    press(s, "q");
    exits(s, 0);
    is_restored(s);
    screen_stop(s);
}
