/* A menu: one item is picked. Curses' menu library scrolls and selects. */
#include "config.h"

#include <stdlib.h>

#include "i18n.h"
#include "sys/text.h"
#include "ui/canvas.h"
#include "ui/popup_kind.h"

enum { POINTER_COLUMNS = 2, FEWEST_ITEMS = 3, MOST_NOTE_ROWS = 3 };

struct popup_menu {
    MENU *menu;
    ITEM **items; /* ended by NULL */
    char **names; /* of the items: the library does not copy them */
    size_t count;
    size_t current;
    WINDOW *inside;
    int note_top;  /* row of the note: the value of the item, where the item has no room for it */
    int note_rows; /* 0: there is no note */
};

/* What items have in common, so that their parts stand in columns. */
struct menu_grid {
    bool is_choice, has_marks;
    int title;
};

static struct menu_grid measure(const struct view_popup *view)
{
    struct menu_grid grid = {0};

    for (size_t i = 0; i < view->item_count; i++) {
        const struct view_item *item = &view->items[i];
        int width = item->title ? (int)text_width(item->title) : 0;
        grid.is_choice = grid.is_choice || item->chosen;
        grid.has_marks = grid.has_marks || item->mark != MARK_NONE;
        if (width > grid.title)
            grid.title = width;
    }
    return grid;
}

/* Choice, mark, number, title and value of an item in one text. */
static char *item_text(const struct ui *ui, const struct view_item *item,
                       const struct menu_grid *grid)
{
    const char *title = item->title ? item->title : "";
    struct text text = {0};

    if (grid->is_choice)
        text_add(&text, item->chosen ? "(*) " : "( ) ");
    if (grid->has_marks) {
        const char *sign = theme_sign(&ui->look, item->mark);
        int gap = theme_sign_columns(&ui->look) + 1 - (int)text_width(sign);
        text_addf(&text, "%s%*s", sign, gap, "");
    }
    if (item->number)
        text_addf(&text, "%s  ", item->number);
    text_add(&text, title);
    if (item->value)
        text_addf(&text, "%*s%s", grid->title - (int)text_width(title) + 2, "", item->value);
    return text_take(&text);
}

static int item_columns(const struct ui *ui, const struct view_item *item,
                        const struct menu_grid *grid)
{
    char *text = item_text(ui, item, grid);
    int width = (int)text_width(text) + POINTER_COLUMNS;

    free(text);
    return width;
}

static bool has_note(const struct ui *ui, const struct view_item *item,
                     const struct menu_grid *grid, int columns)
{
    return item->value && item_columns(ui, item, grid) > columns;
}

/* The rows that notes need below the items: none where all values can be read in the items. */
static int note_rows(const struct ui *ui, const struct view_popup *view, int columns)
{
    struct menu_grid grid = measure(view);
    int most = 0;

    for (size_t i = 0; i < view->item_count; i++) {
        if (!has_note(ui, &view->items[i], &grid, columns))
            continue;
        struct rows rows = rows_of_text(view->items[i].value, columns);
        if ((int)rows.count > most)
            most = (int)rows.count;
        rows_clear(&rows);
    }
    return most < MOST_NOTE_ROWS ? most : MOST_NOTE_ROWS;
}

static int columns_wanted(struct ui *ui, const struct view_popup *view)
{
    struct menu_grid grid = measure(view);
    int widest = 0;

    for (size_t i = 0; i < view->item_count; i++) {
        int width = item_columns(ui, &view->items[i], &grid);
        if (width > widest)
            widest = width;
    }
    return widest;
}

static int rows_wanted(struct ui *ui, const struct view_popup *view, int columns)
{
    int note = note_rows(ui, view, columns);

    return (int)view->item_count + (ui->popup->rows.count > 0 ? 1 : 0) + (note > 0 ? note + 1 : 0);
}

static void open_menu(struct ui *ui, const struct view_popup *view)
{
    ui->popup->menu = must_alloc(sizeof *ui->popup->menu);
    ui->popup->menu->current = view->selected;
}

static void make_items(struct ui *ui, const struct view_popup *view, int columns)
{
    struct popup_menu *menu = ui->popup->menu;
    struct menu_grid grid = measure(view);

    menu->count = view->item_count;
    menu->items = must_alloc((menu->count + 1) * sizeof(ITEM *));
    menu->names = must_alloc((menu->count + 1) * sizeof(char *));
    for (size_t i = 0; i < menu->count; i++) {
        char *text = item_text(ui, &view->items[i], &grid);
        menu->names[i] = popup_displayable(&ui->look, text, (size_t)(columns - POINTER_COLUMNS));
        menu->items[i] = new_item(menu->names[i], NULL);
        free(text);
    }
}

