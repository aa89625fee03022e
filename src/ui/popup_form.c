/* A form: fields are filled in with curses' form library, which edits and scrolls. Secrets never
 * reach it: their fields hold dots, what was typed stays in a buffer here that is wiped. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "sys/pipe.h"
#include "sys/text.h"
#include "ui/canvas.h"
#include "ui/popup_form.h"

enum {
    VALUE_LIMIT = 4096, /* columns of a text */
    FIELD_COLUMNS = 36  /* that a field would like to have */
};

static char *copy_or_null(const char *text)
{
    return text ? must_copy(text) : NULL;
}

/* --- what was typed -------------------------------------------------------------------------- */

static size_t choice_of(const struct view_field *field)
{
    for (size_t i = 0; i < field->choice_count; i++) {
        if (field->value && strcmp(field->choices[i], field->value) == 0)
            return i;
    }
    return 0;
}

static void open_form(struct ui *ui, const struct view_popup *view)
{
    struct popup_form *form = must_alloc(sizeof *form);

    ui->popup->form = form;
    form->count = view->field_count;
    form->current = view->selected < form->count ? view->selected : 0;
    form->trouble = copy_or_null(view->trouble);
    form->trouble_at = form->current;
    form->entries = must_alloc((form->count + 1) * sizeof *form->entries);
    for (size_t i = 0; i < form->count; i++) {
        const struct view_field *field = &view->fields[i];
        struct entry *entry = &form->entries[i];
        entry->kind = field->kind;
        entry->choice = field->kind == FIELD_CHOICE ? choice_of(field) : 0;
        entry->value = field->kind == FIELD_SECRET ? must_alloc(FORM_SECRET_LIMIT)
                                                   : must_copy(field->value ? field->value : "");
    }
}

static void close_form(struct popup *popup)
{
    struct popup_form *form = popup->form;

    for (size_t i = 0; i < form->count; i++) {
        struct entry *entry = &form->entries[i];
        pipe_wipe(entry->value,
                  entry->kind == FIELD_SECRET ? FORM_SECRET_LIMIT : strlen(entry->value));
        free(entry->value);
    }
    free(form->entries);
    free(form->trouble);
    free(form);
}

/* The text of a field without the blanks that the library fills it up with. */
static void take_value(struct popup_form *form, size_t at)
{
    struct entry *entry = &form->entries[at];
    FIELD *field = form->fields[at];

    if (entry->kind != FIELD_TEXT || !field_status(field))
        return;
    const char *buffer = field_buffer(field, 0);
    size_t length = strlen(buffer);
    while (length > 0 && buffer[length - 1] == ' ')
        length--;
    free(entry->value);
    entry->value = must_copy_n(buffer, length);
}

void popup_form_take(struct popup_form *form)
{
    if (!form->form)
        return;
    form_driver(form->form, REQ_VALIDATION);
    for (size_t i = 0; i < form->count; i++)
        take_value(form, i);
    form->current = (size_t)field_index(current_field(form->form));
}

/* --- size ------------------------------------------------------------------------------------ */

static int label_columns(const struct view_popup *view, int columns)
{
    int widest = 0;

    for (size_t i = 0; i < view->field_count; i++) {
        int width = (int)text_width(view->fields[i].label);
        widest = width > widest ? width : widest;
    }
    return widest < columns / 2 ? widest : columns / 2;
}

static int text_rows(const char *text, int columns)
{
    if (!text)
        return 0;
    struct rows rows = rows_of_text(text, columns);
    int count = (int)rows.count;
    rows_clear(&rows);
    return count;
}

static int help_rows(const struct view_popup *view, int columns)
{
    int most = 0;

    for (size_t i = 0; i < view->field_count; i++) {
        int rows = text_rows(view->fields[i].help, columns);
        most = rows > most ? rows : most;
    }
    return most;
}

static int columns_wanted(struct ui *ui, const struct view_popup *view)
{
    (void)ui;
    return label_columns(view, POPUP_WIDEST) + 2 + FIELD_COLUMNS;
}

static int rows_wanted(struct ui *ui, const struct view_popup *view, int columns)
{
    int help = help_rows(view, columns);

    return (ui->popup->rows.count > 0 ? 1 : 0) + (int)view->field_count +
           text_rows(view->trouble, columns - 2) + (help > 0 ? help + 1 : 0);
}

