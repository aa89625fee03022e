/* Makes facts of what Azure tells: the control plane ("az vm show -d -o json") and the instance
 * metadata service (reference key IMDS). Pure: the same input gives the same facts.
 *
 *   azure_facts_from_show(json, facts, unknown); */
#ifndef EFLOW_PROBES_AZURE_FACTS_H
#define EFLOW_PROBES_AZURE_FACTS_H

#include <cjson/cJSON.h>

/* Adds azure.* and vm.name, and to unknown the reason for each that is not told. */
void azure_facts_from_show(const cJSON *shown, cJSON *facts, cJSON *unknown);

/* azure.publisher, offer, sku and license_type: the keys publisher, offer and sku of image (NULL or
 * empty where the machine was made from an own image), licenseType of machine. */
void azure_put_image(cJSON *facts, cJSON *unknown, const cJSON *image, const cJSON *machine);

/* azure.security_type from securityType; NULL or "" means that none was chosen, which is Standard.
 */
void azure_put_security(cJSON *facts, cJSON *unknown, const char *type);

#endif
