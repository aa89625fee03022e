/* Every page in every size, values of odd characters in all of them, and sizes that change in a
 * storm. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "screen_launch.h"
#include "screen_test.h"
#include "whole.h"

struct size {
    int columns, rows;
};

static const struct size sizes[] = {
    {59,  15 },
    {1,   1  },
    {2,   40 },
    {200, 5  },
    {60,  16 },
    {61,  17 },
    {79,  23 },
    {100, 30 },
    {109, 30 },
    {110, 30 },
    {200, 50 },
    {300, 100}
};
enum { SIZE_COUNT = sizeof sizes / sizeof *sizes, PAGE_COUNT = 6, STORM = 1000 };

static bool is_cramped(struct size size)
{
    return size.columns < 60 || size.rows < 16;
}

/* Keys by one, and after each the screen is whole. */
static void press_whole(struct screen *s, const char *key)
{
    press(s, key);
    must(screen_settle(s));
    must(screen_is_whole(s));
}

static void resize_whole(struct screen *s, struct size size)
{
    resize(s, size.columns, size.rows);
    must(screen_settle(s));
    must(screen_is_whole(s));
}

/* --- every page -------------------------------------------------------------------------------- */

/* Where nothing can be seen, nothing may be done but leave: these keys would change the place. */
static void press_in_the_dark(struct screen *s)
{
    type(s, "jl\r?x");
    must(screen_settle(s));
    must(screen_is_whole(s));
}

static void visit_sizes(struct screen *s)
{
    char *before = strdup(screen_text(s));

    for (size_t i = 0; i < SIZE_COUNT; i++) {
        resize_whole(s, sizes[i]);
        if (is_cramped(sizes[i]))
            press_in_the_dark(s);
        must(screen_is_as_redrawn(s));
    }
    resize_whole(s, (struct size){80, 24});
    cr_assert_str_eq(screen_text(s), before, "%s\n%s", before, screen_text(s));
    free(before);
}

static struct screen *start_lab(void)
{
    static const char *const environment[] = {"ESCDELAY=0", NULL};
    struct screen_setup setup = {.environment = environment};
    struct screen *s = start_on(&setup, "eflow-wizard", "--lab", "esxi");

    sees(s, "[Path]");
    press_whole(s, "Home");
    press_whole(s, "Down");
    return s;
}

Test(sizes, every_page_comes_back_to_the_same_place_from_every_size)
{
    struct screen *s = start_lab();

    visit_sizes(s);
    for (int page = 1; page < PAGE_COUNT; page++) {
        press_whole(s, "Right");
        press_whole(s, "Down");
        visit_sizes(s);
    }
    screen_stop(s);
}

Test(sizes, popups_come_back_to_the_same_place_from_every_size)
{
    static const char *const popups[] = {"?", "a"};
    struct screen *s = start_lab();

    for (size_t i = 0; i < sizeof popups / sizeof *popups; i++) {
        press_whole(s, popups[i]);
        press_whole(s, "Down");
        visit_sizes(s);
        press_whole(s, "Esc");
    }
    press_whole(s, "Right");
    type(s, "jjj\r\025"
            "4096");
    sees(s, "4096");
    must(screen_settle(s));
    visit_sizes(s);
    press_whole(s, "Enter");
    sees(s, "4096 MiB");
    type(s, "\033[C/zz");
    must(screen_settle(s));
    visit_sizes(s);
    screen_stop(s);
}

/* --- values of odd characters ------------------------------------------------------------------ */

#define CJK       "東京の仮想マシン計算機第一号"
#define COMBINING "Cafe\xcc\x81 e\xcc\x81t\xe1\xba\xa1\xcc\x82 o\xcc\x88"
#define EMOJI     "🚀💾🖧"

