/* The request line to a probe, and how long to wait before a probe that failed is tried again. */
#ifndef EFLOW_PROBE_REQUEST_H
#define EFLOW_PROBE_REQUEST_H

#include <cjson/cJSON.h>
#include <stddef.h>

/* {"interval":..., "target":..., "secret":...} with its line feed. target and secret may be
 * NULL. The caller wipes and frees; no other copy of the secret is left behind. */
char *request_line(double interval, const cJSON *target, const char *secret, size_t *ret_length);

/* Milliseconds before the next try after so many failures in a row: 1, 2, 4 ... 32, 60, 60
 * seconds. */
unsigned retry_delay(unsigned failures);

#endif
