/* The commands: each does its work and returns the exit status. Data goes to standard output, all
 * else to standard error. */
#ifndef EFLOW_CLI_COMMANDS_H
#define EFLOW_CLI_COMMANDS_H

#include "cli/options.h"
#include "model/guide.h"
#include "sys/screens.h"

/* What every command works with. */
struct program {
    const struct options *options;
    struct screens *screens;
    struct library *library;
};

int command_wizard(struct program *program, struct error *err);
int command_check(struct program *program, struct error *err);
int command_facts(struct program *program, struct error *err);
int command_report(struct program *program, struct error *err);
int command_explain(struct program *program, struct error *err);
int command_paths(struct program *program, struct error *err);
int command_checks(struct program *program, struct error *err);

/* Says on standard error what is wrong, where, and what to do. Returns its exit status. */
int say_error(const struct error *err);

/* A sentence on standard error. */
void say_note(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Opens the file of --trace, if there is one: before anything else is done. -1 with err. */
int begin_trace(const struct options *options, struct error *err);

/* Its first entries: what was asked for, on which terminal and system. */
void describe_in_trace(const struct options *options, int argc, char **argv);

/* Its last entry. Says on standard error when it is not whole and nobody was told yet. */
void end_trace(int status);

/* Writes to the -o file (which must not be something else than a report, unless forced), or to
 * standard output. 0, or -1 with err. */
int write_output(const struct options *options, const char *text, struct error *err);

/* Whether text on standard output has to be plain ASCII: because of --ascii, or of the locale. What
 * goes into a file is UTF-8 unless --ascii was said. */
bool needs_ascii(const struct options *options);

/* The report in the format of the options. NULL with err. The caller frees. */
char *render_report(const struct options *options, const cJSON *report, struct error *err);

/* The password for --vsphere: from the file, the environment, or asked for; the caller wipes and
 * frees. NULL with err, or without when none is needed. */
char *find_password(const struct options *options, struct error *err);

/* The lab that --lab names, NULL with err; NULL without err when none is named. */
struct lab *open_lab(const struct program *program, struct error *err);

#endif
