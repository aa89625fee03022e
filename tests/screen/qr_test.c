/* QR codes as a camera sees them: the cells of the screen become a picture, and a decoder that is
 * not ours (ZXing, which phones use too) reads it. */
#include "config.h"

#include <cjson/cJSON.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screen_test.h"

/* Pixels; a cell is twice as high as it is wide. */
enum { CELL_COLUMNS = 6, CELL_ROWS = 12, ADDRESS_SIZE = 512, LINK_LIMIT = 200 };

/* --- picture --------------------------------------------------------------------------------- */

/* Colours that no terminal shows as anything else, and a terminal that writes light on dark. */
static bool is_light(int colour, bool is_foreground)
{
    if (colour == SCREEN_DEFAULT)
        return is_foreground;
    return colour == 7 || colour == 15 || colour == 231;
}

/* Whether the upper or the lower half of a cell is light. */
static bool half_is_light(struct screen_cell cell, bool is_upper)
{
    bool ink = is_light(cell.foreground, true);
    bool paper = is_light(cell.background, false);
    const char *sign = is_upper ? "▀" : "▄";
    bool has_ink =
        strcmp(cell.text, "█") == 0 || strcmp(cell.text, "#") == 0 || strcmp(cell.text, sign) == 0;

    return cell.reverse ? (has_ink ? paper : ink) : (has_ink ? ink : paper);
}

static void write_picture(struct screen *s, const char *path)
{
    FILE *file = fopen(path, "wb");
    int columns = screen_columns(s);
    int rows = screen_rows(s);

    cr_assert_not_null(file);
    fprintf(file, "P5\n%d %d\n255\n", columns * CELL_COLUMNS, rows * CELL_ROWS);
    for (int y = 0; y < rows * CELL_ROWS; y++) {
        for (int x = 0; x < columns * CELL_COLUMNS; x++) {
            struct screen_cell cell = screen_cell(s, 1 + y / CELL_ROWS, 1 + x / CELL_COLUMNS);
            fputc(half_is_light(cell, y % CELL_ROWS < CELL_ROWS / 2) ? 255 : 0, file);
        }
    }
    fclose(file);
}

/* What a camera reads on the screen; "" for nothing. */
static const char *decoded(struct screen *s)
{
    static char text[ADDRESS_SIZE];
    char path[ADDRESS_SIZE];
    char command[2 * ADDRESS_SIZE];

    snprintf(path, sizeof path, "%s/screen.pgm", screen_home(s));
    write_picture(s, path);
    snprintf(command, sizeof command, "ZXingReader -format QRCode -bytes '%s' 2>&1", path);
    FILE *decoder = popen(command, "r");
    cr_assert_not_null(decoder);
    text[fread(text, 1, sizeof text - 1, decoder)] = '\0';
    int status = pclose(decoder);
    cr_assert_neq(status, 127 << 8, "ZXingReader is missing (Debian: zxing-cpp-tools)");
    return text;
}

static void expect_address(struct screen *s, const char *address)
{
    const char *read = decoded(s);

    cr_expect_str_eq(read, address, "read \"%s\" on\n%s", read, screen_text(s));
}

/* --- all addresses --------------------------------------------------------------------------- */

static char *links[LINK_LIMIT];
static size_t link_count;

static void add_link(const char *address)
{
    for (size_t i = 0; i < link_count; i++) {
        if (strcmp(links[i], address) == 0)
            return;
    }
    cr_assert_lt(link_count, LINK_LIMIT);
    links[link_count++] = strdup(address);
}

static void collect_links(const cJSON *node)
{
    for (const cJSON *child = node ? node->child : NULL; child; child = child->next) {
        if (cJSON_IsString(child) && child->string && strcmp(child->string, "link") == 0)
            add_link(child->valuestring);
        collect_links(child);
    }
}

static void read_links_of(const char *path)
{
    FILE *file = fopen(path, "rb");
    static char content[1024 * 1024];

    cr_assert_not_null(file);
    content[fread(content, 1, sizeof content - 1, file)] = '\0';
    fclose(file);
    cJSON *guide = cJSON_Parse(content);
    cr_assert_not_null(guide, "%s", path);
    collect_links(guide);
    cJSON_Delete(guide);
}

