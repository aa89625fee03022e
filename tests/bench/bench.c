/* make bench: what our program costs beside others, and whether the targets are reached.
 *
 *   bench [-n RUNS] [-t TEXT] [-k KEYS] [PROGRAM [ARGUMENT]...]
 *
 * PROGRAM is ours: "eflow-wizard --lab esxi" without one. TEXT stands at the end of its first page,
 * KEYS open what Esc closes. All programs take turns, so that a busy moment of the machine slows each of them. The exit status is 0
 * when all was measured, reached or not; 1 when our program does not start; 64 for a wrong usage. */
#include "config.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "measure.h"
#include "screen.h"

enum { DIALOG, WHIPTAIL, HTOP, OURS, PROGRAM_COUNT };
enum { DEFAULT_RUNS = 15, USAGE = 64 };

static const char *const dialog_arguments[] = {
    "dialog",      "--menu",  "Where will the Windows machine run?",
    "20",          "70",      "6",
    "hyperv",      "Hyper-V", "esxi",
    "VMware ESXi", "azure",   "Azure",
    "physical",    "None",    "file",
    "A file",      NULL};
static const char *const whiptail_arguments[] = {
    "whiptail",    "--menu",  "Where will the Windows machine run?",
    "20",          "70",      "6",
    "hyperv",      "Hyper-V", "esxi",
    "VMware ESXi", "azure",   "Azure",
    "physical",    "None",    "file",
    "A file",      NULL};
static const char *const htop_arguments[] = {"htop", NULL};
static const char *const wizard_arguments[] = {"eflow-wizard", "--lab", "esxi", NULL};

struct bench {
    struct program programs[PROGRAM_COUNT];
    struct cost costs[PROGRAM_COUNT];
    int runs;
    int reached;
    int targets;
};

/* --- the table --------------------------------------------------------------------------------- */

static void print_number(double number, int decimals)
{
    if (number < 0)
        printf("%10s", "none");
    else
        printf("%10.*f", decimals, number);
}

static void print_verdict(struct bench *bench, double ours, double limit, const char *sign,
                          int decimals)
{
    bool is_reached = ours >= 0 && (sign[1] == '=' ? ours <= limit : ours < limit);

    printf("   %-2s %.*f  %s", sign, decimals, limit, is_reached ? "ok" : "OVER");
    bench->targets++;
    bench->reached += is_reached;
}

/* offset: of the double in struct cost. sign: "<=", "<", or "" for a row without a target. */
static void print_row(struct bench *bench, const char *title, size_t offset, int decimals,
                      const char *sign, double limit)
{
    double ours = -1;

    printf("%-34s", title);
    for (int i = 0; i < PROGRAM_COUNT; i++) {
        ours = *(const double *)((const char *)&bench->costs[i] + offset);
        if (bench->costs[i].is_missing)
            printf("%10s", "-");
        else
            print_number(ours, decimals);
    }
    if (sign[0] != '\0')
        print_verdict(bench, ours, limit, sign, decimals);
    putchar('\n');
}

static void print_start_beside(struct bench *bench, int other)
{
    const struct cost *costs = bench->costs;

    printf("  beside %-25s", bench->programs[other].name);
    for (int i = 0; i < PROGRAM_COUNT; i++) {
        if (costs[i].is_missing || costs[other].is_missing)
            printf("%10s", "-");
        else
            print_number(costs[i].start / costs[other].start, 2);
    }
    if (!costs[other].is_missing)
        print_verdict(bench, costs[OURS].start / costs[other].start, 1, "<=", 2);
    putchar('\n');
}

static void print_head(const struct bench *bench)
{
    struct utsname machine;

    uname(&machine);
    printf("80x24, start: median of %d runs; %s %s, %ld cores\n\n%-34s", bench->runs,
           machine.sysname, machine.machine, sysconf(_SC_NPROCESSORS_ONLN), "");
    for (int i = 0; i < PROGRAM_COUNT; i++)
        printf("%10.9s", bench->programs[i].name);
    printf("   target\n");
}

