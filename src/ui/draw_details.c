/* What there is to say about the selected item: a title with a tag, then rows that scroll. */
#include "config.h"

#include <stdlib.h>

#include "sys/text.h"
#include "ui/canvas.h"
#include "ui/rows.h"
#include "ui/state.h"

static void draw_title(struct ui *ui, struct area area)
{
    const struct view *view = ui->view;
    char *position = scroll_text(&ui->details);
    int end = area.column + area.columns - 1;

    if (position)
        end = canvas_put_right(stdscr, &ui->look, area.row, end, area.columns / 3, A_NORMAL,
                               position) -
              2;
    free(position);
    if (view->detail_tag && area.columns >= NARROW_PANE)
        end = canvas_put_right(stdscr, &ui->look, area.row, end, area.columns / 3, A_NORMAL,
                               view->detail_tag) -
              2;
    if (view->detail_title)
        canvas_put_cut(stdscr, &ui->look, area.row, area.column + 1, end - area.column - 1, A_BOLD,
                       view->detail_title);
    if (ui->focus == PANE_DETAILS) {
        canvas_put(stdscr, &ui->look, area.row, area.column, 1, A_NORMAL, ">");
        ui_place_cursor(ui, stdscr, area.row, area.column);
    }
}

void draw_details(struct ui *ui, struct area area)
{
    struct rows rows =
        rows_lay_out(ui->view->details, ui->view->detail_count, area.columns - 2, &ui->look);

    bool has_title = ui->view->detail_title || ui->view->detail_tag;
    int title_rows = has_title || rows.count > (size_t)area.rows ? 1 : 0;

    ui->details.total = rows.count;
    ui->details.height = (size_t)(area.rows - title_rows);
    scroll_by(&ui->details, 0);
    draw_title(ui, area);
    rows_put(stdscr, &ui->look, &rows, ui->details.top, area.row + title_rows, area.column + 1,
             area.rows - title_rows);
    hyperlinks_want(&ui->links, stdscr, &rows, ui->details.top, area.row + title_rows,
                    area.column + 1, area.rows - title_rows);
    rows_clear(&rows);
}
