/* Finds the virtual machine that the person means, by name or by inventory path.
 *
 *   struct moref vm = {0};
 *   if (find_vm(&session, &vm, &trouble) == OUTCOME_OK)
 *       ...
 *   moref_clear(&vm);
 */
#ifndef EFLOW_PROBES_VSPHERE_FIND_H
#define EFLOW_PROBES_VSPHERE_FIND_H

#include "probes/vsphere/session.h"
#include "probes/vsphere/trouble.h"
#include "probes/vsphere/xml.h"

/* Finds session->target->vm, or the only machine there is where that is NULL. A wrong or ambiguous
 * name is a trouble of the class TROUBLE_OBJECT, whose detail is
 *   {"wanted": NAME or null, "names": [NAME or PATH, ...], "total": N}
 * with at most FIND_NAMES_LIMIT names, the closest first (full paths where the name is ambiguous).
 * *ret is the caller's to clear. */
enum outcome find_vm(struct session *session, struct moref *ret, struct trouble *trouble);

#define FIND_NAMES_LIMIT 50

#endif
