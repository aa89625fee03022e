/* The frame of a page: head, tabs, picture, lead, bottom line; and which part gets which rows. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "sys/text.h"
#include "ui/canvas.h"
#include "ui/draw_picture.h"
#include "ui/popup.h"
#include "ui/present.h"
#include "ui/rows.h"
#include "ui/state.h"

enum {
    NARROWEST_BOXES = 36,
    WIDEST_BOXES = 48,
    BAR_COLUMNS = 28,
    FEWEST_ITEMS = 3,
    DETAIL_ROWS = 6, /* with the title; fewer only where the list is short of rows too */
    LEAD_ROWS = 3,
    MESSAGE_ROWS = 4,
    PRESSED_GAP = 3, /* columns between the keys pressed and what stands beside them */
};

/* --- head ------------------------------------------------------------------------------------ */

/* The keys pressed last, so that a class can follow the hands of the instructor. */
static void draw_pressed(struct ui *ui, int from, int end)
{
    char *keys = present_keys(ui, end - from);

    canvas_put(stdscr, &ui->look, 0, from, end - from, A_REVERSE, keys);
    free(keys);
}

static void draw_head(struct ui *ui)
{
    const char *title = _("EFLOW setup wizard");
    int title_end = 1 + (int)text_width(title);
    int end = COLS - 1;

    if (ui->view->context)
        end = canvas_put_right(stdscr, &ui->look, 0, end, COLS - 3 - title_end, A_NORMAL,
                               ui->view->context);
    canvas_put_cut(stdscr, &ui->look, 0, 1, end - 2, A_BOLD, title);
    if (ui->view->is_presented)
        draw_pressed(ui, title_end + PRESSED_GAP, end - PRESSED_GAP);
}

static char *tabs_text(enum page current, const char *gap)
{
    struct text tabs = {0};

    for (enum page page = 0; page < PAGE_COUNT; page++) {
        text_addf(&tabs, page == current ? "%s[%s]" : "%s%s", page > 0 ? gap : "",
                  page_title(page));
    }
    return text_take(&tabs);
}

/* The names of all pages, or where they do not fit, the current one and how far it is. */
static char *fitting_tabs(enum page current, int room)
{
    static const char *const gaps[] = {"  ", " "};

    for (size_t i = 0; i < sizeof gaps / sizeof *gaps; i++) {
        char *tabs = tabs_text(current, gaps[i]);
        if ((int)text_width(tabs) <= room)
            return tabs;
        free(tabs);
    }
    return text_format("[%s] %d/%d", page_title(current), (int)current + 1, PAGE_COUNT);
}

static void draw_tabs(struct ui *ui)
{
    int end = COLS - 1;

    if (ui->view->fresh)
        end = canvas_put_right(stdscr, &ui->look, 1, end, COLS / 2, A_NORMAL, ui->view->fresh) - 1;
    char *tabs = fitting_tabs(ui->view->page, end - 1);
    canvas_put(stdscr, &ui->look, 1, 1, end - 1, A_NORMAL, tabs);
    free(tabs);
}

/* --- lead ------------------------------------------------------------------------------------ */

static char *bar_text(size_t done, size_t total, int columns)
{
    struct text bar = {0};
    size_t filled = (size_t)columns * (done < total ? done : total) / total;

    for (size_t i = 0; i < (size_t)columns; i++)
        text_add(&bar, i < filled ? "#" : "-");
    return text_take(&bar);
}

/* What stands right of the lead: the filter, or how much is done; NULL: nothing. */
static char *lead_right(const struct ui *ui, int columns)
{
    const struct view *view = ui->view;

    if (view->filter && !ui->filter.is_open)
        return text_format(_("Filter: %s"), view->filter);
    if (view->lead_total == 0 || columns < SMALLEST_COLUMNS)
        return NULL;
    return bar_text(view->lead_done, view->lead_total,
                    columns / 3 < BAR_COLUMNS ? columns / 3 : BAR_COLUMNS);
}

/* Returns the rows that it takes: a long question goes on in a second and a third one. */
static int draw_lead(struct ui *ui, struct area area)
{
    const char *lead = ui->view->lead ? ui->view->lead : "";
    char *right = lead_right(ui, area.columns);
    int room = area.columns - 2;

    if (right && (int)(text_width(right) + text_width(lead)) + 2 <= room)
        canvas_put_right(stdscr, &ui->look, area.row, area.column + area.columns - 1, room,
                         A_NORMAL, right);
    free(right);
    struct rows rows = rows_of_text(lead, room);
    int taken = rows.count < LEAD_ROWS ? (int)rows.count : LEAD_ROWS;
    rows_put(stdscr, &ui->look, &rows, 0, area.row, area.column + 1, taken);
    rows_clear(&rows);
    return taken;
}

/* --- bottom line ----------------------------------------------------------------------------- */

