/* Why no answer came, in words for the person: reads what ssh, the far side's shell or PowerShell
 * said. */
#ifndef EFLOW_PROBES_WINDOWS_COMPLAINT_H
#define EFLOW_PROBES_WINDOWS_COMPLAINT_H

#include "probes/probe_io.h"
#include "probes/windows/windows_target.h"

struct complaint {
    enum probe_error kind;
    char *message; /* the caller frees */
};

/* status is how the program ended, errors what it wrote to standard error, noise the first line of
 * its output that was no answer (NULL: none), answered whether an answer had come before. */
struct complaint windows_complaint(const struct windows_target *target, int status,
                                   const char *errors, const char *noise, bool answered);

/* The text of what Windows PowerShell wraps into CLIXML when nobody watches; other text as it is,
 * on one line and of fair length. The caller frees. */
char *windows_plain_errors(const char *errors);

#endif
