/* The full-screen face on a fake flow: what a person sees and what the keys do. */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "screen_test.h"

static struct screen *sample(void)
{
    struct screen *s = start("ui_sample");

    cursor_on(s, "> ✗ Virtualization exposed");
    return s;
}

static struct screen *page(const char *number, const char *seen)
{
    struct screen *s = start("ui_sample", "--page", number);

    sees(s, seen);
    return s;
}

/* The file that the fake flow wrote in its working directory; "" when there is none. */
static const char *written(struct screen *s, const char *name)
{
    static char content[1024];
    char path[512];

    snprintf(path, sizeof path, "%s/%s", screen_home(s), name);
    FILE *file = fopen(path, "r");
    if (!file)
        return "";
    content[fread(content, 1, sizeof content - 1, file)] = '\0';
    fclose(file);
    return content;
}

/* --- layout ---------------------------------------------------------------------------------- */

Test(ui, every_row_stands_where_people_look_for_it)
{
    struct screen *s = sample();

    sees_in_row(s, 1, " EFLOW setup wizard");
    sees_in_row(s, 1, "VMware ESXi · edge-01");
    sees_in_row(s, 2, " Path  Plan  Connect  [Prerequisites]  Steps  Report");
    sees_in_row(s, 2, "live, 2 s ago");
    sees_in_row(s, 3, " Intel host > ESXi 7.0.3 > edge-01 ON, not exposed > Hyper-V off > EFLOW -");
    sees_in_row(s, 5, " 7 pass   1 fail   1 warning   2 unknown");
    sees_in_row(s, 5, "####----");
    sees_in_row(s, 13, "1-7 of 12");
    sees_in_row(s, 14, "REQUIRED");
    sees_in_row(s, 24, " Enter steps   r check now   c confirm by hand   o link");
    screen_stop(s);
}

Test(ui, the_picture_is_large_on_the_first_page)
{
    struct screen *s = page("0", "[Path]");

    sees(s, "┌─ edge-01 (Windows 11) ─");
    sees(s, "✗ running, not exposed");
    sees(s, "> Local virtual machine on Hyper-V");
    screen_stop(s);
}

Test(ui, from_110_columns_the_picture_stands_at_the_right)
{
    struct screen_setup wide = {.columns = 132, .rows = 43};
    struct screen *s = start_on(&wide, "ui_sample");

    sees_in_row(s, 4, "┌─ Physical host ─");
    sees_in_row(s, 4, " 7 pass   1 fail");
    screen_stop(s);
}

Test(ui, the_smallest_size_shows_three_items_and_three_lines_of_details)
{
    struct screen_setup small = {.columns = 60, .rows = 16};
    struct screen *s = start_on(&small, "ui_sample");

    sees(s, "> ✗ Virtualization exposed");
    sees(s, "! Memory for EFLOW");
    sees(s, "? Promiscuous mode");
    sees(s, "Hyper-V cannot start inside");
    sees(s, "Seen  config.nestedHVEnabled");
    sees(s, "      API, 14:02:11)");
    sees(s, "1-4 of 12");
    screen_stop(s);
}

Test(ui, a_terminal_that_is_too_small_asks_for_room_and_goes_on)
{
    struct screen *s = sample();

    resize(s, 59, 24);
    sees_in_row(s, 1, "Please make this window larger: at least 60 x 16.");
    resize(s, 20, 5);
    sees_in_row(s, 1, "60x16!");
    resize(s, 1, 1);
    resize(s, 80, 24);
    cursor_on(s, "> ✗ Virtualization exposed");
    screen_stop(s);
}

/* The f would open a menu, in which q means nothing. */
Test(ui, in_a_terminal_that_is_too_small_only_quitting_works)
{
    struct screen_setup tiny = {.columns = 40, .rows = 10};
    struct screen *s = start_on(&tiny, "ui_sample");

    sees(s, "Larger, please: 60 x 16");
    type(s, "fq");
    exits(s, 0);
    is_restored(s);
    screen_stop(s);
}

