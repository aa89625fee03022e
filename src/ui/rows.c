#include "config.h"

#include "ui/rows.h"

#include <stdlib.h>
#include <string.h>

#include "report/wrap.h"
#include "i18n.h"
#include "sys/text.h"
#include "ui/canvas.h"

enum {
    COMMAND_INDENT = 3,
    NARROWEST_TEXT = 12,
    WIDEST_TEXT = 96, /* columns: the eye loses longer lines */
    LABEL_GAP = 3     /* columns between a command and where it is typed */
};

struct layout {
    struct rows rows;
    int columns;
    int label_columns;   /* of the fields */
    int command_columns; /* of the widest command that leaves room for its label */
    const struct look *look;
};

static struct row *add_row(struct rows *rows)
{
    rows->rows = must_realloc(rows->rows, (rows->count + 1) * sizeof *rows->rows);
    rows->rows[rows->count] = (struct row){0};
    return &rows->rows[rows->count++];
}

static void add_piece(struct rows *rows, int column, const char *text, size_t bytes,
                      attr_t attributes)
{
    struct row *row = &rows->rows[rows->count - 1];

    if (bytes == 0)
        return;
    row->pieces = must_realloc(row->pieces, (row->count + 1) * sizeof *row->pieces);
    row->pieces[row->count++] =
        (struct row_piece){column, must_copy_n(text, bytes), attributes, NULL};
}

static void add_whole(struct rows *rows, int column, const char *text, attr_t attributes)
{
    add_piece(rows, column, text, text_width(text) ? strlen(text) : 0, attributes);
}

/* The first line goes on in the last row, the others get their own. */
static void add_lines(struct rows *rows, int column, const struct wrapped *wrapped,
                      attr_t attributes)
{
    for (size_t i = 0; i < wrapped->count; i++) {
        if (i > 0)
            add_row(rows);
        add_piece(rows, column, wrapped->lines[i].from, wrapped->lines[i].bytes, attributes);
    }
}

static void add_wrapped(struct layout *layout, int column, const char *text, attr_t attributes)
{
    int columns = layout->columns < WIDEST_TEXT ? layout->columns : WIDEST_TEXT;
    size_t room = columns > column + 2 ? (size_t)(columns - column) : 2;
    struct wrapped wrapped = wrap_words(text, room, room);

    add_lines(&layout->rows, column, &wrapped, attributes);
    wrap_clear(&wrapped);
}

/* The sign of a mark at column; returns the column after it. */
static int add_sign(struct layout *layout, int column, enum mark mark)
{
    if (mark == MARK_NONE)
        return column;
    add_whole(&layout->rows, column, theme_sign(layout->look, mark),
              theme_mark(layout->look, mark));
    return column + theme_sign_columns(layout->look) + 1;
}

static void add_field(struct layout *layout, const struct view_line *line)
{
    int column = layout->label_columns + 2;

    if (line->label)
        add_whole(&layout->rows, 0, line->label, A_NORMAL);
    if (line->label && (int)text_width(line->label) > layout->label_columns)
        add_row(&layout->rows);
    column = add_sign(layout, column, line->mark);
    add_wrapped(layout, column, line->text ? line->text : "", A_NORMAL);
}

/* Columns of a command with its label beside it; 0 where there is no room for both. */
static int command_columns(const struct view_line *line, int columns)
{
    int command = line->text ? (int)text_width(line->text) : 0;
    int label = line->label ? (int)text_width(line->label) + 2 : 0;

    return COMMAND_INDENT + command + LABEL_GAP + label <= columns ? command : 0;
}

/* Where it is typed stands right of a short command, and above one that takes several rows: then
 * nothing but the command is in those rows. */
static void add_command(struct layout *layout, const struct view_line *line)
{
    const char *text = line->text ? line->text : "";
    int room = layout->columns - COMMAND_INDENT;
    int label_columns = line->label ? (int)text_width(line->label) + 2 : 0;
    bool is_beside = line->label && command_columns(line, layout->columns) > 0;

    if (line->label && !is_beside) {
        char *label = text_format(_("%s:"), line->label);
        add_whole(&layout->rows, 0, label, A_NORMAL);
        free(label);
        add_row(&layout->rows);
    }
    struct wrapped wrapped = wrap_exactly(text, room > 2 ? (size_t)room : 2);
    add_lines(&layout->rows, COMMAND_INDENT, &wrapped, A_BOLD);
    wrap_clear(&wrapped);
    if (is_beside) {
        int column = COMMAND_INDENT + layout->command_columns + LABEL_GAP;
        char *label = text_format("(%s)", line->label);
        if (column + label_columns > layout->columns)
            column = layout->columns - label_columns;
        add_whole(&layout->rows, column, label, A_NORMAL);
        free(label);
    }
}

