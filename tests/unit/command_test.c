/* Programs that are run through pipes. */
#include "config.h"

#include <criterion/criterion.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "sys/command.h"
#include "sys/text.h"

enum { SOON_MS = 8000 };

static struct command *run(const char *script)
{
    const char *words[] = {"sh", "-c", script, NULL};
    struct command *command = command_start(words, NULL);

    cr_assert(command);
    return command;
}

static enum command_event wait_to_end(struct command *command)
{
    enum command_event event;

    do
        event = command_wait(command, false, SOON_MS);
    while (event == COMMAND_OUTPUT);
    return event;
}

static void expect_line(struct command *command, const char *expected)
{
    char *line = command_take_line(command);

    cr_expect_str_eq(line ? line : "(none)", expected);
    free(line);
}

Test(command, lines_status_and_errors)
{
    struct command *command = run("echo one; printf 'two'; echo bad >&2; exit 7");

    cr_expect(wait_to_end(command) == COMMAND_ENDED);
    expect_line(command, "one");
    expect_line(command, "two");
    expect_line(command, "(none)");
    cr_expect_str_eq(command_errors(command), "bad\n");
    cr_expect(command_status(command) == 7);
    command_stop(command);
}

Test(command, a_line_is_taken_only_when_it_is_whole)
{
    struct command *command = run("printf half; read x; echo ' whole'");

    cr_expect(command_wait(command, false, SOON_MS) == COMMAND_OUTPUT);
    expect_line(command, "(none)");
    command_send(command, "\n", 1);
    while (command_wait(command, false, SOON_MS) == COMMAND_OUTPUT)
        ;
    expect_line(command, "half whole");
    command_stop(command);
}

Test(command, more_input_than_a_pipe_holds)
{
    enum { LENGTH = 1 << 20 };
    struct command *command = run("wc -c");
    char *much = must_alloc(LENGTH);

    memset(much, 'x', LENGTH);
    command_send(command, much, LENGTH);
    command_end_input(command);
    cr_expect(wait_to_end(command) == COMMAND_ENDED);
    expect_line(command, "1048576");
    free(much);
    command_stop(command);
}

Test(command, utf16_and_carriage_returns_become_plain)
{
    struct command *command =
        run("printf '\\377\\376o\\0k\\0\\r\\0\\n\\0'; printf '\\357\\273\\277ok\\r\\n'");

    cr_expect(wait_to_end(command) == COMMAND_ENDED);
    expect_line(command, "ok");
    expect_line(command, "ok");
    command_stop(command);
}

Test(command, a_program_that_is_not_there)
{
    const char *words[] = {"no-such-program-anywhere", NULL};
    struct error err = {0};

    cr_expect(!command_start(words, &err));
    cr_expect(err.status == EXIT_MISSING);
    cr_expect(strstr(err.what, "no-such-program-anywhere"), "%s", err.what);
    error_clear(&err);
}

Test(command, an_endless_line_is_a_flood)
{
    struct command *command = run("tr '\\0' x </dev/zero");

    cr_expect(wait_to_end(command) == COMMAND_FLOOD);
    command_stop(command);
}

Test(command, only_the_newest_errors_are_kept)
{
    struct command *command = run("head -c 20000 /dev/zero | tr '\\0' e >&2; echo last >&2");

    cr_expect(wait_to_end(command) == COMMAND_ENDED);
    cr_expect(strlen(command_errors(command)) <= COMMAND_ERRORS_LIMIT);
    cr_expect(strstr(command_errors(command), "last\n"));
    command_stop(command);
}

Test(command, quiet_is_not_the_end)
{
    struct command *command = run("read x");

    cr_expect(command_wait(command, false, 20) == COMMAND_QUIET);
    command_stop(command);
}

Test(command, the_signal_that_ended_it)
{
    struct command *command = run("kill -9 $$");

    cr_expect(wait_to_end(command) == COMMAND_ENDED);
    cr_expect(command_status(command) == 128 + SIGKILL);
    command_stop(command);
}

/* The pipes stay open in the hands of the grandchild, and still the end is seen. */
Test(command, an_end_whose_pipes_somebody_else_holds)
{
    struct command *command = run("sleep 3 & echo $!");

    cr_expect(wait_to_end(command) == COMMAND_ENDED);
    command_stop(command);
}

Test(command, stopping_ends_also_what_it_started_and_what_ignores_it)
{
    struct command *command = run("trap '' TERM; sleep 30 & echo $!; wait; sleep 30");
    char *line = NULL;
    pid_t grandchild;
    int64_t deadline = command_clock() + SOON_MS;

    while (!line && command_clock() < deadline) {
        (void)command_wait(command, false, SOON_MS);
        line = command_take_line(command);
    }
    cr_assert(line);
    grandchild = (pid_t)strtol(line, NULL, 10);
    command_stop(command);
    while (kill(grandchild, 0) == 0 && command_clock() < deadline)
        (void)poll(NULL, 0, 5);
    cr_expect(command_clock() < deadline, "the grandchild lives on");
    free(line);
}
