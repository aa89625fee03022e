/* Which Azure sizes can run virtual machines inside (eflow-facts 5.2; the table is data). */
#ifndef EFLOW_MODEL_AZURE_SIZES_H
#define EFLOW_MODEL_AZURE_SIZES_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "sys/error.h"

enum azure_nested { AZURE_NESTED_SUPPORTED, AZURE_NESTED_UNSUPPORTED, AZURE_NESTED_UNKNOWN };

struct azure_sizes;

/* Takes over the parsed azure-sizes.json where is_ours (freed with the table, and on failure). */
struct azure_sizes *azure_sizes_load(cJSON *json, bool is_ours, const char *file,
                                     struct error *err);
struct azure_sizes *azure_sizes_free(struct azure_sizes *sizes); /* always NULL */

/* The series of a size: "Standard_D4ads_v5" is "Dadsv5". NULL when the name has no such form. The
 * caller frees. */
char *azure_series_of(const char *size);

/* A size that the table does not have is unknown. sizes may be NULL: then all are unknown. */
enum azure_nested azure_size_nested(const struct azure_sizes *sizes, const char *size);

#endif
