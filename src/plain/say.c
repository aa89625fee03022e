/* Pages in words. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "plain/state.h"
#include "plain/words.h"
#include "sys/text.h"

/* A value that was not seen: the word before says so already. */
#define UNSEEN "?"

enum {
    HANG = 4,            /* columns by which the lines of an item below its first are indented */
    CHANGES_AT_ONCE = 5, /* more are counted, not read out */
    ALIKE_AT_ONCE = 5    /* lines at the end of a list that all say the same */
};

/* --- a page ---------------------------------------------------------------------------------- */

/* "Steps (5 of 6), VMware ESXi, practice lab, live" */
static void add_head(struct text *text, const struct view *view)
{
    text_addf(text, _("%s (%d of %d)"), page_title(view->page), (int)view->page + 1, PAGE_COUNT);
    if (view->context && *view->context) {
        char *context = words_replaced(view->context, " · ", ", ");
        text_addf(text, ", %s", context);
        free(context);
    }
    text_addf(text, "%s%s\n", view->fresh ? ", " : "", view->fresh ? view->fresh : "");
}

static void add_lead(struct text *text, const struct view *view)
{
    if (view->lead) {
        char *lead = words_replaced(view->lead, "  ", ", ");
        text_addf(text, "%s\n", lead);
        free(lead);
    }
    if (view->filter)
        text_addf(text, _("Only lines with \"%s\"; / alone shows all.\n"), view->filter);
}

static char *layers_text(const struct view *view)
{
    struct text text = {0};

    text_add(&text, "");
    for (size_t i = 0; i < view->picture.layer_count; i++) {
        const struct picture_layer *layer = &view->picture.layers[i];
        const char *name = layer->title ? layer->title : layer->name;
        const char *state = layer->state ? layer->state : layer->brief;
        char *piece = words_joined(name, state);
        text_addf(&text, "%s%s", i > 0 ? "; " : "", piece);
        free(piece);
    }
    return text_take(&text);
}

static void add_layers(struct text *text, const struct view *view)
{
    char *layers = layers_text(view);

    if (*layers) {
        text_addf(text, _("From outside to inside: %s."), layers);
        text_add(text, "\n");
    }
    free(layers);
}

static void add_item(struct text *text, const struct view *view, size_t at, const char *label)
{
    const struct view_item *item = &view->items[at];
    struct view_item said = *item;

    if (said.value && strcmp(said.value, UNSEEN) == 0)
        said.value = NULL;
    char *line = words_of_item(&said);

    text_addf(text, "%s. %s", label, line);
    free(line);
    if (item->chosen || (view->picture_is_large && at == view->selected))
        text_addf(text, " (%s)", _("chosen"));
    text_add(text, "\n");
}

static void add_top(struct text *text, const struct view *view, bool with_layers)
{
    add_head(text, view);
    add_lead(text, view);
    if (with_layers && !view->picture_is_large)
        add_layers(text, view);
}

static void add_items(struct text *text, const struct plain *plain, size_t from, size_t to)
{
    const struct view *view = plain->view;

    for (size_t i = from; i < to; i++)
        add_item(text, view, i, offers_label(&plain->lines, view->items, i));
    if (view->item_count == 0 && view->empty)
        text_addf(text, "%s\n", view->empty);
}

char *plain_page_text(const struct plain *plain)
{
    struct text text = {0};

    add_top(&text, plain->view, true);
    add_items(&text, plain, 0, plain->view->item_count);
    return text_take(&text);
}

/* Lines before `to` that have the mark of the last one of them, where all is well with it. */
static size_t alike_before(const struct view *view, size_t to)
{
    size_t from = to;

    while (from > 0 && view->items[from - 1].mark == view->items[to - 1].mark)
        from--;
    bool is_calm =
        to > 0 && (view->items[to - 1].mark == MARK_OK || view->items[to - 1].mark == MARK_SKIPPED);
    return is_calm && to - from > ALIKE_AT_ONCE ? from : to;
}

static void add_alike(struct text *text, const struct view *view, size_t from, size_t to)
{
    if (from == to)
        return;
    text_addf(text, P_("%zu more line: %s.", "%zu more lines: %s.", to - from), to - from,
              words_of_mark(view->items[from].mark));
    text_add(text, "\n");
}

/* A long list ends with what needs nobody: it is counted. */
static char *brief_text(const struct plain *plain, bool with_layers)
{
    const struct view *view = plain->view;
    size_t skipped = alike_before(view, view->item_count);
    size_t fine = alike_before(view, skipped);
    struct text text = {0};

    add_top(&text, view, with_layers);
    add_items(&text, plain, 0, fine);
    add_alike(&text, view, fine, skipped);
    add_alike(&text, view, skipped, view->item_count);
    if (fine < view->item_count)
        text_addf(&text, "%s\n", _("A point (.) reads out all lines."));
    return text_take(&text);
}