/* --- fields ---------------------------------------------------------------------------------- */

static const char *dot(const struct look *look)
{
    return look->is_utf8 ? "•" : "*";
}

/* What the field shows; the caller frees. */
static char *shown(const struct ui *ui, const struct view_field *field, const struct entry *entry)
{
    struct text text = {0};

    if (entry->kind == FIELD_SECRET) {
        for (size_t i = 0; entry->value[i]; i++) {
            if (((unsigned char)entry->value[i] & 0xC0) != 0x80)
                text_add(&text, dot(&ui->look));
        }
    } else if (entry->kind == FIELD_CHOICE) {
        text_addf(&text, "< %s >",
                  entry->choice < field->choice_count ? field->choices[entry->choice] : "");
    } else {
        text_add(&text, entry->value);
    }
    char *whole = text_take(&text);
    char *displayable = popup_displayable(&ui->look, whole, text_width(whole));
    free(whole);
    return displayable;
}

void popup_form_show(struct ui *ui, const struct view_popup *view, size_t at)
{
    struct popup_form *form = ui->popup->form;
    char *text = shown(ui, &view->fields[at], &form->entries[at]);

    set_field_buffer(form->fields[at], 0, text);
    set_field_status(form->fields[at], false);
    free(text);
}

static void make_field(struct ui *ui, const struct view_popup *view, size_t at, int columns)
{
    struct popup_form *form = ui->popup->form;
    const struct entry *entry = &form->entries[at];
    FIELD *field = new_field(1, columns, entry->row, 0, 0, 0);

    form->fields[at] = field;
    field_opts_off(field, O_AUTOSKIP | O_BLANK);
    if (entry->kind == FIELD_CHOICE) {
        field_opts_off(field, O_EDIT);
    } else {
        field_opts_off(field, O_STATIC);
        set_max_field(field, VALUE_LIMIT);
        set_field_fore(field, A_UNDERLINE);
        set_field_back(field, A_UNDERLINE);
    }
    if (at > 0 && entry->page != form->entries[at - 1].page)
        set_new_page(field, true);
    popup_form_show(ui, view, at);
}

/* Fields stand one below the other; the trouble stands below its field. */
static void give_rows(struct popup_form *form, int trouble_rows)
{
    int row = 0, page = 0;

    for (size_t i = 0; i < form->count; i++) {
        int needed = 1 + (form->trouble && i == form->trouble_at ? trouble_rows : 0);
        if (row > 0 && row + needed > form->rows) {
            row = 0;
            page++;
        }
        form->entries[i].row = row;
        form->entries[i].page = page;
        row += needed;
    }
}

static void post(struct popup_form *form, WINDOW *window)
{
    form->form = new_form(form->fields);
    set_form_win(form->form, window);
    set_form_sub(form->form, form->inside);
    post_form(form->form);
    set_current_field(form->form, form->fields[form->current]);
    form_driver(form->form, REQ_END_FIELD);
}

static void place(struct ui *ui, const struct view_popup *view)
{
    struct popup *popup = ui->popup;
    struct popup_form *form = popup->form;
    int columns = getmaxx(popup->window) - 2 * POPUP_MARGIN;
    int help = help_rows(view, columns);
    int trouble = text_rows(form->trouble, columns - 2);
    int lines = form->is_help_open ? 0 : popup_line_rows(popup, 2 + trouble + (int)form->count);

    if (lines > 0)
        rows_put(popup->window, &ui->look, &popup->rows, 0, 1, POPUP_MARGIN, lines);
    form->top = 1 + lines + (lines > 0 ? 1 : 0);
    form->left = POPUP_MARGIN + label_columns(view, columns) + 2;
    int room = getmaxy(popup->window) - 1 - form->top;
    int wanted = (int)form->count + trouble;
    form->rows = wanted < room - 1 - help ? wanted : room - 1 - help;
    if (form->rows < 1 + trouble)
        form->rows = room < 1 + trouble ? room : 1 + trouble;
    form->fields = must_alloc((form->count + 1) * sizeof(FIELD *));
    give_rows(form, trouble);
    int field_columns = getmaxx(popup->window) - POPUP_MARGIN - form->left;
    for (size_t i = 0; i < form->count; i++)
        make_field(ui, view, i, field_columns);
    form->inside = derwin(popup->window, form->rows, field_columns, form->top, form->left);
    if (form->count > 0)
        post(form, popup->window);
}

