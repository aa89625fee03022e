/* Is the screen whole? */
#include "config.h"

#include "whole.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screen_internal.h"

enum { HEAD_ROWS = 3, SMALLEST_COLUMNS = 60, SMALLEST_ROWS = 16, PICTURE_BESIDE = 110 };

struct strokes {
    const char *top_left, *top_right, *bottom_left, *bottom_right, *horizontal, *vertical;
};

static const struct strokes lines = {"┌", "┐", "└", "┘", "─", "│"};
static const struct strokes plus_signs = {"+", "+", "+", "+", "-", "|"};

/* All that one look needs: cells are read once. */
struct look {
    struct screen *s;
    struct screen_cell *cells;
    int rows, columns;
};

/* --- cells ------------------------------------------------------------------------------------- */

struct screen_cell *screen_cells(const struct screen *s)
{
    int rows = screen_rows(s), columns = screen_columns(s);
    struct screen_cell *cells = screen_memory(NULL, (size_t)rows * (size_t)columns * sizeof *cells);

    for (int i = 0; i < rows * columns; i++)
        cells[i] = screen_cell(s, i / columns + 1, i % columns + 1);
    return cells;
}

static struct look look_at(struct screen *s)
{
    return (struct look){s, screen_cells(s), screen_rows(s), screen_columns(s)};
}

static const char *sign_at(const struct look *look, int row, int column)
{
    if (row < 1 || column < 1 || row > look->rows || column > look->columns)
        return "";
    return look->cells[(row - 1) * look->columns + column - 1].text;
}

static bool has_sign(const struct look *look, int row, int column, const char *sign)
{
    return strcmp(sign_at(look, row, column), sign) == 0;
}

/* --- boxes ------------------------------------------------------------------------------------- */

/* The row in which the left side ends that begins below this corner; 0: it breaks off. */
static int end_of_side(const struct look *look, const struct strokes *strokes, int top, int column,
                       const char *corner)
{
    int row = top + 1;

    while (row <= look->rows && has_sign(look, row, column, strokes->vertical))
        row++;
    return has_sign(look, row, column, corner) ? row : 0;
}

/* The box whose corner stands there: all four corners and both sides are. Its title interrupts its
 * top. */
static bool box_at(const struct look *look, const struct strokes *strokes, int top, int left,
                   struct screen_box *ret_box)
{
    int bottom = has_sign(look, top, left, strokes->top_left) &&
                         has_sign(look, top, left + 1, strokes->horizontal)
                     ? end_of_side(look, strokes, top, left, strokes->bottom_left)
                     : 0;

    for (int right = look->columns; bottom > 0 && right > left + 1; right--) {
        if (has_sign(look, top, right, strokes->top_right) &&
            end_of_side(look, strokes, top, right, strokes->bottom_right) == bottom) {
            *ret_box = (struct screen_box){top, left, bottom, right};
            return true;
        }
    }
    return false;
}

static bool box_around(const struct look *look, int row, int column, struct screen_box *ret_box)
{
    static const struct strokes *const kinds[] = {&lines, &plus_signs};

    for (int top = row; top >= 1; top--) {
        for (int left = column; left >= 1; left--) {
            for (size_t kind = 0; kind < 2; kind++) {
                if (box_at(look, kinds[kind], top, left, ret_box) && ret_box->bottom >= row &&
                    ret_box->right >= column)
                    return true;
            }
        }
    }
    return false;
}

bool screen_find_box(struct screen *s, int row, int column, struct screen_box *ret_box)
{
    struct look look = look_at(s);
    bool is_found = box_around(&look, row, column, ret_box);

    free(look.cells);
    return is_found;
}

/* A corner that is surely one: letters like "+" also stand in texts. */
static bool is_corner(const struct look *look, const struct strokes *strokes, int row, int column)
{
    return has_sign(look, row, column, strokes->top_left) &&
           has_sign(look, row, column + 1, strokes->horizontal);
}

/* Counts each whole box's strokes, so that whatever is left over belongs to a broken one. */
static void mark_box(char *marks, const struct look *look, const struct screen_box *box)
{
    for (int row = box->top; row <= box->bottom; row++) {
        marks[(row - 1) * look->columns + box->left - 1] = 1;
        marks[(row - 1) * look->columns + box->right - 1] = 1;
    }
}

