/* Derived facts: what follows from other facts and is never read from a source.
 *
 * guest.virtualization (available, running, hidden): whether Windows can use the processor's
 * virtualization; facts contract, "Derived facts". azure.nested: from azure.size by the size table.
 */
#ifndef EFLOW_MODEL_DERIVE_H
#define EFLOW_MODEL_DERIVE_H

#include "model/azure_sizes.h"
#include "model/fact.h"

/* Sets all derived facts from the others (or unknown, with the reason). */
void derive_facts(struct facts *facts, const struct azure_sizes *sizes);

#endif
