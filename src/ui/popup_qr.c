/* An address as a QR code, as large as the window allows: for phones, up to the last row of a
 * classroom. The address stands beside the code, or below it where the window is narrow.
 *
 * In UTF-8 a cell shows two modules one above the other, else two cells show one. With colours the
 * code is black on white whatever the terminal's own are. Without, what the terminal writes with
 * is taken for light, as on the usual dark background; Tab exchanges the two. */
#include "config.h"

#include <stdlib.h>

#include "i18n.h"
#include "sys/text.h"
#include "ui/canvas.h"
#include "ui/popup_kind.h"

enum {
    NARROWEST_BESIDE = 24, /* columns of the text beside the code */
    WIDEST_BESIDE = 40,
    GAP = 2,          /* columns between the code and the text */
    QUIET_WANTED = 4, /* modules of light margin */
    QUIET_LEAST = 2
};

/* Where code and text stand in the window. */
struct plan {
    int scale; /* of a module; 0: the window is too small for the code */
    int quiet; /* modules */
    bool is_text_below;
    struct area code;
    struct area text;
};

/* --- room ------------------------------------------------------------------------------------ */

static int columns_of(const struct look *look, int modules)
{
    return look->is_utf8 ? modules : 2 * modules;
}

static int rows_of(const struct look *look, int modules)
{
    return look->is_utf8 ? (modules + 1) / 2 : modules;
}

static bool fits(const struct look *look, int modules, int rows, int columns)
{
    return rows_of(look, modules) <= rows && columns_of(look, modules) <= columns;
}

/* The largest scale for the room; 0: there is not enough of it. */
static int scale_for(const struct look *look, const struct qr *qr, int rows, int columns)
{
    int modules = qr->size + 2 * QUIET_LEAST;
    int scale = 0;

    while (fits(look, modules * (scale + 1), rows, columns))
        scale++;
    return scale;
}

static int quiet_for(const struct look *look, const struct qr *qr, int scale, int rows, int columns)
{
    int quiet = QUIET_WANTED;

    while (quiet > QUIET_LEAST && !fits(look, (qr->size + 2 * quiet) * scale, rows, columns))
        quiet--;
    return quiet;
}

static struct plan plan_for_room(const struct look *look, const struct qr *qr, int scale, int rows,
                                 int columns)
{
    struct plan plan = {.scale = scale, .quiet = quiet_for(look, qr, scale, rows, columns)};
    int modules = (qr->size + 2 * plan.quiet) * scale;

    plan.code.rows = rows_of(look, modules);
    plan.code.columns = columns_of(look, modules);
    return plan;
}

/* A column at the right stays free, as on the pages. */
static struct plan plan_beside(const struct look *look, const struct qr *qr, int rows, int columns)
{
    int room = columns - GAP - NARROWEST_BESIDE - 1;
    int scale = scale_for(look, qr, rows, room);
    struct plan plan = plan_for_room(look, qr, scale, rows, room);
    int left = columns - plan.code.columns - GAP - 1;

    plan.text.columns = left < WIDEST_BESIDE ? left : WIDEST_BESIDE;
    plan.code.row = (rows - plan.code.rows) / 2;
    plan.code.column = (columns - plan.code.columns - GAP - plan.text.columns) / 2;
    plan.text.row = plan.code.row + rows_of(look, plan.quiet * scale);
    plan.text.rows = rows - plan.text.row;
    plan.text.column = plan.code.column + plan.code.columns + GAP;
    return plan;
}

static struct plan plan_below(const struct look *look, const struct qr *qr, int rows, int columns)
{
    int scale = scale_for(look, qr, rows - 1, columns);
    struct plan plan = plan_for_room(look, qr, scale, rows - 1, columns);

    plan.is_text_below = true;
    plan.code.column = (columns - plan.code.columns) / 2;
    plan.text = (struct area){plan.code.rows, 1, rows - plan.code.rows, columns - 2};
    return plan;
}

