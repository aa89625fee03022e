#include "config.h"

#include "ui/act.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "sys/text.h"
#include "ui/clipboard.h"
#include "ui/popup.h"
#include "ui/present.h"

/* Keys typed ahead move a local selection; the flow hears of the place where they end. */
void act_settle(struct ui *ui)
{
    if (!ui->view || ui->view->item_count == 0 || ui->selected == ui->view->selected)
        return;
    flow_select(ui->flow, ui->selected);
    ui->view_is_old = true;
}

/* Takes over text. */
static void say(struct ui *ui, char *text)
{
    free(ui->note);
    ui->note = text;
}

static char *sentence_of_copy(enum clipboard_result result, const char *file)
{
    switch (result) {
    case CLIPBOARD_SENT:
        return file ? text_format(
                          _("Sent to the clipboard of your terminal. It is also in the file %s."),
                          file)
                    : must_copy(_("The command went to the clipboard of your terminal."));
    case CLIPBOARD_UNKNOWN_TERMINAL:
        return file
                   ? text_format(_("This terminal takes no copies. It is in the file %s."), file)
                   : must_copy(_("This terminal takes no copies; select the text with the mouse."));
    case CLIPBOARD_TOO_LONG: break;
    }
    return file ? text_format(_("Too long for the clipboard of a terminal. It is in the file %s."),
                              file)
                : must_copy(_("The text is too long for the clipboard of a terminal; write the "
                              "report."));
}

/* A terminal does not say whether it took the text, and many are set to refuse it. */
static void copy(struct ui *ui, const char *text)
{
    enum clipboard_result result = clipboard_copy(text);
    char *file = flow_write_copied(ui->flow);

    say(ui, sentence_of_copy(result, file));
    free(file);
}

static void do_effect(struct ui *ui, struct effect effect)
{
    ui->view_is_old = true;
    switch (effect.kind) {
    case EFFECT_NONE: break;
    case EFFECT_QUIT: ui->must_quit = true; break;
    case EFFECT_LANGUAGE: break;
    case EFFECT_COPY: copy(ui, effect.text); break;
    }
}

/* --- moving ---------------------------------------------------------------------------------- */

static bool move_in_list(struct ui *ui, long lines)
{
    size_t count = ui->view->item_count;
    size_t before = ui->selected;

    if (count == 0)
        return false;
    if (lines < 0)
        ui->selected = (size_t)-lines > ui->selected ? 0 : ui->selected - (size_t)-lines;
    else
        ui->selected =
            ui->selected + (size_t)lines < count ? ui->selected + (size_t)lines : count - 1;
    return ui->selected != before;
}

static long page_of(const struct scroll *scroll)
{
    return scroll->height > 1 ? (long)scroll->height - 1 : 1;
}

/* Page keys turn over the details where the whole list can be seen anyway. */
static void turn_page(struct ui *ui, int direction)
{
    bool list_fits = ui->list.total <= ui->list.height;

    if (ui->focus == PANE_LIST && !list_fits)
        move_in_list(ui, direction * page_of(&ui->list));
    else
        scroll_by(&ui->details, direction * page_of(&ui->details));
}

static void move_by(struct ui *ui, long lines)
{
    if (ui->focus == PANE_DETAILS)
        scroll_by(&ui->details, lines);
    else
        move_in_list(ui, lines);
}

static void other_pane(struct ui *ui)
{
    bool has_details = ui->details.height > 0;

    ui->focus = ui->focus == PANE_LIST && has_details ? PANE_DETAILS : PANE_LIST;
}

static bool move_on_page(struct ui *ui, enum request request)
{
    long all = (long)(ui->list.total + ui->details.total) + 1;

    if (request == REQUEST_UP || request == REQUEST_DOWN)
        move_by(ui, request == REQUEST_UP ? -1 : 1);
    else if (request == REQUEST_PAGE_UP || request == REQUEST_PAGE_DOWN)
        turn_page(ui, request == REQUEST_PAGE_UP ? -1 : 1);
    else if (request == REQUEST_FIRST || request == REQUEST_LAST)
        move_by(ui, request == REQUEST_FIRST ? -all : all);
    else if (request == REQUEST_OTHER_PANE)
        other_pane(ui);
    else
        return false;
    return true;
}

/* --- keys ------------------------------------------------------------------------------------ */

static void set_filter(struct ui *ui, const char *words)
{
    act_settle(ui);
    flow_filter(ui->flow, words);
    ui->view_is_old = true;
}

static void key_in_filter(struct ui *ui, unsigned key)
{
    if (key == SPECIAL_UP || key == SPECIAL_DOWN) {
        move_in_list(ui, key == SPECIAL_UP ? -1 : 1);
        return;
    }
    switch (filter_key(&ui->filter, key, ui->look.is_utf8)) {
    case FILTER_SAME:
    case FILTER_KEPT: break;
    case FILTER_CHANGED: set_filter(ui, ui->filter.words); break;
    case FILTER_DROPPED: set_filter(ui, NULL); break;
    }
}

static void ask_flow(struct ui *ui, enum request request)
{
    act_settle(ui);
    do_effect(ui, flow_request(ui->flow, request));
}

static void key_on_page(struct ui *ui, unsigned key)
{
    enum request request = request_of_key(key);

    if (move_on_page(ui, request) || request == REQUEST_NONE)
        return;
    if (request == REQUEST_FILTER)
        filter_open(&ui->filter, ui->view->filter);
    else if (key == SPECIAL_ESCAPE && ui->focus == PANE_DETAILS)
        ui->focus = PANE_LIST;
    else if (key == SPECIAL_ESCAPE && ui->view->filter)
        set_filter(ui, NULL);
    else
        ask_flow(ui, request);
}

/* Nothing can be seen that a key could mean, but leaving must be possible. */
static void key_in_the_dark(struct ui *ui, unsigned key)
{
    if (request_of_key(key) == REQUEST_QUIT)
        ask_flow(ui, REQUEST_QUIT);
}

void act_on_key(struct ui *ui, unsigned key)
{
    if (key == SPECIAL_CTRL_L) { /* what is said stays: it may be what could not be read */
        clearok(curscr, true);
        return;
    }
    free(ui->note);
    ui->note = NULL;
    ui_view(ui);
    if (ui->view->is_presented)
        present_note_key(ui, key);
    if (key == SPECIAL_CTRL_Z)
        ui->must_suspend = true;
    else if (key == SPECIAL_CTRL_C)
        ask_flow(ui, REQUEST_QUIT);
    else if (ui_is_cramped())
        key_in_the_dark(ui, key);
    else if (ui->filter.is_open)
        key_in_filter(ui, key);
    else if (ui->popup)
        do_effect(ui, popup_key(ui, key));
    else
        key_on_page(ui, key);
}
