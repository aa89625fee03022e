/* One function for each area of the machine; each lives in the file of its name and writes the
 * facts of its area. Only windows_facts.c calls them. */
#ifndef EFLOW_PROBES_WINDOWS_AREAS_H
#define EFLOW_PROBES_WINDOWS_AREAS_H

#include "probes/windows/windows_look.h"

void windows_machine_facts(struct look *look); /* what it is: maker, platform, processor, memory */
void windows_system_facts(struct look *look);  /* Windows itself: edition, policies, restart */
void windows_hyperv_facts(struct look *look);  /* Hyper-V's parts and services, in the guest */
void windows_network_facts(struct look *look); /* NAT, DHCP, routes, proxy, firewall, egress */
void windows_switch_facts(struct look *look);  /* virtual switches with their addresses */
void windows_eflow_facts(struct look *look);   /* products, module, the EFLOW VM and its network */
void windows_azure_facts(struct look *look);   /* what the metadata service of Azure says */
void windows_host_facts(struct look *look);    /* the Hyper-V host and one VM on it */

/* The word for the vendor of the first of these processors; NULL where it is not said. */
const char *windows_cpu_vendor(const cJSON *processors);

/* "client" or "server", by the section "os"; NULL where it is not said. */
const char *windows_os_type(const cJSON *os);

/* The interface under the name that it had when it was made ("vEthernet (SWITCH)"), also where it
 * was renamed; NULL for NULL. The caller frees. */
char *windows_interface_name(const struct look *look, const char *alias);

#endif