static void leave(struct popup *popup)
{
    struct popup_form *form = popup->form;

    popup_form_take(form);
    if (form->form) {
        unpost_form(form->form);
        free_form(form->form);
    }
    for (size_t i = 0; form->fields && i < form->count; i++)
        free_field(form->fields[i]);
    free(form->fields);
    if (form->inside)
        delwin(form->inside);
    form->form = NULL;
    form->fields = NULL;
    form->inside = NULL;
}

/* Refused: what was typed stays, the cursor goes to the field in question. */
static bool renew(struct ui *ui, const struct view_popup *view)
{
    struct popup_form *form = ui->popup->form;
    bool is_same = (!form->trouble && !view->trouble) ||
                   (form->trouble && view->trouble && strcmp(form->trouble, view->trouble) == 0 &&
                    form->trouble_at == view->selected);

    if (is_same)
        return false;
    popup_form_take(form);
    free(form->trouble);
    form->trouble = copy_or_null(view->trouble);
    if (view->selected < form->count) {
        form->trouble_at = view->selected;
        if (form->trouble && form->form)
            set_current_field(form->form, form->fields[form->trouble_at]);
    }
    return true;
}

/* --- drawing --------------------------------------------------------------------------------- */

static void blank(WINDOW *window, int row, int column, int columns)
{
    mvwhline(window, row, column, ' ', columns);
}

static void draw_text(struct ui *ui, const char *text, int row, int column, int height)
{
    WINDOW *window = ui->popup->window;
    struct rows rows = rows_of_text(text, getmaxx(window) - POPUP_MARGIN - column);

    rows_put(window, &ui->look, &rows, 0, row, column, height);
    rows_clear(&rows);
}

static void draw_trouble(struct ui *ui, int row)
{
    struct popup_form *form = ui->popup->form;
    const char *sign = theme_sign(&ui->look, MARK_FAIL);
    int height = form->top + form->rows - row;

    canvas_put(ui->popup->window, &ui->look, row, POPUP_MARGIN, theme_sign_columns(&ui->look),
               theme_mark(&ui->look, MARK_FAIL), sign);
    draw_text(ui, form->trouble, row, POPUP_MARGIN + theme_sign_columns(&ui->look) + 1, height);
}

static void draw_labels(struct ui *ui, const struct view_popup *view)
{
    struct popup_form *form = ui->popup->form;
    WINDOW *window = ui->popup->window;
    int page = form_page(form->form);

    for (int i = 0; i < form->rows; i++)
        blank(window, form->top + i, 1, form->left - 1);
    for (size_t i = 0; i < form->count; i++) {
        const struct entry *entry = &form->entries[i];
        if (entry->page != page)
            continue;
        canvas_put_cut(window, &ui->look, form->top + entry->row, POPUP_MARGIN,
                       form->left - POPUP_MARGIN - 1, A_NORMAL, view->fields[i].label);
        if (form->trouble && i == form->trouble_at)
            draw_trouble(ui, form->top + entry->row + 1);
    }
}

static void draw_help(struct ui *ui, const struct view_popup *view)
{
    struct popup_form *form = ui->popup->form;
    WINDOW *window = ui->popup->window;
    int top = form->top + form->rows + 1;
    int height = getmaxy(window) - 1 - top;
    const char *help = view->fields[form->current].help;

    for (int i = 0; i < height; i++)
        blank(window, top + i, 1, getmaxx(window) - 2);
    if (help && height > 0)
        draw_text(ui, help, top, POPUP_MARGIN, height);
}

static void draw(struct ui *ui, const struct view_popup *view)
{
    struct popup_form *form = ui->popup->form;

    if (!form->form)
        return;
    form->current = (size_t)field_index(current_field(form->form));
    draw_labels(ui, view);
    draw_help(ui, view);
    pos_form_cursor(form->form);
    ui_place_cursor(ui, form->inside, getcury(form->inside), getcurx(form->inside));
}

const struct popup_class popup_form_class = {
    .columns_wanted = columns_wanted,
    .rows_wanted = rows_wanted,
    .open = open_form,
    .place = place,
    .renew = renew,
    .draw = draw,
    .key = popup_form_key,
    .keys = popup_form_keys,
    .leave = leave,
    .close = close_form,
};