#define ROW(title, member, decimals, sign, limit)                                                  \
    print_row(bench, title, offsetof(struct cost, member), decimals, sign, limit)

static void print_table(struct bench *bench)
{
    print_head(bench);
    ROW("start to first full page, ms", start, 1, "", 0);
    print_start_beside(bench, DIALOG);
    print_start_beside(bench, WHIPTAIL);
    ROW("first page, bytes, xterm-256color", first_xterm, 0, "<=", 2000);
    ROW("first page, bytes, vt100", first_vt100, 0, "<=", 1500);
    ROW("  bytes per cell not blank", bytes_per_cell, 2, "<=", 1.4);
    ROW("cursor key, bytes", key_bytes, 0, "", 0);
    ROW("  cells that change", key_cells, 0, "", 0);
    ROW("  worst bytes / (1.3 cells + 40)", key_load, 2, "<=", 1);
    ROW("  the same, 9 keys typed ahead", ahead_load, 2, "<=", 1);
    ROW("  ms until painted", key_ms, 2, "<", 1);
    ROW("idle, bytes a second", idle_bytes, 1, "<=", 10);
    ROW("idle, wake-ups a second", idle_wakeups, 1, "<", 2);
    ROW("Esc, ms", esc_ms, 1, "<=", 50);
    ROW("line drops until gone, ms", gone_ms, 0, "<=", 100);
    ROW("memory, peak, MiB", memory, 1, "<=", 5);
    printf("\n%d of %d targets reached\n", bench->reached, bench->targets);
}

/* --- all of it --------------------------------------------------------------------------------- */

/* Gives up after the first round when ours, the last of a round, does not start. */
static void measure(struct bench *bench)
{
    for (int run = 0; run < bench->runs; run++) {
        for (int i = 0; i < PROGRAM_COUNT; i++) {
            if (!bench->costs[i].is_missing)
                cost_start(&bench->costs[i], &bench->programs[i]);
        }
        if (bench->costs[OURS].is_missing)
            return;
    }
    for (int i = 0; i < PROGRAM_COUNT; i++) {
        if (!bench->costs[i].is_missing)
            cost_rest(&bench->costs[i], &bench->programs[i]);
    }
}

static int usage(void)
{
    fprintf(stderr, "usage: bench [-n RUNS, 1 to %d] [-t TEXT] [-k KEYS] [PROGRAM [ARGUMENT]...]\n",
            MOST_RUNS);
    return USAGE;
}

/* False for a wrong usage. */
static bool read_options(struct bench *bench, int argc, char *argv[])
{
    struct program *ours = &bench->programs[OURS];

    for (int option; (option = getopt(argc, argv, "+n:t:k:")) != -1;) {
        switch (option) {
        case 'n': bench->runs = atoi(optarg); break;
        case 't': ours->ready = optarg; break;
        case 'k': ours->before_esc = optarg; break;
        default: return false;
        }
    }
    if (optind < argc)
        ours->arguments = (const char *const *)(argv + optind);
    ours->name = ours->arguments[0];
    return bench->runs >= 1 && bench->runs <= MOST_RUNS;
}

int main(int argc, char *argv[])
{
    static struct bench bench = {
        .programs = {[DIALOG] = {"dialog", dialog_arguments, "Cancel", ""},
                     [WHIPTAIL] = {"whiptail", whiptail_arguments, "Cancel", ""},
                     [HTOP] = {"htop", htop_arguments, "Quit", "F1"},
                     [OURS] = {"ours", wizard_arguments, "help", "F1"}},
        .runs = DEFAULT_RUNS,
    };

    if (!read_options(&bench, argc, argv))
        return usage();
    measure(&bench);
    if (bench.costs[OURS].is_missing) {
        fprintf(stderr, "%s: its first page does not come.\n%s\n", bench.programs[OURS].name,
                screen_failure());
        return EXIT_FAILURE;
    }
    print_table(&bench);
    return EXIT_SUCCESS;
}
