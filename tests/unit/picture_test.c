/* The layers picture, and the marks in it. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "report/picture.h"
#include "sys/text.h"

#define LAYER(title, name, mark, state, brief)                                                     \
    {                                                                                              \
        title, name, mark, state, brief, false                                                     \
    }

static const struct picture_layer layers[] = {
    LAYER("VMware ESXi 7.0.3", "ESXi 7.0.3", MARK_OK, "build 20328353", NULL),
    LAYER("edge-01", "edge-01", MARK_FAIL, "running, not exposed", "ON, not exposed"),
    LAYER("EFLOW VM (Linux)", "EFLOW", MARK_OFF, "not deployed", "-"),
};

static struct picture picture(const char *title)
{
    return (struct picture){
        .title = title, .layer_count = sizeof layers / sizeof *layers, .layers = layers};
}

static char *drawn(const char *title, size_t columns, size_t rows, enum picture_style style)
{
    struct picture shown = picture(title);
    struct picture_text out = picture_draw(&shown, columns, rows, style);
    struct text text = {0};

    for (size_t i = 0; i < out.line_count; i++)
        text_addf(&text, "%s\n", out.lines[i].text);
    picture_text_clear(&out);
    return text_take(&text);
}

static void expect(char *text, const char *wanted)
{
    cr_expect_str_eq(text, wanted);
    free(text);
}

Test(picture, draws_boxes_inside_boxes)
{
    expect(drawn(NULL, 36, 20, PICTURE_ASCII), "+- VMware ESXi 7.0.3 --------------+\n"
                                               "| ok build 20328353                |\n"
                                               "| +- edge-01 --------------------+ |\n"
                                               "| | FAIL running, not exposed    | |\n"
                                               "| | +- EFLOW VM (Linux) -------+ | |\n"
                                               "| | | off not deployed         | | |\n"
                                               "| | +--------------------------+ | |\n"
                                               "| +------------------------------+ |\n"
                                               "+----------------------------------+\n");
}

Test(picture, rows_that_are_left_over_become_air)
{
    struct picture_layer two[] = {layers[1], layers[2]};
    struct picture shown = {.layer_count = 2, .layers = two, .is_airy = true};
    struct picture_text out = picture_draw(&shown, 36, 11, PICTURE_ASCII);
    struct text text = {0};

    for (size_t i = 0; i < out.line_count; i++)
        text_addf(&text, "%s\n", out.lines[i].text);
    picture_text_clear(&out);
    expect(text_take(&text), "+- edge-01 ------------------------+\n"
                             "| FAIL running, not exposed        |\n"
                             "|                                  |\n"
                             "| +- EFLOW VM (Linux) -----------+ |\n"
                             "| | off not deployed             | |\n"
                             "| |                              | |\n"
                             "| +------------------------------+ |\n"
                             "|                                  |\n"
                             "+----------------------------------+\n");
}

Test(picture, states_of_outer_layers_go_beside_their_titles_first)
{
    expect(drawn(NULL, 36, 7, PICTURE_UTF8), "┌─ VMware ESXi 7.0.3: build 2032… ─┐\n"
                                             "│ ┌─ edge-01: ON, not exposed ───┐ │\n"
                                             "│ │ ┌─ EFLOW VM (Linux) ───────┐ │ │\n"
                                             "│ │ │ ○ not deployed           │ │ │\n"
                                             "│ │ └──────────────────────────┘ │ │\n"
                                             "│ └──────────────────────────────┘ │\n"
                                             "└──────────────────────────────────┘\n");
}

Test(picture, lines_without_symbols_use_words)
{
    char *text = drawn(NULL, 36, 20, PICTURE_LINES);

    cr_expect(strstr(text, "│ │ FAIL running, not exposed    │ │"));
    free(text);
}

Test(picture, a_title_makes_a_frame_around_it_where_there_is_room)
{
    char *text = drawn("physical machine", 40, 20, PICTURE_ASCII);

    cr_expect(text_starts(text, "+- physical machine ---"));
    free(text);
    text = drawn("physical machine", 40, 7, PICTURE_ASCII);
    cr_expect(text_starts(text, "+- VMware"));
    free(text);
}

Test(picture, every_line_is_exactly_as_wide_as_asked)
{
    struct picture shown = picture("frame");

    for (size_t columns = 20; columns < 100; columns++) {
        for (size_t rows = 6; rows < 15; rows++) {
            struct picture_text out = picture_draw(&shown, columns, rows, PICTURE_UTF8);
            cr_assert_leq(out.line_count, rows);
            for (size_t i = 0; i < out.line_count; i++)
                cr_assert_eq(text_width(out.lines[i].text), columns, "%s", out.lines[i].text);
            picture_text_clear(&out);
        }
    }
}

Test(picture, tells_where_the_states_stand)
{
    struct picture shown = picture(NULL);
    struct picture_text out = picture_draw(&shown, 36, 20, PICTURE_ASCII);

    cr_assert_eq(out.lines[3].layer, 1);
    cr_expect_eq(out.lines[3].state_from, 4);
    cr_expect_eq(out.lines[3].state_columns, strlen("FAIL running, not exposed"));
    cr_expect_eq(out.lines[2].layer, -1);
    picture_text_clear(&out);
}

Test(picture, draws_nothing_where_it_does_not_fit)
{
    expect(drawn(NULL, 36, 5, PICTURE_ASCII), "");
    expect(drawn(NULL, 10, 20, PICTURE_ASCII), "");
}

Test(picture, no_layers_draw_nothing)
{
    struct picture none = {0};
    struct picture_text out = picture_draw(&none, 36, 20, PICTURE_ASCII);

    cr_expect_eq(out.line_count, 0);
    expect(picture_one_line(&none, 40, PICTURE_ASCII), "");
}

Test(picture, one_line_names_layers_and_states)
{
    struct picture shown = picture(NULL);

    expect(picture_one_line(&shown, 80, PICTURE_ASCII),
           "ESXi 7.0.3 > edge-01 ON, not exposed > EFLOW -");
}

Test(picture, one_line_leaves_out_the_outer_layers_first)
{
    struct picture shown = picture(NULL);

    expect(picture_one_line(&shown, 40, PICTURE_UTF8), "… > edge-01 ON, not exposed > EFLOW -");
    expect(picture_one_line(&shown, 40, PICTURE_ASCII), ".. > edge-01 ON, not exposed > EFLOW -");
    expect(picture_one_line(&shown, 12, PICTURE_UTF8), "… > edge-01…");
}

Test(picture, what_just_changed_has_a_star)
{
    struct picture_layer changed = {"edge-01", "edge-01", MARK_OK, "running", "ON", true};
    struct picture shown = {.layer_count = 1, .layers = &changed};

    expect(picture_one_line(&shown, 40, PICTURE_ASCII), "edge-01 ON*");
}

Test(mark, words_fit_their_columns_and_symbols_take_one)
{
    for (enum mark mark = 0; mark < MARK_COUNT; mark++) {
        cr_expect_leq(text_width(mark_word(mark)), MARK_WORD_COLUMNS);
        cr_expect_eq(text_width(mark_symbol(mark)), mark == MARK_NONE ? 0 : 1);
        cr_expect_lt(mark_tone(mark), TONE_COUNT);
    }
}
