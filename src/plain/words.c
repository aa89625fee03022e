#include "config.h"

#include "plain/words.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "sys/text.h"

static const char *const marks[] = {
    [MARK_NONE] = "",
    [MARK_OK] = N_("ok"),
    [MARK_FAIL] = N_("fails"),
    [MARK_WARN] = N_("warning"),
    [MARK_UNKNOWN] = N_("unknown"),
    [MARK_CONFIRMED] = N_("confirmed by you"),
    [MARK_SKIPPED] = N_("not needed"),
    [MARK_INFO] = N_("note"),
    [MARK_DONE] = N_("done"),
    [MARK_NOW] = N_("now"),
    [MARK_WAIT] = N_("waits"),
    [MARK_TODO] = N_("to do"),
    [MARK_OFF] = N_("off"),
    [MARK_BUSY] = N_("checking"),
};
static_assert(sizeof marks / sizeof *marks == MARK_COUNT, "every mark has a word");

const char *words_of_mark(enum mark mark)
{
    return *marks[mark] ? _(marks[mark]) : "";
}

char *words_replaced(const char *text, const char *from, const char *to)
{
    struct text out = {0};
    const char *next;

    text_add(&out, "");
    while ((next = strstr(text, from)) != NULL) {
        text_add_n(&out, text, (size_t)(next - text));
        text_add(&out, to);
        text = next + strlen(from);
    }
    text_add(&out, text);
    return text_take(&out);
}

char *words_for_signs(const char *text)
{
    char *out = must_copy(text);

    for (enum mark mark = MARK_OK; mark < MARK_COUNT; mark++) {
        char *from = text_format("\"%s\"", mark_word(mark));
        char *to = text_format("\"%s\"", words_of_mark(mark));
        char *better = words_replaced(out, from, to);
        free(out);
        free(from);
        free(to);
        out = better;
    }
    return out;
}

/* --- what is asked for ----------------------------------------------------------------------- */

/* Whether the line is the text, or its first word. */
static bool names(const char *line, const char *text)
{
    size_t length = strlen(line);

    return *text && text_starts(text, line) && (text[length] == '\0' || text[length] == ' ');
}

static enum request request_of_word(const struct view *view, const char *line)
{
    for (size_t i = 0; i < view->key_count; i++) {
        if (names(line, view->keys[i].text))
            return view->keys[i].request;
    }
    for (enum request request = REQUEST_OPEN; request < REQUEST_COUNT; request++) {
        if (names(line, request_short(request)))
            return request;
    }
    return REQUEST_NONE;
}

enum request words_request(const struct view *view, const char *line)
{
    enum request request = REQUEST_NONE;

    if (line[0] != '\0' && line[1] == '\0')
        request = request_of_key((unsigned char)line[0]);
    else if (strlen(line) > 1)
        request = request_of_word(view, line);
    return request >= REQUEST_OPEN ? request : REQUEST_NONE;
}

bool words_in(const char *text, const char *words)
{
    for (; *text; text++) {
        if (text_starts(text, words))
            return true;
    }
    return *words == '\0';
}

const char *words_of_key(const struct view_key *key)
{
    return key->request == REQUEST_COPY ? _("say the command alone") : key->text;
}

bool words_need_item(enum request request)
{
    return request == REQUEST_CONFIRM || request == REQUEST_STEPS || request == REQUEST_LINK ||
           request == REQUEST_QR || request == REQUEST_COPY;
}

bool words_are_asked(enum request request)
{
    return request == REQUEST_OPEN || request == REQUEST_BACK || request == REQUEST_HELP ||
           request == REQUEST_NEXT_PAGE || request == REQUEST_PREVIOUS_PAGE;
}

char *words_joined(const char *what, const char *how)
{
    bool has_what = what && *what;
    bool has_how = how && *how;

    if (has_what && has_how)
        return text_format(_("%s: %s"), what, how);
    return must_copy(has_what ? what : has_how ? how : "");
}

char *words_of_item(const struct view_item *item)
{
    char *title = words_joined(words_of_mark(item->mark), item->title);
    char *line = words_joined(title, item->value);

    free(title);
    return line;
}
