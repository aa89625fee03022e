/* Where the script runs: here, or behind ssh.
 *
 *   {"role": "guest", "way": "ssh", "ssh": "ssh://me@edge-01:2222"}
 *   {"role": "host", "way": "local", "vm": "edge-01"}
 *
 * "patience" may say how many seconds an answer may take, connecting and starting PowerShell
 * included. */
#ifndef EFLOW_PROBES_WINDOWS_TARGET_H
#define EFLOW_PROBES_WINDOWS_TARGET_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "sys/error.h"

struct windows_target {
    const char *role; /* "guest" or "host"; a constant */
    bool remote;
    char *user; /* NULL: ssh decides */
    char *host;
    char *port; /* NULL: ssh decides */
    char *vm;   /* the VM that the role host looks at; NULL where none was named */
    int patience_ms;
};

/* 0, or -1 with the reason; then *ret is empty. */
int windows_target_read(const cJSON *json, struct windows_target *ret, struct error *err);

void windows_target_clear(struct windows_target *target);

/* The words of the program that starts PowerShell there; NULL ends them. The caller frees the list
 * with windows_words_free. */
char **windows_target_words(const struct windows_target *target);
void windows_words_free(char **words);

/* "Windows PowerShell on edge-01"; the caller frees. */
char *windows_target_source(const struct windows_target *target);

#endif
