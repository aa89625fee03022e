/* One look at a virtual machine, its host and its network: properties in, facts out. */
#ifndef EFLOW_PROBES_VSPHERE_LOOK_H
#define EFLOW_PROBES_VSPHERE_LOOK_H

#include "probes/vsphere/session.h"
#include "probes/vsphere/sheet.h"
#include "probes/vsphere/trouble.h"
#include "sys/text.h"

/* Adds the inside of the PropertyFilterSpec that selects all that a look needs. */
void look_specification(struct text *out, const struct moref *vm);

/* Reads everything once. *ret is the caller's to clear. */
enum outcome look(struct session *session, const struct moref *vm, struct sheet *ret,
                  struct trouble *trouble);

/* The pure part: the facts that the objects read from the server tell. */
void look_at_objects(const struct session *session, const struct moref *vm,
                     const struct harvest *harvest, struct sheet *sheet);

#endif
