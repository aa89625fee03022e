/* The command line: what was asked for, checked, and nothing done yet. */
#ifndef EFLOW_CLI_OPTIONS_H
#define EFLOW_CLI_OPTIONS_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "model/session.h"
#include "report/report.h"
#include "sys/error.h"

enum command_word {
    COMMAND_WIZARD,
    COMMAND_CHECK,
    COMMAND_FACTS,
    COMMAND_REPORT,
    COMMAND_EXPLAIN,
    COMMAND_PATHS,
    COMMAND_CHECKS,
    COMMAND_HELP,
    COMMAND_VERSION,
    COMMAND_WORD_COUNT,
};

struct options {
    enum command_word command;
    const char *path;
    const char *lab; /* "" means: the first one */
    bool has_lab;
    cJSON *files;  /* --facts, in order */
    cJSON *plan;   /* --plan as "KEY=VALUE" */
    cJSON *skip;   /* --skip */
    cJSON *accept; /* --accept as "ID=REASON[@DATE]" */
    cJSON *words;  /* what is no option */
    const char *guest;
    const char *hyperv_host;
    const char *vsphere;
    const char *vm;
    const char *azure_vm;
    const char *password_file;
    const char *trust; /* SHA-256 of a certificate */
    const char *screens;
    const char *session;
    const char *lang;
    const char *output;
    const char *trace;
    const char *diff;
    const char *script; /* --print-script */
    int format;         /* enum report_format; -1: not said */
    double wait;        /* seconds; 0: do not */
    bool is_following;
    bool is_class;
    bool is_redacted;
    bool is_forced;
    bool is_strict;
    bool is_ascii;
    bool is_colorless;
    bool is_plain;
    bool is_presented;
};

/* Reads the command line. The strings belong to argv. 0, or -1 with a usage error. */
int options_read(int argc, char **argv, struct options *ret, struct error *err);

/* The language that the command line asks for (its last --lang), so that what is wrong with the
 * rest can be said in it; NULL: none. */
const char *options_language(int argc, char **argv);

void options_clear(struct options *options);

/* "30", "30s", "5m", "2h" in seconds; -1: none of these. */
double options_duration(const char *text);

/* The connections that the options name, in a session of their own; the caller frees. NULL with
 * err. */
struct session *options_session(const struct options *options, struct error *err);

/* The help text; the caller frees. */
char *options_help(void);

#endif