static struct plan plan_window(const struct look *look, const struct qr *qr, WINDOW *window)
{
    struct plan beside = plan_beside(look, qr, getmaxy(window), getmaxx(window));
    struct plan below = plan_below(look, qr, getmaxy(window), getmaxx(window));

    return beside.scale >= below.scale ? beside : below;
}

/* What a larger window has to have: the rows of one that is wide enough already, else both. */
static char *plea_for_room(const struct look *look, const struct qr *qr)
{
    int modules = qr->size + 2 * QUIET_LEAST;
    int columns = columns_of(look, modules) + GAP + NARROWEST_BESIDE + 1;
    int rows = rows_of(look, modules) + 1;

    if (columns > COLS) {
        columns = columns_of(look, modules);
        rows++;
    }
    return text_format(_("The QR code needs a window of at least %d x %d."),
                       columns > SMALLEST_COLUMNS ? columns : SMALLEST_COLUMNS, rows);
}

/* --- code ------------------------------------------------------------------------------------ */

/* How modules with and without ink look. */
struct print {
    bool is_dark_inked;
    attr_t paper;
    attr_t ink;
    const char *sign; /* of an inked module in ASCII */
};

static struct print print_for(const struct ui *ui)
{
    const struct look *look = &ui->look;

    if (look->has_colors)
        return (struct print){true, theme_paper(), theme_paper() | A_REVERSE, " "};
    if (look->has_reverse)
        return (struct print){ui->popup->is_negative, A_NORMAL, A_REVERSE, " "};
    return (struct print){ui->popup->is_negative, A_NORMAL, A_NORMAL, "#"};
}

/* One module high, whatever the scale: row and column count dots of the code with its margin. */
static bool has_ink(const struct qr *qr, const struct plan *plan, const struct print *print,
                    int row, int column)
{
    return qr_is_dark(qr, row / plan->scale - plan->quiet, column / plan->scale - plan->quiet) ==
           print->is_dark_inked;
}

static void put_halves(struct ui *ui, const struct qr *qr, const struct plan *plan,
                       const struct print *print, int row)
{
    static const char *const signs[2][2] = {
        {" ",   "▄"},
        {"▀", "█"}
    };
    struct text line = {0};

    for (int column = 0; column < plan->code.columns; column++)
        text_add(&line, signs[has_ink(qr, plan, print, 2 * row, column)]
                             [has_ink(qr, plan, print, 2 * row + 1, column)]);
    canvas_put(ui->popup->window, &ui->look, plan->code.row + row, plan->code.column,
               plan->code.columns, print->paper, line.s);
    text_free(&line);
}

static void put_pairs(struct ui *ui, const struct qr *qr, const struct plan *plan,
                      const struct print *print, int row)
{
    for (int column = 0; column < plan->code.columns; column++) {
        bool is_inked = has_ink(qr, plan, print, row, column / 2);
        canvas_put(ui->popup->window, &ui->look, plan->code.row + row, plan->code.column + column,
                   1, is_inked ? print->ink : print->paper, is_inked ? print->sign : " ");
    }
}

static void put_code(struct ui *ui, const struct qr *qr, const struct plan *plan)
{
    struct print print = print_for(ui);

    for (int row = 0; row < plan->code.rows; row++) {
        if (ui->look.is_utf8)
            put_halves(ui, qr, plan, &print, row);
        else
            put_pairs(ui, qr, plan, &print, row);
    }
}

/* --- text ------------------------------------------------------------------------------------ */

/* Lays out the lines of the view below a first one. */
static struct rows rows_below(struct ui *ui, struct view_line first, const struct view_popup *view,
                              int columns)
{
    size_t count = view->line_count + 2;
    struct view_line *lines = must_alloc(count * sizeof *lines);

    lines[0] = first;
    lines[1] = (struct view_line){.role = LINE_BLANK};
    for (size_t i = 0; i < view->line_count; i++)
        lines[i + 2] = view->lines[i];
    struct rows rows = rows_lay_out(lines, count, columns, &ui->look);
    free(lines);
    return rows;
}

