/* Files are read whole and written whole: old or new, never half. */
#include "config.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "sys/file.h"
#include "sys/text.h"

enum { LIMIT = 1 << 20 };

static char folder[] = "/tmp/eflow-file-test-XXXXXX";
static struct error err;

static void setup(void)
{
    cr_assert(mkdtemp(folder) != NULL && chdir(folder) == 0);
}

/* Removes what the tests leave, two levels deep. */
static void remove_all(const char *path)
{
    DIR *open_folder = opendir(path);
    struct dirent *entry;

    while (open_folder && (entry = readdir(open_folder))) {
        char *name = text_format("%s/%s", path, entry->d_name);

        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
            unlink(name) != 0)
            remove_all(name);
        free(name);
    }
    if (open_folder)
        closedir(open_folder);
    (void)rmdir(path);
}

static void teardown(void)
{
    error_clear(&err);
    (void)chdir("/");
    remove_all(folder);
}

TestSuite(file, .init = setup, .fini = teardown);

static int put(const char *path, const char *text, enum file_mode mode)
{
    return file_write(path, text, strlen(text), mode, &err);
}

static void holds(const char *path, const char *text)
{
    char *bytes = file_read(path, LIMIT, NULL, NULL);

    cr_assert(bytes != NULL, "%s is not there", path);
    cr_expect_str_eq(bytes, text);
    free(bytes);
}

static size_t entries(void)
{
    DIR *here = opendir(".");
    size_t count = 0;

    while (readdir(here))
        count++;
    closedir(here);
    return count - 2;
}

static void refused(enum exit_status status, const char *words)
{
    cr_assert(err.what != NULL);
    cr_expect_eq(err.status, status);
    cr_expect(strstr(err.what, words) != NULL, "\"%s\" does not say \"%s\"", err.what, words);
}

/* --- reading -------------------------------------------------------------------------------- */

Test(file, reads_back_every_byte)
{
    static const char bytes[] = "a\0b\r\n\xff";
    size_t length = 0;
    char *back;

    cr_assert_eq(file_write("a", bytes, sizeof bytes, FILE_NEW, &err), 0);
    back = file_read("a", sizeof bytes, &length, &err);
    cr_assert_eq(length, sizeof bytes);
    cr_expect_eq(memcmp(back, bytes, length), 0);
    cr_expect_eq(back[length], '\0');
    free(back);
}

Test(file, reads_up_to_the_limit_and_no_more)
{
    size_t length = 0;
    char *bytes;

    put("a", "12345", FILE_NEW);
    bytes = file_read("a", 5, &length, &err);
    cr_assert_eq(length, 5);
    free(bytes);
    cr_assert_null(file_read("a", 4, &length, &err));
    refused(EXIT_DATA, "larger than 4 bytes");
}

Test(file, reads_an_empty_file)
{
    size_t length = 1;
    char *bytes;

    put("a", "", FILE_NEW);
    bytes = file_read("a", LIMIT, &length, &err);
    cr_assert_str_eq(bytes, "");
    cr_assert_eq(length, 0);
    free(bytes);
}

Test(file, reads_a_pipe_that_is_larger_than_one_chunk)
{
    enum { SIZE = 300000 };
    int ends[2];
    size_t length = 0;
    char *bytes;
    pid_t child;

    cr_assert_eq(pipe(ends), 0);
    child = fork();
    if (child == 0) {
        for (int i = 0; i < SIZE / 100; i++) {
            static const char hundred[100];

            if (write(ends[1], hundred, sizeof hundred) != (ssize_t)sizeof hundred)
                _exit(1);
        }
        _exit(0);
    }
    close(ends[1]);
    bytes = file_read_fd(ends[0], "pipe", LIMIT, &length, &err);
    cr_expect_eq(length, SIZE);
    free(bytes);
    close(ends[0]);
    waitpid(child, NULL, 0);
}

Test(file, refuses_what_is_no_file)
{
    cr_assert_null(file_read("nothing", LIMIT, NULL, &err));
    refused(EXIT_NO_INPUT, "\"nothing\" does not exist");
    cr_assert_null(file_read(".", LIMIT, NULL, &err));
    refused(EXIT_NO_INPUT, "\".\" is a folder");
    cr_assert_null(file_read("/dev/zero", LIMIT, NULL, &err));
    refused(EXIT_NO_INPUT, "is a device");
}

