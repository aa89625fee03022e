/* A probe that behaves as badly as its target asks for:
 *
 *   {"mode": "ok", "lock": PATH, "count": PATH, ...}
 *
 * lock: a file that stays locked while this program lives. count: a file that grows by a byte at
 * each start and each answer. The other keys belong to single modes. */
#include "config.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "probes/probe_io.h"
#include "sys/file.h"
#include "sys/text.h"

static struct probe_request request;

static const char *wish(const char *key)
{
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(request.target, key));
}

static void say(const char *bytes)
{
    if (pipe_write(STDOUT_FILENO, bytes, strlen(bytes)) != PIPE_OK)
        exit(1);
}

/* The bytes that the file of "count" has now. */
static int count_up(void)
{
    int fd = wish("count") ? open(wish("count"), O_WRONLY | O_CREAT | O_APPEND, 0600) : -1;
    off_t size = 0;

    if (fd >= 0 && write(fd, ".", 1) == 1)
        size = lseek(fd, 0, SEEK_END);
    if (fd >= 0)
        close(fd);
    return (int)size;
}

static int answer(const char *name, const cJSON *value)
{
    cJSON *facts = cJSON_CreateObject();
    int result;

    cJSON_AddItemToObject(facts, name, cJSON_Duplicate(value, true));
    result = probe_write_answer(facts, NULL, "bad probe");
    cJSON_Delete(facts);
    count_up();
    return result;
}

static int answer_text(const char *name, const char *value)
{
    cJSON *item = cJSON_CreateString(value);
    int result = answer(name, item);

    cJSON_Delete(item);
    return result;
}

static int answer_number(const char *name, double value)
{
    cJSON *item = cJSON_CreateNumber(value);
    int result = answer(name, item);

    cJSON_Delete(item);
    return result;
}

static void hang(void)
{
    for (;;)
        pause();
}

/* --- the modes ------------------------------------------------------------------------------ */

/* Goes on as a good probe does; each answer has the next number. */
static void ok(void)
{
    int number = 0;

    do {
        if (answer_number("vm.cpus", ++number) != 0)
            return;
    } while (request.interval > 0 &&
             probe_wait(&request, (int)(request.interval * 1000)) != PIPE_GONE);
}

/* Needs some time for its leave, as a probe that has to sign out of a server. */
static void farewell(void)
{
    answer_number("vm.cpus", 1);
    while (probe_wait(&request, -1) != PIPE_GONE)
        ;
    (void)pipe_wait(-1, -1, 100);
    count_up();
}

static void secret(void)
{
    answer_text("vm.name", request.secret ? request.secret : "(none)");
}

static void target(void)
{
    answer("vm.name", request.target);
}

static void open_files(void)
{
    int count = 0;

    for (int fd = 3; fd < 256; fd++)
        count += fcntl(fd, F_GETFD) >= 0;
    answer_number("vm.cpus", count);
    if (request.interval > 0)
        hang();
}

static void slow(void)
{
    (void)pipe_wait(-1, -1, 300);
    ok();
}

static void silent_after_one(void)
{
    answer_number("vm.cpus", 1);
    hang();
}

static void stubborn(void)
{
    signal(SIGTERM, SIG_IGN);
    answer_number("vm.cpus", 1);
    hang();
}

static void crash(void)
{
    fputs("first words\nlast \033[31mwords\n\n", stderr);
    fflush(stderr);
    signal(SIGABRT, SIG_DFL);
    abort();
}

static void silent_exit(void)
{
    exit(3);
}

static void complaint(void)
{
    for (int i = 0; i < 5000; i++)
        fprintf(stderr, "complaint number %d\n", i);
    exit(4);
}

/* Only the first start fails. */
static void recovers(void)
{
    if (count_up() == 1)
        exit(1);
    ok();
}

static void garbage(void)
{
    say("Segmentation fault (core dumped)\n");
    hang();
}

