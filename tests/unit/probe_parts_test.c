/* What the client of probes is made of: lines, requests, back-off, and where programs are looked
 * for. */
#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "probe/client.h"
#include "probe/lines.h"
#include "probe/request.h"
#include "probes/probe_io.h"
#include "sys/file.h"
#include "sys/text.h"

Test(retry, waits_longer_each_time_up_to_a_minute)
{
    static const unsigned seconds[] = {1, 1, 2, 4, 8, 16, 32, 60, 60};

    for (unsigned i = 0; i < sizeof seconds / sizeof *seconds; i++)
        cr_expect_eq(retry_delay(i), seconds[i] * 1000);
    cr_expect_eq(retry_delay(4000000000u), 60000);
}

static void next_is(struct lines *lines, const char *expected)
{
    char *line = NULL;
    size_t length = 0;

    cr_assert(lines_next(lines, &line, &length));
    cr_expect_str_eq(line, expected);
    cr_expect_eq(length, strlen(expected));
}

Test(lines, come_out_whole_however_they_came_in)
{
    static const char bytes[] = "first\n\nthird line\nrest";
    struct lines lines = {0};
    char *line;
    size_t length;

    for (size_t i = 0; i < sizeof bytes - 1; i++)
        lines_add(&lines, bytes + i, 1);
    next_is(&lines, "first");
    next_is(&lines, "");
    next_is(&lines, "third line");
    cr_expect_not(lines_next(&lines, &line, &length));
    lines_add(&lines, " more\nx", 7);
    next_is(&lines, "rest more");
    cr_expect_not(lines_next(&lines, &line, &length));
    cr_assert(lines_rest(&lines, &line, &length));
    cr_expect_str_eq(line, "x");
    cr_expect_not(lines_rest(&lines, &line, &length));
    lines_clear(&lines);
}

Test(lines, stay_small_however_much_goes_through)
{
    struct lines lines = {0};
    char block[1000];

    memset(block, 'x', sizeof block);
    block[sizeof block - 1] = '\n';
    for (int i = 0; i < 10000; i++) {
        char *line;
        size_t length;

        lines_add(&lines, block, sizeof block);
        cr_assert(lines_next(&lines, &line, &length));
        cr_assert_eq(length, sizeof block - 1);
    }
    cr_expect_lt(lines.capacity, 10 * sizeof block);
    lines_clear(&lines);
}

Test(request, survives_a_round_trip)
{
    cJSON *target = cJSON_Parse("{\"host\":\"esx \\u00e4\"}");
    size_t length = 0;
    char *line = request_line(2.5, target, "\"\\\n\x7f", &length);
    struct probe_request request;

    cr_assert_eq(line[length - 1], '\n');
    line[--length] = '\0';
    cr_assert_null(strchr(line, '\n'));
    cr_assert_eq(probe_parse_request(line, length, &request, NULL), 0);
    cr_expect_eq(request.interval, 2.5);
    cr_expect_str_eq(request.secret, "\"\\\n\x7f");
    cr_expect(cJSON_Compare(request.target, target, true));
    probe_request_clear(&request);
    cJSON_Delete(target);
    free(line);
}

static char folder[] = "/tmp/eflow-find-test-XXXXXX";

static void put_program(const char *name, mode_t mode)
{
    char *path = text_format("%s/%s", folder, name);

    cr_assert_eq(file_write(path, "#!/bin/sh\n", 10, FILE_NEW, NULL), 0);
    cr_assert_eq(chmod(path, mode), 0);
    free(path);
}

static void remove_program(const char *name)
{
    char *path = text_format("%s/%s", folder, name);

    (void)unlink(path);
    free(path);
}

static void make_folder(void)
{
    cr_assert_not_null(mkdtemp(folder));
    setenv("EFLOW_PROBES", folder, 1);
}

static void remove_folder(void)
{
    remove_program("probe_parts_test");
    remove_program("plain");
    (void)rmdir(folder);
}

TestSuite(find, .init = make_folder, .fini = remove_folder);

static void is_found_in(const char *wanted_folder)
{
    char *path = probe_find("probe_parts_test", NULL);
    char *wanted = text_format("%s/probe_parts_test", wanted_folder);

    cr_assert_not_null(path);
    cr_expect_str_eq(path, wanted);
    free(path);
    free(wanted);
}

Test(find, prefers_the_folder_that_the_environment_names)
{
    put_program("probe_parts_test", 0700);
    is_found_in(folder);
}

Test(find, looks_beside_the_running_program)
{
    char *here = text_format("%s/tests/unit", getenv("EFLOW_BUILDDIR"));

    is_found_in(here);
    unsetenv("EFLOW_PROBES");
    is_found_in(here);
    free(here);
}

Test(find, wants_a_program_that_can_be_run)
{
    struct error err = {0};

    put_program("plain", 0600);
    cr_assert_null(probe_find("plain", &err));
    cr_expect_eq(err.status, EXIT_MISSING);
    cr_expect_not_null(strstr(err.what, folder), "%s", err.what);
    cr_expect_not_null(strstr(err.what, "tests/unit"), "%s", err.what);
    cr_expect_not_null(strstr(err.what, LIBEXECDIR), "%s", err.what);
    cr_expect_not_null(err.hint);
    cr_assert_null(probe_find(folder, &err));
    cr_expect_eq(err.status, EXIT_MISSING);
    error_clear(&err);
}

Test(find, takes_a_path_as_it_is)
{
    char *path = probe_find("/bin/sh", NULL);

    cr_expect_str_eq(path, "/bin/sh");
    free(path);
}
