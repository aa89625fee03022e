#include "config.h"

#include "plain/news.h"

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "plain/words.h"
#include "sys/clock.h"
#include "sys/text.h"

enum { LOG_LIMIT = 200 };

/* --- sentences ------------------------------------------------------------------------------- */

static void forget(struct sentences *all)
{
    for (size_t i = 0; i < all->count; i++)
        free(all->texts[i]);
    free(all->texts);
    *all = (struct sentences){0};
}

/* Takes over text. */
static void add(struct sentences *all, char *text)
{
    if (all->count == LOG_LIMIT) {
        free(all->texts[0]);
        memmove(all->texts, all->texts + 1, --all->count * sizeof *all->texts);
    }
    all->texts = must_realloc(all->texts, (all->count + 1) * sizeof *all->texts);
    all->texts[all->count++] = text;
}

/* Takes over sentence. */
static void tell(struct news *news, char *sentence, bool aloud)
{
    char *time = clock_of_day(clock_now());

    add(&news->log, text_format("%s %s", time, sentence));
    free(time);
    if (aloud)
        add(&news->fresh, sentence);
    else
        free(sentence);
}

const struct sentences *news_fresh(const struct news *news)
{
    return &news->fresh;
}

void news_said(struct news *news)
{
    forget(&news->fresh);
}

const struct sentences *news_all(const struct news *news)
{
    return &news->log;
}

void news_asked(struct news *news)
{
    forget(&news->log);
}

/* --- lines ----------------------------------------------------------------------------------- */

size_t news_twin(const struct view_item *items, size_t at)
{
    size_t twin = 0;

    for (size_t i = 0; i < at; i++)
        twin += strcmp(items[i].title, items[at].title) == 0;
    return twin;
}

static struct said_line *find(struct said_list *list, const char *title, size_t twin)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->lines[i].twin == twin && strcmp(list->lines[i].title, title) == 0)
            return &list->lines[i];
    }
    return NULL;
}

static struct said_line *insert(struct said_list *list, const char *title, size_t twin)
{
    list->lines = must_realloc(list->lines, (list->count + 1) * sizeof *list->lines);
    list->lines[list->count] = (struct said_line){.title = must_copy(title), .twin = twin};
    return &list->lines[list->count++];
}

/* "done, power: off" */
static char *state_of(enum mark mark, const char *value)
{
    const char *word = words_of_mark(mark);

    if (*word && text_starts(value, word))
        return must_copy(value);
    return text_format("%s%s%s", word, *word && *value ? ", " : "", value);
}

/* before: the mark's word where that changed, else the value; "" for none, NULL for a new line. */
static char *sentence_of(const char *title, const char *state, const char *before)
{
    if (!before)
        return *state ? text_format(_("New: %s: %s."), title, state)
                      : text_format(_("New: %s."), title);
    if (!*state)
        return text_format(_("Changed: %s: no longer %s."), title, before);
    if (!*before)
        return text_format(_("Changed: %s: %s."), title, state);
    return text_format(_("Changed: %s: %s (before: %s)."), title, state, before);
}

/* Whether a new value under the same mark is worth an interruption. */
static bool matters(enum mark mark)
{
    static const bool calm[MARK_COUNT] = {
        [MARK_OK] = true,      [MARK_DONE] = true, [MARK_CONFIRMED] = true,
        [MARK_SKIPPED] = true, [MARK_WAIT] = true, [MARK_UNKNOWN] = true,
    };

    return !calm[mark];
}

static void tell_change(struct news *news, const struct said_line *line, enum mark mark,
                        const char *value, bool is_new)
{
    bool is_other_mark = is_new || line->mark != mark;
    char *state = state_of(mark, value);

    if (is_new)
        tell(news, sentence_of(line->title, state, NULL), true);
    else if (is_other_mark)
        tell(news, sentence_of(line->title, state, words_of_mark(line->mark)), true);
    else if (strcmp(line->value, value) != 0)
        tell(news, sentence_of(line->title, state, line->value), matters(mark));
    free(state);
}

/* A source that is asked again and again: only another answer is news. */
static bool is_asked_again(const struct said_line *line, enum mark mark)
{
    return mark == MARK_BUSY &&
           (line->mark == MARK_OK || line->mark == MARK_WARN || line->mark == MARK_FAIL);
}

static void note(struct news *news, struct said_list *list, const struct view_item *item,
                 size_t twin)
{
    struct said_line *line = find(list, item->title, twin);
    bool is_new = !line || !line->is_there;
    const char *value = item->value ? item->value : "";

    if (!is_new && is_asked_again(line, item->mark))
        return;
    if (!line)
        line = insert(list, item->title, twin);
    if (!is_new || list->is_known)
        tell_change(news, line, item->mark, value, is_new);
    char *copy = must_copy(value);
    free(line->value);
    line->mark = item->mark;
    line->value = copy;
    line->is_there = true;
}

static bool is_in_view(const struct said_line *line, const struct view *view)
{
    for (size_t i = 0; i < view->item_count; i++) {
        if (strcmp(view->items[i].title, line->title) == 0 &&
            news_twin(view->items, i) == line->twin)
            return true;
    }
    return false;
}

static void look_at_items(struct news *news, const struct view *view)
{
    struct said_list *list = &news->pages[view->page];

    for (size_t i = 0; i < view->item_count; i++)
        note(news, list, &view->items[i], news_twin(view->items, i));
    for (size_t i = 0; !view->filter && i < list->count; i++)
        list->lines[i].is_there = is_in_view(&list->lines[i], view);
    list->is_known = list->is_known || !view->filter;
}

/* Where the path is still being chosen, layers have no state. */
static void look_at_layers(struct news *news, const struct view *view)
{
    struct said_list *list = &news->layers;

    for (size_t i = 0; i < view->picture.layer_count; i++) {
        const struct picture_layer *layer = &view->picture.layers[i];
        if (layer->name && layer->state)
            note(news, list, &(struct view_item){.title = layer->name, .value = layer->state}, 0);
    }
    list->is_known = false;
}

/* A line often says the same as a layer; one of them is enough. */
void news_look(struct news *news, const struct view *view, bool is_read_out)
{
    size_t before = news->fresh.count;

    if (is_read_out)
        news->pages[view->page].is_known = false;
    look_at_items(news, view);
    if (news->fresh.count > before) {
        struct news quiet = {.layers = news->layers};
        look_at_layers(&quiet, view);
        news->layers = quiet.layers;
        quiet.layers = (struct said_list){0};
        news_clear(&quiet);
    } else {
        look_at_layers(news, view);
    }
}

static void clear_list(struct said_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->lines[i].title);
        free(list->lines[i].value);
    }
    free(list->lines);
    *list = (struct said_list){0};
}

void news_clear(struct news *news)
{
    for (size_t i = 0; i < PAGE_COUNT; i++)
        clear_list(&news->pages[i]);
    clear_list(&news->layers);
    forget(&news->fresh);
    forget(&news->log);
}
