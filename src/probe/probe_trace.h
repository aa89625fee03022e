/* What the trace is told of probes. Each does nothing while no trace is written. */
#ifndef EFLOW_PROBE_PROBE_TRACE_H
#define EFLOW_PROBE_PROBE_TRACE_H

#include <cjson/cJSON.h>

#include "probe/child.h"

/* Before the first request: what is to be looked at. A password within its address is known from
 * here on. */
void probe_trace_start(const char *name, const cJSON *target);

/* The request as request_line makes it, without its secret. */
void probe_trace_request(const char *name, double interval, const cJSON *target,
                         const char *secret);

/* A line that the probe wrote. *last (NULL at first) keeps it, for secret_free: the same answer
 * every two seconds would fill the trace. */
void probe_trace_answer(const char *name, const char *line, char **last);

void probe_trace_end(const char *name, const struct child_end *end);

/* What a facts file or a practice lab said in place of a probe: kind is "file" or "lab". */
void probe_trace_stand_in(const char *kind, const char *name, const cJSON *answer);

#endif
