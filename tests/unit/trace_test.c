/* The trace: whole lines that anybody may read, without passwords, within its limits. */
#include "config.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <regex.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sys/file.h"
#include "sys/text.h"
#include "sys/trace.h"

#define NAME "trace.txt"

static char folder[] = "/tmp/eflow-trace-test-XXXXXX";
static struct error err;

static void setup(void)
{
    cr_assert(mkdtemp(folder) != NULL && chdir(folder) == 0);
}

static void teardown(void)
{
    static const char *const names[] = {NAME, "link.txt", "folder"};

    error_clear(&err);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        (void)remove(names[i]);
    cr_expect(chdir("/") == 0 && rmdir(folder) == 0, "nothing else is left");
}

TestSuite(trace, .init = setup, .fini = teardown);

static void begin(void)
{
    cr_assert_eq(trace_open(NAME, false, &err), 0, "%s", err.what);
}

/* All that the file holds, for the caller to free. */
static char *whole(void)
{
    char *bytes = file_read(NAME, TRACE_FILE_LIMIT, NULL, &err);

    cr_assert_not_null(bytes, "%s", err.what);
    return bytes;
}

static bool holds(const char *words)
{
    char *bytes = whole();
    bool found = strstr(bytes, words) != NULL;

    free(bytes);
    return found;
}

/* The last line without its newline, for the caller to free. */
static char *last_line(void)
{
    char *bytes = whole();
    size_t length = strlen(bytes);

    cr_assert(length > 0 && bytes[length - 1] == '\n', "the last line is whole");
    bytes[length - 1] = '\0';
    char *begin = strrchr(bytes, '\n');
    char *line = must_copy(begin ? begin + 1 : bytes);
    free(bytes);
    return line;
}

/* What follows the time of day in the last line. */
static void says(const char *wanted)
{
    char *line = last_line();

    cr_expect_str_eq(strlen(line) > 13 ? line + 13 : line, wanted);
    free(line);
}

static void put(const char *text)
{
    cr_assert_eq(file_write(NAME, text, strlen(text), FILE_REPLACE, &err), 0);
}

/* --- the file -------------------------------------------------------------------------------- */

Test(trace, is_private_and_tells_what_it_is)
{
    struct stat seen;

    begin();
    cr_expect_eq(stat(NAME, &seen), 0);
    cr_expect_eq(seen.st_mode & 0777, 0600);
    cr_expect(file_starts(NAME, TRACE_FORMAT " of eflow-wizard "));
    cr_expect(holds("read it before you pass it on"));
    cr_expect_eq(trace_close(&err), 0);
}

Test(trace, an_entry_has_a_time_of_day_and_a_kind)
{
    regex_t form;

    begin();
    trace_add("key", "%s", "Down");
    char *line = last_line();
    cr_assert_eq(
        regcomp(&form, "^[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\\.[0-9]{3} key Down$", REG_EXTENDED), 0);
    cr_expect_eq(regexec(&form, line, 0, NULL, 0), 0, "%s", line);
    regfree(&form);
    free(line);
    trace_close(NULL);
}

Test(trace, nothing_happens_without_a_file)
{
    cr_expect(!trace_is_on());
    trace_add("key", "%s", "Down");
    trace_screen("1x1", "a\n");
    trace_hide("a password");
    cr_expect_eq(trace_close(&err), 0);
    begin();
    trace_close(NULL);
    cr_expect(!trace_is_on());
    trace_add("key", "%s", "Down");
    cr_expect(!holds("key Down"));
}

Test(trace, an_older_trace_and_an_empty_file_are_replaced)
{
    put("");
    begin();
    trace_add("key", "%s", "Down");
    trace_close(NULL);
    begin();
    trace_close(NULL);
    cr_expect(!holds("key Down"));
}

Test(trace, another_file_stays_unless_forced)
{
    put("a letter about eflow-trace/1\n");
    cr_expect_eq(trace_open(NAME, false, &err), -1);
    cr_expect_eq(err.status, EXIT_CANNOT_WRITE);
    cr_expect(holds("a letter"));
    cr_expect(!trace_is_on());
    cr_expect_eq(trace_open(NAME, true, &err), 0);
    cr_expect(!holds("a letter"));
    trace_close(NULL);
}

static void refuses(const char *path)
{
    cr_expect_eq(trace_open(path, true, &err), -1, "%s", path);
    cr_expect_eq(err.status, EXIT_CANNOT_WRITE, "%s", path);
    cr_expect(!trace_is_on());
}

Test(trace, folders_links_devices_and_places_that_are_not_there_are_refused)
{
    cr_assert(mkdir("folder", 0700) == 0 && symlink(NAME, "link.txt") == 0);
    refuses("folder");
    refuses("link.txt");
    refuses("nowhere/trace.txt");
    refuses("/dev/full");
}

/* --- what an entry may hold ------------------------------------------------------------------ */

Test(trace, what_comes_from_outside_is_cleaned)
{
    begin();
    trace_add("answer", "%s", "one\ntwo\x1b[2J \xff \xe2\x80\xaethree");
    says("answer one two\uFFFD[2J \uFFFD \uFFFDthree");
    trace_close(NULL);
}

