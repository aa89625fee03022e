#include "config.h"

#include "ui/popup.h"

#include <stdlib.h>

#include "i18n.h"
#include "sys/text.h"
#include "ui/canvas.h"
#include "ui/popup_kind.h"

static const struct popup_class *const classes[] = {
    [POPUP_TEXT] = &popup_text_class,
    [POPUP_MENU] = &popup_menu_class,
    [POPUP_FORM] = &popup_form_class,
    [POPUP_QR] = &popup_qr_class,
};

static int at_most(int value, int limit)
{
    return value < limit ? value : limit;
}

/* --- window ---------------------------------------------------------------------------------- */

static void draw_border(struct ui *ui, const struct view_popup *view)
{
    WINDOW *window = ui->popup->window;

    werase(window);
    canvas_box(window, &ui->look);
    if (!view->title)
        return;
    char *title = text_format(" %s ", view->title);
    canvas_put_cut(window, &ui->look, 0, POPUP_MARGIN, getmaxx(window) - 2 * POPUP_MARGIN, A_BOLD,
                   title);
    free(title);
}

static void leave_window(struct popup *popup)
{
    if (!popup->window)
        return;
    if (popup->class->leave)
        popup->class->leave(popup);
    del_panel(popup->panel);
    delwin(popup->window);
    popup->panel = NULL;
    popup->window = NULL;
}

/* A window as large as the inside wants and the screen allows, in the middle. */
static WINDOW *make_window(struct ui *ui, const struct view_popup *view)
{
    struct popup *popup = ui->popup;
    const struct popup_class *class = popup->class;
    int most = at_most(COLS - 4, POPUP_WIDEST) - 2 * POPUP_MARGIN;

    popup->rows = rows_lay_out(view->lines, view->line_count, most, &ui->look);
    int columns = rows_width(&popup->rows);
    int wanted = class->columns_wanted ? class->columns_wanted(ui, view) : 0;
    columns = at_most(columns > wanted ? columns : wanted, most);
    if (columns < POPUP_NARROWEST)
        columns = at_most(POPUP_NARROWEST, most);
    int rows = (int)popup->rows.count;
    rows += class->rows_wanted ? class->rows_wanted(ui, view, columns) : 0;
    rows = at_most(rows + 2, LINES - 3);
    columns += 2 * POPUP_MARGIN;
    return newwin(rows, columns, (LINES - 1 - rows) / 2, (COLS - columns) / 2);
}

static void lay_out(struct ui *ui, const struct view_popup *view)
{
    struct popup *popup = ui->popup;

    leave_window(popup);
    rows_clear(&popup->rows);
    if (ui_is_cramped())
        return;
    popup->window =
        popup->class->covers_page ? newwin(LINES - 1, COLS, 0, 0) : make_window(ui, view);
    popup->panel = new_panel(popup->window);
    if (!popup->class->covers_page)
        draw_border(ui, view);
    if (popup->class->place)
        popup->class->place(ui, view);
}

/* --- the life of a popup --------------------------------------------------------------------- */

void popup_close(struct ui *ui)
{
    struct popup *popup = ui->popup;

    if (!popup)
        return;
    leave_window(popup);
    if (popup->class->close)
        popup->class->close(popup);
    rows_clear(&popup->rows);
    free(popup);
    ui->popup = NULL;
}

static void open_popup(struct ui *ui, const struct view_popup *view)
{
    ui->popup = must_alloc(sizeof *ui->popup);
    ui->popup->class = classes[view->kind];
    ui->popup->serial = view->serial;
    ui->popup->field_count = view->field_count;
    if (ui->popup->class->open)
        ui->popup->class->open(ui, view);
    lay_out(ui, view);
}

static bool is_another(const struct popup *popup, const struct view_popup *view)
{
    return view->serial != popup->serial || classes[view->kind] != popup->class ||
           view->field_count != popup->field_count;
}

void popup_sync(struct ui *ui)
{
    const struct view_popup *view = ui->view->popup;

    if (ui->popup && (!view || is_another(ui->popup, view)))
        popup_close(ui);
    if (view && ui->popup) {
        if (!ui->popup->class->renew || ui->popup->class->renew(ui, view))
            lay_out(ui, view);
    } else if (view) {
        open_popup(ui, view);
    }
}

void popup_fit(struct ui *ui)
{
    if (ui->popup && ui->view->popup)
        lay_out(ui, ui->view->popup);
}

void popup_draw(struct ui *ui)
{
    if (!ui->popup || !ui->popup->window || !ui->view->popup)
        return;
    ui->popup->class->draw(ui, ui->view->popup);
}

struct effect popup_key(struct ui *ui, unsigned key)
{
    return ui->popup->class->key(ui, key);
}

size_t popup_keys(struct ui *ui, struct popup_key keys[POPUP_KEYS])
{
    return ui->popup->class->keys(ui, keys);
}

/* --- what the kinds share -------------------------------------------------------------------- */

int popup_line_rows(const struct popup *popup, int needed)
{
    int room = getmaxy(popup->window) - 2 - needed;

    if (room < 0)
        room = 0;
    return at_most((int)popup->rows.count, room);
}

static void add_displayable(struct text *out, const struct look *look, const char *text,
                            size_t columns)
{
    size_t used = 0;
    unsigned code = 0;

    for (size_t size; (size = text_decode(text, &code)) > 0; text += size) {
        size_t width = (size_t)text_code_width(code);
        const char *sign = canvas_sign(look, code, (int)width);
        if (used + width > columns)
            break;
        if (!sign)
            text_add_n(out, text, size);
        for (size_t i = 0; sign && i < width; i++)
            text_add(out, sign);
        used += width;
    }
    for (; used < columns; used++)
        text_add_n(out, " ", 1);
}

char *popup_displayable(const struct look *look, const char *text, size_t columns)
{
    const char *sign = look->is_utf8 ? "…" : "..";
    size_t sign_columns = look->is_utf8 ? 1 : 2;
    struct text out = {0};

    if (text_width(text) > columns && columns > sign_columns) {
        add_displayable(&out, look, text, columns - sign_columns);
        text_add(&out, sign);
    } else {
        add_displayable(&out, look, text, columns);
    }
    return text_take(&out);
}
