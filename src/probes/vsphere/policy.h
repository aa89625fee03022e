/* The security policy in force on the port group of a virtual machine's network adapter. */
#ifndef EFLOW_PROBES_VSPHERE_POLICY_H
#define EFLOW_PROBES_VSPHERE_POLICY_H

#include "probes/vsphere/session.h"
#include "probes/vsphere/sheet.h"

/* Sets vm.port_group, vm.promiscuous, vm.forged_transmits, vm.mac_changes and vm.mac_learning from
 * the first adapter that is connected at power-on. host may be NULL where this user may not see it.
 *
 * Standard switch: what the host computed; else the port group's own setting, else the switch's.
 * There is no MAC learning on it, so that is false. Distributed switch: the MAC management policy
 * (since 6.7) before the older security policy, the port group's own before the switch's where it
 * inherits. */
void policy_read(const struct harvest *harvest, const xmlNode *vm, const xmlNode *host,
                 struct sheet *sheet);

#endif