static void put_rows(struct ui *ui, struct area area)
{
    struct popup *popup = ui->popup;

    rows_put(popup->window, &ui->look, &popup->rows, 0, area.row, area.column, area.rows);
    hyperlinks_want(&ui->links, popup->window, &popup->rows, 0, area.row, area.column, area.rows);
    ui_place_cursor(ui, popup->window, area.row, area.column);
}

/* The address, whole where there are rows enough for it. */
static void put_address_below(struct ui *ui, const struct view_popup *view, struct area area)
{
    struct rows *rows = &ui->popup->rows;

    *rows = rows_lay_out(view->lines, view->line_count, area.columns, &ui->look);
    if ((int)rows->count <= area.rows) {
        put_rows(ui, area);
        return;
    }
    canvas_put_cut(ui->popup->window, &ui->look, area.row, area.column, area.columns, A_NORMAL,
                   view->line_count > 0 ? view->lines[0].text : "");
    ui_place_cursor(ui, ui->popup->window, area.row, area.column);
}

static void put_text(struct ui *ui, const struct view_popup *view, const struct plan *plan)
{
    struct view_line title = {.role = LINE_HEADING, .text = view->title};

    rows_clear(&ui->popup->rows);
    if (plan->is_text_below) {
        put_address_below(ui, view, plan->text);
    } else {
        ui->popup->rows = rows_below(ui, title, view, plan->text.columns);
        put_rows(ui, plan->text);
    }
}

static void put_plea(struct ui *ui, const struct view_popup *view)
{
    WINDOW *window = ui->popup->window;
    char *plea = plea_for_room(&ui->look, view->qr);
    struct view_line line = {.role = LINE_PARAGRAPH, .text = plea};

    rows_clear(&ui->popup->rows);
    ui->popup->rows = rows_below(ui, line, view, getmaxx(window) - 2);
    put_rows(ui, (struct area){1, 1, getmaxy(window) - 1, getmaxx(window) - 2});
    free(plea);
}

/* --- the popup ------------------------------------------------------------------------------- */

static bool has_room(const struct ui *ui)
{
    const struct view_popup *view = ui->view->popup;
    WINDOW *window = ui->popup->window;

    return view && window && plan_window(&ui->look, view->qr, window).scale > 0;
}

static void draw(struct ui *ui, const struct view_popup *view)
{
    struct plan plan = plan_window(&ui->look, view->qr, ui->popup->window);

    werase(ui->popup->window);
    if (plan.scale == 0) {
        put_plea(ui, view);
        return;
    }
    put_code(ui, view->qr, &plan);
    put_text(ui, view, &plan);
}

static struct effect key(struct ui *ui, unsigned key)
{
    enum request request = request_of_key(key);

    if (request == REQUEST_QUIT)
        return flow_request(ui->flow, request);
    if (request == REQUEST_OPEN || request == REQUEST_BACK || request == REQUEST_QR)
        flow_cancel(ui->flow);
    else if (request == REQUEST_OTHER_PANE)
        ui->popup->is_negative = !ui->popup->is_negative;
    return (struct effect){EFFECT_NONE, NULL};
}

static size_t keys(struct ui *ui, struct popup_key keys[POPUP_KEYS])
{
    size_t count = 0;

    keys[count++] = (struct popup_key){request_key_name(REQUEST_OPEN), _("close")};
    if (!ui->look.has_colors && has_room(ui))
        keys[count++] =
            (struct popup_key){request_key_name(REQUEST_OTHER_PANE), _("swap light and dark")};
    return count;
}

const struct popup_class popup_qr_class = {
    .covers_page = true,
    .draw = draw,
    .key = key,
    .keys = keys,
};