/* The entries of the bottom line: those of the popup, else those of the page. */
static size_t collect_keys(struct ui *ui, struct popup_key *keys)
{
    const struct view *view = ui->view;
    size_t count = 0;

    if (ui->popup)
        return popup_keys(ui, keys);
    for (size_t i = 0; i < view->key_count; i++) {
        const struct view_key *key = &view->keys[i];
        if (!key->is_spare || COLS >= PICTURE_BESIDE)
            keys[count++] = (struct popup_key){request_key_name(key->request),
                                               key->text ? key->text : request_short(key->request)};
    }
    return count;
}

static int key_columns(const struct popup_key *key)
{
    return (int)(text_width(key->name) + 1 + text_width(key->text));
}

/* Takes entries away, the last first, until all fit; but help stays, since it names the others. */
static size_t fit_keys(struct popup_key *keys, size_t count, int gap, int room)
{
    const char *help = request_key_name(REQUEST_HELP);

    for (;;) {
        int used = -gap;
        for (size_t i = 0; i < count; i++)
            used += key_columns(&keys[i]) + gap;
        if (used <= room || count == 0)
            return count;
        count--;
        if (count > 0 && strcmp(keys[count].name, help) == 0)
            keys[count - 1] = keys[count];
    }
}

static void draw_keys(struct ui *ui)
{
    struct popup_key *keys = must_alloc((ui->view->key_count + POPUP_KEYS) * sizeof *keys);
    int gap = COLS >= 80 ? 3 : 2;
    int column = 1;
    size_t count = fit_keys(keys, collect_keys(ui, keys), gap, COLS - 2);

    for (size_t i = 0; i < count; i++) {
        char *text = text_format("%s %s", keys[i].name, keys[i].text);
        canvas_put(stdscr, &ui->look, LINES - 1, column, COLS, A_NORMAL, text);
        column += key_columns(&keys[i]) + gap;
        free(text);
    }
    free(keys);
}

static void draw_filter(struct ui *ui)
{
    const char *label = _("Filter:");
    int column = 2 + (int)text_width(label);
    int room = COLS - column - 2;
    const char *words = ui->filter.words;

    canvas_put(stdscr, &ui->look, LINES - 1, 1, COLS, A_BOLD, label);
    while ((int)text_width(words) > room)
        words += text_fit(words, 1) ? text_fit(words, 1) : text_fit(words, 2);
    int used = canvas_put(stdscr, &ui->look, LINES - 1, column, room, A_NORMAL, words);
    ui_place_cursor(ui, stdscr, LINES - 1, column + used);
}

/* A message that does not fit into the bottom line covers the rows above. */
static void draw_message(struct ui *ui, enum mark mark, const char *text)
{
    int column = 1 + (mark == MARK_NONE ? 0 : theme_sign_columns(&ui->look) + 1);
    struct rows rows = rows_of_text(text, COLS - column - 1);
    int height = rows.count < MESSAGE_ROWS ? (int)rows.count : MESSAGE_ROWS;
    int top = LINES - height;

    for (int row = top; row < LINES; row++)
        mvwhline(stdscr, row, 0, ' ', COLS);
    canvas_put(stdscr, &ui->look, top, 1, theme_sign_columns(&ui->look),
               theme_mark(&ui->look, mark), theme_sign(&ui->look, mark));
    rows_put(stdscr, &ui->look, &rows, 0, top, column, height);
    rows_clear(&rows);
}

static void draw_bottom(struct ui *ui)
{
    if (ui->filter.is_open)
        draw_filter(ui);
    else if (ui->note)
        draw_message(ui, MARK_INFO, ui->note);
    else if (ui->view->message && !ui->popup)
        draw_message(ui, ui->view->message_mark, ui->view->message);
    else
        draw_keys(ui);
}

/* --- the parts share the room ---------------------------------------------------------------- */

static bool has_details(const struct view *view)
{
    return view->detail_title || view->detail_count > 0;
}

/* A class sees more with blank rows between the items, where there is room for all of them. */
static int rows_of_item(const struct view *view, int rows)
{
    return view->is_presented && 2 * (int)view->item_count + DETAIL_ROWS <= rows ? 2 : 1;
}

/* The rows of the list: all that it needs where that leaves enough for the details, else half. The
 * number does not depend on the selected item, so that the panes stand still. */
static int list_rows(const struct view *view, int item_rows, int rows)
{
    int wanted = view->item_count > 0 ? (int)view->item_count * item_rows : 1;
    int half = (rows - 1) / 2 > FEWEST_ITEMS ? (rows - 1) / 2 : FEWEST_ITEMS;

    if (!has_details(view))
        return rows;
    return wanted <= half || wanted + DETAIL_ROWS <= rows ? wanted : half;
}

/* From how many columns on the picture stands at the right of every page. */
static int picture_beside(const struct ui *ui)
{
    return ui->view->is_presented ? PRESENTED_BESIDE : PICTURE_BESIDE;
}

static int box_columns(const struct ui *ui, int columns)
{
    if (ui->view->is_presented)
        return columns / 2 - 1;
    if (columns / 3 < NARROWEST_BOXES)
        return NARROWEST_BOXES;
    return columns / 3 < WIDEST_BOXES ? columns / 3 : WIDEST_BOXES;
}

