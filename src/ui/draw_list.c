/* The list of a page: pointer, mark, number, title, value. */
#include "config.h"

#include <stdlib.h>

#include "i18n.h"
#include "sys/text.h"
#include "ui/canvas.h"
#include "ui/state.h"

enum {
    POINTER = 1,
    CONTENT = 3,
    TITLE_PERCENT = 60,
};

/* The columns of a list, counted from the left of its area; the same for all items, so that nothing
 * jumps while it scrolls. */
struct grid {
    int choice; /* -1: no item is a choice */
    int mark;   /* -1: no item has a mark */
    int number; /* where numbers end; -1: no item has one */
    int title;
    int title_columns;
    int value; /* -1: no item has a value */
};

struct widest {
    bool is_choice, has_marks;
    int number, value;
    int title; /* of items with a value: the others have the whole row */
};

static int wider(int widest, const char *text)
{
    int width = text ? (int)text_width(text) : 0;

    return width > widest ? width : widest;
}

static struct widest measure(const struct view *view)
{
    struct widest widest = {0};

    for (size_t i = 0; i < view->item_count; i++) {
        const struct view_item *item = &view->items[i];
        widest.is_choice = widest.is_choice || item->chosen;
        widest.has_marks = widest.has_marks || item->mark != MARK_NONE;
        widest.number = wider(widest.number, item->number);
        if (item->value)
            widest.title = wider(widest.title, item->title);
        widest.value = wider(widest.value, item->value);
    }
    return widest;
}

/* Checks and steps: what they are about matters more than what was seen, which the details say. */
static bool is_long_list(const struct view *view)
{
    return view->lead_total > 0;
}

static struct grid make_grid(const struct ui *ui, int columns)
{
    struct widest widest = measure(ui->view);
    struct grid grid = {.choice = -1, .mark = -1, .number = -1, .value = -1};
    int column = CONTENT;

    if (widest.is_choice) {
        grid.choice = column;
        column += 4;
    }
    if (widest.has_marks) {
        grid.mark = column;
        column += theme_sign_columns(&ui->look) + 1;
    }
    if (widest.number > 0) {
        column += widest.number;
        grid.number = column;
        column += 2;
    }
    grid.title = column;
    grid.title_columns = columns - column;
    if (widest.value > 0 && (columns >= NARROW_PANE || !is_long_list(ui->view))) {
        int room = (columns - column) * TITLE_PERCENT / 100;
        grid.title_columns = widest.title < room ? widest.title : room;
        grid.value = column + grid.title_columns + 2;
    }
    return grid;
}

static void draw_value(struct ui *ui, const struct view_item *item, int row, int column,
                       int columns)
{
    if (item->value)
        canvas_put_cut(stdscr, &ui->look, row, column, columns, A_NORMAL, item->value);
}

static void draw_item(struct ui *ui, const struct view_item *item, const struct grid *grid,
                      struct area area, int row, bool is_selected)
{
    const struct look *look = &ui->look;
    int left = area.column;

    if (is_selected)
        canvas_put(stdscr, look, row, left + POINTER, 1, A_NORMAL, ">");
    if (grid->choice >= 0)
        canvas_put(stdscr, look, row, left + grid->choice, 3, A_NORMAL,
                   item->chosen ? "(*)" : "( )");
    if (item->mark != MARK_NONE)
        canvas_put(stdscr, look, row, left + grid->mark, theme_sign_columns(look),
                   theme_mark(look, item->mark), theme_sign(look, item->mark));
    if (item->number)
        canvas_put_right(stdscr, look, row, left + grid->number, grid->number, A_NORMAL,
                         item->number);
    if (item->changed) {
        int column = grid->value >= 0 ? grid->value : grid->title;
        canvas_put(stdscr, look, row, left + column - 1, 1, A_NORMAL, "*");
    }
    canvas_put_cut(stdscr, look, row, left + grid->title,
                   item->value && grid->value >= 0 ? grid->title_columns
                                                   : area.columns - grid->title - 1,
                   is_selected ? A_BOLD : A_NORMAL, item->title ? item->title : "");
    if (grid->value >= 0)
        draw_value(ui, item, row, left + grid->value, area.columns - grid->value);
}

void draw_list(struct ui *ui, struct area area)
{
    const struct view *view = ui->view;

    ui->list.total = view->item_count;
    ui->list.height = (size_t)(area.rows / ui->item_rows);
    if (view->item_count == 0) {
        canvas_put_cut(stdscr, &ui->look, area.row, area.column + CONTENT, area.columns - CONTENT,
                       A_NORMAL, view->empty ? view->empty : _("There is nothing to show."));
        ui_place_cursor(ui, stdscr, area.row, area.column + POINTER);
        return;
    }
    struct grid grid = make_grid(ui, area.columns);
    scroll_show(&ui->list, ui->selected);
    for (size_t i = 0; i < ui->list.height && ui->list.top + i < view->item_count; i++) {
        size_t at = ui->list.top + i;
        int row = area.row + (int)i * ui->item_rows;
        draw_item(ui, &view->items[at], &grid, area, row, at == ui->selected);
        if (at == ui->selected)
            ui_place_cursor(ui, stdscr, row, area.column + POINTER);
    }
}