Test(ui, a_storm_of_resizes_ends_in_the_last_size)
{
    struct screen *s = sample();

    for (int i = 0; i < 300; i++)
        resize(s, 1 + i * 37 % 299, 1 + i * 17 % 99);
    resize(s, 100, 30);
    sees_in_row(s, 30, "Enter steps");
    sees_in_row(s, 1, "VMware ESXi · edge-01");
    cursor_on(s, "> ✗ Virtualization exposed");
    screen_stop(s);
}

Test(ui, wide_and_combining_characters_keep_their_columns)
{
    struct screen *s = page("2", "[Connect]");

    sees(s, "○ Büro 東京のサーバー 計算機  not available");
    sees(s, "Cafe\xcc\x81 combining marks");
    sees(s, "仮想マシンの電源を切ってから、");
    screen_stop(s);
}

Test(ui, commands_stand_without_marks_in_them)
{
    struct screen *s = page("4", "[Steps]");

    sees(s, "    Shutdown-VMGuest -VM edge-01   (PowerCLI)");
    sees(s, "    govc vm.power -s edge-01       (govc)");
    sees(s, "PowerShell on the Hyper-V host:");
    screen_stop(s);
}

Test(ui, pages_look_as_agreed)
{
    struct screen *s = page("0", "[Path]");
    struct screen_setup wide = {.columns = 120, .rows = 34};
    struct screen_setup small = {.columns = 60, .rows = 16, .term = "vt100", .charset = "C"};

    golden(s, "ui-path");
    press(s, "Right Right");
    golden(s, "ui-connect");
    press(s, "Enter");
    golden(s, "ui-form");
    s = start_on(&wide, "ui_sample");
    golden(s, "ui-prerequisites-wide");
    s = start_on(&small, "ui_sample", "--page", "4");
    golden(s, "ui-steps-small");
}

/* --- moving ---------------------------------------------------------------------------------- */

Test(ui, the_cursor_stands_on_the_selected_item)
{
    struct screen *s = sample();

    press(s, "Down j");
    cursor_on(s, "> ? Promiscuous mode");
    cr_assert_eq(screen_cursor(s).column, 2);
    press(s, "k Up Up");
    cursor_on(s, "> ✗ Virtualization exposed");
    press(s, "End");
    cursor_on(s, "> - NAT network");
    sees(s, "6-12 of 12");
    screen_stop(s);
}

Test(ui, keys_typed_ahead_all_count)
{
    struct screen *s = sample();

    type(s, "jjjjjjjjkj");
    cursor_on(s, "> ✓ PowerShell");
    screen_stop(s);
}

Test(ui, a_long_list_scrolls)
{
    struct screen *s = start("ui_sample", "--long");

    sees(s, "1-7 of 200");
    press(s, "PageDown PageDown");
    cursor_on(s, "> ✓ Check number 13");
    press(s, "End");
    sees(s, "194-200 of 200");
    screen_stop(s);
}

Test(ui, tab_goes_to_the_details_and_escape_back)
{
    struct screen_setup small = {.columns = 60, .rows = 16};
    struct screen *s = start_on(&small, "ui_sample");

    sees(s, "1-4 of 12");
    press(s, "Tab");
    cursor_on(s, ">Virtualization exposed to the VM");
    press(s, "End");
    sees(s, "only after it was turned off");
    press(s, "Esc");
    cursor_on(s, "> ✗ Virtualization exposed");
    screen_stop(s);
}

Test(ui, page_keys_turn_the_details_where_the_list_fits)
{
    struct screen_setup small = {.columns = 60, .rows = 16};
    struct screen *s = start_on(&small, "ui_sample", "--page", "5");

    sees(s, "[Report]");
    press(s, "PageDown");
    sees(s, "Deploy-Eflow -acceptEula Yes");
    screen_stop(s);
}

Test(ui, right_and_left_turn_the_pages)
{
    struct screen *s = sample();

    press(s, "Right");
    sees(s, "[Steps]");
    press(s, "h Left");
    sees(s, "[Connect]");
    press(s, "l");
    sees(s, "[Prerequisites]");
    screen_stop(s);
}

Test(ui, escape_goes_back)
{
    struct screen *s = sample();

    press(s, "Esc");
    sees(s, "[Connect]");
    screen_stop(s);
}