/* The last piece of each row from `first` on belongs to the address. */
static void lead_to(struct rows *rows, size_t first, const char *address)
{
    for (size_t i = first; i < rows->count; i++) {
        struct row *row = &rows->rows[i];
        if (row->count > 0)
            row->pieces[row->count - 1].link = must_copy(address);
    }
}

static void add_link(struct layout *layout, const struct view_line *line)
{
    int column = 0;
    const char *text = line->text ? line->text : "";

    if (line->label) {
        add_whole(&layout->rows, 0, line->label, A_NORMAL);
        column = (int)text_width(line->label) + 2;
        if (column < layout->label_columns + 2)
            column = layout->label_columns + 2;
    }
    if (column > 0 && column + (int)text_width(text) > layout->columns &&
        (int)text_width(text) <= layout->columns) {
        add_row(&layout->rows);
        column = 0;
    }
    int room = layout->columns - column;
    struct wrapped wrapped = wrap_address(text, room > NARROWEST_TEXT ? (size_t)room : 2);
    size_t first = layout->rows.count - 1;
    add_lines(&layout->rows, column, &wrapped, theme_tone(layout->look, TONE_PLAIN));
    if (*text)
        lead_to(&layout->rows, first, text);
    wrap_clear(&wrapped);
}

static void add_line(struct layout *layout, const struct view_line *line)
{
    add_row(&layout->rows);
    switch (line->role) {
    case LINE_PARAGRAPH:
        add_wrapped(layout, add_sign(layout, 0, line->mark), line->text ? line->text : "",
                    A_NORMAL);
        break;
    case LINE_HEADING:
        add_wrapped(layout, add_sign(layout, 0, line->mark), line->text ? line->text : "", A_BOLD);
        break;
    case LINE_FIELD: add_field(layout, line); break;
    case LINE_COMMAND: add_command(layout, line); break;
    case LINE_LINK: add_link(layout, line); break;
    case LINE_BLANK: break;
    }
}

static bool has_label(const struct view_line *line)
{
    return (line->role == LINE_FIELD || line->role == LINE_LINK) && line->label;
}

/* All labels of the text share one column, and so do the labels of commands, unless one is too long
 * for that. */
static void measure(struct layout *layout, const struct view_line *lines, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int label = has_label(&lines[i]) ? (int)text_width(lines[i].label) : 0;
        int command =
            lines[i].role == LINE_COMMAND ? command_columns(&lines[i], layout->columns) : 0;
        if (label > layout->label_columns && label <= layout->columns / 3)
            layout->label_columns = label;
        if (command > layout->command_columns)
            layout->command_columns = command;
    }
}

struct rows rows_lay_out(const struct view_line *lines, size_t count, int columns,
                         const struct look *look)
{
    struct layout layout = {.columns = columns, .look = look};

    measure(&layout, lines, count);
    for (size_t i = 0; i < count; i++)
        add_line(&layout, &lines[i]);
    return layout.rows;
}

struct rows rows_of_text(const char *text, int columns)
{
    struct layout layout = {.columns = columns};

    add_row(&layout.rows);
    add_wrapped(&layout, 0, text, A_NORMAL);
    return layout.rows;
}

void rows_put(WINDOW *window, const struct look *look, const struct rows *rows, size_t first,
              int row, int column, int height)
{
    for (int i = 0; i < height && first + (size_t)i < rows->count; i++) {
        const struct row *shown = &rows->rows[first + (size_t)i];
        for (size_t p = 0; p < shown->count; p++) {
            const struct row_piece *piece = &shown->pieces[p];
            canvas_put(window, look, row + i, column + piece->column,
                       getmaxx(window) - column - piece->column, piece->attributes, piece->text);
        }
    }
}

int rows_width(const struct rows *rows)
{
    int widest = 0;

    for (size_t i = 0; i < rows->count; i++) {
        for (size_t p = 0; p < rows->rows[i].count; p++) {
            const struct row_piece *piece = &rows->rows[i].pieces[p];
            int end = piece->column + (int)text_width(piece->text);
            if (end > widest)
                widest = end;
        }
    }
    return widest;
}

void rows_clear(struct rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        for (size_t p = 0; p < rows->rows[i].count; p++) {
            free(rows->rows[i].pieces[p].text);
            free(rows->rows[i].pieces[p].link);
        }
        free(rows->rows[i].pieces);
    }
    free(rows->rows);
    *rows = (struct rows){0};
}