Test(file, makes_a_name_safe_before_it_is_shown)
{
    cr_assert_null(file_read("a\033[2Jb", LIMIT, NULL, &err));
    cr_expect_null(strchr(err.what, '\033'));
}

/* --- writing -------------------------------------------------------------------------------- */

Test(file, writes_for_the_owner_only_and_leaves_nothing_else)
{
    struct stat seen;

    cr_assert_eq(put("a", "new", FILE_NEW), 0);
    cr_assert_eq(put("a", "newer", FILE_REPLACE), 0);
    cr_assert_eq(stat("a", &seen), 0);
    cr_expect_eq(seen.st_mode & 0777, 0600);
    cr_expect_eq(entries(), 1);
    holds("a", "newer");
}

Test(file, does_not_touch_an_old_file_that_was_to_be_new)
{
    put("a", "old", FILE_NEW);
    cr_assert_eq(put("a", "new", FILE_NEW), -1);
    refused(EXIT_CANNOT_WRITE, "\"a\" is there already");
    cr_expect_not_null(err.hint);
    holds("a", "old");
    cr_expect_eq(entries(), 1);
}

Test(file, never_follows_a_symbolic_link)
{
    put("target", "old", FILE_NEW);
    cr_assert_eq(symlink("target", "link"), 0);
    cr_assert_eq(symlink("nowhere", "dangling"), 0);
    cr_assert_eq(put("link", "new", FILE_REPLACE), -1);
    refused(EXIT_CANNOT_WRITE, "symbolic link");
    cr_assert_eq(put("dangling", "new", FILE_NEW), -1);
    refused(EXIT_CANNOT_WRITE, "symbolic link");
    holds("target", "old");
    cr_expect_eq(entries(), 3);
}

Test(file, refuses_to_replace_folders_pipes_and_devices)
{
    cr_assert_eq(mkfifo("fifo", 0600), 0);
    cr_assert_eq(put("fifo", "x", FILE_REPLACE), -1);
    refused(EXIT_CANNOT_WRITE, "device or a pipe");
    cr_assert_eq(put(".", "x", FILE_REPLACE), -1);
    refused(EXIT_CANNOT_WRITE, "is a folder");
    cr_assert_eq(put("/dev/null", "x", FILE_REPLACE), -1);
    refused(EXIT_CANNOT_WRITE, "device or a pipe");
    cr_assert_eq(put("no/where", "x", FILE_NEW), -1);
    refused(EXIT_CANNOT_WRITE, "The folder of \"no/where\" does not exist");
}

Test(file, says_when_the_folder_may_not_be_written)
{
    pid_t child;
    int status = 0;

    cr_assert_eq(mkdir("locked", 0700), 0);
    put("locked/a", "old", FILE_NEW);
    cr_assert_eq(chmod(folder, 0755) | chmod("locked", 0555), 0);
    child = fork();
    if (child == 0) {
        bool told;

        if (geteuid() == 0 && setuid(65534) != 0)
            _exit(3);
        told = put("locked/a", "new", FILE_REPLACE) == -1 && err.status == EXIT_CANNOT_WRITE &&
               strstr(err.what, "not allowed to write \"locked/a\"") && err.hint;
        _exit(told ? 0 : 1);
    }
    waitpid(child, &status, 0);
    cr_expect_eq(status, 0);
    chmod("locked", 0700);
    holds("locked/a", "old");
}

/* A limit on the size of files behaves like a full disk: the write ends in the middle. */
Test(file, keeps_the_old_file_when_the_disk_is_full)
{
    struct rlimit small = {.rlim_cur = 1000, .rlim_max = RLIM_INFINITY};
    char *large = must_alloc(5000);

    memset(large, 'x', 5000);
    put("a", "old", FILE_NEW);
    signal(SIGXFSZ, SIG_IGN);
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &small), 0);
    cr_expect_eq(file_write("a", large, 5000, FILE_REPLACE, &err), -1);
    small.rlim_cur = RLIM_INFINITY;
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &small), 0);
    refused(EXIT_CANNOT_WRITE, "no room left to write \"a\"");
    cr_expect_not_null(err.hint);
    holds("a", "old");
    cr_expect_eq(entries(), 1);
    free(large);
}

enum { VERSION_SIZE = 200000 };

