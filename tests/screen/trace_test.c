/* --trace: what a bug report needs is in it, and no password; the screen does not know of it. */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "screen_test.h"
#include "sim.h"
#include "sys/file.h"
#include "sys/text.h"

#define LIMIT ((size_t)16 << 20) /* bytes of a trace here */

/* The trace of the program so far, for the caller to free. */
static char *trace_of(const struct screen *s)
{
    char *path = text_format("%s/trace.txt", screen_home(s));
    char *bytes = file_read(path, LIMIT, NULL, NULL);

    cr_assert_not_null(bytes, "there is no trace");
    free(path);
    return bytes;
}

static void has(const char *trace, const char *words)
{
    cr_expect(strstr(trace, words) != NULL, "\"%s\" is missing in\n%s", words, trace);
}

static void has_no(const char *trace, const char *words)
{
    cr_expect(strstr(trace, words) == NULL, "\"%s\" is in\n%s", words, trace);
}

/* All keys of the trace, one after the other: a password must not be there letter by letter. */
static char *keys_of(const char *trace)
{
    struct text keys = {0};

    text_add(&keys, "");
    for (const char *at = trace; (at = strstr(at, " key ")) != NULL; at += strlen(" key "))
        text_add_n(&keys, at + 5, strcspn(at + 5, "\n"));
    return text_take(&keys);
}

static bool has_lines_only(const char *trace)
{
    size_t length = strlen(trace);

    return length > 0 && trace[length - 1] == '\n' && text_is_utf8(trace, length) &&
           strspn(trace, "\n") == 0 && strchr(trace, '\x1b') == NULL;
}

static void go_to_address(struct screen *s)
{
    sees(s, "[Path]");
    press(s, "Enter Right");
    sees(s, "[Connect]");
    press(s, "Down Enter");
    sees(s, "How can the wizard look at it?");
    press(s, "Enter");
    sees(s, "Password");
}

Test(trace, has_all_of_a_conversation_but_the_password, .timeout = 60)
{
    struct sim *sim = sim_start("esx");
    struct screen *s = start("eflow-wizard", "--path", "esxi", "--trace", "trace.txt");

    go_to_address(s);
    press(s, "Backspace");
    type(s, "@");
    type(s, sim_host(sim));
    press(s, "Tab");
    type(s, "edge-01");
    press(s, "Tab");
    type(s, SIM_PASSWORD);
    press(s, "Enter");
    sees(s, "failed");
    press(s, "Enter");
    sees(s, "Is this your server?");
    press(s, "Down Enter");
    sees(s, "live: https://");
    press(s, "q");
    exits(s, 0);

    char *trace = trace_of(s);
    has(trace, "start arguments: --path esxi --trace trace.txt\n");
    has(trace, "start TERM=xterm-256color, 80x24, UTF-8, language en\n");
    has(trace, "start screens: built in\n");
    has(trace, "/eflow-wizard/session.json\n");
    has(trace, " key Down\n");
    has(trace, " key (hidden)\n");
    has(trace, " request vsphere {\"interval\":2,");
    has(trace, "\"secret\":\"(secret)\"}\n");
    has(trace, " answer vsphere {\"error\":{\"kind\":\"trust\"");
    has(trace, " answer vsphere {\"facts\":{");
    has(trace, " screen 80x24, cursor in row ");
    has(trace, "\n| Path  Plan  [Connect]  Prerequisites  Steps  Report");
    has(trace, "Is this your server?");
    has(trace, " end exit status 0\n");
    cr_expect(has_lines_only(trace));
    char *keys = keys_of(trace);
    has(keys, "edge-01Tab(hidden)(hidden)");
    static const char *const words[] = {"battery", "correct horse", "<&>", "yrettab"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        has_no(trace, words[i]);
        has_no(keys, words[i]);
    }
    free(keys);
    free(trace);
    screen_stop(s);
    sim_stop(sim);
}

