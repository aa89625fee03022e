/* What probes may not do to the wizard, and what the wizard may not do with a secret. */
#include "config.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "sys/pipe.h"
#include "sys/text.h"
#include "watch.h"

TestSuite(limits, .init = watch_setup, .fini = watch_teardown, .timeout = 60);

/* --- programs that write what they should not ----------------------------------------------- */

Test(limits, ends_a_probe_that_writes_garbage)
{
    START(.mode = "garbage", .interval = 1);
    becomes_refused("data", "bad_probe wrote something that is no answer");
    cr_expect(run_until(is_gone));
}

Test(limits, ends_a_probe_that_writes_other_json)
{
    START(.mode = "no-facts");
    becomes_refused("data", "bad_probe wrote something that is no answer");
}

Test(limits, ends_a_probe_that_nests_too_deep)
{
    START(.mode = "deep");
    becomes_refused("data", "bad_probe wrote something that is no answer");
}

Test(limits, ends_a_probe_with_a_line_that_is_too_long)
{
    START(.mode = "huge-line");
    becomes_refused("data", "longer than 1 MiB");
    cr_expect(run_until(is_gone));
}

Test(limits, ends_a_probe_with_a_line_that_never_ends)
{
    START(.mode = "endless-line");
    becomes_refused("data", "longer than 1 MiB");
    cr_expect(run_until(is_gone));
}

Test(limits, ends_a_flood_of_bytes)
{
    START(.mode = "flood-of-bytes", .interval = 1);
    cr_assert(run_until(has_refusal));
    cr_expect_str_eq(status()->error_kind, "data");
    says("more than this program can use");
    cr_expect(run_until(is_gone));
}

static uv_prepare_t turns;
static uint64_t turn_began;
static uint64_t longest_turn;

static uint64_t busy(void)
{
    struct timespec used;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return (uint64_t)used.tv_sec * 1000000000 + (uint64_t)used.tv_nsec;
}

static void on_turn(uv_prepare_t *prepare)
{
    uint64_t now = busy();

    (void)prepare;
    if (turn_began > 0 && now - turn_began > longest_turn)
        longest_turn = now - turn_began;
    turn_began = now;
}

Test(limits, ends_a_flood_and_leaves_time_for_others_meanwhile)
{
    uv_prepare_init(&loop, &turns);
    uv_prepare_start(&turns, on_turn);
    START(.mode = "flood", .interval = 1);
    cr_assert(run_until(has_refusal));
    cr_expect_str_eq(status()->error_kind, "data");
    says("more than this program can use");
    cr_expect_leq(one.answers, 2000);
    cr_expect_lt(longest_turn, 50000000, "a turn took %d ms", (int)(longest_turn / 1000000));
    uv_close((uv_handle_t *)&turns, NULL);
    cr_expect(run_until(is_gone));
}

/* --- secrets -------------------------------------------------------------------------------- */

enum {
    SECRET_LENGTH = 24,
    CHUNK = 1 << 16,
    MAPPING_LIMIT = 64 << 20, /* bytes; larger ones are the shadow of a sanitizer */
};

/* Never the secret itself: each of its bytes with all bits turned. */
static char turned[SECRET_LENGTH];

static void make_secret(char *ret)
{
    srand((unsigned)time(NULL));
    for (int i = 0; i < SECRET_LENGTH; i++) {
        ret[i] = (char)('a' + rand() % 26);
        turned[i] = (char)~ret[i];
    }
    ret[SECRET_LENGTH] = '\0';
}

static bool is_secret(const char *bytes)
{
    for (int i = 0; i < SECRET_LENGTH; i++) {
        if (bytes[i] != (char)~turned[i])
            return false;
    }
    return true;
}

/* Chunks overlap by less than a secret, so that one at their border is seen, and seen once. */
static int secrets_between(int memory, unsigned long begin, unsigned long end)
{
    static char chunk[CHUNK]; /* which is found itself, and does not count */
    unsigned long own = (unsigned long)(uintptr_t)chunk;
    int found = 0;

    while (begin < end) {
        size_t wanted = end - begin < CHUNK ? end - begin : CHUNK;
        ssize_t got = pread(memory, chunk, wanted, (off_t)begin);

        for (ssize_t i = 0; i + SECRET_LENGTH <= got; i++)
            found += is_secret(chunk + i) && begin + (unsigned long)i - own >= CHUNK;
        pipe_wipe(chunk, CHUNK);
        if (got < CHUNK)
            break;
        begin += CHUNK - SECRET_LENGTH + 1;
    }
    return found;
}

/* In all memory of this process that can be written, except the stack: what the system saves there
 * of the processor's registers is gone soon and out of a program's reach. */
static int secrets_in_memory(void)
{
    FILE *maps = fopen("/proc/self/maps", "r");
    int memory = open("/proc/self/mem", O_RDONLY);
    char line[512];
    int found = 0;

    while (fgets(line, sizeof line, maps)) {
        unsigned long begin = 0;
        unsigned long end = 0;
        char rights[5] = "";

        if (sscanf(line, "%lx-%lx %4s", &begin, &end, rights) == 3 &&
            strncmp(rights, "rw", 2) == 0 && !strstr(line, "[stack]") &&
            end - begin <= MAPPING_LIMIT)
            found += secrets_between(memory, begin, end);
    }
    fclose(maps);
    close(memory);
    return found;
}

static char secret[SECRET_LENGTH + 1];

Test(limits, leaves_no_copy_of_a_secret_behind)
{
    make_secret(secret);
    cr_assert_eq(secrets_in_memory(), 1, "this one can be found");
    START(.mode = "ok", .interval = 0.02, .secret = secret);
    pipe_wipe(secret, sizeof secret);
    cr_assert(run_until(has_three_answers));
    cr_expect_eq(secrets_in_memory(), 1, "only the client keeps one, for the next try");
    probe_client_stop(one.client);
    one.client = NULL;
    cr_expect_eq(secrets_in_memory(), 0);
}