static void read_links(void)
{
    char pattern[ADDRESS_SIZE];
    glob_t files;

    snprintf(pattern, sizeof pattern, "%s/screens/*.json", getenv("EFLOW_SRCDIR"));
    cr_assert_eq(glob(pattern, 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++)
        read_links_of(files.gl_pathv[i]);
    globfree(&files);
    cr_assert_gt(link_count, 20);
}

/* --- every link, in every way to draw it ----------------------------------------------------- */

static void read_all(const struct screen_setup *setup, const char *option)
{
    read_links();
    for (size_t i = 0; i < link_count; i++) {
        struct screen *s = start_on(setup, "ui_sample", "--link", links[i], option);
        sees(s, "[Prerequisites]");
        press(s, "p");
        sees(s, "Enter close");
        expect_address(s, links[i]);
        screen_stop(s);
    }
}

Test(qr, every_link_in_utf8_with_colours, .timeout = 300)
{
    read_all(&(struct screen_setup){.columns = 80, .rows = 26}, "--long");
}

Test(qr, every_link_in_utf8_without_colours, .timeout = 300)
{
    read_all(&(struct screen_setup){.columns = 80, .rows = 26}, "--no-color");
}

Test(qr, every_link_in_ascii, .timeout = 300)
{
    read_all(&(struct screen_setup){.term = "vt100", .charset = "C", .columns = 98, .rows = 51},
             "--long");
}

Test(qr, in_ascii_with_colours_and_by_option)
{
    struct screen_setup large = {.columns = 120, .rows = 51};
    struct screen *s = start_on(&large, "ui_sample", "--ascii", "--link", "https://example.org/");

    sees(s, "[Prerequisites]");
    size_t mark = screen_mark(s);
    press(s, "p");
    sees(s, "Enter close");
    expect_address(s, "https://example.org/");
    must(screen_sent_only_ascii(s, mark));
    screen_stop(s);
}

Test(qr, with_few_colours)
{
    static const char *const terms[] = {"xterm", "xterm-16color", "linux"};

    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        struct screen_setup setup = {.term = terms[i], .columns = 100, .rows = 50};
        struct screen *s = start_on(&setup, "ui_sample", "--link", "https://example.org/");
        sees(s, "[Prerequisites]");
        press(s, "p");
        sees(s, "Enter close");
        expect_address(s, "https://example.org/");
        screen_stop(s);
    }
}

/* A folder with a terminal that has nothing but characters, as tic compiles it. */
static const char *folder_of_bare_terminal(void)
{
    static char folder[] = "/tmp/eflow-qr-XXXXXX";
    char command[ADDRESS_SIZE];

    cr_assert_not_null(mkdtemp(folder));
    snprintf(command, sizeof command,
             "echo 'bare|no attributes,rev@,smso@,rmso@,sgr@,use=vt100,' | tic -o %s -", folder);
    cr_assert_eq(system(command), 0);
    return folder;
}

Test(qr, without_reverse_video_characters_make_it)
{
    const char *folder = folder_of_bare_terminal();
    char variable[ADDRESS_SIZE];
    const char *const environment[] = {variable, NULL};
    struct screen_setup bare = {
        .term = "bare", .charset = "C", .columns = 100, .rows = 50, .environment = environment};

    snprintf(variable, sizeof variable, "TERMINFO=%s", folder);
    struct screen *s = start_on(&bare, "ui_sample", "--link", "https://example.org/");
    sees(s, "[Prerequisites]");
    press(s, "p");
    sees(s, "Enter close");
    sees(s, "######");
    expect_address(s, "https://example.org/");
    screen_stop(s);
    snprintf(variable, sizeof variable, "rm -r %s", folder);
    cr_assert_eq(system(variable), 0);
}

/* --- size ------------------------------------------------------------------------------------ */

static const char *const long_address = "https://example.org/a-rather-long-address/with-many-parts/"
                                        "so-that-the-code-needs-more-room-than-twenty-four-rows/"
                                        "whatever-its-level-of-correction.html";

Test(qr, a_window_that_is_too_small_says_what_it_lacks)
{
    struct screen *s = start("ui_sample", "--link", long_address);

    sees(s, "[Prerequisites]");
    press(s, "p");
    sees(s, "The QR code needs a window of at least 76 x 26.");
    sees(s, "https://example.org/a-rather-long-address/with-many-parts/");
    resize(s, 76, 25);
    sees(s, "The QR code needs a window of at least 76 x 26.");
    resize(s, 76, 26);
    sees_no(s, "The QR code needs");
    sees(s, "Enter close");
    expect_address(s, long_address);
    screen_stop(s);
}