static bool check_boxes(const struct look *look, const struct strokes *strokes, bool *has_boxes)
{
    char *marks = calloc((size_t)(look->rows * look->columns), 1);
    int broken_row = 0, broken_column = 0;
    bool has_box = false;
    struct screen_box box;

    for (int row = 1; row <= look->rows; row++) {
        for (int column = 1; column <= look->columns; column++) {
            if (is_corner(look, strokes, row, column) && box_at(look, strokes, row, column, &box)) {
                mark_box(marks, look, &box);
                has_box = true;
            }
        }
    }
    for (int i = 0; i < look->rows * look->columns; i++) {
        const char *sign = look->cells[i].text;
        bool is_side = strcmp(sign, strokes->vertical) == 0 ||
                       is_corner(look, strokes, i / look->columns + 1, i % look->columns + 1);
        if (is_side && !marks[i] && (has_box || strokes == &lines) && broken_row == 0) {
            broken_row = i / look->columns + 1;
            broken_column = i % look->columns + 1;
        }
    }
    free(marks);
    *has_boxes = *has_boxes || has_box;
    return broken_row == 0 ||
           screen_fail(look->s, "a box is broken at row %d, column %d", broken_row, broken_column);
}

/* Beside the text stands the picture, in boxes of the one kind or the other. */
static bool check_picture(const struct look *look)
{
    bool has_boxes = false;

    return check_boxes(look, &lines, &has_boxes) && check_boxes(look, &plus_signs, &has_boxes) &&
           (has_boxes || look->columns < PICTURE_BESIDE ||
            screen_fail(look->s, "there is no picture"));
}

/* --- signs ------------------------------------------------------------------------------------- */

/* ESC itself is never shown, so a sequence that the terminal did not take shows as "[0m" or so. */
static bool is_rest_of_sequence(const char *at)
{
    size_t digits = *at == '[' ? strspn(at + 1, "0123456789;") : 0;

    return *at == '[' && digits > 0 && at[1 + digits] != '\0' &&
           strchr("mHJKGdhlrX", at[1 + digits]) != NULL;
}

/* "B?ro": what could not be shown. Addresses have question marks of their own. */
static bool is_lost_letter(const char *row, const char *at)
{
    const char *word = at;

    if (*at != '?' || !isalnum((unsigned char)at[1]))
        return false;
    while (word > row && word[-1] != ' ')
        word--;
    return strstr(word, "://") == NULL;
}

/* The row as a text: what has no byte of its own in a cell is a blank. */
static char *text_of_row(const struct look *look, int row)
{
    char *text = screen_memory(NULL, (size_t)look->columns * sizeof look->cells->text + 1);
    char *end = text;

    for (int column = 1; column <= look->columns; column++) {
        const char *sign = sign_at(look, row, column);
        end = stpcpy(end, *sign != '\0' ? sign : " ");
    }
    return text;
}

static bool check_row(const struct look *look, int row)
{
    char *text = text_of_row(look, row);
    const char *why = NULL;

    for (const char *at = text; *at != '\0' && why == NULL; at++) {
        why = is_rest_of_sequence(at)                    ? "a rest of an escape sequence"
              : is_lost_letter(text, at)                 ? "a question mark in place of a letter"
              : strncmp(at, "\xEF\xBF\xBD", 3) == 0      ? "a sign that replaces another"
              : (unsigned char)*at < 0x20 || *at == 0x7F ? "a control character"
                                                         : NULL;
    }
    free(text);
    return why == NULL || screen_fail(look->s, "row %d shows %s", row, why);
}

static bool check_signs(const struct look *look)
{
    for (int row = 1; row <= look->rows; row++) {
        if (!check_row(look, row))
            return false;
    }
    return true;
}

/* --- frame ------------------------------------------------------------------------------------- */

static bool is_rule(const struct look *look, int row)
{
    for (int column = 1; column <= look->columns; column++) {
        if (!has_sign(look, row, column, "_"))
            return false;
    }
    return true;
}