Test(trace, a_password_within_an_address_is_hidden_while_it_is_typed)
{
    struct screen *s = start("eflow-wizard", "--path", "esxi", "--trace", "trace.txt");

    go_to_address(s);
    press(s, "Ctrl-U");
    type(s, "https://root:");
    for (const char *c = "s3cr/etpw"; *c; c++) {
        type(s, ((char[]){*c, '\0'}));
        char *so_far = text_format("https://root:%.*s", (int)(c - "s3cr/etpw" + 1), "s3cr/etpw");
        sees(s, so_far);
        free(so_far);
    }
    type(s, "@127.0.0.1:1");
    press(s, "Enter");
    sees(s, "The address holds a password");
    press(s, "Esc q");
    exits(s, 0);

    char *trace = trace_of(s);
    char *keys = keys_of(trace);
    has(keys, "root:(hidden)");
    has(trace, "│ Address         (hidden)    ");
    has(trace, "The address holds a password");
    has_no(trace, "s3c");
    has_no(trace, "etpw");
    has_no(keys, "s3c");
    has_no(keys, "etpw");
    free(keys);
    free(trace);
    screen_stop(s);
}

/* The rows of the last screen in the trace as screen_text has them, for the caller to free. */
static char *last_screen(const char *trace)
{
    struct text rows = {0};
    const char *screen = trace;

    for (const char *at = trace; (at = strstr(at, " screen ")) != NULL; at++)
        screen = at;
    for (const char *row = strchr(screen, '\n'); row && row[1] == '|'; row = strchr(row + 1, '\n'))
        text_addf(&rows, "%.*s\n", (int)strcspn(row + 2, "\n"), row + 2);
    return text_take(&rows);
}

static bool is_in_trace(struct screen *s, const void *data)
{
    char *trace = trace_of(s);
    char *rows = last_screen(trace);
    bool is = strcmp(rows, screen_text(s)) == 0;

    (void)data;
    free(rows);
    free(trace);
    return is;
}

static void shows_what_is_told(const struct screen_setup *setup)
{
    struct screen *s = start_on(setup, "eflow-wizard", "--lab", "esxi", "--trace", "trace.txt");

    sees(s, "[Path]");
    must(screen_wait_until(s, is_in_trace, NULL, "the first page in the trace"));
    press(s, "Enter Down Enter");
    sees(s, "Internal switch with NAT");
    must(screen_wait_until(s, is_in_trace, NULL, "a popup in the trace"));
    press(s, "Esc Right Right ?");
    sees(s, "seen, and as it should be");
    must(screen_wait_until(s, is_in_trace, NULL, "the help in the trace"));
    press(s, "Esc q");
    exits(s, 0);
    screen_stop(s);
}

Test(trace, rows_are_what_a_small_terminal_shows)
{
    shows_what_is_told(&(struct screen_setup){.columns = 60, .rows = 16});
}

Test(trace, rows_are_what_a_large_terminal_shows)
{
    shows_what_is_told(&(struct screen_setup){.columns = 132, .rows = 43});
}

Test(trace, rows_are_what_a_terminal_without_unicode_shows)
{
    shows_what_is_told(&(struct screen_setup){.term = "vt100", .charset = "C"});
}

Test(trace, rows_of_wide_characters_are_whole)
{
    struct screen *s =
        start("eflow-wizard", "--lab", "esxi", "--lang", "ja", "--trace", "trace.txt");

    sees(s, "EFLOW セットアップ");
    must(screen_wait_until(s, is_in_trace, NULL, "the first page in the trace"));
    press(s, "q");
    exits(s, 0);
    screen_stop(s);
}

/* All bytes of the first page, for the caller to free. */
static char *first_page(const struct screen_setup *setup, const char *option, const char *file,
                        size_t *ret_length)
{
    struct screen *s =
        start_on(setup, "eflow-wizard", "--lab", "esxi", "--session", "s.json", option, file);

    sees(s, "[Path]");
    must(screen_wait_quiet(s, 200));
    size_t length = 0;
    const char *raw = screen_raw(s, &length);
    char *copy = must_alloc(length + 1);
    memcpy(copy, raw, length);
    *ret_length = length;
    press(s, "q");
    exits(s, 0);
    screen_stop(s);
    return copy;
}

Test(trace, the_first_page_has_the_same_bytes, .timeout = 60)
{
    static const struct screen_setup setups[] = {
        {.columns = 80  },
        { .columns = 132,     .rows = 43},
        { .term = "vt100", .charset = "C"},
    };

    for (size_t i = 0; i < sizeof setups / sizeof *setups; i++) {
        size_t with_length = 0;
        size_t without_length = 0;
        char *with = first_page(&setups[i], "--trace", "trace.txt", &with_length);
        char *without = first_page(&setups[i], NULL, NULL, &without_length);
        cr_expect_eq(with_length, without_length);
        cr_expect(memcmp(with, without, without_length) == 0);
        free(with);
        free(without);
    }
}

