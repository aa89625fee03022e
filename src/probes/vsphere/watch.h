/* Looking once, or again and again: what the probe does with its time. */
#ifndef EFLOW_PROBES_VSPHERE_WATCH_H
#define EFLOW_PROBES_VSPHERE_WATCH_H

#include "probes/probe_io.h"
#include "probes/vsphere/target.h"

/* One answer or one error. The password is forgotten after the login. Returns the exit status. */
int watch_once(const struct target *target, struct probe_request *request);

/* Answers until the wizard is gone or trying again makes no sense. Changes are told when the server
 * announces them (WaitForUpdatesEx), else by asking often; at least one line comes in every
 * interval. A lost server is tried again and again; each failed try writes an error. Returns the
 * exit status. */
int watch_on(const struct target *target, struct probe_request *request);

#endif