/* A machine of that name in a facts file in the folder. */
static char *write_facts(const char *folder, const char *name)
{
    char *file = NULL;

    cr_assert(asprintf(&file, "%s/facts.json", folder) > 0);
    FILE *out = fopen(file, "w");
    cr_assert_not_null(out);
    fprintf(out,
            "{\"format\":\"eflow-facts/1\",\"source\":\"%s\",\"facts\":{\"vm.name\":\"%s\","
            "\"vm.power\":\"on\",\"vm.nested\":false,\"host.name\":\"%s\",\"host.version\":\"%s\","
            "\"guest.os.caption\":\"%s\",\"guest.model\":\"%s\",\"vm.port_group\":\"%s\"},"
            "\"unknown\":{\"vm.promiscuous\":\"%s\"}}",
            name, name, name, name, name, name, name, name);
    cr_assert_eq(fclose(out), 0);
    return file;
}

static struct screen *start_with_name(const char *home, const char *name)
{
    static const char *const environment[] = {"ESCDELAY=0", NULL};
    struct screen_setup setup = {.home = home, .environment = environment};
    char *file = write_facts(home, name);
    struct screen *s = start_on(&setup, "eflow-wizard", "--path", "esxi", "--facts", file);

    free(file);
    sees(s, "[Path]");
    return s;
}

/* Pages on which the name stands, item by item. */
static void walk_pages(struct screen *s)
{
    for (int page = 0; page < PAGE_COUNT; page++) {
        for (int item = 0; item < 2; item++)
            press_whole(s, "Down");
        must(screen_is_as_redrawn(s));
        press_whole(s, "Right");
    }
    for (int page = 0; page < PAGE_COUNT; page++)
        press_whole(s, "Left");
}

static void check_name(const char *name, const char *beginning)
{
    static const struct size some[] = {
        {60,  16},
        {80,  24},
        {110, 30},
        {132, 43}
    };
    char *home = launch_make_home();
    struct screen *s = start_with_name(home, name);

    for (size_t i = 0; i < sizeof some / sizeof *some; i++) {
        resize_whole(s, some[i]);
        walk_pages(s);
    }
    press(s, "Right Right Right Right Home");
    sees(s, beginning);
    sees(s, "…");
    screen_stop(s);
    launch_remove_home(home);
}

Test(sizes, wide_characters_break_no_box)
{
    check_name(CJK CJK CJK, "東京");
}

Test(sizes, combining_characters_break_no_box)
{
    check_name(COMBINING " " COMBINING " " COMBINING, "Cafe\xcc\x81");
}

Test(sizes, emoji_break_no_box)
{
    check_name(EMOJI EMOJI EMOJI EMOJI EMOJI EMOJI EMOJI EMOJI EMOJI EMOJI EMOJI EMOJI, "🚀💾");
}

/* Typed into a field that is shorter than the text, from where it scrolls. */
Test(sizes, wide_characters_can_be_typed)
{
    struct screen *s = start_lab();

    press_whole(s, "Right");
    type(s, "jjj\r\025");
    for (int i = 0; i < 30; i++) {
        type(s, i % 2 ? "東" : "e\xcc\x81");
        must(screen_settle(s));
        must(screen_is_whole(s));
        must(screen_is_as_redrawn(s));
    }
    press_whole(s, "Home");
    press_whole(s, "Right");
    press_whole(s, "Backspace");
    press_whole(s, "Enter");
    press_whole(s, "Esc");
    screen_stop(s);
}

/* --- a storm ----------------------------------------------------------------------------------- */

Test(sizes, a_storm_of_sizes_and_keys_ends_in_the_last_of_both)
{
    static const char *const keys[] = {"j",    "?",    "\033", "k", "a",
                                       "\033", "\014", "l",    "h", "/x\033"};
    struct screen *s = start_lab();

    press_whole(s, "Right");
    for (size_t i = 0; i < STORM; i++) {
        resize(s, (int)(1 + i * 37 % 299), (int)(1 + i * 17 % 99));
        type(s, keys[i % (sizeof keys / sizeof *keys)]);
    }
    resize(s, 132, 43);
    must(screen_settle(s));
    type(s, "\033");
    press(s, "Home Right Right Right");
    sees(s, "Steps");
    press(s, "Right Right Right");
    sees(s, "[Report]");
    must(screen_settle(s));
    must(screen_is_whole(s));
    must(screen_is_as_redrawn(s));
    press(s, "q");
    exits(s, 0);
    is_restored(s);
    screen_stop(s);
}