/* --- filter ---------------------------------------------------------------------------------- */

Test(ui, the_filter_works_while_it_is_typed)
{
    struct screen *s = sample();

    type(s, "/host zzz");
    sees_in_row(s, 24, " Filter: host zzz");
    sees_no(s, "Memory for EFLOW");
    sees(s, "No check contains these words.");
    screen_stop(s);
}

Test(ui, escape_clears_the_filter)
{
    struct screen *s = sample();

    type(s, "/Mem");
    sees_no(s, "Promiscuous mode");
    press(s, "Esc");
    sees(s, "Promiscuous mode");
    sees_in_row(s, 24, "Enter steps");
    screen_stop(s);
}

Test(ui, a_kept_filter_is_named_until_escape)
{
    struct screen *s = sample();

    type(s, "/Mem");
    sees(s, "> ! Memory for EFLOW");
    press(s, "Enter");
    sees_in_row(s, 5, "Filter: Mem");
    cursor_on(s, "> ! Memory");
    press(s, "Esc");
    sees(s, "Promiscuous mode");
    sees(s, "[Prerequisites]");
    screen_stop(s);
}

Test(ui, a_filter_without_matches_says_so)
{
    struct screen *s = sample();

    type(s, "/zzz");
    sees(s, "No check contains these words.");
    screen_stop(s);
}

/* --- popups ---------------------------------------------------------------------------------- */

Test(ui, help_opens_scrolls_and_closes)
{
    struct screen *s = sample();

    press(s, "F1");
    sees(s, "┌─ Help: Prerequisites ─");
    sees(s, "✓ The check passes.");
    sees_in_row(s, 24, "Enter close");
    press(s, "End");
    sees(s, "This is the last line of the help.");
    press(s, "Esc");
    sees_no(s, "Help: Prerequisites");
    cursor_on(s, "> ✗ Virtualization exposed");
    screen_stop(s);
}

Test(ui, a_menu_is_picked_from)
{
    struct screen *s = sample();

    press(s, "f");
    cursor_on(s, "> ( ) Text");
    press(s, "Down Down");
    cursor_on(s, "> ( ) JSON");
    press(s, "Enter");
    sees_in_row(s, 24, "✓ Item 2 was picked.");
    screen_stop(s);
}

Test(ui, a_value_that_a_menu_has_no_room_for_stands_below_it)
{
    struct screen_setup small = {.columns = 60, .rows = 16};
    struct screen *s = start_on(&small, "ui_sample", "--page", "1");

    sees(s, "[Plan]");
    press(s, "f");
    cursor_on(s, "> ( ) Text");
    press(s, "End");
    sees(s, "> ( ) JUnit     for build servers, which show each …");
    sees(s, " for build servers, which show each check as a test ");
    sees(s, " of its own");
    screen_stop(s);
}

Test(ui, help_stays_in_the_bottom_line_when_other_keys_do_not_fit)
{
    struct screen_setup small = {.columns = 60, .rows = 16};
    struct screen *s = start_on(&small, "ui_sample", "--page", "4");

    sees_in_row(s, 16, " Enter next  c confirm by hand  y copy command  ? help");
    screen_stop(s);
}

Test(ui, a_long_menu_scrolls)
{
    struct screen *s = sample();

    press(s, "a End");
    cursor_on(s, "> Action number 30");
    sees(s, "of 30");
    press(s, "Home");
    cursor_on(s, "> Action number 1");
    press(s, "Esc");
    sees_no(s, "Action number");
    screen_stop(s);
}

static struct screen *form(void)
{
    struct screen *s = page("2", "[Connect]");

    press(s, "Enter");
    cursor_on(s, "Address");
    return s;
}

Test(ui, a_form_hands_over_what_was_typed)
{
    struct screen *s = form();

    type(s, "esx-01.lab");
    press(s, "Tab Tab");
    type(s, " geh eim ");
    sees(s, "•••••••••");
    press(s, "Backspace");
    type(s, "  ");
    press(s, "Up Up Up Right");
    sees(s, "< facts file >");
    press(s, "Enter");
    sees_in_row(s, 24, "The connection is being tried.");
    cr_assert_str_eq(written(s, "submitted"), "facts file\nesx-01.lab\nroot\n geh eim  \n");
    screen_stop(s);
}

