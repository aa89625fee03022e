/* Questions: what can be answered now, and the help that tells it at length. */
#include "config.h"

#include <stdlib.h>

#include "i18n.h"
#include "plain/state.h"
#include "plain/words.h"
#include "sys/text.h"

static bool has_line(const struct view *view, enum line_role role)
{
    for (size_t i = 0; i < view->detail_count; i++) {
        if (view->details[i].role == role)
            return true;
    }
    return false;
}

/* Whether the letter is worth naming at an opened line. */
static bool is_about_item(const struct view *view, enum request request)
{
    if (request == REQUEST_COPY)
        return has_line(view, LINE_COMMAND);
    if (request == REQUEST_LINK)
        return has_line(view, LINE_LINK);
    return words_need_item(request) || request == REQUEST_ACTIONS || request == REQUEST_OPEN;
}

static void prompt_of_item(struct plain *plain)
{
    const struct view *view = plain->view;
    struct text prompt = {0};

    for (size_t i = 0; i < view->key_count; i++) {
        const struct view_key *key = &view->keys[i];
        if (is_about_item(view, key->request) && !key->is_spare)
            text_addf(&prompt, "%s = %s, ", request_key_name(key->request), words_of_key(key));
    }
    text_add(&prompt, _("< = list, ? = help:"));
    output_prompt(plain->out, prompt.s);
    text_free(&prompt);
}

static void prompt_of_list(struct plain *plain)
{
    const struct view *view = plain->view;

    if (view->page + 1 < PAGE_COUNT) {
        char *prompt =
            text_format(_("Number, Enter = next page (%s), ? = help:"), page_title(view->page + 1));
        output_prompt(plain->out, prompt);
        free(prompt);
    } else {
        output_prompt(plain->out, _("Number, < = page before, ? = help:"));
    }
}

void plain_say_prompt(struct plain *plain)
{
    if (plain->has_popup)
        plain_popup_prompt(plain);
    else if (plain->place == PLACE_ITEM)
        prompt_of_item(plain);
    else
        prompt_of_list(plain);
}

/* --- help ------------------------------------------------------------------------------------ */

static void say_way(struct plain *plain, const char *answer, const char *meaning)
{
    char *line = words_joined(answer, meaning);

    output_paragraph(plain->out, line, 4);
    free(line);
}

/* What the page is about, from the help of all faces; its keys are told here in other words. */
static void say_page_help(struct plain *plain)
{
    flow_request(plain->flow, REQUEST_HELP);
    const struct view_popup *popup = plain_look(plain)->popup;

    for (size_t i = 0; popup && i < popup->line_count; i++) {
        if (popup->lines[i].role == LINE_PARAGRAPH && popup->lines[i].text) {
            char *text = words_for_signs(popup->lines[i].text);
            char *line = words_joined(words_of_mark(popup->lines[i].mark), text);
            output_paragraph(plain->out, line, 0);
            free(line);
            free(text);
        }
    }
    flow_cancel(plain->flow);
    plain_look(plain);
}

static const char *meaning_of(enum request request)
{
    return request == REQUEST_COPY ? _("Says the command alone on one line.")
                                   : request_help(request);
}

static void say_keys(struct plain *plain)
{
    const struct view *view = plain->view;

    for (size_t i = 0; i < view->key_count; i++) {
        enum request request = view->keys[i].request;
        const char *letter = request_key_name(request);
        if (words_are_asked(request))
            continue;
        char *answer = request == REQUEST_FILTER  ? text_format(_("%s and words"), letter)
                       : words_need_item(request) ? text_format(_("%s and a number"), letter)
                                                  : must_copy(letter);
        say_way(plain, answer, meaning_of(request));
        free(answer);
    }
}

void plain_say_help(struct plain *plain)
{
    output_blank(plain->out);
    say_page_help(plain);
    output_blank(plain->out);
    say_way(plain, _("A number"), _("Reads out that line, with all that belongs to it."));
    say_way(plain, _("Enter"), _("Takes what the question names after \"Enter\"."));
    say_way(plain, "<", _("Goes back: to the list, or to the page before."));
    say_way(plain, ">", _("Goes to the next page."));
    say_way(plain, ".", _("Reads out the page again, with all its lines."));
    say_way(plain, "!", _("Tells what has changed since you asked last."));
    say_keys(plain);
    say_way(plain, _("wait and words"),
            _("Waits until the page says these words; without words, until anything changes. For "
              "scripts; after a minute it goes on."));
}
