/* Why az gave no answer, in words for the person. */
#ifndef EFLOW_PROBES_AZURE_COMPLAINT_H
#define EFLOW_PROBES_AZURE_COMPLAINT_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "probes/probe_io.h"

struct azure_complaint {
    enum probe_error kind;
    bool no_such_vm; /* azure_wrong_subscription may know more */
    char *message;   /* the caller frees */
};

/* status is how az ended, errors what it wrote to standard error, group and name the VM it was
 * asked for. */
struct azure_complaint azure_complaint(int status, const char *errors, const char *group,
                                       const char *name);

/* What to say of a VM that is not there when the account has more than one subscription, by what
 * "az account list" prints; NULL where that explains nothing. The caller frees. */
char *azure_wrong_subscription(const char *group, const char *name, const cJSON *subscriptions);

#endif
