/* A text to read: scrolls, Enter or Esc closes it. */
#include "config.h"

#include <stdlib.h>

#include "i18n.h"
#include "ui/canvas.h"
#include "ui/popup_kind.h"

/* Known before the bottom line is drawn, which names the keys that scroll. */
static void place(struct ui *ui, const struct view_popup *view)
{
    struct popup *popup = ui->popup;

    (void)view;
    popup->scroll.total = popup->rows.count;
    popup->scroll.height = (size_t)(getmaxy(popup->window) - 2);
    scroll_by(&popup->scroll, 0);
}

static void draw(struct ui *ui, const struct view_popup *view)
{
    struct popup *popup = ui->popup;
    WINDOW *window = popup->window;
    int height = getmaxy(window) - 2;

    (void)view;
    for (int i = 0; i < height; i++)
        mvwhline(window, 1 + i, 1, ' ', getmaxx(window) - 2);
    rows_put(window, &ui->look, &popup->rows, popup->scroll.top, 1, POPUP_MARGIN, height);
    hyperlinks_want(&ui->links, window, &popup->rows, popup->scroll.top, 1, POPUP_MARGIN, height);
    char *position = scroll_text(&popup->scroll);
    if (position)
        canvas_put_right(window, &ui->look, getmaxy(window) - 1, getmaxx(window) - POPUP_MARGIN,
                         getmaxx(window) / 2, A_NORMAL, position);
    free(position);
    ui_place_cursor(ui, window, 1, POPUP_MARGIN);
}

static struct effect key(struct ui *ui, unsigned key)
{
    struct scroll *scroll = &ui->popup->scroll;
    long page = scroll->height > 1 ? (long)scroll->height - 1 : 1;
    enum request request = request_of_key(key);

    if (request == REQUEST_OPEN || request == REQUEST_BACK || request == REQUEST_HELP)
        flow_cancel(ui->flow);
    else if (request == REQUEST_COPY || request == REQUEST_QR || request == REQUEST_QUIT)
        return flow_request(ui->flow, request);
    else if (request == REQUEST_UP || request == REQUEST_DOWN)
        scroll_by(scroll, request == REQUEST_UP ? -1 : 1);
    else if (request == REQUEST_PAGE_UP || request == REQUEST_PAGE_DOWN)
        scroll_by(scroll, request == REQUEST_PAGE_UP ? -page : page);
    else if (request == REQUEST_FIRST || request == REQUEST_LAST)
        scroll_by(scroll, request == REQUEST_FIRST ? -(long)scroll->total : (long)scroll->total);
    return (struct effect){EFFECT_NONE, NULL};
}

static size_t keys(struct ui *ui, struct popup_key keys[POPUP_KEYS])
{
    const struct view_popup *view = ui->view->popup;
    size_t count = 0;

    keys[count++] = (struct popup_key){request_key_name(REQUEST_OPEN),
                                       view && view->enter ? view->enter : _("close")};
    if (view && view->qr)
        keys[count++] = (struct popup_key){request_key_name(REQUEST_QR), request_short(REQUEST_QR)};
    if (ui->popup->scroll.total > ui->popup->scroll.height) {
        keys[count++] = (struct popup_key){request_key_name(REQUEST_DOWN), _("scroll")};
        keys[count++] = (struct popup_key){request_key_name(REQUEST_PAGE_DOWN), _("page down")};
    }
    return count;
}

const struct popup_class popup_text_class = {
    .place = place,
    .draw = draw,
    .key = key,
    .keys = keys,
};