static void write_for_ever(void)
{
    char *bytes = must_alloc(VERSION_SIZE);

    for (char letter = 'a';; letter = letter == 'z' ? 'a' : (char)(letter + 1)) {
        memset(bytes, letter, VERSION_SIZE);
        if (file_write("a", bytes, VERSION_SIZE, FILE_REPLACE, NULL) != 0)
            _exit(1);
    }
}

static void wait_for_first_version(void)
{
    time_t deadline = time(NULL) + 20;

    while (!file_exists("a"))
        cr_assert(time(NULL) < deadline, "no version was ever written");
}

Test(file, is_old_or_new_but_never_half_whenever_the_writer_is_killed)
{
    for (int round = 0; round < 500; round++) {
        struct timespec pause = {.tv_nsec = (round * 7919L % 40) * 100000};
        size_t length = 0;
        char *bytes;
        pid_t child = fork();

        if (child == 0)
            write_for_ever();
        wait_for_first_version();
        nanosleep(&pause, NULL); /* so that it is hit at another point in each round */
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        bytes = file_read("a", LIMIT, &length, &err);
        cr_assert_eq(length, VERSION_SIZE);
        for (size_t i = 1; i < length; i++)
            cr_assert_eq(bytes[i], bytes[0]);
        free(bytes);
    }
}

/* --- names, folders, locks ------------------------------------------------------------------ */

static void free_name_is(const char *path, const char *expected)
{
    char *name = file_free_name(path);

    cr_expect_str_eq(name, expected);
    put(expected, "", FILE_NEW);
    free(name);
}

Test(file, finds_a_name_that_is_free)
{
    free_name_is("report.tar.gz", "report.tar.gz");
    free_name_is("report.tar.gz", "report.tar-2.gz");
    free_name_is("report.tar.gz", "report.tar-3.gz");
    free_name_is("./plain", "./plain");
    free_name_is("./plain", "./plain-2");
    free_name_is(".hidden", ".hidden");
    free_name_is(".hidden", ".hidden-2");
}

Test(file, makes_a_folder_and_those_above_it)
{
    char *deep = text_format("%s/x//y/z/", folder);
    struct stat seen;

    cr_assert_eq(file_make_folder(deep, &err), 0);
    cr_assert_eq(file_make_folder(deep, &err), 0);
    cr_assert_eq(stat("x/y/z", &seen), 0);
    cr_expect_eq(seen.st_mode & 0777, 0700);
    put("x/file", "", FILE_NEW);
    cr_assert_eq(file_make_folder("x/file", &err), -1);
    refused(EXIT_CANNOT_WRITE, "a file of this name is in the way");
    cr_assert_eq(file_make_folder("x/file/below", &err), -1);
    refused(EXIT_CANNOT_WRITE, "\"x/file\"");
    free(deep);
}

static void folder_is(char *got, const char *expected)
{
    if (expected)
        cr_expect_str_eq(got, expected);
    else
        cr_expect_null(got);
    free(got);
}

Test(file, knows_the_folders_for_settings_and_session)
{
    unsetenv("XDG_CONFIG_HOME");
    setenv("XDG_STATE_HOME", "not/absolute", 1);
    setenv("HOME", "/home/me", 1);
    folder_is(folder_config(), "/home/me/.config/eflow-wizard");
    folder_is(folder_state(), "/home/me/.local/state/eflow-wizard");
    setenv("XDG_CONFIG_HOME", "/c", 1);
    folder_is(folder_config(), "/c/eflow-wizard");
    unsetenv("HOME");
    folder_is(folder_state(), NULL);
    setenv("HOME", "", 1);
    folder_is(folder_state(), NULL);
}

Test(file, lets_only_one_process_hold_a_lock)
{
    bool held = true;
    int status = 0;
    int fd = file_lock("lock", &held, &err);
    pid_t child;

    cr_assert_geq(fd, 0);
    cr_expect_not(held);
    cr_expect(fcntl(fd, F_GETFD) & FD_CLOEXEC);
    child = fork();
    if (child == 0)
        _exit(file_lock("lock", &held, &err) == -1 && held && strstr(err.what, "Another") ? 0 : 1);
    waitpid(child, &status, 0);
    cr_expect_eq(status, 0);
    file_unlock(fd);
    fd = file_lock("lock", &held, &err);
    cr_expect_geq(fd, 0, "the lock is free again");
    file_unlock(fd);
    cr_assert_eq(file_lock("no/where", &held, &err), -1);
    cr_expect_not(held);
}
