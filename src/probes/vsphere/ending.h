/* Signals that ask the probe to end. */
#ifndef EFLOW_PROBES_VSPHERE_ENDING_H
#define EFLOW_PROBES_VSPHERE_ENDING_H

/* From now on SIGTERM, SIGINT and SIGHUP do what the end of standard input does, so that the probe
 * logs out on every way to its end. Without this the server would keep the session until it is too
 * old. */
void ending_by_signal(void);

#endif