Test(qr, a_narrow_window_has_the_address_below)
{
    struct screen *s = start("ui_sample", "--link", long_address);

    sees(s, "[Prerequisites]");
    press(s, "p");
    resize(s, 60, 16);
    sees(s, "The QR code needs a window of at least 60 x 27.");
    resize(s, 60, 27);
    sees_in_row(s, 26, " https://example.org/a-rather-long-address/");
    sees_in_row(s, 26, "…");
    expect_address(s, long_address);
    resize(s, 60, 32);
    sees(s, "correction.html");
    expect_address(s, long_address);
    screen_stop(s);
}

/* The columns of the first dark cells between light ones: the top of a mark, seven modules. 0: there
 * is none yet. */
static int columns_of_mark(struct screen *s)
{
    for (int row = 1; row <= screen_rows(s); row++) {
        int from = 0;
        for (int column = 1; column <= screen_columns(s); column++) {
            bool is_first = column == 1;
            bool light = half_is_light(screen_cell(s, row, column), true);
            bool was_light = !is_first && half_is_light(screen_cell(s, row, column - 1), true);
            if (!light && was_light)
                from = column;
            else if (light && !was_light && from > 0)
                return column - from;
        }
    }
    return 0;
}

static bool has_mark(struct screen *s, const void *columns)
{
    return columns_of_mark(s) == *(const int *)columns;
}

/* On a projector a module is several cells large. */
Test(qr, modules_grow_with_the_window)
{
    static const struct {
        int columns;
        int rows;
        int mark;
    } sizes[] = {
        {80,  24, 7 },
        {132, 43, 14},
        {240, 67, 28}
    };
    struct screen *s = start("ui_sample", "--link", "https://example.org/");

    sees(s, "[Prerequisites]");
    press(s, "p");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        resize(s, sizes[i].columns, sizes[i].rows);
        must(screen_wait_until(s, has_mark, &sizes[i].mark, "modules of that size"));
        sees_in_row(s, sizes[i].rows, "Enter close");
        expect_address(s, "https://example.org/");
    }
    screen_stop(s);
}

/* --- keys ------------------------------------------------------------------------------------ */

Test(qr, enter_escape_and_its_own_key_close_it)
{
    static const char *const ways[] = {"Enter", "Esc", "p", "b"};
    struct screen *s = start("ui_sample");

    sees(s, "[Prerequisites]");
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        press(s, "p");
        cursor_on(s, "Where to read more");
        sees_no(s, "[Prerequisites]");
        press(s, ways[i]);
        cursor_on(s, "> ✗ Virtualization exposed");
    }
    press(s, "p");
    cursor_on(s, "Where to read more");
    press(s, "q");
    exits(s, 0);
    is_restored(s);
    screen_stop(s);
}

Test(qr, the_link_offers_it)
{
    struct screen *s = start("ui_sample");

    sees(s, "[Prerequisites]");
    press(s, "o");
    sees_in_row(s, 24, "p QR code");
    press(s, "p");
    sees_no(s, "p QR code");
    expect_address(s, "https://learn.microsoft.com/azure/iot-edge/nested-virtualization");
    screen_stop(s);
}

/* Black on white would be the wrong way round where the terminal writes dark on light. */
Test(qr, without_colours_light_and_dark_can_be_swapped)
{
    struct screen *s = start("ui_sample", "--no-color");

    sees(s, "[Prerequisites]");
    press(s, "p");
    sees_in_row(s, 24, "Tab swap light and dark");
    cr_expect(half_is_light(screen_cell(s, 2, 8), true));
    sees_no(s, "█▀▀▀▀▀█"); /* the corner, with its dark modules drawn */
    press(s, "Tab");
    sees(s, "█▀▀▀▀▀█");
    screen_stop(s);
}

Test(qr, the_wizard_shows_the_link_of_the_selected_line)
{
    struct screen *s = start("eflow-wizard", "--lab", "esxi");

    sees(s, "[Path]");
    press(s, "Right Right Right");
    sees(s, "[Prerequisites]");
    press(s, "o");
    sees(s, "Where to read more");
    sees(s, "p QR code");
    press(s, "p");
    sees_no(s, "p QR code");
    cr_expect_eq(strncmp(decoded(s), "https://", 8), 0);
    screen_stop(s);
}
