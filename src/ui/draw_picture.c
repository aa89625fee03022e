/* The layers picture, as boxes or as one line. */
#include "config.h"

#include "ui/draw_picture.h"

#include <stdlib.h>

#include "sys/text.h"
#include "ui/canvas.h"

/* Colours the state of a layer where it stands in the line, if it asks for attention. */
static void draw_state(struct ui *ui, const struct picture_line *line, int row, int column)
{
    const struct picture_layer *layer = &ui->view->picture.layers[line->layer];

    if (mark_tone(layer->mark) == TONE_GOOD)
        return;
    const char *state = line->text + text_fit(line->text, line->state_from);
    char *words = must_copy_n(state, text_fit(state, line->state_columns));

    canvas_put(stdscr, &ui->look, row, column + (int)line->state_from, (int)line->state_columns,
               theme_mark(&ui->look, layer->mark), words);
    free(words);
}

bool draw_picture_boxes(struct ui *ui, struct area area)
{
    struct picture_text drawn = picture_draw(&ui->view->picture, (size_t)area.columns,
                                             (size_t)area.rows, theme_picture_style(&ui->look));
    bool has_drawn = drawn.line_count > 0;

    for (size_t i = 0; i < drawn.line_count; i++) {
        const struct picture_line *line = &drawn.lines[i];
        canvas_put(stdscr, &ui->look, area.row + (int)i, area.column, area.columns, A_NORMAL,
                   line->text);
        if (line->layer >= 0)
            draw_state(ui, line, area.row + (int)i, area.column);
    }
    picture_text_clear(&drawn);
    return has_drawn;
}

void draw_picture_line(struct ui *ui, struct area area)
{
    char *text =
        picture_one_line(&ui->view->picture, (size_t)area.columns, theme_picture_style(&ui->look));

    canvas_put(stdscr, &ui->look, area.row, area.column, area.columns, A_NORMAL, text);
    free(text);
}