Test(trace, survives_a_wizard_that_is_killed)
{
    struct screen *s = start("eflow-wizard", "--lab", "esxi", "--trace", "trace.txt");

    sees(s, "[Path]");
    press(s, "Enter");
    sees(s, "[Plan]");
    must(screen_wait_until(s, is_in_trace, NULL, "the page in the trace"));
    must(screen_signal(s, SIGKILL));
    exits(s, 128 + SIGKILL);
    char *trace = trace_of(s);
    has(trace, " lab esxi {\"facts\":{");
    has(trace, " key Enter\n");
    has(trace, "\n| Path  [Plan]  Connect");
    cr_expect(has_lines_only(trace));
    free(trace);
    screen_stop(s);
}

static bool is_saved(struct screen *s, const void *data)
{
    char *path = text_format("%s/session.json", screen_home(s));
    bool is = file_exists(path);

    (void)data;
    free(path);
    return is;
}

/* There is room for the key, and none for the screen: the trouble comes while the face draws. */
Test(trace, a_full_disk_is_told_and_the_wizard_goes_on)
{
    struct screen *s =
        start("eflow-wizard", "--lab", "esxi", "--session", "session.json", "--trace", "trace.txt");
    struct rlimit limit = {0};

    sees(s, "[Path]");
    must(screen_wait_until(s, is_in_trace, NULL, "the page in the trace"));
    must(screen_wait_until(s, is_saved, NULL, "the session on the disk"));
    char *before = trace_of(s);
    limit.rlim_cur = limit.rlim_max = strlen(before) + strlen("14:02:11.123 key Tab\n");
    cr_assert_eq(prlimit(screen_pid(s), RLIMIT_FSIZE, &limit, NULL), 0);
    press(s, "Tab");
    sees(s, "The trace ends here: There is no room left");
    press(s, "Enter");
    sees(s, "[Plan]");
    press(s, "q");
    exits(s, 0);
    char *after = trace_of(s);
    cr_expect_eq(strncmp(after, before, strlen(before)), 0);
    cr_expect_str_eq(after + strlen(after) - strlen(" key Tab\n"), " key Tab\n");
    free(after);
    free(before);
    screen_stop(s);
}

Test(trace, the_plain_face_tells_what_was_said_and_typed)
{
    struct screen *s = start("eflow-wizard", "--plain", "--path", "esxi", "--trace", "trace.txt");

    sees(s, "Number, Enter = next page (Plan)");
    type(s, "2\n\n\n2\n\n1\nhttps://root@127.0.0.1:1\nedge-01\n");
    sees(s, "Password, nothing of it is shown:");
    type(s, "hush-hush\n");
    screen_set_deadline(s, 30000);
    must(screen_wait_match(s, "(trying again|failed): https://root@127"));
    type(s, "q\n");
    exits(s, 0);
    char *trace = trace_of(s);
    has(trace, " said Path (1 of 6)\n");
    has(trace, " asked Password, nothing of it is shown:\n");
    has(trace, " typed edge-01\n");
    has(trace, " typed (hidden)\n");
    has(trace, " request vsphere {");
    has(trace, " end exit status 0\n");
    has_no(trace, "hush");
    cr_expect(has_lines_only(trace));
    free(trace);
    screen_stop(s);
}

Test(trace, a_check_tells_what_was_asked_and_answered, .timeout = 60)
{
    static const char *const environment[] = {"EFLOW_PASSWORD=" SIM_PASSWORD, NULL};
    struct screen_setup setup = {.environment = environment};
    struct sim *sim = sim_start("esx");
    char *address = text_format("https://" SIM_USER "@%s", sim_host(sim));
    struct screen *s =
        start_on(&setup, "eflow-wizard", "check", "--path", "esxi", "--vsphere", address, "--vm",
                 "edge-01", "--trust", sim_sha256(sim), "--trace", "trace.txt");

    exits(s, 1);
    char *trace = trace_of(s);
    has(trace, " request vsphere {\"interval\":0,");
    has(trace, " answer vsphere {\"facts\":{");
    has(trace, " end exit status 1\n");
    has_no(trace, "battery");
    has_no(trace, "EFLOW_PASSWORD");
    cr_expect(has_lines_only(trace));
    free(trace);
    free(address);
    screen_stop(s);
    sim_stop(sim);
}
