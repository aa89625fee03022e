#include "config.h"

#include "ui/state.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "sys/text.h"
#include "ui/popup.h"

void ui_place_cursor(struct ui *ui, WINDOW *window, int row, int column)
{
    ui->cursor_window = window;
    ui->cursor_row = row;
    ui->cursor_column = column;
}

/* Keeps a copy of text; returns whether it differs from the one before. */
static bool remember(char **kept, const char *text)
{
    if (*kept && strcmp(*kept, text ? text : "") == 0)
        return false;
    free(*kept);
    *kept = must_copy(text ? text : "");
    return true;
}

/* Another list starts at its top, in the list; another item's details at theirs. */
static void follow_view(struct ui *ui)
{
    if (remember(&ui->list_name, ui->view->list_name)) {
        ui->list.top = 0;
        ui->focus = PANE_LIST;
        filter_close(&ui->filter);
    }
    if (remember(&ui->detail_title, ui->view->detail_title))
        ui->details.top = 0;
    ui->selected = ui->view->selected;
    if (ui->view->popup)
        filter_close(&ui->filter);
}

const struct view *ui_view(struct ui *ui)
{
    if (ui->view && !ui->view_is_old)
        return ui->view;
    ui->view = flow_view(ui->flow);
    ui->view_is_old = false;
    follow_view(ui);
    popup_sync(ui);
    return ui->view;
}

/* --- scrolling ------------------------------------------------------------------------------- */

static size_t last_top(const struct scroll *scroll)
{
    return scroll->total > scroll->height ? scroll->total - scroll->height : 0;
}

void scroll_show(struct scroll *scroll, size_t line)
{
    if (line < scroll->top)
        scroll->top = line;
    if (scroll->height > 0 && line >= scroll->top + scroll->height)
        scroll->top = line - scroll->height + 1;
    if (scroll->top > last_top(scroll))
        scroll->top = last_top(scroll);
}

bool scroll_by(struct scroll *scroll, long lines)
{
    size_t before = scroll->top;

    if (lines < 0)
        scroll->top = (size_t)-lines > scroll->top ? 0 : scroll->top - (size_t)-lines;
    else
        scroll->top += (size_t)lines;
    if (scroll->top > last_top(scroll))
        scroll->top = last_top(scroll);
    return scroll->top != before;
}

char *scroll_text(const struct scroll *scroll)
{
    size_t end = scroll->top + scroll->height;

    if (scroll->total <= scroll->height || scroll->height == 0)
        return NULL;
    return text_format(_("%zu-%zu of %zu"), scroll->top + 1,
                       end < scroll->total ? end : scroll->total, scroll->total);
}
