/* What went wrong with the server, and what the probe does about it.
 *
 *   if (session_open(&session, &trouble) != OUTCOME_OK)
 *       trouble_report(&trouble);          (writes the error line and clears it)
 *
 * A message is one or two sentences for the person: what is wrong, and what to do. */
#ifndef EFLOW_PROBES_VSPHERE_TROUBLE_H
#define EFLOW_PROBES_VSPHERE_TROUBLE_H

#include <cjson/cJSON.h>

#include "probes/probe_io.h"

/* How an exchange with the server ended. */
enum outcome {
    OUTCOME_OK,
    OUTCOME_GONE,  /* the wizard is gone: end quietly */
    OUTCOME_ASKED, /* the wizard asked for a fresh look while the probe was waiting for news */
    OUTCOME_TROUBLE,
};

enum trouble_class {
    TROUBLE_FINAL,   /* trying again would not help, or would do harm (locked accounts) */
    TROUBLE_LOST,    /* the server cannot be reached at the moment: connect again */
    TROUBLE_SESSION, /* the server has forgotten the session: log in again */
    TROUBLE_OBJECT,  /* the virtual machine is not there (yet, or any more) */
    TROUBLE_CALL,    /* the server refused this call; others may work */
};

struct trouble {
    enum trouble_class class;
    enum probe_error kind;
    char *message;
    cJSON *detail; /* NULL where the message says all */
};

/* Fills trouble with a formatted message and returns OUTCOME_TROUBLE. Frees what it held before. */
enum outcome trouble_set(struct trouble *trouble, enum trouble_class class, enum probe_error kind,
                         const char *message, ...) __attribute__((format(printf, 4, 5)));

/* Hands detail over to the trouble. Returns OUTCOME_TROUBLE. */
enum outcome trouble_detail(struct trouble *trouble, cJSON *detail);

/* What a SOAP fault means, by its name; words are the server's own (safe to show). */
enum outcome trouble_from_fault(struct trouble *trouble, const char *host, const char *name,
                                const char *words);

/* Writes the error line and clears trouble. 0, or -1 when nobody reads any more. */
int trouble_report(struct trouble *trouble);

void trouble_clear(struct trouble *trouble);

#endif
