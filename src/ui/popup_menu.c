/* A menu: one item is picked. Curses' menu library scrolls and selects. */
#include "config.h"

#include <stdlib.h>

#include "i18n.h"
#include "sys/text.h"
#include "ui/canvas.h"
#include "ui/popup_kind.h"

enum { POINTER_COLUMNS = 2, FEWEST_ITEMS = 3 };

struct popup_menu {
    MENU *menu;
    ITEM **items; /* ended by NULL */
    char **names; /* of the items: the library does not copy them */
    size_t count;
    size_t current;
    WINDOW *inside;
};

static int title_columns(const struct view_popup *view)
{
    int widest = 0;

    for (size_t i = 0; i < view->item_count; i++) {
        int width = view->items[i].title ? (int)text_width(view->items[i].title) : 0;
        if (width > widest)
            widest = width;
    }
    return widest;
}

static bool is_choice(const struct view_popup *view)
{
    for (size_t i = 0; i < view->item_count; i++) {
        if (view->items[i].chosen)
            return true;
    }
    return false;
}

/* Choice, mark, number, title and value of an item in one text. */
static char *item_text(const struct ui *ui, const struct view_popup *view, size_t at)
{
    const struct view_item *item = &view->items[at];
    struct text text = {0};

    if (is_choice(view))
        text_add(&text, item->chosen ? "(*) " : "( ) ");
    if (item->mark != MARK_NONE) {
        const char *sign = theme_sign(&ui->look, item->mark);
        text_addf(&text, "%s%*s", sign, theme_sign_columns(&ui->look) + 1 - (int)text_width(sign),
                  "");
    }
    if (item->number)
        text_addf(&text, "%s  ", item->number);
    text_add(&text, item->title ? item->title : "");
    if (item->value) {
        int gap = title_columns(view) - (int)text_width(item->title ? item->title : "");
        text_addf(&text, "%*s%s", gap > 0 ? gap + 2 : 2, "", item->value);
    }
    return text_take(&text);
}

static int columns_wanted(struct ui *ui, const struct view_popup *view)
{
    int widest = 0;

    for (size_t i = 0; i < view->item_count; i++) {
        char *text = item_text(ui, view, i);
        if ((int)text_width(text) > widest)
            widest = (int)text_width(text);
        free(text);
    }
    return widest + POINTER_COLUMNS;
}

static int rows_wanted(struct ui *ui, const struct view_popup *view, int columns)
{
    (void)columns;
    return (int)view->item_count + (ui->popup->rows.count > 0 ? 1 : 0);
}

static void open_menu(struct ui *ui, const struct view_popup *view)
{
    ui->popup->menu = must_alloc(sizeof *ui->popup->menu);
    ui->popup->menu->current = view->selected;
}

static void make_items(struct ui *ui, const struct view_popup *view, int columns)
{
    struct popup_menu *menu = ui->popup->menu;

    menu->count = view->item_count;
    menu->items = must_alloc((menu->count + 1) * sizeof(ITEM *));
    menu->names = must_alloc((menu->count + 1) * sizeof(char *));
    for (size_t i = 0; i < menu->count; i++) {
        char *text = item_text(ui, view, i);
        menu->names[i] = popup_displayable(&ui->look, text, (size_t)(columns - POINTER_COLUMNS));
        menu->items[i] = new_item(menu->names[i], NULL);
        free(text);
    }
}

static void place(struct ui *ui, const struct view_popup *view)
{
    struct popup *popup = ui->popup;
    struct popup_menu *menu = popup->menu;
    int lines = popup_line_rows(popup, FEWEST_ITEMS + 1);
    int columns = getmaxx(popup->window) - 2 * POPUP_MARGIN;
    int top = 1 + lines + (lines > 0 ? 1 : 0);
    int rows = getmaxy(popup->window) - 1 - top;

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

static void draw(struct ui *ui, const struct view_popup *view)
{
    struct popup *popup = ui->popup;
    struct popup_menu *menu = popup->menu;

    (void)view;
    if (!menu->menu) {
        ui_place_cursor(ui, popup->window, 1, POPUP_MARGIN);
        return;
    }
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
