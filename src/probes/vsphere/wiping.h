/* Memory for libcurl that is wiped when curl gives it back: its upload buffer holds the login. */
#ifndef EFLOW_PROBES_VSPHERE_WIPING_H
#define EFLOW_PROBES_VSPHERE_WIPING_H

/* Starts libcurl (curl_global_init) with such memory. 0, or -1 where curl refuses to start. */
int wiping_start_curl(void);

#endif