Test(trace, a_long_line_is_cut_between_two_characters_and_says_so)
{
    struct text long_line = {0};

    begin();
    while (long_line.length < 2 * TRACE_LINE_LIMIT)
        text_add(&long_line, "€");
    trace_add("answer", "%s", long_line.s);
    char *line = last_line();
    size_t length = strlen(line);
    cr_expect(length <= TRACE_LINE_LIMIT + 13 && length > TRACE_LINE_LIMIT);
    cr_expect_str_eq(line + length - 9, "€ (cut)");
    cr_expect(text_is_utf8(line, length));
    free(line);
    trace_add("key", "%s", "Down");
    says("key Down");
    text_free(&long_line);
    trace_close(NULL);
}

Test(trace, a_screen_is_its_rows)
{
    begin();
    trace_screen("6x3", "[Path]\n  a   b \n      \n");
    cr_expect(holds(" screen 6x3\n|[Path]\n|  a   b\n|\n"));
    trace_screen("4x1", "a\x1b"
                        "b\n");
    cr_expect(holds("|a\uFFFD"
                    "b\n"));
    trace_close(NULL);
}

Test(trace, a_screen_is_told_when_it_differs)
{
    char *before;

    begin();
    trace_screen("6x1", "[Path]\n");
    before = whole();
    trace_screen("6x1", "[Path] \n");
    trace_add("key", "%s", "Down");
    trace_screen("6x1", "[Path]\n");
    says("key Down");
    trace_screen("6x1", "[Plan]\n");
    cr_expect(holds("|[Plan]\n"));
    free(before);
    trace_close(NULL);
}

/* --- passwords ------------------------------------------------------------------------------- */

Test(trace, a_password_that_is_known_is_replaced_everywhere)
{
    begin();
    trace_add("answer", "%s", "before battery \"<&>\" staple");
    trace_hide("battery \"<&>\" staple");
    trace_add("answer", "%s", "no battery \"<&>\" staple for battery \"<&>\" staple!");
    says("answer no (secret) for (secret)!");
    trace_add("answer", "%s", "{\"message\":\"battery \\\"<&>\\\" staple\"}");
    says("answer {\"message\":\"(secret)\"}");
    trace_screen("80x1", "Bad: battery \"<&>\" staple\n");
    cr_expect(holds("|Bad: (secret)\n"));
    trace_close(NULL);
}

Test(trace, also_where_a_screen_breaks_it_over_two_rows)
{
    begin();
    trace_hide("correct-horse battery");
    trace_screen("80x2", "│ refused: correct-ho  │  >  edge-01\n│ rse battery, again   │\n");
    cr_expect(holds("|│ refused: (secret)  │  >  edge-01\n|│ (secret), again   │\n"));
    trace_screen("80x2", "  refused: correct-horse\n  battery, again\n");
    cr_expect(holds("|  refused: (secret)\n|  (secret), again\n"));
    trace_close(NULL);
}

Test(trace, a_short_password_does_not_turn_words_into_blanks)
{
    begin();
    trace_hide("edge");
    trace_add("answer", "%s", "edge-01");
    says("answer edge-01");
    trace_close(NULL);
}

Test(trace, a_password_of_an_address_is_replaced_and_known_from_then_on)
{
    begin();
    trace_add("target", "%s", "https://root:s3cr-etpw@esx-01:443");
    says("target https://root:***@esx-01:443");
    trace_screen("80x2", "Where  https://root:s3cr\n       -etpw@esx-01\n");
    cr_expect(!holds("s3cr"));
    cr_expect(!holds("etpw"));
    trace_add("answer", "%s", "s3cr-etpw is refused");
    says("answer (secret) is refused");
    trace_close(NULL);
}

/* --- the end --------------------------------------------------------------------------------- */

Test(trace, a_full_trace_says_so_and_ends)
{
    struct text long_line = {0};
    struct stat seen;

    begin();
    while (long_line.length < TRACE_LINE_LIMIT - 20)
        text_add(&long_line, "0123456789");
    for (size_t i = 0; i <= TRACE_FILE_LIMIT / long_line.length; i++)
        trace_add("answer", "%s", long_line.s);
    cr_expect(!trace_is_on());
    says("end the trace is full (64 MiB)");
    cr_expect(stat(NAME, &seen) == 0 && (size_t)seen.st_size <= TRACE_FILE_LIMIT);
    cr_expect_eq(trace_close(&err), 0);
    text_free(&long_line);
}

static void remember(const struct error *trouble, void *user)
{
    struct text *told = user;

    trace_add("said", "%s", trouble->what);
    text_addf(told, "%s|", trouble->what);
}

Test(trace, a_full_disk_is_told_once_and_leaves_whole_lines)
{
    struct rlimit limit;
    struct text told = {0};

    file_survive_limits();
    begin();
    trace_listen(remember, &told);
    trace_add("key", "%s", "Down");
    char *before = whole();
    cr_assert_eq(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = strlen(before) + 20;
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    trace_add("said", "%s", "a line that is longer than twenty bytes");
    trace_add("said", "%s", "and another one");
    cr_expect(!trace_is_on());
    char *after = whole();
    cr_expect_str_eq(after, before);
    cr_expect_str_eq(told.s, "There is no room left to write \"" NAME "\".|");
    cr_expect_eq(trace_close(&err), -1);
    cr_expect_eq(err.status, EXIT_CANNOT_WRITE);
    text_free(&told);
    free(after);
    free(before);
}

Test(trace, an_entry_is_in_the_file_when_the_call_returns)
{
    pid_t child = fork();
    int status = 0;

    if (child == 0) {
        begin();
        trace_add("key", "%s", "Down");
        kill(getpid(), SIGKILL);
        pause();
    }
    cr_assert_eq(waitpid(child, &status, 0), child);
    cr_expect(WIFSIGNALED(status));
    says("key Down");
}
