/* Why az gave no answer, in words for the person. */
#ifndef EFLOW_PROBES_AZURE_COMPLAINT_H
#define EFLOW_PROBES_AZURE_COMPLAINT_H

#include "probes/probe_io.h"

struct azure_complaint {
    enum probe_error kind;
    char *message; /* the caller frees */
};

/* status is how az ended, errors what it wrote to standard error, group and name the VM it was asked for. */
struct azure_complaint azure_complaint(int status, const char *errors, const char *group,
                                       const char *name);

#endif