Test(ui, a_secret_never_reaches_the_terminal)
{
    struct screen *s = form();
    size_t length;

    press(s, "Tab Tab");
    type(s, "zQ9#");
    sees(s, "••••");
    const char *raw = screen_raw(s, &length);
    for (size_t i = 0; i < length; i++)
        cr_assert_neq(raw[i], 'Q');
    screen_stop(s);
}

Test(ui, a_refused_form_keeps_what_was_typed_and_says_where_it_is_wrong)
{
    struct screen *s = form();

    press(s, "Tab");
    type(s, "ix");
    press(s, "Enter");
    sees(s, "✗ The address is missing; write the name");
    cursor_on(s, "Address");
    sees(s, "rootix");
    type(s, "esx-02");
    press(s, "Enter");
    sees(s, "The connection is being tried.");
    cr_assert_str_eq(written(s, "submitted"), "vSphere API\nesx-02\nrootix\n\n");
    screen_stop(s);
}

Test(ui, a_form_survives_a_resize)
{
    struct screen *s = form();

    type(s, "esx-03");
    resize(s, 60, 16);
    sees(s, "esx-03");
    cursor_on(s, "Address");
    resize(s, 40, 10);
    sees(s, "Larger, please: 60 x 16");
    resize(s, 80, 24);
    sees(s, "esx-03");
    type(s, "x");
    sees(s, "esx-03x");
    screen_stop(s);
}

Test(ui, choices_turn_in_a_circle)
{
    struct screen *s = form();

    press(s, "Up");
    sees(s, "The way to read the facts.");
    press(s, "Left Left");
    sees(s, "< not available >");
    press(s, "Space");
    sees(s, "< this machine >");
    screen_stop(s);
}

Test(ui, a_form_with_more_fields_than_rows_turns_its_pages)
{
    struct screen *s = sample();

    press(s, "w");
    cursor_on(s, "Field 1 ");
    press(s, "PageDown");
    cursor_on(s, "Field 24");
    press(s, "Esc");
    sees_no(s, "Field 24");
    screen_stop(s);
}

Test(ui, a_popup_that_is_open_has_its_keys_in_the_bottom_line)
{
    struct screen *s = sample();

    press(s, "r");
    sees_in_row(s, 24, "All systems are being asked again.");
    press(s, "f");
    sees_in_row(s, 24, "Enter choose   Esc cancel");
    screen_stop(s);
}

Test(ui, a_message_that_is_too_long_for_its_line_takes_more)
{
    struct screen_setup small = {.columns = 60, .rows = 16, .term = "vt100"};
    struct screen *s = start_on(&small, "ui_sample");

    sees(s, "1-4 of 12");
    press(s, "y");
    sees_in_row(s, 15, " note This terminal takes no copies; select the text with");
    sees_in_row(s, 16, "      the mouse.");
    press(s, "Down");
    sees_in_row(s, 16, "Enter steps");
    screen_stop(s);
}

Test(ui, escdelay_is_honoured)
{
    static const char *const environment[] = {"ESCDELAY=4000", NULL};
    struct screen_setup setup = {.environment = environment};
    struct screen *s = start_on(&setup, "ui_sample");

    cursor_on(s, "> ✗ Virtualization exposed");
    type(s, "\x1b");
    screen_watch(s, 100);
    type(s, "[B");
    cursor_on(s, "> ! Memory");
    screen_stop(s);
}

Test(ui, without_escdelay_a_late_rest_is_another_key)
{
    struct screen *s = sample();

    type(s, "\x1b");
    sees(s, "[Connect]");
    type(s, "j");
    cursor_on(s, "> ~ ESXi host");
    screen_stop(s);
}

/* --- what changes ---------------------------------------------------------------------------- */

