/* The line-by-line face: what changes are told, and which line a person means. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "plain/state.h"
#include "plain/words.h"

static struct news news;
static struct view view = {.page = PAGE_STEPS};

static void forget(void)
{
    news_clear(&news);
}

TestSuite(news, .fini = forget);

static void look(const struct view_item *items, size_t count)
{
    view.items = items;
    view.item_count = count;
    news_look(&news, &view, false);
}

static void expect_only(const char *sentence)
{
    cr_assert_eq(news_fresh(&news)->count, 1);
    cr_expect_str_eq(news_fresh(&news)->texts[0], sentence);
    news_said(&news);
}

static const struct view_item off[] = {
    {.mark = MARK_DONE,           .title = "Make a VM"},
    { .mark = MARK_NOW, .title = "Turn the VM off", .value = "power: on"},
};
static const struct view_item turning[] = {
    {.mark = MARK_DONE, .title = "Make a VM",       .value = "name: edge-02"  },
    {.mark = MARK_NOW,  .title = "Turn the VM off", .value = "power: changing"},
};
static const struct view_item sorted_anew[] = {
    {.mark = MARK_DONE,         .title = "Turn the VM off", .value = "power: off"},
    {.mark = MARK_DONE,                         .title = "Make a VM",                                   .value = "name: edge-02"},
    {.mark = MARK_WAIT, .title = "Start it"},
};

Test(news, tells_nothing_at_first_and_nothing_twice)
{
    look(off, 2);
    cr_expect_eq(news_fresh(&news)->count, 0);
    look(turning, 2);
    expect_only("Changed: Turn the VM off: now, power: changing (before: power: on).");
    look(turning, 2);
    cr_expect_eq(news_fresh(&news)->count, 0);
}

Test(news, keeps_what_nobody_has_to_act_on_for_those_who_ask)
{
    look(off, 2);
    look(turning, 2);
    cr_expect_eq(news_all(&news)->count, 2);
    news_asked(&news);
    cr_expect_eq(news_all(&news)->count, 0);
}

Test(news, knows_lines_by_their_titles)
{
    look(turning, 2);
    look(sorted_anew, 3);
    cr_assert_eq(news_fresh(&news)->count, 2);
    cr_expect_str_eq(news_fresh(&news)->texts[0],
                     "Changed: Turn the VM off: done, power: off (before: now).");
    cr_expect_str_eq(news_fresh(&news)->texts[1], "New: Start it: waits.");
}

Test(news, tells_twins_apart)
{
    static const struct view_item before[] = {
        {.title = "Switch", .value = "a"},
        {.title = "Switch", .value = "b"},
    };
    static const struct view_item after[] = {
        {.title = "Switch", .value = "a"},
        {.title = "Switch", .value = "c"},
    };

    look(before, 2);
    look(before, 2);
    cr_expect_eq(news_fresh(&news)->count, 0);
    look(after, 2);
    expect_only("Changed: Switch: c (before: b).");
}

Test(news, a_source_that_is_asked_again_is_no_news)
{
    static const struct view_item silent = {MARK_WARN, NULL, "Host", "trying again", false, false};
    static const struct view_item asked = {MARK_BUSY, NULL, "Host", "checking", false, false};
    static const struct view_item answers = {MARK_OK, NULL, "Host", "live", false, false};

    look(&asked, 1);
    look(&silent, 1);
    expect_only("Changed: Host: warning, trying again (before: checking).");
    look(&asked, 1);
    look(&silent, 1);
    look(&asked, 1);
    cr_expect_eq(news_fresh(&news)->count, 0);
    look(&answers, 1);
    expect_only("Changed: Host: ok, live (before: warning).");
}

Test(news, a_filter_hides_lines_without_news)
{
    look(sorted_anew, 3);
    view.filter = "turn";
    look(sorted_anew, 1);
    view.filter = NULL;
    look(sorted_anew, 3);
    cr_expect_eq(news_fresh(&news)->count, 0);
}

/* --- offers ---------------------------------------------------------------------------------- */

Test(offers, numbers_mean_the_lines_that_were_read_out)
{
    struct offers offers = {0};

    offers_take(&offers, off, 2);
    cr_expect_eq(offers_find(&offers, sorted_anew, 3, "1"), 1);
    cr_expect_eq(offers_find(&offers, sorted_anew, 3, "2"), 0);
    cr_expect_eq(offers_find(&offers, sorted_anew, 3, "3"), OFFER_NONE);
    cr_expect_eq(offers_find(&offers, off, 1, "2"), OFFER_GONE);
    offers_add_new(&offers, sorted_anew, 3);
    cr_expect_eq(offers_find(&offers, sorted_anew, 3, "3"), 2);
    offers_clear(&offers);
}

Test(offers, words_mean_the_only_line_that_has_them)
{
    struct offers offers = {0};

    offers_take(&offers, off, 2);
    cr_expect_eq(offers_find(&offers, off, 2, "turn the"), 1);
    cr_expect_eq(offers_find(&offers, off, 2, "vm"), OFFER_MANY);
    cr_expect_eq(offers_find(&offers, off, 2, "make a vm"), 0);
    cr_expect_eq(offers_find(&offers, off, 2, "restart"), OFFER_NONE);
    offers_clear(&offers);
}

/* --- words ----------------------------------------------------------------------------------- */

Test(words, signs_in_quotes_become_words)
{
    char *text = words_for_signs("\"??\" could not be seen, \">>\" comes next, ?? stays");

    cr_expect_str_eq(text, "\"unknown\" could not be seen, \"now\" comes next, ?? stays");
    free(text);
}

Test(words, letters_and_first_words_ask_for_the_same)
{
    static const struct view_key keys[] = {
        {REQUEST_CONFIRM, "confirm by hand", false},
        {REQUEST_ACTIONS, "lab",             false},
    };
    const struct view page = {.key_count = 2, .keys = keys};

    cr_expect_eq(words_request(&page, "c"), REQUEST_CONFIRM);
    cr_expect_eq(words_request(&page, "confirm"), REQUEST_CONFIRM);
    cr_expect_eq(words_request(&page, "Confirm by hand"), REQUEST_CONFIRM);
    cr_expect_eq(words_request(&page, "lab"), REQUEST_ACTIONS);
    cr_expect_eq(words_request(&page, "quit"), REQUEST_QUIT);
    cr_expect_eq(words_request(&page, "con"), REQUEST_NONE);
    cr_expect_eq(words_request(&page, "j"), REQUEST_NONE);
}
