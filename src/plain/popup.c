/* Popups: what is to be read, a choice, a form asked field by field. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "plain/state.h"
#include "plain/words.h"
#include "sys/secret.h"
#include "sys/text.h"

/* Typed alone, it empties a field: an empty answer keeps what is there. */
#define EMPTY "-"

static const struct view_field *field_now(const struct plain *plain)
{
    return &plain->view->popup->fields[plain->form.at];
}

/* --- opening --------------------------------------------------------------------------------- */

void plain_popup_forget(struct plain *plain)
{
    struct form *form = &plain->form;

    for (size_t i = 0; i < form->count; i++)
        secret_free(form->values[i]);
    free(form->values);
    free(form->are_secret);
    *form = (struct form){0};
    offers_clear(&plain->choices);
    plain->has_popup = false;
}

static void open_form(struct plain *plain, const struct view_popup *popup)
{
    struct form *form = &plain->form;

    form->count = popup->field_count;
    form->at = popup->selected < form->count ? popup->selected : 0;
    form->values = must_alloc((form->count + 1) * sizeof *form->values);
    form->are_secret = must_alloc((form->count + 1) * sizeof *form->are_secret);
    for (size_t i = 0; i < form->count; i++) {
        const char *value = popup->fields[i].value;
        form->are_secret[i] = popup->fields[i].kind == FIELD_SECRET;
        form->values[i] = must_copy(value && !form->are_secret[i] ? value : "");
    }
}

static void say_choices(struct plain *plain, const struct view_popup *popup)
{
    offers_take(&plain->choices, popup->items, popup->item_count);
    plain->usual_choice = popup->selected < popup->item_count ? popup->selected : 0;
    for (size_t i = 0; i < popup->item_count; i++) {
        const struct view_item *item = &popup->items[i];
        char *words = words_of_item(item);
        char *line = text_format("%s. %s%s%s%s", plain->choices.all[i].label, words,
                                 item->chosen ? " (" : "", item->chosen ? _("chosen") : "",
                                 item->chosen ? ")" : "");
        output_paragraph(plain->out, line, 4);
        free(line);
        free(words);
    }
}

static void say_field_choices(struct plain *plain, const struct view_field *field)
{
    for (size_t i = 0; i < field->choice_count; i++) {
        char *line = text_format("%zu. %s", i + 1, field->choices[i]);
        output_paragraph(plain->out, line, 4);
        free(line);
    }
}

static void say_field(struct plain *plain)
{
    const struct view_field *field = field_now(plain);

    if (field->help)
        output_paragraph(plain->out, field->help, 0);
    if (field->kind == FIELD_CHOICE)
        say_field_choices(plain, field);
}

static void say_popup(struct plain *plain, const struct view_popup *popup)
{
    output_blank(plain->out);
    output_paragraph(plain->out, popup->title, 0);
    plain_say_lines(plain, popup->lines, popup->line_count);
    if (popup->kind == POPUP_QR)
        output_paragraph(plain->out, _("The QR code of this address needs the full screen."), 0);
    if (popup->kind == POPUP_MENU)
        say_choices(plain, popup);
    if (popup->kind == POPUP_FORM && popup->field_count > 0) {
        output_paragraph(plain->out,
                         _("Enter keeps what stands in brackets, - empties it, < goes back."), 0);
        say_field(plain);
    }
}

void plain_popup_open(struct plain *plain)
{
    const struct view_popup *popup = plain->view->popup;
    bool asks = popup->kind == POPUP_FORM || (popup->kind == POPUP_MENU && popup->item_count > 0);

    plain_popup_forget(plain);
    plain->has_popup = asks;
    plain->popup_serial = popup->serial;
    if (popup->kind == POPUP_FORM)
        open_form(plain, popup);
    say_popup(plain, popup);
    if (!asks) {
        flow_cancel(plain->flow);
        plain_look(plain);
    }
}

void plain_popup_say_trouble(struct plain *plain)
{
    const struct view_popup *popup = plain->view->popup;
    struct form *form = &plain->form;

    form->at = popup->selected < form->count ? popup->selected : 0;
    if (popup->trouble) {
        char *sentence = text_format(_("Not taken: %s"), popup->trouble);
        output_paragraph(plain->out, sentence, 0);
        free(sentence);
    }
    say_field(plain);
}

/* --- the question ---------------------------------------------------------------------------- */

static char *kept_in_brackets(const struct plain *plain)
{
    const char *value = plain->form.values[plain->form.at];

    if (*value == '\0')
        return must_copy("");
    if (plain->form.are_secret[plain->form.at])
        return text_format(" [%s]", _("as typed before"));
    return text_format(" [%s]", value);
}