static void no_facts(void)
{
    say("{\"hello\": 1}\n");
    hang();
}

static void deep(void)
{
    say("{\"facts\":{},\"unknown\":");
    for (int i = 0; i < 70; i++)
        say("{\"a\":");
    say("1");
    for (int i = 0; i < 71; i++)
        say("}");
    say("\n");
    hang();
}

static void half_line(void)
{
    say("{\"facts\": {\"vm.pow");
    exit(0);
}

static void no_line_feed(void)
{
    say("{\"facts\": {\"vm.cpus\": 7}}");
    exit(0);
}

static void blank_lines(void)
{
    say("\n \r\n");
    say("{\"facts\": {\"vm.cpus\": 7}}\r\n");
    exit(0);
}

static void flood(void)
{
    for (;;)
        say("{\"facts\":{\"vm.cpus\":1}}\n");
}

static void say_large(size_t size)
{
    char *large = must_alloc(size + 1);

    memset(large, 'x', size);
    large[size] = '\0';
    say(large);
    free(large);
}

static void flood_of_bytes(void)
{
    for (;;) {
        say("{\"facts\":{},\"unknown\":{\"vm.cpus\":\"");
        say_large(1000000);
        say("\"}}\n");
    }
}

static void large_line(void)
{
    say("{\"facts\":{},\"unknown\":{\"vm.cpus\":\"");
    say_large(1000000);
    say("\"}}\n");
}

static void huge_line(void)
{
    say_large(PROBE_LINE_LIMIT + 1);
    say("\n");
    hang();
}

static void endless_line(void)
{
    for (;;)
        say_large(4096);
}

static void error(void)
{
    printf(
        "{\"error\":{\"kind\":\"%s\",\"message\":\"it \\u001b[1mfailed\",\"detail\":{\"n\":1}}}\n",
        wish("kind"));
    fflush(stdout);
    hang();
}

static void wordless_error(void)
{
    say("{\"error\":{\"kind\":\"unheard-of\"}}\n");
    hang();
}

static void closes_output(void)
{
    close(STDOUT_FILENO);
    hang();
}

/* Leaves a process behind that holds the output open. */
static void leaves_child(void)
{
    if (fork() == 0) {
        signal(SIGTERM, SIG_IGN);
        hang();
    }
    exit(5);
}

static const struct mode {
    const char *name;
    void (*run)(void);
} modes[] = {
    {"ok",               ok              },
    {"farewell",         farewell        },
    {"secret",           secret          },
    {"target",           target          },
    {"open-files",       open_files      },
    {"slow",             slow            },
    {"hang",             hang            },
    {"silent-after-one", silent_after_one},
    {"stubborn",         stubborn        },
    {"crash",            crash           },
    {"silent-exit",      silent_exit     },
    {"complaint",        complaint       },
    {"recovers",         recovers        },
    {"garbage",          garbage         },
    {"no-facts",         no_facts        },
    {"deep",             deep            },
    {"half-line",        half_line       },
    {"no-line-feed",     no_line_feed    },
    {"blank-lines",      blank_lines     },
    {"flood",            flood           },
    {"flood-of-bytes",   flood_of_bytes  },
    {"large-line",       large_line      },
    {"huge-line",        huge_line       },
    {"endless-line",     endless_line    },
    {"error",            error           },
    {"wordless-error",   wordless_error  },
    {"closes-output",    closes_output   },
    {"leaves-child",     leaves_child    },
};

int main(void)
{
    struct error err = {0};
    bool held = false;

    if (probe_read_request(&request, &err) != 0)
        return probe_refuse_request(&err);
    if (wish("lock") && file_lock(wish("lock"), &held, NULL) < 0)
        return 100;
    for (size_t i = 0; wish("mode") && i < sizeof modes / sizeof *modes; i++) {
        if (strcmp(modes[i].name, wish("mode")) == 0)
            modes[i].run();
    }
    probe_request_clear(&request);
    return 0;
}