/* Title, tabs and rules stand where they belong, so nothing was scrolled or wrapped. */
static bool check_frame(const struct look *look, bool has_popup)
{
    if (strncmp(screen_row(look->s, 1), " EFLOW setup wizard", 19) != 0)
        return screen_fail(look->s, "the title is not in the first row");
    if (*sign_at(look, look->rows, look->columns) != '\0')
        return screen_fail(look->s, "something stands in the last cell");
    if (has_popup)
        return true;
    if (strchr(screen_row(look->s, 2), '[') == NULL)
        return screen_fail(look->s, "the tabs are not in the second row");
    if (!is_rule(look, HEAD_ROWS) && !is_rule(look, HEAD_ROWS + 1))
        return screen_fail(look->s, "there is no rule below the head");
    return true;
}

/* --- cursor ------------------------------------------------------------------------------------ */

/* Where a popup has a pointer, it is a menu, and that is where the cursor belongs. */
static bool is_in_popup(const struct look *look, const struct screen_box *box, int row, int column)
{
    for (int at = box->top + 1; at < box->bottom; at++) {
        if (has_sign(look, at, box->left + 2, ">"))
            return at == row && column == box->left + 2;
    }
    return true;
}

static bool is_filter(const struct look *look, int row)
{
    return row == look->rows && strncmp(screen_row(look->s, row), " Filter:", 8) == 0;
}

/* A list without items has no pointer; its sentence says so. */
static bool is_empty_list(const struct look *look, int row)
{
    return strncmp(screen_row(look->s, row), "   No ", 6) == 0;
}

static bool check_cursor(const struct look *look, const struct screen_box *popup)
{
    struct screen_cursor cursor = screen_cursor(look->s);

    if (!cursor.visible)
        return screen_fail(look->s, "the cursor is hidden");
    if (popup != NULL)
        return is_in_popup(look, popup, cursor.row, cursor.column) ||
               screen_fail(look->s, "the cursor is not on the item of the menu");
    return has_sign(look, cursor.row, cursor.column, ">") || is_filter(look, cursor.row) ||
           is_empty_list(look, cursor.row) ||
           screen_fail(look->s, "the cursor is not on the selected item");
}

/* --- all --------------------------------------------------------------------------------------- */

static bool check_cramped(const struct look *look)
{
    struct screen_cursor cursor = screen_cursor(look->s);

    for (int row = 2; row <= look->rows; row++) {
        if (*screen_row(look->s, row) != '\0')
            return screen_fail(look->s, "more than one line asks for room");
    }
    return (cursor.row == 1 && cursor.column == 1) ||
           screen_fail(look->s, "the cursor is not at the beginning");
}

static bool check_all(const struct look *look)
{
    struct screen_cursor cursor = screen_cursor(look->s);
    struct screen_box popup;

    if (look->columns < SMALLEST_COLUMNS || look->rows < SMALLEST_ROWS)
        return check_signs(look) && check_cramped(look);
    bool has_popup = box_around(look, cursor.row, cursor.column, &popup);
    return check_signs(look) && check_frame(look, has_popup) &&
           check_cursor(look, has_popup ? &popup : NULL) && (has_popup || check_picture(look));
}

bool screen_is_whole(struct screen *s)
{
    struct look look = look_at(s);
    bool is_whole = check_all(&look);

    free(look.cells);
    return is_whole;
}

/* What the terminal keeps of the right half of a wide character is never seen. */
static bool is_same(const struct look *before, const struct look *after)
{
    for (int i = 0; i < before->rows * before->columns; i++) {
        bool is_right_half = i % before->columns > 0 && before->cells[i - 1].width == 2;
        if (!is_right_half && !screen_cell_equals(&before->cells[i], &after->cells[i]))
            return screen_fail(after->s, "row %d, column %d showed \"%s\" and shows \"%s\" anew",
                               i / before->columns + 1, i % before->columns + 1,
                               before->cells[i].text, after->cells[i].text);
    }
    return true;
}

bool screen_is_as_redrawn(struct screen *s)
{
    struct screen_cursor cursor = screen_cursor(s);
    struct look before = look_at(s);
    bool is_as_before = screen_press(s, "Ctrl-L") && screen_settle(s);
    struct screen_cursor redrawn = screen_cursor(s);
    struct look after = look_at(s);

    if (is_as_before && (cursor.row != redrawn.row || cursor.column != redrawn.column))
        is_as_before = screen_fail(s, "the cursor stood at %d,%d before the screen was redrawn",
                                   cursor.row, cursor.column);
    is_as_before = is_as_before && is_same(&before, &after);
    free(before.cells);
    free(after.cells);
    return is_as_before;
}