static void prompt_of_form(struct plain *plain)
{
    const struct view_field *field = field_now(plain);
    char *kept = kept_in_brackets(plain);
    char *prompt = field->kind == FIELD_SECRET
                       ? text_format(_("%s, nothing of it is shown%s:"), field->label, kept)
                       : text_format("%s%s:", field->label, kept);

    output_prompt(plain->out, prompt);
    free(prompt);
    free(kept);
}

static void prompt_of_menu(struct plain *plain)
{
    const char *label = plain->choices.all[plain->usual_choice].label;
    char *prompt = text_format(_("Number, Enter = %s, < = none of these:"), label);

    output_prompt(plain->out, prompt);
    free(prompt);
}

void plain_popup_prompt(struct plain *plain)
{
    if (plain->form.count > 0)
        prompt_of_form(plain);
    else
        prompt_of_menu(plain);
}

/* --- answers --------------------------------------------------------------------------------- */

/* NULL: the answer is none of the choices. */
static char *choice_called(const struct view_field *field, const char *line)
{
    for (size_t i = 0; i < field->choice_count; i++) {
        char *number = text_format("%zu", i + 1);
        bool is_it = strcmp(number, line) == 0 || text_same_word(field->choices[i], line);
        free(number);
        if (is_it)
            return must_copy(field->choices[i]);
    }
    return NULL;
}

/* Whether the line was taken for the field. */
static bool set_field(struct plain *plain, const char *line)
{
    const struct view_field *field = field_now(plain);
    char **value = &plain->form.values[plain->form.at];
    char *answer = NULL;

    if (*line == '\0')
        return true;
    if (field->kind == FIELD_CHOICE)
        answer = choice_called(field, line);
    else
        answer = must_copy(strcmp(line, EMPTY) == 0 ? "" : line);
    if (!answer)
        return false;
    secret_free(*value);
    *value = answer;
    return true;
}

static void back_in_form(struct plain *plain)
{
    if (plain->form.at == 0) {
        flow_cancel(plain->flow);
    } else {
        plain->form.at--;
        say_field(plain);
    }
}

static void go_on_in_form(struct plain *plain)
{
    struct form *form = &plain->form;

    if (form->at + 1 < form->count) {
        form->at++;
        say_field(plain);
        return;
    }
    plain_do(plain, flow_submit(plain->flow, (const char *const *)form->values, form->count));
    plain_look(plain);
    if (plain->view->popup && plain->view->popup->serial == plain->popup_serial)
        plain_popup_say_trouble(plain);
}

void plain_answer_form(struct plain *plain, const char *line)
{
    bool is_secret = plain->form.are_secret[plain->form.at];

    if (strcmp(line, "<") == 0) {
        back_in_form(plain);
    } else if (strcmp(line, "?") == 0 && !is_secret) {
        say_popup(plain, plain->view->popup);
    } else if (set_field(plain, line)) {
        go_on_in_form(plain);
    } else {
        output_paragraph(plain->out, _("Please answer with one of the numbers."), 0);
    }
}

static void say_no_choice(struct plain *plain, long found)
{
    if (found == OFFER_GONE) {
        output_paragraph(plain->out, _("This is no longer offered. These are the choices now:"), 0);
        say_choices(plain, plain->view->popup);
    } else if (found == OFFER_MANY) {
        output_paragraph(plain->out, _("Several choices have these words; say more of them."), 0);
    } else {
        output_paragraph(plain->out, _("Please answer with one of the numbers."), 0);
    }
}

static long choice_meant(struct plain *plain, const char *line)
{
    const struct view_popup *popup = plain->view->popup;
    const char *label = *line ? line : plain->choices.all[plain->usual_choice].label;

    return offers_find(&plain->choices, popup->items, popup->item_count, label);
}

void plain_answer_menu(struct plain *plain, const char *line)
{
    long found = choice_meant(plain, line);

    if (found >= 0) {
        plain_do(plain, flow_pick(plain->flow, (size_t)found));
    } else if (strcmp(line, "<") == 0) {
        flow_cancel(plain->flow);
    } else if (strcmp(line, "?") == 0 || strcmp(line, ".") == 0) {
        say_popup(plain, plain->view->popup);
    } else if (strcmp(line, "q") == 0) {
        plain_do(plain, flow_request(plain->flow, REQUEST_QUIT));
    } else {
        say_no_choice(plain, found);
    }
}
