/* Answers: a line that was typed becomes something asked of the flow, and what comes of it is said.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "plain/state.h"
#include "plain/words.h"
#include "sys/text.h"

/* Begins the line that waits: scripts of all languages use the same word. */
#define WAIT "wait"

const struct view *plain_look(struct plain *plain)
{
    plain->view = flow_view(plain->flow);
    return plain->view;
}

void plain_clear(struct plain *plain)
{
    plain_popup_forget(plain);
    offers_clear(&plain->lines);
    news_clear(&plain->news);
    free(plain->layers);
    free(plain->message);
    free(plain->waits_for);
}

/* --- what is new ----------------------------------------------------------------------------- */

static void remember_message(struct plain *plain)
{
    const char *message = plain->view->message;

    free(plain->message);
    plain->message = message ? must_copy(message) : NULL;
}

static bool settle_message(struct plain *plain)
{
    const struct view *view = plain->view;
    bool is_new = view->message && (!plain->message || strcmp(view->message, plain->message) != 0);

    if (is_new) {
        bool matters = view->message_mark == MARK_FAIL || view->message_mark == MARK_WARN;
        char *sentence = text_format("%s%s%s", matters ? words_of_mark(view->message_mark) : "",
                                     matters ? ": " : "", view->message);
        output_paragraph(plain->out, sentence, 0);
        free(sentence);
    }
    remember_message(plain);
    return is_new;
}

static bool settle_popup(struct plain *plain)
{
    const struct view_popup *popup = plain->view->popup;

    if (!popup || (plain->has_popup && popup->serial != plain->popup_serial))
        plain_popup_forget(plain);
    if (!popup || plain->has_popup)
        return false;
    plain_popup_open(plain);
    return true;
}

static bool settle_page(struct plain *plain)
{
    bool is_other = !plain->has_page || plain->view->page != plain->page;

    news_look(&plain->news, plain->view, is_other);
    if (is_other) {
        news_said(&plain->news);
        plain_say_page(plain, false);
        return true;
    }
    offers_add_new(&plain->lines, plain->view->items, plain->view->item_count);
    if (news_fresh(&plain->news)->count == 0)
        return false;
    plain_say_changes(plain);
    return true;
}

/* While a form is being filled in, nothing comes between; it is told afterwards. A menu stands
 * before a page that was not read out yet. */
bool plain_settle(struct plain *plain)
{
    plain_look(plain);
    bool has_said = settle_message(plain);

    has_said |= settle_popup(plain);
    if (plain->form.count > 0 || (plain->has_popup && !plain->has_page))
        return has_said;
    return settle_page(plain) || has_said;
}

bool plain_wants_secret(const struct plain *plain)
{
    return plain->form.count > 0 && plain->form.are_secret[plain->form.at];
}

void plain_do(struct plain *plain, struct effect effect)
{
    switch (effect.kind) {
    case EFFECT_NONE: break;
    case EFFECT_QUIT: plain->must_quit = true; break;
    case EFFECT_COPY: output_exactly(plain->out, effect.text, 0); break;
    case EFFECT_LANGUAGE: plain->has_page = false; break;
    }
}

/* --- waiting --------------------------------------------------------------------------------- */

static void begin_to_wait(struct plain *plain, const char *words)
{
    words += strspn(words, " ");
    free(plain->waits_for);
    plain->waits_for = must_copy(words);
}

/* Words stand in one line of the page. */
static bool page_says(struct plain *plain, const char *words)
{
    char *all = plain_page_text(plain);
    bool found = words_in(all, words);

    free(all);
    return found;
}

bool plain_sees(struct plain *plain)
{
    return *plain->waits_for != '\0' && page_says(plain, plain->waits_for);
}

/* --- answers on a page ----------------------------------------------------------------------- */

static void say_unknown(struct plain *plain, const char *line)
{
    char *sentence = text_format(_("\"%s\" does nothing here; ? tells what does."), line);

    output_paragraph(plain->out, sentence, 0);
    free(sentence);
}

static void ask(struct plain *plain, enum request request)
{
    enum page page = plain->view->page;
    bool had_message = plain->view->message != NULL;

    plain_do(plain, flow_request(plain->flow, request));
    if (request != REQUEST_COPY && had_message) {
        free(plain->message);
        plain->message = NULL;
    }
    if (plain_look(plain)->page != page)
        plain->place = PLACE_LIST;
}

static const struct view_key *key_of(const struct view *view, enum request request)
{
    for (size_t i = 0; i < view->key_count; i++) {
        if (view->keys[i].request == request)
            return &view->keys[i];
    }
    return NULL;
}

/* Whether the request means something on this page, or on every page. */
static bool is_offered(const struct plain *plain, enum request request)
{
    return request == REQUEST_CHECK_NOW || request == REQUEST_QUIT ||
           key_of(plain->view, request) != NULL;
}

static void go_back(struct plain *plain)
{
    if (plain->place == PLACE_ITEM)
        plain_say_page(plain, false);
    else if (plain->view->page == 0)
        output_paragraph(plain->out, _("This is the first page."), 0);
    else
        ask(plain, REQUEST_PREVIOUS_PAGE);
}

static void go_on(struct plain *plain)
{
    if (plain->view->page + 1 < PAGE_COUNT)
        ask(plain, REQUEST_NEXT_PAGE);
    else
        output_paragraph(plain->out, _("This is the last page; q quits."), 0);
}

static unsigned serial_of(const struct view *view)
{
    return view->popup ? view->popup->serial : 0;
}

