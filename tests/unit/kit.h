/* Short words for the tests of the model: JSON and facts as one-line texts.
 *
 * JSON is written with ' for ", so that it reads well in C. All of these end the test when the text is
 * wrong, and never return NULL. */
#ifndef EFLOW_TESTS_UNIT_KIT_H
#define EFLOW_TESTS_UNIT_KIT_H

#include <cjson/cJSON.h>

#include "model/assess.h"
#include "sys/screens.h"

/* The caller frees. */
cJSON *kit_json(const char *text);

/* Facts of the source "test", as a facts file's "facts" would name them. The caller frees. */
struct facts *kit_facts(const char *text);

/* The value of a fact as text, "unknown" where it is. The caller frees. */
char *kit_fact(const struct facts *facts, const char *name);

/* Compares and frees got. */
void kit_expect(char *got, const char *wanted);

/* The built-in screens and what is read from them; kept until the process ends. */
const struct screens *kit_screens(void);
const struct library *kit_library(void);

#endif