static void place(struct ui *ui, const struct view_popup *view)
{
    struct popup *popup = ui->popup;
    struct popup_menu *menu = popup->menu;
    int fewest = view->item_count < FEWEST_ITEMS ? (int)view->item_count : FEWEST_ITEMS;
    int lines = popup_line_rows(popup, fewest + 1);
    int columns = getmaxx(popup->window) - 2 * POPUP_MARGIN;
    int top = 1 + lines + (lines > 0 ? 1 : 0);
    int rows = getmaxy(popup->window) - 1 - top;
    int note = note_rows(ui, view, columns);

    if (note > 0 && rows - note - 1 >= FEWEST_ITEMS) {
        rows -= note + 1;
        menu->note_rows = note;
        menu->note_top = top + rows + 1;
    }
    rows_put(popup->window, &ui->look, &popup->rows, 0, 1, POPUP_MARGIN, lines);
    make_items(ui, view, columns);
    if (menu->count == 0)
        return;
    menu->menu = new_menu(menu->items);
    menu->inside = derwin(popup->window, rows, columns, top, POPUP_MARGIN);
    set_menu_win(menu->menu, popup->window);
    set_menu_sub(menu->menu, menu->inside);
    set_menu_format(menu->menu, rows, 1);
    set_menu_mark(menu->menu, "> ");
    set_menu_fore(menu->menu, A_NORMAL);
    menu_opts_off(menu->menu, O_SHOWDESC | O_NONCYCLIC);
    menu_opts_on(menu->menu, O_NONCYCLIC);
    post_menu(menu->menu);
    if (menu->current >= menu->count)
        menu->current = menu->count - 1;
    set_current_item(menu->menu, menu->items[menu->current]);
    popup->scroll.height = (size_t)rows;
}

static void leave(struct popup *popup)
{
    struct popup_menu *menu = popup->menu;

    if (menu->menu) {
        unpost_menu(menu->menu);
        free_menu(menu->menu);
        delwin(menu->inside);
    }
    for (size_t i = 0; i < menu->count; i++) {
        free_item(menu->items[i]);
        free(menu->names[i]);
    }
    free(menu->items);
    free(menu->names);
    *menu = (struct popup_menu){.current = menu->current};
}

static void close_menu(struct popup *popup)
{
    free(popup->menu);
}

static bool renew(struct ui *ui, const struct view_popup *view)
{
    (void)ui;
    (void)view;
    return true;
}

static void draw_note(struct ui *ui, const struct view_popup *view)
{
    struct popup *popup = ui->popup;
    struct popup_menu *menu = popup->menu;
    struct menu_grid grid = measure(view);
    const struct view_item *item = &view->items[menu->current];
    int columns = getmaxx(popup->window) - 2 * POPUP_MARGIN;

    for (int i = 0; i < menu->note_rows; i++)
        mvwhline(popup->window, menu->note_top + i, 1, ' ', getmaxx(popup->window) - 2);
    if (!has_note(ui, item, &grid, columns))
        return;
    struct rows rows = rows_of_text(item->value, columns);
    rows_put(popup->window, &ui->look, &rows, 0, menu->note_top, POPUP_MARGIN, menu->note_rows);
    rows_clear(&rows);
}

static void draw(struct ui *ui, const struct view_popup *view)
{
    struct popup *popup = ui->popup;
    struct popup_menu *menu = popup->menu;

    if (!menu->menu) {
        ui_place_cursor(ui, popup->window, 1, POPUP_MARGIN);
        return;
    }
    draw_note(ui, view);
    pos_menu_cursor(menu->menu);
    ui_place_cursor(ui, menu->inside, getcury(menu->inside), getcurx(menu->inside));
    popup->scroll.total = menu->count;
    popup->scroll.top = (size_t)top_row(menu->menu);
    char *position = scroll_text(&popup->scroll);
    if (position)
        canvas_put_right(popup->window, &ui->look, getmaxy(popup->window) - 1,
                         getmaxx(popup->window) - POPUP_MARGIN, getmaxx(popup->window) / 2,
                         A_NORMAL, position);
    free(position);
}

static int menu_request(enum request request)
{
    if (request == REQUEST_UP)
        return REQ_UP_ITEM;
    if (request == REQUEST_DOWN)
        return REQ_DOWN_ITEM;
    if (request == REQUEST_PAGE_UP)
        return REQ_SCR_UPAGE;
    if (request == REQUEST_PAGE_DOWN)
        return REQ_SCR_DPAGE;
    if (request == REQUEST_FIRST)
        return REQ_FIRST_ITEM;
    return request == REQUEST_LAST ? REQ_LAST_ITEM : 0;
}

/* The library refuses a page that is not full; then the end is meant. */
static void drive(struct popup_menu *menu, int request)
{
    int result = menu_driver(menu->menu, request);

    if (result != E_OK && request == REQ_SCR_UPAGE)
        menu_driver(menu->menu, REQ_FIRST_ITEM);
    if (result != E_OK && request == REQ_SCR_DPAGE)
        menu_driver(menu->menu, REQ_LAST_ITEM);
    menu->current = (size_t)item_index(current_item(menu->menu));
}

static struct effect key(struct ui *ui, unsigned key)
{
    struct popup_menu *menu = ui->popup->menu;
    enum request request = request_of_key(key);

    if (request == REQUEST_OPEN && menu->count > 0)
        return flow_pick(ui->flow, menu->current);
    if (request == REQUEST_OPEN || request == REQUEST_BACK)
        flow_cancel(ui->flow);
    else if (menu->menu && menu_request(request))
        drive(menu, menu_request(request));
    return (struct effect){EFFECT_NONE, NULL};
}

static size_t keys(struct ui *ui, struct popup_key keys[POPUP_KEYS])
{
    const struct view_popup *view = ui->view->popup;
    size_t count = 0;

    keys[count++] = (struct popup_key){request_key_name(REQUEST_OPEN),
                                       view && view->enter ? view->enter : _("choose")};
    keys[count++] = (struct popup_key){request_key_name(REQUEST_BACK), _("cancel")};
    return count;
}

const struct popup_class popup_menu_class = {
    .columns_wanted = columns_wanted,
    .rows_wanted = rows_wanted,
    .open = open_menu,
    .place = place,
    .renew = renew,
    .draw = draw,
    .key = key,
    .keys = keys,
    .leave = leave,
    .close = close_menu,
};
