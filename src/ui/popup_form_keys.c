/* The keys of a form. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "i18n.h"
#include "sys/pipe.h"
#include "sys/text.h"
#include "ui/popup_form.h"
#include "ui/utf8.h"

static struct effect submit(struct ui *ui)
{
    struct popup_form *form = ui->popup->form;
    const struct view_popup *view = ui->view->popup;
    const char **values = must_alloc((form->count + 1) * sizeof *values);

    popup_form_take(form);
    for (size_t i = 0; i < form->count; i++) {
        const struct entry *entry = &form->entries[i];
        bool is_choice =
            entry->kind == FIELD_CHOICE && entry->choice < view->fields[i].choice_count;
        values[i] = is_choice ? view->fields[i].choices[entry->choice] : entry->value;
    }
    struct effect effect = flow_submit(ui->flow, values, form->count);
    free(values);
    return effect;
}

static void change_choice(struct ui *ui, int by)
{
    struct popup_form *form = ui->popup->form;
    const struct view_popup *view = ui->view->popup;
    struct entry *entry = &form->entries[form->current];
    size_t count = view->fields[form->current].choice_count;

    if (count == 0)
        return;
    entry->choice = (entry->choice + (by > 0 ? 1 : count - 1)) % count;
    popup_form_show(ui, view, form->current);
}

static void type_secret(struct ui *ui, unsigned code)
{
    struct popup_form *form = ui->popup->form;
    char *secret = form->entries[form->current].value;
    size_t length = strlen(secret);
    char bytes[UTF8_SIZE];
    size_t size = utf8_encode(code, bytes);

    if (length + size >= FORM_SECRET_LIMIT)
        return;
    memcpy(secret + length, bytes, size + 1);
    form_driver_w(form->form, OK, ui->look.is_utf8 ? L'•' : L'*');
    pipe_wipe(bytes, sizeof bytes);
}

static void shorten_secret(struct popup_form *form, bool is_all)
{
    char *secret = form->entries[form->current].value;
    size_t length = strlen(secret);
    size_t left = is_all ? 0 : utf8_before(secret, length);

    pipe_wipe(secret + left, length - left);
    form_driver(form->form, is_all ? REQ_CLR_FIELD : REQ_DEL_PREV);
}

static void type_character(struct ui *ui, unsigned code)
{
    struct popup_form *form = ui->popup->form;
    enum field_kind kind = form->entries[form->current].kind;

    if (kind == FIELD_CHOICE) {
        if (code == ' ')
            change_choice(ui, 1);
    } else if (code < 0x7F || (ui->look.is_utf8 && wcwidth((wchar_t)code) > 0)) {
        if (kind == FIELD_SECRET)
            type_secret(ui, code);
        else
            form_driver_w(form->form, OK, (wchar_t)code);
    }
}

static void edit_text(struct popup_form *form, unsigned key)
{
    static const struct {
        unsigned key;
        int request;
    } edits[] = {
        {SPECIAL_LEFT,      REQ_PREV_CHAR},
        {SPECIAL_RIGHT,     REQ_NEXT_CHAR},
        {SPECIAL_HOME,      REQ_BEG_FIELD},
        {SPECIAL_END,       REQ_END_FIELD},
        {SPECIAL_BACKSPACE, REQ_DEL_PREV },
        {SPECIAL_DELETE,    REQ_DEL_CHAR },
        {KEY_CLEAR_FIELD,   REQ_CLR_FIELD},
    };

    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
        if (edits[i].key == key)
            form_driver(form->form, edits[i].request);
    }
}

static void edit(struct ui *ui, unsigned key)
{
    struct popup_form *form = ui->popup->form;
    enum field_kind kind = form->entries[form->current].kind;

    if (key >= 0x20 && key < SPECIAL_ENTER)
        type_character(ui, key);
    else if (kind == FIELD_CHOICE && (key == SPECIAL_LEFT || key == SPECIAL_RIGHT))
        change_choice(ui, key == SPECIAL_RIGHT ? 1 : -1);
    else if (kind == FIELD_SECRET && (key == SPECIAL_BACKSPACE || key == KEY_CLEAR_FIELD))
        shorten_secret(form, key == KEY_CLEAR_FIELD);
    else if (kind == FIELD_TEXT)
        edit_text(form, key);
}

static int move_request(unsigned key)
{
    switch (key) {
    case SPECIAL_UP:
    case SPECIAL_BACK_TAB: return REQ_PREV_FIELD;
    case SPECIAL_DOWN:
    case SPECIAL_TAB: return REQ_NEXT_FIELD;
    default: return 0;
    }
}

/* Whether the key goes to another field. */
static bool move_to_field(struct popup_form *form, unsigned key)
{
    if (move_request(key))
        form_driver(form->form, move_request(key));
    else if (key == SPECIAL_PAGE_UP)
        set_current_field(form->form, form->fields[0]);
    else if (key == SPECIAL_PAGE_DOWN)
        set_current_field(form->form, form->fields[form->count - 1]);
    else
        return false;
    form_driver(form->form, REQ_END_FIELD);
    form->current = (size_t)field_index(current_field(form->form));
    return true;
}

bool popup_takes_text(const struct ui *ui)
{
    return ui->popup && ui->popup->form;
}

struct effect popup_form_key(struct ui *ui, unsigned key)
{
    struct popup_form *form = ui->popup->form;

    if (key == SPECIAL_ENTER)
        return submit(ui);
    if (key == SPECIAL_ESCAPE)
        flow_cancel(ui->flow);
    if (key == SPECIAL_ESCAPE || !form->form)
        return (struct effect){EFFECT_NONE, NULL};
    if (key == SPECIAL_F1) {
        form->is_help_open = !form->is_help_open;
        popup_fit(ui);
    } else if (!move_to_field(form, key)) {
        edit(ui, key);
    }
    return (struct effect){EFFECT_NONE, NULL};
}

size_t popup_form_keys(struct ui *ui, struct popup_key keys[POPUP_KEYS])
{
    const struct view_popup *view = ui->view->popup;
    size_t count = 0;

    keys[count++] = (struct popup_key){request_key_name(REQUEST_OPEN),
                                       view && view->enter ? view->enter : _("save")};
    keys[count++] = (struct popup_key){request_key_name(REQUEST_BACK), _("cancel")};
    if (ui->popup->form->count > 1)
        keys[count++] = (struct popup_key){_("Tab"), _("next field")};
    if (ui->popup->form->entries[ui->popup->form->current].kind == FIELD_CHOICE)
        keys[count++] = (struct popup_key){_("Space"), _("other choice")};
    /* The help of a field stands below it anyway; F1 makes room for it in place of the lines above. */
    if (view && view->line_count > 0)
        keys[count++] = (struct popup_key){"F1", _("help")};
    return count;
}