/* What a letter does here, as it is said before the question. */
static void add_key(struct text *text, const struct view_key *key)
{
    const char *letter = request_key_name(key->request);
    const char *what = words_of_key(key);

    if (words_are_asked(key->request) || key->is_spare)
        return;
    if (text->length > 0)
        text_add(text, ", ");
    if (key->request == REQUEST_FILTER)
        text_addf(text, _("%s and words = %s"), letter, what);
    else if (words_need_item(key->request))
        text_addf(text, _("%s and a number = %s"), letter, what);
    else
        text_addf(text, "%s = %s", letter, what);
}

static void say_letters(struct plain *plain)
{
    struct text keys = {0};

    for (size_t i = 0; i < plain->view->key_count; i++)
        add_key(&keys, &plain->view->keys[i]);
    if (keys.length == 0)
        return;
    char *all = text_take(&keys);
    char *sentence = text_format(_("Letters: %s."), all);
    output_paragraph(plain->out, sentence, HANG);
    free(sentence);
    free(all);
}

/* Layers are told again when they read differently. */
static bool has_new_layers(struct plain *plain)
{
    char *layers = layers_text(plain->view);
    bool is_new = !plain->layers || strcmp(layers, plain->layers) != 0;

    free(plain->layers);
    plain->layers = layers;
    return is_new;
}

static void say_text_lines(struct plain *plain, char *all)
{
    output_blank(plain->out);
    for (char *line = all, *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
        bool is_item = *line >= '0' && *line <= '9';
        *end = '\0';
        output_paragraph(plain->out, line, is_item ? HANG : 0);
    }
}

void plain_say_page(struct plain *plain, bool is_whole)
{
    offers_take(&plain->lines, plain->view->items, plain->view->item_count);
    bool with_layers = has_new_layers(plain);
    char *all = is_whole ? plain_page_text(plain) : brief_text(plain, with_layers);

    say_text_lines(plain, all);
    free(all);
    say_letters(plain);
    plain->place = PLACE_LIST;
    plain->page = plain->view->page;
    plain->has_page = true;
}

/* --- one line of it -------------------------------------------------------------------------- */

static void say_labelled(struct plain *plain, const char *label, const char *text)
{
    char *line = words_joined(label, text);

    output_paragraph(plain->out, line, 0);
    free(line);
}

/* Commands and addresses are typed or followed exactly as they stand, so they get a line. */
static void say_exactly(struct plain *plain, const struct view_line *line)
{
    bool has_label = line->label && *line->label;

    if (has_label) {
        char *lead = line->role == LINE_COMMAND ? text_format(_("In %s:"), line->label)
                                                : text_format(_("%s:"), line->label);
        output_paragraph(plain->out, lead, 0);
        free(lead);
    }
    output_exactly(plain->out, line->text, has_label ? HANG : 0);
}

static void say_line(struct plain *plain, const struct view_line *line)
{
    switch (line->role) {
    case LINE_PARAGRAPH: say_labelled(plain, words_of_mark(line->mark), line->text); break;
    case LINE_FIELD: say_labelled(plain, line->label, line->text); break;
    case LINE_HEADING:
        output_blank(plain->out);
        output_paragraph(plain->out, line->text, 0);
        break;
    case LINE_COMMAND:
    case LINE_LINK: say_exactly(plain, line); break;
    case LINE_BLANK: output_blank(plain->out); break;
    }
}

void plain_say_lines(struct plain *plain, const struct view_line *lines, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (lines[i].text || lines[i].role == LINE_BLANK)
            say_line(plain, &lines[i]);
    }
}

static void say_item_head(struct plain *plain)
{
    const struct view *view = plain->view;
    struct text head = {0};

    add_item(&head, view, view->selected, offers_label(&plain->lines, view->items, view->selected));
    head.s[head.length - 1] = '\0';
    output_blank(plain->out);
    output_paragraph(plain->out, head.s, HANG);
    text_free(&head);
    if (view->detail_tag)
        output_paragraph(plain->out, view->detail_tag, 0);
}

void plain_say_item(struct plain *plain)
{
    const struct view *view = plain->view;
    struct text layers = {0};

    if (view->item_count == 0)
        return;
    say_item_head(plain);
    plain_say_lines(plain, view->details, view->detail_count);
    if (view->picture_is_large)
        add_layers(&layers, view);
    if (layers.length > 0)
        output_paragraph(plain->out, layers.s, 0);
    text_free(&layers);
    plain->place = PLACE_ITEM;
}

/* --- changes --------------------------------------------------------------------------------- */

void plain_say_changes(struct plain *plain)
{
    const struct sentences *fresh = news_fresh(&plain->news);
    size_t said = fresh->count > CHANGES_AT_ONCE + 1 ? CHANGES_AT_ONCE : fresh->count;

    for (size_t i = 0; i < said; i++)
        output_paragraph(plain->out, fresh->texts[i], HANG);
    if (fresh->count > said) {
        size_t rest = fresh->count - said;
        char *sentence = text_format(P_("%zu more line has changed; ! tells all of them.",
                                        "%zu more lines have changed; ! tells all of them.", rest),
                                     rest);
        output_paragraph(plain->out, sentence, 0);
        free(sentence);
    }
    news_said(&plain->news);
}
