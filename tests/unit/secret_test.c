/* Passwords are taken without being shown, and nothing stays as it should not be. */
#include "config.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "sys/secret.h"
#include "sys/text.h"

enum { DEADLINE = 10 /* seconds */ };

static struct error err;

/* --- files and the environment -------------------------------------------------------------- */

static char path[] = "/tmp/eflow-secret-test-XXXXXX";

static void file_with(const char *bytes, size_t length, mode_t mode)
{
    int fd = mkstemp(path);

    cr_assert_geq(fd, 0);
    cr_assert_eq(write(fd, bytes, length), (ssize_t)length);
    cr_assert_eq(fchmod(fd, mode), 0);
    close(fd);
}

static void remove_file(void)
{
    error_clear(&err);
    (void)unlink(path);
}

TestSuite(secret_file, .fini = remove_file);

static void first_line_is(const char *bytes, const char *expected)
{
    bool open_to_others = true;
    char *secret;

    file_with(bytes, strlen(bytes), 0600);
    secret = secret_from_file(path, &open_to_others, &err);
    cr_assert_str_eq(secret, expected);
    cr_expect_not(open_to_others);
    secret_free(secret);
}

Test(secret_file, is_the_first_line)
{
    first_line_is("p\xc3\xa4ss word \nsecond\n", "p\xc3\xa4ss word ");
}

Test(secret_file, may_lack_the_line_feed)
{
    first_line_is("secret", "secret");
}

Test(secret_file, may_come_from_windows)
{
    first_line_is("secret\r\n", "secret");
}

Test(secret_file, that_others_may_read_deserves_a_warning)
{
    bool open_to_others = false;
    char *secret;

    file_with("x\n", 2, 0640);
    secret = secret_from_file(path, &open_to_others, &err);
    cr_expect(open_to_others);
    secret_free(secret);
}

static void refused(const char *bytes, size_t length, const char *words)
{
    bool open_to_others = false;

    file_with(bytes, length, 0600);
    cr_assert_null(secret_from_file(path, &open_to_others, &err));
    cr_expect_eq(err.status, EXIT_DATA);
    cr_expect(strstr(err.what, words) != NULL, "%s", err.what);
}

Test(secret_file, must_not_be_empty)
{
    refused("", 0, "is empty");
}

Test(secret_file, must_not_begin_with_an_empty_line)
{
    refused("\nsecret", 7, "is no password");
}

Test(secret_file, must_be_text)
{
    refused("a\0b", 3, "is no password");
}

Test(secret_file, must_not_be_endless)
{
    char *large = must_alloc(SECRET_LIMIT + 1);

    memset(large, 'x', SECRET_LIMIT + 1);
    refused(large, SECRET_LIMIT + 1, "too long");
    free(large);
}

Test(secret_file, must_be_there)
{
    bool open_to_others = false;

    cr_assert_null(secret_from_file("/nonexistent/x", &open_to_others, &err));
    cr_expect_eq(err.status, EXIT_NO_INPUT);
    cr_assert_null(secret_from_file("/", &open_to_others, &err));
    cr_expect_eq(err.status, EXIT_NO_INPUT);
}

Test(secret, leaves_the_environment)
{
    char *secret;
    const char *where;

    setenv("EFLOW_PASSWORD", "hunter2", 1);
    where = getenv("EFLOW_PASSWORD");
    secret = secret_from_environment();
    cr_assert_str_eq(secret, "hunter2");
    cr_expect_null(getenv("EFLOW_PASSWORD"));
    cr_expect_str_eq(where, "", "it is overwritten where it lay");
    secret_free(secret);
    cr_expect_null(secret_from_environment());
    setenv("EFLOW_PASSWORD", "", 1);
    cr_expect_null(secret_from_environment());
}

/* --- the terminal --------------------------------------------------------------------------- */

static int master;
static int slave;
static pid_t child;