Test(ui, a_fact_that_changes_shows_without_a_key)
{
    struct screen *s = sample();

    must(screen_signal(s, SIGUSR1));
    sees(s, "> ✓ Virtualization exposed to the VM *on");
    sees_in_row(s, 3, "edge-01 ON, exposed*");
    must(screen_signal(s, SIGUSR2));
    sees(s, "> ✓ Virtualization exposed to the VM  on");
    screen_stop(s);
}

Test(ui, copy_speaks_to_terminals_that_understand)
{
    struct screen *s = sample();
    size_t mark = screen_mark(s);

    press(s, "y");
    must(screen_wait_raw(s, mark, "\x1b]52;c;U2h1dGRvd24tVk1HdWVzdCAtVk0gZWRnZS0wMQ==\a"));
    sees_in_row(s, 24, "The command went to the clipboard");
    press(s, "Down");
    sees_in_row(s, 24, "Enter steps");
    screen_stop(s);
}

Test(ui, copy_is_silent_on_other_terminals)
{
    struct screen_setup setup = {.term = "vt100"};
    struct screen *s = start_on(&setup, "ui_sample");
    size_t length;

    sees(s, "[Prerequisites]");
    press(s, "y");
    sees_in_row(s, 24, "This terminal takes no copies");
    const char *raw = screen_raw(s, &length);
    cr_assert_null(memmem(raw, length, "]52", 3));
    screen_stop(s);
}

/* --- terminals ------------------------------------------------------------------------------- */

Test(ui, every_usual_terminal_shows_the_page)
{
    static const char *const terms[] = {"xterm-256color", "tmux-256color", "screen-256color",
                                        "linux",          "vt100",         "vt220",
                                        "xterm-mono",     "ansi",          "putty"};

    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        struct screen_setup setup = {.term = terms[i]};
        struct screen *s = start_on(&setup, "ui_sample");

        sees_in_row(s, 6, "Virtualization exposed to the VM");
        press(s, "Down");
        cursor_on(s, "Memory for EFLOW");
        press(s, "q");
        exits(s, 0);
        screen_stop(s);
    }
}

static void shows_ascii_only(struct screen *s)
{
    sees(s, "> FAIL Virtualization exposed to the VM");
    sees_in_row(s, 1, "VMware ESXi - edge-01");
    press(s, "Left");
    sees(s, "off  Buro ");
    press(s, "Enter");
    type(s, "\xe9x\xe9");
    press(s, "Esc F1 Esc Left Left");
    sees(s, "| | +- edge-01 (Windows 11) ");
    must(screen_sent_only_ascii(s, 0));
}

Test(ui, ascii_means_ascii)
{
    struct screen *s = start("ui_sample", "--ascii");

    shows_ascii_only(s);
    screen_stop(s);
}

Test(ui, a_locale_without_utf8_gets_ascii)
{
    struct screen_setup setup = {.term = "vt100", .charset = "C"};
    struct screen *s = start_on(&setup, "ui_sample");

    shows_ascii_only(s);
    screen_stop(s);
}

Test(ui, no_color_is_obeyed)
{
    static const char *const environment[] = {"NO_COLOR=1", NULL};
    struct screen_setup setup = {.environment = environment};
    struct screen *s = start_on(&setup, "ui_sample");

    sees(s, "✗ Virtualization exposed");
    press(s, "F1 Esc Down");
    cursor_on(s, "! Memory");
    struct screen_cell cell = screen_cell(s, 6, 4);
    cr_assert_str_eq(cell.text, "✗");
    cr_assert_eq(cell.foreground, SCREEN_DEFAULT);
    press(s, "q");
    exits(s, 0);
    must(screen_sent_no_colour(s, 0));
    screen_stop(s);
}

Test(ui, colour_repeats_the_mark_on_the_own_background)
{
    struct screen *s = sample();
    struct screen_cell cell = screen_cell(s, 6, 4);

    cr_assert_str_eq(cell.text, "✗");
    cr_assert_eq(cell.foreground, 1);
    cr_assert_eq(cell.background, SCREEN_DEFAULT);
    cell = screen_cell(s, 6, 6);
    cr_assert(cell.bold);
    cr_assert_not(cell.reverse);
    screen_stop(s);
}

