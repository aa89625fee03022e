/* What to look at: the request's target, checked and completed.
 *
 *   {"url": "https://[USER@]HOST[:PORT]", "user": "...", "vm": "name or inventory path",
 *    "pin": "SHA-256 of the certificate", "pins_file": "...", "timeout": 20}
 *
 * Only url is required. src/probes/README.md explains each key. */
#ifndef EFLOW_PROBES_VSPHERE_TARGET_H
#define EFLOW_PROBES_VSPHERE_TARGET_H

#include <cjson/cJSON.h>

#include "sys/error.h"

struct target {
    char *url;   /* https://HOST:PORT/sdk */
    char *host;  /* name or address alone, without brackets */
    char *place; /* HOST:PORT: what a pin belongs to */
    long port;
    char *user;
    char *vm;     /* NULL: the only one there is */
    char *pin;    /* 64 lower-case hexadecimal digits; NULL where none is known */
    long timeout; /* seconds for one answer */
};

/* Reads the target of a request; looks into the pins file where the request has no pin itself.
 * 0, or -1 with the reason in err; then *ret is empty. */
int target_read(const cJSON *json, struct target *ret, struct error *err);

void target_clear(struct target *target);

#endif