/* Exits with 0 when the right password came, 9 when none. */
static void child_asks(void)
{
    char *secret;

    setsid();
    (void)ioctl(slave, TIOCSCTTY, 0);
    for (int number = 1; number < 32; number++)
        signal(number, SIG_DFL);
    secret = secret_ask("Password: ", NULL);
    _exit(!secret ? 9 : strcmp(secret, "hunter2") == 0 ? 0 : 1);
}

static void ask_on_a_terminal(void)
{
    cr_assert_eq(openpty(&master, &slave, NULL, NULL, NULL), 0);
    child = fork();
    if (child == 0)
        child_asks();
}

static bool echoes(void)
{
    struct termios mode;

    cr_assert_eq(tcgetattr(slave, &mode), 0);
    return (mode.c_lflag & ECHO) != 0;
}

/* Reads from the terminal until it showed text. */
static void wait_until_shown(struct text *seen, const char *text)
{
    time_t deadline = time(NULL) + DEADLINE;

    while (!seen->s || !strstr(seen->s, text)) {
        struct pollfd item = {.fd = master, .events = POLLIN};
        char bytes[256];
        ssize_t got;

        cr_assert(time(NULL) < deadline, "the terminal never showed \"%s\"", text);
        if (poll(&item, 1, 1000) <= 0)
            continue;
        got = read(master, bytes, sizeof bytes);
        cr_assert_gt(got, 0);
        text_add_n(seen, bytes, (size_t)got);
    }
}

static void type(const char *keys)
{
    cr_assert_eq(write(master, keys, strlen(keys)), (ssize_t)strlen(keys));
}

static int ended(void)
{
    int status = 0;

    cr_assert_eq(waitpid(child, &status, 0), child);
    return status;
}

Test(secret_ask, shows_nothing_of_what_is_typed, .timeout = DEADLINE)
{
    struct text seen = {0};
    int status;

    ask_on_a_terminal();
    wait_until_shown(&seen, "Password: ");
    cr_expect_not(echoes());
    type("huntt\b");
    type("\177\177ter2\n");
    wait_until_shown(&seen, "\r\n");
    status = ended();
    cr_expect(WIFEXITED(status));
    cr_expect_eq(strpbrk(seen.s + strlen("Password: "), "hunter2"), NULL);
    cr_expect(echoes());
    text_free(&seen);
}

Test(secret_ask, hands_over_what_was_typed, .timeout = DEADLINE)
{
    struct text seen = {0};

    ask_on_a_terminal();
    wait_until_shown(&seen, "Password: ");
    type("hunter2\n");
    cr_expect_eq(ended(), 0);
    cr_expect(echoes());
    text_free(&seen);
}

Test(secret_ask, takes_the_end_of_input_for_a_no, .timeout = DEADLINE)
{
    struct text seen = {0};
    int status;

    ask_on_a_terminal();
    wait_until_shown(&seen, "Password: ");
    type("\004");
    status = ended();
    cr_expect(WIFEXITED(status) && WEXITSTATUS(status) == 9);
    cr_expect(echoes());
    text_free(&seen);
}

Test(secret_ask, restores_the_terminal_before_a_signal_ends_it, .timeout = DEADLINE)
{
    static const char *const keys[] = {"\003", "\034", NULL};
    static const int numbers[] = {SIGINT, SIGQUIT, SIGTERM};

    for (int i = 0; i < 3; i++) {
        struct text seen = {0};
        int status;

        ask_on_a_terminal();
        wait_until_shown(&seen, "Password: ");
        type("half");
        if (keys[i])
            type(keys[i]);
        else
            kill(child, SIGTERM);
        status = ended();
        cr_expect(WIFSIGNALED(status) && WTERMSIG(status) == numbers[i]);
        cr_expect(echoes());
        text_free(&seen);
        close(master);
        close(slave);
    }
}

Test(secret_ask, needs_a_terminal, .timeout = DEADLINE)
{
    child = fork();
    if (child == 0) {
        setsid();
        _exit(!secret_ask("Password: ", &err) && err.status == EXIT_NO_INPUT && err.hint ? 0 : 1);
    }
    cr_expect_eq(ended(), 0);
}