Test(ui, a_terminal_that_cannot_is_told_so)
{
    static const char *const terms[] = {"dumb", "no-such-terminal", ""};

    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        struct screen_setup setup = {.term = terms[i]};
        struct screen *s = start_on(&setup, "ui_sample");

        sees(s, "ui_sample: The full screen needs ");
        exits(s, 69);
        screen_stop(s);
    }
}

/* --- ways out -------------------------------------------------------------------------------- */

Test(ui, q_leaves_and_restores)
{
    struct screen *s = sample();

    press(s, "q");
    exits(s, 0);
    is_restored(s);
    screen_stop(s);
}

/* The sanitizers would catch a crash before anybody else can. */
static void leaves_by(int signal_number, bool is_saved)
{
    static const char *const environment[] = {"ASAN_OPTIONS=handle_segv=0:handle_abort=0", NULL};
    struct screen_setup setup = {.environment = environment};
    struct screen *s = start_on(&setup, "ui_sample");

    cursor_on(s, "> ✗ Virtualization exposed");
    must(screen_signal(s, signal_number));
    exits(s, 128 + signal_number);
    is_restored(s);
    cr_expect_str_eq(written(s, "saved"), is_saved ? "Prerequisites\n" : "");
    screen_stop(s);
}

Test(ui, signals_save_and_restore)
{
    leaves_by(SIGTERM, true);
    leaves_by(SIGINT, true);
    leaves_by(SIGHUP, true);
    leaves_by(SIGQUIT, true);
}

Test(ui, ctrl_c_ends_it)
{
    struct screen *s = sample();

    press(s, "Ctrl-C");
    exits(s, 128 + SIGINT);
    is_restored(s);
    screen_stop(s);
}

Test(ui, a_crash_restores_the_terminal)
{
    leaves_by(SIGSEGV, false);
    leaves_by(SIGABRT, false);
}

Test(ui, a_dropped_line_saves_and_ends)
{
    struct screen *s = sample();

    screen_hang_up(s);
    exits(s, 128 + SIGHUP);
    cr_assert_str_eq(written(s, "saved"), "Prerequisites\n");
    screen_stop(s);
}

/* Nobody reads what is painted, as with a connection that stands still. */
Test(ui, a_terminal_that_takes_nothing_cannot_hold_it)
{
    struct screen *s = sample();

    for (int i = 0; i < 400; i++) {
        must(kill(screen_pid(s), i % 2 ? SIGUSR1 : SIGWINCH) == 0);
        usleep(500);
    }
    must(screen_signal(s, SIGTERM));
    exits(s, 128 + SIGTERM);
    is_restored(s);
    screen_stop(s);
}

/* A shell with job control around it, as a person has. */
Test(ui, suspended_and_continued_in_another_size)
{
    char command[512];

    snprintf(command, sizeof command,
             "set -m; %s/tests/screen/ui_sample; echo stopped; read x; fg; echo end $?",
             getenv("EFLOW_BUILDDIR"));
    struct screen *s = start("sh", "-c", command);

    cursor_on(s, "> ✗ Virtualization exposed");
    press(s, "Down");
    cursor_on(s, "> ! Memory");
    press(s, "Ctrl-Z");
    sees(s, "stopped");
    cr_assert_not(screen_is_alternate(s));
    cr_assert_str_eq(written(s, "saved"), "Prerequisites\n");
    resize(s, 100, 30);
    press(s, "Enter");
    sees_in_row(s, 30, "Enter steps");
    cursor_on(s, "> ! Memory");
    press(s, "q");
    sees(s, "end 0");
    screen_stop(s);
}

/* --- bytes ----------------------------------------------------------------------------------- */

enum { QUIET = 60 /* milliseconds without output: the page is done */ };

static size_t first_page_bytes(const char *term, const char *charset, const char *number)
{
    struct screen_setup setup = {.term = term, .charset = charset};
    struct screen *s = start_on(&setup, "ui_sample", "--page", number);

    sees(s, "EFLOW setup wizard");
    screen_wait_quiet(s, QUIET);
    size_t bytes = screen_bytes_since(s, 0);
    screen_stop(s);
    return bytes;
}