/* A part at the right of area becomes the picture; area keeps the rest. */
static bool draw_boxes_at_right(struct ui *ui, struct area *area, int columns)
{
    struct area boxes = {area->row, area->column + area->columns - columns - 1, area->rows,
                         columns};

    if (2 * columns > area->columns || !draw_picture_boxes(ui, boxes))
        return false;
    area->columns -= columns + 2;
    return true;
}

static void draw_list_position(struct ui *ui, struct area area)
{
    char *position = scroll_text(&ui->list);

    if (position) {
        char *text = text_format(" %s ", position);
        canvas_put_right(stdscr, &ui->look, area.row, area.column + area.columns - 1,
                         area.columns / 2, A_NORMAL, text);
        free(text);
    }
    free(position);
}

/* Lead, list and details from the top of the area to its end. */
static bool draw_body(struct ui *ui, struct area area)
{
    const struct view *view = ui->view;
    bool has_boxes = false;
    int end = area.row + area.rows;

    if (view->lead || view->filter) {
        area.row += draw_lead(ui, area);
        if (LINES >= ROOMY_ROWS && view->lead_total == 0 && view->lead)
            area.row++;
    }
    int room = end - area.row - (has_details(view) ? 1 : 0);
    ui->item_rows = rows_of_item(view, room);
    area.rows = list_rows(view, ui->item_rows, room);
    draw_list(ui, area);
    area.row += area.rows;
    if (!has_details(view)) {
        ui->details.height = 0;
        return false;
    }
    if (view->detail_title || view->detail_tag || ui->list.total > ui->list.height)
        canvas_rule(stdscr, area.row, area.column, area.columns);
    draw_list_position(ui, area);
    area.row++;
    area.rows = end - area.row;
    if (view->picture_is_large && COLS < picture_beside(ui))
        has_boxes = draw_boxes_at_right(ui, &area, NARROWEST_BOXES);
    draw_details(ui, area);
    return has_boxes;
}

/* Returns whether the picture could be drawn as boxes. */
static bool draw_layout(struct ui *ui, bool has_line)
{
    int bottom = LINES >= ROOMY_ROWS ? LINES - 2 : LINES - 1;
    struct area body = {.row = has_line ? 4 : 3, .columns = COLS};
    int changes = present_change_rows(ui);
    bool has_boxes = false;

    body.rows = bottom - changes - body.row;
    draw_head(ui);
    draw_tabs(ui);
    canvas_rule(stdscr, body.row - 1, 0, COLS);
    if (bottom < LINES - 1)
        canvas_rule(stdscr, bottom, 0, COLS);
    if (has_line)
        draw_picture_line(ui, (struct area){2, 1, 1, COLS - 2});
    if (changes > 0)
        present_draw_changes(ui, (struct area){bottom - changes, 0, changes, COLS});
    if (COLS >= picture_beside(ui))
        has_boxes = draw_boxes_at_right(ui, &body, box_columns(ui, COLS));
    has_boxes = draw_body(ui, body) || has_boxes;
    draw_bottom(ui);
    return has_boxes;
}

static void draw_all(struct ui *ui)
{
    bool has_picture = ui->view->picture.layer_count > 0;
    bool has_line = has_picture && COLS < picture_beside(ui) && !ui->view->picture_is_large;
    struct scroll list = ui->list;
    struct scroll details = ui->details;

    if (!draw_layout(ui, has_line) && has_picture && !has_line) {
        /* The first attempt had more rows, so its ends of the scrolling are not those of this one.
         */
        ui->list = list;
        ui->details = details;
        werase(stdscr);
        hyperlinks_begin(&ui->links);
        draw_layout(ui, true);
    }
}

/* --- too small ------------------------------------------------------------------------------- */

bool ui_is_cramped(void)
{
    return COLS < SMALLEST_COLUMNS || LINES < SMALLEST_ROWS;
}

/* One line, whatever the width: the first of these that fits. */
static void draw_plea(struct ui *ui)
{
    char *pleas[] = {
        text_format(_("Please make this window larger: at least %d x %d."), SMALLEST_COLUMNS,
                    SMALLEST_ROWS),
        text_format(_("Larger, please: %d x %d"), SMALLEST_COLUMNS, SMALLEST_ROWS),
        text_format("%dx%d!", SMALLEST_COLUMNS, SMALLEST_ROWS),
    };
    size_t count = sizeof pleas / sizeof *pleas;
    size_t shown = 0;

    while (shown + 1 < count && (int)text_width(pleas[shown]) > COLS)
        shown++;
    canvas_put_cut(stdscr, &ui->look, 0, 0, COLS, A_NORMAL, pleas[shown]);
    ui_place_cursor(ui, stdscr, 0, 0);
    for (size_t i = 0; i < count; i++)
        free(pleas[i]);
}

void draw_page(struct ui *ui)
{
    werase(stdscr);
    hyperlinks_begin(&ui->links);
    if (ui_is_cramped())
        draw_plea(ui);
    else
        draw_all(ui);
}