/* Opens what stands behind a line; where there is nothing, the list is next. */
static void open_item(struct plain *plain)
{
    enum page page = plain->view->page;
    unsigned serial = serial_of(plain->view);

    ask(plain, REQUEST_OPEN);
    if (plain->view->page == page && serial_of(plain->view) == serial && !plain->view->message)
        plain_say_page(plain, false);
}

static void enter(struct plain *plain)
{
    if (plain->place == PLACE_LIST)
        go_on(plain);
    else if (key_of(plain->view, REQUEST_OPEN))
        open_item(plain);
    else
        go_back(plain);
}

static void filter(struct plain *plain, const char *words)
{
    if (!key_of(plain->view, REQUEST_FILTER)) {
        say_unknown(plain, "/");
        return;
    }
    flow_filter(plain->flow, words + strspn(words, " "));
    plain_look(plain);
    news_look(&plain->news, plain->view, true);
    plain_say_page(plain, false);
}

static void say_news(struct plain *plain)
{
    const struct sentences *all = news_all(&plain->news);

    for (size_t i = 0; i < all->count; i++)
        output_paragraph(plain->out, all->texts[i], 4);
    if (all->count == 0)
        output_paragraph(plain->out, _("Nothing has changed since you asked last."), 0);
    news_asked(&plain->news);
}

static void do_request(struct plain *plain, enum request request, const char *line)
{
    if (request == REQUEST_HELP)
        plain_say_help(plain);
    else if (request == REQUEST_BACK)
        go_back(plain);
    else if (request == REQUEST_NEXT_PAGE)
        go_on(plain);
    else if (request == REQUEST_PREVIOUS_PAGE)
        ask(plain, REQUEST_PREVIOUS_PAGE);
    else if (request == REQUEST_OPEN)
        enter(plain);
    else if (!is_offered(plain, request))
        say_unknown(plain, line);
    else if (words_need_item(request) && plain->place == PLACE_LIST &&
             !plain->view->picture_is_large)
        output_paragraph(plain->out, _("Of which line? Add its number, such as \"c 3\"."), 0);
    else
        ask(plain, request);
}

/* One sign that does the same everywhere. Whether the line was one. */
static bool do_sign(struct plain *plain, const char *line)
{
    if (strcmp(line, "<") == 0)
        go_back(plain);
    else if (strcmp(line, ">") == 0)
        go_on(plain);
    else if (strcmp(line, ".") == 0)
        plain_say_page(plain, true);
    else if (strcmp(line, "!") == 0)
        say_news(plain);
    else if (line[0] == '/')
        filter(plain, line + 1);
    else if (strcmp(line, WAIT) == 0 || strncmp(line, WAIT " ", sizeof WAIT) == 0)
        begin_to_wait(plain, line + strlen(WAIT));
    else
        return false;
    return true;
}

static long find_line(const struct plain *plain, const char *label)
{
    return offers_find(&plain->lines, plain->view->items, plain->view->item_count, label);
}

static void select_item(struct plain *plain, long item)
{
    flow_select(plain->flow, (size_t)item);
    plain_look(plain);
}

/* "c 3": the letter is about that line. Whether the line was of this form. */
static bool do_with_number(struct plain *plain, const char *line)
{
    const char *number = line + strcspn(line, " ");

    number += strspn(number, " ");
    if (*number < '0' || *number > '9')
        return false;
    char *word = must_copy_n(line, strcspn(line, " "));
    enum request request = words_request(plain->view, word);
    long item = find_line(plain, number);
    free(word);
    if (item < 0 || !words_need_item(request) || !is_offered(plain, request))
        return false;
    select_item(plain, item);
    ask(plain, request);
    return true;
}

/* A line of the list by its number or words. Whether there was one. */
static bool do_item(struct plain *plain, const char *line)
{
    long item = find_line(plain, line);

    if (item >= 0) {
        select_item(plain, item);
        plain_say_item(plain);
    } else if (item == OFFER_GONE) {
        output_paragraph(plain->out, _("That line is gone. This is the page now:"), 0);
        plain_say_page(plain, false);
    } else if (item == OFFER_MANY) {
        output_paragraph(plain->out, _("Several lines have these words; say more of them."), 0);
    }
    return item != OFFER_NONE;
}

static void answer_page(struct plain *plain, const char *line)
{
    enum request request = words_request(plain->view, line);

    if (*line == '\0')
        enter(plain);
    else if (do_sign(plain, line) || do_with_number(plain, line))
        return;
    else if (request != REQUEST_NONE)
        do_request(plain, request, line);
    else if (!do_item(plain, line))
        say_unknown(plain, line);
}

/* Blanks around an answer mean nothing, except in a password. */
static char *trimmed(const char *line)
{
    char *clean = text_clean(line + strspn(line, " \t"), 0);
    size_t length = strlen(clean);

    while (length > 0 && clean[length - 1] == ' ')
        length--;
    clean[length] = '\0';
    return clean;
}

void plain_answer(struct plain *plain, const char *line)
{
    if (plain_wants_secret(plain)) {
        plain_answer_form(plain, line);
        return;
    }
    char *clean = trimmed(line);
    if (plain->form.count > 0)
        plain_answer_form(plain, clean);
    else if (plain->has_popup && strcmp(clean, "!") == 0)
        say_news(plain);
    else if (plain->has_popup)
        plain_answer_menu(plain, clean);
    else
        answer_page(plain, clean);
    free(clean);
}