Test(ui, the_first_page_is_small)
{
    cr_expect_leq(first_page_bytes("xterm-256color", "UTF-8", "0"), 2000);
    cr_expect_leq(first_page_bytes("xterm-256color", "UTF-8", "3"), 2000);
    cr_expect_leq(first_page_bytes("vt100", "C", "0"), 1500);
}

static size_t bytes_of_key(struct screen *s, const char *key)
{
    size_t mark = screen_mark(s);

    press(s, key);
    screen_wait_quiet(s, QUIET);
    return screen_bytes_since(s, mark);
}

Test(ui, moving_in_a_list_costs_next_to_nothing)
{
    struct screen *s = sample();

    press(s, "f");
    cursor_on(s, "> ( ) Text");
    screen_wait_quiet(s, QUIET);
    cr_expect_leq(bytes_of_key(s, "Down"), 60);
    cr_expect_leq(bytes_of_key(s, "Up"), 60);
    screen_stop(s);
}

enum { CELLS = 80 * 24 };

static void look(struct screen *s, struct screen_cell cells[CELLS])
{
    for (int i = 0; i < CELLS; i++)
        cells[i] = screen_cell(s, 1 + i / 80, 1 + i % 80);
}

static size_t difference(const struct screen_cell a[CELLS], const struct screen_cell b[CELLS])
{
    size_t count = 0;

    for (int i = 0; i < CELLS; i++)
        count += !screen_cell_equals(&a[i], &b[i]);
    return count;
}

/* At most 1.3 bytes for each cell that changes, and 40. */
static void move_is_cheap(const char *number, const char *key)
{
    static struct screen_cell before[CELLS], after[CELLS];
    struct screen *s = page(number, "EFLOW setup wizard");

    screen_wait_quiet(s, QUIET);
    look(s, before);
    size_t bytes = bytes_of_key(s, key);
    look(s, after);
    size_t changed = difference(before, after);
    cr_expect_gt(changed, 0);
    cr_expect_leq(bytes * 10, changed * 13 + 400, "page %s, key %s: %zu bytes for %zu cells",
                  number, key, bytes, changed);
    screen_stop(s);
}

Test(ui, moving_costs_in_proportion_to_what_changes)
{
    move_is_cheap("0", "Down");
    move_is_cheap("3", "Down");
    move_is_cheap("4", "Down");
    move_is_cheap("3", "End");
    move_is_cheap("3", "Tab");
    move_is_cheap("3", "Right");
}

Test(ui, only_the_last_of_keys_typed_ahead_is_painted)
{
    struct screen *s = start("ui_sample", "--long");

    sees(s, "1-7 of 200");
    screen_wait_quiet(s, QUIET);
    size_t mark = screen_mark(s);
    type(s, "jkjkjkjkjkjkjkjkjkjkjkjkjkjkjkjkjkjkjkjkjkjkjkjkjkjkjkjkjkjkjkjkjkj");
    cursor_on(s, "> ✓ Check number 2 ");
    screen_wait_quiet(s, QUIET);
    cr_expect_leq(screen_bytes_since(s, mark), 250);
    screen_stop(s);
}

Test(ui, one_fact_costs_at_most_80_bytes)
{
    static const char *const pages[] = {"3", "4"};

    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct screen *s = page(pages[i], "ON, not exposed");
        screen_wait_quiet(s, QUIET);
        size_t mark = screen_mark(s);
        must(screen_signal(s, SIGUSR1));
        sees(s, "ON, exposed*");
        screen_wait_quiet(s, QUIET);
        cr_expect_leq(screen_bytes_since(s, mark), 80, "page %s: %zu bytes", pages[i],
                      screen_bytes_since(s, mark));
        screen_stop(s);
    }
}

Test(ui, nothing_is_sent_while_nothing_changes)
{
    struct screen *s = sample();

    screen_wait_quiet(s, QUIET);
    size_t mark = screen_mark(s);
    must(screen_signal(s, SIGUSR2));
    screen_watch(s, 300);
    cr_expect_eq(screen_bytes_since(s, mark), 0);
    screen_stop(s);
}
